#pragma once

#include "grading/scripts/scriptrunner.h"

namespace scriptorium::capa {

/// Passes requests on as those of one series, which is no other's. One thread at a time.
class SeriesRunner final : public ScriptRunner
{
public:
  /// `runner` must outlive it.
  explicit SeriesRunner(ScriptRunner& runner);

  ScriptAnswer run(const ScriptRequest& request) override;

private:
  ScriptRunner& m_runner;
  const quint64 m_series;
};

} // namespace scriptorium::capa
