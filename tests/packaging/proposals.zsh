# Usage: zsh -f proposals.zsh COMPLETION_FOLDER LINE RESULT_FILE. Writes what zsh proposes at the end of LINE, one a line.
# Completion needs a terminal, so it runs in a shell in a pseudo terminal whose compadd also writes its hits down.
zmodload zsh/zpty
export RESULT=$3
: >$RESULT
zpty shell zsh -f -i
zpty -w shell "PROMPT=; fpath=($1 \$fpath); autoload -Uz compinit; compinit -u -D"
zpty -w shell 'bindkey "^I" complete-word; zstyle ":completion:*" insert-tab false; zstyle ":completion:*" list-prompt ""
compadd() {
  if [[ ${@[1,(i)(-|--)]} != *-(O|A|D)\ * ]]; then
    local -a hits
    builtin compadd -A hits "$@"
    (( ! $#hits )) || print -rl -- $hits >>$RESULT
  fi
  builtin compadd "$@"
}
finish() { print .end >>$RESULT }
comppostfuncs=(finish)'
zpty -w -n shell "$2"$'\t'
repeat 100; do
  ! grep -qx .end $RESULT || break
  sleep 0.1
done
zpty -d shell
