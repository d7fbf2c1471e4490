#include "olx/xml/xml.h"

#include "olx/xml/attributetext.h"
#include "olx/xml/xmlscanner.h"
#include "olx/xml/xmlverdict.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {
namespace {

using Token = XmlScanner::Token;

/// Builds the tree of a text that libxml2 has accepted.
class TreeReader
{
public:
  TreeReader(QByteArrayView text, qsizetype from, int depth) : m_scanner(text, from), m_depth(depth) {}

  Result<Element> read()
  {
    for (;;) {
      const Token token = m_scanner.next();
      if (token == Token::StartTag || token == Token::EmptyTag)
        return element(1);
      if (token == Token::End || token == Token::Fault)
        return Error{
            Error::Kind::BadInput, {}, u"The file has no element that can be read."_s, m_scanner.line()};
    }
  }

private:
  Element element(int level)
  {
    Element element;
    element.tag = m_scanner.tag().toByteArray();
    element.begin = m_scanner.begin();
    element.line = m_scanner.line();
    for (const auto& attribute : m_scanner.attributes())
      m_fields.push_back({QString::fromUtf8(attribute.name), decodedAttribute(attribute.value)});
    element.attributes = takeFields();
    element.contentBegin = element.contentEnd = element.end = m_scanner.end();
    if (m_scanner.token() == Token::StartTag)
      content(element, level);
    return element;
  }

  Fields takeFields()
  {
    Fields fields;
    for (const auto& entry : m_fields)
      fields.set(entry.name, entry.value);
    m_fields.clear();
    return fields;
  }

  void content(Element& element, int level)
  {
    for (;;) {
      switch (const Token token = m_scanner.next()) {
      case Token::StartTag:
      case Token::EmptyTag:
        if (level < m_depth)
          element.children.append(this->element(level + 1));
        else if (token == Token::StartTag)
          skip();
        break;
      case Token::Comment:
        node(element, Element::Node::Comment);
        break;
      case Token::Instruction:
        node(element, Element::Node::Instruction);
        break;
      case Token::Text:
      case Token::CData:
        if (!m_scanner.isBlank()) {
          element.hasText = true;
          node(element, Element::Node::Text);
        }
        break;
      case Token::EndTag:
      case Token::Doctype:
      case Token::End:
      case Token::Fault:
        element.contentEnd = m_scanner.begin();
        element.end = m_scanner.end();
        return;
      }
    }
  }

  void node(Element& element, Element::Node::Kind kind)
  {
    element.nodes.append({m_scanner.begin(), m_scanner.end(), kind});
  }

  void skip()
  {
    for (int open = 1; open > 0;) {
      const Token token = m_scanner.next();
      if (token == Token::StartTag)
        ++open;
      else if (token == Token::EndTag)
        --open;
      else if (token == Token::End || token == Token::Fault)
        return;
    }
  }

  XmlScanner m_scanner;
  int m_depth;
  std::vector<Fields::Entry> m_fields;
};

} // namespace

Result<Element> parseXml(QByteArrayView text, int depth, bool allowBom)
{
  SCRIPTORIUM_TRY(checkXml(text, allowBom));
  return TreeReader(text, bomLength(text), depth).read();
}

} // namespace scriptorium::olx
