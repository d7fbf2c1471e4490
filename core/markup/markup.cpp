#include "markup/markup.h"

#include "markup/crowds.h"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include <algorithm>
#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::markup {
namespace {

constexpr qsizetype kMostBytes = 10'000'000;
constexpr int kDeepest = 256; // libxml2's own bound for XML; its HTML parser has none

QString text(const xmlChar* utf8)
{
  return QString::fromUtf8(reinterpret_cast<const char*>(utf8));
}

/// What libxml2 said, and its first complaint as lxml words it.
struct Complaints
{
  QString message;
  int line = 0;
  bool isFatal = false;
};

void hear(void* data, xmlErrorPtr error)
{
  auto& complaints = *static_cast<Complaints*>(static_cast<xmlParserCtxtPtr>(data)->_private);
  if (error->level < XML_ERR_ERROR || complaints.isFatal)
    return;
  complaints.isFatal = true;
  complaints.line = error->line;
  complaints.message =
      u"%1, line %2, column %3"_s
          .arg(QString::fromUtf8(error->message ? error->message : "").trimmed().replace(u'\n', u' '))
          .arg(error->line)
          .arg(error->int2);
}

/// lxml's name: "{namespace}name", or the name alone.
QString nameOf(const xmlNs* space, const xmlChar* name)
{
  return space && space->href ? u'{' + text(space->href) + u'}' + text(name) : text(name);
}

void copyAttributes(const xmlNode* from, Element& to)
{
  for (const xmlNs* space = from->nsDef; space; space = space->next)
    to.add(space->prefix ? u"xmlns:"_s + text(space->prefix) : u"xmlns"_s, text(space->href));
  for (xmlAttr* attribute = from->properties; attribute; attribute = attribute->next) {
    QString value;
    const xmlNode* only = attribute->children;
    if (only && !only->next && only->type == XML_TEXT_NODE) {
      value = text(only->content);
    } else if (only) {
      xmlChar* whole = xmlNodeListGetString(from->doc, attribute->children, 1);
      value = text(whole);
      xmlFree(whole);
    } else {
      value = u""_s;
    }
    to.add(nameOf(attribute->ns, attribute->name), value);
  }
}

void copyChildren(const xmlNode* from, Element& to, int depth);

Element::Pointer copied(const xmlNode* node, int depth)
{
  Element::Pointer made;
  switch (node->type) {
  case XML_ELEMENT_NODE:
    made = std::make_unique<Element>(nameOf(node->ns, node->name));
    copyAttributes(node, *made);
    if (depth < kDeepest)
      copyChildren(node, *made, depth + 1);
    break;
  case XML_COMMENT_NODE:
    made = std::make_unique<Element>(QString(), Element::Kind::Comment);
    made->text = text(node->content);
    break;
  case XML_PI_NODE:
    made = std::make_unique<Element>(text(node->name), Element::Kind::Instruction);
    made->text = text(node->content);
    break;
  case XML_ENTITY_REF_NODE:
    made = std::make_unique<Element>(text(node->name), Element::Kind::Entity);
    break;
  default:
    return nullptr;
  }
  made->line = static_cast<int>(xmlGetLineNo(node));
  return made;
}

void copyChildren(const xmlNode* from, Element& to, int depth)
{
  Element* last = to.children().empty() ? nullptr : to.children().back().get();
  for (const xmlNode* node = from->children; node; node = node->next) {
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
      (last ? last->tail : to.text) += text(node->content);
    else if (auto child = copied(node, depth))
      last = to.append(std::move(child));
  }
}

std::optional<XmlFault> declaredEntity(const xmlDoc& document)
{
  if (!document.intSubset)
    return std::nullopt;
  for (const xmlNode* node = document.intSubset->children; node; node = node->next) {
    if (node->type == XML_ENTITY_DECL) {
      return XmlFault{
          XmlFault::Kind::DeclaredEntity,
          u"EntitiesForbidden(name='%1', system_id=None, public_id=None)"_s.arg(text(node->name))};
    }
  }
  return std::nullopt;
}

struct FreeDocument
{
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
struct FreeContext
{
  void operator()(xmlParserCtxt* context) const
  {
    if (context->myDoc)
      xmlFreeDoc(context->myDoc);
    xmlFreeParserCtxt(context);
  }
};

} // namespace

Result<Element::Pointer, XmlFault> parseXml(const QByteArray& xml)
{
  if (xml.size() > kMostBytes)
    return XmlFault{XmlFault::Kind::Syntax, u"The problem is too long."_s};
  if (const auto crowd = crowdInXml(xml))
    return XmlFault{XmlFault::Kind::Syntax, u"%1, line %2"_s.arg(crowd->what).arg(crowd->line), crowd->line};
  const std::unique_ptr<xmlParserCtxt, FreeContext> context(xmlNewParserCtxt());
  if (!context)
    return XmlFault{XmlFault::Kind::OutOfMemory, {}};
  Complaints complaints;
  context->_private = &complaints;
  if (context->sax)
    context->sax->serror = hear;
  constexpr int kOptions =
      XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_COMPACT | XML_PARSE_BIG_LINES | XML_PARSE_NOWARNING;
  const std::unique_ptr<xmlDoc, FreeDocument> document(xmlCtxtReadMemory(
      context.get(), xml.constData(), static_cast<int>(xml.size()), nullptr, "UTF-8", kOptions));
  if (!document || complaints.isFatal) {
    const QString message = complaints.message.isEmpty() ? u"Document is empty"_s : complaints.message;
    return XmlFault{XmlFault::Kind::Syntax, message, complaints.line};
  }
  if (auto refused = declaredEntity(*document))
    return *refused;
  const xmlNode* root = xmlDocGetRootElement(document.get());
  if (!root)
    return XmlFault{XmlFault::Kind::Syntax, u"Document is empty"_s};
  return copied(root, 0);
}

void appendMarkup(Element& to, const QString& markup)
{
  const auto isPlain = [](QChar c) { return c != u'<' && c != u'&' && c != u'\r'; };
  if (std::all_of(markup.begin(), markup.end(), isPlain)) {
    (to.children().empty() ? to.text : to.children().back()->tail) += markup;
    return;
  }
  QByteArray wrapped = "<div>" + markup.toUtf8() + "</div>";
  if (auto parsed = parseXml(wrapped)) {
    Element& root = **parsed;
    (to.children().empty() ? to.text : to.children().back()->tail) += root.text;
    while (!root.children().empty())
      to.append(root.take(root.children().front().get()));
    return;
  }
  wrapped = withoutCrowds(wrapped);
  const std::unique_ptr<xmlDoc, FreeDocument> document(htmlReadMemory(
      wrapped.constData(), static_cast<int>(std::min(wrapped.size(), kMostBytes)), nullptr, "UTF-8",
      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET));
  const xmlNode* html = document ? xmlDocGetRootElement(document.get()) : nullptr;
  for (const xmlNode* body = html ? html->children : nullptr; body; body = body->next)
    for (const xmlNode* node = body->children; node; node = node->next)
      if (node->type == XML_ELEMENT_NODE && text(node->name) == "div"_L1 && node == body->children)
        copyChildren(node, to, 0);
      else if (auto child = copied(node, 0))
        to.append(std::move(child));
}

} // namespace scriptorium::markup
