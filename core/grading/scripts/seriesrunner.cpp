#include "grading/scripts/seriesrunner.h"

#include <atomic>

namespace scriptorium::capa {

namespace {

quint64 nextSeries()
{
  static std::atomic<quint64> last = 0;
  return ++last;
}

} // namespace

SeriesRunner::SeriesRunner(ScriptRunner& runner) : m_runner(runner), m_series(nextSeries()) {}

ScriptAnswer SeriesRunner::run(const ScriptRequest& request)
{
  ScriptRequest ofSeries = request;
  ofSeries.series = m_series;
  return m_runner.run(ofSeries);
}

} // namespace scriptorium::capa
