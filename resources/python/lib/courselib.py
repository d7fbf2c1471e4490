"""A course's own modules (python_lib.zip), compiled once and run anew by every script."""
import json
import marshal
import os
import sys
import zipimport

COURSE = "/course"
MOST_BYTES = 32 << 20


class CompiledZip(zipimport.zipimporter):
    """An importer of a zip file that takes a module's code from `compiled` when it is there."""

    compiled = {}

    def get_code(self, fullname):
        known = self.compiled.get((self.archive, self.prefix, fullname.rpartition(".")[2]))
        return marshal.loads(known) if known is not None else super().get_code(fullname)


class CourseLibrary:
    def __init__(self, paths):
        self.paths = paths

    def compile_ahead(self):
        """Compiles what the zip files hold, in a child: a source can bring the compiler down."""

    def open(self):
        """Puts the course's modules behind the system's; in the process that runs a script."""
        sys.path.extend(self.paths)
