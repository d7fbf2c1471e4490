#include "app/cli/command.h"
#include "app/cli/exitcodes.h"
#include "app/cli/manual.h"

#include <QCommandLineParser>
#include <QStandardPaths>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

struct Parsed
{
  QStringList positional;
  QHash<QString, QString> options;
};

/// Splits options from arguments. Qt's parser does the work; it never exits the program here.
Result<Parsed> parse(const Command& command, const QStringList& arguments)
{
  QCommandLineParser parser;
  parser.setSingleDashWordOptionMode(QCommandLineParser::ParseAsLongOptions);
  QList<Option> known = command.options;
  known.append(commonOptions());
  for (const auto& option : known)
    parser.addOption(QCommandLineOption(option.name, option.help, option.value));
  parser.addOption(QCommandLineOption(u"h"_s));
  const auto end = arguments.indexOf(u"--"_s);
  for (qsizetype i = 0; i < (end < 0 ? arguments.size() : end); ++i)
    for (const auto& option : known)
      if (!option.value.isEmpty() && arguments[i] == u"--"_s + option.name &&
          arguments.value(i + 1, u"--"_s).startsWith(u"--"_s))
        return Error{
            Error::Kind::BadInput, {}, u"--%1 needs a value: --%1 %2"_s.arg(option.name, option.value)};
  if (!parser.parse(QStringList{u"scriptorium-cli"_s} + arguments))
    return Error{Error::Kind::BadInput, {}, parser.errorText()};
  Parsed parsed;
  parsed.positional = parser.positionalArguments();
  if (parser.isSet(u"h"_s))
    parsed.options.insert(u"help"_s, {});
  for (const auto& option : known)
    if (parser.isSet(option.name))
      parsed.options.insert(option.name, option.value.isEmpty() ? QString()
                                         : option.isRepeatable  ? parser.values(option.name).join(u'\n')
                                                                : parser.value(option.name));
  return parsed;
}

QString shortName(const Command& command)
{
  return command.name.isEmpty() ? command.program : command.name;
}

int usageError(Output& output, const Command* command, const QString& what)
{
  const QString more = (command != nullptr ? command->fullName() : u"scriptorium-cli"_s) + u" --help"_s;
  const QString usage = command != nullptr ? u"\nUsage: "_s + usageLine(*command) : QString();
  output.error({Error::Kind::BadInput, {}, what + usage + u"\nMore: "_s + more});
  return kUsage;
}

/// Whether the word behind this option is its value: true of those of which every command says so.
bool takesValue(const QString& option)
{
  bool isKnown = false;
  QList<Option> all = commonOptions();
  for (const auto& command : commands())
    all += command.options;
  for (const auto& one : std::as_const(all)) {
    if (u"--"_s + one.name != option)
      continue;
    if (one.value.isEmpty())
      return false;
    isKnown = true;
  }
  return isKnown;
}

/// Where the command stands among the options, which may come before it; the end when there is none.
qsizetype commandPlace(const QStringList& arguments)
{
  qsizetype at = 0;
  while (at < arguments.size() && arguments[at].startsWith(u'-'))
    at += takesValue(arguments[at]) ? 2 : 1;
  return std::min(at, arguments.size());
}

bool isHelpWanted(const QStringList& options)
{
  return options.contains(u"--help"_s) || options.contains(u"-h"_s);
}

BlockTypes loadTypes(Output& output)
{
  BlockTypes types = BlockTypes::builtIn();
  QStringList problems;
  const QString config = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
  types.addFolder(config + u"/scriptorium/blocktypes"_s, &problems);
  for (const auto& problem : problems)
    output.message(u"Block type left out: "_s + problem);
  return types;
}

int runCommand(const Command& command, const QStringList& arguments, Progress& progress)
{
  const auto parsed = parse(command, arguments);
  Output early({arguments.contains(u"--json"_s), arguments.contains(u"--quiet"_s), command.program});
  if (!parsed)
    return usageError(early, &command, parsed.error().detail);
  if (parsed->options.contains(u"help"_s)) {
    early.raw(commandHelp(command).toUtf8());
    return kDone;
  }
  Output output({parsed->options.contains(u"json"_s), parsed->options.contains(u"quiet"_s), command.program});
  const auto count = parsed->positional.size();
  if (count < command.minimumArguments)
    return usageError(output, &command, u"%1 needs more arguments."_s.arg(shortName(command)));
  if (command.maximumArguments >= 0 && count > command.maximumArguments)
    return usageError(
        output, &command,
        u"%1 does not take \"%2\"."_s.arg(shortName(command), parsed->positional[command.maximumArguments]));
  for (const auto& option : command.options)
    if (option.isRequired && !parsed->options.contains(option.name))
      return usageError(output, &command,
                        u"%1 needs --%2 %3."_s.arg(shortName(command), option.name, option.value));
  const BlockTypes types = loadTypes(output);
  const SystemClock clock;
  progress.setShow(output.progressLine());
  Invocation invocation{parsed->positional,
                        parsed->options,
                        parsed->options.value(u"store"_s, Workspace::defaultPath()),
                        output,
                        progress,
                        types,
                        clock};
  const auto done = command.run(invocation);
  progress.setShow({});
  if (done)
    return *done;
  output.error(done.error());
  return exitCode(done.error().kind);
}

} // namespace

int runProgram(const Command& program, const QStringList& arguments, Progress& progress)
{
  if (!arguments.contains(u"--version"_s))
    return runCommand(program, arguments, progress);
  Output({arguments.contains(u"--json"_s), arguments.contains(u"--quiet"_s), program.program})
      .result({{u"program"_s, program.program}, {u"version"_s, u"" SCRIPTORIUM_VERSION ""_s}},
              program.program + u" " SCRIPTORIUM_VERSION ""_s);
  return kDone;
}

int run(const QStringList& arguments, Progress& progress)
{
  Output output({arguments.contains(u"--json"_s), arguments.contains(u"--quiet"_s)});
  const qsizetype at = commandPlace(arguments);
  const QString name = arguments.value(at);
  const QStringList before = arguments.first(at);
  QStringList rest = before + arguments.mid(at + 1);
  if (before.contains(u"--version"_s)) {
    output.result({{u"program"_s, u"scriptorium-cli"_s},
                   {u"version"_s, u"" SCRIPTORIUM_VERSION ""_s},
                   {u"problems"_s, u"xblocks-contrib 0.16.1"_s}},
                  u"scriptorium-cli " SCRIPTORIUM_VERSION ""_s);
    return kDone;
  }
  const bool isHelp = name == u"help" || (name.isEmpty() && isHelpWanted(before));
  const QString& subject = isHelp ? arguments.value(at + 1) : name;
  const auto command = std::ranges::find(commands(), subject, &Command::name);
  if (isHelp) {
    output.raw((command != commands().end() ? commandHelp(*command) : overview()).toUtf8());
    return kDone;
  }
  if (name.isEmpty())
    return usageError(output, nullptr, u"Say what to do."_s);
  if (command == commands().end())
    return usageError(output, nullptr, u"There is no command \"%1\"."_s.arg(printable(name)));
  rest.removeOne(before.contains(u"--"_s) ? u"--"_s : QString());
  return runCommand(*command, rest, progress);
}

} // namespace scriptorium::cli
