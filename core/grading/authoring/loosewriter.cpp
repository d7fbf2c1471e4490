#include "grading/authoring/loosexml.h"

#include <QRegularExpression>

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
      .replace("\""_L1, "&quot;"_L1);
}

void write(QString& out, const LooseNode& node, LooseEntities entities)
{
  if (node.isText()) {
    out += encoded(javaScriptText(node.text), entities);
    return;
  }
  out += u'<' + node.name;
  for (const auto& [name, value] : node.attributes)
    out += u' ' + name + u"=\""_s + encoded(value, entities) + u'"';
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

QString javaScriptText(const QString& text)
{
  static const QRegularExpression decimal(u"^([-+]?)(0*)([0-9]*\\.[0-9]*)$"_s);
  const QRegularExpressionMatch match = decimal.match(text);
  if (!match.hasMatch() || text.size() > 15 || text.size() < 2)
    return text;
  QString digits = match.captured(3);
  while (digits.endsWith(u'0'))
    digits.chop(1);
  if (digits == "."_L1)
    return match.captured(2).isEmpty() ? text : u"0"_s;
  const bool isFraction = digits.startsWith(u'.');
  if (match.captured(2).size() > (isFraction ? 1 : 0))
    return text; // more zeros in front than JavaScript prints
  if (isFraction)
    digits.prepend(u'0');
  if (digits.endsWith(u'.'))
    digits.chop(1);
  return match.captured(1) == "-"_L1 ? u'-' + digits : digits;
}

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
