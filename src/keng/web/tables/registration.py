"""Registrations of a year as the page of registering and the first page show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from keng.criteria import queries
from keng.criteria.actions.registering import emulation_titles
from keng.criteria.queries import Enrolment
from keng.kernel.vietnamese import format_count
from keng.web import clock, wording
from keng.web.frame.requests import KengRequest
from keng.web.phrases import criteriawords, recognitionwords

_MOST_LOOKED_AT = 200  # assessments whose figures are compared at once


@dataclass(frozen=True)
class EnrolmentLine:
    """One unit and one set in words."""

    value: str
    unit_id: int
    unit: str
    set_title: str
    state: str
    word: str
    look: str
    register_by: date | None
    decide_by: date | None
    registered_on: date | None
    assessment_id: int | None
    url: str
    progress: str
    questions: int
    withdraw_reason: str
    needs_decider: bool
    may_withdraw: bool


@dataclass(frozen=True)
class SetBelow:
    """The units below by one set, with how many of them are registered."""

    code: str
    title: str
    register_by: date | None
    lines: tuple[EnrolmentLine, ...]
    registered: int
    total: int
    missing: int


@dataclass(frozen=True)
class PledgeLine:
    """An emulation title that a unit signed up for."""

    id: int
    title: str
    code: str
    on: date
    withdrawn_on: date | None
    reason: str


@dataclass(frozen=True)
class CriteriaDuty:
    """Something of the criteria that waits for the reader."""

    what: str
    more: str
    url: str
    due_on: date | None
    look: str
    word: str


def own_lines(found: Iterable[Enrolment]) -> list[EnrolmentLine]:
    """A unit's own registrations in words."""
    return [_line(one) for one in found]


def below_by_set(found: Iterable[Enrolment], *, only_missing: bool) -> list[SetBelow]:
    """The units below, set by set; with `only_missing` the lines of those not registered."""
    by_set: dict[str, list[Enrolment]] = {}
    for one in found:
        by_set.setdefault(one.set_code, []).append(one)
    return [_set_below(code, rows, only_missing=only_missing) for code, rows in by_set.items()]


def shown_pledges(rows: Iterable[queries.PledgeView]) -> list[PledgeLine]:
    """The titles in words."""
    titles = emulation_titles()
    return [
        PledgeLine(
            row.id,
            titles.get(row.title, row.title),
            row.title,
            row.on,
            row.withdrawn_on,
            row.withdraw_reason,
        )
        for row in rows
    ]


def titles_open(pledges: Sequence[PledgeLine]) -> list[tuple[str, str]]:
    """The titles that the unit has not signed up for, as (code, title)."""
    taken = {one.code for one in pledges if one.withdrawn_on is None}
    return [(code, title) for code, title in emulation_titles().items() if code not in taken]


def criteria_duties(
    request: KengRequest, unit_ids: Iterable[int]
) -> tuple[list[CriteriaDuty], bool]:
    """What the criteria of this year ask of the reader's units, and whether figures may have moved.

    Whether they have is asked apart (`reopened_duties`): it needs the figures themselves.
    """
    found: list[CriteriaDuty] = []
    may_have_moved = False
    for unit_id, own, below in _enrolments(request, unit_ids):
        found += _own_duties(own, unit_id, clock.today().year)
        found += _duties_below(below, unit_id, clock.today().year)
        may_have_moved = may_have_moved or any(_rests(one) for one in (*own, *below))
    return found, may_have_moved


def reopened_duties(request: KengRequest, unit_ids: Iterable[int]) -> list[CriteriaDuty]:
    """The assessments of the reader's units of which a figure was corrected after a look."""
    rows = [one for _, own, below in _enrolments(request, unit_ids) for one in (*own, *below)]
    return _reopened(rows)


def _enrolments(
    request: KengRequest, unit_ids: Iterable[int]
) -> Iterator[tuple[int, list[Enrolment], list[Enrolment]]]:
    """Of each unit that the reader may submit for: its own enrolments and those below it."""
    year, at = clock.today().year, clock.now()
    for unit_id in dict.fromkeys(unit_ids):
        if request.actor.may("submit", unit_id=unit_id, on=clock.today()):
            own = queries.enrolments_of(unit_id, year, actor=request.actor, at=at)
            yield unit_id, own, queries.enrolments_below(unit_id, year, actor=request.actor, at=at)


def _rests(one: Enrolment) -> bool:
    """Whether a correction could reopen it."""
    return one.computed > 0 and one.state in {"draft", "returned", "submitted", "reviewed"}


def _line(one: Enrolment) -> EnrolmentLine:
    open_states = {"draft", "submitted", "returned"}
    return EnrolmentLine(
        value=f"{one.set_code}:{one.unit_id}",
        unit_id=one.unit_id,
        unit=one.unit,
        set_title=one.set_title.of(wording.language()),
        state=one.state,
        word=_word(one),
        look=criteriawords.state_look(one.state) or ("" if one.state else "returned"),
        register_by=one.register_by,
        decide_by=one.decide_by,
        registered_on=one.registered_on,
        assessment_id=one.assessment_id,
        url=reverse("web:assessment", args=[one.assessment_id]) if one.assessment_id else "",
        progress=f"{one.said}/{one.asked}" if one.assessment_id else "",
        questions=one.questions,
        withdraw_reason=one.withdraw_reason,
        needs_decider=one.needs_decider,
        may_withdraw=one.state in open_states,
    )


def _word(one: Enrolment) -> str:
    if one.outcome:
        return recognitionwords.result(one.outcome)
    return one.state_label.of(wording.language())


def _set_below(code: str, rows: Sequence[Enrolment], *, only_missing: bool) -> SetBelow:
    registered = sum(one.state not in {"", "withdrawn"} for one in rows)
    missing = [one for one in rows if one.assessment_id is None]
    shown = [one for one in rows if not only_missing or one.state in {"", "withdrawn"}]
    return SetBelow(
        code=code,
        title=rows[0].set_title.of(wording.language()),
        register_by=rows[0].register_by,
        lines=tuple(_line(one) for one in shown),
        registered=registered,
        total=len(rows),
        missing=len(missing),
    )


def _own_duties(own: Iterable[Enrolment], unit_id: int, year: int) -> list[CriteriaDuty]:
    found = []
    for one in own:
        title = one.set_title.of(wording.language())
        if one.assessment_id is None and one.register_by is not None:
            found.append(_register_duty(title, one.unit, unit_id, year, one.register_by))
        elif one.state in {"draft", "returned"}:
            found.append(_assess_duty(one, title))
    return found


def _duties_below(below: Sequence[Enrolment], unit_id: int, year: int) -> list[CriteriaDuty]:
    found = []
    for one in below_by_set(below, only_missing=False):
        if one.missing and one.register_by is not None:
            n = format_count(one.missing)
            more = _("%(n)s đơn vị chưa đăng ký") % {"n": n}
            found.append(_register_duty(one.title, more, unit_id, year, one.register_by))
    returned = [one for one in below if one.state == "returned"]
    return found + [_assess_duty(one, one.set_title.of(wording.language())) for one in returned]


def _register_duty(title: str, more: str, unit_id: int, year: int, due: date) -> CriteriaDuty:
    url = f"{reverse('web:registration')}?don-vi={unit_id}&nam={year}"
    what = _("Đăng ký: %(title)s") % {"title": title}
    return CriteriaDuty(what, more, url, due, "", "")


def _assess_duty(one: Enrolment, title: str) -> CriteriaDuty:
    url = reverse("web:assessment", args=[one.assessment_id])
    more = _("%(unit)s · đã chấm %(said)s/%(asked)s tiêu chí") % {
        "unit": one.unit,
        "said": one.said,
        "asked": one.asked,
    }
    if one.state == "returned":
        word = _("bị trả lại, %(n)s câu hỏi") % {"n": format_count(one.questions)}
        what = _("Sửa hồ sơ: %(title)s") % {"title": title}
        return CriteriaDuty(what, more, url, one.decide_by, "returned", word)
    return CriteriaDuty(
        _("Tự chấm: %(title)s") % {"title": title}, more, url, one.decide_by, "", ""
    )


def _reopened(found: Sequence[Enrolment]) -> list[CriteriaDuty]:
    """Assessments of which a figure was corrected after somebody had looked."""
    titles = {
        one.assessment_id: (one.unit, one.set_title.of(wording.language()))
        for one in found
        if one.assessment_id and _rests(one)
    }
    ids = list(titles)[:_MOST_LOOKED_AT]
    if not ids:
        return []
    made = []
    for one in queries.reopened(ids, at=clock.now()):
        unit, title = titles[one.assessment_id]
        codes = ", ".join(dict.fromkeys(moved.criterion for moved in one.moved))
        more = _("%(unit)s · tiêu chí %(codes)s") % {"unit": unit, "codes": codes}
        url = reverse("web:assessment", args=[one.assessment_id])
        what = _("Xem lại: %(title)s") % {"title": title}
        made.append(
            CriteriaDuty(what, more, url, None, "reopened", _("số liệu đã được đính chính"))
        )
    return made
