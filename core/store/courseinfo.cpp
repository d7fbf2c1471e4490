#include "store/courseinfo.h"

#include "store/coursestore.h"
#include "store/lock.h"
#include "store/sql/database.h"
#include "store/sql/storefile.h"

#include <QDirIterator>
#include <QFileInfo>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

qint64 bytesOnDisk(const QString& folder)
{
  qint64 bytes = 0;
  QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
  while (files.hasNext())
    bytes += files.nextFileInfo().size();
  return bytes;
}

Result<Unit> readFromStore(CourseInfo& info)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto store, CourseStore::open(info.path, CourseStore::Mode::ReadOnly));
  const auto state = store->snapshot();
  info.key = store->meta(u"key"_s);
  info.title = store->meta(u"title"_s);
  info.kind = store->meta(u"kind"_s);
  info.origin = store->meta(u"origin"_s);
  Database& base = store->database();
  SCRIPTORIUM_TRY_ASSIGN(info.blocks,
                         base.integer("SELECT count(*) FROM block WHERE head IS NOT NULL AND type<>'@file'"));
  SCRIPTORIUM_TRY_ASSIGN(info.importedAt, base.integer("SELECT at FROM op WHERE id=1"));
  SCRIPTORIUM_TRY_ASSIGN(info.editedAt, base.integer("SELECT at FROM op ORDER BY id DESC LIMIT 1"));
  // The title of the import holds until the course block was edited.
  auto edited = base.prepare("SELECT v.title FROM block b JOIN version v ON v.id=b.head "
                             "WHERE b.id=? AND v.op>1 AND v.title<>''");
  SCRIPTORIUM_TRY_ASSIGN(const bool isEdited, edited.bind(0, store->root().value).step());
  if (isEdited)
    info.title = edited.text(0);
  return Unit{};
}

} // namespace

CourseInfo readCourseInfo(const QString& courseFolder)
{
  CourseInfo info;
  info.path = QFileInfo(courseFolder).absoluteFilePath();
  info.id = QFileInfo(courseFolder).fileName();
  info.bytes = bytesOnDisk(courseFolder);
  info.lockedBy = WriteLock::holder(lockPath(courseFolder));
  if (const auto read = readFromStore(info); !read)
    info.problem = read.error().detail;
  if (info.title.isEmpty())
    info.title = info.key.isEmpty() ? info.id : info.key;
  return info;
}

} // namespace scriptorium
