#include "cases/canonicalhtml.h"

#include "grading/values/problemxml.h"
#include "markup/crowds.h"

#include <QRegularExpression>

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <map>
#include <memory>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {
namespace {

QString textOf(const xmlChar* text)
{
  return QString::fromUtf8(reinterpret_cast<const char*>(text));
}

/// Those that libxml2 writes without a value.
bool isBoolean(QStringView attribute)
{
  static const QStringList names = {u"checked"_s, u"compact"_s,  u"declare"_s, u"defer"_s,    u"disabled"_s,
                                    u"ismap"_s,   u"multiple"_s, u"nohref"_s,  u"noresize"_s, u"noshade"_s,
                                    u"nowrap"_s,  u"readonly"_s, u"selected"_s};
  return names.contains(attribute);
}

QString collapsed(const QString& text)
{
  static const QRegularExpression spaces(u"\\s+"_s, QRegularExpression::UseUnicodePropertiesOption);
  return QString(text).replace(spaces, u" "_s);
}

bool isVoid(QStringView tag)
{
  static const QStringList tags = {u"area"_s,  u"base"_s,   u"br"_s,    u"col"_s,  u"embed"_s,
                                   u"hr"_s,    u"img"_s,    u"input"_s, u"link"_s, u"meta"_s,
                                   u"param"_s, u"source"_s, u"track"_s, u"wbr"_s};
  return tags.contains(tag);
}

void writeNodes(const xmlNode* first, QString& out, bool keepsSpace = false);

void writeElement(const xmlNode* node, QString& out, bool keepsSpace)
{
  const QString tag = textOf(node->name);
  out += u'<' + tag;
  std::map<QString, std::optional<QString>> attributes;
  for (const xmlAttr* at = node->properties; at; at = at->next) {
    if (!at->children || isBoolean(textOf(at->name))) {
      attributes[textOf(at->name)] = std::nullopt;
      continue;
    }
    const std::unique_ptr<xmlChar, decltype(xmlFree)> value(xmlNodeListGetString(node->doc, at->children, 1),
                                                            xmlFree);
    attributes[textOf(at->name)] = textOf(value.get());
  }
  for (const auto& [name, value] : attributes) {
    out += u' ' + name;
    // As libxml2 writes it: single quotes where only double ones stand in the value.
    if (value && value->contains(u'"') && !value->contains(u'\''))
      out += u"='"_s + escaped(*value) + u'\'';
    else if (value)
      out += u"=\""_s + escaped(*value, true) + u'"';
  }
  out += u'>';
  if (isVoid(tag))
    return;
  writeNodes(node->children, out, keepsSpace || tag == "pre"_L1 || tag == "textarea"_L1);
  out += u"</"_s + tag + u'>';
}

void writeNodes(const xmlNode* first, QString& out, bool keepsSpace)
{
  for (const xmlNode* node = first; node; node = node->next) {
    if (node->type == XML_ELEMENT_NODE) {
      writeElement(node, out, keepsSpace);
    } else if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
      const QString text = keepsSpace ? textOf(node->content) : collapsed(textOf(node->content));
      if (keepsSpace || !text.trimmed().isEmpty())
        out += escaped(text);
    }
  }
}

} // namespace

QString canonicalHtml(const QString& html)
{
  // A body of its own keeps the parser from guessing one.
  const QByteArray page = "<html><body>" + markup::withoutCrowds(html.toUtf8()) + "</body></html>";
  const std::unique_ptr<xmlDoc, decltype(&xmlFreeDoc)> document(
      htmlReadMemory(page.constData(), static_cast<int>(page.size()), nullptr, "UTF-8",
                     HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET),
      &xmlFreeDoc);
  QString out;
  const xmlNode* root = document ? xmlDocGetRootElement(document.get()) : nullptr;
  for (const xmlNode* node = root ? root->children : nullptr; node; node = node->next)
    if (node->type == XML_ELEMENT_NODE && textOf(node->name) == u"body"_s)
      writeNodes(node->children, out);
  return out;
}

} // namespace scriptorium::capa
