#!/usr/bin/env bash
# Usage: scripts.sh SOURCE_FOLDER. What packaging/run and packaging/test say when something is in their way: each case
# runs the real script with a PATH of real small tools and of stand-ins for apt-get, sudo, df, id, cmake and dpkg-query.
set -uo pipefail
source=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# tools [NAME]...: a fresh PATH folder of the real tools the scripts use; those named are left out.
tools() {
  rm -rf "$work/bin"
  mkdir "$work/bin"
  local name
  for name in awk basename bash cat date dirname env git grep nproc printf rm xargs; do
    [[ " $* " == *" $name "* ]] || ln -s "$(command -v "$name")" "$work/bin/$name"
  done
}

# stand_in NAME 'BODY': a program of that name for the next case.
stand_in() {
  rm -f "$work/bin/$1" # a link to the real program must not be written through
  printf '#!%s\n%s\n' "$(command -v bash)" "$2" >"$work/bin/$1"
  chmod +x "$work/bin/$1"
}

# A machine on which every package is missing and all else is well.
usual() {
  tools "$@"
  stand_in dpkg-query 'exit 1'
  stand_in id 'echo 1000'
  stand_in sudo 'exec "$@"'
  stand_in apt-get 'exit 0'
  stand_in cmake 'exit 0'
  stand_in df 'printf "Filesystem 1M-blocks Used Available\nx 1 1 90000\n"'
}

# expect "case" "sentence" COMMAND...: it must fail, say the sentence, and not add that it stopped for an unknown reason.
expect() {
  local case=$1 sentence=$2 code text
  shift 2
  text=$(env -i HOME="$work" PATH="$work/bin" bash "$@" 2>&1 </dev/null)
  code=$?
  if [ $code -eq 0 ] || [[ $text != *"$sentence"* ]] || [[ $text == *"stopped at the step"* ]]; then
    printf 'FAILED: %s (exit code %s). It should say: %s\nIt said:\n%s\n\n' "$case" "$code" "$sentence" "$text"
    failed=1
  else
    echo "passed: $case"
  fi
}

for script in run test; do
  usual
  rm "$work/bin/sudo"
  expect "$script: no root and no sudo" "neither root nor is there sudo. As root: apt-get install" "$source/packaging/$script"
  usual
  stand_in sudo 'echo "sudo: a password is required" >&2; exit 1'
  expect "$script: sudo refuses" "the package lists could not be read" "$source/packaging/$script"
  usual
  stand_in apt-get '[ "$1" = update ]'
  expect "$script: packages that cannot be had" "apt-get could not install the packages" "$source/packaging/$script"
  usual
  stand_in df 'printf "Filesystem 1M-blocks Used Available\nx 1 1 100\n"'
  expect "$script: little disk space" "of disk space in /var, and 100 MB are free" "$source/packaging/$script"
  usual
  rm "$work/bin/dpkg-query"
  expect "$script: another system" "this is not a Debian system" "$source/packaging/$script"
done

usual
expect "test: an unknown option" "unknown option --wrong. Known: --all, --fast" "$source/packaging/test" --wrong
usual
expect "test: a module of no name" "--module needs the name of a folder of tests/" "$source/packaging/test" --module
usual
stand_in dpkg-query 'echo "install ok installed"'
expect "run: no display" "there is no display to open a window on" "$source/packaging/run"
usual
stand_in dpkg-query 'echo "install ok installed"'
stand_in git 'exit 128'
expect "test: not a clone" "the checks need the project as git keeps it" "$source/packaging/test"

usual
expect "test: a module that has no tests" "there is no tst_*.cpp in tests/nothing" "$source/packaging/test" --module nothing
usual
for tool in cmake ctest; do stand_in $tool "echo \"called: $tool \$*\""; done
called=$(env -i HOME="$work" PATH="$work/bin" bash "$source/packaging/test" --module edit 2>&1 </dev/null | grep ^called:)
if [[ $called == *"cmake --build"*"--target tests_edit"*"ctest"*"^edit/"* ]] && [ "$(grep -c . <<<"$called")" -le 3 ]; then
  echo "passed: test: one module builds and runs its tests and nothing else"
else
  printf 'FAILED: test: one module builds and runs its tests and nothing else. It called:\n%s\n' "$called"
  failed=1
fi

usual
stand_in npm 'exit 0'
stand_in apt-get 'echo "called: apt-get $*"; [ "$1" = update ]'
called=$(env -i HOME="$work" PATH="$work/bin" bash "$source/packaging/run" 2>&1 </dev/null | grep "^called: apt-get install")
if [[ $called == *" cmake "* && $called != *" npm "* && $called != *" npm" ]]; then
  echo "passed: run: npm of another package than Debian's is good enough"
else
  printf 'FAILED: run: npm of another package than Debian'"'"'s is good enough. It called:\n%s\n\n' "$called"
  failed=1
fi

libraries=$source/resources/weblibraries
said=$(cmake -DNPM="$(command -v false)" -DSOURCE="$libraries" -DWORK="$work/libraries" -P "$libraries/take.cmake" 2>&1)
if [ $? -ne 0 ] && [[ $said == *"cmake -DSCRIPTORIUM_WEB_LIBRARIES=OFF"* ]]; then
  echo "passed: a build without network says how to do without the libraries"
else
  printf 'FAILED: a build without network says how to do without the libraries. It said:\n%s\n\n' "$said"
  failed=1
fi

exit $failed
