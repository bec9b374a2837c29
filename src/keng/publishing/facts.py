"""All that a report may say: figures, texts and names, gathered before a word is written. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Final

from keng.consolidation.rollup import Mark
from keng.consolidation.shapes import Row
from keng.consolidation.wording import marks_told
from keng.documents.word import FieldSource, FigureField, Inline, Inlines
from keng.kernel.figures import CellKey, FigureStatus
from keng.kernel.periods import Period
from keng.packs.schema import Pack
from keng.prose.phrases import Number, Phrase, Stated
from keng.prose.sentences import coverage, fewer_units
from keng.publishing.registers.shapes import Told, is_of_register

TABLE_MISSING: Final = "chưa có"
MISSING_NUMBER: Final = "(chưa có số liệu)"


class Style(StrEnum):
    """How a number is written: "giảm 03" in a sentence is "-3" in a table."""

    TEXT = "text"
    TABLE = "table"


@dataclass(frozen=True)
class UnitFigures:
    """The figures of one unit under the reporting one, for a table with a row for each unit."""

    key: str
    name: str
    stated: Mapping[CellKey, Stated]


@dataclass(frozen=True)
class Facts:
    """What is known about a unit and a period when its report is written.

    `words` fills the free places of templates ({unit}, {period}, ...). `revision` names the moment
    whose knowledge the figures are. `units` is filled only where the outline has a table of units.
    `missing` names the units that owe a form of the period. `registers` are the registers that
    speak in the report; while one of them does, `names` leads from a place in its sentences to its
    counts.
    """

    pack: Pack
    unit_key: str
    period: Period
    profile: str
    revision: str
    stated: Mapping[CellKey, Stated]
    texts: Mapping[str, str] = field(default_factory=dict)
    words_withheld: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    units: Sequence[UnitFigures] = ()
    missing: Sequence[str] = ()
    registers: Mapping[str, Told] = field(default_factory=dict)
    names: Mapping[str, CellKey] = field(default_factory=dict)

    @cached_property
    def usual_coverage(self) -> Stated | None:
        """A figure with the incomplete coverage that most incomplete figures share.

        It is told once, at the beginning; a sentence then tells its own only where it differs.
        """
        known = (one for one in self.stated.values() if one.value is not None or one.shown)
        counts = Counter(_coverage_of(one) for one in known if coverage(one))
        usual = max(counts, key=lambda pair: counts[pair], default=None)
        return next((one for one in self.stated.values() if _coverage_of(one) == usual), None)

    def own_coverage(self, stated: Stated) -> Phrase:
        """What a sentence says of its coverage: nothing where it is the usual one."""
        usual = self.usual_coverage
        is_usual = usual is not None and _coverage_of(stated) == _coverage_of(usual)
        return () if is_usual else coverage(stated)

    @cached_property
    def usual_comparison(self) -> int | None:
        """The number of units on which most changes rest that are no difference of two totals.

        Tables tell it once above them; a row then tells its own only where it differs.
        """
        counts = Counter(
            units for one in self.stated.values() if (units := fewer_units(one)) is not None
        )
        return max(counts, key=lambda units: counts[units], default=None)

    @property
    def has_comparison(self) -> bool:
        """Whether anything is known of the same period at all: in the first year nothing is."""
        return any(
            one.previous is not None or one.previous_shown or one.not_comparable
            for one in self.stated.values()
        )

    def of(self, key: CellKey) -> Stated:
        """The figure of a cell or count; one that nobody gave has no value and says so."""
        return self.stated.get(key) or unknown(self.pack, key)

    def key_of(self, name: str) -> CellKey:
        """The cell or count that a place in a template names."""
        return self.names.get(name) or CellKey.parse(name)

    def speaking(self, told: Told) -> Facts:
        """The same facts while a register speaks: its counts can be named as cells are."""
        return replace(self, stated={**self.stated, **told.stated}, names=told.names)


def _coverage_of(stated: Stated) -> tuple[int | None, int | None]:
    return (stated.accepted, stated.expected)


def unknown(pack: Pack, key: CellKey) -> Stated:
    """A figure without a value."""
    indicator = pack.indicator_of(key)
    label = pack.cell_label(key, "vi")
    return Stated(label, unit_of(pack, key), None, indicator.digits, key)


def stated_of(pack: Pack, row: Row) -> Stated:
    """A consolidated row in the words of a sentence.

    What was invented is told once, at the head of the paper, and not in every row. A value that
    is held back loses its number here, and so does every difference from it.
    """
    held_back = bool(row.shown)
    compared = not held_back and not row.previous_shown
    return Stated(
        label=pack.cell_label(row.key, "vi"),
        unit=unit_of(pack, row.key),
        value=None if held_back else row.value,
        digits=row.digits,
        key=row.key,
        status=row.status or FigureStatus.OFFICIAL,
        shown=row.shown,
        previous=None if row.previous_shown else row.previous,
        previous_shown=row.previous_shown,
        change=row.change if compared else None,
        change_pct=row.change_pct if compared else None,
        base=row.both.previous if row.both and compared else None,
        compared_units=row.both.units if row.both and compared else None,
        not_comparable=row.not_comparable,
        accepted=row.accepted,
        expected=row.expected,
        remark="; ".join(marks_told(row.marks & ~Mark.ILLUSTRATIVE)),
    )


def unit_of(pack: Pack, key: CellKey) -> str:
    """The word or sign after a number: "vụ", "đồng", "%"."""
    unit = pack.indicator_of(key).unit
    return "%" if unit in {"percent", "phần trăm", "%"} else unit


def with_sources(phrase: Phrase, facts: Facts) -> Inlines:
    """A phrase for the Word file: each of its numbers becomes a figure with its source."""
    return tuple(
        piece if isinstance(piece, str) else figure_of(piece, facts, Style.TEXT) for piece in phrase
    )


def figure_of(number: Number, facts: Facts, style: Style, unit_key: str = "") -> Inline:
    """One number as a figure of the file; a number of no cell is plain text."""
    if number.key is None:
        return number.text
    stated = facts.of(number.key) if is_of_register(number.key) else None
    source = FieldSource(
        indicator=number.key.indicator,
        by=number.key.by,
        unit=unit_key or facts.unit_key,
        period=facts.period.code,
        view=number.view.value,
        revision=facts.revision,
        exact=exact_text(number.exact),
        word=stated.unit if stated else unit_of(facts.pack, number.key),
        style=style.value,
        of=str(number.of or ""),
    )
    label = stated.label if stated else facts.pack.cell_label(number.key, "vi")
    return FigureField(number.text, label, source)


def exact_text(value: Decimal | None) -> str:
    """An exact value as text, the way `keng consolidate` prints it; "" for an unknown one."""
    return "" if value is None else f"{value:f}"
