#pragma once

#include "grading/values/pyvalue.h"

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace scriptorium::capa {

/// One run of a course's Python, in the model of codejail's safe_exec: names in, names out, both as JSON.
struct ScriptRequest
{
  QString code; ///< without the prolog
  PyDict globals;
  qint64 seed = 0;
  /// What a traceback calls the file; informative.
  QString name;
  /// Whether an equal request may be answered from memory. The LMS keeps what a problem's script and inline
  /// code left, so that what they draw without a seed is the same from view to check; it does not for check
  /// functions.
  bool mayRepeat = false;
  /// Folders of the course from which the script may import, before the usual ones; those that are not there
  /// do not count.
  QStringList folders = {};
  /// Those of one series belong together, such as all that one check asks of one problem. They may share a
  /// process where nothing can pass from one to the next. 0: none.
  quint64 series = 0;
};

struct ScriptAnswer
{
  enum class Kind
  {
    Done,
    Raised, ///< the script failed; `message` is the LMS's exception text ("Couldn't execute jailed code: …")
    Unavailable ///< nothing was run: no sandbox, the worker died; `message` says why and what to do
  };
  Kind kind = Kind::Unavailable;
  PyDict globals; ///< every name that survives JSON, when Done
  QString message;
  qint64 replyBytes = 0;             ///< of what the script left
  qint64 values = 0;                 ///< in it: numbers, texts, lists and all else, all the way down
  bool isRemembered = false;         ///< given once before: nothing was run
  bool isOverBudget = false;         ///< Unavailable for a budget's sake, see scriptbudget.h
  std::chrono::nanoseconds waited{}; ///< for a sandbox that was free, see scriptpool.h
};

/// Runs a course's scripts. One thread at a time.
class ScriptRunner
{
public:
  virtual ~ScriptRunner() = default;
  /// Blocks, at most for the wall clock limit.
  virtual ScriptAnswer run(const ScriptRequest& request) = 0;
};

} // namespace scriptorium::capa
