#pragma once

#include "archive/archivereader.h"
#include "archive/members/archivewriter.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace scriptorium::testing {

/// A member with its bytes.
struct Member
{
  ArchiveEntry::Kind kind = ArchiveEntry::Kind::File;
  QString path;
  QByteArray bytes; ///< of a link: its target
  bool isExecutable = false;
  friend bool operator==(const Member&, const Member&) = default;
};
using Members = QList<Member>;

/// Keeps everything. `stopAfter` members it fails.
class CollectingSink final : public ArchiveSink
{
public:
  Members members;
  int stopAfter = -1;

  Result<Unit> begin(const ArchiveEntry& entry) override
  {
    if (members.size() == stopAfter)
      return Error{Error::Kind::Conflict, {}, QStringLiteral("Enough.")};
    members.append({entry.kind, entry.path, entry.linkTarget.toUtf8(), entry.isExecutable});
    return Unit{};
  }
  Result<Unit> data(QByteArrayView piece) override
  {
    members.last().bytes.append(piece);
    return Unit{};
  }
  Result<Unit> end() override { return Unit{}; }
};

/// Keeps nothing but numbers.
class CountingSink final : public ArchiveSink
{
public:
  qint64 members = 0;
  qint64 bytes = 0;

  Result<Unit> begin(const ArchiveEntry&) override
  {
    ++members;
    return Unit{};
  }
  Result<Unit> data(QByteArrayView piece) override
  {
    bytes += piece.size();
    return Unit{};
  }
  Result<Unit> end() override { return Unit{}; }
};

/// The members of an archive or folder.
inline Result<Members> membersOf(const QString& path, const ArchiveLimits& limits = {},
                                 Findings* findings = nullptr)
{
  CollectingSink sink;
  Progress progress;
  SCRIPTORIUM_TRY(readArchive(path, sink, limits, progress, findings));
  return sink.members;
}

/// Writes `members`, in pieces of `piece` bytes, and finishes.
inline Result<Unit> writeMembers(ArchiveWriter& writer, const Members& members, qsizetype piece = 1 << 16)
{
  for (const auto& member : members) {
    if (member.kind == ArchiveEntry::Kind::Folder) {
      SCRIPTORIUM_TRY(writer.addFolder(member.path));
    } else if (member.kind == ArchiveEntry::Kind::Link) {
      SCRIPTORIUM_TRY(writer.addLink(member.path, QString::fromUtf8(member.bytes)));
    } else {
      SCRIPTORIUM_TRY(writer.begin(member.path, member.bytes.size(), member.isExecutable));
      for (qsizetype at = 0; at < member.bytes.size(); at += piece)
        SCRIPTORIUM_TRY(
            writer.data(QByteArrayView(member.bytes).sliced(at, std::min(piece, member.bytes.size() - at))));
      SCRIPTORIUM_TRY(writer.end());
    }
  }
  return writer.finish();
}

} // namespace scriptorium::testing
