#include "exchange/import/freekey.h"

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {

Result<CourseKey> freeKeyLike(const Workspace& workspace, const CourseKey& key)
{
  SCRIPTORIUM_TRY_ASSIGN(const QList<CourseInfo> courses, workspace.courses());
  const bool hasRun = key.kind() == CourseKey::Kind::Course;
  for (int number = 2;; ++number) {
    const QString suffix = u"_%1"_s.arg(number);
    SCRIPTORIUM_TRY_ASSIGN(CourseKey next, CourseKey::make(key.kind(), key.org(),
                                                           hasRun ? key.number() : key.number() + suffix,
                                                           hasRun ? key.run() + suffix : key.run()));
    const QString text = next.toString();
    if (std::ranges::none_of(courses, [&](const CourseInfo& course) { return course.key == text; }))
      return next;
  }
}

} // namespace scriptorium
