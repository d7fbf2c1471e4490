#include "exchange/export/exportcourse.h"

#include "base/faultpoint.h"
#include "exchange/export/blockfile.h"
#include "exchange/export/exportplan.h"
#include "exchange/export/exporttarget.h"
#include "exchange/export/foldercheck.h"
#include "exchange/export/heldfindings.h"
#include "exchange/export/memberwriter.h"
#include "exchange/live/studiolimits.h"
#include "olx/library/librarypackage.h"
#include "olx/write/studiolayout.h"

#include <QFile>
#include <QFileInfo>

#include <future>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

Result<Sha256> hashOf(const QString& path, const Progress& progress)
{
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
    return Error{Error::Kind::Io, path, file.errorString() + u'.'};
  Sha256Hasher hasher;
  QByteArray piece(1 << 20, Qt::Uninitialized);
  while (!progress.isCancelled()) {
    const qint64 got = file.read(piece.data(), piece.size());
    if (got < 0)
      return Error{Error::Kind::Io, path, file.errorString() + u'.'};
    if (got == 0)
      return hasher.finish();
    hasher.add(QByteArrayView(piece).first(got));
  }
  return Error{Error::Kind::Cancelled, path, u"The export was cancelled."_s};
}

/// One export on its way.
class Exporter
{
public:
  Exporter(const CourseStore& store, QString target, const ExportOptions& options, const BlockTypes& types,
           Progress& progress)
      : m_store(store), m_target(std::move(target)), m_options(options), m_types(types), m_progress(progress)
  {}

  Result<ExportResult> run();

private:
  Result<Unit> open();
  Result<Unit> writeSourceLayout();
  Result<Unit> writeMember(const ExportMember& member, const ExportPlan& plan, const LiveCourse& course);
  Result<Unit> writeStudioLayout();
  Result<Unit> writeLibrary();
  Result<Unit> writeLaidOut(const QString& rootPath, const olx::LayoutFile& file);
  Result<Unit> verify();

  const CourseStore& m_store;
  QString m_target;
  ExportOptions m_options;
  const BlockTypes& m_types;
  Progress& m_progress;
  std::unique_ptr<ExportTarget> m_place;
  std::unique_ptr<MemberWriter> m_writer;
  ExportResult m_result;
};

Result<Unit> Exporter::open()
{
  SCRIPTORIUM_TRY_ASSIGN(m_place, ExportTarget::open(m_target, m_options.overwrite));
  m_writer = std::make_unique<MemberWriter>(m_store, m_place->writer());
  m_writer->keepLegacyNames(m_store.legacyNames());
  m_progress.begin(u"Writing the files"_s);
  return Unit{};
}

Result<Unit> Exporter::writeSourceLayout()
{
  m_progress.begin(u"Looking at the course"_s);
  SCRIPTORIUM_TRY_ASSIGN(LiveCourse course, LiveCourse::load(m_store, m_progress));
  SCRIPTORIUM_TRY(recoverSources(m_store, course));
  SCRIPTORIUM_TRY_ASSIGN(const ExportPlan plan, planExport(m_store, course));
  SCRIPTORIUM_TRY(open());
  const auto total = qint64(plan.members.size());
  for (const auto& member : plan.members) {
    SCRIPTORIUM_TRY(m_progress.report(m_writer->members(), total));
    SCRIPTORIUM_TRY(writeMember(member, plan, course));
    m_result.rewritten += member.isRewritten;
  }
  m_result.findings = plan.findings;
  return Unit{};
}

Result<Unit> Exporter::writeMember(const ExportMember& member, const ExportPlan& plan,
                                   const LiveCourse& course)
{
  switch (member.kind) {
  case ExportMember::Kind::Bytes:
    return m_writer->writeBlob(member.path, member.blob, member.isExecutable);
  case ExportMember::Kind::Block: {
    const auto bytes = blockFile(m_store, course, m_types, *course.node(member.block), member.tree,
                                 plan.draftSources, {member.asRead, member.blob});
    return bytes ? m_writer->writeBytes(member.path, *bytes, member.isExecutable)
                 : Result<Unit>(bytes.error().in(member.path));
  }
  case ExportMember::Kind::Folder:
    return m_writer->writeFolder(member.path);
  case ExportMember::Kind::Link:
    return m_writer->writeLink(member.path, member.linkTarget);
  }
  return Unit{};
}

Result<Unit> Exporter::writeStudioLayout()
{
  SCRIPTORIUM_TRY(open());
  QString rootPath = m_store.meta(u"root_path"_s);
  if (rootPath.isEmpty())
    rootPath = m_store.key().kind() == CourseKey::Kind::Course ? u"course"_s : u"library"_s;
  const olx::LayoutSource source{m_store, m_types};
  SCRIPTORIUM_TRY_ASSIGN(const QStringList displaced,
                         olx::writeStudioLayout(source, [&](const olx::LayoutFile& file) {
                           return writeLaidOut(rootPath, file);
                         }));
  for (const QString& path : displaced)
    m_result.findings.append(
        {Finding::Severity::Warning,
         u"displaced-file"_s,
         u"No block was read from this file, and Studio's layout has another file at its "
         "place; it was left out."_s,
         u"Give it another name to keep it, or export in the source layout."_s,
         {path, 0, {}, {}, {}}});
  return Unit{};
}

Result<Unit> Exporter::writeLibrary()
{
  SCRIPTORIUM_TRY(open());
  olx::LibrarySource source{m_store, m_types, {}};
  SCRIPTORIUM_TRY_ASSIGN(const QList<SourceFile> files, m_store.sources());
  for (const auto& file : files)
    source.files.append({file.id, file.path, file.blob});
  const QString rootPath = m_store.meta(u"root_path"_s);
  return olx::writeLibraryPackage(source,
                                  [&](const olx::LayoutFile& file) { return writeLaidOut(rootPath, file); });
}

Result<Unit> Exporter::writeLaidOut(const QString& rootPath, const olx::LayoutFile& file)
{
  SCRIPTORIUM_TRY(m_progress.report(m_writer->members(), 0));
  const QString path = archivePath(rootPath, file.path);
  switch (file.kind) {
  case olx::LayoutFile::Kind::File:
    m_result.rewritten += !file.blob.isValid();
    return file.blob.isValid() ? m_writer->writeBlob(path, file.blob, file.isExecutable)
                               : m_writer->writeBytes(path, file.bytes, file.isExecutable);
  case olx::LayoutFile::Kind::Folder:
    return m_writer->writeFolder(path);
  case olx::LayoutFile::Kind::Link:
    return m_writer->writeLink(path, file.linkTarget);
  }
  return Unit{};
}

Result<Unit> Exporter::verify()
{
  m_progress.begin(u"Reading back"_s);
  SCRIPTORIUM_TRY(faultPoint("export.verify"));
  const QString written = m_place->temporaryPath();
  if (ExportTarget::formOf(m_target) == ExportTarget::Form::Folder) {
    m_result.bytes = m_writer->bytes();
    SCRIPTORIUM_TRY(m_writer->verify(written, m_progress));
    return checkOldExport(m_store, m_writer->record(), m_target);
  }
  auto hash = std::async(std::launch::async, hashOf, written, std::cref(m_progress));
  SCRIPTORIUM_TRY(m_writer->verify(written, m_progress));
  SCRIPTORIUM_TRY_ASSIGN(m_result.hash, hash.get());
  m_result.bytes = QFileInfo(written).size();
  return Unit{};
}

Result<ExportResult> Exporter::run()
{
  const auto snapshot = m_store.snapshot();
  // A library of today has one form only.
  if (m_store.key().kind() == CourseKey::Kind::Library)
    SCRIPTORIUM_TRY(writeLibrary());
  else
    SCRIPTORIUM_TRY(m_options.layout == ExportOptions::Layout::Studio ? writeStudioLayout()
                                                                      : writeSourceLayout());
  SCRIPTORIUM_TRY_ASSIGN(const Findings held, heldTextFindings(m_store));
  m_result.findings = held + m_result.findings;
  SCRIPTORIUM_TRY(m_place->writer().finish());
  SCRIPTORIUM_TRY(verify());
  SCRIPTORIUM_TRY(m_progress.report(1, 1));
  SCRIPTORIUM_TRY(m_place->commit());
  m_result.path = m_target;
  m_result.files = m_writer->members();
  const bool isFolder = ExportTarget::formOf(m_target) == ExportTarget::Form::Folder;
  addStudioLimits(m_result.findings, m_result.files, m_writer->bytes(), isFolder ? 0 : m_result.bytes);
  return m_result;
}

} // namespace

Result<ExportResult> exportCourse(const CourseStore& store, const QString& target,
                                  const ExportOptions& options, const BlockTypes& types, Progress& progress)
{
  return Exporter(store, target, options, types, progress).run();
}

} // namespace scriptorium
