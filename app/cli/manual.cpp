#include "app/cli/manual.h"

#include <utility>

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

/// `text` as roff reads it literally, in lines of at most 78 characters where it has spaces.
QString roff(const QString& text)
{
  constexpr qsizetype kWidth = 78;
  QStringList lines;
  for (const auto& paragraph : text.split(u'\n')) {
    QString line;
    for (QString word : paragraph.split(u' ', Qt::SkipEmptyParts)) {
      word.replace(u'\\', u"\\e"_s).replace(u'-', u"\\-"_s);
      if (!line.isEmpty() && line.size() + 1 + word.size() > kWidth)
        lines.append(std::exchange(line, {}));
      if (line.isEmpty() && (word.startsWith(u'.') || word.startsWith(u'\'')))
        word.prepend(u"\\&"_s);
      line += (line.isEmpty() ? u""_s : u" "_s) + word;
    }
    lines.append(line);
  }
  return lines.join(u'\n');
}

/// For headings and examples, where a line must stay one.
QString roffLine(const QString& text)
{
  QStringList lines = text.trimmed().split(u'\n');
  for (auto& line : lines)
    line = roff(line).replace(u'\n', u' ');
  return lines.join(u'\n');
}

QString roffOptions(const QList<Option>& options)
{
  QString text;
  for (const auto& option : options)
    text += u".TP\n.B %1\n%2\n"_s.arg(roffLine(optionHead(option)), roff(option.help));
  return text;
}

} // namespace

QString usageLine(const Command& command)
{
  QString line = command.fullName();
  if (!command.arguments.isEmpty())
    line += u' ' + command.arguments;
  for (const auto& option : command.options)
    if (option.isRequired)
      line += u" --%1 %2"_s.arg(option.name, option.value);
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
  QString text =
      u"scriptorium-cli: import, edit, compare and export Open edX courses, offline.\n\n"
      "Usage: scriptorium-cli COMMAND [arguments] [options]\nOptions may stand before the command, too.\n\nCommands:\n"_s;
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
      u".TH SCRIPTORIUM\\-CLI 1 \"" SCRIPTORIUM_RELEASED "\" \"Scriptorium " SCRIPTORIUM_VERSION "\"\n"
      ".SH NAME\nscriptorium\\-cli \\- import, edit, compare and export Open edX courses, offline\n"
      ".SH SYNOPSIS\n.B scriptorium\\-cli\n.I COMMAND\n[arguments] [options]\n.PP\nOptions may stand before the command, too.\n.SH DESCRIPTION\n"_s;
  text += roff(
      u"Courses live in a store on this computer. Every change is one step that can be undone, also later "
      "and from another program. What was not edited is exported byte for byte."_s);
  text += u"\n.PP\n.I COURSE\nis a course key or a part of its key or title that only one course has.\n"
          ".I BLOCK\nis a usage key, type/url_name, or a path of display names separated by\nslashes.\n"
          ".SH COMMANDS\n"_s;
  for (const auto& command : commands()) {
    text += u".SS %1\n%2\n"_s.arg(roffLine(command.name + u' ' + command.arguments), roff(command.summary));
    if (!command.help.isEmpty())
      text += u".PP\n%1\n"_s.arg(roff(command.help));
    text += roffOptions(command.options);
    text += u".PP\nExample:\n.PP\n.nf\n%1\n.fi\n"_s.arg(roffLine(command.example));
  }
  text += u".SH OPTIONS OF EVERY COMMAND\n"_s + roffOptions(commonOptions()) + u".SH EXIT STATUS\n"_s;
  text += roff(
      u"0 done, 1 differences or findings, 2 wrong usage, 3 bad input, 4 files or disk, 5 the course is open "
      "elsewhere, 70 a fault of the program."_s);
  return text + u"\n.SH FILES\n.I $XDG_DATA_HOME/scriptorium\nthe store.\n.PP\n"
                ".I $XDG_CONFIG_HOME/scriptorium/blocktypes/*.json\nblock types of your own.\n"
                ".SH ENVIRONMENT\n.B SCRIPTORIUM_STORE\nthe store, when \\-\\-store is not given.\n"_s;
}

QString manualPage(const Command& program)
{
  const QString name = roffLine(program.program);
  return u".TH %1 1 \"" SCRIPTORIUM_RELEASED "\" \"Scriptorium " SCRIPTORIUM_VERSION "\"\n"
         ".SH NAME\n%2 \\- %3\n.SH SYNOPSIS\n.B %2\n%4\n.SH DESCRIPTION\n%5\n.SH OPTIONS\n%6"
         ".SH EXAMPLE\n.nf\n%7\n.fi\n.SH EXIT STATUS\n%8\n"
         ".SH ENVIRONMENT\n.B SCRIPTORIUM_STORE\nthe store, when \\-\\-store is not given.\n"
         ".SH SEE ALSO\nscriptorium\\-cli(1)\n"_s.arg(
             name.toUpper(), name, roffLine(program.summary).chopped(1),
             roffLine(usageLine(program).sliced(program.program.size() + 1)), roff(program.help),
             roffOptions(program.options + commonOptions()), roffLine(program.example),
             roff(u"0 stopped, 2 wrong usage, 3 bad input, 4 files or disk, 70 a fault of the program."_s));
}

} // namespace scriptorium::cli
