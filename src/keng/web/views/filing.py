"""Papers into the register: from files, typed, from a list; confirmed, mended, put aside."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from keng.access.roles import MAY, Verb
from keng.documents.reading import read
from keng.documents.reading.kinds import sort_of
from keng.kernel.errors import DomainError, NotFound
from keng.papers import actions, batches, queries
from keng.papers.actions import GivenFile
from keng.papers.lists import empty_list
from keng.papers.queries import PaperView, SeriesView
from keng.papers.reading import read_paper
from keng.papers.vocabulary import Direction, LinkKind, State
from keng.web import clock
from keng.web.forms.register import (
    AttachForm,
    DropForm,
    EndForm,
    FilesForm,
    LinkForm,
    ListForm,
    PaperForm,
    initial_of,
)
from keng.web.forms.styled import StyledForm
from keng.web.frame.declarations import needs
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import KengRequest, whole
from keng.web.tables.standing import own_units
from keng.web.views.paperregister import shown
from keng.web.views.workbooks import XLSX, attachment


@needs("enter")
def from_files(request: KengRequest) -> HttpResponse:
    """File first: one typed file is read at once, a folder or a scan by a job."""
    form = FilesForm(request.POST or None, request.FILES or None, **_offices(request))
    if request.method == "POST" and form.is_valid():
        given = _fit(request, form.cleaned_data["given"], batches.refuse_unfit)
        unit_id = int(form.cleaned_data["office"])
        direction = Direction(form.cleaned_data["direction"])
        try:
            if len(given) == 1 and _is_quick(*given[0]):
                return _read_at_once(request, given[0], unit_id, direction)
            if given:
                job = batches.read_files(
                    given, unit_id, direction, actor=request.actor, at=clock.now()
                )
                return redirect("web:job", job.pk)
        except DomainError as refusal:
            form.add_error(None, message_of(refusal))
    status = 422 if form.errors else 200
    return render(request, "web/register/files.html", {"form": form}, status=status)


@needs("enter")
def typed(request: KengRequest) -> HttpResponse:
    """A paper without a file, or one that is still on paper only."""
    offices = office_choices(request)
    unit_id = _office(request, offices)
    form = PaperForm(
        request.POST or None,
        series=_series(unit_id, request),
        initial={"direction": Direction.RECEIVED.value, "arrived_on": clock.today()},
    )
    if request.method == "POST" and form.is_valid() and unit_id:
        try:
            paper = actions.file_paper(unit_id, form.facts(), actor=request.actor, at=clock.now())
        except DomainError as refusal:
            form.add_error(None, message_of(refusal))
        else:
            messages.success(
                request, _("Đã đăng ký văn bản %(line)s.") % {"line": paper.line or paper.title}
            )
            return redirect("web:registered", paper.pk)
    context = {"form": form, "offices": offices, "office": str(unit_id)}
    status = 422 if form.errors else 200
    return render(request, "web/register/typed.html", context, status=status)


@needs("enter")
def confirm(request: KengRequest, entry_id: int) -> HttpResponse:
    """What a paper says of itself: confirmed after it was read, or mended later."""
    view = queries.paper_view(entry_id, actor=request.actor, at=clock.now())
    is_waiting = view.head.state == State.WAITING.value
    series = _series(view.head.unit_id, request) if is_waiting else ()
    initial = initial_of(view)
    if is_waiting and view.head.direction == Direction.RECEIVED.value:
        initial["arrived_on"] = clock.today()
    form = PaperForm(request.POST or None, series=series, initial=initial)
    if request.method == "POST" and form.is_valid():
        act = actions.confirm_paper if is_waiting else actions.correct_paper
        try:
            act(
                entry_id,
                form.facts(),
                revision=_revision(request),
                actor=request.actor,
                at=clock.now(),
            )
        except DomainError as refusal:
            form.add_error(None, message_of(refusal))
        else:
            messages.success(request, _("Đã đăng ký.") if is_waiting else _("Đã sửa."))
            return redirect("web:registered", entry_id)
    return _confirming(request, form, view, is_waiting=is_waiting)


def _confirming(
    request: KengRequest, form: PaperForm, view: PaperView, *, is_waiting: bool
) -> HttpResponse:
    context = {
        "form": form,
        "view": view,
        "is_waiting": is_waiting,
        "lines": view.text.split("\n")[:60] if view.text else [],
    }
    status = 422 if form.errors else 200
    return render(request, "web/register/confirm.html", context, status=status)


@needs("enter")
def lists(request: KengRequest) -> HttpResponse:
    """A list of papers from Excel: looked at by a job, saved when the person says so."""
    form = ListForm(request.POST or None, request.FILES or None, **_offices(request))
    if request.method == "POST" and form.is_valid():
        given = _fit(request, form.cleaned_data["given"], batches.refuse_unfit_list)
        if given:
            job = batches.look_at_lists(
                given,
                int(form.cleaned_data["office"]),
                Direction(form.cleaned_data["direction"]),
                actor=request.actor,
                at=clock.now(),
            )
            return redirect("web:job", job.pk)
    status = 422 if form.errors else 200
    return render(request, "web/register/lists.html", {"form": form}, status=status)


@needs("enter")
@require_safe
def template(request: KengRequest) -> HttpResponse:
    """The empty list to fill in."""
    del request
    return attachment(empty_list(), "danh-sach-van-ban.xlsx", XLSX)


@needs("enter")
@require_POST
def act(request: KengRequest, entry_id: int, step: str) -> HttpResponse:
    """One thing done with a filed paper: its form filled in on the page of the paper."""
    if step not in STEPS:
        raise NotFound(
            f"Không có việc “{step}” với văn bản trong sổ.",
            message_en=f"There is no act {step!r} for a paper of the register.",
        )
    form_class, run, told = STEPS[step]
    form = form_class(request.POST, request.FILES)
    if form.is_valid():
        try:
            run(request, entry_id, form)
        except DomainError as refusal:
            form.add_error(None, message_of(refusal))
        else:
            messages.success(request, str(told))
            return redirect("web:registered", entry_id)
    return shown(request, entry_id, {step: form})


@needs("enter")
@require_POST
def settle(request: KengRequest, link_id: int) -> HttpResponse:
    """Say which entry a mention means."""
    chosen = request.POST.get("target", "")
    link = actions.settle_link(link_id, whole(chosen, 0), actor=request.actor, at=clock.now())
    return redirect("web:registered", link.paper_id)


@needs("enter")
@require_POST
def unlink(request: KengRequest, link_id: int) -> HttpResponse:
    """Take back what a paper was said to name."""
    link = actions.remove_link(link_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã gỡ liên kết; nhật ký vẫn giữ."))
    return redirect("web:registered", link.paper_id)


def office_choices(request: KengRequest, verb: Verb = Verb.ENTER) -> list[tuple[str, str]]:
    """The units for which the reader keeps the register."""
    entering = {duty.unit_id for duty in request.duties if verb in MAY[duty.role]}
    return [(str(unit.id), unit.path) for unit in own_units(request) if unit.id in entering]


def _link(request: KengRequest, entry_id: int, form: Any) -> None:
    reference = form.reference()
    actions.add_link(
        entry_id,
        LinkKind(form.cleaned_data["kind"]),
        reference=reference,
        actor=request.actor,
        at=clock.now(),
    )


def _end(request: KengRequest, entry_id: int, form: Any) -> None:
    actions.end_paper(
        entry_id,
        form.cleaned_data["ends_on"],
        revision=_revision(request),
        actor=request.actor,
        at=clock.now(),
    )


def _drop(request: KengRequest, entry_id: int, form: Any) -> None:
    reason = form.cleaned_data["reason"]
    actions.drop_paper(entry_id, reason, actor=request.actor, at=clock.now())


def _attach(request: KengRequest, entry_id: int, form: Any) -> None:
    chosen = form.cleaned_data["file"]
    given = _given(chosen.name or "", chosen.read())
    actions.attach_file(
        entry_id, given, revision=_revision(request), actor=request.actor, at=clock.now()
    )


STEPS: Final[
    dict[str, tuple[type[StyledForm], Callable[[KengRequest, int, Any], None], Promise]]
] = {
    "link": (LinkForm, _link, gettext_lazy("Đã thêm liên kết.")),
    "end": (EndForm, _end, gettext_lazy("Đã ghi hiệu lực.")),
    "drop": (DropForm, _drop, gettext_lazy("Đã bỏ khỏi sổ; văn bản vẫn xem lại được.")),
    "attach": (AttachForm, _attach, gettext_lazy("Đã gắn tệp.")),
}


def _read_at_once(
    request: KengRequest, file: tuple[str, bytes], unit_id: int, direction: Direction
) -> HttpResponse:
    paper = actions.keep_read(
        unit_id, direction, _given(*file), actor=request.actor, at=clock.now()
    )
    return redirect("web:confirm_registered", paper.pk)


def _given(name: str, content: bytes) -> GivenFile:
    source = read(content, name=name)
    return GivenFile(name, source.sha256, content, read_paper(source))


def _is_quick(name: str, content: bytes) -> bool:
    return sort_of(content, name=name) in batches.READ_AT_ONCE


def _fit(
    request: KengRequest, chosen: list[Any], refuse: Callable[[bytes, str], None]
) -> list[tuple[str, bytes]]:
    """The files that may be read; each other one is told with its reason and kept nowhere."""
    given: list[tuple[str, bytes]] = []
    for one in chosen:
        name, content = one.name or "", one.read()
        try:
            refuse(content, name)
        except DomainError as refusal:
            told = {"name": name, "why": message_of(refusal)}
            messages.error(request, _("Không nhận tệp %(name)s: %(why)s") % told)
        else:
            given.append((name, content))
    return given


def _offices(request: KengRequest) -> dict[str, Any]:
    offices = office_choices(request)
    return {"offices": offices, "initial": {"office": offices[0][0] if offices else ""}}


def _office(request: KengRequest, offices: list[tuple[str, str]]) -> int:
    """The unit that was chosen, else the first one; 0 where the reader keeps no register."""
    wanted = request.POST.get("office") or request.GET.get("office", "")
    known = [value for value, _path in offices]
    chosen = wanted if wanted in known else (known[0] if known else "")
    return int(chosen) if chosen else 0


def _series(unit_id: int, request: KengRequest) -> list[SeriesView]:
    if not unit_id or not request.actor.may("issue", unit_id=unit_id, on=clock.today()):
        return []
    return queries.open_series_of([unit_id], clock.today().year)


def _revision(request: KengRequest) -> int:
    seen = request.POST.get("revision", "")
    return whole(seen, 0)
