#include "exchange/coursebench.h"

#include "exchange/openedcourse.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QProcess>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::testing {

CourseBench::CourseBench()
{
  auto workspace = Workspace::open(m_folder.filePath(u"workspace"_s));
  if (!workspace)
    qFatal("%s", qPrintable(workspace.error().toString()));
  m_workspace = *std::move(workspace);
}

Result<ImportResult> CourseBench::import(const QString& path, const ImportOptions& options) const
{
  Progress progress;
  return importCourse(*m_workspace, path, options, m_types, m_clock, progress);
}

Result<ExportResult> CourseBench::exportTo(const CourseInfo& course, const QString& target,
                                           const ExportOptions& options) const
{
  SCRIPTORIUM_TRY_ASSIGN(const auto store, CourseStore::open(course.path, CourseStore::Mode::ReadOnly));
  Progress progress;
  return exportCourse(*store, target, options, m_types, progress);
}

Result<std::unique_ptr<CourseSession>> CourseBench::open(const CourseInfo& course) const
{
  return CourseSession::open(course.path, CourseStore::Mode::ReadWrite, m_types, m_clock);
}

Result<DiffResult> CourseBench::diff(const QString& first, const QString& second) const
{
  Progress progress;
  SCRIPTORIUM_TRY_ASSIGN(const auto one, OpenedCourse::open(*m_workspace, first, m_types, progress));
  SCRIPTORIUM_TRY_ASSIGN(const auto other, OpenedCourse::open(*m_workspace, second, m_types, progress));
  return diffCourses(one->store(), other->store(), m_types, progress);
}

QString CourseBench::unpacked(const CourseInfo& course, const QString& name,
                              const ExportOptions& options) const
{
  const QString archive = path(name + u".tar.gz"_s);
  const auto done = exportTo(course, archive, options);
  if (!done) {
    qWarning("%s", qPrintable(done.error().toString()));
    return {};
  }
  const QString folder = path(name);
  return unpack(archive, folder) ? folder : QString();
}

bool CourseBench::unpack(const QString& archive, const QString& folder)
{
  QDir().mkpath(folder);
  return QProcess::execute(u"tar"_s,
                           {u"--warning=no-unknown-keyword"_s, u"-xzf"_s, archive, u"-C"_s, folder}) == 0;
}

QStringList CourseBench::workspaceEntries() const
{
  QStringList entries;
  QDirIterator each(m_workspace->path(), QDir::Dirs | QDir::NoDotAndDotDot | QDir::Hidden,
                    QDirIterator::Subdirectories);
  while (each.hasNext()) {
    const QString path = each.next();
    if (QFile::exists(path + u"/course.db"_s) || path.contains(u"staging/"_s))
      entries.append(path);
  }
  return entries;
}

namespace {

class TreeSink final : public ArchiveSink
{
public:
  Result<Unit> begin(const ArchiveEntry& entry) override
  {
    m_path = entry.kind == ArchiveEntry::Kind::Folder ? entry.path + u'/' : entry.path;
    files[m_path] = entry.kind == ArchiveEntry::Kind::Link ? "-> " + entry.linkTarget.toUtf8() : QByteArray();
    return Unit{};
  }
  Result<Unit> data(QByteArrayView piece) override
  {
    files[m_path].append(piece);
    return Unit{};
  }
  Result<Unit> end() override { return Unit{}; }
  FileTree files;

private:
  QString m_path;
};

} // namespace

FileTree CourseBench::exported(const CourseInfo& course, const ExportOptions& options) const
{
  const QString archive = path(u"exported.tar.gz"_s);
  const auto done = exportTo(course, archive, options);
  TreeSink sink;
  Progress progress;
  const auto read = done ? readArchive(archive, sink, {}, progress) : Result<Unit>(done.error());
  if (!read)
    qWarning("%s", qPrintable(read.error().toString()));
  return sink.files;
}

void writeFiles(const QString& folder, const FileTree& files)
{
  for (auto file = files.cbegin(); file != files.cend(); ++file) {
    const QString path = folder + u'/' + file.key();
    QDir().mkpath(QFileInfo(path).absolutePath());
    QFile out(path);
    if (!out.open(QIODevice::WriteOnly) || out.write(*file) != file->size())
      qFatal("cannot write %s", qPrintable(path));
  }
}

FileTree tree(const QString& folder)
{
  FileTree found;
  const QDir root(folder);
  QDirIterator each(folder, QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden | QDir::System,
                    QDirIterator::Subdirectories);
  while (each.hasNext()) {
    const QString path = each.next();
    const QFileInfo info = each.fileInfo();
    const QString name = root.relativeFilePath(path);
    if (info.isSymLink()) {
      found.insert(name, "-> " + QFile::encodeName(root.relativeFilePath(info.symLinkTarget())));
    } else if (info.isDir()) {
      found.insert(name + u'/', {});
    } else {
      QFile file(path);
      if (!file.open(QIODevice::ReadOnly))
        qFatal("cannot read %s", qPrintable(path));
      found.insert(name, file.readAll());
    }
  }
  return found;
}

QStringList treeDifferences(const FileTree& before, const FileTree& after)
{
  QStringList differences;
  for (auto file = before.cbegin(); file != before.cend(); ++file)
    if (!after.contains(file.key()))
      differences.append(u'-' + file.key());
    else if (after[file.key()] != *file)
      differences.append(u'~' + file.key());
  for (auto file = after.cbegin(); file != after.cend(); ++file)
    if (!before.contains(file.key()))
      differences.append(u'+' + file.key());
  differences.sort();
  return differences;
}

} // namespace scriptorium::testing
