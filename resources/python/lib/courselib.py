"""A course's own modules (python_lib.zip): compiled once, run anew by every script."""
import marshal
import os
import re
import sys
import zipimport

COURSE = "/course"
MOST_MODULES = 2000
LARGEST_MODULE = 4 << 20
# The system's modules that take long to import, worth having before the fork when a library imports them.
SLOW = ("lxml.etree", "pyparsing", "scipy.integrate", "scipy.linalg", "scipy.optimize", "scipy.special", "scipy.stats", "sympy")


class CompiledZip(zipimport.zipimporter):
    """An importer of zip files that takes a module's code from `compiled` when it is there."""

    compiled = {}
    slow = ()  # of SLOW, the ones that the course's modules import
    names = ()  # by which a script imports them

    def get_code(self, fullname):
        path = self._compiled_path(fullname)
        return marshal.loads(self.compiled[path]) if path else super().get_code(fullname)

    def get_filename(self, fullname):
        # Python's own compiles the module to find out.
        return self._compiled_path(fullname) or super().get_filename(fullname)

    def _compiled_path(self, fullname):
        path = "%s/%s%s" % (self.archive, self.prefix, fullname.rpartition(".")[2])
        return next((path + end for end in ("/__init__.py", ".py") if path + end in self.compiled), None)


def compile_modules(paths, write):
    """Gives the path and the code of every module to `write`, for a process of its own: a source can bring the
    compiler down. What does not compile is left to whoever imports it. Last, under no path, which of SLOW they import."""
    import zipfile  # large, and only this process needs it

    slow = set()
    for path in paths:
        if not path.endswith(".zip"):
            continue
        with zipfile.ZipFile(os.path.join(COURSE, path)) as archive:
            for entry in archive.infolist()[:MOST_MODULES]:
                if not entry.filename.endswith(".py") or entry.file_size > LARGEST_MODULE:
                    continue
                name = "%s/%s" % (path, entry.filename)
                try:
                    source = archive.read(entry)
                    code = marshal.dumps(compile(source, name, "exec", dont_inherit=True))
                except Exception:
                    continue
                slow.update(module for module in SLOW if re.search(rb"(?m)^\s*(from|import)\s+%s\b" % module.encode(), source))
                write(name.encode("utf-8", "surrogateescape"))
                write(code)
    write(b"")
    write(" ".join(slow).encode())


def remember(names_and_codes):
    names = [name.decode("utf-8", "surrogateescape") for name in names_and_codes[::2]]
    CompiledZip.compiled = dict(zip(names, names_and_codes[1::2]))
    found = CompiledZip.compiled.pop("", b"").decode("ascii", "replace").split()
    CompiledZip.slow = [module for module in SLOW if module in found]
    CompiledZip.names = {name.partition("/")[2].split("/")[0].removesuffix(".py") for name in CompiledZip.compiled}


def slow_modules(text):
    """The modules of the system that a script will import through the course's."""
    return CompiledZip.slow if any(name in text for name in CompiledZip.names) else ()


def put_on_path(folders, names):
    """Puts the course's modules behind the system's, in the process that runs a script: the folders that the
    problem names, and of what the course has at its top the folder "code" and the archives."""
    sys.path.extend(folder for folder in folders if os.path.isdir(os.path.join(COURSE, folder)))
    sys.path.extend(name for name in names if name == "code" or name.endswith(".zip"))
    if CompiledZip.compiled:
        sys.path_hooks.insert(0, CompiledZip)
