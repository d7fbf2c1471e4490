#include "assets/assetnames.h"
#include "checks/assetname.h"
#include "checks/coursesnapshot.h"
#include "checks/rulelist.h"

#include <QHash>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::checks {
namespace {

void findCollisions(const Rule& rule, const CourseSnapshot& course, Findings& findings)
{
  QHash<QString, QString> keys;
  for (const auto& file : course.files()) {
    if (!file.path.startsWith("static/"_L1) || isSkippedAsset(file.path) || !course.isFile(file))
      continue;
    const QString key = assetKeyName(file.path.sliced(7));
    const auto other = keys.constFind(key);
    if (other == keys.cend())
      keys.insert(key, file.path);
    else
      findings.append(rule.finding(
          u"In Studio this file and %1 have the same name, \"%2\"; one of them is lost."_s.arg(*other, key),
          {file.path, 0, {}, {}, {}}));
  }
}

} // namespace

Rule assetNameCollision()
{
  return {.id = u"asset-name-collision"_s,
          .severity = Finding::Severity::Error,
          .title = u"Two files of one name in Studio"_s,
          .explanation = u"Rename one of the files."_s,
          .course = findCollisions,
          .reads = Input::Files,
          .isOfLibraries = true};
}

} // namespace scriptorium::checks
