"""What of a form is held back from whoever stands far from its unit.

Totals of people in a sensitive situation, all that rests on them (that a rule speaks compares its
numbers), and the words that people write on a form that holds such totals: nobody can say which of
them tell one. Whether anything is held back follows from the form and the reader alone, never from
a value (docs/decisions/0370, 0371).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from keng.kernel.actors import Actor
from keng.kernel.errors import NotAllowed
from keng.kernel.figures import CellKey
from keng.packs import installed
from keng.packs.schema import Form, Pack
from keng.reporting.cells import Sheet
from keng.reporting.findings import FindingView
from keng.reporting.models import Origin, Submission
from keng.reporting.queries.duties import is_near, near_among


def small_cells(sheet: Sheet) -> frozenset[CellKey]:
    """Cells of the form that count people in a sensitive situation."""
    return small_cells_of(sheet.pack, sheet.form)


def small_cells_of(pack: Pack, form: Form) -> frozenset[CellKey]:
    """The same of a form as a programme has it."""
    return pack.kept(f"small:{form.code}", lambda: _small_cells(pack, form))


def shown(findings: Iterable[FindingView], hidden: frozenset[CellKey]) -> list[FindingView]:
    """The findings that rest on no cell that is held back; any other is left out whole."""
    return [one for one in findings if not hidden & one.reads]


def far_among(submissions: Collection[Submission], actor: Actor, *, on: date) -> frozenset[int]:
    """Ids of those that hold small totals and to whose units the actor is not near."""
    near = near_among(actor, {one.unit_id for one in submissions}, on=on)
    return frozenset(
        one.pk for one in submissions if one.unit_id not in near and _holds_people(one)
    )


def far_of(submission_ids: Collection[int], actor: Actor, *, on: date) -> frozenset[int]:
    """Those of the submissions, by id, that `far_among` names; one query more."""
    return far_among(list(Submission.objects.filter(pk__in=submission_ids)), actor, on=on)


def require_near(submission: Submission, sheet: Sheet, *, actor: Actor, on: date) -> None:
    """Raise NotAllowed for an act whose refusal would tell what is held back from the actor."""
    if small_cells(sheet) and not is_near(actor, submission.unit_id, on=on):
        raise NotAllowed(
            "Biểu này có tổng số nhỏ về người: việc này chỉ đơn vị và cấp trên trực tiếp làm, vì "
            "làm được hay không đã nói lên các tổng số đó.",
            message_en="This form holds small totals of people: only the unit and its direct "
            "superior do this, because whether it can be done tells of them.",
            code="withheld_form",
        )


def origin_told(origin: str) -> str:
    """From where a figure is said to be, far from the unit of a form with small totals.

    That a cell was declared empty says so of every flow of its group, which may hold such a total.
    """
    return Origin.ENTERED.value if origin == Origin.DECLARED else origin


def _holds_people(submission: Submission) -> bool:
    pack = installed.version_of(submission.pack_version_id)
    return bool(small_cells_of(pack, pack.form_of(submission.form)))


def _small_cells(pack: Pack, form: Form) -> frozenset[CellKey]:
    return frozenset(
        key
        for key in form.cells()
        if (indicator := pack.indicators.get(key.indicator)) is not None and indicator.small
    )
