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
| `base/platform` | `base/file.h` | `base` |  |
| `model` | `model/block.h` | `base` | `nlohmann/` |

| header | only for |
| --- | --- |
| `base/file.h` | `base/*` |

| Qt header | only in |
| --- | --- |
| `QFile` `QDir*` | `base` |
"""
GOOD = {
    "core/README.md": TABLE,
    "core/base/README.md": "# base\n\nDoor: `base/result.h`.\n",
    "core/base/result.h": "#pragma once\n",
    "core/base/file.h": "#pragma once\n",
    "core/base/file_p.h": "#pragma once\n",
    "core/base/file.cpp": '#include "base/file.h"\n#include "base/file_p.h"\n#include <QFile>\n#include <cerrno>\n',
    "core/base/platform/file.cpp": '#include "base/file.h"\n#include <unistd.h>\n',
    "core/model/README.md": "# model\n\nDoor: `model/block.h`. See [base](../base/README.md).\n",
    "core/model/block.h": '#pragma once\n#include "base/result.h"\n/// As written (docs/olx.md, Names).\n',
    "core/model/json.cpp": "#include <nlohmann/json.hpp>\n#include <vector>\n",
    "docs/olx.md": "# OLX\n\nRead by `core/model/block.h`.\n",
}
# What is wrong; the files that make it so; what is said of it.
WRONG = (
    ("an include that no row allows", {"core/base/result.h": '#include "model/block.h"\n'},
     "does not allow base"),
    ("a row that nobody needs", {"core/model/block.h": "#pragma once\n"}, "allows model to include base, which it does not"),
    ("a circle of folders", {"core/README.md": TABLE.replace("`base/result.h` |  |", "`base/result.h` | `model` |"),
                             "core/base/result.h": '#include "model/block.h"\n'}, "closes the circle of core/base, core/model"),
    ("a crowded folder", {f"core/model/value{number}.h": "#pragma once\n" for number in range(30)},
     "core/model: holds 32 files; over 30 is two modules"),
    ("a long file", {"core/model/json.cpp": "#include <nlohmann/json.hpp>\n" + "int x;\n" * 600},
     "has 601 lines; the most is 600"),
    ("a long function", {"core/model/block.h": '#include "base/result.h"\nint twice(int x)\n{\n' + "  x += x;\n" * 60 + "}\n"},
     "has a function of 63 lines (int twice(int x))"),
    ("a long member function", {"core/model/block.h": '#include "base/result.h"\nclass Block\n{\n  int twice(int x)\n  {\n' +
                                "    x += x;\n" * 60 + "  }\n};\n"}, "has a function of 63 lines (int twice(int x))"),
    ("a library that the row does not name", {"core/base/file.cpp": '#include "base/file.h"\n#include <zlib.h>\n'},
     "may not use <zlib.h>: core/README.md does not list it"),
    ("a library shown in a header", {"core/model/block.h": '#include "base/result.h"\n#include <nlohmann/json.hpp>\n'},
     "shows <nlohmann/json.hpp> in a header"),
    ("a system header outside platform", {"core/base/file.cpp": "#include <sys/stat.h>\n"},
     "includes <sys/stat.h> outside a platform folder"),
    ("an umbrella", {"core/base/result.h": "#include <QtCore>\n"}, "includes the umbrella <QtCore>"),
    ("a header that is for others", {"core/model/json.cpp": '#include <nlohmann/json.hpp>\n#include "base/file.h"\n'},
     "includes base/file.h, which is for base/* alone"),
    ("a private header of others", {"core/model/json.cpp": '#include <nlohmann/json.hpp>\n#include "base/file_p.h"\n'},
     "includes base/file_p.h, which is private to its folder"),
    ("a class of Qt that is for others", {"core/model/json.cpp": "#include <nlohmann/json.hpp>\n#include <QDirIterator>\n"},
     "includes <QDirIterator>, which is for base alone"),
    ("a door that is no header", {"core/README.md": TABLE.replace("`base/result.h` |", "`base/gate.h` |")},
     "names base/gate.h as the door of base, which is no header"),
    ("a row without a door", {"core/README.md": TABLE.replace("`base/result.h` |", "none |")}, "names no door header of base"),
    ("a row of a folder that is gone", {"core/README.md": TABLE.replace("| `base` |", "| `ground` |")},
     "names ground, which holds no code"),
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
    ("a registry of many", {**{f"core/model/value{number}.h": "#pragma once\n" for number in range(30)},
                            "core/README.md": TABLE.replace("| `model` |", "| `model` (registry) |")}),
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
