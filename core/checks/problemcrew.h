#pragma once

#include "checks/problemundertest.h"
#include "grading/scripts/scriptrunner.h"
#include "render/courseproblems.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace scriptorium::checks {

/// How many threads look at problems beside the one that reads the course.
inline unsigned crewSize()
{
  return std::clamp(std::thread::hardware_concurrency(), 1U, 4U);
}

/// Looks at problems on threads of its own, with a sandbox each once a script is met, while the
/// thread that made it goes on reading the course. Gives the answers in the order of the problems. Memory:
/// some dozens of problems. Made, filled and emptied on one thread.
template <typename Answer>
class ProblemCrew
{
public:
  using Examine = std::function<Answer(ProblemUnderTest& problem)>;

  /// `examine` is called on the threads of the crew, several at a time. `engine` must outlive it.
  ProblemCrew(const render::CourseProblems& engine, Examine examine)
      : m_engine(engine), m_examine(std::move(examine))
  {
    for (unsigned i = 0; i < crewSize(); ++i)
      m_threads.emplace_back([this] { work(); });
  }
  ~ProblemCrew()
  {
    {
      const std::lock_guard lock(m_mutex);
      m_isOver = true;
    }
    m_hasJobs.notify_all();
    for (auto& thread : m_threads)
      thread.join();
  }
  ProblemCrew(const ProblemCrew&) = delete;
  ProblemCrew& operator=(const ProblemCrew&) = delete;

  /// Waits while too many are waiting.
  void add(const render::CourseProblem& problem, const Place& place)
  {
    if (render::CourseProblems::readsCourse(problem.olx)) { // which only this thread may
      ProblemUnderTest underTest(problem.olx, place, problem.surroundings);
      give(m_added++, m_examine(underTest));
      return;
    }
    std::unique_lock lock(m_mutex);
    if (m_jobs.size() >= kMostWaiting) // then for room for many, not for each
      m_hasRoom.wait(lock, [this] { return m_jobs.size() <= kMostWaiting / 2; });
    m_jobs.push_back({m_added++, problem.olx, place});
    lock.unlock();
    m_hasJobs.notify_one();
  }

  /// The next answer if it is there.
  std::optional<Answer> next()
  {
    const std::lock_guard lock(m_mutex);
    return takeNext();
  }
  /// Waits for the next answer; nothing once all were taken.
  std::optional<Answer> waitForNext()
  {
    std::unique_lock lock(m_mutex);
    m_hasAnswer.wait(lock, [this] { return m_taken == m_added || m_answers.contains(m_taken); });
    return takeNext();
  }

private:
  static constexpr size_t kMostWaiting = 64;

  struct Job
  {
    qsizetype number = 0;
    QByteArray olx;
    Place place;
  };

  std::optional<Answer> takeNext()
  {
    auto found = m_answers.extract(m_taken);
    if (found.empty())
      return std::nullopt;
    ++m_taken;
    return std::move(found.mapped());
  }

  void give(qsizetype number, Answer answer)
  {
    bool isNext = false;
    {
      const std::lock_guard lock(m_mutex);
      m_answers.emplace(number, std::move(answer));
      isNext = number == m_taken;
    }
    if (isNext)
      m_hasAnswer.notify_one();
  }

  void work()
  {
    const auto scripts = m_engine.newRunner();
    for (;;) {
      std::unique_lock lock(m_mutex);
      m_hasJobs.wait(lock, [this] { return m_isOver || !m_jobs.empty(); });
      if (m_isOver)
        return;
      const Job job = std::move(m_jobs.front());
      m_jobs.pop_front();
      const bool hasRoom = m_jobs.size() == kMostWaiting / 2;
      lock.unlock();
      if (hasRoom)
        m_hasRoom.notify_one();
      capa::ProblemSurroundings around;
      around.scripts = scripts.get();
      ProblemUnderTest underTest(job.olx, job.place, around);
      give(job.number, m_examine(underTest));
    }
  }

  const render::CourseProblems& m_engine;
  const Examine m_examine;
  std::mutex m_mutex;
  std::condition_variable m_hasJobs;   ///< for the crew
  std::condition_variable m_hasRoom;   ///< for who adds
  std::condition_variable m_hasAnswer; ///< for who takes
  std::deque<Job> m_jobs;
  std::map<qsizetype, Answer> m_answers; ///< not taken yet
  qsizetype m_added = 0;                 ///< by the one thread
  qsizetype m_taken = 0;
  bool m_isOver = false;
  std::vector<std::thread> m_threads;
};

} // namespace scriptorium::checks
