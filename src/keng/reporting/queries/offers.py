"""Figures that a unit has given already for the same period: told once, never typed twice.

A request may ask what stands in a form of the programme, and the other way round. Such a figure is
offered beside the empty cell with where it stands; a person of the unit takes it over.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from keng.kernel.actors import Actor
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period
from keng.packs import installed
from keng.packs.schema import is_made
from keng.reporting.cells import Sheet
from keng.reporting.lifecycle import COUNTED, State
from keng.reporting.models import Basis, Figure, Submission
from keng.reporting.queries.duties import is_near
from keng.reporting.queries.sheets import sheet_of, submission_of
from keng.reporting.queries.views import small_cells

_RANK = {State.SUBMITTED.value: 1}


@dataclass(frozen=True)
class Offer:
    """A figure of the same unit, cell and period in another form, as it stands there."""

    key: CellKey
    value: int
    status: str
    origin: str
    submission_id: int
    form: str
    form_label: str
    state: str


def offers_for(submission_id: int, actor: Actor, *, on: date) -> list[Offer]:
    """What can be taken over into empty cells of a submission, in the order of its form.

    Accepted figures before handed-in ones before drafts, forms of the programme before made ones.
    Small totals are offered near the unit only. Two queries besides those of the sheet. Raises
    NotFound and NotAllowed (view).
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
    rows = Figure.objects.filter(
        submission__unit_id=submission.unit_id,
        submission__regime=submission.regime,
        submission__first=submission.first,
        submission__last=submission.last,
        basis=Basis.OWN,
        value__isnull=False,
    ).select_related("submission")
    found = list(rows)
    filled = {row.key for row in found if row.submission_id == submission.pk}
    wanted = set(sheet.open_keys()) - filled
    best: dict[CellKey, Figure] = {}
    for row in sorted((r for r in found if r.submission_id != submission.pk), key=_order):
        if row.key in wanted:
            best.setdefault(row.key, row)
    return [_offer(best[key], sheet) for key in sheet.form.cells() if key in best]


@dataclass(frozen=True)
class Already:
    """How much of what a form would ask its units have given for the period already.

    `forms` says by the label of each other form how many of the cells stand in it for at least one
    unit, `cells` how many of the asked cells stand in any, and `given` of `asked` are figures: a
    cell of a unit each.
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
    wanted = set(keys)
    rows = Figure.objects.filter(
        submission__unit_id__in=list(units),
        submission__regime=period.regime,
        submission__first=period.first,
        submission__last=period.last,
        basis=Basis.OWN,
        value__isnull=False,
    ).exclude(submission__form=but)
    pack = installed.current()
    pairs: set[tuple[int, CellKey]] = set()
    by_form: dict[str, set[CellKey]] = {}
    for unit_id, form, indicator, by in rows.values_list(
        "submission__unit_id", "submission__form", "indicator", "by"
    ):
        if (key := CellKey(indicator, by)) in wanted:
            pairs.add((unit_id, key))
            by_form.setdefault(form, set()).add(key)
    return Already(
        cells=len({key for _, key in pairs}),
        of=len(wanted),
        given=len(pairs),
        asked=len(wanted) * len(set(units)),
        forms={_label(pack, form): len(cells) for form, cells in sorted(by_form.items())},
    )


def _order(row: Figure) -> tuple[int, bool, int]:
    state = row.submission.state
    rank = 0 if state in COUNTED else _RANK.get(state, 2)
    return rank, is_made(row.submission.form), row.submission_id


def _offer(row: Figure, sheet: Sheet) -> Offer:
    return Offer(
        key=row.key,
        value=row.value or 0,
        status=row.status,
        origin=row.origin,
        submission_id=row.submission_id,
        form=row.submission.form,
        form_label=_label(sheet.pack, row.submission.form),
        state=row.submission.state,
    )


def _label(pack: installed.Pack, code: str) -> str:
    form = pack.find_form(code)
    return form.label.vi if form is not None else code
