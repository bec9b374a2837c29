"""Chasing the late units of a round: remind, write, call, copy, tell everyone how it went."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.kernel.errors import BadInput
from keng.notices import actions, official, outreach, queries
from keng.notices.queries import ChasePage, LateUnit, PastChase, PersonToCall
from keng.notices.vocabulary import WAY_WORDS, Way
from keng.web import clock, wording
from keng.web.forms.notices import ChaseNoteForm, LetterForm
from keng.web.frame.declarations import needs
from keng.web.frame.requests import KengRequest, is_whole, wholes
from keng.web.tables.standing import is_untouched, shown_rounds
from keng.web.views.papers import DOCX
from keng.web.views.workbooks import XLSX, attachment

PAGE: Final = 200
MOST_CALLS: Final = 100_000  # a list that is printed is printed whole


@dataclass(frozen=True)
class ShownChase:
    """One time that a unit was chased, in words."""

    way: str
    at: Any
    by: str


@dataclass(frozen=True)
class ShownPerson:
    """Whom to call."""

    name: str
    role: str
    phone: str
    dial: str
    stands_in: bool


@dataclass(frozen=True)
class ShownLate:
    """A unit that owes its form, with all that chasing needs."""

    id: int
    unit: str
    state: str
    due_on: date | None
    days_late: int
    reminders: int
    last: ShownChase | None
    chases: Sequence[ShownChase]
    people: Sequence[ShownPerson]
    text: str


@needs("manage_rounds")
@require_safe
def page(request: KengRequest, round_id: int) -> HttpResponse:
    """Who is late by how many days, how often each was chased, and the ways to chase."""
    return render(request, "web/chase/page.html", _context(request, round_id))


@needs("manage_rounds")
@require_POST
def remind(request: KengRequest, round_id: int) -> HttpResponse:
    """Remind the chosen units in the app and by mail: one act."""
    reached = actions.remind(round_id, _chosen(request), actor=request.actor, at=clock.now())
    told = {"units": reached.units, "people": reached.people}
    messages.success(request, _("Đã nhắc %(units)s đơn vị (%(people)s người).") % told)
    if reached.nobody:
        names = {"names": "; ".join(reached.nobody)}
        messages.warning(
            request, _("Chưa có người dùng nào để nhắc ở: %(names)s. Hãy gọi điện.") % names
        )
    return redirect("web:chase", round_id)


@needs("manage_rounds")
@require_POST
def note(request: KengRequest, round_id: int) -> HttpResponse:
    """Write down a letter, call or message to the chosen units."""
    form = ChaseNoteForm(request.POST)
    if not form.is_valid():
        raise BadInput(
            "Hãy chọn cách đã đôn đốc.", message_en="Choose the way in which they were chased."
        )
    way = form.cleaned_data["way"]
    count = actions.note_chasing(
        round_id, _chosen(request), way, actor=request.actor, at=clock.now()
    )
    messages.success(request, _("Đã ghi nhận đôn đốc %(n)s đơn vị.") % {"n": count})
    return redirect("web:chase", round_id)


@needs("manage_rounds")
@require_POST
def letter(request: KengRequest, round_id: int) -> HttpResponse:
    """The letter to the late units, or to those chosen, as a Word file."""
    form = _letter_form(request, round_id)
    made = official.letter(
        round_id,
        form.head(),
        submission_ids=_chosen(request),
        answer_by=form.cleaned_data["answer_by"],
        actor=request.actor,
        at=clock.now(),
    )
    return attachment(made.content, f"cong-van-don-doc-{round_id}.docx", DOCX)


@needs("manage_rounds")
@require_POST
def compliance(request: KengRequest, round_id: int) -> HttpResponse:
    """The notice of who reported in time, late or not at all, as a Word file."""
    form = _letter_form(request, round_id)
    made = official.compliance_notice(round_id, form.head(), actor=request.actor, at=clock.now())
    return attachment(made.content, f"thong-bao-chap-hanh-{round_id}.docx", DOCX)


@needs("manage_rounds")
@require_safe
def calls(request: KengRequest, round_id: int) -> HttpResponse:
    """The call list, to be read from the screen or printed."""
    context = _context(request, round_id, rows=MOST_CALLS)
    return render(request, "web/chase/calls.html", context)


@needs("manage_rounds")
@require_safe
def calls_file(request: KengRequest, round_id: int) -> HttpResponse:
    """The call list as a workbook."""
    found = queries.chase_page(round_id, actor=request.actor, at=clock.now())
    content = outreach.call_list_xlsx(found, found.late or found.owing)
    return attachment(content, f"danh-sach-goi-{round_id}.xlsx", XLSX)


def _context(request: KengRequest, round_id: int, *, rows: int = PAGE) -> dict[str, Any]:
    """What both pages show: units from the page that is asked for, texts for all of them."""
    found = queries.chase_page(round_id, actor=request.actor, at=clock.now())
    shows_all = request.GET.get("tat-ca") == "1" or not found.late
    units = found.owing if shows_all else found.late
    title, link = found.status.round.title, _link(request)
    return {
        "round": shown_rounds([found.status.round], {})[0],
        "late": len(found.late),
        "owing": len(found.owing),
        "shows_all": shows_all,
        "text_for_all": outreach.message_for_all(units, title) if units else "",
        "note_form": ChaseNoteForm(),
        "letter_form": LetterForm(profiles=_profiles(found)),
        "today": clock.today(),
        **_paged(units, request.GET.get("trang", ""), rows, lambda one: _shown(one, title, link)),
    }


def _paged(
    units: Sequence[LateUnit], asked: str, size: int, show: Callable[[LateUnit], ShownLate]
) -> dict[str, Any]:
    """One page of the units; which of how many they are is said on it."""
    pages = max(-(-len(units) // size), 1)
    page_n = min(int(asked), pages) if is_whole(asked) and int(asked) else 1
    start = (page_n - 1) * size
    shown = units[start : start + size]
    return {
        "rows": [show(one) for one in shown],
        "further": pages > 1,
        "first": start + 1,
        "last": start + len(shown),
        "all": len(units),
        "next_page": page_n + 1 if page_n < pages else 0,
    }


def _shown(one: LateUnit, title: str, link: str) -> ShownLate:
    chases = [_chase(past) for past in one.chases]
    return ShownLate(
        id=one.standing.submission_id,
        unit=one.unit.full_name,
        state="untouched" if is_untouched(one.standing) else str(one.standing.state),
        due_on=one.due_on,
        days_late=one.days_late,
        reminders=len(chases),
        last=chases[0] if chases else None,
        chases=chases,
        people=[_person(person) for person in one.people],
        text=outreach.message_for(one, title, link),
    )


def _chase(past: PastChase) -> ShownChase:
    word = WAY_WORDS[Way(past.way)]
    return ShownChase(word.en if wording.language() == "en" else word.vi, past.at, past.by)


def _person(person: PersonToCall) -> ShownPerson:
    dial = "".join(letter for letter in person.phone if letter.isdigit() or letter == "+")
    return ShownPerson(person.name, wording.role(person.role), person.phone, dial, person.stands_in)


def _letter_form(request: KengRequest, round_id: int) -> LetterForm:
    found = queries.chase_page(round_id, actor=request.actor, at=clock.now())
    form = LetterForm(request.POST, profiles=_profiles(found))
    if not form.is_valid():
        raise BadInput(
            "Ngày hoặc cơ quan ban hành không đúng; hãy chọn lại.",
            message_en="The day or the issuing body is wrong; choose again.",
        )
    return form


def _profiles(found: ChasePage) -> list[tuple[str, str]]:
    offered = official.profiles_for(found.status.round.owner_unit_id, on=clock.today())
    return [(one.code, one.label.of(wording.language())) for one in offered]


def _chosen(request: KengRequest) -> list[int]:
    return _ids(request.POST.getlist("unit"))


def _ids(given: Sequence[str]) -> list[int]:
    return wholes(given)


def _link(request: KengRequest) -> str:
    base = settings.BASE_URL or request.build_absolute_uri("/").rstrip("/")
    return base + reverse("web:home")
