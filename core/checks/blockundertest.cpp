#include "checks/blockundertest.h"

#include "model/coursekey.h"
#include "olx/xml/xmlscanner.h"
#include "olx/xml/xmlverdict.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

using olx::XmlScanner;
using Token = XmlScanner::Token;

/// The start of the end tag that belongs to the start tag at the scanner.
qsizetype endOfContent(XmlScanner& scanner)
{
  for (int open = 1;;) {
    switch (scanner.next()) {
    case Token::StartTag:
      ++open;
      break;
    case Token::EndTag:
      if (--open == 0)
        return scanner.begin();
      break;
    case Token::End:
    case Token::Fault:
      return scanner.begin();
    case Token::EmptyTag:
    case Token::Text:
    case Token::CData:
    case Token::Comment:
    case Token::Instruction:
    case Token::Doctype:
      break;
    }
  }
}

} // namespace

bool BlockUnderTest::isPage() const
{
  const QString& path = m_block.urlName;
  return m_block.type == kFileType && path.endsWith(".html"_L1) &&
         (path.startsWith("about/"_L1) || path.startsWith("tabs/"_L1) || path.startsWith("info/"_L1));
}

bool BlockUnderTest::isBare() const
{
  const bool hasOnlyName = std::ranges::all_of(
      m_version.fields, [](const Fields::Entry& entry) { return entry.name == "url_name"_L1; });
  const bool mayBeElement = m_version.bodyForm == BodyForm::None || m_version.bodyForm == BodyForm::Element;
  return hasOnlyName && mayBeElement && m_version.source.isValid() && m_version.children.isEmpty() &&
         !hasContent();
}

void BlockUnderTest::readElement() const
{
  if (m_element)
    return;
  m_element = Element();
  if (m_version.bodyForm != BodyForm::Element)
    return;
  m_element->body = m_course.bytes(m_version.body);
  XmlScanner scanner(m_element->body, olx::bomLength(m_element->body));
  Token token = scanner.next();
  while (token != Token::StartTag && token != Token::EmptyTag && token != Token::End && token != Token::Fault)
    token = scanner.next();
  m_element->line = scanner.line();
  if (token != Token::StartTag)
    return;
  m_element->begin = scanner.end();
  m_element->tagLines = int(scanner.bytes().count('\n'));
  m_element->end = endOfContent(scanner);
}

QByteArrayView BlockUnderTest::content() const
{
  readElement();
  return QByteArrayView(m_element->body).sliced(m_element->begin, m_element->end - m_element->begin);
}

bool BlockUnderTest::hasContent() const
{
  return !olx::trimmedXml(content()).isEmpty();
}

QByteArrayView BlockUnderTest::element() const
{
  readElement();
  return m_element->body;
}

int BlockUnderTest::elementLine() const
{
  readElement();
  return m_version.source.isValid() && m_version.line > 0 ? m_version.line : m_element->line;
}

int BlockUnderTest::contentLine() const
{
  return elementLine() + m_element->tagLines;
}

QByteArray BlockUnderTest::text() const
{
  const bool isFile = m_version.bodyForm == BodyForm::Text || m_version.bodyForm == BodyForm::File;
  return isFile ? m_course.bytes(m_version.body) : QByteArray();
}

bool BlockUnderTest::hasChild(const QString& usage) const
{
  const auto name = parseUsage(usage);
  const auto block = name ? m_course.view().find(name->type, name->blockId) : Result<BlockId>(name.error());
  return block &&
         std::ranges::any_of(m_version.children, [&](const Child& child) { return child.block == *block; });
}

Place BlockUnderTest::place(const QString& field) const
{
  const bool isAsRead = m_version.source.isValid() && m_version.line > 0;
  Place found = place(isAsRead ? m_version.line : 1);
  found.field = field;
  return found;
}

Place BlockUnderTest::place(int line) const
{
  if (m_block.type == kFileType)
    return {m_block.urlName, line, {}, {}, {}};
  const QString source = m_course.sourcePath(m_version.source);
  return {source.isEmpty() ? m_course.ownFile(m_block) : source, line, m_block.type, m_block.urlName, {}};
}

Place BlockUnderTest::policyPlace(const QString& field) const
{
  return {m_course.policy().path(), 0, m_block.type, m_block.urlName, field};
}

Place BlockUnderTest::textPlace(int line) const
{
  Place found = place(line);
  if (m_version.bodyForm == BodyForm::Text) {
    const bool isDraft = found.file.startsWith("drafts/"_L1);
    found.file = isDraft ? "drafts/"_L1 + m_version.bodyPath : m_version.bodyPath;
  }
  return found;
}

int BlockUnderTest::bodyLine(const Place& place) const
{
  if (m_version.bodyForm == BodyForm::Text)
    return place.file == textPlace(1).file ? place.line : 0;
  if (m_version.bodyForm != BodyForm::Element || place.file != this->place().file)
    return 0;
  readElement();
  // Editors show the start tag without its attributes, on one line.
  return std::max(m_element->line, place.line - contentLine() + m_element->line);
}

} // namespace scriptorium::checks
