#include "olx/xml/xmlverdict.h"

#include "olx/xml/attributetext.h"
#include "olx/xml/doctype.h"
#include "olx/xml/libxml_p.h"
#include "olx/xml/xmlscanner.h"

#include <QSet>
#include <QString>

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlerror.h>

#include <cstring>
#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {
namespace {

/// The first complaint of one parse.
struct Complaint
{
  QString text;
  int line = 0;
};

void noteComplaint(void* userData, XmlError* error)
{
  // Namespace errors leave a document well-formed for libxml2, but lxml refuses it.
  auto* complaint = static_cast<Complaint*>(userData);
  if (error->level < XML_ERR_ERROR || !complaint->text.isEmpty())
    return;
  complaint->text = QString::fromUtf8(error->message).simplified();
  if (complaint->text.isEmpty())
    complaint->text = u"The XML is not well formed"_s;
  if (!complaint->text.endsWith(u'.'))
    complaint->text += u'.';
  complaint->line = error->line;
}

/// A parser that builds nothing. Kept between files, because making one costs as much as a small file; made
/// anew at times, because its dictionary of names only grows.
class Judge
{
public:
  Result<Unit> judge(QByteArrayView text)
  {
    Complaint complaint;
    xmlParserCtxt* context = prepare(text.size());
    if (!context)
      return refusal(u"There is not enough memory to parse the file."_s, 0);
    context->userData = &complaint;
    xmlCtxtReadMemory(context, text.data(), int(text.size()), nullptr, nullptr,
                      XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
    if (complaint.text.isEmpty() && context->wellFormed == 0)
      complaint.text = u"The XML is not well formed."_s;
    if (!complaint.text.isEmpty())
      return refusal(complaint.text, complaint.line);
    return Unit{};
  }

private:
  xmlParserCtxt* prepare(qsizetype bytes)
  {
    m_parsed += bytes;
    if (!m_context || m_parsed > kBytesPerContext) {
      m_context.reset(xmlNewParserCtxt());
      m_parsed = bytes;
      if (m_context) {
        std::memset(m_context->sax, 0, sizeof(xmlSAXHandler));
        m_context->sax->initialized = XML_SAX2_MAGIC;
        m_context->sax->serror = reinterpret_cast<xmlStructuredErrorFunc>(noteComplaint);
      }
    }
    return m_context.get();
  }

  static constexpr qsizetype kBytesPerContext = 4 * 1024 * 1024;
  std::unique_ptr<xmlParserCtxt, FreeContext> m_context;
  qsizetype m_parsed = 0;
};

/// What is refused before the parser sees it.
Result<Unit> checkLimits(QByteArrayView text)
{
  XmlScanner scanner(text);
  int depth = 0;
  int elements = 0;
  for (;;) {
    switch (scanner.next()) {
    case XmlScanner::Token::StartTag:
      if (++depth > kMaxXmlDepth)
        return refusal(u"Elements are nested more than %1 deep."_s.arg(kMaxXmlDepth), scanner.line());
      [[fallthrough]];
    case XmlScanner::Token::EmptyTag:
      if (++elements > kMaxXmlElements)
        return refusal(u"The file has more than %1 elements."_s.arg(kMaxXmlElements), scanner.line());
      if (scanner.attributes().size() > kMaxXmlAttributes)
        return refusal(u"An element has more than %1 attributes."_s.arg(kMaxXmlAttributes), scanner.line());
      break;
    case XmlScanner::Token::EndTag:
      --depth;
      break;
    case XmlScanner::Token::Text:
    case XmlScanner::Token::CData:
    case XmlScanner::Token::Comment:
    case XmlScanner::Token::Instruction:
    case XmlScanner::Token::Doctype:
      break;
    case XmlScanner::Token::End:
    case XmlScanner::Token::Fault:
      return scanner.attributes().size() > kMaxXmlAttributes
                 ? refusal(u"An element has more than %1 attributes."_s.arg(kMaxXmlAttributes),
                           scanner.line())
                 : Result<Unit>(Unit{});
    }
  }
}

/// The one thing that a parser without a tree does not see: what is said by xml:id must be a name, and one of
/// a kind.
Result<Unit> checkIds(QByteArrayView text)
{
  if (!text.contains("xml:id"))
    return Unit{};
  XmlScanner scanner(text);
  QSet<QByteArray> seen;
  for (auto token = scanner.next(); token != XmlScanner::Token::End && token != XmlScanner::Token::Fault;
       token = scanner.next())
  {
    if (token != XmlScanner::Token::StartTag && token != XmlScanner::Token::EmptyTag)
      continue;
    for (const auto& attribute : scanner.attributes()) {
      if (attribute.name != "xml:id")
        continue;
      const QByteArray id = decodedAttribute(attribute.value).simplified().toUtf8();
      if (xmlValidateNCName(reinterpret_cast<const xmlChar*>(id.constData()), 0) != 0)
        return refusal(u"The xml:id \"%1\" is no name."_s.arg(QString::fromUtf8(id)), scanner.line());
      if (seen.contains(id))
        return refusal(u"The xml:id \"%1\" stands here a second time."_s.arg(QString::fromUtf8(id)),
                       scanner.line());
      seen.insert(id);
    }
  }
  return Unit{};
}

} // namespace

qsizetype bomLength(QByteArrayView text)
{
  return text.startsWith("\xEF\xBB\xBF") ? 3 : 0;
}

Result<Unit> checkXml(QByteArrayView text, bool allowBom)
{
  if (text.size() > kMaxXmlBytes)
    return refusal(u"The file is larger than %1 MB."_s.arg(kMaxXmlBytes >> 20), 0);
  if (const qsizetype bom = bomLength(text); bom > 0) {
    if (!allowBom)
      return refusal(u"The file begins with a byte order mark, which the parser refuses."_s, 1);
    text = text.sliced(bom);
  }
  if (trimmedXml(text).isEmpty())
    return refusal(u"The file is empty."_s, 1);
  // Everything is read as UTF-8; a NUL, UTF-16 or EBCDIC would make libxml2 guess, whatever it is told.
  if (text.startsWith("\x4C\x6F\xA7\x94"))
    return refusal(u"The file is EBCDIC, not UTF-8 text."_s, 1);
  if (text.contains('\0') || text.startsWith('\xFE') || text.startsWith('\xFF'))
    return refusal(u"The file is not UTF-8 text."_s, 1);
  SCRIPTORIUM_TRY(checkLimits(text));
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray parsed, withoutDoctype(text));
  static thread_local Judge judge;
  SCRIPTORIUM_TRY(judge.judge(parsed));
  return checkIds(parsed);
}

} // namespace scriptorium::olx
