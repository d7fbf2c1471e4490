#pragma once

#include <QList>
#include <QString>
#include <QStringView>

#include <utility>

namespace scriptorium::markup {

/// A piece of HTML as a browser cuts it.
struct HtmlToken
{
  enum class Kind
  {
    Text,
    Start,
    End,
    Comment,
    EndOfText
  };

  Kind kind = Kind::EndOfText;
  QString text;                                  ///< of a text or a comment; the name of a tag, in lower case
  QList<std::pair<QString, QString>> attributes; ///< each name once, in lower case
  bool isSelfClosing = false;                    ///< `<div/>`
};

/// Cuts HTML by the rules of its standard (WHATWG, tokenization), which take any text: there are no errors.
class HtmlTokens
{
public:
  explicit HtmlTokens(QString html);

  HtmlToken next();

  enum class Reading
  {
    Raw,     ///< `<` and `&` mean themselves
    Decoding ///< `&` begins a reference
  };
  /// The next token is the text up to the end tag of that name, or up to the end.
  void readTextUntil(const QString& endTag, Reading reading);
  /// Whether a line break that comes next does not count.
  void skipLineBreak();

private:
  HtmlToken textToken();
  HtmlToken tagToken(HtmlToken::Kind kind);
  HtmlToken declarationToken();
  HtmlToken bogusComment();
  void readAttribute(HtmlToken& tag);
  QString attributeValue();
  /// Appends what the reference at `m_at` means, or the `&` itself, and goes behind it.
  void readReference(QString& out, bool isInAttribute);
  bool readNumber(QString& out);
  bool readName(QString& out, bool isInAttribute);
  void skipSpace();
  QChar peek(qsizetype ahead = 0) const;
  bool isTagAhead() const;

  QString m_html;
  qsizetype m_at = 0;
  QString m_endTag;
  Reading m_reading = Reading::Raw;
};

/// A name of HTML as lxml takes it: characters that XML has not in names are written as "U0003C".
QString xmlName(const QString& name);

} // namespace scriptorium::markup
