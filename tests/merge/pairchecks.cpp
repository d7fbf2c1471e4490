#include "merge/pairchecks.h"

#include "merge/mergecourses.h"

#include <QSet>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::testing {
namespace {

QString nameOf(const merge::Conflict& conflict)
{
  return conflict.type + u'/' + conflict.urlName;
}

QString shown(const QList<merge::Conflict>& conflicts)
{
  QStringList lines;
  for (const auto& conflict : conflicts)
    lines.append(nameOf(conflict) + u' ' + conflict.part);
  return lines.join(u", "_s);
}

std::optional<QString> field(const MemoryCourse& course, const QString& name, const QString& field)
{
  const auto version = course.version(course.named(name));
  return version ? version->fields.value(field) : std::nullopt;
}

QByteArray body(const MemoryCourse& course, const QString& name)
{
  const auto version = course.version(course.named(name));
  return version && version->body.isValid() ? course.blob(version->body).value() : QByteArray();
}

QString parent(const MemoryCourse& course, const QString& name)
{
  return course.nameOf(course.block(course.named(name)).value().parent);
}

bool has(const MemoryCourse& course, const QString& name)
{
  return course.named(name).isValid();
}

} // namespace

Result<merge::MergeResult> PairChecks::merged(const MemoryCourse& base, const MemoryCourse& ours,
                                              const MemoryCourse& theirs) const
{
  Progress progress;
  return mergeCourses(base, ours, theirs, m_types, {}, progress);
}

/// merge(b,x,b) = merge(b,b,x) = merge(b,x,x) = x
QString PairChecks::checkSame(const MemoryCourse& side) const
{
  for (const MemoryCourse* other : {&m_base, &side}) {
    const auto done = merged(m_base, side, *other);
    if (!done)
      return done.error().toString();
    if (!done->blocks.isEmpty() || !done->conflicts.isEmpty())
      return u"a side merged with %1 is not itself: %2 blocks, e.g. %3, conflicts %4"_s
          .arg(other == &side ? u"itself"_s : u"the base"_s)
          .arg(done->blocks.size())
          .arg(done->blocks.isEmpty() ? QString() : done->blocks[0].type + u'/' + done->blocks[0].urlName,
               shown(done->conflicts));
  }
  const auto done = merged(m_base, m_base, side);
  MemoryCourse result = m_base;
  const MemoryCourse* const sides[] = {&m_base, &m_base, &side};
  result.apply(*done, sides);
  if (!done->conflicts.isEmpty() || result.hashes() != side.hashes())
    return u"the base merged with a side is not that side; conflicts: "_s + shown(done->conflicts);
  return {};
}

QString PairChecks::checkMirror(const merge::MergeResult& result, const merge::MergeResult& mirrored) const
{
  QList<merge::Conflict> turned = mirrored.conflicts;
  for (auto& conflict : turned)
    std::swap(conflict.mine, conflict.theirs);
  return turned == result.conflicts
             ? QString()
             : u"conflicts are not mirrored: %1 / %2"_s.arg(shown(result.conflicts), shown(turned));
}

QString PairChecks::checkBlock(const MemoryCourse& result, const QSet<QString>& disputed, const QString& name,
                               const MemoryCourse& side, const MemoryCourse& other) const
{
  if (side.hasSame(m_base, name))
    return {};
  const auto isDisputed = [&](const QString& part) { return disputed.contains(name + u' ' + part); };
  if (!has(side, name))
    return !has(m_base, name) || !has(result, name) || isDisputed(u"existence"_s) ||
                   disputed.contains(u"existence"_s)
               ? QString()
               : u"a deletion is lost"_s;
  if (!has(result, name)) {
    const bool isChange =
        !has(m_base, name) || body(side, name) != body(m_base, name) ||
        side.version(side.named(name))->fields != m_base.version(m_base.named(name))->fields;
    return isChange && !isDisputed(u"existence"_s) ? u"it is gone with its change"_s : QString();
  }
  const QString file = kFileType.toString() + u'/';
  if (name.startsWith(file)) {
    const bool isOne = has(other, name) && body(other, name) == body(m_base, name);
    const bool isThere = body(side, name) == body(m_base, name) || isDisputed(u"content"_s) ||
                         isDisputed(u"existence"_s) ||
                         (isOne ? body(result, name) == body(side, name) : has(other, name));
    return isThere ? QString() : u"a change of a file is lost"_s;
  }
  for (const QString& each : {u"display_name"_s, u"weight"_s, u"due"_s}) {
    const bool isChanged = field(side, name, each) != field(m_base, name, each);
    if (isChanged && field(result, name, each) != field(side, name, each) && !isDisputed(each))
      return u"a change of %1 is lost"_s.arg(each);
  }
  if (has(m_base, name) && parent(side, name) != parent(m_base, name) &&
      parent(result, name) != parent(side, name) && !isDisputed(u"place"_s) &&
      !disputed.contains(parent(side, name) + u" existence"_s))
    return u"a move is lost"_s;
  const QList<QByteArray> before = body(m_base, name).split('\n');
  const QList<QByteArray> now = body(result, name).split('\n');
  for (const QByteArray& line : body(side, name).split('\n'))
    if (!before.contains(line) && !now.contains(line) && !isDisputed(u"body"_s))
      return u"a line of the body is lost"_s;
  return {};
}

QString PairChecks::checkNothingLost(const MemoryCourse& result, const QList<merge::Conflict>& conflicts,
                                     const MemoryCourse& side, const MemoryCourse& other) const
{
  QSet<QString> disputed;
  for (const auto& conflict : conflicts) {
    disputed.insert(nameOf(conflict) + u' ' + conflict.part);
    disputed.insert(conflict.part);
  }
  const QStringList all = side.names() + m_base.names();
  for (const QString& name : all)
    if (const QString wrong = checkBlock(result, disputed, name, side, other); !wrong.isEmpty())
      return name + u": "_s + wrong;
  return {};
}

QString PairChecks::run(quint32 seed)
{
  QRandomGenerator random(seed);
  MemoryCourse ours = m_base;
  MemoryCourse theirs = m_base;
  const quint32 many = seed % 20 == 0 ? 60 : 8;
  for (quint32 i = random.bounded(many) + 1; i > 0; --i)
    ours.change(random);
  for (quint32 i = random.bounded(many) + 1; i > 0; --i)
    theirs.change(random);
  if (const QString wrong = ours.fault() + theirs.fault(); !wrong.isEmpty())
    return u"a side is no course: "_s + wrong;
  for (const MemoryCourse* side : {&ours, &theirs})
    if (const QString wrong = checkSame(*side); !wrong.isEmpty())
      return wrong;
  const auto done = merged(m_base, ours, theirs);
  const auto mirrored = merged(m_base, theirs, ours);
  if (!done || !mirrored)
    return (done ? mirrored : done).error().toString();
  if (const QString wrong = checkMirror(*done, *mirrored); !wrong.isEmpty())
    return wrong;
  ++(done->conflicts.isEmpty() ? m_clean : m_disputed);
  MemoryCourse result = ours;
  const MemoryCourse* const sides[] = {&m_base, &ours, &theirs};
  result.apply(*done, sides);
  MemoryCourse turned = theirs;
  const MemoryCourse* const turnedSides[] = {&m_base, &theirs, &ours};
  turned.apply(*mirrored, turnedSides);
  if (const QString wrong = result.fault(); !wrong.isEmpty())
    return u"the result is no course: "_s + wrong;
  const auto hashes = result.hashes();
  const auto turnedHashes = turned.hashes();
  for (auto it = hashes.cbegin(); it != hashes.cend(); ++it)
    if (turnedHashes.value(it.key()) != *it)
      return u"the mirrored result has another %1: %2 / %3; conflicts: %4"_s.arg(
          it.key(), result.shown(it.key()), turned.shown(it.key()), shown(done->conflicts));
  if (hashes.size() != turnedHashes.size())
    return u"the mirrored result has other blocks"_s;
  const QString lost = checkNothingLost(result, done->conflicts, ours, theirs);
  return lost.isEmpty() ? checkNothingLost(result, done->conflicts, theirs, ours) : lost;
}

} // namespace scriptorium::testing
