#!/usr/bin/env bash
# Usage: hook.sh SOURCE_FOLDER. What packaging/hooks/pre-commit lets through and what it refuses, in a scratch clone whose one
# source is tiny.
set -uo pipefail
source=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0
for tool in clang-format-14 clang-tidy-14; do
  command -v $tool >/dev/null || { echo "every test of this file was skipped: $tool is not installed"; exit 0; }
done

export HOME=$work GIT_CONFIG_NOSYSTEM=1 GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@b
cd "$work" && git init -q . && mkdir -p core/base build/lint packaging/hooks
cp "$source"/.clang-format "$source"/.clang-tidy . && cp "$source/packaging/hooks/pre-commit" packaging/hooks/
echo build >.gitignore
file=core/base/number.cpp
printf '[{ "directory": "%s", "file": "%s", "command": "c++ -c %s" }]\n' "$work" "$work/$file" "$work/$file" \
  >build/lint/compile_commands.json
good='using Number = int;'
misfit='using   Number=int;'
fault='typedef int Number;' # as .clang-format says, but modernize-use-using refuses it

# commit "claim" STAGED WORKING "sentence": a commit of the file as STAGED while WORKING lies in the folder. It must be
# refused with the sentence, or pass where there is none.
commit() {
  local claim=$1 text code
  printf '%s\n' "$2" >"$file"
  git add . && printf '%s\n' "$3" >"$file"
  text=$(git commit -q --allow-empty -m "Try" 2>&1)
  code=$?
  if { [ -z "$4" ] && [ $code -eq 0 ]; } || { [ -n "$4" ] && [ $code -ne 0 ] && [[ $text == *"$4"*"--no-verify"* ]]; }; then
    echo "passed: $claim"
  else
    printf 'FAILED: %s (exit code %s). It should say: %s\nIt said:\n%s\n\n' "$claim" "$code" "${4:-nothing}" "$text"
    failed=1
  fi
}

commit "before it is installed nothing is refused" "$misfit" "$misfit" ""
packaging/hooks/pre-commit --install >/dev/null
commit "a clean file passes" "$good" "$good" ""
commit "a badly laid out file is refused" "$misfit" "$misfit" "not laid out as .clang-format says: $file"
commit "what is staged counts, not what lies in the folder" "$misfit" "$good" "not laid out as .clang-format says: $file"
commit "clang-tidy's rules count" "$fault" "$fault" "clang-tidy does not take what is staged"
commit "clang-tidy looks at what is staged" "$fault" "$good" "clang-tidy does not take what is staged"
commit "what is not staged may be anything" "// Staged in part.
$good" "$fault $misfit" ""
rm build/lint/compile_commands.json
commit "without a build only the layout counts" "$fault" "$fault" ""
commit "without a build the layout counts" "$misfit" "$misfit" "not laid out as .clang-format says: $file"

exit $failed
