#!/usr/bin/env python3
"""Usage: shape.py SOURCE_FOLDER. What packaging/shape --check says of small trees: one that is as its READMEs say, and the
same with one thing wrong."""
import importlib.machinery
import importlib.util
import os
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
LOADER = importlib.machinery.SourceFileLoader("shape", os.path.join(sys.argv.pop(), "packaging/shape"))
SHAPE = importlib.util.module_from_spec(importlib.util.spec_from_loader("shape", LOADER))
LOADER.exec_module(SHAPE)
TABLE = """# core

| folder | door | may include | libraries |
| --- | --- | --- | --- |
| `base` | `base/result.h` |  |  |
| `model` | `model/block.h` | `base` |  |
"""
GOOD = {
    "core/README.md": TABLE,
    "core/base/README.md": "# base\n\nDoor: `base/result.h`.\n",
    "core/base/result.h": "#pragma once\n",
    "core/model/README.md": "# model\n\nDoor: `model/block.h`. See [base](../base/README.md).\n",
    "core/model/block.h": '#pragma once\n#include "base/result.h"\n/// As written (docs/olx.md, Names).\n',
    "docs/olx.md": "# OLX\n\nRead by `core/model/block.h`.\n",
}
# What is wrong; the files that make it so; what is said of it.
WRONG = (
    ("an include that no row allows", {"core/base/result.h": '#include "model/block.h"\n'},
     "does not allow base"),
    ("a row that nobody needs", {"core/model/block.h": "#pragma once\n"}, "allows model to include base, which it does not"),
    ("an include of nothing", {"core/base/result.h": '#include "base/gone.h"\n'}, "is no file here"),
    ("a folder without a row", {"core/edit/edit.h": "#pragma once\n"}, "is a folder that no table of a README names"),
    ("a README without a heading", {"core/base/README.md": "Door: `base/result.h`.\n"}, "does not begin with a heading"),
    ("a README that names another door first", {"core/base/README.md": "# base\n\nDoor: `base/error.h`.\n"},
     "does not name its door base/result.h first"),
    ("a module without a README", {"core/base/README.md": None}, "is a module without a README.md"),
    ("a comment that names a document that is gone", {"core/base/result.h": "/// See facts.md.\n"},
     "names facts.md, which is not in the project"),
    ("a link to nowhere", {"docs/olx.md": "[base](../core/base/FORMAT.md)\n"}, "names core/base/FORMAT.md"),
    ("a page that names a source file that is gone", {"docs/olx.md": "`core/model/moved.cpp`\n"},
     "names core/model/moved.cpp"),
)
RIGHT = (
    ("the tree itself", {}),
    ("a document beside the file", {"core/base/result.h": "/// The form is in README.md.\n"}),
    ("a name of a file in quotes", {"core/base/result.h": '/// Of "../LIESMICH.md" the path counts.\n'}),
    ("a link into the world", {"docs/olx.md": "[OLX](https://example.org/olx.md)\n"}),
    ("a file by its name in includes", {"docs/olx.md": "`model/block.h`\n"}),
)


class Shape(unittest.TestCase):
    def breaches(self, changes):
        with tempfile.TemporaryDirectory() as root:
            for path, text in {**GOOD, **changes}.items():
                if text is not None:
                    os.makedirs(os.path.join(root, os.path.dirname(path)), exist_ok=True)
                    with open(os.path.join(root, path), "w", encoding="utf-8") as file:
                        file.write(text)
            return [f"{path}: {what}" for path, _, what in SHAPE.breaches(SHAPE.House(root))]

    def test_what_is_wrong_is_said(self):
        for what, changes, said in WRONG:
            with self.subTest(what):
                self.assertIn(said, "\n".join(self.breaches(changes)))

    def test_what_is_right_passes(self):
        for what, changes in RIGHT:
            with self.subTest(what):
                self.assertEqual(self.breaches(changes), [])


if __name__ == "__main__":
    unittest.main()
