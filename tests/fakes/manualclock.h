#pragma once

#include "base/clock.h"

namespace scriptorium::testing {

/// A clock that moves only when it is told to. One thread.
class ManualClock final : public Clock
{
public:
  Timestamp now() const override { return m_now; }
  void advance(std::chrono::milliseconds by) { m_now += by; }

private:
  Timestamp m_now{std::chrono::milliseconds(1'700'000'000'000)};
};

} // namespace scriptorium::testing
