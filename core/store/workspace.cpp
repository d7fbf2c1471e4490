#include "store/workspace.h"

#include "base/atomicfile.h"
#include "base/faultpoint.h"
#include "base/sha256.h"
#include "store/courseinfo.h"
#include "store/lock.h"
#include "store/platform/files.h"
#include "store/sql/storefile.h"
#include "store/staging.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>
#include <cerrno>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

QString coursesPath(const QString& workspace)
{
  return workspace + u"/courses"_s;
}

QString stagingPath(const QString& workspace)
{
  return workspace + u"/staging"_s;
}

/// The folder of a course: readable, and the same for a key every time, so that two imports of one key meet
/// at one rename.
QString folderName(const CourseKey& key)
{
  QString readable;
  for (const QChar c : key.toString())
    readable +=
        c.unicode() < 128 && (c.isLetterOrNumber() || c == u'-' || c == u'.' || c == u'_') ? c : QChar(u'_');
  constexpr qsizetype kHashDigits = 10;
  const QByteArray hash = sha256(key.toString().toUtf8()).hex().left(kHashDigits);
  return readable.left(80) + u'-' + QString::fromLatin1(hash);
}

Result<Unit> makeWorkspaceFolder(const QString& path)
{
  errno = 0;
  if (QDir().mkpath(path))
    return Unit{};
  return errno != 0 ? ioError(path, errno) : Error{Error::Kind::Io, path, u"The folder cannot be made."_s};
}

bool isMatch(const CourseInfo& course, const QString& part)
{
  return course.key.contains(part, Qt::CaseInsensitive) || course.title.contains(part, Qt::CaseInsensitive);
}

} // namespace

QString Workspace::defaultPath()
{
  const QString named = qEnvironmentVariable("SCRIPTORIUM_STORE");
  if (!named.isEmpty())
    return QFileInfo(named).absoluteFilePath();
  return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/scriptorium"_s;
}

Result<Workspace> Workspace::open(const QString& path)
{
  const QString folder = QFileInfo(path).absoluteFilePath();
  SCRIPTORIUM_TRY(makeWorkspaceFolder(coursesPath(folder)));
  SCRIPTORIUM_TRY(makeWorkspaceFolder(stagingPath(folder)));
  removeDeadStagingFolders(stagingPath(folder));
  return Workspace(folder);
}

Result<QList<CourseInfo>> Workspace::courses() const
{
  QList<CourseInfo> found;
  const QDir folder(coursesPath(m_path));
  const auto names = folder.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
  for (const auto& name : names)
    found.append(readCourseInfo(folder.filePath(name)));
  std::ranges::stable_sort(found, [](const CourseInfo& a, const CourseInfo& b) {
    return QString::localeAwareCompare(a.title, b.title) < 0;
  });
  return found;
}

Result<CourseInfo> Workspace::find(const QString& keyOrPart) const
{
  SCRIPTORIUM_TRY_ASSIGN(const QList<CourseInfo> all, courses());
  for (const auto& course : all)
    if (course.key == keyOrPart || course.id == keyOrPart)
      return course;
  QList<CourseInfo> matches;
  for (const auto& course : all)
    if (!keyOrPart.isEmpty() && isMatch(course, keyOrPart))
      matches.append(course);
  if (matches.size() == 1)
    return matches.first();
  if (matches.isEmpty())
    return Error{Error::Kind::NotFound, keyOrPart,
                 u"No stored course has this key, or this in its key or title."_s};
  QStringList keys;
  for (const auto& course : matches)
    keys.append(course.key.isEmpty() ? course.id : course.key);
  return Error{Error::Kind::Conflict, keyOrPart, u"Several courses match: %1."_s.arg(keys.join(u", "_s))}
      .because("several-matches"_L1, keys);
}

Result<QString> Workspace::createStaging() const
{
  return makeStagingFolder(stagingPath(m_path));
}

Result<CourseInfo> Workspace::adopt(const QString& staging, const CourseKey& key) const
{
  const QString target = coursesPath(m_path) + u'/' + folderName(key);
  const Error exists =
      Error{Error::Kind::Conflict, key.toString(), u"A course of this key is stored already."_s}.because(
          "key-taken"_L1, {key.toString()});
  if (QFileInfo::exists(databasePath(target)))
    return exists;
  QDir(assetsPath(staging) + u"/tmp"_s).removeRecursively();
  SCRIPTORIUM_TRY(faultPoint("workspace.sync"));
  SCRIPTORIUM_TRY(platform::syncFileSystem(staging));
  SCRIPTORIUM_TRY(faultPoint("workspace.rename"));
  auto renamed = platform::renameNew(staging, target);
  if (!renamed)
    return renamed.error().kind == Error::Kind::Conflict ? exists : renamed.error();
  SCRIPTORIUM_TRY(faultPoint("workspace.renamed"));
  const auto synced = syncFolder(coursesPath(m_path));
  releaseStagingFolder(staging);
  if (!synced)
    return synced.error();
  CourseInfo info = readCourseInfo(target);
  // A full disk may keep the course from opening; it is stored all the same, under this key.
  if (info.key.isEmpty()) {
    info.key = key.toString();
    info.title = info.key;
  }
  return info;
}

void Workspace::discardStaging(const QString& staging) const
{
  QDir(staging).removeRecursively();
  releaseStagingFolder(staging);
}

Result<Unit> Workspace::remove(const CourseInfo& course) const
{
  if (!QFileInfo(course.path).isDir())
    return Error{Error::Kind::NotFound, course.id, u"There is no such course."_s};
  SCRIPTORIUM_TRY_ASSIGN(const auto lock, WriteLock::take(lockPath(course.path)));
  SCRIPTORIUM_TRY_ASSIGN(const QString away, makeStagingFolder(stagingPath(m_path)));
  SCRIPTORIUM_TRY(faultPoint("workspace.remove"));
  auto renamed = platform::renameNew(course.path, away + u"/course"_s);
  if (renamed)
    QDir(away).removeRecursively();
  releaseStagingFolder(away);
  if (!renamed)
    return renamed;
  return syncFolder(coursesPath(m_path));
}

} // namespace scriptorium
