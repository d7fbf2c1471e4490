#include "olx/xml/normalform.h"

#include "olx/xml/doctype.h"
#include "olx/xml/xml.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlsave.h>

#include <algorithm>
#include <array>
#include <climits>
#include <memory>
#include <mutex>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx {
namespace {

struct Release
{
  void operator()(xmlParserCtxt* context) const { xmlFreeParserCtxt(context); }
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
  void operator()(xmlBuffer* buffer) const { xmlBufferFree(buffer); }
};
using Context = std::unique_ptr<xmlParserCtxt, Release>;
using Document = std::unique_ptr<xmlDoc, Release>;
using Buffer = std::unique_ptr<xmlBuffer, Release>;

// lxml's XMLParser(remove_blank_text=True, encoding="utf-8"), less NOENT: documents that declare entities are
// refused.
constexpr int kOptions = XML_PARSE_NOBLANKS | XML_PARSE_NOCDATA | XML_PARSE_NONET | XML_PARSE_COMPACT |
                         XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_BIG_LINES;

const xmlChar* xml(const char* text)
{
  return reinterpret_cast<const xmlChar*>(text);
}

Error badXml(const QString& reason, int line)
{
  return {Error::Kind::BadInput, {}, reason, line};
}

Error parseError(const xmlParserCtxt& context)
{
  const xmlError& last = context.lastError;
  if (last.code == XML_ERR_OK || last.message == nullptr)
    return badXml(u"The XML does not parse."_s, last.line);
  const Error error = badXml(QString::fromUtf8(last.message).trimmed(), last.line);
  return last.code == XML_NS_ERR_UNDEFINED_NAMESPACE ? error.because("undeclared-prefix"_L1) : error;
}

/// The texts of an openassessment stay texts when they are empty: they get an end tag of their own. Source:
/// edx-ora2, openassessment/xblock/xml.py.
bool isAssessmentText(const xmlNode* node)
{
  static constexpr std::array kTexts = {"title",       "name",           "label",
                                        "explanation", "prompt",         "part",
                                        "description", "feedbackprompt", "feedback_default_text"};
  return std::ranges::any_of(kTexts,
                             [node](const char* name) { return xmlStrEqual(node->name, xml(name)) != 0; });
}

void openEmptyTexts(xmlNode* node, bool isInside)
{
  for (; node != nullptr; node = node->next) {
    if (node->type != XML_ELEMENT_NODE)
      continue;
    if (isInside && node->children == nullptr && isAssessmentText(node))
      xmlAddChild(node, xmlNewText(xml("")));
    else
      openEmptyTexts(node->children, isInside || xmlStrEqual(node->name, xml("openassessment")) != 0);
  }
}

Result<Document> parse(QByteArrayView whole)
{
  static std::once_flag initialised;
  std::call_once(initialised, xmlInitParser);
  if (whole.size() > INT_MAX)
    return badXml(u"The XML is too long."_s, 0);
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray text, withoutDoctype(whole));
  const Context context(xmlNewParserCtxt());
  if (!context)
    return Error{Error::Kind::Io, {}, u"There is not enough memory to parse XML."_s};
  Document document(xmlCtxtReadMemory(context.get(), text.data(), static_cast<int>(text.size()), nullptr,
                                      "UTF-8", kOptions));
  if (!document || context->wellFormed == 0 || context->nsWellFormed == 0 ||
      xmlDocGetRootElement(document.get()) == nullptr)
    return parseError(*context);
  if (whole.contains("<openassessment"))
    openEmptyTexts(xmlDocGetRootElement(document.get()), false);
  return document;
}

/// The prefixed attribute's namespace and local name; no namespace when the prefix is not declared.
xmlNs* namespaceOf(xmlDoc* document, xmlNode* node, QByteArray& name)
{
  const auto colon = name.indexOf(':');
  if (colon <= 0)
    return nullptr;
  xmlNs* found = xmlSearchNs(document, node, xml(name.left(colon).constData()));
  if (found != nullptr)
    name = name.mid(colon + 1);
  return found;
}

bool isXmlChar(char32_t c)
{
  return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) ||
         (c >= 0x10000 && c <= 0x10FFFF);
}

/// Without what no XML may hold; Open edX takes it out of strings too.
QString cleaned(const QString& text)
{
  QString kept;
  kept.reserve(text.size());
  for (qsizetype i = 0; i < text.size(); ++i) {
    if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
      kept += text[i++];
      kept += text[i];
    } else if (isXmlChar(text[i].unicode())) {
      kept += text[i];
    }
  }
  return kept;
}

void replaceAttributes(xmlDoc* document, const Fields& attributes)
{
  xmlNode* root = xmlDocGetRootElement(document);
  while (root->properties != nullptr)
    xmlRemoveProp(root->properties);
  for (const auto& [name, value] : attributes) {
    if (name == "xmlns"_L1 || name.startsWith("xmlns:"_L1))
      continue; // declarations stay on the element by themselves
    QByteArray localName = name.toUtf8();
    xmlNs* space = namespaceOf(document, root, localName);
    xmlNewNsProp(root, space, xml(localName.constData()), xml(cleaned(value).toUtf8().constData()));
  }
}

/// One node and everything below it.
QByteArray dump(xmlDoc* document, xmlNode* node, bool isPretty)
{
  const Buffer buffer(xmlBufferCreate());
  xmlOutputBuffer* output = buffer ? xmlOutputBufferCreateBuffer(buffer.get(), nullptr) : nullptr;
  Q_CHECK_PTR(output);
  if (document->encoding == nullptr) // without it libxml2 writes attributes with numeric references
    document->encoding = xmlStrdup(xml("UTF-8"));
  xmlNodeDumpOutput(output, document, node, 0, isPretty ? 1 : 0, "UTF-8");
  xmlOutputBufferClose(output);
  QByteArray bytes(reinterpret_cast<const char*>(xmlBufferContent(buffer.get())),
                   static_cast<qsizetype>(xmlBufferLength(buffer.get())));
  if (isPretty)
    bytes += '\n';
  return bytes;
}

QByteArray escape(const QString& text, bool isAttribute)
{
  QByteArray escaped;
  const QByteArray bytes = cleaned(text).toUtf8();
  escaped.reserve(bytes.size() + bytes.size() / 8);
  for (const char c : bytes) {
    if (c == '&')
      escaped += "&amp;";
    else if (c == '<')
      escaped += "&lt;";
    else if (c == '>')
      escaped += "&gt;";
    else if (c == '\r')
      escaped += "&#13;";
    else if (isAttribute && c == '"')
      escaped += "&quot;";
    else if (isAttribute && c == '\n')
      escaped += "&#10;";
    else if (isAttribute && c == '\t')
      escaped += "&#9;";
    else
      escaped += c;
  }
  return escaped;
}

} // namespace

Result<QByteArray> normalForm(QByteArrayView text)
{
  SCRIPTORIUM_TRY_ASSIGN(const Document document, parse(text));
  return dump(document.get(), xmlDocGetRootElement(document.get()), true);
}

Result<QByteArray> normalFormWith(QByteArrayView element, const Fields& attributes)
{
  SCRIPTORIUM_TRY_ASSIGN(const Document document, parse(element));
  replaceAttributes(document.get(), attributes);
  return dump(document.get(), xmlDocGetRootElement(document.get()), true);
}

Result<QByteArray> compactFormWith(QByteArrayView element, const Fields& attributes)
{
  SCRIPTORIUM_TRY_ASSIGN(const Document document, parse(element));
  replaceAttributes(document.get(), attributes);
  return dump(document.get(), xmlDocGetRootElement(document.get()), false);
}

Result<QByteArray> innerForm(QByteArrayView element)
{
  SCRIPTORIUM_TRY_ASSIGN(const Document document, parse(element));
  xmlNode* node = xmlDocGetRootElement(document.get())->children;
  QByteArray data;
  // As Studio's stringify_children: the text before the first child is taken decoded, the rest as XML.
  for (; node != nullptr && node->type == XML_TEXT_NODE; node = node->next)
    data += reinterpret_cast<const char*>(node->content);
  for (; node != nullptr; node = node->next)
    data += dump(document.get(), node, false);
  return data;
}

QByteArray escapeAttribute(const QString& value)
{
  return escape(value, true);
}

QByteArray escapeText(const QString& text)
{
  return escape(text, false);
}

} // namespace scriptorium::olx
