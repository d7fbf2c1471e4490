#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace scriptorium::olx {

/// One attribute of a start tag as written: entities and line ends are those of the file.
struct RawAttribute
{
  QByteArrayView name;
  QByteArrayView value;
};

/// Cuts XML into tokens with exact byte offsets. It judges nothing: on text that libxml2 accepts the tokens
/// are right; on other text they end with Fault at or behind the place where libxml2 stops. Linear; allocates
/// for attributes only. The text must outlive it. One thread.
class XmlScanner
{
public:
  enum class Token
  {
    StartTag,
    EmptyTag,
    EndTag,
    Text,
    CData,
    Comment,
    Instruction,
    Doctype,
    End,
    Fault
  };

  explicit XmlScanner(QByteArrayView text, qsizetype from = 0) : m_text(text), m_end(from), m_counted(from) {}

  Token next();
  Token token() const { return m_token; }
  /// Offsets of the token; for Fault where the trouble is.
  qsizetype begin() const { return m_begin; }
  qsizetype end() const { return m_end; }
  QByteArrayView bytes() const { return m_text.sliced(m_begin, m_end - m_begin); }
  /// StartTag, EmptyTag, EndTag: the name with its prefix.
  QByteArrayView tag() const { return m_tag; }
  /// Of the last StartTag or EmptyTag.
  const std::vector<RawAttribute>& attributes() const { return m_attributes; }
  /// 1-based line of `begin`. Call it in order of the tokens, as often as you like.
  int line();
  /// Text and CData: nothing but XML white space.
  bool isBlank() const;

private:
  Token scanText();
  Token scanMarkup();
  Token scanDoctype();
  qsizetype skipDeclarations(qsizetype offset) const;
  qsizetype skipQuoted(qsizetype offset) const;
  Token scanTag();
  Token scanUntil(QByteArrayView terminator, qsizetype skip, Token token);
  bool scanAttribute(qsizetype& at);
  Token fault(qsizetype at);
  char at(qsizetype offset) const { return offset < m_text.size() ? m_text[offset] : '\0'; }
  qsizetype skipSpace(qsizetype offset) const;
  qsizetype skipName(qsizetype offset) const;

  QByteArrayView m_text;
  qsizetype m_begin = 0;
  qsizetype m_end = 0;
  qsizetype m_counted = 0; ///< line ends before it are in m_line
  int m_line = 1;
  Token m_token = Token::End;
  QByteArrayView m_tag;
  std::vector<RawAttribute> m_attributes;
};

constexpr bool isXmlSpace(char c)
{
  return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/// `text` without XML white space at both ends.
QByteArrayView trimmedXml(QByteArrayView text);

} // namespace scriptorium::olx
