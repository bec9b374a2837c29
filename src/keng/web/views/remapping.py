"""Changing the map on screen: choose an act, fill it in, see what it does, confirm, undo."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from keng.access.queries import names_of
from keng.kernel.errors import Ambiguous, DomainError, NotFound
from keng.orgunits import actions, queries
from keng.orgunits.queries import ChangeView
from keng.orgunits.vocabulary import BEGINNING
from keng.web import clock, wording
from keng.web.changes.foresight import Foresight, foresee
from keng.web.changes.mapacts import KINDS_OF_ACT, Question, act_of
from keng.web.forms.remapping import ActForm, UndoForm
from keng.web.frame.declarations import needs, signed_in
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import KengRequest
from keng.web.phrases.days import day_from
from keng.web.phrases.paths import paths_of

_SHOWN: Final = 40
_SEARCHING: Final = ("q", "units", "unit", "under", "by", "manager")  # a field sends its own name
_MOST_HITS: Final = 12
_VERBS: Final[dict[str, Promise]] = {
    "reorganise": gettext_lazy("Sáp nhập, chia tách"),
    "rename": gettext_lazy("Đổi tên, đổi loại"),
    "reparent": gettext_lazy("Chuyển cấp trên"),
    "hand_over": gettext_lazy("Giao đơn vị quản lý"),
    "create": gettext_lazy("Lập mới"),
    "import": gettext_lazy("Nạp danh sách"),
    "dissolve": gettext_lazy("Giải thể"),
    "undo": gettext_lazy("Hoàn tác"),
    "correct_name": gettext_lazy("Đính chính tên"),
    "correct_day": gettext_lazy("Đính chính ngày"),
    "load_seed": gettext_lazy("Nạp cả nước"),
}
_FINAL: Final = frozenset({"undo", "load_seed"})


@dataclass(frozen=True)
class ShownChange:
    """An act on the map in a list."""

    id: int
    what: str
    on: date | None  # None: a first day that no source tells
    basis: str
    who: str
    is_undone: bool
    may_undo: bool
    undoes: int | None


@needs("manage_units")
@require_safe
def listing(request: KengRequest) -> HttpResponse:
    """The kinds of act to choose from, and the latest changes of the map."""
    context = {
        "kinds": [(code, kind.label, kind.told) for code, kind in KINDS_OF_ACT.items()],
        "unit": request.GET.get("unit", ""),
        "changes": _shown(queries.changes(limit=_SHOWN)),
        "limit": _SHOWN,
    }
    return render(request, "web/remapping/list.html", context)


@needs("manage_units")
def act(request: KengRequest, kind: str) -> HttpResponse:
    """One act: its form; what it would do; and, once confirmed, the act itself."""
    known = KINDS_OF_ACT.get(kind)
    if known is None:
        raise NotFound(f"Không có thao tác “{kind}”.", message_en=f"There is no act {kind!r}.")
    if request.method != "POST":
        return _page(request, kind, known.form(initial=_initial(request)))
    form = known.form(request.POST)
    if not form.is_valid() or request.POST.get("do") == "more":
        return _page(request, kind, form, status=422 if form.errors else 200)
    try:
        return _looked_or_done(request, kind, form)
    except DomainError as refusal:
        form.add_error(None, message_of(refusal))
        candidates = refusal.candidates if isinstance(refusal, Ambiguous) else []
        return _page(request, kind, form, status=422, candidates=candidates)


@needs("manage_units")
@require_safe
def change(request: KengRequest, change_id: int) -> HttpResponse:
    """One act on record: what it said, the units it touched, and the way to take it back."""
    return _change_page(request, change_id)


@needs("manage_units")
def undo(request: KengRequest, change_id: int) -> HttpResponse:
    """Take a change back: first what that would do, then the act."""
    form = UndoForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _change_page(request, change_id, form=form)
    taken_back = partial(
        actions.undo,
        change_id,
        basis=form.cleaned_data["basis"],
        actor=request.actor,
        at=clock.now(),
    )
    if request.POST.get("do") == "confirm":
        taken_back()
        messages.success(request, _("Đã hoàn tác; bản đồ như trước thay đổi ấy."))
        return redirect("web:map_change", change_id)
    on = queries.change_of(change_id).on
    seen = foresee(taken_back, on=on, today=clock.today(), actor=request.actor)
    return _change_page(request, change_id, form=form, seen=seen)


@signed_in
@require_safe
def suggestions(request: KengRequest) -> HttpResponse:
    """Units whose name contains what is being typed, as the options of a field."""
    on = day_from(request.GET.get("on"), otherwise=clock.today())
    texts = [request.GET.get(name, "").strip() for name in _SEARCHING]
    text = next((one for one in texts if len(one) > 1), "")
    hits = queries.find(text, on=on, limit=_MOST_HITS)
    paths = paths_of([hit.id for hit in hits], on=on)
    options = [paths[hit.id] for hit in hits]
    return render(request, "web/remapping/_options.html", {"options": options})


def _looked_or_done(request: KengRequest, kind: str, form: ActForm) -> HttpResponse:
    given, at = form.cleaned_data, clock.now()
    wanted = act_of(kind, given, request.POST.getlist, actor=request.actor, at=at)
    if not wanted.is_ready:
        status = 422 if request.POST.get("asked") else 200
        return _page(request, kind, form, status=status, questions=wanted.questions)
    mark = _mark(kind, request)
    if request.POST.get("do") == "confirm" and request.POST.get("seen") == mark:
        wanted.run()
        messages.success(request, _("Đã ghi thay đổi. Nếu nhầm, có thể hoàn tác ngay tại đây."))
        return redirect("web:map_change", queries.changes(limit=1)[0].id)
    seen = foresee(wanted.run, on=given["on"], today=clock.today(), actor=request.actor)
    return _page(request, kind, form, questions=wanted.questions, seen=seen, mark=mark)


def _mark(kind: str, request: KengRequest) -> str:
    """What was looked at: whoever changes a field after looking looks again before the act."""
    kept = sorted(
        (name, [text.strip() for text in texts if text.strip()])
        for name, texts in request.POST.lists()
        if name not in ("csrfmiddlewaretoken", "do", "seen", "asked")
    )
    return hashlib.sha256(json.dumps([kind, kept]).encode()).hexdigest()


def _page(
    request: KengRequest,
    kind: str,
    form: ActForm,
    *,
    status: int = 200,
    questions: Sequence[Question] = (),
    **told: object,
) -> HttpResponse:
    """The page of an act; `told`: `seen` and `mark` after a look, `candidates` of a name."""
    known = KINDS_OF_ACT[kind]
    context: dict[str, Any] = {
        "kind": kind,
        "label": known.label,
        "told": known.told,
        "confirm": known.confirm,
        "form": form,
        "questions": questions,
        "acts": _known_acts(),
        "step": 3 if "seen" in told else 2 if questions else 1,
        **told,
    }
    return render(request, "web/remapping/act.html", context, status=status)


def _known_acts() -> list[str]:
    """The papers that were cited for earlier changes, the latest first."""
    return list(dict.fromkeys(one.basis for one in queries.changes(limit=_SHOWN) if one.basis))


def _initial(request: KengRequest) -> dict[str, Any]:
    given = {name: request.GET.get(name, "").strip() for name in ("unit", "to", "code", "on")}
    return {**given, "units": [given["unit"]] if given["unit"] else [], "under": ""}


def _change_page(
    request: KengRequest,
    change_id: int,
    *,
    form: UndoForm | None = None,
    seen: Foresight | None = None,
) -> HttpResponse:
    found = queries.change_of(change_id)
    units = paths_of(queries.changed_units(change_id)[:_SHOWN], on=found.on)
    touched = len(queries.changed_units(change_id))
    context = {
        "change": _shown([found])[0],
        "units": sorted(units.items(), key=lambda one: one[1]),
        "touched": touched,
        "form": form or UndoForm(),
        "seen": seen,
    }
    status = 422 if form is not None and form.errors else 200
    return render(request, "web/remapping/change.html", context, status=status)


def _shown(found: Sequence[ChangeView]) -> list[ShownChange]:
    names = names_of({one.account_id for one in found})
    return [
        ShownChange(
            id=one.id,
            what=str(_VERBS.get(one.verb, one.verb)),
            on=None if one.on == BEGINNING else one.on,
            basis=one.basis,
            who=wording.account(one.account_id, names),
            is_undone=one.is_undone,
            may_undo=not one.is_undone and one.verb not in _FINAL,
            undoes=one.undoes,
        )
        for one in found
    ]
