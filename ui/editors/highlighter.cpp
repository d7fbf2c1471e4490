#include "ui/editors/highlighter.h"

#include "ui/widgets/theme.h"

#include <QPalette>
#include <QRegularExpression>

namespace scriptorium {

Highlighter::Highlighter(QTextDocument* document) : QSyntaxHighlighter(document) {}

void Highlighter::setLanguage(Language language)
{
  if (m_language == language)
    return;
  m_language = language;
  rehighlight();
}

void Highlighter::setPalette(const QPalette& palette)
{
  const Colours& c = colours(palette);
  const bool dark = c.window.lightness() < 128;
  m_tag.setForeground(c.accent);
  m_attribute.setForeground(dark ? QColor(0x9db8e8) : QColor(0x3b5b96));
  m_value.setForeground(dark ? QColor(0xdcb98a) : QColor(0x8a5a1c));
  m_entity.setForeground(dark ? QColor(0xc9a4dd) : QColor(0x7a4592));
  m_comment.setForeground(c.muted);
  m_comment.setFontItalic(true);
  rehighlight();
}

void Highlighter::highlightBlock(const QString& text)
{
  switch (m_language) {
  case Language::Plain:
    return;
  case Language::Markup:
    highlightMarkup(text);
    return;
  case Language::Json:
    highlightJson(text);
    return;
  }
}

void Highlighter::highlightMarkup(const QString& text)
{
  State state = static_cast<State>(qMax(0, previousBlockState()));
  const int length = static_cast<int>(text.size());
  for (int at = 0; at < length;) {
    switch (state) {
    case Text:
      at = inText(text, at, state);
      break;
    case Tag:
      at = inTag(text, at, state);
      break;
    case Comment:
      at = until(text, at, u"-->", m_comment, Text, state);
      break;
    case CData:
      at = until(text, at, u"]]>", m_value, Text, state);
      break;
    case DoubleQuoted:
      at = until(text, at, u"\"", m_value, Tag, state);
      break;
    case SingleQuoted:
      at = until(text, at, u"'", m_value, Tag, state);
      break;
    }
  }
  setCurrentBlockState(state);
}

int Highlighter::until(const QString& text, int at, QStringView end, const QTextCharFormat& format,
                       State after, State& state)
{
  const qsizetype found = text.indexOf(end, at);
  const qsizetype stop = found < 0 ? text.size() : found + end.size();
  setFormat(at, static_cast<int>(stop) - at, format);
  if (found >= 0)
    state = after;
  return static_cast<int>(stop);
}

int Highlighter::inText(const QString& text, int at, State& state)
{
  static const QRegularExpression kMark(QStringLiteral("<!--|<!\\[CDATA\\[|</?[A-Za-z_!?]|&[#A-Za-z0-9]+;"));
  const auto match = kMark.match(text, at);
  if (!match.hasMatch())
    return static_cast<int>(text.size());
  const int start = static_cast<int>(match.capturedStart());
  const QString mark = match.captured();
  if (mark.startsWith(u'&')) {
    setFormat(start, static_cast<int>(mark.size()), m_entity);
    return static_cast<int>(match.capturedEnd());
  }
  if (mark == QLatin1StringView("<!--")) {
    setFormat(start, 4, m_comment);
    state = Comment;
    return start + 4;
  }
  if (mark.startsWith(QLatin1StringView("<!["))) {
    setFormat(start, static_cast<int>(mark.size()), m_value);
    state = CData;
    return static_cast<int>(match.capturedEnd());
  }
  static const QRegularExpression kName(QStringLiteral("</?[^\\s/>]*"));
  const auto name = kName.match(text, start);
  setFormat(start, static_cast<int>(name.capturedLength()), m_tag);
  state = Tag;
  return static_cast<int>(name.capturedEnd());
}

int Highlighter::inTag(const QString& text, int at, State& state)
{
  const QChar c = text[at];
  if (c == u'>' || c == u'/' || c == u'?') {
    setFormat(at, 1, m_tag);
    if (c == u'>')
      state = Text;
    return at + 1;
  }
  if (c == u'"' || c == u'\'') {
    setFormat(at, 1, m_value);
    state = c == u'"' ? DoubleQuoted : SingleQuoted;
    return at + 1;
  }
  static const QRegularExpression kRest(QStringLiteral("[^\\s=\"'>/]+"));
  const auto name = kRest.match(text, at);
  if (!name.hasMatch() || name.capturedStart() != at)
    return at + 1;
  setFormat(at, static_cast<int>(name.capturedLength()), m_attribute);
  return static_cast<int>(name.capturedEnd());
}

void Highlighter::highlightJson(const QString& text)
{
  static const QRegularExpression kToken(QStringLiteral("(\"(?:[^\"\\\\]|\\\\.)*\")(\\s*:)?|\\b(?:true|false|"
                                                        "null)\\b|-?\\b\\d+(?:\\.\\d+)?(?:[eE][+-]?\\d+)?"));
  for (auto it = kToken.globalMatch(text); it.hasNext();) {
    const auto match = it.next();
    const bool isString = match.capturedLength(1) > 0;
    const bool isKey = match.capturedLength(2) > 0;
    const QTextCharFormat& format = isKey ? m_attribute : isString ? m_value : m_entity;
    const auto length = isString ? match.capturedLength(1) : match.capturedLength();
    setFormat(static_cast<int>(match.capturedStart()), static_cast<int>(length), format);
  }
}

} // namespace scriptorium
