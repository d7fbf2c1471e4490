#include "render/events/learnerevent.h"

#include <QDateTime>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

Json parsedData(const LearnerEvent& event)
{
  return Json::parse(QByteArrayView(event.data)).value_or(Json::fromUtf8(event.data));
}

/// The older name of a step in a sequence, by which logs are still read; empty: it has none. Adds what goes
/// with it.
QString legacySequenceType(const QString& name, Json& data)
{
  const Json at = data.find("current_tab").value_or(Json());
  const auto renamed = [&](const QString& type, const Json& to) {
    data.set("old", at);
    data.set("new", to);
    return type;
  };
  if (!at.isWhole())
    return {};
  if (name == "edx.ui.lms.sequence.tab_selected"_L1)
    return renamed(u"seq_goto"_s, data.find("target_tab").value_or(Json()));
  if (name == "edx.ui.lms.sequence.next_selected"_L1 && at != data.find("tab_count").value_or(Json()))
    return renamed(u"seq_next"_s, Json(at.whole() + 1));
  if (name == "edx.ui.lms.sequence.previous_selected"_L1 && at.whole() != 1)
    return renamed(u"seq_prev"_s, Json(at.whole() - 1));
  return {};
}

Json trackingContext(const LearnerEvent& event)
{
  Json context = Json::object();
  context.set("user_id", event.learnerId < 0 ? Json() : Json(event.learnerId));
  context.set("path", Json(event.path));
  context.set("course_id", Json(event.course));
  context.set("org_id", Json(event.organisation));
  if (event.block.isEmpty() || event.source == Happening::Source::Browser)
    return context;
  Json module = Json::object();
  module.set("display_name", Json(event.title));
  module.set("usage_key", Json(event.block));
  context.set("module", module);
  return context;
}

Json trackingPage(const LearnerEvent& event)
{
  switch (event.source) {
  case Happening::Source::Block:
    return Json(u"x_module"_s);
  case Happening::Source::Server:
    return {};
  case Happening::Source::Browser:
    return Json(event.page);
  }
  return {};
}

} // namespace

QString eventTime(const LearnerEvent& event)
{
  const std::chrono::microseconds moment =
      event.time.time_since_epoch() + std::chrono::microseconds(event.number);
  const auto seconds = std::chrono::floor<std::chrono::seconds>(moment);
  return QDateTime::fromSecsSinceEpoch(seconds.count(), Qt::UTC).toString(u"yyyy-MM-ddTHH:mm:ss"_s) +
         u".%1+00:00"_s.arg((moment - seconds).count(), 6, 10, QChar(u'0'));
}

Json trackingEvent(const LearnerEvent& event)
{
  const bool isFromBrowser = event.source == Happening::Source::Browser;
  Json data = parsedData(event);
  const QString older = isFromBrowser ? legacySequenceType(event.name, data) : QString();
  Json json = Json::object();
  json.set("name", Json(event.name));
  json.set("context", trackingContext(event));
  json.set("username", Json(event.learner));
  json.set("session", Json(event.session));
  json.set("ip", Json(QString())); // of a person's computer: not told
  json.set("agent", Json(event.agent));
  json.set("host", Json(kEventOrigin.sliced(7)));
  json.set("referer", Json(event.referer));
  json.set("accept_language", Json(event.language));
  json.set("event", isFromBrowser && data.isObject() ? Json::fromUtf8(data.toPython()) : data);
  json.set("time", Json(eventTime(event)));
  json.set("event_type", Json(older.isEmpty() ? event.name : older));
  json.set("event_source", Json(isFromBrowser ? u"browser"_s : u"server"_s));
  json.set("page", trackingPage(event));
  return json;
}

Json shownEvent(const LearnerEvent& event)
{
  Json statements = Json::list();
  for (const Json& statement : xapiStatements(event))
    statements.append(statement);
  const Json tracking = trackingEvent(event);
  Json json = Json::object();
  json.set("number", Json(event.number));
  json.set("time", Json(eventTime(event)));
  json.set("name", Json(event.name));
  json.set("source", *tracking.find("event_source"));
  json.set("block", Json(event.block));
  json.set("title", Json(event.title));
  json.set("unit", Json(event.unit));
  json.set("tracking", tracking);
  json.set("xapi", statements);
  return json;
}

} // namespace scriptorium::render
