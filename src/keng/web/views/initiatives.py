"""The register of groups: the list, one group with its time line, entering and changing one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from keng.initiatives import actions, queries
from keng.initiatives.queries import Row, Wanted
from keng.initiatives.standing import Standing
from keng.kernel.errors import DomainError
from keng.orgunits.queries import is_in_force, managed_by, unit_view
from keng.orgunits.vocabulary import Level
from keng.web import clock
from keng.web.forms.initiatives import (
    EQUIPMENT,
    ActivityForm,
    GroupForm,
    NewGroupForm,
    kind_choices,
)
from keng.web.frame.declarations import needs
from keng.web.frame.paging import paged
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import KengRequest, may_somewhere, whole
from keng.web.phrases.groupwords import (
    LOOKS,
    STANDINGS,
    label_of,
    reason_words,
    rule_words,
    shown_steps,
    spoken,
)
from keng.web.tables.standing import own_units
from keng.web.wording import language

_PAGE = 50


@dataclass(frozen=True)
class ShownRow:
    """A group in the list, in words."""

    row: Row
    kind: str
    standing: str
    look: str
    reasons: str


@needs("view")
@require_safe
def listing(request: KengRequest) -> HttpResponse:
    """The groups that the reader may see, by name, kind, unit and standing."""
    on = clock.today()
    wanted = wanted_from(request)
    register = queries.register_for(request.actor, wanted, on=on)
    page = paged(register, request.GET, size=_PAGE)
    tiles = [(one.value, STANDINGS[one], register.totals[one], _TILES[one]) for one in Standing]
    context: dict[str, Any] = {
        "wanted": wanted,
        "unit_name": unit_view(wanted.unit_id, on=on).full_name if wanted.unit_id else "",
        "kinds": kind_choices(),
        "tiles": tiles,
        "page": page,
        "rows": [_shown(row) for row in page.rows],
        "left": queries.left_behind(request.actor, on=on),
        "may_enter": may_somewhere(request, "enter"),
        "own": own_units(request),
        "query": request.GET.urlencode(),
        "asked": [one.of(language()) for one in spoken().asked] if _is_undecided(register) else [],
    }
    return render(request, "web/initiative/list.html", context)


_TILES = {
    Standing.ALIVE: "good",
    Standing.ON_PAPER: "bad",
    Standing.UNDECIDED: "warn",
    Standing.DISSOLVED: "",
}


def wanted_from(request: KengRequest) -> Wanted:
    """What the address asks for; an unknown standing or unit asks for nothing."""
    asked = request.GET
    found = asked.get("tinh-trang", "")
    unit = asked.get("don-vi", "")
    return Wanted(
        text=asked.get("q", "").strip(),
        kind=asked.get("loai", ""),
        unit_id=whole(unit, None),
        standing=Standing(found) if found in set(Standing) else None,
    )


@needs("view")
@require_safe
def detail(request: KengRequest, group_id: int) -> HttpResponse:
    """One group: how it stands and why, what it has, and its time line."""
    view = queries.group_view(group_id, request.actor, on=clock.today())
    said = spoken()
    context = {
        "group": view,
        "kind": label_of(said.kinds, view.kind),
        "standing": STANDINGS[view.standing],
        "look": LOOKS[view.standing],
        "reasons": reason_words(view.reasons, view.rule),
        "rule": rule_words(view.rule),
        "steps": shown_steps(view),
        "equipment": [
            (label_of(said.equipment, code), number) for code, number in view.equipment.items()
        ],
        "dissolved": view.standing is Standing.DISSOLVED,
    }
    return render(request, "web/initiative/detail.html", context)


@needs("enter")
def new(request: KengRequest) -> HttpResponse:
    """Enter a group."""
    own = entering_units(request)
    initial = {"unit": own[0][1] if own else ""}
    form = NewGroupForm(request.POST or None, on=clock.today(), initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        entered = actions.NewGroup(
            form.described(), given["unit"], given["replicated_from"], token=given["token"]
        )
        made = attempted(
            form, lambda: actions.found_group(entered, actor=request.actor, at=clock.now())
        )
        if made is not None:
            messages.success(request, _("Đã ghi mô hình vào sổ."))
            return redirect("web:initiative", made.pk)
    context = {"form": form, "own": own, "title": _("Ghi mô hình mới")}
    return render(request, "web/initiative/form.html", context, status=422 if form.errors else 200)


@needs("enter")
def change(request: KengRequest, group_id: int) -> HttpResponse:
    """Change what is said of a group."""
    view = queries.group_view(group_id, request.actor, on=clock.today())
    initial = {name: getattr(view, name) for name in actions.Described.__dataclass_fields__}
    initial |= {f"{EQUIPMENT}{code}": number for code, number in view.equipment.items()}
    form = GroupForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        seen = request.POST.get("revision", "")
        made = attempted(
            form,
            lambda: actions.change_group(
                group_id,
                form.described(),
                revision=whole(seen, 0),
                actor=request.actor,
                at=clock.now(),
            ),
        )
        if made is not None:
            messages.success(request, _("Đã lưu."))
            return redirect("web:initiative", group_id)
    context = {"form": form, "group": view, "title": _("Sửa mô hình")}
    return render(request, "web/initiative/form.html", context, status=422 if form.errors else 200)


@needs("enter")
def log(request: KengRequest, group_id: int) -> HttpResponse:
    """Log what the group did: a few seconds on a phone; sent twice, logged once."""
    view = queries.group_view(group_id, request.actor, on=clock.today())
    initial = {"on": clock.today()}
    form = ActivityForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        photo = given["photo"]
        logged = actions.NewActivity(
            given["kind"],
            given["on"],
            given["note"],
            photo.read() if photo else None,
            photo.name if photo else "",
            given["token"],
        )
        made = attempted(
            form,
            lambda: actions.log_activity(group_id, logged, actor=request.actor, at=clock.now()),
        )
        if made is not None:
            messages.success(request, _("Đã ghi hoạt động."))
            return gone_on(request, reverse("web:initiative", args=[group_id]))
    without = [code for code, one in spoken().activities.items() if not one.photos]
    context = {"form": form, "group": view, "without_photo": " ".join(without)}
    return render(request, "web/initiative/log.html", context, status=422 if form.errors else 200)


@needs("view")
@require_safe
def photo(request: KengRequest, activity_id: int) -> HttpResponse:
    """The photo of an activity, for the unit and its direct superior."""
    content = queries.activity_photo(activity_id, request.actor, on=clock.today())
    return picture(content, f"hoat-dong-{activity_id}.jpg")


def picture(content: bytes, filename: str) -> HttpResponse:
    """A JPEG to be shown in its page."""
    headers = {"Content-Disposition": f'inline; filename="{filename}"'}
    return HttpResponse(content, content_type="image/jpeg", headers=headers)


def gone_on(request: KengRequest, url: str) -> HttpResponse:
    """To the next page; our module is told where, so that it does not read the page itself."""
    if request.headers.get("X-Quick"):
        return HttpResponse(status=204, headers={"X-Next": url})
    return redirect(url)


def attempted(form: forms.BaseForm, act: Any) -> Any:
    """What the action made; None where it was refused, with its sentence on the form."""
    try:
        return act()
    except DomainError as refusal:
        form.add_error(None, message_of(refusal))
        return None


def entering_units(request: KengRequest) -> list[tuple[int, str]]:
    """The units for whose registers the reader may enter something, with those they keep."""
    on = clock.today()
    own = [
        unit
        for unit in own_units(request)
        if request.actor.may("enter", unit_id=unit.id, on=on) and is_in_force(unit.id, on=on)
    ]
    found = [(unit.id, unit.path) for unit in own]
    for unit in own:
        below = managed_by(unit.id, on=on, levels=(Level.VILLAGE,))
        found += [(one.id, f"{one.full_name}, {unit.path}") for one in below]
    return found


def _shown(row: Row) -> ShownRow:
    return ShownRow(
        row,
        label_of(spoken().kinds, row.kind),
        str(STANDINGS[row.standing]),
        LOOKS[row.standing],
        reason_words(row.reasons) if row.standing is Standing.ON_PAPER else "",
    )


def _is_undecided(register: queries.Register) -> bool:
    return register.totals[Standing.UNDECIDED] > 0
