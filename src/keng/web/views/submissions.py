"""One submission to look at: figures with findings, what changed, what may be done with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from keng.access.queries import AccountName, names_of
from keng.kernel.figures import CellKey
from keng.orgunits.queries import ancestors, path_of
from keng.reporting import queries
from keng.reporting.lifecycle import Act
from keng.reporting.queries import AdjustmentView, KnownValue, SubmissionView
from keng.web import clock, wording
from keng.web.declarations import needs
from keng.web.formtable import anchor_of, finding_lines, table_of
from keng.web.requests import KengRequest
from keng.web.submissionhead import head_of

_ACTS: Final[dict[Act, str]] = {
    Act.SUBMIT: "web/submission/_submit.html",
    Act.ACCEPT: "web/submission/_accept.html",
    Act.RETURN: "web/submission/_return.html",
    Act.LOCK: "web/submission/_lock.html",
    Act.REOPEN: "web/submission/_reopen.html",
    Act.ADJUST: "web/submission/_adjust.html",
}
_DONE: Final[dict[str, Promise]] = {
    "submit": gettext_lazy("Nộp"),
    "return": gettext_lazy("Trả lại"),
    "accept": gettext_lazy("Tiếp nhận"),
    "lock": gettext_lazy("Chốt"),
    "reopen": gettext_lazy("Mở lại"),
}
_ANSWERS: Final[dict[str, Promise]] = {
    "standing": gettext_lazy("đang dùng, đơn vị chưa đồng ý"),
    "agreed": gettext_lazy("đơn vị đã đồng ý"),
    "withdrawn": gettext_lazy("đã rút"),
    "overtaken": gettext_lazy("đơn vị đã sửa số"),
}
_RETURN_ROWS: Final = range(3)
_WORKING_DAYS_TO_RESUBMIT: Final = 3


@dataclass(frozen=True)
class Changed:
    """A cell that is no longer what it was at the last look of the level above."""

    anchor: str
    label: str
    before: str
    now: str


@dataclass(frozen=True)
class Happened:
    """One step in the life of the submission."""

    what: str
    at: datetime
    who: str
    text: str


@needs("view")
@require_safe
def detail(request: KengRequest, submission_id: int) -> HttpResponse:
    """The submission as the reader may see it, with the acts that its state and grants permit."""
    on = clock.today()
    view = queries.submission_view(submission_id, request.actor, on=on)
    names = names_of(
        {
            *(one.account_id for one in view.changes),
            *(one.account_id for one in view.returns),
        }
    )
    context: dict[str, Any] = {
        "page": "detail",
        "head": head_of(view),
        "sheet": replace(table_of(view), editable=False),
        "findings": finding_lines(view.findings),
        "actions": [template for act, template in _ACTS.items() if act in view.acts],
        "return_rows": _RETURN_ROWS,
        "return_due": on + timedelta(days=_WORKING_DAYS_TO_RESUBMIT),
        "adjusters": _adjusters(request, view, on) if Act.ADJUST in view.acts else [],
        "facts": _facts(view),
        "adjustments": [_adjustment(one, view, request, on) for one in view.adjustments],
        "history": _history(view, names),
        "changed": _changed(view, submission_id),
        "may_extend": head_of(view).is_open
        and request.actor.may("manage_rounds", unit_id=view.standing.unit.id, on=on),
    }
    return render(request, "web/submission/detail.html", context)


def _facts(view: SubmissionView) -> list[tuple[str, str]]:
    standing = view.standing
    facts = [
        (_("Trạng thái"), wording.state(standing.state)),
        (_("Bản"), str(standing.revision)),
        (
            _("Số ô đã có"),
            f"{standing.cells_filled}/{standing.cells_total}",
        ),
    ]
    if standing.due_on:
        facts.append((_("Hạn nộp"), wording.day(standing.due_on)))
    if standing.first_submitted_on:
        facts.append((_("Nộp lần đầu"), wording.day(standing.first_submitted_on)))
    if standing.is_punctual is not None:
        words = _("đúng hạn") if standing.is_punctual else _("muộn")
        facts.append((_("Chấp hành hạn"), words))
    return facts


def _history(view: SubmissionView, names: Mapping[int, AccountName]) -> list[Happened]:
    return [
        Happened(
            what=_("%(act)s (bản %(n)s)") % {"act": _DONE.get(one.act, one.act), "n": one.revision},
            at=one.at,
            who=wording.account(one.account_id, names),
            text=one.reason,
        )
        for one in view.changes
    ]


def _changed(view: SubmissionView, submission_id: int) -> dict[str, Any] | None:
    """What differs from the moment at which the level above last accepted or returned it."""
    seen = next((one for one in view.changes if one.act in ("accept", "return")), None)
    if seen is None:
        return None
    known = queries.values_known_at([submission_id], seen.at)[submission_id]
    cells = [found for cell in view.cells if (found := _difference(view, cell.key, known))]
    return {"revision": seen.revision, "act": str(_DONE[seen.act]), "cells": cells}


def _difference(
    view: SubmissionView, key: CellKey, known: Mapping[CellKey, KnownValue]
) -> Changed | None:
    cell = next(one for one in view.cells if one.key == key)
    if cell.withheld:
        return None
    now = cell.figure.value if cell.figure else None
    before = known[key].value if key in known else None
    if now == before:
        return None
    digits = view.sheet.pack.digits_of(key)
    return Changed(
        anchor_of(key),
        view.sheet.pack.cell_label(key, wording.language()),
        wording.figure(before, digits),
        wording.figure(now, digits),
    )


def _adjusters(request: KengRequest, view: SubmissionView, on: date) -> list[tuple[int, str]]:
    """The reader's own units above the reporting unit, nearest first."""
    own = {duty.unit_id for duty in request.duties}
    above = ancestors(view.standing.unit.id, on=on)
    return [(unit_id, path_of(unit_id, on=on)) for unit_id in above if unit_id in own]


def _adjustment(
    one: AdjustmentView, view: SubmissionView, request: KengRequest, on: date
) -> dict[str, Any]:
    key = CellKey(one.indicator, one.by)
    digits = view.sheet.pack.digits_of(key)
    in_use = one.answer in ("standing", "agreed")
    return {
        "id": one.id,
        "label": view.sheet.pack.cell_label(key, wording.language()),
        "reported": wording.figure(one.reported_value, digits),
        "value": wording.figure(one.value, digits),
        "answer": str(_ANSWERS[one.answer]),
        "reason": one.reason,
        "answer_text": one.answer_text,
        "who": path_of(one.adjuster_id, on=on),
        "at": one.at,
        "may_answer": one.answer == "standing"
        and request.actor.may("submit", unit_id=one.unit_id, on=on),
        "may_withdraw": in_use and request.actor.may("adjust", unit_id=one.unit_id, on=on),
    }
