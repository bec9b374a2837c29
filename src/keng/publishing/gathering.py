"""Reading everything that a report will say: figures, texts, names of the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from keng.consolidation.queries import consolidate, drill
from keng.consolidation.rollup import Mark
from keng.consolidation.shapes import Compare, Consolidated, Part, PartKind, View
from keng.kernel.actors import Actor
from keng.kernel.figures import CellKey, FigureStatus
from keng.kernel.moments import local_day
from keng.kernel.periods import Period, known_regimes
from keng.orgunits.queries import UnitView, ancestors, direct_superior, unit_view, views
from keng.orgunits.vocabulary import ADMINISTRATIVE
from keng.packs.schema import Outline, Pack, Section, Table
from keng.prose.phrases import Stated
from keng.publishing.facts import Facts, UnitFigures, stated_of, unknown
from keng.publishing.paper_tables import added_up, cells_of
from keng.publishing.registers import Told, registers_of, told_by
from keng.reporting.models import Submission
from keng.reporting.queries.texts import written_on
from keng.reporting.queries.withholding import far_among

_MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Gathered:
    """Facts of one report, with the consolidation that they were taken from."""

    facts: Facts
    consolidated: Consolidated
    unit: UnitView
    is_illustrative: bool


def gather(
    unit_id: int,
    period: Period,
    outline: Outline,
    *,
    pack: Pack,
    actor: Actor,
    at: datetime,
    view: View,
) -> Gathered:
    """Everything for the outline, as `actor` may see it; `view` as `consolidate` takes it.

    Figures come from `keng.consolidation.queries` only, which hold back what may not be seen.
    """
    on = local_day(at)
    looked: View = {**view, "compare": Compare.SAME_PERIOD}
    found = consolidate(unit_id, period, actor=actor, on=on, **looked)
    unit = unit_view(unit_id, on=period.last)
    texts = _texts(unit_id, period, outline, actor=actor, on=on)
    facts = Facts(
        pack=pack,
        unit_key=unit.key,
        period=period,
        profile="",
        revision=revision_of(view.get("known_at") or at),
        stated={row.key: stated_of(pack, row) for row in found.rows},
        texts=texts or {},
        words_withheld=texts is None,
        words=names_of(unit, period, pack),
        missing=tuple(dict.fromkeys(one.unit for one in found.missing)),
        registers=_registers(unit_id, period, outline, actor=actor, on=on, view=view),
    )
    keys = tuple(dict.fromkeys(added_up(facts, list(_keys_by_unit(outline, facts)))))
    if keys:
        parts = {key: drill(unit_id, period, key, actor=actor, on=on, **view) for key in keys}
        facts = replace(facts, units=_units(parts, period, pack))
    invented = any(one.is_illustrative for one in facts.registers.values())
    return Gathered(facts, found, unit, invented or _is_illustrative(found))


def _registers(
    unit_id: int, period: Period, outline: Outline, *, actor: Actor, on: date, view: View
) -> Mapping[str, Told]:
    """What registers say; nothing in a report of what was known earlier: they tell of today."""
    if view.get("known_at") is not None:
        return {}
    return told_by(registers_of(outline), unit_id, period, actor=actor, on=on)


def revision_of(at: datetime) -> str:
    """The moment whose knowledge a figure is, as `--known-at` takes it."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def names_of(unit: UnitView, period: Period, pack: Pack) -> dict[str, str]:
    """The free words of templates for a unit and a period."""
    above = direct_superior(unit.id, on=period.last)
    superior = None if above is None else unit_view(above, on=period.last)
    return {
        "unit": unit.full_name,
        "place": unit.name,
        "superior": superior.full_name if superior and superior.level != "nation" else "",
        "period": period.label("vi"),
        "year": str(period.year),
        "last_year": str(period.year - 1),
        "next_period": _next_label(period),
        "programme": pack.title.vi[:1].lower() + pack.title.vi[1:],
    }


def place_of(unit: UnitView, *, on: date) -> str:
    """Where papers of a unit are dated: the nearest unit of administration that it lies in."""
    around = views((unit.id, *ancestors(unit.id, on=on)), on=on).values()
    return next((one.name for one in around if one.level in ADMINISTRATIVE), unit.name)


def _texts(
    unit_id: int, period: Period, outline: Outline, *, actor: Actor, on: date
) -> dict[str, str] | None:
    """The written parts by slot; None where the actor stands too far from the unit to read them."""
    rows = Submission.objects.filter(
        unit_id=unit_id,
        regime=period.regime,
        first=period.first,
        last=period.last,
        form__in=outline.forms,
    )
    found = list(rows.order_by("id"))
    if far_among(found, actor, on=on):
        return None
    texts: dict[str, str] = {}
    for one in found:
        for slot, view in written_on(one.pk).items():
            texts.setdefault(slot, view.text)
    return texts


def _is_illustrative(found: Consolidated) -> bool:
    """Whether any figure holds values that were invented for a demonstration."""
    return any(Mark.ILLUSTRATIVE in row.marks for row in found.rows)


def _keys_by_unit(outline: Outline, facts: Facts) -> Iterator[CellKey]:
    for item in _tables(outline.sections):
        if item.rows == "children":
            yield from cells_of(facts, item.group, item.indicators)
    for annex in outline.annexes:
        if annex.rows == "children":
            yield from cells_of(facts, annex.group, ())


def _tables(sections: Iterable[Section]) -> Iterator[Table]:
    for section in sections:
        yield from (item for item in section.items if isinstance(item, Table))
        yield from _tables(section.children)


def _units(
    parts: Mapping[CellKey, Sequence[Part]], period: Period, pack: Pack
) -> tuple[UnitFigures, ...]:
    """One row for each unit below, from drilling: only that holds back what a total gives away."""
    found: dict[int, tuple[str, dict[CellKey, Stated]]] = {}
    for key, contributors in parts.items():
        for part in contributors:
            if part.kind is PartKind.CHILD:
                _, stated = found.setdefault(part.unit_id, (part.unit, {}))
                stated[key] = stated_part(pack, key, part)
    return tuple(
        UnitFigures(unit_view(child, on=period.last).key, name, stated)
        for child, (name, stated) in found.items()
    )


def stated_part(pack: Pack, key: CellKey, part: Part) -> Stated:
    """One contributor's figure in the words of a sentence."""
    return replace(
        unknown(pack, key),
        value=None if part.shown else part.value,
        shown=part.shown,
        status=part.status or FigureStatus.OFFICIAL,
    )


def _next_label(period: Period) -> str:
    """How the time after the period is called in its directions."""
    nominal = known_regimes()[period.regime].nominal(period)
    if nominal is None:
        return "thời gian tới"
    year, first, last = nominal
    if last == _MONTHS_A_YEAR:
        return f"năm {year + 1}"
    if first == 1:
        rest = _MONTHS_A_YEAR - last
        return f"{rest} tháng cuối năm {year}"
    return "thời gian tới"
