"""What a script finds around it: names, modules, files; and how what it leaves is handed back."""
import __future__
import gc
import importlib
import json
import os
import re
import sys
import time
import traceback

import courselib
import random2
from six.moves import xrange  # the prolog takes it from there

# Names that need no import, and the modules behind them.
ASSUMED = {
    "numpy": "numpy",
    "math": "math",
    "scipy": "scipy",
    "calc": "calc",
    "eia": "eia",
    "chemcalc": "chem.chemcalc",
    "chemtools": "chem.chemtools",
    "miller": "chem.miller",
    "draganddrop": "verifiers.draganddrop",
}
# Words of a script, and the modules worth having before the fork when it says them. None is a course's.
WORTH_PRELOADING = {
    **{word: module for word, module in ASSUMED.items() if word != "math"},
    "loncapa": "loncapa",
    "symmath": "symmath.check",
    "sympy": "sympy",
    "special": "scipy.special",
}
OFTEN_IMPORTED = (
    "lxml.html.soupparser", "collections", "copy", "dataclasses", "datetime", "decimal", "fractions", "pprint", "string", "threading",
)
# What scripts import that need no more than the bare interpreter, which is quicker to fork than one full of libraries.
AT_HAND = frozenset("cmath collections copy functools itertools json math messagehtml operator os random re string sys time".split())
IMPORTED = re.compile(r"\bfrom\s+([\w.]+)\s+import\b|\bimport\s+([^\n;#]+)")
# The lines that the LMS puts before a script, so that the numbers in its messages are the LMS's.
LINES_BEFORE = 81
PLAIN = (type(None), int, float, bytes, str, list, tuple, dict)
HEADER = "Traceback (most recent call last):\n"
WORD = re.compile(r"[a-z]+")


class LazyModule:
    """Stands for a module until something of it is wanted."""

    def __init__(self, name):
        self.__dict__["__name__"] = name

    def __getattr__(self, name):
        module = importlib.import_module(self.__name__)
        try:
            return getattr(module, name)
        except AttributeError:
            pass
        try:
            return importlib.import_module("%s.%s" % (self.__name__, name))
        except ImportError as error:
            raise AttributeError("'module' object has no attribute %r" % name) from error

    def __setattr__(self, name, value):
        setattr(importlib.import_module(self.__name__), name, value)


class Silence:
    """What a script writes to its output is not seen."""

    def write(self, *args, **kwargs):
        pass

    def flush(self, *args, **kwargs):
        pass


def preload(text):
    """Imports the system's modules that `text` needs; the ones that it names and that are not there are given back."""
    missing = []
    for word in set(WORD.findall(text)) & WORTH_PRELOADING.keys():
        try:
            importlib.import_module(WORTH_PRELOADING[word])
        except ImportError:
            missing.append(word)
    import_all(courselib.slow_modules(text))
    return missing


def preload_at_hand():
    import_all(sorted(AT_HAND - {"random"}))


def preload_the_usual():
    import_all(OFTEN_IMPORTED)


def needs_libraries(request, frame):
    """Whether a script may want more than what is at hand. NumPy must be there before the fork, to draw from the seed."""
    code = request["code"]
    if request["folders"] or b"numpy" in frame or b"scipy" in frame or "__import__" in code:
        return True
    if not WORTH_PRELOADING.keys().isdisjoint(WORD.findall(code)) or ("msg" in code and "<" in code):
        return True
    return any(not imported_names(found) <= AT_HAND for found in IMPORTED.finditer(code))


def imported_names(found):
    module, modules = found.groups()
    return {module} if module else {part.split()[0] if part.strip() else "" for part in modules.split(",")}


def import_all(modules):
    for module in modules:
        try:
            importlib.import_module(module)
        except ImportError:
            pass


def furnish(room, course):
    """Makes the folder that a script runs in, with the course's own modules in it."""
    own = os.path.join(room, "tmp")
    os.makedirs(own)
    for name in course:
        place, source = os.path.join(room, name), os.path.join("/course", name)
        if place != own:
            os.symlink(source, place)
        elif os.path.isdir(source):
            for inner in os.listdir(source):
                os.symlink(os.path.join(source, inner), os.path.join(own, inner))


def clear(rooms, seconds):
    """Empties `rooms`, in which nothing runs any more; says whether it could in that time."""
    deadline = time.monotonic() + seconds
    folders, emptied = [rooms], []
    try:
        while folders:
            folder = folders.pop()
            emptied.append(folder)
            os.chmod(folder, 0o700)
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    else:
                        os.unlink(entry.path)
                    if time.monotonic() > deadline:
                        return False
        for folder in reversed(emptied[1:]):
            os.rmdir(folder)
        os.utime(rooms, (0, 0))  # times would tell the next script something
    except OSError:
        return False
    return True


def seeded_random(seed):
    """The module `random` of a script: one generator with Python 2's sequences, however it is imported."""
    random = random2.Random(seed)
    random.Random = random2.Random
    random.SystemRandom = random2.SystemRandom
    sys.modules["random"] = random
    return random


ASSUMED_NAMES = {
    "absolute_import": __future__.absolute_import,
    "division": __future__.division,
    "os": os,
    "sys": sys,
    "random_module": random2,
    "xrange": xrange,
    "random": None,  # comes with the seed
    "LazyModule": LazyModule,
    **{name: LazyModule(module) for name, module in ASSUMED.items()},
}


def decoded(value):
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, (list, tuple)):
        return [decoded(item) for item in value]
    if isinstance(value, dict):
        return {decoded(key): decoded(item) for key, item in value.items()}
    return value


def what_survives(names):
    """The part of `names` that goes through JSON and back."""
    left = {}
    for name, value in names.items():
        if name == "__builtins__" or not isinstance(value, PLAIN):
            continue
        try:
            left[json.loads(json.dumps(decoded(name)))] = json.loads(json.dumps(decoded(value)))
        except Exception:
            continue
    return json.dumps(left)


def told(error, room):
    """What the interpreter says of an error. Since Python 3.9 it gives a program's whole path."""
    trace = error.__traceback__.tb_next
    while trace is not None and trace.tb_frame.f_code.co_filename == __file__:
        trace = trace.tb_next
    words = traceback.TracebackException(type(error), error, trace)
    lines = list(words.format())
    if trace is None:  # the code did not compile
        lines.insert(-len(list(words.format_exception_only())), HEADER)
    last_header = len(lines) - 1 - lines[::-1].index(HEADER)
    lines.insert(last_header + 1, '  File "%s/jailed_code", line 19, in <module>\n    exec(code, g_dict)\n' % room)
    return "".join(lines)


def seed_numpy(seed):
    """In the LMS NumPy draws anew each time. Here the same seed gives the same problem and the same grade, one of those that
    the LMS may give."""
    module = sys.modules.get("numpy.random")
    if module is not None:
        module.seed(seed % 2**32)


def prepare(room):
    """What a script finds at its descriptors and in the environment, made before the fork: each page that a child need not
    write to is one less to copy."""
    kept = [(fd, os.dup(fd)) for fd in (1, 2)]
    pipe = os.pipe()
    for fd, _ in kept:
        os.dup2(pipe[1], fd)  # which is what they will stand on
    sys.stdin = open(0, closefd=False)
    sys.__stdout__, sys.stdout = open(1, "w", encoding="utf-8", closefd=False), Silence()
    sys.stderr = sys.__stderr__ = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)
    for fd, ours in kept:
        os.dup2(ours, fd)
        os.close(ours)
    for end in pipe:
        os.close(end)
    os.environ["TMPDIR"] = os.environ["MPLCONFIGDIR"] = room + "/tmp"


def text_of(request):
    return "\n" * (LINES_BEFORE - 1) + "pass\n" + request["code"]


def names_of(request):
    names = request["globals"]
    names.update(ASSUMED_NAMES)
    names["random"] = seeded_random(request["seed"])
    return names


def run(request, course, room):
    """Runs a request in this process, which is good for nothing else afterwards; gives the exit status."""
    out = sys.__stdout__
    sys.path.insert(0, room)
    courselib.put_on_path(request["folders"], course)
    seed_numpy(request["seed"])
    names = names_of(request)
    try:
        exec(text_of(request), names)
        wait_for_threads()
        out.write(what_survives(names))
        out.flush()
    except SystemExit as stop:
        return exit_status(stop.code)
    except BaseException as error:
        sys.stderr.write(told(error, room))
        sys.stderr.flush()
        return 1
    return 0


def run_plain(code, request, room):
    """Runs a request whose `code` can change nothing but its names; gives what it left, and what was said of an error."""
    names = names_of(request)
    try:
        exec(code, names)
        return what_survives(names), ""
    except Exception as error:
        return "", told(error, room)


def settle():
    """What was made so far stays: the collector need not look at it, and write to it, in each child."""
    gc.collect()
    gc.freeze()


def wait_for_threads():
    threading = sys.modules.get("threading")
    if threading is not None:
        threading._shutdown()


def exit_status(code):
    if code is None or isinstance(code, int):
        return (code or 0) & 0xFF
    sys.stderr.write("%s\n" % (code,))
    sys.stderr.flush()
    return 1
