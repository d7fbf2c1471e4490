# Shared by packaging/run and packaging/test: says what it does, installs what is missing, stops at the first error.
set -euo pipefail
project=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$project"

say() { printf '\n\033[1m== %s\033[0m\n' "$*"; }
fail() {
  printf '\n%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}
step=""
trap 'code=$?; [ $code -eq 0 ] || printf "\n%s stopped at the step \"%s\" (exit code %s). What it printed above says why.\n" "$(basename "$0")" "$step" "$code" >&2' EXIT

# begin "what": names the step that a failure is reported for.
begin() {
  step=$1
  say "$1"
}

# install_packages all|test: the Debian packages of packaging/packages.txt that are not installed yet.
install_packages() {
  local wanted missing=()
  wanted=$(awk -v level="$1" '!/^#/ && NF == 2 && ($2 == "all" || level == "test") { print $1 }' packaging/packages.txt)
  command -v dpkg-query >/dev/null || fail "this is not a Debian system. Install the packages named in packaging/packages.txt by hand, then build with: cmake --preset release && cmake --build --preset release"
  for package in $wanted; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  if [ ${#missing[@]} -eq 0 ]; then
    echo "Every package needed is installed."
    return
  fi
  local root=()
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || fail "packages are missing and neither root nor sudo is at hand. Install as root: apt-get install ${missing[*]}"
    root=(sudo)
  fi
  echo "Installing with apt: ${missing[*]}"
  "${root[@]}" apt-get update -q
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
}
