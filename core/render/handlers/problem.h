#pragma once

#include "grading/block/problemblock.h"
#include "render/web/visit.h"

namespace scriptorium::render {

/// The problem of a node for the visit's learner, ready to show and to be posted to. `clock` must outlive it.
/// Errors: those of `CourseProblems::open`.
Result<std::unique_ptr<capa::ProblemBlock>> problemOf(const Visit& visit, int node, const Clock& clock);

/// Keeps what the learner's problem has become, and its score when one was published.
void keepProblem(const Visit& visit, int node, const capa::ProblemBlock& block,
                 const capa::BlockReply& reply);

/// Tells who follows what the LMS would log of it.
void tellProblem(const Visit& visit, int node, const capa::BlockReply& reply);

/// The visit's moment as a clock.
class VisitClock final : public Clock
{
public:
  explicit VisitClock(const Visit& visit) : m_now(visit.now) {}
  Timestamp now() const override { return m_now; }

private:
  Timestamp m_now;
};

} // namespace scriptorium::render
