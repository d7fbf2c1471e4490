#include "store/staging.h"

#include "base/atomicfile.h"
#include "store/lock.h"
#include "store/sql/storefile.h"

#include <QDateTime>
#include <QDir>
#include <QHash>
#include <QUuid>

#include <cerrno>
#include <mutex>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

/// The locks of the staging folders of this process. They belong to folders on disk, which every value of
/// `Workspace` sees, so they cannot belong to one of these values.
struct OwnLocks
{
  std::mutex mutex;
  QHash<QString, std::shared_ptr<WriteLock>> byFolder; // shared only because QHash copies; one owner
};

OwnLocks& ownLocks()
{
  static OwnLocks locks;
  return locks;
}

/// A folder just made has no lock file for a moment.
bool isYoung(const QString& folder)
{
  constexpr qint64 kSeconds = 60;
  return QFileInfo(folder).lastModified().secsTo(QDateTime::currentDateTime()) < kSeconds;
}

} // namespace

Result<QString> makeStagingFolder(const QString& stagingRoot)
{
  const QString folder = stagingRoot + u'/' + QUuid::createUuid().toString(QUuid::Id128);
  if (!QDir().mkpath(folder))
    return ioError(folder, errno);
  SCRIPTORIUM_TRY_ASSIGN(std::shared_ptr<WriteLock> lock, WriteLock::take(lockPath(folder)));
  auto& locks = ownLocks();
  const std::lock_guard guard(locks.mutex);
  locks.byFolder[folder] = std::move(lock);
  return folder;
}

void releaseStagingFolder(const QString& folder)
{
  auto& locks = ownLocks();
  const std::lock_guard guard(locks.mutex);
  locks.byFolder.remove(folder);
}

void removeDeadStagingFolders(const QString& stagingRoot)
{
  const QDir root(stagingRoot);
  const auto names = root.entryList(QDir::Dirs | QDir::NoDotAndDotDot);
  for (const auto& name : names) {
    const QString folder = root.filePath(name);
    if (!QFileInfo::exists(lockPath(folder)) && isYoung(folder))
      continue;
    // Held until the folder is gone, so that nobody removes it twice.
    const auto lock = WriteLock::take(lockPath(folder));
    if (lock)
      QDir(folder).removeRecursively();
  }
}

} // namespace scriptorium
