#pragma once

#include "base/progress.h"
#include "checks/rules.h"
#include "model/blocktype.h"
#include "model/changeset.h"
#include "model/courseview.h"

#include <QHash>

#include <memory>

namespace scriptorium::checks {

/// What the rules say of one course, kept up to date as it changes. During a `run` or an `update` the view
/// must be one state: hold `CourseStore::snapshot`. One thread at a time: beside a window, give it a thread
/// and a read-only store of its own.
class CourseChecks
{
public:
  struct Options
  {
    /// Whether the rules about problems are asked too: they load and answer every problem (0.2 ms each, those
    /// with scripts some ms); `run` does that on several threads beside its own.
    bool withProblems = true;
    QStringList rules = {};     ///< ids of the only rules to ask; empty: all
    QList<BlockId> blocks = {}; ///< the only blocks to look at, and nothing of the course; empty: all of it
  };

  /// Both must outlive it.
  CourseChecks(const CourseView& course, const BlockTypes& types, Options options);
  ~CourseChecks();
  CourseChecks(const CourseChecks&) = delete;
  CourseChecks& operator=(const CourseChecks&) = delete;

  /// Asks every rule about the whole course. Errors: Io; Cancelled. Afterwards, and after an error, the
  /// findings are those of what was looked at.
  Result<Unit> run(Progress& progress);
  /// After `run`: asks again about what `changes` touched. Gives the blocks whose findings are others now (an
  /// id that is not valid stands for the course). Costs what the changed blocks cost; rules about the whole
  /// course are asked only when what they read changed. Errors: Io.
  Result<QList<BlockId>> update(const ChangeSet& changes);

  /// The findings about one block; with an id that is not valid those about the course and its files.
  Findings findings(BlockId block) const;
  /// All of them by block, none left out; what is of no block under an id that is not valid.
  QHash<BlockId, Findings> byBlock() const;
  /// All of them: blocks in the order of their ids, then the course.
  Findings all() const;

private:
  struct Private;
  std::unique_ptr<Private> d;
};

} // namespace scriptorium::checks
