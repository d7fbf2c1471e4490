#include "grading/scripts/scriptpool.h"

#include <algorithm>
#include <condition_variable>
#include <iterator>
#include <thread>

namespace scriptorium::capa {

namespace {

constexpr std::chrono::milliseconds kQuick(500);
constexpr qsizetype kMostKnown = 10'000;

int usualSize()
{
  return std::clamp(2 * static_cast<int>(std::thread::hardware_concurrency()), 4, 8);
}

} // namespace

/// A thread that wants a sandbox.
struct ScriptPool::Waiter
{
  size_t script = 0;
  bool isAdmitted = false;
  std::condition_variable admitted;
};

ScriptPool::ScriptPool(SandboxOptions options, int most)
    : m_options(std::move(options)), m_most(most > 0 ? most : usualSize()),
      m_memory(std::make_shared<AnswerMemory>())
{}

ScriptPool::~ScriptPool() = default;

ScriptAnswer ScriptPool::run(const ScriptRequest& request)
{
  if (request.mayRepeat)
    if (auto known = m_memory->recall(frameOf(request)))
      return *std::move(known);
  const size_t script = qHash(request.code);
  const auto came = Clock::now();
  auto runner = take(script, request.series);
  const auto begun = Clock::now();
  ScriptAnswer answer = runner->run(request);
  const auto ended = Clock::now();
  giveBack({std::move(runner), ended, request.series}, script, ended - begun < kQuick);
  answer.waited += begun - came;
  return answer;
}

std::unique_ptr<SandboxRunner> ScriptPool::take(size_t script, quint64 series)
{
  {
    std::unique_lock lock(m_mutex);
    Waiter self;
    self.script = script;
    m_waiting.push_back(&self);
    admit();
    self.admitted.wait(lock, [&self] { return self.isAdmitted; });
    if (!m_idle.empty())
      return takeIdle(series);
  }
  return std::make_unique<SandboxRunner>(m_options, m_memory);
}

/// A series goes on where it was; where one begins, the others should be able to.
std::unique_ptr<SandboxRunner> ScriptPool::takeIdle(quint64 series)
{
  auto found = std::prev(m_idle.end());
  if (series != 0) {
    const auto own = std::ranges::find(m_idle, series, &Idle::series);
    found = own != m_idle.end() ? own : m_idle.begin();
  }
  auto runner = std::move(found->runner);
  m_idle.erase(found);
  return runner;
}

void ScriptPool::giveBack(Idle idle, size_t script, bool wasQuick)
{
  {
    const std::lock_guard lock(m_mutex);
    m_idle.push_back(std::move(idle));
    m_running.erase(std::ranges::find(m_running, script));
    if (m_wasQuick.size() >= kMostKnown)
      m_wasQuick.clear();
    m_wasQuick[script] = wasQuick;
    admit();
  }
  dismissIdle();
}

bool ScriptPool::mayStart(size_t script) const
{
  const auto known = m_wasQuick.constFind(script);
  const bool isKnown = known != m_wasQuick.cend();
  if (isKnown && *known)
    return true;
  const auto isSlow = [this](size_t other) { return !m_wasQuick.value(other, true); };
  const auto rivals =
      isKnown ? std::ranges::count_if(m_running, isSlow) : std::ranges::count(m_running, script);
  return rivals < std::max(1, m_most / 2);
}

/// Gives sandboxes to those who have waited longest and may have one.
void ScriptPool::admit()
{
  for (auto it = m_waiting.begin(); it != m_waiting.end() && std::ssize(m_running) < m_most;) {
    Waiter& waiter = **it;
    if (!mayStart(waiter.script)) {
      ++it;
      continue;
    }
    it = m_waiting.erase(it);
    m_running.push_back(waiter.script);
    waiter.isAdmitted = true;
    waiter.admitted.notify_one();
  }
}

int ScriptPool::size()
{
  const std::lock_guard lock(m_mutex);
  return static_cast<int>(m_running.size() + m_idle.size());
}

void ScriptPool::dismissIdle(std::chrono::milliseconds unused)
{
  std::vector<Idle> gone; // ended without the lock
  const std::lock_guard lock(m_mutex);
  const auto before = Clock::now() - unused;
  auto end = m_idle.begin();
  while (end != m_idle.end() && std::next(end) != m_idle.end() && end->since <= before)
    ++end;
  gone.assign(std::make_move_iterator(m_idle.begin()), std::make_move_iterator(end));
  m_idle.erase(m_idle.begin(), end);
}

} // namespace scriptorium::capa
