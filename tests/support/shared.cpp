#include "support/shared.h"

#include "support/places.h"

#include <QDir>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::testing {

QString sharedFolder()
{
  const QString named = qEnvironmentVariable("SCRIPTORIUM_SHARED");
  const QDir folder(named.isEmpty() ? sourceFolder() + u"/../shared"_s : named);
  return folder.exists() ? folder.canonicalPath() : QString();
}

QStringList sharedCourses()
{
  const QString shared = sharedFolder();
  if (shared.isEmpty())
    return {};
  const QDir courses(shared + u"/courses"_s);
  QStringList paths;
  for (const auto& name : courses.entryList({u"*.tar.gz"_s}, QDir::Files, QDir::Name))
    paths.append(courses.filePath(name));
  return paths;
}

} // namespace scriptorium::testing
