#pragma once

#include "base/error.h"
#include "base/progress.h"

#include <QJsonObject>
#include <QString>

#include <memory>
#include <mutex>

namespace scriptorium::cli {

/// What a command says, in the one shape the user asked for. Results go to standard output: with --json one
/// JSON object a line, else text. Messages, progress and errors go to standard error. Thread-safe.
class Output
{
public:
  struct Mode
  {
    bool isJson = false;
    bool isQuiet = false; ///< no messages, no progress; results and errors stay
    QString program = QStringLiteral("scriptorium-cli");
  };
  explicit Output(Mode mode);

  bool isJson() const { return m_mode.isJson; }
  bool isQuiet() const { return m_mode.isQuiet; }

  /// One result: the object with --json, else the text (nothing when it is empty).
  void result(const QJsonObject& object, const QString& text);
  /// Raw bytes of a result (a body); never with --json.
  void raw(QByteArrayView bytes);
  /// A remark that is no result; left out with --quiet and --json.
  void message(const QString& text);
  /// The error in words and, with --json, as {"error": {...}} on standard output too.
  void error(const Error& error);

  /// How to show progress: on a terminal, unless quiet or JSON. Empty when there is nobody to show it to.
  Progress::Show progressLine();

private:
  void clearProgress();
  Mode m_mode;
  std::mutex m_mutex;
  qsizetype m_shown = 0; ///< width of the progress line on the screen
};

/// Says what is wrong with how a command was written; gives the exit code of that.
int wrongUsage(Output& output, const QString& sentence);

/// {"kind", "where", "detail", "line", "exit"}
QJsonObject toJson(const Error& error);

/// Text from a course for a terminal: control and bidirectional characters are made visible.
QString printable(const QString& text);
/// The same for a name, which stays on its line.
QString printableName(QString name);

} // namespace scriptorium::cli
