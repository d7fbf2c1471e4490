#pragma once

#include <QByteArray>
#include <QMap>
#include <QString>

#include <functional>
#include <memory>

namespace scriptorium::capa {

class ScriptRunner;

/// Answers cases of the format "capa-cases/1": one JSON object in (an id, a kind and what that kind needs),
/// one out in the shape of the case's `expect`. The line protocol of `scriptorium-cli grade --cases`;
/// app/cli/README.md describes the kinds. Not thread-safe.
class CaseRunner
{
public:
  /// What the scripts of a case may import.
  struct CourseCode
  {
    QString library;                 ///< path of the zip of a course's Python library; empty: without one
    QMap<QString, QByteArray> files; ///< modules of the case itself, by path: "code/graders.py"
  };
  /// Gives the runner of scripts, which holds until the next call; null: no scripts.
  using Scripts = std::function<ScriptRunner*(const CourseCode& code)>;

  explicit CaseRunner(Scripts scripts);

  /// One line, without a line end. What fails in us is `{"error":{"phase":"bug",…}}`.
  QByteArray answer(const QByteArray& line);

private:
  Scripts m_scripts;
};

} // namespace scriptorium::capa
