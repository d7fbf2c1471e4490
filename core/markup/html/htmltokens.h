#pragma once

#include <QList>
#include <QSet>
#include <QString>
#include <QStringView>

#include <initializer_list>
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
    Doctype,
    EndOfText
  };

  Kind kind = Kind::EndOfText;
  QString text; ///< of a text or a comment; the name of a tag or a document type, in lower case
  QList<std::pair<QString, QString>> attributes; ///< each name once, in lower case
  bool isSelfClosing = false;                    ///< `<div/>`
  QString publicId;                              ///< of a document type; null where there is none
  QString systemId;
  bool isOdd = false; ///< a document type that is not well formed

  bool isStart(std::initializer_list<QLatin1StringView> tags) const;
  bool isEnd(std::initializer_list<QLatin1StringView> tags) const;
  bool isSpace() const; ///< a text that is nothing else
  /// Null when there is no such attribute.
  QString attribute(QLatin1StringView name) const;
};

/// Cuts HTML by the rules of its standard (WHATWG, tokenization), which take any text: there are no errors. A
/// tag keeps its first 1,000 attributes.
class HtmlTokens
{
public:
  explicit HtmlTokens(QString html);

  HtmlToken next();
  /// How much of the text the tokens so far took.
  qsizetype at() const { return m_at; }

  enum class Reading
  {
    Markup,
    Raw,      ///< `<` and `&` mean themselves
    Decoding, ///< `&` begins a reference
    Script    ///< raw, and a comment may hold a script with its end tag
  };
  /// The next token is the text up to the end tag of that name, or up to the end: also when no name is given.
  void readText(Reading reading, const QString& endTag = {});
  /// Whether `<![CDATA[` begins a text, as it does in drawings and formulae.
  void setSections(bool areText) { m_hasSections = areText; }

private:
  HtmlToken textToken();
  HtmlToken wholeText();
  qsizetype endOfWholeText() const;
  qsizetype endOfScript() const;
  bool isTagAt(qsizetype at, QLatin1StringView opening, QStringView name) const;
  HtmlToken tagToken(HtmlToken::Kind kind);
  void readAttribute(HtmlToken& tag);
  QString attributeValue();

  HtmlToken declarationToken();
  HtmlToken sectionToken();
  HtmlToken commentToken();
  HtmlToken bogusComment();
  HtmlToken doctypeToken();
  void readIdentifiers(HtmlToken& token);
  bool readIdentifier(QString& to);

  /// Appends what the reference at `m_at` means, or the `&` itself, and goes behind it.
  void readReference(QString& out, bool isInAttribute);
  bool readNumber(QString& out);
  bool readName(QString& out, bool isInAttribute);

  void skipSpace();
  QChar peek(qsizetype ahead = 0) const;
  bool startsWith(QLatin1StringView text, Qt::CaseSensitivity how = Qt::CaseSensitive) const;
  bool isMarkupAhead() const;

  QString m_html;
  qsizetype m_at = 0;
  Reading m_reading = Reading::Markup;
  QString m_endTag;
  QSet<QString> m_names; ///< of the attributes of a tag that has many
  bool m_hasSections = false;
};

/// What HTML takes for white space.
bool isHtmlSpace(QChar c);
/// Only the letters of ASCII have a lower case in HTML.
QString htmlLowered(QStringView text);

} // namespace scriptorium::markup
