#pragma once

#include <chrono>

namespace scriptorium {

/// Wall-clock time as the store keeps it. Order of history never depends on it, only what people read does.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

/// Where the time comes from. Tests pass a `ManualClock`. Thread-safe.
class Clock
{
public:
  virtual ~Clock() = default;
  virtual Timestamp now() const = 0;
};

/// The computer's clock.
class SystemClock final : public Clock
{
public:
  Timestamp now() const override;
};

} // namespace scriptorium
