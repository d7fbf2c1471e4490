#include "archive/members/membergate.h"

#include <QLocale>
#include <QRandomGenerator>

#include <libdeflate.h>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium {
namespace {

constexpr qint64 kRatioFrom = 64LL << 20; ///< below this no ratio matters
constexpr int kShownPerRule = 100;

QString size(qint64 bytes)
{
  return QLocale::c().formattedDataSize(bytes);
}

Error tooMuch(const QString& detail)
{
  return Error{
      Error::Kind::BadInput, {}, detail + u" If you trust its origin, raise the limit for this import."_s};
}

} // namespace

PathKey pathKey(QByteArrayView bytes)
{
  static const std::array<size_t, 2> seeds = {QRandomGenerator::system()->generate64(),
                                              QRandomGenerator::system()->generate64()};
  const auto length = static_cast<size_t>(bytes.size());
  return {{qHashBits(bytes.data(), length, seeds[0]), qHashBits(bytes.data(), length, seeds[1])}};
}

Error differentTwice(const MemberName& name)
{
  return Error{
      Error::Kind::BadInput, shownName(name.utf8),
      u"The archive holds this file twice with different content, and nothing says which one is meant. "
      "Pack the course again without one of them."_s};
}

MemberGate::MemberGate(ArchiveSink& sink, const ArchiveLimits& limits, Progress& progress, qint64 packedSize)
    : m_sink(sink), m_limits(limits), m_progress(progress), m_packedSize(packedSize)
{}

Error MemberGate::refusal(const QString& detail) const
{
  return Error{Error::Kind::BadInput, shownName(m_entry.path.toUtf8()), detail};
}

Result<Unit> MemberGate::begin(const RawMember& member)
{
  m_isPassed = false;
  m_isAgain = false;
  m_entryBytes = 0;
  m_crc = 0;
  if (++m_entries > m_limits.entries)
    return tooMuch(u"The archive has more than %1 members, which is the limit."_s.arg(m_limits.entries));
  if (isPassedOver(member.name, m_limits))
    return Unit{};
  SCRIPTORIUM_TRY_ASSIGN(const MemberName name, memberName(member.name, m_limits));
  const bool isLegacy = !member.name.isValidUtf8();
  const bool isFile = member.kind == ArchiveEntry::Kind::File;
  m_entry = {member.kind, name.path, {}, member.size, isFile && member.isExecutable, isLegacy};
  if (member.size > m_limits.entryBytes)
    return tooMuch(u"It says it has %1; the limit for one file is %2."_s.arg(size(member.size),
                                                                             size(m_limits.entryBytes)))
        .in(shownName(name.utf8));
  if (name.utf8.isEmpty()) {
    if (member.kind == ArchiveEntry::Kind::Folder)
      return Unit{};
    return refusal(u"A file or link stands in the place of the archive's top folder."_s).in(u"."_s);
  }
  noteName(name, isLegacy);
  if (member.isHardLink)
    return deferHardLink(member, name);
  return admit(member, name);
}

Result<Unit> MemberGate::admit(const RawMember& member, const MemberName& name)
{
  SCRIPTORIUM_TRY(checkParents(name));
  bool isRefused = false;
  if (member.kind == ArchiveEntry::Kind::Link) {
    SCRIPTORIUM_TRY_ASSIGN(const bool isGood, checkLink(member, name));
    isRefused = !isGood;
  }
  m_key = pathKey(name.utf8);
  const auto found = m_records.find(m_key);
  if (found != m_records.end() && found->known == Known::HardLink &&
      member.kind == ArchiveEntry::Kind::File && m_hardLinked.remove(m_key))
  {
    found->known = Known::File; // the file it names
    m_isPassed = true;
  } else if (found != m_records.end()) {
    SCRIPTORIUM_TRY(meetAgain(*found));
  } else {
    const auto known = member.kind == ArchiveEntry::Kind::Folder ? Known::Folder
                       : member.kind == ArchiveEntry::Kind::Link ? Known::Link
                                                                 : Known::File;
    m_records.insert(m_key, {pathKey(m_entry.linkTarget.toUtf8()).bits[0], known});
    rememberFolding(name, m_key);
    m_isPassed = true;
  }
  if (!m_isPassed)
    return Unit{};
  if (isRefused) {
    m_isPassed = false;
    return Unit{};
  }
  noteMember(name);
  m_files += member.kind == ArchiveEntry::Kind::File ? 1 : 0;
  return m_sink.begin(m_entry);
}

Result<Unit> MemberGate::checkParents(const MemberName& name)
{
  const qsizetype slash = name.utf8.lastIndexOf('/');
  if (slash < 0 || QByteArrayView(name.utf8).first(slash) == m_checkedParent)
    return Unit{};
  for (qsizetype at = name.utf8.indexOf('/'); at >= 0; at = name.utf8.indexOf('/', at + 1)) {
    MemberName parent{name.utf8.first(at), {}};
    const PathKey key = pathKey(parent.utf8);
    const auto found = m_records.constFind(key);
    if (found == m_records.constEnd()) {
      m_records.insert(key, {0, Known::ImpliedFolder});
      parent.path = QString::fromUtf8(parent.utf8);
      rememberFolding(parent, key);
    } else if (found->known == Known::File || found->known == Known::Link) {
      return refusal(
          u"It lies below \"%1\", which the archive also holds as a %2: the archive is unsafe and was "
          "not read."_s.arg(shownName(parent.utf8), found->known == Known::Link ? u"link"_s : u"file"_s));
    }
  }
  m_checkedParent = name.utf8.first(slash);
  return Unit{};
}

/// `record` is of an earlier member with the path of m_entry.
Result<Unit> MemberGate::meetAgain(Record& record)
{
  const auto kind = m_entry.kind;
  if (kind == ArchiveEntry::Kind::Folder && record.known == Known::ImpliedFolder) {
    record.known = Known::Folder;
    m_isPassed = true;
    return Unit{};
  }
  if (kind == ArchiveEntry::Kind::Folder && record.known == Known::Folder)
    return Unit{};
  if (kind == ArchiveEntry::Kind::File && record.known == Known::File) {
    m_isAgain = true;
    return Unit{};
  }
  if (kind == ArchiveEntry::Kind::Link && record.known == Known::Link &&
      record.digest == pathKey(m_entry.linkTarget.toUtf8()).bits[0])
    return Unit{};
  return refusal(
      u"The archive holds this name twice, as different things. Pack the course again without one of "
      "them."_s);
}

/// Judges it as Python's tarfile does: it names a file that came before, from the archive's top.
Result<Unit> MemberGate::deferHardLink(const RawMember& member, const MemberName& name)
{
  SCRIPTORIUM_TRY(checkParents(name));
  const auto target = memberName(member.linkTarget, m_limits);
  if (!target)
    return target.error().in(shownName(name.utf8) + u" links to"_s);
  const PathKey own = pathKey(name.utf8);
  PathKey named = pathKey(target->utf8);
  named = m_hardLinked.value(named, named);
  const auto file = m_records.constFind(named);
  if (file == m_records.cend() || file->known != Known::File)
    return refusal(u"It is a hard link to \"%1\", and no file of that name stands before it in the archive. "
                   u"Put a copy of "
                   "the file in its place."_s.arg(shownName(target->utf8)));
  const auto found = m_records.constFind(own);
  if (found != m_records.cend())
    return found->known == Known::HardLink && m_hardLinked.value(own) == named
               ? Result<Unit>(Unit{})
               : refusal(
                     u"The archive holds this name twice, as different things. Pack the course again without "
                     "one of them."_s);
  m_records.insert(own, {0, Known::HardLink});
  rememberFolding(name, own);
  m_hardLinked.insert(own, named);
  m_hardLinks[named].append({member.name.toByteArray(), member.isExecutable});
  --m_entries; // counted when its file comes
  note(u"hard-link"_s, Finding::Severity::Info,
       u"\"%1\" is a hard link to \"%2\": it was read as a file of its own with the same content."_s.arg(
           shownName(name.utf8), shownName(target->utf8)),
       u"Nothing needs to be done."_s, name.path);
  return Unit{};
}

QList<HardLink> MemberGate::takeHardLinks(const PathKey& target, qint64 most)
{
  const auto found = m_hardLinks.find(target);
  if (found == m_hardLinks.end())
    return {};
  QList<HardLink> taken = found->first(std::min<qsizetype>(found->size(), most));
  found->remove(0, taken.size());
  if (found->isEmpty())
    m_hardLinks.erase(found);
  return taken;
}

/// False for one that leaves its folder.
Result<bool> MemberGate::checkLink(const RawMember& member, const MemberName& name)
{
  const QByteArrayView target = member.linkTarget;
  if (target.size() > m_limits.pathBytes)
    return refusal(
        u"The link's target has %1 bytes; the limit is %2."_s.arg(target.size()).arg(m_limits.pathBytes));
  if (!staysInFolder(target)) {
    if (!m_refusedLink)
      m_refusedLink =
          refusal(
              u"A link to \"%1\" leaves the folder that holds it: the archive is unsafe and was not read, as "
              "Studio would refuse it too. Put a copy of the file in its place."_s.arg(
                  shownName(member.linkTarget)))
              .because("unsafe-link"_L1, {m_entry.path, shownName(member.linkTarget)});
    return false;
  }
  // The rules for names hold for targets too, but for ".." that stays inside.
  const auto parts = target.toByteArray().split('/');
  for (const auto& part : parts) {
    if (part.isEmpty() || part == "..")
      continue;
    const auto clean = cleanMemberName(part, m_limits);
    if (!clean)
      return clean.error().in(shownName(name.utf8) + u" links to"_s);
  }
  m_entry.linkTarget = QString::fromUtf8(target);
  m_entry.size = 0;
  return true;
}

void MemberGate::rememberFolding(const MemberName& name, const PathKey& key)
{
  const PathKey folded = pathKey(foldedName(name));
  const auto first = m_folded.constFind(folded);
  if (first == m_folded.constEnd()) {
    m_folded.insert(folded, key);
    return;
  }
  if (*first == key)
    return;
  note(u"names-collide"_s, Finding::Severity::Warning,
       u"Another name in the archive differs from \"%1\" only by upper and lower case or by the form of its "
       "accents. Both are kept, but Windows and macOS can hold only one of them."_s.arg(shownName(name.utf8)),
       u"Rename one of the two to make the course portable."_s, name.path);
}

void MemberGate::noteName(const MemberName& name, bool isLegacy)
{
  if (isMacNoise(name.utf8))
    ++m_macNoise;
  if (isLegacy)
    note(u"name-not-utf8"_s, Finding::Severity::Warning,
         u"The name of this file is not UTF-8; it was read as %1. Studio leaves such files of a tar out, and "
         u"gives those of a zip another name."_s.arg(encodingName(m_limits.names)),
         u"Rename the file here: then its name is written in UTF-8."_s, name.path);
  if (isDeceptive(name.path))
    note(u"name-deceptive"_s, Finding::Severity::Warning,
         u"The name \"%1\" holds characters that are not seen or turn the writing direction (shown as "
         u"\\u{…}). It "
         "is kept as it is, as Studio keeps it."_s.arg(shownName(name.utf8)),
         u"Rename the file, and look whether it is what it seems to be."_s, name.path);
}

void MemberGate::noteMember(const MemberName& name)
{
  const QString problem = portabilityProblem(name.path);
  if (!problem.isEmpty())
    note(u"name-not-portable"_s, Finding::Severity::Info,
         u"The name \"%1\" is not portable: Windows does not allow %2. It is kept as it is."_s.arg(
             shownName(name.utf8), problem),
         u"Rename the file if the course has to be unpacked on Windows."_s, name.path);
  if (m_entry.kind == ArchiveEntry::Kind::Link)
    note(u"link-kept"_s, Finding::Severity::Info,
         u"\"%1\" is a link to \"%2\". Studio reads what it points to, and so does Scriptorium; the link is "
         "kept."_s.arg(shownName(name.utf8), shownName(m_entry.linkTarget.toUtf8())),
         u"Nothing needs to be done."_s, name.path);
}

void MemberGate::foreignBytes(qint64 offset, qint64 bytes, bool isTar)
{
  const QString what = isTar ? u"what looks like one more archive"_s : u"bytes that are none of its files"_s;
  note(u"bytes-behind-end"_s, isTar ? Finding::Severity::Error : Finding::Severity::Warning,
       u"Behind the end of the archive, at byte %1 of its unpacked content, follows %2 (%3). Studio and tar "
       u"programs pass over it, and so did we."_s.arg(offset)
           .arg(what, size(bytes)),
       isTar ? u"Look whether files are missing: the archive may be damaged or put together of several."_s
             : u"Export the course again to be rid of it."_s,
       {});
}

Result<Unit> MemberGate::data(QByteArrayView piece)
{
  m_entryBytes += piece.size();
  if (m_entryBytes > m_limits.entryBytes)
    return tooMuch(u"It has more than %1, which is the limit for one file."_s.arg(size(m_limits.entryBytes)))
        .in(shownName(m_entry.path.toUtf8()));
  SCRIPTORIUM_TRY(count(piece.size()));
  m_crc = libdeflate_crc32(m_crc, piece.data(), static_cast<size_t>(piece.size()));
  if (m_isPassed)
    SCRIPTORIUM_TRY(m_sink.data(piece));
  return Unit{};
}

Result<Unit> MemberGate::end()
{
  if (m_isAgain)
    return endAgain();
  if (!m_isPassed)
    return Unit{};
  if (m_entry.kind == ArchiveEntry::Kind::File)
    m_records[m_key].digest = (static_cast<quint64>(m_entryBytes) << 32) ^ m_crc;
  return m_sink.end();
}

Result<Unit> MemberGate::endAgain()
{
  if (m_records[m_key].digest != ((static_cast<quint64>(m_entryBytes) << 32) ^ m_crc))
    return differentTwice({m_entry.path.toUtf8(), m_entry.path});
  m_lookAlikes.insert(m_key);
  note(u"duplicate-member"_s, Finding::Severity::Warning,
       u"The archive holds \"%1\" more than once with the same content. It is taken once."_s.arg(
           shownName(m_entry.path.toUtf8())),
       u"Nothing needs to be done."_s, m_entry.path);
  return Unit{};
}

Result<Unit> MemberGate::count(qint64 bytes)
{
  m_unpacked += bytes;
  if (m_unpacked > m_limits.unpackedBytes)
    return tooMuch(
        u"The archive unpacks to more than %1, which is the limit."_s.arg(size(m_limits.unpackedBytes)));
  if (m_packedSize > 0 && m_unpacked > kRatioFrom && m_unpacked / m_limits.ratio > m_packedSize)
    return tooMuch(
        u"The archive unpacks to more than %1 times its size, which is the limit and no course does."_s.arg(
            m_limits.ratio));
  return Unit{};
}

Result<Unit> MemberGate::progress(qint64 packedBytes)
{
  return m_progress.report(packedBytes, m_packedSize);
}

void MemberGate::note(const QString& rule, Finding::Severity severity, const QString& message,
                      const QString& advice, const QString& file)
{
  if (++m_perRule[rule] > kShownPerRule)
    return;
  m_findings.append(Finding{severity, rule, message, advice, Place{file, 0, {}, {}, {}}});
}

Findings MemberGate::takeFindings()
{
  if (m_macNoise > 0)
    note(
        u"mac-noise"_s, Finding::Severity::Info,
        u"%1 members that macOS added (\"._…\", \"__MACOSX\") are kept as they are; Studio passes over them."_s
            .arg(m_macNoise),
        u"Nothing needs to be done."_s, {});
  for (auto rule = m_perRule.cbegin(); rule != m_perRule.cend(); ++rule)
    if (rule.value() > kShownPerRule)
      m_findings.append(Finding{Finding::Severity::Warning,
                                rule.key(),
                                u"The same holds for %1 more members."_s.arg(rule.value() - kShownPerRule),
                                u"See the first ones."_s,
                                {}});
  return std::exchange(m_findings, {});
}

} // namespace scriptorium
