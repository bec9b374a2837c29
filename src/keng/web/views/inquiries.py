"""Requests of an office with a form of its own: written, looked at, asked, asked again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.inquiries import actions, queries
from keng.inquiries.actions import Content
from keng.inquiries.queries import InquiryView, State
from keng.kernel.errors import BadInput, DomainError
from keng.kernel.figures import CellKey
from keng.orgunits.queries import unit_named
from keng.packs import installed
from keng.web import clock, wording
from keng.web.forms.inquiries import ChosenUnits, CopyForm, InquiryForm, NewInquiryForm
from keng.web.frame.declarations import needs
from keng.web.frame.refusals import message_of, status_of
from keng.web.frame.requests import KengRequest, whole
from keng.web.tables.inquiry import (
    already_words,
    keys_from,
    shown_inquiries,
    shown_versions,
    state_word,
    units_chosen,
    written,
)
from keng.web.tables.standing import own_units

Change = Callable[[Content, QueryDict], Content]


@needs("manage_rounds")
@require_safe
def listing(request: KengRequest) -> HttpResponse:
    """The requests of the offices whose rounds the reader manages."""
    on = clock.today()
    found = queries.inquiries_seen_by(request.actor, on=on)
    return render(request, "web/inquiry/list.html", {"inquiries": shown_inquiries(found, on=on)})


@needs("manage_rounds")
def new(request: KengRequest) -> HttpResponse:
    """Begin a request; its form is made on the next page."""
    own = own_units(request)
    on = clock.today()
    initial = {"unit": own[0].path if own else "", "levels": ["commune"]}
    form = NewInquiryForm(request.POST or None, on=on, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            owner = unit_named(given["unit"], on=min(given["period"].last, on))
            made = actions.draft_inquiry(
                _facts_of(given), owner_unit_id=owner.id, actor=request.actor, at=clock.now()
            )
        except DomainError as refusal:
            form.add_error(None, message_of(refusal))
        else:
            return redirect("web:inquiry", made.pk)
    status = 422 if form.errors else 200
    return render(request, "web/inquiry/new.html", {"form": form, "own": own}, status=status)


@needs("manage_rounds")
@require_safe
def detail(request: KengRequest, inquiry_id: int) -> HttpResponse:
    """One request: its form as it is written and as the units see it, and whom it asks."""
    return _page(request, inquiry_id)


@needs("manage_rounds")
@require_safe
def choices(request: KengRequest, inquiry_id: int) -> HttpResponse:
    """The indicators that fit the words, for the page that is open."""
    view = queries.inquiry_view(inquiry_id, request.actor, on=clock.today())
    return render(request, "web/inquiry/_choices.html", _found(request, view))


@needs("manage_rounds")
@require_POST
def facts(request: KengRequest, inquiry_id: int) -> HttpResponse:
    """Other words, another period or day, other units."""
    on = clock.today()
    view = queries.inquiry_view(inquiry_id, request.actor, on=on)
    form = InquiryForm(request.POST, on=on, period=view.line.content.period)
    if not form.is_valid():
        return _page(request, inquiry_id, facts_form=form, status=422)
    told = _facts_of(form.cleaned_data)
    chosen = ChosenUnits(
        request.POST, candidates=queries.candidates(told, owner_unit_id=view.line.owner_unit_id)
    )
    # A unit of a level that was taken off the list goes with its level.
    units = chosen.cleaned_data["units"] if chosen.is_valid() else ()
    content = replace(told, headings=view.line.content.headings, units=tuple(units))
    if view.line.state is State.OPEN:
        content = replace(view.line.content, title=told.title, instruction=told.instruction)
    return _rewritten(request, inquiry_id, content, back="#chung", facts_form=form)


@needs("manage_rounds")
@require_POST
def form(request: KengRequest, inquiry_id: int) -> HttpResponse:
    """One change of the form: indicators added or taken out, moved, headings."""
    view = queries.inquiry_view(inquiry_id, request.actor, on=clock.today())
    change = _CHANGES.get(request.POST.get("act", ""))
    if change is None:
        raise BadInput("Không rõ việc cần làm.", message_en="It is not clear what to do.")
    words = request.POST.get("q", "")
    back = f"?{urlencode({'q': words})}#tim" if words else "#bieu"
    try:
        content = change(view.line.content, request.POST)
    except DomainError as refusal:
        return _page(request, inquiry_id, error=message_of(refusal), status=status_of(refusal))
    return _rewritten(request, inquiry_id, content, back=back)


@needs("manage_rounds")
@require_POST
def ask(request: KengRequest, inquiry_id: int) -> HttpResponse:
    """Open the round: every unit that is asked has the form from now on."""
    try:
        made = actions.open_inquiry(
            inquiry_id, seen=_seen(request), actor=request.actor, at=clock.now()
        )
    except DomainError as refusal:
        return _page(request, inquiry_id, error=message_of(refusal), status=status_of(refusal))
    messages.success(request, _("Đã mở; các đơn vị thấy biểu trên trang chính."))
    return redirect("web:round", made.round_id)


@needs("manage_rounds")
@require_POST
def change(request: KengRequest, inquiry_id: int) -> HttpResponse:
    """Give the units the form as it was rewritten, as long as nobody has typed."""
    try:
        actions.change_form(inquiry_id, seen=_seen(request), actor=request.actor, at=clock.now())
    except DomainError as refusal:
        return _page(request, inquiry_id, error=message_of(refusal), status=status_of(refusal))
    messages.success(request, _("Các đơn vị đã có biểu mới; biểu trước vẫn lưu."))
    return redirect("web:inquiry", inquiry_id)


@needs("manage_rounds")
@require_POST
def drop(request: KengRequest, inquiry_id: int) -> HttpResponse:
    """Give a request up that was not opened."""
    actions.drop_inquiry(inquiry_id, seen=_seen(request), actor=request.actor, at=clock.now())
    messages.success(request, _("Đã bỏ yêu cầu; vẫn xem lại và lập lại được."))
    return redirect("web:inquiries")


@needs("manage_rounds")
@require_POST
def copy(request: KengRequest, inquiry_id: int) -> HttpResponse:
    """Begin a request that asks the same for another period."""
    form = CopyForm(request.POST, on=clock.today())
    if not form.is_valid():
        return _page(request, inquiry_id, copy_form=form, status=422)
    try:
        made = actions.copy_inquiry(
            inquiry_id, form.cleaned_data["period"], actor=request.actor, at=clock.now()
        )
    except DomainError as refusal:
        return _page(request, inquiry_id, error=message_of(refusal), status=status_of(refusal))
    messages.success(request, _("Đã lập lại; hãy ghi hạn nộp rồi mở."))
    return redirect("web:inquiry", made.pk)


def _rewritten(
    request: KengRequest, inquiry_id: int, content: Content, *, back: str, **shown: Any
) -> HttpResponse:
    try:
        actions.rewrite(
            inquiry_id, content, seen=_seen(request), actor=request.actor, at=clock.now()
        )
    except DomainError as refusal:
        told = message_of(refusal)
        return _page(request, inquiry_id, error=told, status=status_of(refusal), **shown)
    return redirect(reverse("web:inquiry", args=[inquiry_id]) + back)


def _page(
    request: KengRequest,
    inquiry_id: int,
    *,
    error: str = "",
    facts_form: InquiryForm | None = None,
    copy_form: CopyForm | None = None,
    status: int = 200,
) -> HttpResponse:
    on = clock.today()
    view = queries.inquiry_view(inquiry_id, request.actor, on=on)
    line, pack = view.line, installed.current()
    context = {
        "view": view,
        "one": shown_inquiries([line], on=on)[0],
        "is_draft": line.state is State.DRAFT,
        "is_open": line.state is State.OPEN,
        "state_word": state_word(line.state, is_round_open=line.is_round_open),
        "headings": written(view, pack),
        "already": already_words(view.already),
        "versions": shown_versions(view),
        "units": units_chosen(view),
        "facts_form": facts_form or _facts_form(line.content, on),
        "copy_form": copy_form or CopyForm(on=on),
        "error": error,
        **_found(request, view),
    }
    return render(request, "web/inquiry/detail.html", context, status=status)


def _found(request: KengRequest, view: InquiryView) -> dict[str, Any]:
    words = request.GET.get("q") or request.POST.get("q", "")
    content = view.line.content
    found = queries.choices(
        words,
        content.period,
        installed.current(),
        chosen=content.cells,
        language=wording.language(),
    )
    return {
        "view": view,
        "q": words,
        "groups": found,
        "n_found": sum(len(group.found) for group in found),
        "places": [(n, one.title) for n, one in enumerate(content.headings)],
    }


def _facts_of(given: dict[str, Any]) -> Content:
    return Content(
        title=given["title"],
        instruction=given["instruction"],
        period=given["period"],
        due_on=given["due_on"],
        levels=tuple(given["levels"]),
    )


def _facts_form(content: Content, on: date) -> InquiryForm:
    initial = {
        "title": content.title,
        "instruction": content.instruction,
        "period": content.period.code,
        "due_on": content.due_on,
        "levels": list(content.levels),
    }
    return InquiryForm(initial=initial, on=on, period=content.period)


def _seen(request: KengRequest) -> int:
    text = request.POST.get("seen", "")
    return whole(text, 0)


def _place(given: QueryDict) -> int:
    text = given.get("place", "")
    return whole(text, -1)


def _with_cells(content: Content, given: QueryDict) -> Content:
    keys = keys_from(given.getlist("key"))
    if not keys:
        raise BadInput("Chưa đánh dấu chỉ tiêu nào để thêm.", message_en="No indicator was ticked.")
    place = _place(given) if content.headings else None
    for key in keys:
        title = _("Nội dung báo cáo")
        content = content.with_cell(key, title, place)
    return content


def _key(given: QueryDict) -> CellKey:
    return CellKey.parse(given.get("key", ""))


_CHANGES: Final[dict[str, Change]] = {
    "add": _with_cells,
    "remove": lambda content, given: content.without_cell(_key(given)),
    "up": lambda content, given: content.moved(_key(given), -1),
    "down": lambda content, given: content.moved(_key(given), 1),
    "heading": lambda content, given: content.with_heading(given.get("title", "")),
    "title": lambda content, given: content.retitled(_place(given), given.get("title", "")),
    "no_heading": lambda content, given: content.without_heading(_place(given)),
}
