#include "ui/editors/sourceeditor.h"

#include "ui/widgets/theme.h"

#include <QFontDatabase>
#include <QKeyEvent>
#include <QMimeData>
#include <QPainter>
#include <QRegularExpression>
#include <QTextBlock>

#include <utility>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qsizetype kColouredChars = 300'000;

/// How many characters two texts begin and end with alike; the two do not overlap.
std::pair<qsizetype, qsizetype> commonEnds(const QString& a, const QString& b)
{
  const qsizetype shorter = qMin(a.size(), b.size());
  qsizetype head = 0;
  while (head < shorter && a[head] == b[head])
    ++head;
  qsizetype tail = 0;
  while (tail < shorter - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail])
    ++tail;
  return {head, tail};
}

bool isRedo(const QKeyEvent& key)
{
  return key.matches(QKeySequence::Redo) || key.keyCombination() == (Qt::CTRL | Qt::Key_Y) ||
         key.keyCombination() == (Qt::CTRL | Qt::SHIFT | Qt::Key_Z);
}

/// The strip at the left with the numbers.
class NumberArea : public QWidget
{
public:
  explicit NumberArea(SourceEditor* editor) : QWidget(editor), m_editor(editor) {}
  QSize sizeHint() const override { return {m_editor->numberAreaWidth(), 0}; }

protected:
  void paintEvent(QPaintEvent* event) override { m_editor->paintNumbers(event); }

private:
  SourceEditor* m_editor;
};

} // namespace

SourceEditor::SourceEditor(QWidget* parent) : QPlainTextEdit(parent)
{
  QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
  font.setPointSizeF(10);
  setFont(font);
  setProperty("look", u"source"_s);
  setTabStopDistance(2 * QFontMetricsF(font).horizontalAdvance(u' '));
  setLineWrapMode(WidgetWidth);
  setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
  setTabChangesFocus(false);
  m_highlighter = new Highlighter(document());
  m_highlighter->setPalette(palette());
  m_numbers = new NumberArea(this);
  connect(this, &QPlainTextEdit::blockCountChanged, this,
          [this] { setViewportMargins(numberAreaWidth(), 0, 0, 0); });
  connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect& rect, int dy) {
    if (dy != 0)
      m_numbers->scroll(0, dy);
    else
      m_numbers->update(0, rect.y(), m_numbers->width(), rect.height());
  });
  connect(this, &QPlainTextEdit::cursorPositionChanged, this, &SourceEditor::showMarks);
  setViewportMargins(numberAreaWidth(), 0, 0, 0);
}

void SourceEditor::load(const QString& text, Highlighter::Language language)
{
  m_language = text.size() > kColouredChars ? Highlighter::Language::Plain : language;
  const QString old = source();
  if (old != text) {
    const auto [head, tail] = commonEnds(old, text);
    if (head + tail < text.size() / 4) {
      setPlainText(text);
    } else {
      const QTextCursor cursor = replaceDifference(text);
      if (hasFocus())
        setTextCursor(cursor);
    }
  }
  document()->clearUndoRedoStacks();
  document()->setModified(false);
  m_highlighter->setLanguage(m_language);
}

void SourceEditor::replaceAll(const QString& text)
{
  QTextCursor all(document());
  all.select(QTextCursor::Document);
  all.insertText(text);
}

QTextCursor SourceEditor::replaceDifference(const QString& text)
{
  const QString old = source();
  const auto [head, tail] = commonEnds(old, text);
  QTextCursor cursor(document());
  cursor.setPosition(static_cast<int>(head));
  cursor.setPosition(static_cast<int>(old.size() - tail), QTextCursor::KeepAnchor);
  cursor.insertText(text.mid(head, text.size() - head - tail));
  return cursor;
}

void SourceEditor::setPast(const QStringList& texts)
{
  if (texts.isEmpty())
    return;
  const QString now = source();
  const QTextCursor place = textCursor();
  const int position = place.position();
  replaceDifference(texts.first());
  document()->clearUndoRedoStacks();
  for (const auto& text : texts.mid(1) + QStringList{now}) {
    document()->setModified(false); // a change of this state keeps two steps from becoming one
    replaceDifference(text);
  }
  QTextCursor back(document());
  back.setPosition(qMin(position, document()->characterCount() - 1));
  setTextCursor(back);
}

QString SourceEditor::source() const
{
  QString text = document()->toRawText();
  text.replace(QChar::ParagraphSeparator, u'\n');
  return text;
}

void SourceEditor::markFault(int line)
{
  m_faultLine = line;
  showMarks();
  m_numbers->update();
}

void SourceEditor::goToLine(int line)
{
  const QTextBlock block = document()->findBlockByNumber(qMax(0, line - 1));
  if (!block.isValid())
    return;
  setTextCursor(QTextCursor(block));
  centerCursor();
  setFocus(Qt::OtherFocusReason);
}

void SourceEditor::showMarks()
{
  const Colours& c = colours(palette());
  QList<QTextEdit::ExtraSelection> marks;
  QTextEdit::ExtraSelection current;
  current.format.setBackground(c.raised);
  current.format.setProperty(QTextFormat::FullWidthSelection, true);
  current.cursor = textCursor();
  current.cursor.clearSelection();
  marks.append(current);
  const QTextBlock fault = document()->findBlockByNumber(m_faultLine - 1);
  if (m_faultLine > 0 && fault.isValid()) {
    QTextEdit::ExtraSelection mark;
    QColor back = c.error;
    back.setAlphaF(0.14F);
    mark.format.setBackground(back);
    mark.format.setProperty(QTextFormat::FullWidthSelection, true);
    mark.cursor = QTextCursor(fault);
    marks.append(mark);
  }
  setExtraSelections(marks);
}

int SourceEditor::numberAreaWidth() const
{
  int digits = 2;
  for (int count = blockCount(); count >= 100; count /= 10)
    ++digits;
  return 24 + fontMetrics().horizontalAdvance(u'9') * digits;
}

void SourceEditor::paintNumbers(QPaintEvent* event)
{
  const Colours& c = colours(palette());
  QPainter painter(m_numbers);
  QTextBlock block = firstVisibleBlock();
  qreal top = blockBoundingGeometry(block).translated(contentOffset()).top();
  const int current = textCursor().blockNumber();
  while (block.isValid() && top <= event->rect().bottom()) {
    const qreal height = blockBoundingRect(block).height();
    if (block.isVisible() && top + height >= event->rect().top()) {
      const bool isFault = block.blockNumber() == m_faultLine - 1;
      QColor colour = block.blockNumber() == current ? c.text : c.muted;
      colour.setAlphaF(block.blockNumber() == current ? 1.0F : 0.75F);
      painter.setPen(isFault ? c.error : colour);
      painter.drawText(QRectF(0, top, m_numbers->width() - 12, fontMetrics().height()), Qt::AlignRight,
                       QString::number(block.blockNumber() + 1));
    }
    top += height;
    block = block.next();
  }
}

bool SourceEditor::event(QEvent* event)
{
  if (event->type() == QEvent::ShortcutOverride) {
    auto* key = static_cast<QKeyEvent*>(event);
    // The window's undo asks the editor first, and goes on where typing ends.
    if (key->matches(QKeySequence::Undo) || isRedo(*key)) {
      key->ignore();
      return false;
    }
  }
  return QPlainTextEdit::event(event);
}

void SourceEditor::keyPressEvent(QKeyEvent* event)
{
  if (event->key() == Qt::Key_Return && event->modifiers() == Qt::NoModifier && !isReadOnly()) {
    indentNewLine();
    return;
  }
  if (isRedo(*event)) {
    redo();
    return;
  }
  QPlainTextEdit::keyPressEvent(event);
}

void SourceEditor::indentNewLine()
{
  static const QRegularExpression kIndent(u"^[ \\t]*"_s);
  QTextCursor cursor = textCursor();
  const QString indent = kIndent.match(cursor.block().text().left(cursor.positionInBlock())).captured();
  cursor.insertText(u'\n' + indent);
  setTextCursor(cursor);
  ensureCursorVisible();
}

bool SourceEditor::canInsertFromMimeData(const QMimeData* source) const
{
  // Files dropped here are for the window to import.
  return !source->hasUrls() && QPlainTextEdit::canInsertFromMimeData(source);
}

void SourceEditor::resizeEvent(QResizeEvent* event)
{
  QPlainTextEdit::resizeEvent(event);
  const QRect rect = contentsRect();
  m_numbers->setGeometry(rect.left(), rect.top(), numberAreaWidth(), rect.height());
}

void SourceEditor::changeEvent(QEvent* event)
{
  QPlainTextEdit::changeEvent(event);
  if (event->type() == QEvent::PaletteChange && m_highlighter) {
    m_highlighter->setPalette(palette());
    showMarks();
  }
}

} // namespace scriptorium
