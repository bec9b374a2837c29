"""The consolidated table in words: which rows are shown, and what stands in each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from keng.consolidation.rollup import Mark
from keng.consolidation.shapes import Compare, Consolidated, Drafts, Row, View
from keng.kernel.figures import CellKey
from keng.kernel.moments import end_of_day
from keng.kernel.periods import Period
from keng.kernel.vietnamese import format_number
from keng.orgunits.queries import UnitView, unit_named
from keng.orgunits.vocabulary import search_form
from keng.packs.schema import Pack
from keng.web import clock, wording
from keng.web.forms.choosing import CHANGED, LACKING
from keng.web.tables.formtable import anchor_of, roman

LINE_OF: Final = 12  # periods in the small line of a row

_MARKS: Final[tuple[tuple[Mark, Promise], ...]] = (
    (Mark.ADJUSTED, gettext_lazy("đã điều chỉnh")),
    (Mark.REPORTED_TOTAL, gettext_lazy("tổng theo báo cáo cũ")),
    (Mark.FROM_PARTS, gettext_lazy("cộng từ các kỳ ngắn")),
    (Mark.DERIVED, gettext_lazy("cộng từ cấp dưới")),
    (Mark.PREDECESSORS, gettext_lazy("gồm đơn vị trước sáp nhập")),
    (Mark.DISAGREES, gettext_lazy("các kỳ cộng lại không khớp")),
    (Mark.TOTAL_DIFFERS, gettext_lazy("khác tổng đơn vị tự báo cáo")),
    (Mark.STATED, gettext_lazy("cùng kỳ nhập tay")),
    (Mark.FALLS, gettext_lazy("lũy kế giảm")),
    (Mark.ILLUSTRATIVE, gettext_lazy("minh họa")),
)


@dataclass(frozen=True)
class ShownRow:
    """One line of the table in words."""

    anchor: str
    number: str
    label: str
    unit: str
    value: str
    previous: str
    change: str
    percent: str
    coverage: str
    status_word: str
    note: str
    is_part: bool
    drill: str
    spark: str
    reported: str = ""
    differs: bool = False
    moved: str = ""  # "up" or "down", where there is a change


@dataclass(frozen=True)
class ShownGroup:
    """The lines under one heading."""

    number: str
    label: str
    rows: tuple[ShownRow, ...]


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    unit: UnitView
    period: Period
    view: View
    sieve: Sieve


@dataclass(frozen=True)
class Sieve:
    """Which rows of the table are shown; none of it hides a row from a file that is taken along."""

    text: str = ""
    group: str = ""
    only: str = ""

    @property
    def is_open(self) -> bool:
        """Whether every row passes."""
        return not (self.text or self.group or self.only)

    def passes(self, row: Row, label: str, group: str) -> bool:
        """Whether a row is shown."""
        if self.group and group != self.group:
            return False
        if self.text and search_form(self.text) not in search_form(label):
            return False
        if self.only == CHANGED:
            return bool(row.change)
        is_lacking = (row.value is None and not row.shown) or not row.coverage.is_whole
        return self.only != LACKING or is_lacking


@dataclass(frozen=True)
class Reported:
    """The same table as it was reported, beside the one on the map of another day."""

    rows: Mapping[CellKey, Row]
    reason: str = ""

    def row(self, key: CellKey) -> Row | None:
        """The row of a cell."""
        return self.rows.get(key)


def asked_of(cleaned: dict[str, Any]) -> Asked:
    """The unit and the view that a filled-in form asks for. Raises NotFound and Ambiguous."""
    period: Period = cleaned["period"]
    map_on = cleaned.get("map_on")
    unit = unit_named(cleaned["unit"], on=map_on or min(period.last, clock.today()))
    known_on = cleaned.get("known_on")
    view = View(
        map_on=map_on,
        known_at=end_of_day(known_on) if known_on and known_on < clock.today() else None,
        compare=Compare.SAME_PERIOD if cleaned.get("compare") else Compare.NONE,
        drafts=Drafts.INCLUDED if cleaned.get("drafts") else Drafts.EXCLUDED,
    )
    sieve = Sieve(*(str(cleaned.get(name) or "") for name in ("q", "group", "only")))
    return Asked(unit, period, view, sieve)


def groups_of(
    found: Consolidated, pack: Pack, asked: Asked, data: QueryDict, *, beside: Reported | None
) -> list[ShownGroup]:
    by_group: dict[str, list[Row]] = {code: [] for code in pack.groups}
    for row in found.rows:
        by_group[pack.indicator_of(row.key).group].append(row)
    filled = [(code, rows) for code, rows in by_group.items() if rows]
    shown = [
        ShownGroup(
            roman(place),
            pack.groups[code].label.of(wording.language()),
            tuple(_numbered(rows, pack, asked, data, beside)),
        )
        for place, (code, rows) in enumerate(filled, start=1)
    ]
    return [group for group in shown if group.rows]


def _numbered(
    rows: Sequence[Row], pack: Pack, asked: Asked, data: QueryDict, beside: Reported | None
) -> Iterator[ShownRow]:
    place = 0
    compared = asked.view.get("compare") is Compare.SAME_PERIOD
    for row in rows:
        indicator = pack.indicator_of(row.key)
        is_part = bool(row.key.by) or indicator.part_of is not None
        place += not is_part
        label = pack.cell_label(row.key, wording.language())
        if not asked.sieve.passes(row, label, indicator.group):
            continue
        shown = _shown(row, pack, data, "" if is_part else str(place), compared=compared)
        yield shown if beside is None else _set_beside(shown, row, beside)


def _set_beside(shown: ShownRow, row: Row, beside: Reported) -> ShownRow:
    """The row with the figure as it was reported, marked where the two are not the same."""
    was = beside.row(row.key)
    if was is None:
        return replace(shown, reported="–")
    said = was.shown or wording.figure(was.value, was.digits)
    differs = (was.value, was.shown) != (row.value, row.shown)
    return replace(shown, reported=said, differs=differs)


def _shown(row: Row, pack: Pack, asked: QueryDict, number: str, *, compared: bool) -> ShownRow:
    indicator = pack.indicator_of(row.key)
    change, percent = _change(row) if compared else ("", "")
    return ShownRow(
        anchor=anchor_of(row.key),
        number=number,
        label=pack.cell_label(row.key, wording.language()),
        unit=pack.unit_label(indicator, wording.language()),
        value=row.shown or wording.figure(row.value, row.digits),
        previous=row.previous_shown or wording.figure(row.previous, row.digits),
        change=change,
        percent=percent,
        coverage=f"{row.accepted}/{row.expected}",
        status_word=_status_word(row),
        note=_note(row),
        is_part=not number,
        drill=drill_url(asked, row.key),
        spark=anchor_of(row.key).replace("o-", "s-", 1),
        moved="" if not change or not row.change else "up" if row.change > 0 else "down",
    )


def _change(row: Row) -> tuple[str, str]:
    if row.change is None:
        return "", ""
    sign = "+" if row.change > 0 else ""
    percent = f"{sign}{format_number(row.change_pct)}%" if row.change_pct is not None else ""
    return f"{sign}{wording.figure(row.change, row.digits)}", percent


def _status_word(row: Row) -> str:
    if row.status is None or row.status == "official":
        return ""
    return wording.status(row.status)


def _note(row: Row) -> str:
    """What a reader has to know of a figure; the coverage has a column of its own."""
    if row.value is None and not row.shown:
        return wording.said(row.note)
    words = [str(word) for mark, word in _MARKS if mark in row.marks]
    return "; ".join(part for part in (*words, wording.said(row.not_comparable)) if part)


def drill_url(asked: QueryDict, key: CellKey, unit: str | None = None) -> str:
    wanted = asked.copy()
    wanted["key"] = str(key)
    if unit is not None:
        wanted["unit"] = unit
    return f"{reverse('web:drill')}?{wanted.urlencode()}"


def without(asked: QueryDict, *names: str) -> str:
    wanted = asked.copy()
    for name in names:
        wanted.pop(name, None)
    return wanted.urlencode()
