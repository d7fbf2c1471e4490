#include "render/events/learnerevent.h"

#include <QCryptographicHash>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

/// An address of this preview with the name of no computer in it; others stay.
QString withoutHost(const QString& address, const WebRequest& request)
{
  const QString own = u"http://"_s + QString::fromUtf8(request.header("host"));
  return address == own || address.startsWith(own + u'/') ? kEventOrigin + address.sliced(own.size())
                                                          : address;
}

/// The unit page that an address shows, or the unit of the block that it does.
int nodeOfAddress(const SiteCourse& course, const QString& address)
{
  static const QRegularExpression kKey(u"/xblock/(block-v1:[^/?#]+)"_s);
  const auto match = kKey.match(address);
  return match.hasMatch() ? course.find(match.captured(1)) : -1;
}

/// "input_p1_2_1=…" is of the problem "p1".
int nodeOfAnswers(const SiteCourse& course, QByteArrayView data)
{
  static const QRegularExpression kInput(u"^\"?input_(.+?)_\\d+_\\d+(?=[^0-9_]|_[A-Za-z]|$)"_s);
  const auto match = kInput.match(QString::fromUtf8(data.first(std::min<qsizetype>(data.size(), 500))));
  return match.hasMatch() ? course.find(u"problem"_s, match.captured(1)) : -1;
}

/// The block that a script of a page speaks of, by the names that the LMS's scripts use.
int nodeOfData(const SiteCourse& course, const QByteArray& data)
{
  const Json json = Json::parse(QByteArrayView(data)).value_or(Json());
  for (const char* name : {"problem", "problem_id", "module_id", "usage_key", "id", "block_id"}) {
    const QString text = json.find(name).value_or(Json()).text();
    if (text.isEmpty())
      continue;
    if (const int node = course.find(text); node >= 0)
      return node;
    if (const int video = course.find(u"video"_s, text); video >= 0)
      return video;
  }
  return json.isObject() ? -1 : nodeOfAnswers(course, json.isText() ? json.utf8() : data);
}

int happeningNode(const Happening& happening, const SiteCourse& course, const QByteArray& data)
{
  if (happening.node >= 0 || happening.source != Happening::Source::Browser)
    return happening.node;
  const int node = nodeOfData(course, data);
  return node >= 0 ? node : nodeOfAddress(course, happening.page);
}

/// The unit around a block: the topmost below a subsection.
int topUnit(const SiteCourse& course, int node)
{
  for (const int at : course.path(node))
    if (course.node(at).type == "vertical"_L1)
      return at;
  return -1;
}

} // namespace

LearnerEvent learnerEvent(const Happening& happening, const SiteCourse& course, const Learner& learner,
                          const WebRequest& request, Timestamp now)
{
  LearnerEvent event;
  event.source = happening.source;
  event.name = happening.name.left(255);
  event.data = happening.data.left(LearnerEvent::kMostData);
  event.time = now;
  event.learnerId = learner.id;
  event.learner = learner.name;
  event.course = course.keyText();
  event.organisation = course.key().org();
  event.courseTitle = course.title(course.root());
  const auto header = [&request](const char* name) { return QString::fromUtf8(request.header(name)); };
  event.path = request.path;
  event.page = withoutHost(happening.page, request);
  event.referer = withoutHost(header("referer"), request);
  event.agent = header("user-agent");
  event.language = header("accept-language");
  const QByteArray session = request.cookie(u"sessionid"_s).toUtf8();
  event.session =
      QString::fromLatin1(QCryptographicHash::hash(session, QCryptographicHash::Md5).toHex()); // as LMS
  const int node = happeningNode(happening, course, event.data);
  if (node < 0)
    return event;
  event.block = course.usageKey(node);
  event.title = course.title(node);
  const int unit = topUnit(course, node);
  event.unit = unit < 0 ? QString() : course.usageKey(unit);
  return event;
}

} // namespace scriptorium::render
