#pragma once

#include "grading/scripts/scriptrunner.h"

#include <QByteArray>
#include <QCache>

#include <mutex>
#include <optional>

namespace scriptorium::capa {

/// A request as the sandbox reads it: JSON.
QByteArray frameOf(const ScriptRequest& request);

/// Answers to requests that may repeat, by their frames: 16 MB of what they hold, then the oldest go. Any
/// thread.
class AnswerMemory
{
public:
  AnswerMemory();

  /// Marked as remembered.
  std::optional<ScriptAnswer> recall(const QByteArray& frame);
  void keep(const QByteArray& frame, const ScriptAnswer& answer);

private:
  std::mutex m_mutex;
  QCache<QByteArray, ScriptAnswer> m_answers; ///< by hash; costs are bytes of memory
};

} // namespace scriptorium::capa
