"""Grades where things were dropped on a picture.

What the page sends is a list of {thing: place}; a place is a target's name, a point [x, y], or nested names of things
that are targets themselves. What is right is a dict {thing: place}, or a list of groups, each with `draggables`,
`targets` and a `rule`: exact, anyof, unordered_equal, the last two also with +number.
"""
import json

FORGIVENESS = 10  # pixels
COORDINATES = (list, int, float)


def flat_user_answer(user_answer):
    """{'up': {'first': {'p': 'p_l'}}} becomes {'up': 'p_l[p][first]'}."""
    return [_flat(placed) for placed in user_answer]


def _entry(placed):
    """The first thing of a dict, and its place; in the terms that the LMS fails in."""
    return list(placed.keys())[0], list(placed.values())[0]


def _flat(placed):
    thing, place = _entry(placed)
    if not isinstance(place, dict):
        return placed
    names = []
    while isinstance(place, dict):
        name, place = _entry(place)
        names.append(name)
    return {thing: "%s%s" % (place, "".join("[%s]" % name for name in reversed(names)))}


def _circle(position):
    """Middle and radius; a plain point has the usual forgiveness."""
    if isinstance(position[0], list):
        return position[0], max(position[1], FORGIVENESS)
    return position, FORGIVENESS


class PositionsCompare(list):
    """A place, equal to others of its kind: names to names, points to points nearby. Empty equals nothing."""

    def __eq__(self, other):
        if not self or not other:
            return False
        if isinstance(self[0], COORDINATES) and isinstance(other[0], COORDINATES):
            return self.coordinate_positions_compare(other)
        if isinstance(self[0], str) and isinstance(other[0], str):
            return "".join(self) == "".join(other)
        return False

    def __ne__(self, other):
        return not self == other

    __hash__ = None

    def coordinate_positions_compare(self, other, r=FORGIVENESS):
        (x1, y1), mine = _circle(self)
        (x2, y2), theirs = _circle(other)
        return (x2 - x1) ** 2 + (y2 - y1) ** 2 <= max(mine, theirs, r) ** 2


def _same(one, other):
    return PositionsCompare(one) == PositionsCompare(other)


def _exact(right, given):
    return len(right) == len(given) and all(_same(one, other) for one, other in zip(right, given))


def _any_of(right, given):
    return all(any(_same(place, allowed) for allowed in right) for place in given)


def _unordered_equal(right, given):
    if len(right) != len(given):
        return False
    left = list(right)
    for place in given:
        found = next((i for i, allowed in enumerate(left) if _same(place, allowed)), None)
        if found is None:
            return False
        del left[found]
    return True


RULES = {"exact": _exact, "anyof": _any_of, "unordered_equal": _unordered_equal}


class DragAndDrop:
    def __init__(self, correct_answer, user_answer):
        if isinstance(correct_answer, dict):
            correct_answer = [
                {"draggables": [thing], "targets": [correct_answer[thing]], "rule": "exact"}
                for thing in sorted(correct_answer)
            ]
        self.groups = correct_answer
        self.placed = [_entry(one) for one in flat_user_answer(json.loads(user_answer))]

    def _of(self, group):
        return [(thing, place) for thing, place in self.placed if thing in group["draggables"]]

    def grade(self):
        if any(not any(thing in group["draggables"] for group in self.groups) for thing, _ in self.placed):
            return False  # something that belongs nowhere
        return all(self._has_the_right_things(group) for group in self.groups) and all(
            self._has_the_right_places(group) for group in self.groups
        )

    def _has_the_right_things(self, group):
        things = [thing for thing, _ in self._of(group)]
        if "number" not in group["rule"]:
            things = set(things)
        return sorted(group["draggables"]) == sorted(things)

    def _has_the_right_places(self, group):
        name = group["rule"]
        if "number" in name:
            name = name.replace("+", "").replace("number", "")
        rule = RULES.get(name)
        if rule is None or not group["targets"]:
            return False
        return rule(group["targets"], [place for _, place in self._of(group)])


def grade(user_input, correct_answer):
    """`user_input`: JSON of the page; `correct_answer`: dict or list."""
    return DragAndDrop(correct_answer=correct_answer, user_answer=user_input).grade()
