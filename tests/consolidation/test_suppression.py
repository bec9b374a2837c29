"""What an outsider sees of small totals, tried by an attacker who knows the rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest

from keng.consolidation.suppression import Face, Family, face_alone, face_along, faces


def test_nothing_is_held_back_where_no_part_is_small() -> None:
    assert faces(17, [12, 0, 5]) == (Face.EXACT, Face.EXACT, Face.EXACT)


def test_a_small_part_takes_one_larger_part_with_it() -> None:
    # 35 known: without the second "…" the first would be 35 - 12 - 20 = 3.
    assert faces(35, [3, 12, 20]) == (Face.FEW, Face.HELD, Face.EXACT)


def test_a_zero_cannot_take_up_the_slack_alone() -> None:
    # 0 held back alone would leave 43 - 40 = 3 for the first: every other part is held back.
    assert faces(43, [3, 0, 40]) == (Face.FEW, Face.HELD, Face.HELD)


def test_two_small_parts_of_a_total_that_leaves_them_open_need_no_third() -> None:
    assert faces(5, [2, 3]) == (Face.FEW, Face.FEW)


def test_two_small_parts_that_the_total_would_narrow_are_closed() -> None:
    # 8 = 4 + 4 only, if both are known to be small.
    assert faces(8, [4, 4]) == (Face.HELD, Face.HELD)


def test_parts_that_do_not_add_up_are_closed() -> None:
    assert faces(40, [3, 12, 20]) == (Face.HELD, Face.HELD, Face.HELD)


def test_below_a_value_that_is_not_shown_nothing_is_shown() -> None:
    assert face_along(3, [Family(3, (0, 3), 0)]) is Face.HELD


@pytest.mark.parametrize(
    ("value", "face"), [(0, Face.EXACT), (1, Face.FEW), (4, Face.FEW), (5, Face.EXACT)]
)
def test_the_top_of_the_tree_is_hidden_from_one_to_four(value: int, face: Face) -> None:
    assert face_alone(value) is face


def compositions(total: int, size: int) -> Iterator[tuple[int, ...]]:
    if size == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in compositions(total - first, size - 1):
            yield (first, *rest)


@pytest.mark.parametrize(("size", "highest"), [(2, 40), (3, 34), (4, 26), (5, 19), (6, 14)])
def test_an_attacker_who_knows_total_and_rule_rules_out_no_small_value(
    size: int, highest: int
) -> None:
    for total in range(5, highest):
        behind: dict[tuple[str, ...], list[tuple[int, ...]]] = defaultdict(list)
        for parts in compositions(total, size):
            seen = faces(total, parts)
            picture = tuple(
                str(part) if face is Face.EXACT else face.value
                for part, face in zip(parts, seen, strict=True)
            )
            behind[picture].append(parts)
        for picture, candidates in behind.items():
            assert_no_small_value_is_narrowed(picture, candidates)


def assert_no_small_value_is_narrowed(
    picture: tuple[str, ...], candidates: list[tuple[int, ...]]
) -> None:
    for index, shown in enumerate(picture):
        possible = {parts[index] for parts in candidates}
        if possible & {1, 2, 3, 4}:
            assert shown in {"<5", "…"}, (picture, index)
            assert {1, 2, 3, 4} <= possible, (picture, index, possible)


@pytest.mark.parametrize("top", range(5, 24))
def test_an_attacker_who_sees_two_levels_learns_no_more(top: int) -> None:
    # A province with two districts of two communes each: every data set with this total.
    behind: dict[tuple[str, ...], list[tuple[int, ...]]] = defaultdict(list)
    for leaves in compositions(top, 4):
        behind[picture_of(leaves)].append(leaves)

    for picture, candidates in behind.items():
        districts = [(one[0] + one[1], one[2] + one[3]) for one in candidates]
        assert_no_small_value_is_narrowed(picture[1:3], districts)
        assert_no_small_value_is_narrowed(picture[3:], candidates)


def picture_of(leaves: tuple[int, ...]) -> tuple[str, ...]:
    top, districts = sum(leaves), (leaves[0] + leaves[1], leaves[2] + leaves[3])
    seen = [shown(top, face_along(top, []))]
    for index, district in enumerate(districts):
        step = Family(top, districts, index)
        seen.append(shown(district, face_along(top, [step])))
    for index, leaf in enumerate(leaves):
        district = index // 2
        parts = leaves[:2] if district == 0 else leaves[2:]
        way = [Family(top, districts, district), Family(districts[district], parts, index % 2)]
        seen.append(shown(leaf, face_along(top, way)))
    return tuple(seen)


def shown(value: int, face: Face) -> str:
    return str(value) if face is Face.EXACT else face.value
