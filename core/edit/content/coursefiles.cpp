#include "edit/coursefiles.h"

#include "assets/assetnames.h"
#include "edit/content/references.h"
#include "store/blobs.h"
#include "store/sql/database.h"

#include <QFileInfo>
#include <QSet>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::edit {
namespace {

constexpr QStringView kStatic = u"static/";

/// Finds the file that a name behind "/static/" means: by its path, or by its name on the server.
class StaticFiles
{
public:
  explicit StaticFiles(const QList<CourseFile>& files)
  {
    for (const auto& file : files) {
      if (!file.path.startsWith(kStatic))
        continue;
      m_paths.insert(file.path);
      m_byKey.insert(assetKeyName(file.path.sliced(kStatic.size())), file.path);
    }
  }
  /// Empty when there is none.
  QString pathOf(const QString& name) const
  {
    const QString path = kStatic.toString() + name;
    return m_paths.contains(path) ? path : m_byKey.value(assetKeyName(name));
  }

private:
  QSet<QString> m_paths;
  QHash<QString, QString> m_byKey;
};

/// The names behind "/static/" that a block or text file uses.
Result<QSet<QString>> namesUsedBy(const CourseStore& store, BlockId id)
{
  SCRIPTORIUM_TRY_ASSIGN(const Block block, store.block(id));
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, store.version(id));
  if (block.type != kFileType)
    return staticNames(store, block.type, version);
  if (!version.body.isValid())
    return QSet<QString>();
  SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, store.blob(version.body));
  return staticReferences(bytes);
}

/// The pictures that the course names without "/static/"; the default picture need not be there.
Result<QSet<QString>> coursePictures(const CourseStore& store)
{
  QSet<QString> names;
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion course, store.version(store.root()));
  for (const QString& field : {u"course_image"_s, u"banner_image"_s, u"video_thumbnail_image"_s})
    if (const auto name = course.fields.value(field); name && !name->isEmpty())
      names.insert(*name);
  return names;
}

} // namespace

Result<QList<CourseFile>> courseFiles(const CourseStore& store)
{
  auto row = store.database().prepare("SELECT b.id,b.url_name,v.fields,coalesce(l.size,0) FROM block b "
                                      "JOIN version v ON v.id=b.head LEFT JOIN blob l ON l.id=v.body "
                                      "WHERE b.type='@file' ORDER BY b.url_name");
  QList<CourseFile> files;
  for (;;) {
    SCRIPTORIUM_TRY_ASSIGN(const bool more, row.step());
    if (!more)
      return files;
    SCRIPTORIUM_TRY_ASSIGN(const Fields fields, Fields::fromJson(row.utf8View(2)));
    const QString kind = fields.value(filefield::kKind.toString()).value_or(QString());
    if (kind != filefield::kFolder)
      files.append({BlockId{row.integer(0)}, row.text(1), row.integer(3), kind == filefield::kLink});
  }
}

Result<FileUses> fileUses(const CourseStore& store, Progress& progress)
{
  progress.begin(u"Looking for references"_s);
  SCRIPTORIUM_TRY(progress.report(0, 0));
  SCRIPTORIUM_TRY_ASSIGN(const auto all, courseFiles(store));
  const StaticFiles files(all);
  SCRIPTORIUM_TRY_ASSIGN(const auto blocks, withStaticReferences(store));
  FileUses uses;
  for (qsizetype at = 0; at < blocks.size(); ++at) {
    SCRIPTORIUM_TRY(progress.report(at, blocks.size()));
    SCRIPTORIUM_TRY_ASSIGN(const auto names, namesUsedBy(store, blocks[at]));
    QSet<QString> seen; // a file may be named by its path and by its name on the server
    for (const QString& name : names) {
      const QString path = files.pathOf(name);
      if (path.isEmpty())
        uses.missing[kStatic.toString() + name].append(blocks[at]);
      else if (!seen.contains(path))
        uses.users[path].append(blocks[at]);
      seen.insert(path);
    }
  }
  SCRIPTORIUM_TRY_ASSIGN(const auto pictures, coursePictures(store));
  for (const QString& name : pictures)
    if (const QString path = files.pathOf(name); !path.isEmpty() && !uses.users[path].contains(store.root()))
      uses.users[path].append(store.root());
  return uses;
}

Result<TakenFile> takeFile(const QString& courseFolder, const QString& path, const QString& fromDisk,
                           Progress& progress)
{
  progress.begin(u"Reading %1"_s.arg(fromDisk.section(u'/', -1)));
  TakenFile taken{path, {}, {}};
  if (QFileInfo(fromDisk).size() < kAssetFileBytes) {
    const auto read = readInPieces(fromDisk, [&](QByteArrayView piece) {
      taken.bytes.append(piece.data(), piece.size());
      return progress.report(0, 0);
    });
    return read ? Result<TakenFile>(std::move(taken)) : read.error();
  }
  SCRIPTORIUM_TRY_ASSIGN(taken.copied, copyToAssets(courseFolder, fromDisk, progress));
  return taken;
}

Result<Unit> checkFilePath(const QString& path)
{
  const auto bad = [&](const QString& sentence) { return Error{Error::Kind::BadInput, path, sentence}; };
  const QStringList parts = path.split(u'/');
  const bool isWild = std::ranges::any_of(
      parts, [](const QString& part) { return part.isEmpty() || part == "."_L1 || part == ".."_L1; });
  const bool hasControl = std::ranges::any_of(path, [](QChar c) {
    return c == u'\\' || c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
  });
  if (isWild || hasControl || path.size() > 1000)
    return bad(u"This is not a path inside the course: no empty parts, \".\", \"..\", backslashes or control "
               "characters."_s);
  static const QStringList kFolders = {u"static"_s, u"about"_s, u"info"_s, u"tabs"_s, u"custom_tags"_s};
  if (parts.size() < 2 || !kFolders.contains(parts.first()))
    return bad(u"Files of a course stand below static/, about/, info/, tabs/ or custom_tags/, such as "
               "static/%1."_s.arg(parts.last()));
  if (std::ranges::any_of(parts, [](const QString& part) { return part != part.trimmed(); }))
    return bad(u"A name must not begin or end with a space."_s);
  return Unit{};
}

} // namespace scriptorium::edit
