#pragma once

#include "base/clock.h"
#include "grading/values/pyvalue.h"

#include <QByteArray>
#include <QString>

#include <functional>
#include <optional>
#include <utility>

namespace scriptorium::capa {

class ScriptRunner;

/// What stands around a problem.
struct ProblemSurroundings
{
  ScriptRunner* scripts = nullptr; ///< null: a problem with a script does not load, and says why
  /// A file of the course by its path ("problems/x.xml"); nothing when there is none.
  std::function<std::optional<QByteArray>(const QString& path)> file;
  QString anonymousStudentId = QStringLiteral("anonymous-student");
  /// coderesponse: hands a header and a body to the external graders' queue, which answers with a code (0:
  /// taken) and its words. Null: there is none, as in Studio and offline.
  std::function<std::pair<int, QString>(const PyValue& header, const PyValue& body)> queue;
  /// When an answer is put into the queue; null: the system's clock.
  std::function<Timestamp()> now;
  QString staticUrl = QStringLiteral("/static/");

  Timestamp time() const { return now ? now() : SystemClock().now(); }
};

} // namespace scriptorium::capa
