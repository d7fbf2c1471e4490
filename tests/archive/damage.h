#pragma once

#include "archive/members.h"
#include "base/atomicfile.h"

#include <QFile>
#include <QRandomGenerator>
#include <QString>

namespace scriptorium::testing {

/// Names and bytes alone: a zip has no checksum over the executable bit.
inline Members withoutModes(Members members)
{
  for (auto& member : members)
    member.isExecutable = false;
  return members;
}

/// What became of many damaged copies of one archive.
struct DamageCount
{
  qint64 tried = 0;
  qint64 refused = 0;
  qint64 harmless = 0; ///< read, with every member as it was
  qint64 changed = 0;  ///< read with other content: must not happen
  QString firstChange;
  QString badMessage; ///< of an error that is not BadInput, or that says nothing

  void add(const Result<Members>& result, const Members& intact, const QString& what)
  {
    ++tried;
    if (!result) {
      ++refused;
      const bool isClear =
          result.error().kind == Error::Kind::BadInput && result.error().detail.endsWith(u'.');
      if (!isClear)
        badMessage = QStringLiteral("%1: %2").arg(what, result.error().toString());
    } else if (withoutModes(*result) == withoutModes(intact)) {
      ++harmless;
    } else {
      ++changed;
      if (firstChange.isEmpty())
        firstChange = what;
    }
  }
};

/// A few members of every kind, about `bytes` when packed.
inline Members damageSample(qint64 bytes)
{
  QRandomGenerator random(7);
  Members members = {{ArchiveEntry::Kind::Folder, QStringLiteral("course"), {}, false},
                     {ArchiveEntry::Kind::File, QStringLiteral("course/empty.xml"), {}, false},
                     {ArchiveEntry::Kind::File, QStringLiteral("course/\u00e9t\u00e9.xml"), "<html/>", true}};
  for (int i = 0; i < 8; ++i) {
    QByteArray noise(bytes / 8, '\0');
    for (auto& c : noise)
      c = static_cast<char>('a' + random.bounded(26));
    members.append({ArchiveEntry::Kind::File, QStringLiteral("course/html/%1.html").arg(i), noise, false});
  }
  return members;
}

/// Cuts the file at every `step`th byte, from its end to its start.
inline DamageCount cutEverywhere(const QString& path, qint64 step)
{
  DamageCount count;
  const auto intact = membersOf(path);
  QFile file(path);
  if (!intact || !file.open(QIODevice::ReadWrite))
    return count;
  for (qint64 size = file.size() - 1; size >= 0; size -= step) {
    file.resize(size);
    count.add(membersOf(path), *intact, QStringLiteral("cut at %1").arg(size));
  }
  return count;
}

/// Flips one random bit at a time.
inline DamageCount flipBits(const QString& path, int times)
{
  DamageCount count;
  const auto intact = membersOf(path);
  QFile file(path);
  if (!intact || !file.open(QIODevice::ReadWrite | QIODevice::Unbuffered))
    return count;
  QRandomGenerator random(42);
  for (int i = 0; i < times; ++i) {
    const auto at = static_cast<qint64>(random.bounded(static_cast<quint64>(file.size())));
    const int bit = random.bounded(8);
    char byte = 0;
    file.seek(at);
    file.read(&byte, 1);
    const char damaged = static_cast<char>(byte ^ (1 << bit));
    file.seek(at);
    file.write(&damaged, 1);
    count.add(membersOf(path), *intact, QStringLiteral("bit %1 of byte %2").arg(bit).arg(at));
    file.seek(at);
    file.write(&byte, 1);
  }
  return count;
}

} // namespace scriptorium::testing
