#include "render/facts/courseinfo.h"

#include "render/web/links.h"

#include <QDate>
#include <QLocale>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {

namespace {

/// "November 5, 2023"; what is none comes last.
QDate updateDate(const QString& text)
{
  const QDate date = QLocale::c().toDate(text, u"MMMM d, yyyy"_s);
  return date.isValid() ? date : QDate(1, 1, 1);
}

} // namespace

QList<CourseUpdate> courseUpdates(const SiteCourse& course)
{
  const auto bytes = course.file(u"info/updates.items.json"_s);
  const Json items = bytes ? Json::parse(QByteArrayView(*bytes)).value_or(Json()) : Json();
  QList<CourseUpdate> result;
  for (const Json& item : items.items()) {
    const auto member = [&item](const char* name) { return item.find(name).value_or(Json()); };
    if (member("status").text() != u"deleted")
      result.append(
          {member("id").whole(), member("date").text(), withAddresses(course, member("content").text())});
  }
  std::ranges::stable_sort(result, [](const CourseUpdate& a, const CourseUpdate& b) {
    return std::pair(updateDate(a.date), a.id) > std::pair(updateDate(b.date), b.id);
  });
  return result;
}

QString courseHandouts(const SiteCourse& course)
{
  const auto bytes = course.file(u"info/handouts.html"_s);
  return bytes ? withAddresses(course, QString::fromUtf8(*bytes)) : QString();
}

} // namespace scriptorium::render
