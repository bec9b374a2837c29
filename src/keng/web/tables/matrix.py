"""The matrix of units and periods as a page shows it: columns, groups, lines, a piece at a time.

A nation has thousands of lines: the page holds the first few dozen, each further piece comes when
its place is scrolled to. Everything is worded here, so that page, piece and workbook say the same.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.kernel.actors import Actor
from keng.kernel.periods import Period, known_regimes
from keng.kernel.vietnamese import fold, format_count, format_number, sort_key
from keng.orgunits.queries import UnitView, day_map, views
from keng.orgunits.vocabulary import KINDS
from keng.reporting import queries
from keng.reporting.queries import MatrixCell, MatrixMark, MatrixPick, MatrixTally
from keng.web import wording

CELLS_IN_A_PIECE: Final = 240  # each takes some 150 bytes: page and piece stay under 60 KB
COUNTS: Final = (6, 12, 24)
_MANY: Final = 200  # more units than this are first shown as their groups

SIGNS: Final[dict[MatrixMark, tuple[str, Promise]]] = {
    MatrixMark.LOCKED: ("C", gettext_lazy("Đã chốt")),
    MatrixMark.ACCEPTED: ("T", gettext_lazy("Đã tiếp nhận")),
    MatrixMark.SUBMITTED: ("N", gettext_lazy("Đã nộp")),
    MatrixMark.RETURNED: ("↩", gettext_lazy("Trả lại")),
    MatrixMark.REOPENED: ("M", gettext_lazy("Mở lại")),
    MatrixMark.DRAFT: ("…", gettext_lazy("Chưa nộp, còn hạn")),
    MatrixMark.MISSING: ("!", gettext_lazy("Chưa nộp, quá hạn")),
    MatrixMark.PASSED: ("→", gettext_lazy("Đơn vị kế thừa báo cáo thay")),
}
"""A letter or shape and the words of each state: no meaning stands on colour alone."""


@dataclass(frozen=True)
class Asked:
    """What the reader asked to see; `unit_kind`, `group` and `words` narrow the units."""

    form: str
    periods: tuple[Period, ...]
    pick: MatrixPick | None
    words: str
    unit_kind: str
    group: str
    by_groups: bool | None


@dataclass(frozen=True)
class ShownCell:
    """One submission: where it leads, its sign, its words. `id` is None where none was asked."""

    id: int | None
    css: str
    sign: str
    late: str
    words: str
    short: str


@dataclass(frozen=True)
class ShownShare:
    """A share of a column or of a group: its per cent, the step of its shade, what it rests on."""

    shown: str
    step: str
    words: str
    short: str = ""
    percent: int | None = None


@dataclass(frozen=True)
class Line:
    """One line of the table: a group (`cells` are shares) or a unit."""

    is_group: bool
    unit_id: int
    name: str
    note: str
    key: str
    cells: tuple[ShownCell | ShownShare, ...]
    punctual: ShownShare
    complete: ShownShare


@dataclass(frozen=True)
class Group:
    """Units under one parent, or of one kind where all have the same parent."""

    key: str
    name: str
    unit_ids: tuple[int, ...]


class Matrix:
    """The units that were asked for, in their groups; cells are read for the lines shown only."""

    def __init__(self, actor: Actor, asked: Asked, *, on: date) -> None:
        self.asked = asked
        self.on = on
        ids = queries.matrix_units(actor, asked.form, asked.periods, on=on, pick=asked.pick)
        self.known: Mapping[int, UnitView] = views(ids, on=on)
        self.all_groups = _grouped(list(self.known.values()), on=on)
        self.kinds = sorted({one.kind for one in self.known.values() if one.kind})
        self.groups = [one for one in map(self._narrowed, self.all_groups) if one.unit_ids]
        self.total = sum(len(one.unit_ids) for one in self.groups)

    @cached_property
    def by_groups(self) -> bool:
        """Whether each line is a group: asked for, or so many units that nobody reads them all."""
        if len(self.groups) < 2:
            return False
        if self.asked.by_groups is not None:
            return self.asked.by_groups
        narrowed = self.asked.words or self.asked.group or self.asked.pick
        return self.total > _MANY and not narrowed

    @cached_property
    def piece(self) -> int:
        """How many lines come at once."""
        return max(8, CELLS_IN_A_PIECE // max(1, len(self.asked.periods)))

    @property
    def count(self) -> int:
        """How many lines there are in all, heads of groups aside."""
        return len(self.groups) if self.by_groups else self.total

    def lines(self, start: int, count: int | None = None) -> list[Line]:
        """The lines from `start`, with the head of each group that begins or goes on there."""
        count = self.piece if count is None else count
        if self.by_groups:
            return self._heads(self.groups[start : start + count])
        placed = [(group, unit_id) for group in self.groups for unit_id in group.unit_ids]
        placed = placed[start : start + count]
        begun = [one for one in self.groups if placed and one.unit_ids[0] in _ids(placed)]
        heads = {line.key: line for line in self._heads(begun)} if len(self.groups) > 1 else {}
        cells = self._cells(_ids(placed))
        lines: list[Line] = []
        for group, unit_id in placed:
            if unit_id == group.unit_ids[0] and group.key in heads:
                lines.append(heads[group.key])
            lines.append(self._line(unit_id, cells[unit_id]))
        return lines

    def _narrowed(self, group: Group) -> Group:
        if self.asked.group and group.key != self.asked.group:
            return Group(group.key, group.name, ())
        words, kind = fold(self.asked.words), self.asked.unit_kind
        wanted = tuple(
            pk
            for pk in group.unit_ids
            if (not kind or self.known[pk].kind == kind)
            and (not words or words in fold(self.known[pk].full_name))
        )
        return Group(group.key, group.name, wanted)

    def _cells(self, unit_ids: Collection[int]) -> dict[int, dict[Period, MatrixCell]]:
        return queries.matrix_rows(unit_ids, self.asked.form, self.asked.periods, on=self.on)

    def _line(self, unit_id: int, cells: Mapping[Period, MatrixCell]) -> Line:
        unit, tally = self.known[unit_id], queries.tally_of_cells(cells.values())
        return Line(
            is_group=False,
            unit_id=unit_id,
            name=unit.full_name,
            note="" if unit.exists else _("không còn"),
            key="",
            cells=tuple(shown_cell(cells.get(one), short_name(one)) for one in self.asked.periods),
            punctual=punctual_share(tally),
            complete=complete_share(tally),
        )

    def _heads(self, groups: Sequence[Group]) -> list[Line]:
        units = [pk for group in groups for pk in group.unit_ids]
        if not units:
            return []
        counts = queries.matrix_counts(units, self.asked.form, self.asked.periods, on=self.on)
        return [self._head(group, counts) for group in groups]

    def _head(self, group: Group, counts: Mapping[int, Mapping[Period, MatrixTally]]) -> Line:
        parts: dict[Period, list[MatrixTally]] = {one: [] for one in self.asked.periods}
        for pk in group.unit_ids:
            for period, tally in counts.get(pk, {}).items():
                parts[period].append(tally)
        tallies = {period: queries.tallies_added(found) for period, found in parts.items()}
        whole = queries.tallies_added(tallies.values())
        return Line(
            is_group=True,
            unit_id=0,
            name=group.name,
            note=_("%(n)s đơn vị") % {"n": format_count(len(group.unit_ids))},
            key=group.key,
            cells=tuple(handed_share(tallies[one], short_name(one)) for one in self.asked.periods),
            punctual=punctual_share(whole),
            complete=complete_share(whole),
        )


def _ids(placed: Iterable[tuple[Group, int]]) -> list[int]:
    return [unit_id for _group, unit_id in placed]


def _grouped(units: Sequence[UnitView], *, on: date) -> list[Group]:
    """Under their parents; where all have one parent, by kind; in Vietnamese order."""
    place = {pk: n for n, pk in enumerate(day_map(on).views)}
    ordered = sorted(
        units, key=lambda one: (place.get(one.id, len(place)), "" if one.exists else _name(one))
    )
    by_parent = {one.parent_id for one in units}
    above = views([pk for pk in by_parent if pk is not None], on=on) if len(by_parent) > 1 else {}
    found: dict[str, list[int]] = {}
    for one in ordered:
        found.setdefault(f"u{one.parent_id or 0}" if above else f"k{one.kind}", []).append(one.id)
    groups = [Group(key, _group_name(key, above), tuple(ids)) for key, ids in found.items()]
    if not above:
        return groups
    return sorted(groups, key=lambda one: place.get(int(one.key[1:]), len(place)))


def _name(unit: UnitView) -> str:
    return sort_key(unit.name)


def _group_name(key: str, above: Mapping[int, UnitView]) -> str:
    if key.startswith("k"):
        return kind_name(key[1:])
    unit = above.get(int(key[1:]))
    if unit is None:
        return _("Không có cấp trên")
    return unit.full_name if unit.exists else _("%(name)s (không còn)") % {"name": unit.full_name}


def kind_name(kind: str) -> str:
    """The kind of a unit in words, with a capital."""
    known = KINDS.get(kind)
    word = (known.label_en if wording.language() == "en" else known.label) if known else kind
    return word[:1].upper() + word[1:]


def short_name(period: Period) -> str:
    """A period as the head of a narrow column has it: 8/24, Q3/24, 2024."""
    nominal = known_regimes()[period.regime].nominal(period)
    if nominal is None:
        return f"{period.first:%d/%m}–{period.last:%d/%m/%y}"
    year, first, last = nominal
    if (first, last) == (1, 12):
        return str(year)
    months = f"{first}" if first == last else f"{first}–{last}"
    return f"{months}/{year % 100:02}"


def shown_cell(cell: MatrixCell | None, short: str) -> ShownCell:
    """A cell with its sign and words; a dot where the unit was not asked."""
    if cell is None:
        return ShownCell(None, "none", "·", "", _("Không được yêu cầu"), short)
    sign, words = SIGNS[cell.mark]
    told = str(words)
    if cell.days_late:
        told += "; " + _late_words(cell)
    late = str(cell.days_late) if cell.days_late else ""
    css = f"{cell.mark} late" if cell.days_late and cell.is_handed_in else str(cell.mark)
    return ShownCell(cell.submission_id, css, sign, late, told, short)


def _late_words(cell: MatrixCell) -> str:
    days = {"days": format_count(cell.days_late)}
    if cell.is_handed_in:
        return _("nộp muộn %(days)s ngày") % days
    return _("quá hạn %(days)s ngày") % days


def handed_share(tally: MatrixTally, short: str = "") -> ShownShare:
    """How many of the units asked have handed in."""
    return _share(tally.handed_in, tally.expected, short, _("đã nộp"))


def punctual_share(tally: MatrixTally, short: str = "") -> ShownShare:
    """How many of those that can be judged handed in by their due day (semantics 5)."""
    return _share(tally.punctual, tally.judged, short, _("đúng hạn"))


def complete_share(tally: MatrixTally, short: str = "") -> ShownShare:
    """How many reports that were asked stand handed in."""
    return _share(tally.handed_in, tally.expected, short, _("đầy đủ"))


def _share(part: int, whole: int, short: str, what: str) -> ShownShare:
    if not whole:
        return ShownShare("–", "none", _("chưa có gì để tính"), short)
    percent = 100 * part // whole  # downwards: 100 % only where all did
    words = f"{what} {format_number(part)}/{format_number(whole)}"
    return ShownShare(f"{percent}%", f"p{min(percent // 25, 4)}", words, short, percent)
