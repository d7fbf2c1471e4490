# Shared by packaging/run, test and tidy: says what it does, installs what is missing, stops at the first error with a
# sentence.
set -euo pipefail
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$project"
script=packaging/$(basename "$0")

say() {
  if [ -t 1 ]; then printf '\n\033[1m== %s\033[0m\n' "$*"; else printf '\n== %s\n' "$*"; fi
}

step=""
explained=no
started=$SECONDS
finish() {
  local code=$?
  if [ "$code" -ne 0 ] && [ "$explained" = no ]; then
    printf '\n%s stopped at the step "%s" (exit code %s). What is printed above says why.\n' "$script" "$step" "$code" >&2
  fi
}
trap finish EXIT
trap 'explained=yes; printf "\n%s: interrupted at the step \"%s\". Start it again to go on from there.\n" "$script" "$step" >&2; exit 130' INT TERM

# fail "what happened and what to do": ends the script with this sentence.
fail() {
  explained=yes
  printf '\n%s: %s\n' "$script" "$*" >&2
  exit 1
}

# begin "what": names the step that a failure is reported for, and says how long the one before took.
begin() {
  [ -z "$step" ] || echo "(done in $((SECONDS - started)) s)"
  step=$1
  started=$SECONDS
  say "$1"
}

# need_space FOLDER MEGABYTES WHAT: a full disk is told before the work, not by the compiler in the middle of it.
need_space() {
  local free
  free=$(df -Pm "$1" | awk 'NR == 2 { print $4 }')
  [ "$free" -ge "$2" ] || fail "$3 needs about $2 MB of disk space in $1, and $free MB are free. Make room there and start again."
}

# changed_since: the commit that "what has changed" is counted from: the one that passed here last; else where this branch
# left origin/main. Nothing where neither is known, as in a fresh clone of main: then nothing may be taken for tested.
changed_since() {
  local passed main
  passed=$(cat build/passed 2>/dev/null || true)
  main=$(git merge-base HEAD origin/main 2>/dev/null || true)
  if [ -n "$passed" ] && git merge-base --is-ancestor "$passed" HEAD 2>/dev/null; then
    echo "$passed"
  elif [ -n "$main" ] && [ "$main" != "$(git rev-parse HEAD)" ]; then
    echo "$main"
  fi
}

# install_packages all|test: the Debian packages of packaging/packages.txt that are not installed yet.
install_packages() {
  local wanted missing=() root=() package program
  wanted=$(awk -v level="$1" '!/^#/ && NF > 1 && ($2 == "all" || level == "test") { print $1, $3 }' packaging/packages.txt)
  if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
    fail "this is not a Debian system. Install what packaging/packages.txt names by hand, then build with: cmake --preset release && cmake --build --preset release"
  fi
  while read -r package program; do
    [ -z "$program" ] || ! command -v "$program" >/dev/null || continue # of this package or of another that has it
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done <<<"$wanted"
  if [ ${#missing[@]} -eq 0 ]; then
    echo "Every package needed is installed."
    return
  fi
  local by_hand="As root: apt-get install --no-install-recommends ${missing[*]}"
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "packages are missing, and you are neither root nor is there sudo. $by_hand"
    root=(sudo)
  fi
  echo "Installing with ${root[*]:+${root[*]} }apt-get: ${missing[*]}"
  [ ${#missing[@]} -lt 5 ] || need_space /var 2000 "Installing ${#missing[@]} packages"
  "${root[@]}" apt-get update -q ||
    fail "the package lists could not be read, for the reason printed above (no right to, or no network?). Nothing was installed. Start again when that is settled, or install the packages yourself. $by_hand"
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" ||
    fail "apt-get could not install the packages, for the reason printed above. No network? Start again when there is. A system other than Debian 12 may lack packages or give them other names (packaging/packages.txt)."
}
