#pragma once

#include "checks/problemundertest.h"
#include "store/coursestore.h"

#include <QHash>
#include <QStringList>

#include <memory>

namespace scriptorium::capa {
class ScriptRunner;
}

namespace scriptorium::cli {

/// The problems of an opened course, ready for the engine, with the course's Python library and files. One
/// thread; the store must outlive it.
class CourseProblems
{
public:
  /// `references`: which blocks, with everything below them; empty: all problems of the course. Errors: those
  /// of findBlock; Io.
  static Result<CourseProblems> of(const CourseStore& store, const QStringList& references);
  ~CourseProblems();
  CourseProblems(CourseProblems&&) noexcept;

  /// In outline order.
  const QList<BlockId>& ids() const { return m_ids; }
  Result<checks::ProblemUnderTest> open(BlockId id) const;

private:
  CourseProblems(const CourseStore& store, QList<BlockId> ids);
  Place placeOf(const Block& block, const BlockVersion& version) const;

  const CourseStore& m_store;
  QList<BlockId> m_ids;
  QHash<qint64, QString> m_sources;
  std::unique_ptr<capa::ScriptRunner> m_scripts;
};

} // namespace scriptorium::cli
