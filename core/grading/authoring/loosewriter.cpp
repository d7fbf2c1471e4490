#include "grading/authoring/clienttext.h"
#include "grading/authoring/loosexml.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::capa {

namespace {

QString encoded(QString text, LooseEntities entities)
{
  if (entities == LooseEntities::Keep)
    return text;
  return text.replace("&"_L1, "&amp;"_L1)
      .replace(">"_L1, "&gt;"_L1)
      .replace("<"_L1, "&lt;"_L1)
      .replace("'"_L1, "&apos;"_L1)
      .replace(R"(")"_L1, "&quot;"_L1);
}

void write(QString& out, const LooseNode& node, LooseEntities entities)
{
  if (node.isText()) {
    out += encoded(clientValue(node.text), entities);
    return;
  }
  out += u'<' + node.name;
  for (const auto& [name, value] : node.attributes)
    out += u' ' + name + u"=\""_s + encoded(value, entities) + u'"';
  if (node.name.startsWith(u'?')) {
    out += "?>"_L1;
    return;
  }
  if (entities == LooseEntities::Resolve && node.name == "br"_L1) {
    out += "/>"_L1;
    return;
  }
  out += u'>';
  for (const LooseNode& child : node.children)
    write(out, child, entities);
  out += u"</"_s + node.name + u'>';
}

} // namespace

QString writtenLoosely(const std::vector<LooseNode>& nodes, LooseEntities entities)
{
  QString out;
  for (const LooseNode& node : nodes)
    write(out, node, entities);
  return out;
}

QString writtenLoosely(const std::vector<const LooseNode*>& nodes, LooseEntities entities)
{
  QString out;
  for (const LooseNode* node : nodes)
    write(out, *node, entities);
  return out;
}

} // namespace scriptorium::capa
