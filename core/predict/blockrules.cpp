#include "predict/blockrules.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::predict {
namespace {

const olx::Element* childOf(const olx::Element& element, const char* tag)
{
  const auto found = std::ranges::find(element.children, QByteArray(tag), &olx::Element::tag);
  return found == element.children.cend() ? nullptr : &*found;
}

bool isWhole(const QString& text)
{
  bool ok = false;
  text.trimmed().toLongLong(&ok);
  return ok;
}

/// Source: edx-ora2 openassessment/xblock/utils/xml.py.
Complaint complaintOfCriterion(const olx::Element& criterion)
{
  if (!childOf(criterion, "name") || !childOf(criterion, "prompt"))
    return u"a criterion of its rubric has no name or no prompt"_s;
  for (const auto& option : criterion.children) {
    if (option.tag != "option")
      continue;
    const auto points = option.attributes.value(u"points"_s);
    if (!points || !isWhole(*points))
      return u"an option of its rubric has no points"_s;
    if (!childOf(option, "name") || !childOf(option, "explanation"))
      return u"an option of its rubric has no name or no explanation"_s;
  }
  return {};
}

Complaint complaintOfOpenAssessment(const Node& node)
{
  const auto& element = *node.element;
  if (!childOf(element, "title"))
    return u"it has no title"_s;
  if (const auto* rubric = childOf(element, "rubric"))
    for (const auto& criterion : rubric->children)
      if (criterion.tag == "criterion")
        if (auto complaint = complaintOfCriterion(criterion); !complaint.isEmpty())
          return complaint;
  if (const auto* assessments = childOf(element, "assessments"))
    for (const auto& assessment : assessments->children)
      if (assessment.tag == "assessment" && !assessment.attributes.contains(u"name"_s))
        return u"one of its assessments has no name"_s;
  if (const auto* prompts = childOf(element, "prompts"))
    for (const auto& prompt : prompts->children)
      if (prompt.tag == "prompt" && !childOf(prompt, "description"))
        return u"a prompt has no description"_s;
  return {};
}

/// Source: content.py, StaticContent.get_location_from_path: what begins with '/' must be an asset's key.
bool isBadHandout(const QString& path)
{
  static const QRegularExpression kKey(
      u"^/(?:c4x/[^/]+/[^/]+/[^/]+/[^/"
      u"]+|asset-v1:[^+]+\\+[^+]+\\+[^+]+(?:\\+branch@[^+]+)?(?:\\+version@[^+]+)?"
      "\\+type@[^+]+\\+block@[^/+]+)$"_s);
  return path.startsWith(u'/') && !kKey.match(path).hasMatch();
}

/// Source: edxval/api.py, import_from_xml: a video that the server does not know needs name and length.
Complaint complaintOfVideoAsset(const Node& node)
{
  const QString id = videoIdOf(node);
  if (id.isEmpty())
    return {};
  static const QRegularExpression kId(u"^[a-zA-Z0-9_-]{1,100}$"_s);
  if (!kId.match(id).hasMatch())
    return u"edx_video_id=\"%1\" cannot be the id of a video"_s.arg(id);
  const auto* asset = childOf(*node.element, "video_asset");
  bool isNumber = false;
  const double length =
      asset ? asset->attributes.value(u"duration"_s).value_or(QString()).toDouble(&isNumber) : 0;
  if (!asset || !asset->attributes.contains(u"client_video_id"_s) || !isNumber || length < 0)
    return u"edx_video_id=\"%1\" is not known to a new server, and there is no video_asset with "
           u"client_video_id and "
           "duration"_s.arg(id);
  return {};
}

/// Source: conditional_block.py, parse_sources.
Complaint complaintOfConditional(const Node& node)
{
  if (auto complaint = complaintOfKeys(node.attributes.value(u"sources"_s).value_or(QString()));
      !complaint.isEmpty())
    return complaint;
  for (const auto& child : node.element->children)
    if (child.tag == "show")
      if (auto complaint = complaintOfKeys(child.attributes.value(u"sources"_s).value_or(QString()));
          !complaint.isEmpty())
        return complaint;
  return {};
}

Complaint complaintOfSplitTest(const Node& node)
{
  return node.attributes.contains(u"group_id_to_child"_s) ? Complaint() : u"it has no group_id_to_child"_s;
}

} // namespace

Complaint complaintBeforeChildren(const QString& type, const Node& definition)
{
  if (type == "split_test"_L1)
    return complaintOfSplitTest(definition);
  if (type == "conditional"_L1)
    return complaintOfConditional(definition);
  if (type == "poll_question"_L1 && !childOf(*definition.element, "answer"))
    return u"a poll needs an answer"_s;
  if (type == "openassessment"_L1)
    return complaintOfOpenAssessment(definition);
  return {};
}

Complaint complaintAfterChildren(const QString& type, const Node& definition)
{
  if (type != "split_test"_L1)
    return {};
  const QString groups = definition.attributes.value(u"group_id_to_child"_s).value_or(QString());
  const auto json = Json::parse(groups);
  if (!json || (!json->isObject() && !json->isNull()))
    return u"group_id_to_child=\"%1\" is no JSON object"_s.arg(groups);
  for (const Json& key : json->items())
    if (auto complaint = complaintOfKeys(key.isText() ? key.text() : u"?"_s); !complaint.isEmpty())
      return complaint;
  return {};
}

QString videoIdOf(const Node& definition)
{
  const QString id = definition.attributes.value(u"edx_video_id"_s).value_or(QString()).trimmed();
  return id == "null"_L1 ? QString() : id;
}

Complaint complaintOfVideo(const Node& definition, const QSet<QString>& videos)
{
  const auto* child = childOf(*definition.element, "handout");
  const QString handout =
      definition.attributes.value(u"handout"_s)
          .value_or(child ? child->attributes.value(u"src"_s).value_or(QString()) : QString());
  if (isBadHandout(handout))
    return u"the handout \"%1\" is no key of a file; Studio takes asset-v1: and http addresses"_s.arg(
        handout);
  return videos.contains(videoIdOf(definition)) ? Complaint() : complaintOfVideoAsset(definition);
}

bool hasOwnParser(const QString& type)
{
  return type == "openassessment"_L1 || type == "recommender"_L1 || type == "edx_sga"_L1;
}

bool isOption(const Node& child)
{
  const QByteArray& tag = child.element->tag;
  const qsizetype colon = tag.indexOf(':');
  if (colon < 0)
    return child.attributes.value(u"xmlns"_s) == u"http://code.edx.org/xblock/option"_s;
  return true; // other namespaces are no blocks either
}

} // namespace scriptorium::predict
