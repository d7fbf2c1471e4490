#include "olx/xml/doctype.h"

#include "olx/xml/libxml_p.h"
#include "olx/xml/xmlscanner.h"

#include <QString>

#include <libxml/SAX2.h>
#include <libxml/parser.h>

#include <algorithm>
#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {
namespace {

constexpr QByteArrayView kStart = "<!DOCTYPE";

struct Trial
{
  int entityLine = 0; ///< 0: no entity was declared
  int errorLine = 0;
};

Trial& trialOf(void* user)
{
  return *static_cast<Trial*>(static_cast<xmlParserCtxt*>(user)->_private);
}

void stopAtEntity(void* user)
{
  trialOf(user).entityLine = xmlSAX2GetLineNumber(user);
  xmlStopParser(static_cast<xmlParserCtxt*>(user));
}

void noteEntity(void* user, const xmlChar*, int, const xmlChar*, const xmlChar*, xmlChar*)
{
  stopAtEntity(user);
}

void noteUnparsedEntity(void* user, const xmlChar*, const xmlChar*, const xmlChar*, const xmlChar*)
{
  stopAtEntity(user);
}

/// Declarations that contradict each other leave the text well-formed, but lxml refuses it.
void noteError(void* user, XmlError* error)
{
  if (error->level >= XML_ERR_ERROR && trialOf(user).errorLine == 0)
    trialOf(user).errorLine = std::max(error->line, 1);
}

/// Empty when there is none.
QByteArrayView doctypeOf(QByteArrayView text)
{
  XmlScanner scanner(text);
  for (;;) {
    switch (scanner.next()) {
    case XmlScanner::Token::Doctype:
      return scanner.bytes();
    case XmlScanner::Token::Text:
    case XmlScanner::Token::Comment:
    case XmlScanner::Token::Instruction:
      break;
    case XmlScanner::Token::StartTag:
    case XmlScanner::Token::EmptyTag:
    case XmlScanner::Token::EndTag:
    case XmlScanner::Token::CData:
    case XmlScanner::Token::End:
    case XmlScanner::Token::Fault:
      return {};
    }
  }
}

/// `firstLine`: the line it begins on.
Result<Unit> checkDoctype(QByteArrayView doctype, int firstLine)
{
  if (doctype.size() <= kStart.size())
    return refusal(u"The document type is not well formed."_s, firstLine);
  if (doctype.size() > kMaxDoctypeBytes)
    return refusal(u"The document type is larger than %1 KB."_s.arg(kMaxDoctypeBytes >> 10), firstLine);
  // With a root of its own, so that its declarations meet no element of the file.
  const QByteArray text = doctype.toByteArray() + "<x/>";
  const std::unique_ptr<xmlParserCtxt, FreeContext> context(xmlNewParserCtxt());
  if (!context)
    return refusal(u"There is not enough memory to parse the file."_s, 0);
  Trial trial;
  context->_private = &trial;
  context->sax->entityDecl = noteEntity;
  context->sax->unparsedEntityDecl = noteUnparsedEntity;
  context->sax->externalSubset = nullptr;
  context->sax->serror = reinterpret_cast<xmlStructuredErrorFunc>(noteError);
  xmlFreeDoc(xmlCtxtReadMemory(context.get(), text.data(), int(text.size()), nullptr, nullptr,
                               XML_PARSE_NONET | XML_PARSE_IGNORE_ENC));
  if (trial.entityLine > 0)
    return refusal(u"The document type declares entities, which Studio refuses."_s,
                   firstLine + trial.entityLine - 1);
  if (context->wellFormed == 0 || trial.errorLine > 0 || !isXmlSpace(doctype[kStart.size()]))
    return refusal(u"The document type is not well formed."_s, firstLine + std::max(trial.errorLine, 1) - 1);
  return Unit{};
}

} // namespace

Result<QByteArray> withoutDoctype(QByteArrayView text)
{
  const QByteArrayView doctype = doctypeOf(text);
  if (doctype.isEmpty())
    return QByteArray::fromRawData(text.data(), text.size());
  const qsizetype offset = doctype.data() - text.data();
  const int line = 1 + int(std::count(text.begin(), text.begin() + offset, '\n'));
  SCRIPTORIUM_TRY(checkDoctype(doctype, line));
  QByteArray blanked = text.toByteArray();
  std::replace_if(
      blanked.begin() + offset, blanked.begin() + offset + doctype.size(),
      [](char c) { return !isXmlSpace(c); }, ' ');
  if (!doctypeOf(blanked).isEmpty())
    return refusal(u"The file has two document types."_s, line);
  return blanked;
}

} // namespace scriptorium::olx
