"""No small total follows from all that an outside reader sees: a solver tries.

Countries are drawn: which units there are, who reported which months or a whole quarter, whether
somebody above uses another value. The attacker reads every unit, period, year before, part and the
table that turns, as an officer of the nation or of a province with districts, and then asks of each
total from 1 to 4 that the reader is outside of whether it could be each of 1, 2, 3 and 4.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from consolidation.attacker import Attacker, Sum
from consolidation_cast import ADDICTS, EVER, HANDLED, TODAY, Country, a_country, period
from keng.access.actors import AccountActor
from keng.access.models import Account, Grant
from keng.consolidation.panel import Column, Panel, panel
from keng.consolidation.queries import consolidate, drill
from keng.consolidation.shapes import Compare, Consolidated, Drafts, PartKind, Row
from keng.kernel.actors import OPERATOR, Actor
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period

# What a reader is shown does not depend on the engine; that sums do not is tested elsewhere.
pytestmark = [pytest.mark.django_db, pytest.mark.any_engine]

NATION = "Việt Nam"
UPPER = {"A": "province", "B": "province", "B/D": "district"}
COMMUNES = ("A/0", "A/1", "A/2", "B/D/0", "B/D/1", "B/D/2", "B/3")
READERS = {NATION: COMMUNES, "B": ("B/D/0", "B/D/1", "B/D/2")}
"""Who reads, and the communes that the reader is outside of."""
MONTHS = ("2024-01", "2024-02", "2024-03")
LAST_YEAR = ("2023-01", "2023-02", "2023-03")
LONGER = ("2024Q1", "2024-01/2024-02", "2024", "2023Q1")
ALL = (*MONTHS, *LAST_YEAR, *LONGER)
COMPARED = ("2024-02", "2024Q1")  # looked at as tables with last year, parts and other views too
TRIED = int(os.environ.get("KENG_ATTACKS", "1"))
SMALL = (1, 2, 3, 4)
KEYS = (ADDICTS, HANDLED)

# Small ones often: they are what is attacked; large ones so that totals are shown.
values = st.one_of(st.sampled_from([0, 1, 2, 3, 4, 4, 3]), st.integers(5, 9), st.integers(10, 60))


@dataclass(frozen=True)
class Drawn:
    """Who reports what: by commune the value of each span, None for a report that lacks it."""

    handled: dict[str, dict[str, int | None]]
    addicts: dict[str, dict[str, int | None]]
    adjusted: tuple[str, int] | None = None


@st.composite
def drawn(draw: Any) -> Drawn:
    """A country in which most months are reported by everybody, and some are not."""
    handled: dict[str, dict[str, int | None]] = {}
    addicts: dict[str, dict[str, int | None]] = {}
    for path in COMMUNES:
        spans: tuple[str, ...] = MONTHS
        if draw(st.integers(0, 9)) == 0:
            spans = ("2024Q1",)
        kept = [span for span in (*spans, *LAST_YEAR) if draw(st.integers(0, 11)) > 0]
        handled[path] = {span: draw(values) for span in kept}
        addicts[path] = {span: draw(values) for span in kept}
    adjusted = draw(st.none() | st.tuples(st.sampled_from(COMMUNES), st.integers(0, 30)))
    return Drawn(handled, addicts, adjusted)


@contextmanager
def put_down(one: Drawn) -> Iterator[Country]:
    """The country in the database, for the block only."""
    with transaction.atomic():
        paths = UPPER | dict.fromkeys(COMMUNES, "commune")
        country = a_country(paths)
        for path in COMMUNES:
            for span in one.handled[path]:
                given_values = {
                    "handled": one.handled[path][span],
                    "addicts": one.addicts[path][span],
                }
                report = country.report(path, span, **given_values)
                if one.adjusted and one.adjusted[0] == path and span == MONTHS[1]:
                    country.adjust(report, path[0], "handled", one.adjusted[1])
        yield country
        transaction.set_rollback(True)


def a_reader(country: Country, path: str) -> Actor:
    unit = country.ids[path]
    account = Account.objects.create(login=f"reader-{unit}", unit_id=unit)
    Grant.objects.create(account=account, unit_id=unit, role="officer", valid_from=EVER)
    return AccountActor(account)


@dataclass
class Reading:
    """Everything that a reader sees of one country, and what it adds up from."""

    country: Country
    drawn: Drawn
    seat: str
    attacker: Attacker = field(default_factory=Attacker)
    turned: Panel = field(init=False)
    truths: dict[tuple[str, str, CellKey], tuple[Sum, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.actor = a_reader(self.country, self.seat)
        below = (one for one in self.country.ids if one.startswith(f"{self.seat}/"))
        self.units = list(self.country.ids) if self.seat == NATION else [self.seat, *below]

    def read_all(self) -> None:
        """The table that turns whole; tables, parts and other views of some of its periods."""
        self._panel()
        for path in self.units:
            for code in COMPARED:
                self._table(path, code)
                for key in KEYS:
                    self._parts(path, code, key)

    def _consolidated(self, path: str, code: str, actor: Actor, **view: Any) -> Consolidated:
        return consolidate(
            self.country.ids[path],
            period(code),
            actor=actor,
            on=TODAY,
            compare=Compare.SAME_PERIOD,
            **view,
        )

    def _table(self, path: str, code: str) -> None:
        truth = self._consolidated(path, code, OPERATOR)
        seen = self._consolidated(path, code, self.actor)
        for key in KEYS:
            told, true = seen.row(key), truth.row(key)
            if told is None or true is None or true.value is None:
                continue
            turned = self.turned.cell(self.country.ids[path], Column(period(code)), key).row
            assert (told.value, told.shown) == (turned.value, turned.shown)
            self._only_what_is_shown(told)
            if told.previous is not None and true.previous is not None:
                before = period(code).previous_year().code
                self._see(path, before, key, true.previous, told.previous, told.previous_shown)
        for view in ({"drafts": Drafts.INCLUDED}, {"map_on": TODAY}):
            other = self._consolidated(path, code, self.actor, **view)
            for key in KEYS:
                told, true = other.row(key), truth.row(key)
                if told is not None and true is not None and true.value is not None:
                    self._hear(path, code, key, true.value, told)

    def _hear(self, path: str, code: str, key: CellKey, true: int, told: Row) -> None:
        self._see(path, code, key, true, told.value, told.shown)
        added_up = self._sum(path, code, key, true)
        if added_up is not None:
            self.truths[path, code, key] = (added_up, true)

    def _only_what_is_shown(self, told: Row) -> None:
        """Nothing is told beside a value that is held back."""
        if told.shown or told.previous_shown:
            assert (told.change, told.change_pct, told.both) == (None, None, None)
        assert told.reported_total is None or not told.shown

    def _parts(self, path: str, code: str, key: CellKey) -> None:
        unit, span = self.country.ids[path], period(code)
        truth = drill(unit, span, key, actor=OPERATOR, on=TODAY)
        seen = drill(unit, span, key, actor=self.actor, on=TODAY)
        names = {number: name for name, number in self.country.ids.items()}
        for told, true in zip(seen, truth, strict=True):
            if told.shown:
                assert (told.value, told.sources, told.note) == (None, (), "")
            if true.value is not None and true.kind is not PartKind.ADJUSTMENT:
                self._see(names[told.unit_id], code, key, true.value, told.value, told.shown)

    def _panel(self) -> None:
        columns = [Column(period(code)) for code in ALL]
        units = [self.country.ids[path] for path in self.units]
        truth, self.turned = (
            panel(units, columns, KEYS, actor=one, on=TODAY) for one in (OPERATOR, self.actor)
        )
        for path, (column, code), key in product(self.units, zip(columns, ALL, strict=True), KEYS):
            unit = self.country.ids[path]
            true = truth.cell(unit, column, key).row.value
            if true is not None:
                self._hear(path, code, key, true, self.turned.cell(unit, column, key).row)

    def _see(
        self, path: str, code: str, key: CellKey, true: int, value: int | None, shown: str
    ) -> None:
        if not shown:
            assert value == true
        added_up = self._sum(path, code, key, true)
        if added_up is not None:
            self.attacker.sees(added_up, value, shown)

    def _sum(self, path: str, code: str, key: CellKey, true: int) -> Sum | None:
        """What a figure adds up from; None where an adjustment lies in between."""
        reports = self.drawn.handled if key == HANDLED else self.drawn.addicts
        below = [one for one in COMMUNES if path in (one, NATION) or one.startswith(f"{path}/")]
        parts: set[object] = set()
        total = 0
        for one in below:
            for span in _made_of(reports[one], period(code), is_flow=key == HANDLED):
                parts.add((one, span, str(key)))
                total += reports[one][span] or 0
        return frozenset(parts) if total == true else None


def _made_of(reported: dict[str, int | None], asked: Period, *, is_flow: bool) -> list[str]:
    """The reports of one commune that its figure for the period consists of."""
    spans = {span: period(span) for span in reported}
    if asked.code in reported:
        return [asked.code]
    if not is_flow:
        ending = [span for span, one in spans.items() if one.last == asked.last]
        return ending[:1]
    inside = [s for s, one in spans.items() if asked.first <= one.first and one.last <= asked.last]
    days = sum((spans[s].last - spans[s].first).days + 1 for s in inside)
    return inside if days == (asked.last - asked.first).days + 1 else []


def what_follows(reading: Reading) -> list[str]:
    """The small totals of units further down that are narrowed, and to what."""
    found = []
    for (path, code, key), (added_up, true) in reading.truths.items():
        if path not in READERS[reading.seat] or true not in SMALL:
            continue
        left = [value for value in SMALL if reading.attacker.may_be(added_up, value)]
        if left != list(SMALL):
            found.append(f"{path} {code} {key}: {true}, one of {left}")
    return found


@given(one=drawn())
@settings(
    max_examples=TRIED,
    phases=[Phase.generate],
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_small_total_follows_from_all_that_a_reader_outside_sees(one: Drawn) -> None:
    with put_down(one) as country:
        for seat in READERS:
            reading = Reading(country, one, seat)
            reading.read_all()

            assert what_follows(reading) == []
