"""Grades the geometry of a molecule (VSEPR).

An answer is {"geometry": "AX4E0", "atoms": {place: atom}}; places are c0 (the middle), p0.. (around), a0.. (on the axis),
e0.. (around the axis), and for AX6 e10 e11, e20 e21: the two pairs that lie opposite each other.
"""
import itertools
import json


def vsepr_parse_user_answer(user_input):
    return json.loads(user_input)


def vsepr_build_correct_answer(geometry, atoms):
    return {"geometry": geometry, "atoms": atoms}


def _at(atoms, prefix):
    return sorted(atom for place, atom in atoms.items() if place.startswith(prefix))


def vsepr_grade(user_input, correct_answer, convert_to_peripheral=False):
    """With `convert_to_peripheral`, all places but the middle count as places around it."""
    given, right = user_input["atoms"], correct_answer["atoms"]
    if user_input["geometry"] != correct_answer["geometry"] or given["c0"] != right["c0"]:
        return False
    if convert_to_peripheral:
        around = [atom for place, atom in given.items() if place != "c0"]
        given = {"c0": given["c0"], **{"p%d" % i: atom for i, atom in enumerate(around)}}
    if "e10" in right:  # turning the molecule swaps the axis and the pairs
        wanted = [_at(right, prefix) for prefix in ("a", "e1", "e2")]
        return any(
            wanted == [_at(given, prefix) for prefix in turned] for turned in itertools.permutations(("a", "e1", "e2"))
        )
    return all(_at(given, prefix) == _at(right, prefix) for prefix in "pae")
