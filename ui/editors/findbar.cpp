#include "ui/editors/findbar.h"

#include "ui/widgets/icon.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QToolButton>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

FindBar::FindBar(QPlainTextEdit* editor, QWidget* parent) : QWidget(parent), m_editor(editor)
{
  m_text = new QLineEdit(this);
  m_text->setObjectName(u"findText"_s);
  m_text->setPlaceholderText(tr("Find in this text"));
  m_text->setAccessibleName(tr("Find in this text"));
  m_outcome = makeLabel({}, u"small"_s, this);
  auto* layout = new QHBoxLayout(this);
  layout->setContentsMargins(12, 4, 12, 8);
  layout->setSpacing(4);
  layout->addWidget(m_text, 1);
  layout->addWidget(m_outcome);
  const auto addButton = [&](const QString& name, const QString& tip, auto run) {
    auto* button = new QToolButton(this);
    button->setIcon(icon(name));
    button->setToolTip(tip);
    button->setAccessibleName(tip);
    connect(button, &QToolButton::clicked, this, run);
    layout->addWidget(button);
  };
  addButton(u"arrow-up"_s, tr("Previous (Shift+Enter)"), [this] { find(true, false); });
  addButton(u"arrow-down"_s, tr("Next (Enter)"), [this] { find(false, false); });
  addButton(u"x"_s, tr("Close (Esc)"), [this] {
    hide();
    m_editor->setFocus();
  });
  connect(m_text, &QLineEdit::textChanged, this, [this] { find(false, true); });
  hide();
}

void FindBar::open()
{
  const QString selected = m_editor->textCursor().selectedText();
  show();
  if (!selected.isEmpty() && !selected.contains(QChar::ParagraphSeparator))
    m_text->setText(selected);
  m_text->selectAll();
  m_text->setFocus(Qt::ShortcutFocusReason);
}

void FindBar::openWith(const QString& text)
{
  show();
  m_editor->moveCursor(QTextCursor::Start);
  if (m_text->text() == text)
    find(false, true);
  else
    m_text->setText(text);
  m_text->selectAll();
  m_text->setFocus(Qt::ShortcutFocusReason);
}

void FindBar::keyPressEvent(QKeyEvent* event)
{
  if (event->key() == Qt::Key_Escape) {
    hide();
    m_editor->setFocus();
  } else if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
    find(event->modifiers().testFlag(Qt::ShiftModifier), false);
  } else {
    QWidget::keyPressEvent(event);
  }
}

void FindBar::find(bool backwards, bool fromStart)
{
  m_outcome->clear();
  if (m_text->text().isEmpty())
    return;
  if (fromStart) {
    QTextCursor cursor = m_editor->textCursor();
    cursor.setPosition(cursor.selectionStart());
    m_editor->setTextCursor(cursor);
  }
  const auto flags = backwards ? QTextDocument::FindBackward : QTextDocument::FindFlags();
  if (m_editor->find(m_text->text(), flags))
    return;
  const QTextCursor before = m_editor->textCursor();
  m_editor->moveCursor(backwards ? QTextCursor::End : QTextCursor::Start);
  if (m_editor->find(m_text->text(), flags)) {
    m_outcome->setText(tr("Around the end"));
    return;
  }
  m_editor->setTextCursor(before);
  m_outcome->setText(tr("Not found"));
}

} // namespace scriptorium
