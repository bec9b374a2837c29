"""Figures of many units and periods at once are those of each alone, for every reader."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consolidation_cast import (
    ADDICTS,
    EVER,
    FIRES,
    HANDLED,
    SHARE,
    SIGNED,
    TODAY,
    Country,
    a_country,
    period,
)
from keng.access.actors import AccountActor
from keng.access.models import Account, Grant
from keng.consolidation.panel import Column, panel
from keng.consolidation.queries import consolidate
from keng.consolidation.timeline import latest_period
from keng.kernel.actors import OPERATOR, Actor
from keng.kernel.errors import BadInput, NotAllowed
from keng.kernel.figures import CellKey

pytestmark = pytest.mark.django_db
KEYS = (FIRES, ADDICTS, HANDLED, SIGNED, SHARE)
MONTHS = tuple(Column(period(f"2024-0{month}")) for month in range(1, 4))


def someone(country: Country, path: str, role: str = "officer") -> Actor:
    account = Account.objects.create(login=f"at-{path}-{role}", unit_id=country.ids[path])
    Grant.objects.create(account=account, unit_id=country.ids[path], role=role, valid_from=EVER)
    return AccountActor(account)


def a_province() -> Country:
    country = a_country(
        {
            "A": "province",
            "A/d": "district",
            "A/d/a": "commune",
            "A/d/b": "commune",
            "A/d/c": "commune",
            "A/e": "district",
            "A/e/f": "commune",
        }
    )
    for month in (1, 2, 3):
        code = f"2024-0{month}"
        country.ask(["A/d/a", "A/d/b", "A/d/c", "A/e/f"], code)
        country.report("A/d/a", code, fires=month, addicts=3, handled=month, houses=10, signed=4)
        country.report("A/d/b", code, fires=10, addicts=20, handled=9)
        country.report("A/e/f", code, fires=7, addicts=2, handled=40)
    return country


@pytest.mark.parametrize("path", ["Việt Nam", "A", "A/d", "A/d/a"])
def test_each_cell_is_what_the_table_of_the_unit_shows_the_same_reader(path: str) -> None:
    country = a_province()
    reader = someone(country, path)
    reach = reader.reach("view", on=TODAY)
    units = [unit for unit in country.ids.values() if reach is None or unit in reach]

    found = panel(units, MONTHS, KEYS, actor=reader, on=TODAY)

    for unit in units:
        for column in MONTHS:
            table = consolidate(unit, column.period, actor=reader, on=TODAY)
            for key in KEYS:
                alone, here = table.row(key), found.cell(unit, column, key).row
                if alone is None:
                    assert here.value is None
                    continue
                assert (here.value, here.shown) == (alone.value, alone.shown)
                assert here.coverage == alone.coverage, (unit, column, key)


def test_a_hidden_value_is_in_no_cell_and_no_note_of_it() -> None:
    country = a_province()
    nation = someone(country, "Việt Nam")
    units = list(country.ids.values())

    found = panel(units, MONTHS, (ADDICTS,), actor=nation, on=TODAY)

    hidden = found.cell(country.ids["A/d/a"], MONTHS[0], ADDICTS).row
    assert (hidden.value, hidden.shown) == (None, "…")  # under a district that is held back
    assert "3" not in hidden.note


def test_more_units_ask_the_database_no_more_often() -> None:
    country = a_province()
    nation = someone(country, "Việt Nam")
    few = [country.ids["A/d/a"], country.ids["A/d"]]  # one with others below it is in both
    many = [country.ids[path] for path in ("A/d/a", "A/d/b", "A/d/c", "A/e/f", "A/d", "A/e")]

    def asked(units: list[int]) -> int:
        panel(units, MONTHS, KEYS, actor=nation, on=TODAY)
        with CaptureQueriesContext(connection) as told:
            panel(units, MONTHS, KEYS, actor=nation, on=TODAY)
        return len(told)

    assert asked(many) <= asked(few) + len(MONTHS)


def test_a_merged_unit_is_shown_on_the_map_of_another_day() -> None:
    country = a_country()
    merger = date(2025, 7, 1)
    for path in ("A/x", "A/y"):
        country.add(path, "commune", until=merger)
        country.report(path, "2024", fires=4)
    new = country.add("A/xy", "commune", since=merger)
    for path in ("A/x", "A/y"):
        country.succeed(path, "A/xy", merger)
    was, now = Column(period("2024")), Column(period("2024"), date(2025, 12, 31))

    found = panel([new], [was, now], [FIRES], actor=OPERATOR, on=TODAY)

    assert found.cell(new, was, FIRES).row.value is None
    assert "31/12/2024" in found.cell(new, was, FIRES).reason
    assert found.cell(new, now, FIRES).row.value == 8


def test_a_unit_that_the_reader_may_not_look_at_is_refused() -> None:
    country = a_province()

    with pytest.raises(NotAllowed):
        panel([country.ids["A/e/f"]], MONTHS, KEYS, actor=someone(country, "A/d"), on=TODAY)


def test_what_the_pack_does_not_know_and_what_is_too_much_are_refused() -> None:
    country = a_province()
    one = [country.ids["A"]]

    with pytest.raises(BadInput, match="ghosts"):
        panel(one, MONTHS, [CellKey("ghosts")], actor=OPERATOR, on=TODAY)
    with pytest.raises(BadInput, match="30000"):
        panel(one * 20_000, MONTHS, [FIRES], actor=OPERATOR, on=TODAY)


def test_the_latest_period_is_the_longest_that_ends_last() -> None:
    country = a_province()
    country.report("A/d/a", "2024Q1", fires=6)

    assert latest_period(country.ids["A"], actor=OPERATOR, on=TODAY) == period("2024Q1")
    assert latest_period(country.ids["A/e"], actor=OPERATOR, on=TODAY) == period("2024-03")
    with pytest.raises(NotAllowed):
        latest_period(country.ids["A/e"], actor=someone(country, "A/d"), on=TODAY)
