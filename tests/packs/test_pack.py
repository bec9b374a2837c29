"""What other rooms ask a pack, and what its cells are called."""

from __future__ import annotations

from datetime import date

import pytest

from keng.kernel.errors import BadInput, NotFound
from keng.kernel.figures import CellKey
from keng.kernel.periods import parse_period
from keng.packs.cellnames import expand_cells
from keng.packs.loading import load_pack
from keng.packs.rulebook import context_facts, rules_for
from keng.packs.schema import Pack
from pack_cast import SOUND, shipped


@pytest.fixture
def pack() -> Pack:
    return load_pack(SOUND)


def test_an_unknown_indicator_or_form_is_refused_with_what_there_is(pack: Pack) -> None:
    with pytest.raises(NotFound) as no_indicator:
        pack.indicator_of(CellKey("fires"))
    with pytest.raises(NotFound) as no_form:
        pack.form_of("village")

    assert "fires" in no_indicator.value.message
    assert "commune" in no_form.value.message


def test_a_pack_knows_only_cells_with_breakdowns_that_it_allows(pack: Pack) -> None:
    assert pack.knows(CellKey("classed", "class=kha"))
    assert not pack.knows(CellKey("classed", "class=tot"))
    assert not pack.knows(CellKey("received", "class=kha"))
    assert not pack.knows(CellKey("fires"))


def test_units_have_names_in_both_languages(pack: Pack) -> None:
    received = pack.indicators["received"]

    assert (pack.unit_label(received), pack.unit_label(received, "en")) == ("vụ", "cases")


def test_a_form_lists_its_cells_in_order_and_finds_their_group(pack: Pack) -> None:
    form = pack.forms["commune"]

    assert [str(key) for key in form.cells()] == [
        "received",
        "settled",
        "classed[class=kha]",
        "classed[class=yeu]",
    ]
    group = form.group_of(CellKey("settled"))
    assert group is not None
    assert group.label.vi == "Vụ việc"  # taken from the group of indicators
    assert form.group_of(CellKey("fires")) is None


def test_an_indicator_is_asked_for_from_its_first_day_until_the_day_it_ends() -> None:
    teams = shipped("antq").indicators["security_teams"]
    officers = shipped("antq").indicators["part_time_officers"]

    assert not teams.in_force(date(2024, 6, 30))
    assert teams.in_force(date(2024, 7, 1))
    assert officers.in_force(date(2024, 6, 30))
    assert not officers.in_force(date(2024, 7, 1))


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("fires", ["fires"]),
        ("x[class=*]", ["x[class=kha]", "x[class=yeu]"]),
        ("x[class=yeu|kha]", ["x[class=yeu]", "x[class=kha]"]),
        ("x[unit_kind=village;class=kha]", ["x[class=kha;unit_kind=village]"]),
    ],
)
def test_a_short_form_stands_for_its_cells(text: str, cells: list[str]) -> None:
    values = {"class": ["kha", "yeu"], "unit_kind": ["village"]}

    assert [str(key) for key in expand_cells(text, lambda code: values.get(code, []))] == cells


@pytest.mark.parametrize(
    "text", ["x[", "x[class]", "x[class=*", "x[colour=*]", "X", "x[class=a b]"]
)
def test_a_cell_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        expand_cells(text, lambda _: ["kha"])


def test_rules_are_compiled_once_per_pack(pack: Pack) -> None:
    assert rules_for(pack.forms["commune"], pack) is rules_for(pack.forms["commune"], pack)


@pytest.mark.parametrize(
    ("code", "months", "last_month", "opens"),
    [
        ("2024", 12, 12, "the year"),
        ("2024-03", 1, 3, ""),
        ("2024-01", 1, 1, "the year"),
        ("2024H2", 6, 12, ""),
        ("2024-01/2024-08", 8, 8, "the year"),
        ("2024-08@nd09", 1, 8, ""),
        ("2024-02-03/2024-02-20", None, None, ""),
    ],
)
def test_rules_know_the_period(
    pack: Pack, code: str, months: int | None, last_month: int | None, opens: str
) -> None:
    facts = context_facts(parse_period(code), pack)["period"]

    assert facts == {
        "months": months,
        "year": 2024,
        "last_month": last_month,
        "starts_year": bool(opens),
    }


def test_a_threshold_is_unknown_before_its_first_day(pack: Pack) -> None:
    assert context_facts(parse_period("2021"), pack)["law"] == {"least_share": None}
    assert context_facts(parse_period("2022"), pack)["law"] == {"least_share": 70}
