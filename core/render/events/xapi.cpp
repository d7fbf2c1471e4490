#include "render/events/xapikinds.h"

#include <QUuid>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

/// The name space that begins all (RFC 4122, of DNS names).
const QUuid kBase(u"6ba7b810-9dad-11d1-80b4-00c04fd430c8"_s);

QUuid uuidOf(const QByteArray& space, const QByteArray& name)
{
  return QUuid::createUuidV5(QUuid::createUuidV5(kBase, space), name);
}

/// A learner under a number that says no name. The LMS draws it; here it is the same in every preview.
Json actorOf(const LearnerEvent& event)
{
  Json account = Json::object();
  account.set("name",
              Json(uuidOf(kEventOrigin.toUtf8(), event.learner.toUtf8()).toString(QUuid::WithoutBraces)));
  account.set("homePage", Json(kEventOrigin));
  Json actor = Json::object();
  actor.set("objectType", Json(u"Agent"_s));
  actor.set("account", account);
  return actor;
}

/// `child`: "" or "-" and the id of a question.
QString statementId(const LearnerEvent& event, const Json& verb, const QString& child = {})
{
  const QByteArray name = actorOf(event).toPython() + '-' + eventTime(event).toUtf8();
  return uuidOf(verb.toPython() + child.toUtf8(), name).toString(QUuid::WithoutBraces);
}

Json courseActivity(const LearnerEvent& event)
{
  Json name = Json::object();
  name.set("en-US", Json(event.courseTitle));
  Json definition = Json::object();
  definition.set("type", Json(u"http://adlnet.gov/expapi/activities/course"_s));
  definition.set("name", name);
  return xapiActivity(kEventOrigin + u"/course/"_s + event.course, definition);
}

Json listOf(const Json& item)
{
  Json list = Json::list();
  list.append(item);
  return list;
}

Json extensionsOf(const LearnerEvent& event, const Json& own)
{
  Json extensions = Json::object();
  extensions.set("https://w3id.org/xapi/openedx/extension/transformer-version", Json(u"scriptorium"_s));
  extensions.set("https://w3id.org/xapi/openedx/extensions/session-id", Json(event.session));
  for (const Json::Member& member : own.members())
    extensions.set(QString::fromUtf8(member.name), member.value);
  return extensions;
}

Json statement(const LearnerEvent& event, const XapiParts& parts, const QString& id, const Json& context)
{
  Json json = Json::object();
  json.set("id", Json(id));
  json.set("version", Json(u"1.0.3"_s));
  json.set("actor", actorOf(event));
  json.set("verb", parts.verb);
  json.set("object", parts.object);
  if (!parts.result.isNull())
    json.set("result", parts.result);
  json.set("context", context);
  json.set("timestamp", Json(eventTime(event)));
  return json;
}

Json statementContext(const LearnerEvent& event, const XapiParts& parts)
{
  Json activities = Json::object();
  activities.set("parent", listOf(courseActivity(event)));
  if (!parts.grouping.isNull())
    activities.set("grouping", parts.grouping);
  Json context = Json::object();
  context.set("contextActivities", activities);
  context.set("extensions", extensionsOf(event, parts.extensions));
  return context;
}

/// Of a question: its problem stands above it, and the statement about that.
Json questionContext(const LearnerEvent& event, const XapiParts& whole, const QString& wholeId)
{
  Json activities = Json::object();
  activities.set("parent", listOf(whole.object));
  activities.set("grouping", listOf(courseActivity(event)));
  Json reference = Json::object();
  reference.set("objectType", Json(u"StatementRef"_s));
  reference.set("id", Json(wholeId));
  Json context = Json::object();
  context.set("statement", reference);
  context.set("contextActivities", activities);
  context.set("extensions", extensionsOf(event, whole.extensions));
  return context;
}

} // namespace

QList<Json> xapiStatements(const LearnerEvent& event)
{
  if (event.learnerId < 0) // as LMS: of nobody who is known there is nothing to say
    return {};
  const Json data = Json::parse(QByteArrayView(event.data)).value_or(Json());
  const auto parts = xapiParts(event, data);
  if (!parts)
    return {};
  const QString id = statementId(event, parts->verb);
  QList<Json> statements{statement(event, *parts, id, statementContext(event, *parts))};
  const Json questions = xapiQuestions(event, data);
  for (const Json::Member& question : questions.members()) {
    const QString input = QString::fromUtf8(question.name);
    statements.append(statement(event, xapiQuestion(*parts, input, question.value),
                                statementId(event, parts->verb, u'-' + input),
                                questionContext(event, *parts, id)));
  }
  return statements;
}

} // namespace scriptorium::render
