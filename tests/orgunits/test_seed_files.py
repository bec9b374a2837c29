"""The two files that ship: counts, identities, and what became of the units of the reports."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import pytest

from keng.orgunits.actions import Seed

IN_FORCE, OBSERVED_BY = "2025-07-01", "2025-06-30"
Lines = Iterable[dict[str, str]]


def _on(lines: Lines, day: str) -> list[dict[str, str]]:
    """Lines that hold on a day; an empty beginning is before all days."""
    return [
        line for line in lines if line["from"] <= day and (not line["until"] or day < line["until"])
    ]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2023-12-31", {"nation": 1, "province": 63, "district": 705, "commune": 10_599}),
        ("2025-06-30", {"nation": 1, "province": 63, "district": 696, "commune": 10_035}),
        ("2025-07-01", {"nation": 1, "province": 34, "commune": 3_321}),
    ],
)
def test_each_map_holds_the_units_that_it_should(
    whole_seed: Seed, day: str, expected: dict[str, int]
) -> None:
    assert Counter(line["level"] for line in _on(whole_seed.units, day)) == expected


def test_the_communes_of_today_are_of_the_kinds_of_the_law(whole_seed: Seed) -> None:
    kinds = Counter(
        line["kind"] for line in _on(whole_seed.units, IN_FORCE) if line["level"] == "commune"
    )

    assert kinds == {"xa": 2_621, "phuong": 687, "dac_khu": 13}


def test_no_day_between_the_snapshots_is_invented(whole_seed: Seed) -> None:
    days = {line["from"] for line in whole_seed.units} | {
        line["on"] for line in whole_seed.successors
    }

    assert days == {"", OBSERVED_BY, IN_FORCE}
    for line in whole_seed.units:
        assert line["day_is"] == {"": "unknown", OBSERVED_BY: "by", IN_FORCE: "exact"}[line["from"]]
    for line in whole_seed.successors:
        assert line["day_is"] == {OBSERVED_BY: "by", IN_FORCE: "exact"}[line["on"]]


def test_keys_are_opaque_and_a_unit_keeps_its_level(whole_seed: Seed) -> None:
    levels = defaultdict(set)
    for line in whole_seed.units:
        levels[line["key"]].add(line["level"])
        assert line["code"] == "" or line["code"] not in line["key"]

    assert all(len(found) == 1 for found in levels.values())
    assert len(levels) == 15_054


def test_an_official_code_is_not_an_identity(whole_seed: Seed) -> None:
    bearers = {
        (line["name"], line["key"])
        for line in whole_seed.units
        if line["code"] == "11140" and line["level"] == "commune"
    }

    assert {name for name, _ in bearers} == {"Cộng Lạc", "Lạc Phượng"}
    assert len({key for _, key in bearers}) == 3  # Lạc Phượng grew again on 1 July 2025


def test_whole_means_one_successor_and_part_means_several(whole_seed: Seed) -> None:
    steps = defaultdict(list)
    for line in whole_seed.successors:
        steps[line["predecessor"], line["on"]].append(line["extent"])

    for extents in steps.values():
        assert extents == ["whole"] or (len(extents) > 1 and set(extents) == {"part"})


def test_every_succession_ends_a_unit_and_begins_one_that_day(whole_seed: Seed) -> None:
    ends = {(line["key"], line["until"]) for line in whole_seed.units}
    begins = {(line["key"], line["from"]) for line in whole_seed.units}

    for line in whole_seed.successors:
        assert (line["predecessor"], line["on"]) in ends
        assert (line["successor"], line["on"]) in begins


def test_every_parent_stands_on_the_days_of_its_members(whole_seed: Seed) -> None:
    stretches = defaultdict(list)
    for line in whole_seed.units:
        stretches[line["key"]].append((line["from"], line["until"] or "9999"))
    for line in whole_seed.units:
        if line["parent"]:
            first = min(first for first, _ in stretches[line["parent"]])
            until = max(until for _, until in stretches[line["parent"]])
            assert first <= line["from"]
            assert (line["until"] or "9999") <= until


def test_an_untouched_commune_is_the_same_unit_before_and_after(whole_seed: Seed) -> None:
    before = {line["key"] for line in _on(whole_seed.units, "2025-06-30")}
    after = {line["key"] for line in _on(whole_seed.units, IN_FORCE)}
    touched = {line["successor"] for line in whole_seed.successors if line["on"] == IN_FORCE}

    assert after - touched <= before
    assert not after & before & touched


def test_the_seed_of_some_provinces_holds_nothing_of_others(two_provinces_seed: Seed) -> None:
    provinces = {line["name"] for line in two_provinces_seed.units if line["level"] == "province"}
    keys = {line["key"] for line in two_provinces_seed.units}

    assert provinces == {"Hải Dương", "Hải Phòng"}
    assert all(
        line["predecessor"] in keys and line["successor"] in keys
        for line in two_provinces_seed.successors
    )
