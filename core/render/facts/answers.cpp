#include "render/facts/answers.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

Json object(std::initializer_list<std::pair<const char*, Json>> members)
{
  Json result = Json::object();
  for (const auto& [name, value] : members)
    result.set(name, value);
  return result;
}

QString textAt(const Json& json, const char* name)
{
  return json.find(name).value_or(Json()).text();
}

Json orNull(const std::optional<Timestamp>& moment)
{
  return moment ? Json(isoMoment(*moment)) : Json();
}

Json orNull(const QString& text)
{
  return text.isEmpty() ? Json() : Json(text);
}

void ObjectText::add(const QString& name, const Json& value)
{
  if (!m_members.isEmpty())
    m_members += ',';
  m_members += Json(name).toUtf8() + ':' + value.toUtf8();
}

WebReply jsonWith(const Json& answer, const QString& name, const QByteArray& text)
{
  WebReply reply = WebReply::json(answer);
  reply.body.chop(1);
  reply.body += ',' + Json(name).toUtf8() + ':' + text + '}';
  return reply;
}

bool isOurs(const Visit& visit)
{
  return visit.captured.value(0) == visit.course.keyText();
}

bool isAnonymous(const Learner& learner)
{
  return learner.name.isEmpty();
}

bool isReallyStaff(const Learner& learner)
{
  return learner.isStaff || learner.maskOf != 0;
}

QString lmsAddress(const Visit& visit, const QString& path)
{
  return u"http://"_s + QString::fromLatin1(visit.request.header("host")) + path;
}

QString clientAddress(const Visit& visit, const QString& page)
{
  return lmsAddress(visit, u"/learning/course/"_s + visit.course.keyText() + u'/' + page);
}

QString jumpAddress(const Visit& visit, int node)
{
  return lmsAddress(visit,
                    u"/courses/"_s + visit.course.keyText() + u"/jump_to/"_s + visit.course.usageKey(node));
}

WebReply detailReply(int status, const QString& detail)
{
  return WebReply::json(object({{"detail", Json(detail)}}), status);
}

WebReply developerReply(int status, const QString& message)
{
  return WebReply::json(object({{"developer_message", Json(message)}}), status);
}

WebReply emptyReply(int status)
{
  WebReply reply;
  reply.status = status;
  return reply;
}

} // namespace scriptorium::render
