#pragma once

#include "app/cli/output.h"
#include "base/clock.h"
#include "base/progress.h"
#include "model/blocktype.h"
#include "store/workspace.h"

#include <QHash>
#include <QList>
#include <QStringList>

namespace scriptorium::cli {

/// An option of a command. `value` names its value in the help; empty: a switch.
struct Option
{
  QString name;
  QString value;
  QString help;
  QStringList choices = {}; ///< all values there are; empty: too many to name
  bool isRequired = false;
  bool isRepeatable = false; ///< may be given several times
};

/// What a command is run with. Lives as long as the command runs.
struct Invocation
{
  QStringList arguments;
  QHash<QString, QString> options; ///< only those given
  QString storePath;
  Output& output;
  Progress& progress;
  const BlockTypes& types;
  const Clock& clock;

  bool has(const QString& option) const { return options.contains(option); }
  /// Of an option that may be given several times, in order.
  QStringList values(const QString& option) const
  {
    return has(option) ? options.value(option).split(u'\n') : QStringList();
  }
  Result<Workspace> workspace() const { return Workspace::open(storePath); }
};

/// One command, or a program that has none: what the help, the manual and the completions say of it, and what
/// it does.
struct Command
{
  /// Gives the exit code, or the error that decides it.
  using Run = Result<int> (*)(Invocation&);

  QString name = {};      ///< empty: the program itself
  QString arguments = {}; ///< as in the usage line: "COURSE BLOCK FIELD=VALUE..."
  QString summary = {};   ///< one sentence
  QString help = {};      ///< further paragraphs; may be empty
  QString example = {};   ///< one or more command lines
  QList<Option> options = {};
  int minimumArguments = 0;
  int maximumArguments = 0; ///< -1: any number
  Run run = nullptr;
  QString program = QStringLiteral("scriptorium-cli");

  QString fullName() const { return name.isEmpty() ? program : program + u' ' + name; }
};

/// Every command, in the order of the help. The only list of them.
const QList<Command>& commands();
/// Options that every command has.
const QList<Option>& commonOptions();

/// Runs scriptorium-cli: `arguments` without the program's name. Gives the exit code. Used by main and by
/// tests.
int run(const QStringList& arguments, Progress& progress);
/// The same for a program that has no commands.
int runProgram(const Command& program, const QStringList& arguments, Progress& progress);

} // namespace scriptorium::cli
