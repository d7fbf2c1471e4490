#include "app/cli/completion.h"

#include "app/cli/completionkinds.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

/// Lines of a bash `case` that say, for every option of any command that takes a value, what the value can
/// be.
QString bashValues()
{
  QMap<Kind, QStringList> patterns;
  const auto collect = [&](const QList<Option>& options) {
    for (const auto& option : options)
      if (!option.value.isEmpty() && !patterns[kindOf(option)].contains(u"--"_s + option.name))
        patterns[kindOf(option)].append(u"--"_s + option.name);
  };
  collect(commonOptions());
  for (const auto& command : commands())
    collect(command.options);
  QString text;
  for (auto it = patterns.cbegin(); it != patterns.cend(); ++it)
    text += u"    %1) kind='%2' ;;\n"_s.arg(it.value().join(u'|'), it.key());
  return text;
}

QString bashCases()
{
  QString text;
  for (const auto& command : commands()) {
    QString kinds;
    for (const auto& place : places(command))
      kinds += u" '%1'"_s.arg(place);
    text += u"    %1) options='%2' places=(%3) ;;\n"_s.arg(
        command.name, namesOf(command.options + commonOptions()), kinds.trimmed());
  }
  return text;
}

QString bashCompletion()
{
  QStringList names;
  for (const auto& command : commands())
    names.append(command.name);
  return QStringLiteral(
             R"sh(# bash completion of scriptorium-cli
_scriptorium_cli_value() {
  case $1 in
%3    *) return 1 ;;
  esac
}

_scriptorium_cli() {
  local word=${COMP_WORDS[COMP_CWORD]} options='' places=() kind='' place=0 i
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '%1 --help --version' -- "$word"))
    return
  fi
  case ${COMP_WORDS[1]} in
%2  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$word"))
    return
  fi
  # bash ends words at ":" and "=": what stands around them is one argument.
  for ((i = 2; i < COMP_CWORD; i++)); do
    case ${COMP_WORDS[i]} in
      : | =) ((place--)) ;;
      -*) ! _scriptorium_cli_value "${COMP_WORDS[i]}" || ((i++)) ;;
      *) ((place++)) ;;
    esac
  done
  if ! _scriptorium_cli_value "${COMP_WORDS[COMP_CWORD - 1]}"; then
    local last=$((${#places[@]} - 1))
    [[ $last -lt 0 || $place -le $last || ${places[last]} != *... ]] || place=$last
    kind=${places[place]%...}
  fi
  case $kind in
    none | '') return ;;
    course | any) COMPREPLY=($(compgen -W "$(scriptorium-cli list --quiet 2>/dev/null |
      while read -r key rest; do printf '%s\n' "${key##*:}"; done)" -- "$word")) ;;
    file) ;;
    *) COMPREPLY=($(compgen -W "$kind" -- "$word")) ;;
  esac
  if [[ $kind == file || $kind == any && ${#COMPREPLY[@]} -eq 0 ]]; then
    compopt -o filenames 2>/dev/null
    local IFS=$'\n'
    COMPREPLY=($(compgen -f -- "$word"))
  fi
}
complete -F _scriptorium_cli scriptorium-cli
)sh")
      .arg(names.join(u' '), bashCases(), bashValues());
}

QString zshCase(const Command& command)
{
  QString text = u"    %1) _arguments"_s.arg(command.name);
  for (const auto& option : command.options + commonOptions()) {
    QString help = zshQuoted(option.help);
    help.replace(u'[', u'(').replace(u']', u')');
    const QString value =
        option.value.isEmpty() ? QString() : u":%1:%2"_s.arg(option.value, zshAction(kindOf(option)));
    text += u" \\\n        '--%1[%2]%3'"_s.arg(option.name, help, value);
  }
  int number = 0;
  for (auto place : places(command)) {
    ++number;
    const bool isRepeated = place.endsWith(u"...");
    place.remove(u"..."_s);
    text += u" \\\n        '%1:argument:%2'"_s.arg(isRepeated ? u"*"_s : QString::number(number),
                                                   zshAction(place));
  }
  return text + u" ;;\n"_s;
}

QString zshCompletion()
{
  QString names;
  QString cases;
  for (const auto& command : commands()) {
    names += u"    '%1:%2'\n"_s.arg(command.name, zshQuoted(command.summary));
    cases += zshCase(command);
  }
  return QStringLiteral(
             R"sh(#compdef scriptorium-cli
_scriptorium_cli_courses() {
  local -a keys=(${${(f)"$(scriptorium-cli list --quiet 2>/dev/null)"}%% *})
  compadd -- ${keys##*:}
}
_scriptorium_cli_courses_or_files() {
  _alternative 'courses:course:_scriptorium_cli_courses' 'files:file:_files'
}
_scriptorium_cli() {
  local -a names=(
%1  )
  if (( CURRENT == 2 )); then
    _describe command names
    return
  fi
  local name=$words[2]
  shift words
  (( CURRENT-- ))
  case $name in
%2  esac
}
_scriptorium_cli "$@"
)sh")
      .arg(names, cases);
}

QString fishCase(const Command& command)
{
  const QString head = u"complete -c scriptorium-cli -n "_s;
  const QString chosen = u"__fish_seen_subcommand_from "_s + command.name;
  QString text =
      head + u"__fish_use_subcommand -f -a %1 -d %2\n"_s.arg(command.name, fishQuoted(command.summary));
  for (const auto& option : command.options + commonOptions())
    text += head + u"'%1' -l %2%3 -d %4\n"_s.arg(
                       chosen, option.name,
                       option.value.isEmpty() ? QString() : u" -r"_s + fishProposals(kindOf(option)),
                       fishQuoted(option.help));
  int number = 0;
  for (auto place : places(command)) {
    ++number;
    const QString at = place.endsWith(u"...") ? u"-ge"_s : u"-eq"_s;
    place.remove(u"..."_s);
    text += head + u"'%1; and test (__scriptorium_cli_place) %2 %3'%4\n"_s.arg(
                       chosen, at, QString::number(number), fishProposals(place));
  }
  return text;
}

QString fishCompletion()
{
  QString text = QStringLiteral(
      R"sh(# fish completion of scriptorium-cli
function __scriptorium_cli_courses
  scriptorium-cli list --quiet 2>/dev/null | string replace -r ' .*' '' | string replace -r '.*:' ''
end
# Which argument of the command the cursor is at, options and their values aside.
function __scriptorium_cli_place
  set -l place 0
  set -l isValue no
  for word in (commandline -opc)[2..-1]
    if test $isValue = yes
      set isValue no
    else if contains -- $word %1
      set isValue yes
    else if not string match -q -- '-*' $word
      set place (math $place + 1)
    end
  end
  echo $place
end
)sh");
  QStringList valued;
  QString cases;
  for (const auto& command : commands()) {
    cases += fishCase(command);
    for (const auto& option : command.options + commonOptions())
      if (!option.value.isEmpty() && !valued.contains(u"--"_s + option.name))
        valued.append(u"--"_s + option.name);
  }
  return text.arg(valued.join(u' ')) + cases;
}

} // namespace

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
