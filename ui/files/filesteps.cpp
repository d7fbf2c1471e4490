#include "ui/document/coursedocument.h"
#include "ui/files/filespanel.h"
#include "ui/jobs/jobs.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QSaveFile>

using namespace Qt::Literals::StringLiterals;

/// What the files panel does to files.
namespace scriptorium {
namespace {

bool isInCourse(const CourseDocument& document, const QString& path)
{
  return document.store().find(kFileType.toString(), path).has_value();
}

/// Worker.
Result<Unit> copyOut(const QString& courseFolder, const QString& path, const QString& toDisk,
                     Progress& progress)
{
  SCRIPTORIUM_TRY_ASSIGN(const auto store, CourseStore::open(courseFolder, CourseStore::Mode::ReadOnly));
  SCRIPTORIUM_TRY_ASSIGN(const BlockId id, store->find(kFileType.toString(), path));
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, store->version(id));
  QSaveFile file(toDisk);
  if (!file.open(QIODevice::WriteOnly))
    return Error{Error::Kind::Io, toDisk, file.errorString()};
  if (version.body.isValid())
    SCRIPTORIUM_TRY(store->streamBlob(version.body, [&](QByteArrayView piece) -> Result<Unit> {
      if (file.write(piece.data(), piece.size()) != piece.size())
        return Error{Error::Kind::Io, toDisk, file.errorString()};
      return progress.report(file.pos(), 0);
    }));
  if (!file.commit())
    return Error{Error::Kind::Io, toDisk, file.errorString()};
  return Unit{};
}

} // namespace

/// Where files go that are added: beside what is chosen, when authors may have files there.
QString FilesPanel::targetFolder() const
{
  const QString folder = chosen().value(0).section(u'/', 0, -2);
  return edit::checkFilePath(folder + u"/x"_s) ? folder + u'/' : u"static/"_s;
}

void FilesPanel::chooseToAdd()
{
  auto* dialog = new QFileDialog(this, tr("Add files below %1").arg(targetFolder()));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFiles);
  connect(dialog, &QFileDialog::filesSelected, this, &FilesPanel::addFiles);
  dialog->open();
}

void FilesPanel::addFiles(const QStringList& onDisk)
{
  QStringList paths;
  QStringList files;
  QStringList taken;
  for (const auto& file : onDisk) {
    if (!QFileInfo(file).isFile())
      continue;
    paths.append(targetFolder() + QFileInfo(file).fileName());
    files.append(file);
    if (isInCourse(m_document, paths.last()))
      taken.append(paths.last());
  }
  if (files.isEmpty()) {
    if (!onDisk.isEmpty())
      Q_EMIT failed({Error::Kind::BadInput, onDisk.first(), tr("Only files can be added, not folders.")},
                    tr("add “%1”").arg(QFileInfo(onDisk.first()).fileName()));
    return;
  }
  if (taken.isEmpty()) {
    importFiles(paths, files);
    return;
  }
  Q_EMIT asked(tr("The course has %n of these files already", nullptr, static_cast<int>(taken.size())),
               taken.join(u", "_s),
               {{tr("Replace"), [this, paths, files] { importFiles(paths, files); }}, {tr("Keep"), [] {}}});
}

void FilesPanel::chooseToReplace()
{
  const QString path = chosen().value(0);
  auto* dialog = new QFileDialog(this, tr("Replace %1").arg(path));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setFileMode(QFileDialog::ExistingFile);
  connect(dialog, &QFileDialog::fileSelected, this,
          [this, path](const QString& file) { importFiles({path}, {file}); });
  dialog->open();
}

void FilesPanel::importFiles(const QStringList& paths, const QStringList& onDisk)
{
  using Taken = QList<edit::TakenFile>;
  const QString what = paths.size() == 1 ? paths.first() : tr("%n file(s)", nullptr, int(paths.size()));
  m_jobs.start<Taken>(
      tr("Add %1").arg(what),
      [folder = m_document.store().folder(), paths, onDisk](Progress& progress) -> Result<Taken> {
        Taken taken;
        for (qsizetype i = 0; i < paths.size(); ++i) {
          SCRIPTORIUM_TRY_ASSIGN(auto file, edit::takeFile(folder, paths[i], onDisk[i], progress));
          taken.append(std::move(file));
        }
        return taken;
      },
      this,
      [this, what](const Result<Taken>& taken) {
        if (taken)
          m_document.run(steps::importFiles(*taken));
        else
          tell(taken.error(), tr("add %1").arg(what));
      });
}

void FilesPanel::saveCopy(const QString& path, const QString& toDisk)
{
  m_jobs.start<Unit>(
      tr("Save a copy of %1").arg(path),
      [folder = m_document.store().folder(), path, toDisk](Progress& progress) {
        return copyOut(folder, path, toDisk, progress);
      },
      this,
      [this, path](const Result<Unit>& saved) {
        if (!saved)
          tell(saved.error(), tr("save a copy of “%1”").arg(path));
      });
}

void FilesPanel::tell(const Error& error, const QString& what)
{
  if (error.kind != Error::Kind::Cancelled)
    Q_EMIT failed(error, what);
}

void FilesPanel::chooseCopy()
{
  const QString path = chosen().value(0);
  auto* dialog = new QFileDialog(this, tr("Save a copy"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->selectFile(path.section(u'/', -1));
  connect(dialog, &QFileDialog::fileSelected, this,
          [this, path](const QString& file) { saveCopy(path, file); });
  dialog->open();
}

void FilesPanel::rename(const QString& from, const QString& to)
{
  if (const auto checked = edit::checkFilePath(to); !checked)
    Q_EMIT failed(checked.error(), tr("rename “%1”").arg(from));
  else
    m_document.run(steps::renameFile(m_document, from, to));
}

void FilesPanel::remove()
{
  if (const QStringList paths = chosen(); !paths.isEmpty() && !m_document.isReadOnly())
    m_document.run(steps::removeFiles(paths));
}

} // namespace scriptorium
