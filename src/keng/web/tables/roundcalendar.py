"""The calendar of rounds and the preview of a series, in words."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from keng.kernel.errors import BadInput
from keng.kernel.periods import Period, known_regimes
from keng.packs import installed
from keng.packs.schema import Duty, Pack, Source
from keng.reporting.deadlines import is_day_off
from keng.reporting.queries import Expectation, PlannedRound, RoundTally, YearOfDuties
from keng.web import wording
from keng.web.frame.refusals import message_of
from keng.web.phrases.days import day_from
from keng.web.tables.celllimits import LawLink, law_link
from keng.web.tables.standing import ShownRound, form_titles, shown_rounds


@dataclass(frozen=True)
class Basis:
    """Where a due day comes from: an act of the pack, or what the pack notes of it."""

    law: LawLink | None
    note: str


@dataclass(frozen=True)
class CalendarLine:
    """One line of the year. `open_url` is empty where no round can be opened for it."""

    title: str
    period: Period
    due_on: date | None
    bases: list[Basis]
    units: int
    rounds: list[ShownRound]
    unasked: int
    open_url: str
    is_paper: bool


@dataclass(frozen=True)
class Month:
    """A month of the calendar with what falls due in it, or ends in it without a due day."""

    number: int
    lines: list[CalendarLine]


@dataclass(frozen=True)
class SeriesRow:
    """One round of a series, before it is opened. `why_not` says what stands against it."""

    plan: PlannedRound
    bases: list[Basis]
    is_chosen: bool
    typed: date | None
    wrong: str
    why_not: str
    is_day_off: bool

    @property
    def code(self) -> str:
        """The name of the period in a form."""
        return self.plan.period.code


def months_of(
    year: YearOfDuties, tallies: Mapping[int, RoundTally], *, unit_path: str
) -> list[Month]:
    """The lines of a year by the month in which they fall; months without any are left out."""
    pack, titles = installed.current(), form_titles()
    return [
        Month(number, [_line(one, pack, titles, tallies, unit_path) for one in lines])
        for number, lines in groupby(year.lines, key=lambda one: one.falls_on.month)
    ]


def duty_words(duties: Iterable[Duty]) -> list[str]:
    """What the duties are called, in the language of the request."""
    return [duty.label.of(wording.language()) for duty in duties]


def series_rows(
    plans: Sequence[PlannedRound],
    *,
    chosen: Iterable[Period],
    typed: Mapping[str, date],
    wrong: Mapping[str, str],
) -> list[SeriesRow]:
    """The rounds that might be opened, in words; due days that were typed, and wrong ones."""
    pack, wanted = installed.current(), set(chosen)
    return [
        SeriesRow(
            plan=plan,
            bases=_bases(plan.sources, pack),
            is_chosen=plan.period in wanted,
            typed=typed.get(plan.period.code),
            wrong=wrong.get(plan.period.code, ""),
            why_not=_why_not(plan),
            is_day_off=plan.due_on is not None and is_day_off(pack.calendar, plan.due_on),
        )
        for plan in plans
    ]


def typed_days(texts: Mapping[str, str]) -> tuple[dict[str, date], dict[str, str]]:
    """The due days that were typed, by period, and what is wrong with those that are none."""
    typed: dict[str, date] = {}
    wrong: dict[str, str] = {}
    for code, text in texts.items():
        try:
            if text.strip():
                typed[code] = day_from(text.strip(), otherwise=date.min)
        except BadInput as refusal:
            wrong[code] = message_of(refusal)
    return typed, wrong


def day_after(period: Period, day: int) -> date:
    """That day of the month after the last one of the period, or the end of a shorter month."""
    nominal = known_regimes()[period.regime].nominal(period)
    year, month = (nominal[0], nominal[2]) if nominal else (period.last.year, period.last.month)
    years, months = divmod(year * 12 + month, 12)
    return date(years, months + 1, min(day, monthrange(years, months + 1)[1]))


def _line(
    one: Expectation,
    pack: Pack,
    titles: Mapping[str, str],
    tallies: Mapping[int, RoundTally],
    unit_path: str,
) -> CalendarLine:
    label = one.duty.label.of(wording.language()) if one.duty else ""
    expected = sum(tallies[found.id].expected for found in one.rounds if found.id in tallies)
    unasked = max(one.units - expected, 0)
    query = {"unit": unit_path, "form": one.form, "year": one.period.year}
    query["period"] = one.period.code
    url = f"{reverse('web:open_rounds')}?{urlencode(query)}"
    return CalendarLine(
        title=label or titles.get(one.form, one.form),
        period=one.period,
        due_on=one.due_on,
        bases=_bases(one.sources, pack),
        units=one.units,
        rounds=shown_rounds(one.rounds, tallies),
        unasked=unasked if one.rounds else 0,
        open_url=url if one.form and one.duty and unasked else "",
        is_paper=not one.form,
    )


def _bases(sources: Iterable[Source], pack: Pack) -> list[Basis]:
    return [Basis(law_link(one, pack), one.note or one.place or "") for one in sources]


def _why_not(plan: PlannedRound) -> str:
    if plan.opened is not None:
        return _("đã mở")
    if not plan.units:
        return _("đơn vị này không quản lý đơn vị nào phải lập biểu này")
    if plan.elsewhere:
        names = "; ".join(plan.names)
        if plan.elsewhere > len(plan.names):
            names += _(" và %(n)s đơn vị nữa") % {"n": plan.elsewhere - len(plan.names)}
        return _("%(n)s đơn vị đã được yêu cầu biểu này trong đợt khác: %(names)s") % {
            "n": plan.elsewhere,
            "names": names,
        }
    if plan.due_on is None:
        return _("chương trình chưa có hạn; hãy nhập hạn theo văn bản giao")
    return ""
