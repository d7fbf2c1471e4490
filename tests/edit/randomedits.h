#pragma once

#include "session/coursesession.h"

#include <QRandomGenerator>
#include <QStringList>

namespace scriptorium::testing {

/// Does random things to a course, the same ones for the same seed, and checks after each that the course is
/// whole. `run`, `undo` and `redo` give the first thing that was wrong, or nothing.
class RandomEdits
{
public:
  RandomEdits(CourseSession& session, quint32 seed);

  QString run(int steps);
  /// Takes steps back (does them again) until `to` of them stand; each must lead to the state it came from.
  QString undo(qsizetype to);
  QString redo(qsizetype to);
  /// How many steps stand, and how many there are.
  qsizetype position() const { return m_position; }
  qsizetype count() const { return m_states.size() - 1; }
  /// How often each kind of step succeeded, for a look at what the test really does.
  QString summary() const;

private:
  QString step();
  QString stepOf(const QString& kind);
  QString check(const QString& what);
  Result<Unit> act(Edit& edit, const QString& kind);
  Result<Unit> actOnBlock(Edit& edit, const QString& kind);
  Result<Unit> actOnFile(Edit& edit, const QString& kind);
  Result<Unit> startDraft(Edit& edit);
  Result<Unit> restoreSome(Edit& edit);
  BlockId anyBlock();
  BlockId anyContainer();
  /// One that Studio lets hold the block, mostly.
  BlockId containerFor(BlockId block);
  QString anyFile();
  bool isSmall(BlockId block) const;
  QByteArray anyBody(const QString& type);
  quint32 number(quint32 below) { return m_random.bounded(below); }

  CourseSession& m_session;
  QRandomGenerator m_random;
  QList<BlockId> m_blocks; ///< without the course itself
  QList<BlockId> m_containers;
  QList<Sha256> m_states; ///< of the course, by number of steps that stand
  qsizetype m_position = 0;
  bool m_wasUndo = false;
  QHash<QString, int> m_counts;
};

/// How many steps a test shall do: SCRIPTORIUM_RANDOM_STEPS, or `usual`.
int randomSteps(int usual);

} // namespace scriptorium::testing
