#include "model/jsontext.h"
#include "olx/rules/elementrules.h"
#include "olx/xml/attributetext.h"

#include <algorithm>
#include <nlohmann/json.hpp>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::olx::rules {
namespace {

using Severity = Finding::Severity;
using Token = XmlScanner::Token;

} // namespace

void unknownType(const ElementView& element, RemarkPad& pad)
{
  XmlScanner scanner(element.content);
  bool hasPointers = false;
  for (Token token = scanner.next(); token != Token::End && token != Token::Fault; token = scanner.next())
    if ((token == Token::EmptyTag || token == Token::StartTag) && scanner.attributes().size() == 1 &&
        scanner.attributes().front().name == "url_name")
      hasPointers = true;
  const QString name = element.type.name;
  if (hasPointers)
    pad.add(
        Severity::Error, "unknown-type", element.line,
        u"\"%1\" is not a component that Scriptorium or a plain Open edX knows. Where it is not installed, "
        u"Studio hides it and does not import the blocks it points to."_s.arg(name),
        u"Make sure that the server has the component before you import."_s);
  else
    pad.add(
        Severity::Warning, "unknown-type", element.line,
        u"\"%1\" is not a component that Scriptorium or a plain Open edX knows. Where it is not installed, "
        u"Studio hides it from learners and writes it in another form."_s.arg(name),
        u"Make sure that the server has the component before you import."_s);
}

void inlineHtml(const ElementView& element, RemarkPad& pad)
{
  if (!element.attribute("filename") && element.hasContent())
    pad.add(Severity::Info, "inline-html", element.line,
            u"The text stands in the XML itself. Studio rewrites it as XML: entities, empty tags and white "
            u"space change."_s,
            u"Edit the text here once; it then gets a file of its own when it is written."_s);
}

void pollAnswers(const ElementView& element, RemarkPad& pad)
{
  int answers = 0;
  XmlScanner scanner(element.content);
  for (Token token = scanner.next(); token != Token::End && token != Token::Fault; token = scanner.next()) {
    if ((token != Token::StartTag && token != Token::EmptyTag) || scanner.tag() != "answer")
      continue;
    ++answers;
    const auto& all = scanner.attributes();
    if (std::ranges::find(all, QByteArrayView("id"), &RawAttribute::name) == all.end())
      pad.add(Severity::Warning, "poll-answer-without-id", element.line,
              u"An answer has no id; Studio drops it."_s, u"Give every <answer> an id."_s);
  }
  if (answers == 0)
    pad.add(Severity::Error, "poll-without-answers", element.line,
            u"The poll has no <answer>; Studio leaves the block out."_s, u"Add at least one answer."_s);
}

void splitTestGroups(const ElementView& element, RemarkPad& pad)
{
  const RawAttribute* groups = element.attribute("group_id_to_child");
  bool isObject = false;
  if (groups) {
    QByteArray json;
    appendDecoded(json, groups->value);
    isObject = jsonDepth(QString::fromUtf8(json)) <= kMaxJsonDepth &&
               nlohmann::json::parse(json.begin(), json.end(), nullptr, false).is_object();
  }
  if (!isObject)
    pad.add(Severity::Error, "split-test-groups", element.line,
            groups
                ? u"group_id_to_child is not a JSON object; Studio leaves the experiment and its units out."_s
                : u"group_id_to_child is missing; Studio leaves the experiment and its units out."_s,
            u"Name the unit of each group in group_id_to_child."_s, u"group_id_to_child"_s);
}

void defaultVideo(const ElementView& element, RemarkPad& pad)
{
  if (element.attribute("youtube") || element.attribute("youtube_id_1_0") ||
      element.attribute("edx_video_id"))
    return;
  pad.add(Severity::Warning, "video-default-youtube", element.line,
          u"The video names no YouTube id; the default is a demo video of Open edX, which plays unless the "
          u"video's own files come first."_s,
          u"Set youtube_id_1_0 to an empty text."_s, u"youtube_id_1_0"_s);
}

void rewrittenMarkup(const ElementView& element, RemarkPad& pad)
{
  if (element.content.contains("<![CDATA["))
    pad.add(Severity::Info, "cdata", element.line,
            u"The problem holds CDATA, which Studio writes as escaped text. Its meaning stays."_s,
            u"Nothing needs to be done."_s);
}

} // namespace scriptorium::olx::rules
