#!/usr/bin/env bash
# Usage: install.sh BUILD_FOLDER [CMAKE]. Installs the build into an empty folder and tries what lies there: the programs,
# the manual page, the completions of three shells, the desktop files. A tool that is absent skips its checks with a line.
set -uo pipefail
here=$(cd "$(dirname "$0")" && pwd)
build=$1
cmake=${2:-cmake}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
prefix=$work/prefix
failed=0

# check "claim" COMMAND...: the command must succeed; what it printed is shown when it does not.
check() {
  local claim=$1 text
  shift
  if text=$("$@" 2>&1 </dev/null); then
    echo "passed: $claim"
  else
    printf 'FAILED: %s\n%s\n' "$claim" "$text"
    failed=1
  fi
}

# has TOOL "what is skipped without it"
has() {
  command -v "$1" >/dev/null || { echo "skipped: $2 ($1 is not installed)"; return 1; }
}

# proposes "what" "text with a line or word for each proposal" WORD...: every word is among them and nothing else is.
proposes() {
  local what=$1 got wanted
  got=$(printf '%s\n' $2 | sort)
  shift 2
  wanted=$(printf '%s\n' "$@" | sort)
  check "$what" test "$got" = "$wanted"
  [ "$got" = "$wanted" ] || printf 'proposed: %s\nwanted: %s\n' "$(echo $got)" "$(echo $wanted)"
}

check "cmake --install puts everything into an empty folder" "$cmake" --install "$build" --prefix "$prefix"
export PATH=$prefix/bin:$PATH SCRIPTORIUM_STORE=$work/store HOME=$work XDG_CONFIG_HOME=$work/config
share=$prefix/share
page=$share/man/man1/scriptorium-cli.1
check "the sample course is installed" test -f "$share/scriptorium/samples/welcome/course.xml"
check "the installed program imports it" scriptorium-cli import --quiet "$share/scriptorium/samples/welcome"
key=$(scriptorium-cli list --quiet | awk '{ print $1 }')
name=${key##*:}

cd "$work"
mkdir files && touch files/course.tar.gz files/other.zip
cd files

for program in scriptorium-cli scriptorium-preview; do
  ! has mandoc "lint of the manual page" ||
    check "the manual page of $program has no warning" mandoc -Tlint -Wwarning "$share/man/man1/$program.1"
  ! has zsh "completion of zsh" || check "zsh reads the completion of $program" zsh -n "$share/zsh/site-functions/_$program"
done
check "the installed preview says its version" scriptorium-preview --version
! has man "rendering of the manual page" || {
  check "man shows the manual page" man -l "$page"
  check "man has nothing to say of it" test -z "$(man --warnings -E UTF-8 -l -Tutf8 -Z "$page" 2>&1 >/dev/null)"
}

bash_proposals() {
  bash --norc -c '. "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _scriptorium_cli; echo "${COMPREPLY[*]}"' \
    "$share/bash-completion/completions/scriptorium-cli" scriptorium-cli "$@"
}
proposes "bash completes a command" "$(bash_proposals im)" import
proposes "bash completes an option" "$(bash_proposals export --l)" --layout
proposes "bash completes the values of an option" "$(bash_proposals export "$name" --layout "")" source studio
proposes "bash completes a stored course" "$(bash_proposals export "")" "$name"
proposes "bash completes a course behind its colon" "$(bash_proposals export course-v1 : "${name:0:1}")" "$name"
proposes "bash completes the file of an option" "$(bash_proposals export "$name" --out c)" course.tar.gz
proposes "bash completes any of several files" "$(bash_proposals import course.tar.gz o)" other.zip
proposes "bash leaves a value that is free text alone" "$(bash_proposals import course.tar.gz --key "")" ""
proposes "bash completes a shell" "$(bash_proposals completion "")" bash fish zsh

preview_proposals() {
  bash --norc -c '. "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _scriptorium_preview; echo "${COMPREPLY[*]}"' \
    "$share/bash-completion/completions/scriptorium-preview" scriptorium-preview "$@"
}
proposes "bash completes an option of the preview" "$(preview_proposals --op)" --open
proposes "bash completes the preview's course" "$(preview_proposals --open --course "")" "$name"

! has fish "completion of fish" || {
  check "fish reads the completion of scriptorium-preview" \
    fish --no-execute "$share/fish/vendor_completions.d/scriptorium-preview.fish"
  fish_proposals() {
    fish --no-config -c 'source $argv[1]; complete -C $argv[2]' "$share/fish/vendor_completions.d/scriptorium-cli.fish" "$1" |
      cut -f 1
  }
  proposes "fish completes a command" "$(fish_proposals "scriptorium-cli im")" import
  proposes "fish completes an option" "$(fish_proposals "scriptorium-cli export --l")" --layout
  proposes "fish completes the values of an option" "$(fish_proposals "scriptorium-cli export x --layout ")" source studio
  proposes "fish completes a stored course" "$(fish_proposals "scriptorium-cli export ")" "$name"
  proposes "fish completes files of an import" "$(fish_proposals "scriptorium-cli import co")" course.tar.gz
  proposes "fish leaves a value that is free text alone" "$(fish_proposals "scriptorium-cli import x --key ")" ""
}

! has zsh "completion of zsh" || {
  zsh_proposals() {
    zsh -f "$here/proposals.zsh" "$share/zsh/site-functions" "$1" "$work/proposals"
    grep -vx .end "$work/proposals"
  }
  if zsh -f -c 'zmodload zsh/zpty && zpty try true' 2>/dev/null; then
    proposes "zsh completes a command" "$(zsh_proposals "scriptorium-cli im")" import
    proposes "zsh completes an option" "$(zsh_proposals "scriptorium-cli export --l")" --layout
    proposes "zsh completes the values of an option" "$(zsh_proposals "scriptorium-cli export x --layout ")" source studio
    proposes "zsh completes a stored course" "$(zsh_proposals "scriptorium-cli export ")" "$name"
  else
    echo "skipped: what zsh completes (there are no pseudo terminals here)"
  fi
}

no_display() {
  local said code
  said=$(env -u WAYLAND_DISPLAY QT_QPA_PLATFORM=xcb DISPLAY=:9999 scriptorium 2>&1)
  code=$?
  echo "exit code $code: $said"
  [ $code -eq 1 ] && [[ $said == *"scriptorium: there is no display to open a window on."* ]]
}

desktop=$share/applications/scriptorium.desktop
if [ -f "$desktop" ]; then
  metainfo=$share/metainfo/org.scriptorium.Scriptorium.metainfo.xml
  icon=$(sed -n 's/^Icon=//p' "$desktop")
  check "the icon of the desktop file is installed" test -f "$share/icons/hicolor/scalable/apps/$icon.svg"
  check "the program of the desktop file is installed" test -x "$prefix/bin/$(sed -n 's/^Exec=\([^ ]*\).*/\1/p' "$desktop")"
  check "without a display the program ends with a sentence" no_display
  ! has desktop-file-validate "validity of the desktop file" ||
    check "the desktop file is valid" test -z "$(desktop-file-validate "$desktop" 2>&1)"
  ! has appstreamcli "validity of the metainfo file" ||
    check "the metainfo file is valid" appstreamcli validate --no-net --strict "$metainfo"
  version=$(scriptorium-cli --version | awk '{ print $NF }')
  released=$(sed -n 's/^\.TH [^"]*"\([^"]*\)".*/\1/p' "$page")
  check "the metainfo file knows this version" grep -q "version=\"$version\" date=\"$released\"" "$metainfo"
else
  echo "skipped: the desktop files (this build has no window)"
fi
exit $failed
