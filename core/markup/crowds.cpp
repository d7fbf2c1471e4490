#include "markup/crowds.h"

#include <algorithm>
#include <vector>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::markup {
namespace {

constexpr int kMostAttributes = 1000;
constexpr int kMostNamespaces = 1000;

bool isBlank(char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

bool beginsName(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

/// Cuts a text into tags, as loosely as the readers behind do.
class Tags
{
public:
  enum class Kind
  {
    Start,
    Empty,
    End,
    AttributeList, ///< of a document type
    Over
  };

  explicit Tags(QByteArrayView text) : m_text(text) {}

  Kind next();
  QByteArrayView name() const { return m_name; }
  int attributes() const { return m_attributes; } ///< of the tag, or words of an attribute list
  int namespaces() const { return m_namespaces; } ///< of them, those that declare one
  qsizetype begin() const { return m_begin; }
  qsizetype excess() const { return m_excess; } ///< where the attribute after the last that is read begins
  qsizetype lastByte() const { return m_at; }   ///< behind what was read
  /// Goes to the end tag of the element that has begun.
  void skipContent();

private:
  char at(qsizetype place) const { return place < m_text.size() ? m_text[place] : '\0'; }
  bool startsWith(QByteArrayView text) const { return m_text.sliced(m_at).startsWith(text); }
  void skipPast(QByteArrayView end)
  {
    const qsizetype found = m_text.indexOf(end, m_at);
    m_at = found < 0 ? m_text.size() : found + end.size();
  }
  void readName();
  Kind readTag();
  void readWords();
  void skipWord(QByteArrayView ends);

  QByteArrayView m_text;
  QByteArrayView m_name;
  qsizetype m_at = 0;
  qsizetype m_begin = 0;
  qsizetype m_excess = -1;
  int m_attributes = 0;
  int m_namespaces = 0;
};

Tags::Kind Tags::next()
{
  for (;;) {
    m_at = m_text.indexOf('<', m_at);
    if (m_at < 0)
      m_at = m_text.size();
    m_begin = m_at;
    m_attributes = m_namespaces = 0;
    m_excess = -1;
    if (m_at >= m_text.size())
      return Kind::Over;
    if (beginsName(at(m_at + 1)))
      return readTag();
    if (startsWith("</")) {
      skipPast(">");
      return Kind::End;
    }
    if (startsWith("<!ATTLIST")) {
      m_at += 9;
      readWords();
      return Kind::AttributeList;
    }
    if (startsWith("<!--"))
      skipPast("-->");
    else if (startsWith("<![CDATA["))
      skipPast("]]>");
    else if (startsWith("<?"))
      skipPast("?>");
    else
      ++m_at;
  }
}

void Tags::skipWord(QByteArrayView ends)
{
  while (m_at < m_text.size() && !isBlank(m_text[m_at]) && !ends.contains(m_text[m_at]))
    ++m_at;
}

/// A name, and `="…"` behind it when that is there.
void Tags::readName()
{
  const auto skipBlanks = [this] {
    while (isBlank(at(m_at)))
      ++m_at;
  };
  ++m_at; // whatever it begins with
  skipWord("=/>");
  skipBlanks();
  if (at(m_at) != '=')
    return;
  ++m_at;
  skipBlanks();
  const char quote = at(m_at);
  if (quote == '"' || quote == '\'') {
    ++m_at;
    skipPast(QByteArrayView(&quote, 1));
  } else {
    skipWord(">");
  }
}

Tags::Kind Tags::readTag()
{
  ++m_at;
  const qsizetype name = m_at;
  skipWord("/>");
  m_name = m_text.sliced(name, m_at - name);
  while (m_at < m_text.size()) {
    const char c = m_text[m_at];
    if (isBlank(c) || c == '/') {
      ++m_at;
      continue;
    }
    if (c == '>') {
      const bool isEmpty = m_text[m_at - 1] == '/';
      ++m_at;
      return isEmpty ? Kind::Empty : Kind::Start;
    }
    if (++m_attributes == kMostAttributes + 1)
      m_excess = m_at;
    if (m_text.sliced(m_at).startsWith("xmlns"))
      ++m_namespaces;
    readName();
  }
  return Kind::Start;
}

void Tags::readWords()
{
  while (m_at < m_text.size() && m_text[m_at] != '>') {
    const char c = m_text[m_at];
    if (isBlank(c)) {
      ++m_at;
      continue;
    }
    ++m_attributes;
    ++m_at;
    if (c == '"' || c == '\'')
      skipPast(QByteArrayView(&c, 1));
    else
      skipWord(">\"'");
  }
}

void Tags::skipContent()
{
  const QByteArray end = "</" + m_name.toByteArray().toLower();
  while (m_at < m_text.size()) {
    m_at = m_text.indexOf("</", m_at);
    if (m_at < 0)
      m_at = m_text.size();
    if (m_text.sliced(m_at).first(std::min(end.size(), m_text.size() - m_at)).toByteArray().toLower() == end)
      return;
    m_at = std::min(m_at + 2, m_text.size());
  }
}

} // namespace

std::optional<Crowd> crowdInXml(QByteArrayView xml)
{
  // Words of an attribute list: an element, and at least three for each attribute.
  constexpr int kMostWords = 3 * kMostAttributes;
  if (xml.size() < kMostAttributes)
    return std::nullopt;
  Tags tags(xml);
  std::vector<int> open; // namespaces that each open element declares
  qsizetype inForce = 0;
  int words = 0;
  const auto crowd = [&](const QString& what) {
    return Crowd{what, static_cast<int>(std::ranges::count(xml.first(tags.begin()), '\n')) + 1};
  };
  for (auto kind = tags.next(); kind != Tags::Kind::Over; kind = tags.next()) {
    if (kind == Tags::Kind::AttributeList && (words += tags.attributes()) > kMostWords)
      return crowd(u"The document type has more than %1 attributes"_s.arg(kMostAttributes));
    if (kind == Tags::Kind::End && !open.empty()) {
      inForce -= open.back();
      open.pop_back();
    }
    if (kind != Tags::Kind::Start && kind != Tags::Kind::Empty)
      continue;
    if (tags.attributes() > kMostAttributes)
      return crowd(u"An element has more than %1 attributes"_s.arg(kMostAttributes));
    if (inForce + tags.namespaces() > kMostNamespaces)
      return crowd(u"More than %1 namespaces are declared for an element"_s.arg(kMostNamespaces));
    if (kind == Tags::Kind::Start) {
      open.push_back(tags.namespaces());
      inForce += tags.namespaces();
    }
  }
  return std::nullopt;
}

QByteArray withoutCrowds(const QByteArray& html)
{
  QByteArray kept;
  qsizetype from = 0;
  Tags tags(html);
  for (auto kind = tags.next(); kind != Tags::Kind::Over; kind = tags.next()) {
    if (tags.excess() >= 0) {
      const bool isClosed = html[tags.lastByte() - 1] == '>';
      kept += QByteArrayView(html).sliced(from, tags.excess() - from);
      from = tags.lastByte() - (isClosed ? 1 : 0);
    }
    const auto isNamed = [&](QByteArrayView name) {
      return tags.name().compare(name, Qt::CaseInsensitive) == 0;
    };
    if (kind == Tags::Kind::Start && (isNamed("script") || isNamed("style")))
      tags.skipContent();
  }
  return from == 0 ? html : kept.append(QByteArrayView(html).sliced(from));
}

} // namespace scriptorium::markup
