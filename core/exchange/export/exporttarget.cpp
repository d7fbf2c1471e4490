#include "exchange/export/exporttarget.h"

#include "base/faultpoint.h"
#include "exchange/platform/swapfolders.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

class FileTarget final : public ExportTarget
{
public:
  explicit FileTarget(const QString& target) : m_file(target) {}

  Result<Unit> open(Form form)
  {
    SCRIPTORIUM_TRY(m_file.open());
    auto writer = form == Form::Zip ? createZip(m_file.temporaryPath()) : createTarGz(m_file.temporaryPath());
    if (!writer)
      return writer.error();
    m_writer = *std::move(writer);
    return Unit{};
  }
  ArchiveWriter& writer() override { return *m_writer; }
  QString temporaryPath() const override { return m_file.temporaryPath(); }
  Result<Unit> commit() override
  {
    SCRIPTORIUM_TRY(faultPoint("export.commit"));
    m_writer.reset();
    return m_file.commit();
  }

private:
  AtomicFile m_file;
  std::unique_ptr<ArchiveWriter> m_writer;
};

class FolderTarget final : public ExportTarget
{
public:
  explicit FolderTarget(QString target)
      : m_target(std::move(target)), m_beside(m_target + u".export-XXXXXX"_s)
  {}

  Result<Unit> open()
  {
    if (!m_beside.isValid())
      return Error{Error::Kind::Io, m_target, m_beside.errorString() + u'.'};
    auto writer = createFolder(m_beside.path());
    if (!writer)
      return writer.error();
    m_writer = *std::move(writer);
    return Unit{};
  }
  ArchiveWriter& writer() override { return *m_writer; }
  QString temporaryPath() const override { return m_beside.path(); }
  Result<Unit> commit() override
  {
    SCRIPTORIUM_TRY(faultPoint("export.commit"));
    m_writer.reset();
    SCRIPTORIUM_TRY(platform::replaceFolder(m_beside.path(), m_target));
    return syncFolder(QFileInfo(m_target).absolutePath());
  }

private:
  QString m_target;
  QTemporaryDir m_beside; ///< holds what the target was once they are swapped
  std::unique_ptr<ArchiveWriter> m_writer;
};

Error taken(const QString& target, const QString& what)
{
  return {Error::Kind::Conflict, target, what};
}

} // namespace

ExportTarget::Form ExportTarget::formOf(const QString& target)
{
  if (target.endsWith(u".tar.gz"_s) || target.endsWith(u".tgz"_s))
    return Form::TarGz;
  return target.endsWith(u".zip"_s) ? Form::Zip : Form::Folder;
}

Result<std::unique_ptr<ExportTarget>> ExportTarget::open(const QString& given, bool overwrite)
{
  const QString target = QDir::cleanPath(QFileInfo(given).absoluteFilePath());
  const QFileInfo there(target);
  const Form form = formOf(target);
  if (there.exists() && there.isDir() != (form == Form::Folder))
    return taken(target,
                 there.isDir() ? u"There is a folder of this name."_s : u"There is a file of this name."_s);
  if (there.exists() && !overwrite && !(there.isDir() && QDir(target).isEmpty()))
    return taken(target, u"It exists already."_s);
  if (form == Form::Folder) {
    auto folder = std::make_unique<FolderTarget>(target);
    SCRIPTORIUM_TRY(folder->open());
    return std::unique_ptr<ExportTarget>(std::move(folder));
  }
  auto file = std::make_unique<FileTarget>(target);
  SCRIPTORIUM_TRY(file->open(form));
  return std::unique_ptr<ExportTarget>(std::move(file));
}

} // namespace scriptorium
