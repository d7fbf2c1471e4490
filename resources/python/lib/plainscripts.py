"""Which scripts can leave nothing behind but the names that they give back.

They are made of numbers, texts, lists and functions of their own, and of modules that nobody can change without naming more.
Whatever is in doubt is not plain. This is about results, not about safety: the fence around both kinds is the same.
"""
import builtins
import opcode
import sys
import types

import surroundings

KNOWN_VERSIONS = (3, 9) <= sys.version_info[:2] <= (3, 13)  # of the code that `is_plain` reads
BUILTINS = frozenset(
    """abs all any ascii bin bool bytes chr complex dict divmod enumerate filter float format frozenset hex int isinstance iter
    len list map max min next oct ord pow print range repr reversed round set slice sorted str sum tuple zip
    ArithmeticError AssertionError AttributeError Exception IndexError KeyError LookupError NameError NotImplementedError
    OverflowError RuntimeError StopIteration TypeError UnboundLocalError ValueError ZeroDivisionError""".split()
)
ASSUMED = frozenset(("math", "random", "xrange"))
FRAMES = frozenset("ag_code ag_frame cr_code cr_frame gi_code gi_frame gi_yieldfrom tb_frame".split())
REFUSED = (frozenset(dir(builtins)) - BUILTINS) | (surroundings.ASSUMED_NAMES.keys() - ASSUMED) | FRAMES
MODULES = frozenset(("cmath", "math", "random"))
NAMES_OF_MODULES = {"messagehtml": frozenset(("cleaned", "cleaned_messages"))}
IMPORTABLE = MODULES | NAMES_OF_MODULES.keys()
CHANGES = frozenset(opcode.opmap[name] for name in ("STORE_ATTR", "DELETE_ATTR"))
EXTENDED_ARG, IMPORT_NAME, IMPORT_FROM = (opcode.opmap[name] for name in ("EXTENDED_ARG", "IMPORT_NAME", "IMPORT_FROM"))


def plain_code(text):
    """The code of a script that is plain, else None. Raises nothing."""
    try:
        code = compile(text, "<string>", "exec", dont_inherit=True)
        return code if KNOWN_VERSIONS and is_plain(code) else None
    except Exception:
        return None


def is_plain(code):
    """Its names are those of all that is not local: globals, attributes, modules."""
    if not REFUSED.isdisjoint(code.co_names) or any(name[0] == "_" != name for name in code.co_names):
        return False
    steps = code.co_code
    operations = set(steps[::2])
    if not CHANGES.isdisjoint(operations) or (IMPORT_NAME in operations and not imports_are_plain(code.co_names, steps)):
        return False
    return all(is_plain(part) for part in code.co_consts if type(part) is types.CodeType)


def imports_are_plain(names, steps):
    high, module = 0, ""
    for operation, low in zip(steps[::2], steps[1::2]):
        argument = high << 8 | low
        high = argument if operation == EXTENDED_ARG else 0
        if operation == IMPORT_NAME:
            module = names[argument]
            if module not in IMPORTABLE:
                return False
        if operation == IMPORT_FROM and names[argument] not in NAMES_OF_MODULES.get(module, names):
            return False
    return True
