"""The criteria sets of every pack: worked examples, dates, deciders, and what nobody knows yet."""

from __future__ import annotations

from datetime import date

import pytest

from keng.packs.judging.overlay import unknowns
from keng.packs.judging.rulebook import ready
from keng.packs.judging.verdicts import judge_all
from keng.packs.judging.vocabulary import Case, Outcome
from keng.packs.schema import Criterion, Pack
from keng.packs.setexamples import concluded, said
from keng.packs.yamltext import read_yaml, scalars
from pack_cast import FOLDERS, PROGRAMMES, shipped

CRITERIA = [
    pytest.param(folder.name, code, criterion, id=f"{code}:{criterion.code}")
    for folder in FOLDERS
    for code, one in shipped(folder.name).criteria.items()
    for criterion in one.criteria.values()
    if criterion.examples
]
SETS = [
    pytest.param(folder.name, code, id=code)
    for folder in FOLDERS
    for code in shipped(folder.name).criteria
]


@pytest.fixture
def antq() -> Pack:
    return shipped("antq")


@pytest.mark.parametrize(("pack", "code", "criterion"), CRITERIA)
def test_every_worked_example_comes_out_as_written(
    pack: str, code: str, criterion: Criterion
) -> None:
    one = ready(shipped(pack), code)

    for example in criterion.examples:
        assert said(one, criterion, example).outcome.value == example.expect, example


@pytest.mark.parametrize(("pack", "code"), SETS)
def test_every_conclusion_comes_out_as_written(pack: str, code: str) -> None:
    one = ready(shipped(pack), code)

    for example in one.set.conclusions:
        conclusion = concluded(one, example)
        assert (conclusion.result.value, conclusion.in_class) == (example.expect, example.in_class)


@pytest.mark.parametrize(("pack", "code"), SETS)
def test_with_nothing_known_nothing_is_met(pack: str, code: str) -> None:
    verdicts = judge_all(ready(shipped(pack), code), Case(year=2024))

    assert not {Outcome.MET, Outcome.NOT_MET} & {one.outcome for one in verdicts.values()}
    assert all(one.missing for one in verdicts.values())


def test_all_sets_that_the_programme_knows_are_there(antq: Pack) -> None:
    assert set(antq.criteria) == {
        *(f"tt124-{kind}" for kind in ("village", "commune", "agency", "school")),
        *(f"tt23-2012-{kind}" for kind in ("village", "commune", "agency", "school")),
        *(f"qd510-{kind}" for kind in ("village", "commune", "district", "agency")),
        "qd9745",
        "teams-2026",
        "ntm-19.2",
        "ntm-2026-2030",
        "urban-security",
        "qd28-2025",
        "qd28-2025-drug-free",
        "local-15",
        "local-23",
        "emulation-titles",
    }


def test_the_model_commune_has_34_criteria_in_four_groups(antq: Pack) -> None:
    one = antq.criteria["qd9745"]

    assert list(one.criteria) == [f"DH-{number:02d}" for number in range(1, 35)]
    sizes = [sum(it.group == code for it in one.criteria.values()) for code in one.groups]
    assert sizes == [7, 8, 9, 10]


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("tt124-village", date(2023, 11, 1), date(2024, 10, 31)),
        ("tt124-commune", date(2023, 11, 16), date(2024, 11, 15)),
        ("teams-2026", date(2023, 11, 15), date(2024, 11, 14)),
        ("ntm-19.2", date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_the_window_of_a_year(antq: Pack, code: str, first: date, last: date) -> None:
    assert antq.criteria[code].window.of(2024) == (first, last)


@pytest.mark.parametrize(
    ("code", "level", "managed_by", "on", "decides"),
    [
        ("tt124-village", "village", "commune", date(2024, 11, 14), "commune"),
        ("tt124-commune", "commune", "district", date(2024, 11, 19), "district"),
        ("tt124-commune", "commune", "province", date(2025, 11, 19), None),
        ("tt124-agency", "agency", "province", date(2025, 11, 19), "province"),
        ("tt124-agency", "enterprise", "district", date(2024, 11, 19), "district"),
        ("tt124-school", "school", "commune", date(2025, 11, 19), "commune"),
        ("teams-2026", "village", "commune", date(2026, 11, 20), "commune"),
    ],
)
def test_who_decides_follows_management_and_the_day(
    antq: Pack, code: str, level: str, managed_by: str, on: date, decides: str | None
) -> None:
    found = antq.criteria[code].decider(level, managed_by, on)

    assert found is not None
    assert found.decides == decides


def test_nobody_decides_for_a_unit_that_the_ended_district_managed(antq: Pack) -> None:
    on = date(2025, 11, 19)

    assert antq.criteria["tt124-school"].decider("school", "district", on) is None


def test_only_agencies_enterprises_and_schools_may_be_delegated_and_one_level(antq: Pack) -> None:
    delegated = {code for code, one in antq.criteria.items() if one.delegation is not None}

    assert delegated == {"tt124-agency", "tt124-school"}
    assert {antq.criteria[code].delegation.levels_down for code in delegated} == {1}


def test_a_set_is_found_by_its_family_for_the_unit_and_the_day(antq: Pack) -> None:
    def found(name: str, level: str, kind: str, on: date) -> list[str]:
        return [one.code for one in antq.sets_for(name, level, kind, on)]

    today = date(2024, 11, 15)
    assert found("tt124", "school", "thcs", today) == ["tt124-school"]
    assert found("qd510", "enterprise", "doanh_nghiep", today) == ["qd510-agency"]
    assert found("qd510", "district", "huyen", date(2025, 7, 1)) == []
    assert found("tt124", "village", "thon", date(2022, 2, 9)) == []
    assert found("urban-security", "commune", "xa", today) == []
    assert found("ntm-19.2", "commune", "xa", date(2026, 1, 1)) == []


def test_primary_schools_are_out_since_2022_and_were_in_before(antq: Pack) -> None:
    now = {one.code for one in antq.criteria["tt124-school"].subjects.excluded}

    assert "primary" in now
    assert antq.criteria["tt23-2012-school"].subjects.excluded == ()
    assert antq.criteria["tt23-2012-school"].until == date(2022, 2, 10)


def test_what_nobody_has_read_is_null_and_asked_for(antq: Pack) -> None:
    points = [one for one in antq.criteria if one.startswith("qd510")]

    for code in points:
        one = antq.criteria[code]
        assert {found.at_least for found in one.classes} == {None}
        assert not one.complete
        assert one.asked
    assert "recognised_from" in unknowns(antq.criteria["qd9745"])
    assert all(one.asked for one in antq.criteria.values() if one.known != "verified")


def test_what_touches_people_is_one_box_without_more(antq: Pack) -> None:
    boxes = {
        criterion.code
        for one in antq.criteria.values()
        for criterion in one.criteria.values()
        if criterion.kind == "attest_only"
    }

    assert {"KDC-3", "CQ-3", "CQ-3h", "GD-4b", "DH-29", "NTM192-2"} <= boxes


def test_every_file_of_the_sets_says_in_its_first_line_what_it_is_about() -> None:
    for path in (PROGRAMMES / "antq" / "criteria").rglob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        node, problems = read_yaml(text, path.name)
        assert text.startswith("# "), path
        assert node is not None
        assert not problems
        assert list(scalars(node))
