#include "ui/editors/bodyeditor.h"

#include "ui/document/coursedocument.h"
#include "ui/document/pendingbody.h"
#include "ui/editors/findbar.h"
#include "ui/editors/sourceeditor.h"
#include "ui/widgets/label.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QScopedValueRollback>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

Highlighter::Language languageOf(const CourseDocument& document, BlockId block)
{
  const Outline::Node* node = document.outline().find(block);
  const BlockType& type = document.types().type(node ? node->row.type : QString());
  return type.bodyLanguage == "json"_L1 ? Highlighter::Language::Json : Highlighter::Language::Markup;
}

} // namespace

BodyEditor::BodyEditor(CourseDocument& document, QWidget* parent) : Editor(document, parent)
{
  m_editor = new SourceEditor(this);
  m_editor->setObjectName(u"sourceEditor"_s);
  m_editor->setAccessibleName(tr("Source text"));
  m_find = new FindBar(m_editor, this);
  m_faultBar = makeFaultBar();
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  layout->addWidget(m_find);
  layout->addWidget(m_editor, 1);
  layout->addWidget(m_faultBar);
  connect(m_editor, &QPlainTextEdit::textChanged, this, [this] {
    if (body() && !m_isShowing)
      body()->edit(m_editor->source(), this);
  });
  connect(m_editor, &QPlainTextEdit::undoAvailable, this, &Editor::undoChanged);
  connect(m_editor, &QPlainTextEdit::redoAvailable, this, &Editor::undoChanged);
}

QWidget* BodyEditor::makeFaultBar()
{
  auto* bar = new QWidget(this);
  bar->setObjectName(u"faultBar"_s);
  m_faultText = makeLabel({}, u"problem"_s, bar);
  m_faultText->setObjectName(u"faultText"_s);
  m_faultText->setWordWrap(true);
  auto* go = new QPushButton(tr("Go to line"), bar);
  go->setObjectName(u"faultGo"_s);
  go->setProperty("flat", true);
  go->setAccessibleName(tr("Go to the line with the fault"));
  connect(go, &QPushButton::clicked, this, [this] {
    if (body() && body()->fault())
      m_editor->goToLine(body()->fault()->line);
  });
  m_discard = new QPushButton(tr("Discard"), bar);
  m_discard->setObjectName(u"faultDiscard"_s);
  m_discard->setProperty("flat", true);
  m_discard->setToolTip(tr("Take the text of the course instead. Undo brings back what you typed."));
  m_discard->setAccessibleName(tr("Discard what you typed"));
  connect(m_discard, &QPushButton::clicked, this, [this] {
    if (body())
      m_editor->replaceAll(body()->textOfCourse());
    focusText();
  });
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(16, 4, 12, 8);
  row->addWidget(m_faultText, 1);
  row->addWidget(go);
  row->addWidget(m_discard);
  bar->hide();
  return bar;
}

void BodyEditor::showBody()
{
  m_find->hide();
  if (body()) {
    connect(body(), &PendingBody::textChanged, this, [this](const QObject* by) {
      if (by != this)
        showText();
    });
    connect(body(), &PendingBody::faultChanged, this, &BodyEditor::showFault);
    connect(body(), &PendingBody::pendingChanged, this, &BodyEditor::showFault);
  }
  showText();
  showFault();
}

void BodyEditor::showText()
{
  const QScopedValueRollback guard(m_isShowing, true);
  if (!body()) {
    m_editor->load({}, Highlighter::Language::Plain);
    return;
  }
  m_editor->load(body()->text(), languageOf(document(), body()->block()));
  // Signs that a text document gives back as others are shown, but not lost by typing beside them.
  m_editor->setReadOnly(!body()->isEditable() || m_editor->source() != body()->text());
}

void BodyEditor::showFault()
{
  const auto fault = body() ? body()->fault() : std::nullopt;
  m_faultBar->setVisible(fault.has_value());
  m_editor->markFault(fault ? fault->line : 0);
  m_discard->setVisible(fault && body()->isHeld());
  if (!fault)
    return;
  const QString place = fault->line > 0 ? tr("Line %1: ").arg(fault->line) : QString();
  const QString safe =
      body()->isHeld()
          ? tr(" Your text is kept; it becomes part of the course, and of its exports, once this is right.")
          : QString();
  m_faultText->setText(place + fault->detail + safe);
}

void BodyEditor::focusText()
{
  m_editor->setFocus(Qt::ShortcutFocusReason);
}

void BodyEditor::openFind()
{
  m_find->open();
}

bool BodyEditor::canUndo() const
{
  return m_editor->document()->isUndoAvailable();
}

bool BodyEditor::canRedo() const
{
  return m_editor->document()->isRedoAvailable();
}

bool BodyEditor::undo()
{
  if (!canUndo() && body() && !m_editor->isReadOnly()) {
    const QScopedValueRollback guard(m_isShowing, true);
    m_editor->setPast(body()->earlier());
  }
  const bool can = canUndo();
  m_editor->undo();
  return can;
}

bool BodyEditor::redo()
{
  const bool can = canRedo();
  m_editor->redo();
  return can;
}

void BodyEditor::goToLine(int line)
{
  m_editor->goToLine(line);
}

void BodyEditor::mark(const QString& text)
{
  m_find->openWith(text);
}

} // namespace scriptorium
