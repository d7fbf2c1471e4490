#include "exchange/export/foldercheck.h"

#include "exchange/export/exportplan.h"

#include <QDir>
#include <QDirIterator>
#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

Result<QSet<QString>> knownPaths(const CourseStore& store)
{
  QSet<QString> known;
  const QString rootPath = store.meta(u"root_path"_s);
  SCRIPTORIUM_TRY_ASSIGN(const QList<SourceFile> sources, store.sources());
  for (const auto& source : sources)
    known.insert(archivePath(rootPath, source.path));
  return known;
}

} // namespace

Result<Unit> checkOldExport(const CourseStore& store, const ExportRecord& written, const QString& folder)
{
  const QDir root(folder);
  if (!root.exists() || root.isEmpty())
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(const QSet<QString> before, knownPaths(store));
  const QSet<QString> known = before + written.paths();
  QDirIterator files(folder, QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden | QDir::System,
                     QDirIterator::Subdirectories);
  while (files.hasNext()) {
    const QString path = root.relativeFilePath(files.next());
    if (files.fileInfo().isDir() && !files.fileInfo().isSymLink())
      continue;
    // Bodies of html blocks are in no list of sources.
    const bool isBody = path.endsWith(u".html"_s) && known.contains(path.chopped(5) + u".xml"_s);
    if (!known.contains(path) && !isBody)
      return Error{
          Error::Kind::Conflict, folder,
          u"The folder holds %1, which is not part of this course; choose an empty one."_s.arg(path)};
  }
  return Unit{};
}

} // namespace scriptorium
