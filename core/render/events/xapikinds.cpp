#include "render/events/xapikinds.h"

#include "render/facts/answers.h"

#include <QHash>

#include <cmath>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

Json member(const Json& data, const char* name)
{
  return data.find(name).value_or(Json());
}

Json inLanguage(const char* language, const QString& text)
{
  return object({{language, Json(text)}});
}

Json ofType(const char* type)
{
  return object({{"type", Json(QString::fromLatin1(type))}});
}

const QString kInteraction = u"http://adlnet.gov/expapi/activities/cmi.interaction"_s;
const QString kResourceActivity = u"http://id.tincanapi.com/activitytype/resource"_s;

/// Points of those that are possible; raw ones beside them.
Json scoreOf(const Json& earned, const Json& possible)
{
  const bool isScaled = possible.number() > 0;
  return object({{"min", Json(0)},
                 {"max", possible},
                 {"raw", earned},
                 {"scaled", isScaled ? Json(earned.number() / possible.number()) : Json(0)}});
}

QString interactionOf(const QString& responseType)
{
  static const QHash<QString, QString> kTypes = {
      {u"choiceresponse"_s, u"choice"_s},       {u"multiplechoiceresponse"_s, u"choice"_s},
      {u"choicetextresponse"_s, u"choice"_s},   {u"optionresponse"_s, u"choice"_s},
      {u"numericalresponse"_s, u"numeric"_s},   {u"stringresponse"_s, u"fill-in"_s},
      {u"formularesponse"_s, u"fill-in"_s},     {u"symbolicresponse"_s, u"fill-in"_s},
      {u"annotationresponse"_s, u"fill-in"_s},  {u"imageresponse"_s, u"matching"_s},
      {u"truefalseresponse"_s, u"true-false"_s}};
  return kTypes.value(responseType, u"other"_s);
}

/// A list is said as its JSON.
Json responseOf(const Json& answer)
{
  return answer.isText() ? answer : Json::fromUtf8(answer.toPython());
}

Json questionDefinition(const Json& submission)
{
  Json definition = Json::object();
  definition.set("type", Json(kInteraction));
  definition.set("description", inLanguage("en-US", member(submission, "question").text()));
  definition.set("interactionType", Json(interactionOf(member(submission, "response_type").text())));
  return definition;
}

/// The first question that the engine knew; null when there is none, or there are several.
Json onlyQuestion(const Json& data)
{
  const Json submissions = member(data, "submission");
  if (submissions.items().size() != 1)
    return {};
  const Json only = submissions.items()[0];
  return member(only, "response_type").text().isEmpty() ? Json() : only;
}

void fillCheck(const LearnerEvent& event, const Json& data, XapiParts& parts)
{
  const Json question = onlyQuestion(data);
  Json definition = object({{"type", Json(kInteraction)},
                            {"name", inLanguage("en-US", event.title)},
                            {"interactionType", Json(u"other"_s)}});
  if (!question.isNull())
    definition = questionDefinition(question);
  if (member(data, "attempts").whole() > 0)
    definition.set("extensions",
                   object({{"http://id.tincanapi.com/extension/attempt-id", member(data, "attempts")}}));
  parts.object = xapiActivity(xapiBlockAddress(event.block), definition);
  if (member(data, "submission").items().size() > 1)
    parts.object.set("objectType", Json(u"GroupActivity"_s));
  const Json isRight = member(question, "correct");
  parts.result = object(
      {{"success", isRight.isBoolean() ? isRight : Json(member(data, "success").text() == "correct"_L1)},
       {"score", scoreOf(member(data, "grade"), member(data, "max_grade"))}});
  if (!question.isNull())
    parts.result.set("response", responseOf(member(question, "answer")));
}

void fillBrowserCheck(const LearnerEvent& event, const Json&, XapiParts& parts)
{
  parts.object = xapiActivity(xapiBlockAddress(event.block),
                              object({{"type", Json(kInteraction)}, {"interactionType", Json(u"other"_s)}}));
}

void fillSubmitted(const LearnerEvent& event, const Json& data, XapiParts& parts)
{
  const Json earned = member(data, "weighted_earned");
  const Json possible = member(data, "weighted_possible");
  parts.object =
      xapiActivity(xapiBlockAddress(event.block), ofType("http://adlnet.gov/expapi/activities/question"));
  parts.result =
      object({{"success", Json(earned.number() >= possible.number())}, {"score", scoreOf(earned, possible)}});
}

void fillAnswer(const LearnerEvent& event, const Json&, XapiParts& parts)
{
  parts.object = xapiActivity(xapiBlockAddress(event.block) + u"/answer"_s,
                              ofType("http://id.tincanapi.com/activitytype/solution"));
}

void fillHint(const LearnerEvent& event, const Json& data, XapiParts& parts)
{
  parts.object =
      xapiActivity(xapiBlockAddress(event.block) + u"/hint/%1"_s.arg(member(data, "hint_index").whole()),
                   ofType("https://w3id.org/xapi/acrossx/extensions/supplemental-info"));
}

void fillCompletion(const LearnerEvent& event, const Json& data, XapiParts& parts)
{
  const double completion = member(data, "completion").number();
  parts.object = xapiActivity(xapiBlockAddress(event.block), object({{"type", Json(kResourceActivity)}}));
  parts.result =
      object({{"completion", Json(completion == 1.0)},
              {"extensions",
               object({{"https://w3id.org/xapi/cmi5/result/extensions/progress", Json(completion * 100)}})}});
}

void fillTab(const LearnerEvent& event, const Json& data, XapiParts& parts)
{
  const Json count =
      object({{"https://w3id.org/xapi/acrossx/extensions/total-items", member(data, "tab_count")}});
  parts.object = xapiActivity(xapiBlockAddress(member(data, "id").text()),
                              object({{"type", Json(kResourceActivity)}, {"extensions", count}}));
  const Json to = event.name.endsWith(u"tab_selected"_s)    ? member(data, "target_tab")
                  : event.name.endsWith(u"next_selected"_s) ? Json(u"next unit"_s)
                                                            : Json(u"previous unit"_s);
  parts.extensions =
      object({{"http://id.tincanapi.com/extension/starting-position", member(data, "current_tab")},
              {"http://id.tincanapi.com/extension/ending-point", to}});
}

void fillLink(const LearnerEvent&, const Json& data, XapiParts& parts)
{
  parts.object =
      xapiActivity(member(data, "target_url").text(), ofType("http://adlnet.gov/expapi/activities/link"));
}

void fillOutline(const LearnerEvent&, const Json& data, XapiParts& parts)
{
  parts.object = xapiActivity(member(data, "target_url").text(),
                              object({{"type", Json(u"http://adlnet.gov/expapi/activities/module"_s)},
                                      {"name", inLanguage("en", member(data, "target_name").text())}}));
}

/// Milliseconds are kept; null where there is no number.
Json roundedSeconds(const Json& value)
{
  return value.isNumber() ? Json(std::round(value.number() * 1000) / 1000) : Json();
}

Json placeOf(const Json& data)
{
  return roundedSeconds(data.contains("current_time") ? member(data, "current_time")
                                                      : member(data, "currentTime"));
}

void fillVideo(const LearnerEvent& event, const Json& data, XapiParts& parts)
{
  parts.object =
      xapiActivity(xapiBlockAddress(event.block), ofType("https://w3id.org/xapi/video/activity-type/video"));
  parts.extensions = Json::object();
  if (const Json length = roundedSeconds(member(data, "duration")); !length.isNull())
    parts.extensions.set("https://w3id.org/xapi/video/extensions/length", length);
}

Json extensionResult(std::initializer_list<std::pair<const char*, Json>> extensions)
{
  return object({{"extensions", object(extensions)}});
}

void fillVideoPlace(const LearnerEvent& event, const Json& data, XapiParts& parts)
{
  fillVideo(event, data, parts);
  parts.result = extensionResult({{"https://w3id.org/xapi/video/extensions/time", placeOf(data)}});
}

void fillVideoEnd(const LearnerEvent& event, const Json& data, XapiParts& parts)
{
  fillVideo(event, data, parts);
  parts.result = extensionResult(
      {{"https://w3id.org/xapi/video/extensions/time", roundedSeconds(member(data, "duration"))}});
  parts.result.set("completion", Json(true));
}

void fillVideoCaptions(const LearnerEvent& event, const Json& data, XapiParts& parts)
{
  fillVideo(event, data, parts);
  parts.result = extensionResult(
      {{"https://w3id.org/xapi/video/extensions/time", placeOf(data)},
       {"https://w3id.org/xapi/video/extensions/cc-enabled", Json(event.name.contains(u"show"_s))}});
}

void fillVideoSeek(const LearnerEvent& event, const Json& data, XapiParts& parts)
{
  fillVideo(event, data, parts);
  parts.result = extensionResult(
      {{"https://w3id.org/xapi/video/extensions/time-from", roundedSeconds(member(data, "old_time"))},
       {"https://w3id.org/xapi/video/extensions/time-to", roundedSeconds(member(data, "new_time"))}});
}

void fillVideoSpeed(const LearnerEvent& event, const Json& data, XapiParts& parts)
{
  fillVideo(event, data, parts);
  const auto speed = [&data](const char* name) {
    const Json value = member(data, name);
    return Json((value.isText() ? value.text() : value.toString()) + u'x');
  };
  parts.result = extensionResult({{"https://w3id.org/xapi/openedx/extension/speed-from", speed("old_speed")},
                                  {"https://w3id.org/xapi/openedx/extension/speed-to", speed("new_speed")}});
}

void fillExam(const LearnerEvent&, const Json& data, XapiParts& parts)
{
  const Json name = inLanguage("en", member(data, "exam_name").text());
  const Json limit = object({{"https://w3id.org/xapi/acrossx/extensions/time-limit",
                              member(data, "exam_default_time_limit_mins")}});
  parts.object =
      xapiActivity(member(data, "exam_content_id").text(),
                   object({{"type", Json(u"https://w3id.org/xapi/openedx/activity/timed-assessment"_s)},
                           {"name", name},
                           {"extensions", limit}}));
  Json attempt = Json::object();
  const auto add = [&](const char* extension, const char* from) {
    if (const Json value = member(data, from); !value.isNull())
      attempt.set(extension, value);
  };
  add("https://w3id.org/xapi/openedx/extension/attempt-started", "attempt_started_at");
  add("https://w3id.org/xapi/openedx/extension/attempt-completed", "attempt_completed_at");
  add("http://id.tincanapi.com/extension/duration", "attempt_event_elapsed_time_secs");
  add("http://id.tincanapi.com/extension/attempt-id", "attempt_id");
  parts.grouping = Json::list();
  parts.grouping.append(xapiActivity(member(data, "attempt_code").text(),
                                     object({{"type", Json(u"http://adlnet.gov/expapi/activities/attempt"_s)},
                                             {"name", name},
                                             {"extensions", attempt}})));
}

/// How a kind of event is said: the verb, and what fills in the rest.
struct Kind
{
  const char* verb;
  void (*fill)(const LearnerEvent&, const Json&, XapiParts&);
};

const QHash<QString, Kind>& kinds()
{
  static constexpr const char* kAttempted = "http://adlnet.gov/expapi/verbs/attempted";
  static constexpr const char* kAsked = "http://adlnet.gov/expapi/verbs/asked";
  static constexpr const char* kNavigated = "https://w3id.org/xapi/dod-isd/verbs/navigated";
  static constexpr const char* kInitialized = "http://adlnet.gov/expapi/verbs/initialized";
  static constexpr const char* kTerminated = "http://adlnet.gov/expapi/verbs/terminated";
  static constexpr const char* kInteracted = "http://adlnet.gov/expapi/verbs/interacted";
  static const QHash<QString, Kind> kAll = {
      {u"problem_check"_s, {"https://w3id.org/xapi/acrossx/verbs/evaluated", fillCheck}},
      {u"problem_check in a browser"_s, {kAttempted, fillBrowserCheck}},
      {u"edx.grades.problem.submitted"_s, {kAttempted, fillSubmitted}},
      {u"showanswer"_s, {kAsked, fillAnswer}},
      {u"edx.problem.hint.demandhint_displayed"_s, {kAsked, fillHint}},
      {u"edx.completion.block_completion.changed"_s,
       {"http://adlnet.gov/expapi/verbs/progressed", fillCompletion}},
      {u"edx.ui.lms.sequence.next_selected"_s, {kNavigated, fillTab}},
      {u"edx.ui.lms.sequence.previous_selected"_s, {kNavigated, fillTab}},
      {u"edx.ui.lms.sequence.tab_selected"_s, {kNavigated, fillTab}},
      {u"edx.ui.lms.link_clicked"_s, {kNavigated, fillLink}},
      {u"edx.ui.lms.outline.selected"_s, {kNavigated, fillOutline}},
      {u"edx.ui.lms.sequence.outline.selected"_s, {kNavigated, fillOutline}},
      {u"load_video"_s, {kInitialized, fillVideo}},
      {u"play_video"_s, {"https://w3id.org/xapi/video/verbs/played", fillVideoPlace}},
      {u"pause_video"_s, {"https://w3id.org/xapi/video/verbs/paused", fillVideoPlace}},
      {u"stop_video"_s, {kTerminated, fillVideoPlace}},
      {u"complete_video"_s, {"http://adlnet.gov/expapi/verbs/completed", fillVideoEnd}},
      {u"seek_video"_s, {"https://w3id.org/xapi/video/verbs/seeked", fillVideoSeek}},
      {u"speed_change_video"_s, {kInteracted, fillVideoSpeed}},
      {u"show_transcript"_s, {kInteracted, fillVideoCaptions}},
      {u"hide_transcript"_s, {kInteracted, fillVideoCaptions}},
      {u"edx.video.closed_captions.shown"_s, {kInteracted, fillVideoCaptions}},
      {u"edx.video.closed_captions.hidden"_s, {kInteracted, fillVideoCaptions}},
      {u"video_show_cc_menu"_s, {kInteracted, fillVideoCaptions}},
      {u"video_hide_cc_menu"_s, {kInteracted, fillVideoCaptions}},
      {u"edx.special_exam.timed.attempt.created"_s, {kInitialized, fillExam}},
      {u"edx.special_exam.timed.attempt.submitted"_s, {kTerminated, fillExam}}};
  return kAll;
}

} // namespace

Json xapiActivity(const QString& id, const Json& definition)
{
  return object({{"objectType", Json(u"Activity"_s)}, {"id", Json(id)}, {"definition", definition}});
}

QString xapiBlockAddress(const QString& usageKey)
{
  return kEventOrigin + u"/xblock/"_s + usageKey;
}

std::optional<XapiParts> xapiParts(const LearnerEvent& event, const Json& data)
{
  const bool isFromBrowser = event.source == Happening::Source::Browser;
  const bool isBrowserCheck = isFromBrowser && event.name == "problem_check"_L1;
  const auto kind = kinds().constFind(isBrowserCheck ? u"problem_check in a browser"_s : event.name);
  if (kind == kinds().cend())
    return std::nullopt;
  XapiParts parts;
  kind->fill(event, data, parts);
  const QString id = QString::fromLatin1(kind->verb);
  parts.verb = object({{"id", Json(id)}, {"display", inLanguage("en", id.section(u'/', -1))}});
  const QString about = member(parts.object, "id").text();
  return about.isEmpty() || about == xapiBlockAddress({}) ? std::nullopt : std::optional(parts);
}

Json xapiQuestions(const LearnerEvent& event, const Json& data)
{
  const bool isCheck = event.name == "problem_check"_L1 && event.source != Happening::Source::Browser;
  const Json submissions = isCheck ? member(data, "submission") : Json();
  return submissions.items().size() > 1 ? submissions : Json::object();
}

XapiParts xapiQuestion(const XapiParts& whole, const QString& inputId, const Json& submission)
{
  XapiParts parts;
  parts.verb = whole.verb;
  const QString problem = member(whole.object, "id").text();
  parts.object = xapiActivity(problem.section(u'@', 0, -2) + u'@' + inputId, questionDefinition(submission));
  parts.result = object(
      {{"success", member(submission, "correct")}, {"response", responseOf(member(submission, "answer"))}});
  return parts;
}

} // namespace scriptorium::render
