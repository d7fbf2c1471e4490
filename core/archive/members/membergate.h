#pragma once

#include "archive/members/member.h"
#include "archive/members/membername.h"
#include "base/progress.h"
#include "model/finding.h"

#include <QHash>
#include <QMap>
#include <QSet>

#include <array>
#include <optional>

namespace scriptorium {

/// A member as a format's reader finds it; nothing about it has been judged.
struct RawMember
{
  ArchiveEntry::Kind kind = ArchiveEntry::Kind::File;
  QByteArrayView name;
  QByteArrayView linkTarget;
  bool isHardLink = false; ///< then `linkTarget` is a path from the top of the archive
  qint64 size = 0;         ///< as declared
  bool isExecutable = false;
};

/// A hard link whose file is still to come.
struct HardLink
{
  QByteArray name; ///< as the archive writes it
  bool isExecutable = false;
};

/// Takes the members of an archive from the reader of its format. After an error the reader stops.
class MemberReceiver
{
public:
  virtual ~MemberReceiver() = default;
  virtual Result<Unit> begin(const RawMember& member) = 0;
  virtual Result<Unit> data(QByteArrayView piece) = 0;
  virtual Result<Unit> end() = 0;
  /// Bytes that came out of the archive without belonging to a member's data.
  virtual Result<Unit> count(qint64 bytes) = 0;
  /// Tells how far the reading has come in the archive's own file.
  virtual Result<Unit> progress(qint64 packedBytes) = 0;
  /// What stands behind the end of a tar: `bytes` of it from `offset` of the unpacked archive on.
  virtual void foreignBytes(qint64 offset, qint64 bytes, bool isTar)
  {
    Q_UNUSED(offset);
    Q_UNUSED(bytes);
    Q_UNUSED(isTar);
  }
};

/// A name for a path that fits into 16 bytes. Keyed at random, so that no archive can bring two to one key.
struct PathKey
{
  std::array<size_t, 2> bits{};
  friend bool operator==(const PathKey&, const PathKey&) = default;
  friend size_t qHash(const PathKey& key, size_t seed = 0) noexcept { return key.bits[0] ^ seed; }
};
PathKey pathKey(QByteArrayView bytes);

/// The error of a path that holds two files.
Error differentTwice(const MemberName& name);

/// What every archive has to pass, whatever its format: safe names and links, limits while streaming,
/// duplicates, what is worth a finding. Passes the good on to the sink. One thread.
class MemberGate final : public MemberReceiver
{
public:
  /// `packedSize` is the size of the archive's file; 0 for a folder, which has no ratio.
  MemberGate(ArchiveSink& sink, const ArchiveLimits& limits, Progress& progress, qint64 packedSize);

  Result<Unit> begin(const RawMember& member) override;
  Result<Unit> data(QByteArrayView piece) override;
  Result<Unit> end() override;
  Result<Unit> count(qint64 bytes) override;
  Result<Unit> progress(qint64 packedBytes) override;
  void foreignBytes(qint64 offset, qint64 bytes, bool isTar) override;

  /// The first link that leaves its folder. The members behind it were passed on all the same, so that the
  /// sink can tell what kind of course has such links.
  const std::optional<Error>& refusedLink() const { return m_refusedLink; }
  /// The hard links that were met, by the path of the file that each names: the caller reads the archive once
  /// more and gives each of them as a file.
  const QHash<PathKey, QList<HardLink>>& hardLinks() const { return m_hardLinks; }
  /// Takes at most `most` of those that name `target`.
  QList<HardLink> takeHardLinks(const PathKey& target, qint64 most);
  /// Members of the same path, size and checksum: the caller reads the archive once more and compares them.
  const QSet<PathKey>& lookAlikes() const { return m_lookAlikes; }
  qint64 files() const { return m_files; }
  void note(const QString& rule, Finding::Severity severity, const QString& message, const QString& advice,
            const QString& file);
  /// The findings; a rule that was broken very often ends with a count.
  Findings takeFindings();

private:
  enum class Known : quint8
  {
    ImpliedFolder, ///< only seen in the path of a member
    Folder,
    File,
    Link,
    HardLink
  };
  struct Record
  {
    quint64 digest = 0; ///< of a file's size and bytes, or of what a link names
    Known known = Known::File;
  };

  Result<Unit> admit(const RawMember& member, const MemberName& name);
  Result<Unit> checkParents(const MemberName& name);
  Result<Unit> meetAgain(Record& record);
  Result<bool> checkLink(const RawMember& member, const MemberName& name);
  void noteName(const MemberName& name, bool isLegacy);
  Result<Unit> endAgain();
  Result<Unit> deferHardLink(const RawMember& member, const MemberName& name);
  void rememberFolding(const MemberName& name, const PathKey& key);
  void noteMember(const MemberName& name);
  Error refusal(const QString& detail) const;

  ArchiveSink& m_sink;
  const ArchiveLimits& m_limits;
  Progress& m_progress;
  const qint64 m_packedSize;

  QHash<PathKey, Record> m_records;
  QHash<PathKey, PathKey> m_folded; ///< folded path → the first path with that form
  QSet<PathKey> m_lookAlikes;
  QHash<PathKey, QList<HardLink>> m_hardLinks;
  QHash<PathKey, PathKey> m_hardLinked; ///< a hard link's path → the file it names in the end
  QByteArray m_checkedParent;           ///< the folder whose ancestors were checked last
  qint64 m_entries = 0;
  qint64 m_files = 0;
  qint64 m_unpacked = 0;
  qint64 m_macNoise = 0;

  ArchiveEntry m_entry; ///< the member between begin and end
  PathKey m_key;
  qint64 m_entryBytes = 0;
  quint32 m_crc = 0;
  bool m_isPassed = false; ///< the sink gets the member
  bool m_isAgain = false;  ///< a file of this path came before

  std::optional<Error> m_refusedLink;
  Findings m_findings;
  QMap<QString, int> m_perRule;
};

} // namespace scriptorium
