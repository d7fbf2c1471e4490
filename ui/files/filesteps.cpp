#include "ui/document/coursedocument.h"
#include "ui/files/filespanel.h"

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

Result<Unit> saveCopy(const CourseStore& store, const QString& path, const QString& toDisk)
{
  SCRIPTORIUM_TRY_ASSIGN(const BlockId id, store.find(kFileType.toString(), path));
  SCRIPTORIUM_TRY_ASSIGN(const BlockVersion version, store.version(id));
  QSaveFile file(toDisk);
  if (!file.open(QIODevice::WriteOnly))
    return Error{Error::Kind::Io, toDisk, file.errorString()};
  if (version.body.isValid())
    SCRIPTORIUM_TRY(store.streamBlob(version.body, [&](QByteArrayView piece) -> Result<Unit> {
      if (file.write(piece.data(), piece.size()) != piece.size())
        return Error{Error::Kind::Io, toDisk, file.errorString()};
      return Unit{};
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
  QList<steps::FileToImport> files;
  for (qsizetype i = 0; i < paths.size(); ++i)
    files.append({paths[i], onDisk[i]});
  m_document.run(steps::importFiles(files));
}

void FilesPanel::chooseCopy()
{
  const QString path = chosen().value(0);
  auto* dialog = new QFileDialog(this, tr("Save a copy"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setAcceptMode(QFileDialog::AcceptSave);
  dialog->selectFile(path.section(u'/', -1));
  connect(dialog, &QFileDialog::fileSelected, this, [this, path](const QString& file) {
    if (const auto saved = saveCopy(m_document.store(), path, file); !saved)
      Q_EMIT failed(saved.error(), tr("save a copy of “%1”").arg(path));
  });
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
