"""Figures that a unit has given already for the same time: told once, never typed twice.

A request may ask what stands in a form of the programme, and the other way round; a half year may
be asked whose months are there. Such a figure is offered beside the empty cell with where it
stands; a person of the unit takes it over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from keng.kernel.actors import Actor
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period, disjoint_cover
from keng.packs import installed
from keng.packs.schema import Indicator, is_made
from keng.reporting.cells import Sheet
from keng.reporting.lifecycle import COUNTED, State
from keng.reporting.models import Basis, Figure, Submission
from keng.reporting.queries.duties import is_near
from keng.reporting.queries.sheets import sheet_of, submission_of
from keng.reporting.queries.withholding import small_cells

_RANK = {State.SUBMITTED.value: 1}
_STATUSES = ("official", "estimated", "expected")
_INVENTED = "illustrative"


@dataclass(frozen=True)
class Offer:
    """A figure of the same unit and cell in another form, as it stands there.

    `periods` are those that it rests on: the very period, or shorter ones that make it up. `state`
    is the least final one of these, `submission_id` the latest.
    """

    key: CellKey
    value: int
    status: str
    origin: str
    submission_id: int
    form: str
    form_label: str
    state: str
    periods: tuple[Period, ...]


def offers_for(submission_id: int, actor: Actor, *, on: date) -> list[Offer]:
    """What can be taken over into empty cells of a submission, in the order of its form.

    The exact period before shorter ones; accepted figures before handed-in ones before drafts,
    forms of the programme before made ones. Small totals are offered near the unit only. One query
    besides those of the sheet. Raises NotFound and NotAllowed (view).
    """
    submission = submission_of(submission_id)
    actor.require("view", unit_id=submission.unit_id, on=on)
    sheet = sheet_of(submission)
    near = is_near(actor, submission.unit_id, on=on)
    hidden = frozenset() if near else small_cells(sheet)
    return [one for one in offered(submission, sheet) if one.key not in hidden]


def offered(submission: Submission, sheet: Sheet) -> list[Offer]:
    """The same for whoever has asked for the grant already; every cell, small totals too."""
    if sheet.form.basis != "own":
        return []
    found = list(_given([submission.unit_id], submission.period).select_related("submission"))
    filled = {row.key for row in found if row.submission_id == submission.pk}
    wanted = set(sheet.open_keys()) - filled
    best: dict[CellKey, dict[Period, Figure]] = {}
    for row in sorted((r for r in found if r.submission_id != submission.pk), key=_order):
        if row.key in wanted:
            best.setdefault(row.key, {}).setdefault(row.submission.period, row)
    offers = []
    for key in sheet.form.cells():
        rests = rests_on(sheet.pack.indicator_of(key), submission.period, best.get(key, {}))
        if rests:
            offers.append(_offer(key, [best[key][period] for period in rests], sheet))
    return offers


def rests_on(
    indicator: Indicator, target: Period, given: Collection[Period]
) -> tuple[Period, ...] | None:
    """The given periods that tell the figure of the target: itself, else what makes it up.

    A flow is added up from one disjoint cover. A stock or a count since January needs a period that
    ends with the target, an opening stock one that begins with it. A flow that is entered
    cumulatively and a result of the year are never made of others.
    """
    if target in given:
        return (target,)
    if indicator.kind == "flow":
        parts = disjoint_cover(target, given) if indicator.entry == "in_period" else None
        return tuple(parts) if parts else None
    if indicator.kind not in {"stock", "distinct_ytd"}:
        return None
    if indicator.opening_of is not None:
        beginning = [period for period in given if period.first == target.first]
        return (min(beginning, key=lambda one: one.last),) if beginning else None
    ending = [period for period in given if period.last == target.last]
    return (max(ending, key=lambda one: one.first),) if ending else None


@dataclass(frozen=True)
class Already:
    """How much of what a form would ask its units have given for the period already.

    `forms` says by the label of each other form how many of the cells stand in it for at least one
    unit, `cells` how many of the asked cells stand in any, and `given` of `asked` are figures: a
    cell of a unit each. What shorter periods make up counts as given.
    """

    cells: int
    of: int
    given: int
    asked: int
    forms: Mapping[str, int]


def standing_already(
    keys: Collection[CellKey], period: Period, units: Collection[int], *, but: str = ""
) -> Already:
    """What units have given for the period of the cells that would be asked; one query.

    Drafts count: what is typed already need not be typed again. `but` names a form that is left
    out. For rooms that have asked for the grant: the answer holds counts of cells, no figures.
    """
    wanted, pack = set(keys), installed.current()
    rows = _given(units, period).filter(indicator__in={key.indicator for key in wanted})
    forms: dict[tuple[int, CellKey], dict[Period, str]] = {}
    for unit_id, form, first, last, indicator, by in rows.exclude(submission__form=but).values_list(
        *("submission__unit_id", "submission__form", "submission__first", "submission__last"),
        *("indicator", "by"),
    ):
        if (key := CellKey(indicator, by)) in wanted:
            spans = forms.setdefault((unit_id, key), {})
            spans.setdefault(Period(period.regime, first, last), form)
    pairs: set[tuple[int, CellKey]] = set()
    by_form: dict[str, set[CellKey]] = {}
    for (unit_id, key), spans in forms.items():
        for one in rests_on(pack.indicator_of(key), period, spans) or ():
            pairs.add((unit_id, key))
            by_form.setdefault(spans[one], set()).add(key)
    return Already(
        cells=len({key for _, key in pairs}),
        of=len(wanted),
        given=len(pairs),
        asked=len(wanted) * len(set(units)),
        forms={_label(pack, form): len(cells) for form, cells in sorted(by_form.items())},
    )


def _given(units: Collection[int], period: Period) -> QuerySet[Figure]:
    """The own figures of the units in the period and in the shorter ones inside it."""
    return Figure.objects.filter(
        submission__unit_id__in=list(units),
        submission__regime=period.regime,
        submission__first__gte=period.first,
        submission__last__lte=period.last,
        basis=Basis.OWN,
        value__isnull=False,
    )


def _order(row: Figure) -> tuple[int, bool, int]:
    return _rank(row), is_made(row.submission.form), row.submission_id


def _rank(row: Figure) -> int:
    state = row.submission.state
    return 0 if state in COUNTED else _RANK.get(state, 2)


def _offer(key: CellKey, rows: list[Figure], sheet: Sheet) -> Offer:
    least = max(rows, key=_rank)
    last = max(rows, key=lambda row: row.submission.last)
    return Offer(
        key=key,
        value=sum(row.value or 0 for row in rows),
        status=max((row.status for row in rows), key=_STATUSES.index),
        origin=_INVENTED if any(row.origin == _INVENTED for row in rows) else last.origin,
        submission_id=last.submission_id,
        form=last.submission.form,
        form_label=", ".join(_labels(rows, sheet)),
        state=least.submission.state,
        periods=tuple(sorted(row.submission.period for row in rows)),
    )


def _labels(rows: Iterable[Figure], sheet: Sheet) -> list[str]:
    return list(dict.fromkeys(_label(sheet.pack, row.submission.form) for row in rows))


def _label(pack: installed.Pack, code: str) -> str:
    form = pack.find_form(code)
    return form.label.vi if form is not None else code
