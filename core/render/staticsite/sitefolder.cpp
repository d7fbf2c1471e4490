#include "base/atomicfile.h"
#include "render/staticsite/staticsite.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::render {
namespace {

Result<Unit> putFile(const QString& path, const QByteArray& bytes)
{
  QDir().mkpath(QFileInfo(path).path());
  QFile file(path);
  if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.flush())
    return ioError(file);
  return Unit{};
}

} // namespace

Result<StaticCounts> writeStaticSite(const SiteCourse& course, Timestamp now, const std::vector<int>& chosen,
                                     const QString& folder, Progress& progress)
{
  const QFileInfo target(folder);
  if (target.exists() && (!target.isDir() || !QDir(folder).isEmpty()))
    return Error{Error::Kind::Conflict, folder, u"This is there already. Choose a new or an empty folder."_s};
  // Beside it, so that it becomes the folder by one rename.
  QTemporaryDir fresh(QDir::cleanPath(target.absoluteFilePath()) + u".XXXXXX"_s);
  if (!fresh.isValid())
    return Error{Error::Kind::Io, folder, fresh.errorString() + u'.'};
  SCRIPTORIUM_TRY_ASSIGN(
      const StaticCounts counts,
      makeStaticSite(course, now, chosen, progress, [&](const QString& path, const QByteArray& bytes) {
        return putFile(fresh.filePath(path), bytes);
      }));
  QFile::setPermissions(fresh.path(), QFile::Permissions(0x7755)); // a temporary folder is the user's alone
  if (target.exists() && !QDir().rmdir(folder))
    return Error{Error::Kind::Conflict, folder, u"This folder is not empty any more."_s};
  if (!QDir().rename(fresh.path(), folder))
    return Error{Error::Kind::Io, folder, u"The folder could not be given its name."_s};
  fresh.setAutoRemove(false);
  return counts;
}

} // namespace scriptorium::render
