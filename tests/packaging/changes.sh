#!/usr/bin/env bash
# Usage: changes.sh SOURCE_FOLDER. What packaging/tidy looks at and which modules a change concerns, in a scratch clone with
# stand-ins for cmake, ninja and clang-tidy: a.cpp and b.cpp both read a.h, b.cpp alone reads b.h, and tests_b is made of both.
set -euo pipefail
source=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
export HOME=$work XDG_CACHE_HOME=$work/cache GIT_CONFIG_NOSYSTEM=1 PATH=$work/bin:$PATH
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
mkdir -p "$work"/bin "$work"/clone/{packaging,core/base,build/lint,build/dev,tests/a,tests/b}
cd "$work/clone"
cp "$source"/packaging/{common.sh,tidy,inputs.py} packaging/

cat >"$work/bin/ninja" <<'NINJA'
#!/usr/bin/env bash
case $4 in
  deps)
    printf 'a.o: #deps 3, deps mtime 1 (VALID)\n    ../../core/base/a.cpp\n    ../../core/base/a.h\n    /usr/include/stdio.h\n\n'
    printf 'b.o: #deps 3, deps mtime 1 (VALID)\n    ../../core/base/b.cpp\n    ../../core/base/a.h\n    ../../core/base/b.h\n'
    ;;
  targets) printf 'tests/tests_a: CXX_EXECUTABLE_LINKER__tests_a_\ntests/tests_b: CXX_EXECUTABLE_LINKER__tests_b_\n' ;;
  inputs) if [ "$5" = tests/tests_a ]; then echo a.o; else printf 'a.o\nb.o\n../../resources/b.json\n'; fi ;;
esac
NINJA
cat >"$work/bin/clang-tidy-14" <<'TIDY'
#!/usr/bin/env bash
[ "$1" != --version ] || exit 0
file=${@: -1}
echo "looked at $(basename "$file")"
! grep -q fault "$file"
TIDY
printf '#!/bin/sh\n' >"$work/bin/cmake"
chmod +x "$work"/bin/*

touch core/base/{a.h,b.h} .clang-tidy
echo '#include "base/a.h"' | tee core/base/a.cpp >core/base/b.cpp
echo '  #  include "b.h" // in its own folder' >>core/base/b.cpp
echo build >.gitignore
for name in a b; do printf '{ "file": "%s" }\n' "$PWD/core/base/$name.cpp"; done | paste -s -d , | sed 's/.*/[&]/' \
  >build/lint/compile_commands.json
git init -q .
git add .
git commit -qm "Begin"
git commit -q --allow-empty -m "Go on"

# looks "claim" clean|red "FILES" [all]: how packaging/tidy ends after looking at these files.
looks() {
  local text end=clean seen
  text=$(packaging/tidy "${4:-changed}" 2>&1) || end=red
  seen=$(sed -n 's/^looked at //p' <<<"$text" | sort | xargs)
  if [ "$end" = "$2" ] && [ "$seen" = "$3" ]; then
    echo "passed: $1"
  else
    printf 'FAILED: %s (%s, looked at "%s", should be "%s")\n%s\n' "$1" "$end" "$seen" "$3" "$text"
    failed=1
  fi
}

# concerns "claim" "MODULES" FILE...: the modules of tests that a change of these files concerns.
concerns() {
  local claim=$1 wanted=$2 got
  shift 2
  got=$(packaging/inputs.py modules "$@" | xargs)
  if [ "$got" = "$wanted" ]; then echo "passed: $claim"; else printf 'FAILED: %s: "%s"\n' "$claim" "$got" && failed=1; fi
}

looks "what came with an older commit is looked at too" clean "a.cpp b.cpp"
looks "what was found clean is not looked at again" clean ""
looks "nor is it when every file is asked for" clean "" all
echo "int b;" >core/base/b.h
looks "a header is looked at with the sources that read it" clean "b.cpp"
echo "int a;" >core/base/a.h
looks "a header that all read is looked at with all" clean "a.cpp b.cpp"
echo "Checks: '*'" >.clang-tidy
looks "other rules let no file pass unseen" clean "a.cpp b.cpp"
echo "fault" >core/base/a.cpp
looks "a fault is red" red "a.cpp"
git commit -qam "Break"
git commit -q --allow-empty -m "Go on"
looks "it stays red on main, however many commits are on top" red "a.cpp"
echo >core/base/a.cpp
looks "until it is mended" clean "a.cpp"
touch core/base/new.cpp
git add core/base/new.cpp
looks "a source of no target is not passed over" red ""

# since "claim" COMMIT|nothing: what is counted as changed is counted from there.
since() {
  local got
  got=$(. packaging/common.sh && changed_since)
  if [ "$got" = "${2#nothing}" ]; then echo "passed: $1"; else printf 'FAILED: %s: "%s"\n' "$1" "$got" && failed=1; fi
}

first=$(git rev-list --max-parents=0 HEAD)
since "in a clone of main nothing is known" nothing
git update-ref refs/remotes/origin/main HEAD
since "nor where this is what everybody has" nothing
git update-ref refs/remotes/origin/main "$first"
since "on a branch it is where it left" "$first"
git rev-parse HEAD~1 >build/passed
since "and otherwise what passed here last" "$(git rev-parse HEAD~1)"

concerns "a header concerns the modules that read it" "b" core/base/b.h
concerns "a header that all read concerns all" "a b" core/base/a.h
concerns "a resource concerns whom it is built into" "b" resources/b.json
concerns "what a test reads when it runs concerns its module" "a" tests/a/golden/course.xml
concerns "flags and shared parts of the tests concern all" "a b browser" cmake/scriptorium.cmake
concerns "a script of the preview concerns the tests in a browser" "browser" resources/preview/page.js
concerns "a page concerns none" "" README.md

exit $failed
