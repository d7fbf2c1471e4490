#include "app/cli/completion.h"
#include "app/cli/completionkinds.h"

using namespace Qt::Literals::StringLiterals;

namespace scriptorium::cli {
namespace {

QList<Option> allOptions(const Command& program)
{
  return program.options + commonOptions() + QList<Option>{{u"version"_s, {}, u"which version this is"_s}};
}

QString bashScript(const Command& program)
{
  QString cases;
  const QList<Option> options = allOptions(program);
  for (const Option& option : options)
    if (!option.value.isEmpty())
      cases += u"    --%1) kind='%2' ;;\n"_s.arg(option.name, kindOf(option));
  return QStringLiteral(
             R"sh(# bash completion of %1
_%2() {
  local word=${COMP_WORDS[COMP_CWORD]} kind=''
  COMPREPLY=()
  case ${COMP_WORDS[COMP_CWORD - 1]} in
%3    :) kind=course ;; # bash ends words there
    *) COMPREPLY=($(compgen -W '%4' -- "$word")) && return ;;
  esac
  case $kind in
    none | '') return ;;
    course) COMPREPLY=($(compgen -W "$(scriptorium-cli list --quiet 2>/dev/null |
      while read -r key rest; do printf '%s\n' "${key##*:}"; done)" -- "$word")) ;;
    file)
      compopt -o filenames 2>/dev/null
      local IFS=$'\n'
      COMPREPLY=($(compgen -f -- "$word"))
      ;;
    *) COMPREPLY=($(compgen -W "$kind" -- "$word")) ;;
  esac
}
complete -F _%2 %1
)sh")
      .arg(program.program, QString(program.program).replace(u'-', u'_'), cases, namesOf(options));
}

QString zshScript(const Command& program)
{
  QString arguments;
  const QList<Option> options = allOptions(program);
  for (const Option& option : options) {
    QString help = zshQuoted(option.help);
    help.replace(u'[', u'(').replace(u']', u')');
    const QString value =
        option.value.isEmpty() ? QString() : u":%1:%2"_s.arg(option.value, zshAction(kindOf(option)));
    arguments +=
        u" \\\n    '%1--%2[%3]%4'"_s.arg(option.isRepeatable ? u"*"_s : QString(), option.name, help, value);
  }
  return QStringLiteral(R"sh(#compdef %1
_scriptorium_cli_courses() {
  local -a keys=(${${(f)"$(scriptorium-cli list --quiet 2>/dev/null)"}%% *})
  compadd -- ${keys##*:}
}
_arguments%2
)sh")
      .arg(program.program, arguments);
}

QString fishScript(const Command& program)
{
  QString text = QStringLiteral(R"sh(# fish completion of %1
function __scriptorium_cli_courses
  scriptorium-cli list --quiet 2>/dev/null | string replace -r ' .*' '' | string replace -r '.*:' ''
end
complete -c %1 -f
)sh")
                     .arg(program.program);
  const QList<Option> options = allOptions(program);
  for (const Option& option : options)
    text += u"complete -c %1 -l %2%3 -d %4\n"_s.arg(
        program.program, option.name,
        option.value.isEmpty() ? QString() : u" -r"_s + fishProposals(kindOf(option)),
        fishQuoted(option.help));
  return text;
}

} // namespace

QString completion(const Command& program, const QString& shell)
{
  if (shell == "bash"_L1)
    return bashScript(program);
  if (shell == "zsh"_L1)
    return zshScript(program);
  return shell == "fish"_L1 ? fishScript(program) : QString();
}

} // namespace scriptorium::cli
