#pragma once

#include <QSyntaxHighlighter>
#include <QTextCharFormat>

namespace scriptorium {

/// Colours XML and HTML (tags, attributes, values, entities, comments) or JSON, in the palette's look. One
/// pass over a line; what a line leaves open is carried to the next.
class Highlighter : public QSyntaxHighlighter
{
  Q_OBJECT

public:
  enum class Language
  {
    Plain,
    Markup,
    Json
  };
  explicit Highlighter(QTextDocument* document);

  void setLanguage(Language language);
  /// Takes the colours of a palette and colours everything again.
  void setPalette(const QPalette& palette);

protected:
  void highlightBlock(const QString& text) override;

private:
  enum State
  {
    Text = 0,
    Comment = 1,
    Tag = 2,
    DoubleQuoted = 3,
    SingleQuoted = 4,
    CData = 5
  };
  void highlightMarkup(const QString& text);
  void highlightJson(const QString& text);
  int inText(const QString& text, int at, State& state);
  int inTag(const QString& text, int at, State& state);
  int until(const QString& text, int at, QStringView end, const QTextCharFormat& format, State after,
            State& state);

  Language m_language = Language::Plain;
  QTextCharFormat m_tag;
  QTextCharFormat m_attribute;
  QTextCharFormat m_value;
  QTextCharFormat m_entity;
  QTextCharFormat m_comment;
};

} // namespace scriptorium
