#include "exchange/export/predictexport.h"

#include "exchange/export/blockfile.h"
#include "exchange/export/exportplan.h"
#include "predict/unpackedcourse.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

Result<QByteArray> bytesOf(const CourseStore& store, const LiveCourse& course, const BlockTypes& types,
                           const ExportPlan& plan, const ExportMember& member)
{
  if (!predict::Unpacker::wants(member.path))
    return QByteArray();
  if (member.kind == ExportMember::Kind::Bytes)
    return store.blob(member.blob);
  return blockFile(store, course, types, *course.node(member.block), member.tree, plan.draftSources,
                   {member.asRead, member.blob});
}

Result<Unit> unpack(const CourseStore& store, const LiveCourse& course, const BlockTypes& types,
                    const ExportPlan& plan, const ExportMember& member, predict::Unpacker& into)
{
  ArchiveEntry entry;
  entry.path = member.path;
  entry.linkTarget = member.linkTarget;
  entry.isExecutable = member.isExecutable;
  if (member.kind == ExportMember::Kind::Folder)
    entry.kind = ArchiveEntry::Kind::Folder;
  else if (member.kind == ExportMember::Kind::Link)
    entry.kind = ArchiveEntry::Kind::Link;
  SCRIPTORIUM_TRY(into.begin(entry));
  if (entry.kind == ArchiveEntry::Kind::File) {
    SCRIPTORIUM_TRY_ASSIGN(const QByteArray bytes, bytesOf(store, course, types, plan, member));
    SCRIPTORIUM_TRY(into.data(bytes));
  }
  return into.end();
}

} // namespace

Result<Prediction> predictExport(const CourseStore& store, const BlockTypes& types, Progress& progress)
{
  if (store.key().kind() != CourseKey::Kind::Course)
    return Prediction();
  const auto snapshot = store.snapshot();
  progress.begin(u"Asking what Studio would make of it"_s);
  SCRIPTORIUM_TRY_ASSIGN(LiveCourse course, LiveCourse::load(store, progress));
  SCRIPTORIUM_TRY(recoverSources(store, course));
  SCRIPTORIUM_TRY_ASSIGN(const ExportPlan plan, planExport(store, course));
  predict::Unpacker unpacker;
  qint64 done = 0;
  for (const auto& member : plan.members) {
    SCRIPTORIUM_TRY(progress.report(done++, qint64(plan.members.size())));
    SCRIPTORIUM_TRY(unpack(store, course, types, plan, member, unpacker));
  }
  return predictImport(unpacker.take(), types);
}

} // namespace scriptorium
