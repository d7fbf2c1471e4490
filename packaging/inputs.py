#!/usr/bin/env python3
"""What the files of this project go into:
    inputs.py states             one line "STATE FILE" for each source of build/lint: a hash of all that its clang-tidy hangs on
    inputs.py modules FILE...    the modules of tests that run something made from one of these files, one a line, as
                                 build/dev knows it (so it must be built)
"""
import hashlib
import json
import os
import re
import subprocess
import sys

BUILD = "build/dev"
LINT = "build/lint"
INCLUDE = re.compile(rb'^[ \t]*#[ \t]*include[ \t]*"([^"]+)"', re.MULTILINE)
BROWSER = re.compile(r"core/(render|grading/block|grading/inputs)/|app/preview/|resources/(preview|weblibraries)/|tests/browser/")
EVERY_TEST = re.compile(r"CMake|cmake/|packaging/packages|tests/support/|tests/fakes/")  # what no list of inputs names


def lines(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()


def of_project(path, build=BUILD):
    """PATH as the build writes it, relative to the project; None when it lies outside or was made by the build."""
    inside = os.path.relpath(os.path.join(build, path))
    return None if inside.startswith(("..", "build/")) else inside


def read_by_objects():
    """For each object file the files of ours that its compiler read, as ninja remembers it."""
    read, files = {}, set()
    for line in lines("ninja", "-C", BUILD, "-t", "deps"):
        if line.startswith("    "):
            file = of_project(line.strip())
            if file:
                files.add(file)
        elif line:
            files = read.setdefault(line.split(":")[0], set())
    return read


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def print_states():
    rules = digest(".clang-tidy") + " ".join(lines("clang-tidy-14", "--version"))
    ours = {file for file in lines("git", "ls-files", "*.cpp", "*.h") if os.path.exists(file)}
    contents, included = {}, {}

    def includes(file):
        if file not in included:
            with open(file, "rb") as text:
                found = INCLUDE.findall(text.read())
            places = [[os.path.normpath(f"{top}/{name.decode()}") for top in (os.path.dirname(file), "core", ".")]
                      for name in found]
            included[file] = {place for named in places for place in named if place in ours}
            contents[file] = digest(file)
        return included[file]

    with open(f"{LINT}/compile_commands.json") as file:
        compiled = {of_project(entry["file"], LINT) for entry in json.load(file)}
    for source in sorted(compiled & ours):
        read, ahead = {source}, [source]
        while ahead:
            new = includes(ahead.pop()) - read
            read |= new
            ahead += new
        state = hashlib.sha256("\n".join([rules] + [f"{f} {contents[f]}" for f in sorted(read)]).encode()).hexdigest()
        print(state, source)


def print_modules(changed):
    read = read_by_objects()
    for target in lines("ninja", "-C", BUILD, "-t", "targets", "all"):
        found = re.fullmatch(r"tests/tests_(\w+): CXX_EXECUTABLE\S*", target)
        if not found:
            continue
        module = found[1]
        inputs = set()
        for path in lines("ninja", "-C", BUILD, "-t", "inputs", f"tests/tests_{module}"):
            inputs |= read.get(path, set()) | {of_project(path)}
        if any(file in inputs or file.startswith(f"tests/{module}/") or EVERY_TEST.match(file) for file in changed):
            print(module)
    if any(BROWSER.match(file) or EVERY_TEST.match(file) for file in changed):
        print("browser")  # no executable of its own


if sys.argv[1] == "states":
    print_states()
else:
    print_modules(sys.argv[2:])
