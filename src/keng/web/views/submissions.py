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
from keng.publishing import pdf
from keng.reporting import actions, queries
from keng.reporting.lifecycle import Act
from keng.reporting.queries import (
    AdjustmentView,
    ChangedCell,
    Since,
    Standing,
    SubmissionView,
)
from keng.web import clock, wording
from keng.web.frame.declarations import needs
from keng.web.frame.requests import KengRequest
from keng.web.tables.evidence import photos_beside
from keng.web.tables.followups import accounts_in, assignees_of, may_follow_up, shown_follow_up
from keng.web.tables.formtable import anchor_of, finding_lines, table_of
from keng.web.tables.submissionhead import head_of

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
    """A cell that is no longer what it was: then, now, and who changed it."""

    anchor: str
    label: str
    before: str
    now: str
    who: str
    at: datetime | None


@dataclass(frozen=True)
class Compared:
    """What changed since a moment, in words."""

    words: str
    revision: int
    at: datetime
    cells: tuple[Changed, ...]


@dataclass(frozen=True)
class Waiting:
    """The submissions of the round that wait for the reader: how many, those before and after."""

    place: str
    count: int
    before: Standing | None
    after: Standing | None


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
    reviews = Act.ENTER not in view.acts and request.actor.may(
        "return", unit_id=view.standing.unit.id, on=on
    )
    since = queries.changes_since(view, request.actor)
    follow_ups = queries.follow_ups_of_submission(submission_id, request.actor, on=on)
    names = names_of(
        {
            *(one.account_id for one in view.changes),
            *(one.account_id for one in view.returns),
            *(cell.account_id for one in since for cell in one.cells),
            *accounts_in(follow_ups),
        }
    )
    if reviews and view.standing.first_submitted_on is not None:
        actions.look(submission_id, actor=request.actor, at=clock.now())
    context: dict[str, Any] = {
        "page": "detail",
        "head": head_of(view),
        "sheet": replace(table_of(view), editable=False),
        "findings": finding_lines(view.findings),
        "words_withheld": view.words_withheld,
        "actions": [template for act, template in _ACTS.items() if act in view.acts],
        "return_rows": _RETURN_ROWS,
        "templates": queries.reason_templates(request.actor, on=on) if reviews else [],
        "waiting": _waiting(request, view, on) if reviews else None,
        "reviews": reviews,
        "follow_ups": [shown_follow_up(one, view.sheet.pack, names) for one in follow_ups],
        "may_follow_up": may_follow_up(request, view.standing.unit.id, on),
        "assignees": assignees_of(view.standing.unit.id, on=on),
        "return_due": on + timedelta(days=_WORKING_DAYS_TO_RESUBMIT),
        "adjusters": _adjusters(request, view, on) if Act.ADJUST in view.acts else [],
        "facts": _facts(view),
        "adjustments": [_adjustment(one, view, request, on) for one in view.adjustments],
        "history": _history(view, names),
        "photos": [
            photo
            for beside in photos_beside(view, request.actor, on=on).values()
            for photo in beside
            if not photo.is_removed
        ],
        "since": [_shown_since(one, view, names) for one in since],
        "has_office": pdf.office() is not None,
        "may_extend": head_of(view).is_open
        and request.actor.may("manage_rounds", unit_id=view.standing.unit.id, on=on),
    }
    return render(request, "web/submission/detail.html", context)


@needs("view")
@require_safe
def oddities(request: KengRequest, submission_id: int) -> HttpResponse:
    """What looks odd in the submission; read after its page, without scripts a page of its own."""
    on = clock.today()
    hints = queries.hints_of(submission_id, request.actor, on=on)
    pack = queries.sheet_of(queries.submission_of(submission_id)).pack
    english = wording.language() == "en"
    context = {
        "submission_id": submission_id,
        "hints": [
            {
                "message": one.message_en if english else one.message,
                "cells": [
                    (anchor_of(key), pack.cell_label(key, wording.language())) for key in one.keys
                ],
            }
            for one in hints
        ],
    }
    template = "_oddities.html" if request.htmx else "oddities.html"
    return render(request, f"web/submission/{template}", context)


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


def _shown_since(one: Since, view: SubmissionView, names: Mapping[int, AccountName]) -> Compared:
    words = {
        "look": _("Thay đổi từ lần bạn xem gần nhất"),
        "above": _("Thay đổi từ lần cấp trên xem gần nhất"),
        "submit": _("Thay đổi từ lần nộp trước"),
    }[one.what]
    cells = tuple(_difference(view, cell, names) for cell in one.cells)
    return Compared(words, one.revision, one.at, cells)


def _difference(
    view: SubmissionView, cell: ChangedCell, names: Mapping[int, AccountName]
) -> Changed:
    digits = view.sheet.pack.digits_of(cell.key)
    return Changed(
        anchor_of(cell.key),
        view.sheet.pack.cell_label(cell.key, wording.language()),
        wording.figure(cell.before, digits),
        wording.figure(cell.now, digits),
        wording.account(cell.account_id, names) if cell.at else "",
        cell.at,
    )


def _waiting(request: KengRequest, view: SubmissionView, on: date) -> Waiting | None:
    """Where the submission stands among those of its round that wait for the reader."""
    standing = view.standing
    listed = queries.waiting_in_round(standing.round_id, request.actor, on=on)
    ids = [one.submission_id for one in listed]
    if not ids:
        return None
    if standing.submission_id not in ids:
        return Waiting("", len(ids), None, listed[0])
    here = ids.index(standing.submission_id)
    before = listed[here - 1] if here else None
    after = listed[here + 1] if here + 1 < len(ids) else None
    return Waiting(f"{here + 1}/{len(ids)}", len(ids), before, after)


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
