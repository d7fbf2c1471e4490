#include "cli/manual.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

QString optionHead(const Option& option)
{
  return u"--"_s + option.name + (option.value.isEmpty() ? QString() : u" "_s + option.value);
}

QString optionTable(const QList<Option>& options)
{
  QString text;
  for (const auto& option : options)
    text += u"  %1 %2\n"_s.arg(optionHead(option), -24).arg(option.help);
  return text;
}

QString roff(QString text)
{
  text.replace(u'\\', u"\\e"_s).replace(u"-"_s, u"\\-"_s);
  QStringList lines = text.split(u'\n');
  for (auto& line : lines)
    if (line.startsWith(u'.') || line.startsWith(u'\''))
      line.prepend(u"\\&"_s);
  return lines.join(u'\n');
}

QString roffOptions(const QList<Option>& options)
{
  QString text;
  for (const auto& option : options)
    text += u".TP\n.B %1\n%2\n"_s.arg(roff(optionHead(option)), roff(option.help));
  return text;
}

QString bashCompletion()
{
  QString names;
  QString cases;
  QString common;
  for (const auto& option : commonOptions())
    common += u" --"_s + option.name;
  for (const auto& command : commands()) {
    names += (names.isEmpty() ? u""_s : u" "_s) + command.name;
    QString options;
    for (const auto& option : command.options)
      options += u" --"_s + option.name;
    cases += u"    %1) options='%2%3' ;;\n"_s.arg(command.name, options.trimmed(), common);
  }
  return u"# bash completion of scriptorium-cli\n"
         "_scriptorium_cli() {\n"
         "  local word=${COMP_WORDS[COMP_CWORD]} options=''\n"
         "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
         "    COMPREPLY=($(compgen -W '%1 --help --version' -- \"$word\"))\n"
         "    return\n"
         "  fi\n"
         "  case ${COMP_WORDS[1]} in\n%2  esac\n"
         "  if [[ $word == -* ]]; then\n"
         "    COMPREPLY=($(compgen -W \"$options\" -- \"$word\"))\n"
         "  else\n"
         "    COMPREPLY=($(compgen -f -- \"$word\"))\n"
         "  fi\n"
         "}\n"
         "complete -o filenames -F _scriptorium_cli scriptorium-cli\n"_s.arg(names, cases);
}

QString zshCompletion()
{
  const auto quoted = [](QString text) { return text.replace(u"'"_s, u"'\\''"_s).replace(u":"_s, u"\\:"_s); };
  const auto argument = [&](const Option& option) {
    QString help = quoted(option.help);
    help.replace(u"["_s, u"("_s).replace(u"]"_s, u")"_s);
    const QString value = option.value.isEmpty() ? QString() : u":"_s + option.value + u":_files"_s;
    return u"        '--%1[%2]%3' \\\n"_s.arg(option.name, help, value);
  };
  QString names;
  QString cases;
  for (const auto& command : commands()) {
    names += u"    '%1:%2'\n"_s.arg(command.name, quoted(command.summary));
    cases += u"    %1) _arguments \\\n"_s.arg(command.name);
    for (const auto& option : command.options + commonOptions())
      cases += argument(option);
    cases += u"        '*:file:_files' ;;\n"_s;
  }
  return u"#compdef scriptorium-cli\n"
         "_scriptorium_cli() {\n"
         "  local -a names=(\n%1  )\n"
         "  if (( CURRENT == 2 )); then\n"
         "    _describe command names\n"
         "    return\n"
         "  fi\n"
         "  local name=$words[2]\n"
         "  shift words\n"
         "  (( CURRENT-- ))\n"
         "  case $name in\n%2  esac\n"
         "}\n"
         "_scriptorium_cli \"$@\"\n"_s.arg(names, cases);
}

QString fishCompletion()
{
  const auto quoted = [](QString text) { return text.replace(u"\\"_s, u"\\\\"_s).replace(u"'"_s, u"\\'"_s); };
  QString text = u"# fish completion of scriptorium-cli\n"_s;
  for (const auto& command : commands()) {
    text += u"complete -c scriptorium-cli -n __fish_use_subcommand -a %1 -d '%2'\n"_s.arg(
        command.name, quoted(command.summary));
    for (const auto& option : command.options + commonOptions())
      text += u"complete -c scriptorium-cli -n '__fish_seen_subcommand_from %1' -l %2%3 -d '%4'\n"_s.arg(
          command.name, option.name, option.value.isEmpty() ? QString() : u" -r"_s, quoted(option.help));
  }
  return text;
}

} // namespace

QString usageLine(const Command& command)
{
  QString line = u"scriptorium-cli "_s + command.name;
  if (!command.arguments.isEmpty())
    line += u' ' + command.arguments;
  return line + u" [options]"_s;
}

QString commandHelp(const Command& command)
{
  QString text = command.summary + u"\n\nUsage: "_s + usageLine(command) + u'\n';
  if (!command.help.isEmpty())
    text += u'\n' + command.help + u'\n';
  text += u"\nOptions:\n"_s + optionTable(command.options + commonOptions());
  QString example = command.example;
  return text + u"\nExample:\n  "_s + example.replace(u"\n"_s, u"\n  "_s) + u'\n';
}

QString overview()
{
  QString text = u"scriptorium-cli: import, edit, compare and export Open edX courses, offline.\n\n"
                 "Usage: scriptorium-cli COMMAND [arguments] [options]\n\nCommands:\n"_s;
  for (const auto& command : commands())
    text += u"  %1 %2\n"_s.arg(command.name, -14).arg(command.summary);
  text += u"\nOptions of every command:\n"_s + optionTable(commonOptions());
  return text +
         u"\nCOURSE is a course key or a part of its key or title that only one course has.\n"
         "BLOCK is a usage key, type/url_name, or a path of display names (\"Week 1/Lesson/Unit/Text\").\n"
         "Exit codes: 0 done, 1 differences or findings, 2 usage, 3 bad input, 4 files or disk, 5 locked, "
         "70 our bug.\n"
         "More: scriptorium-cli COMMAND --help\n"_s;
}

QString manualPage()
{
  QString text =
      u".TH SCRIPTORIUM\\-CLI 1 \"\" \"Scriptorium " SCRIPTORIUM_VERSION "\"\n"
      ".SH NAME\nscriptorium\\-cli \\- import, edit, compare and export Open edX courses, offline\n"
      ".SH SYNOPSIS\n.B scriptorium\\-cli\n.I COMMAND\n[arguments] [options]\n"
      ".SH DESCRIPTION\n"
      "Courses live in a store on this computer. Every change is one step that can be undone, also later and "
      "from another program. What was not edited is exported byte for byte.\n.PP\n"
      ".I COURSE\nis a course key or a part of its key or title that only one course has.\n"
      ".I BLOCK\nis a usage key, type/url_name, or a path of display names separated by slashes.\n"
      ".SH COMMANDS\n"_s;
  for (const auto& command : commands()) {
    text += u".SS %1\n%2\n"_s.arg(roff(command.name + u' ' + command.arguments), roff(command.summary));
    if (!command.help.isEmpty())
      text += u".PP\n%1\n"_s.arg(roff(command.help));
    text += roffOptions(command.options);
    text += u".PP\nExample:\n.PP\n.nf\n%1\n.fi\n"_s.arg(roff(command.example));
  }
  text += u".SH OPTIONS OF EVERY COMMAND\n"_s + roffOptions(commonOptions());
  return text + u".SH EXIT STATUS\n0 done, 1 differences or findings, 2 wrong usage, 3 bad input, 4 files or "
                u"disk, 5 the "
                "course is open elsewhere, 70 a fault of the program.\n"
                ".SH FILES\n.I $XDG_DATA_HOME/scriptorium\nthe store.\n.PP\n"
                ".I $XDG_CONFIG_HOME/scriptorium/blocktypes/*.json\nblock types of your own.\n"
                ".SH ENVIRONMENT\n.B SCRIPTORIUM_STORE\nthe store, when \\-\\-store is not given.\n"_s;
}

QString completion(const QString& shell)
{
  if (shell == u"bash")
    return bashCompletion();
  if (shell == u"zsh")
    return zshCompletion();
  if (shell == u"fish")
    return fishCompletion();
  return {};
}

} // namespace scriptorium::cli
