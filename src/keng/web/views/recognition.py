"""The runs of a year: which there are, how far each unit is, who is stuck; delegating."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.access.roles import Verb
from keng.criteria import actions, queries
from keng.criteria.queries.shapes import Board, BoardRow, Mover
from keng.kernel.errors import BadInput
from keng.notices import actions as notices
from keng.orgunits.queries import unit_named, unit_view
from keng.publishing.recognition import About
from keng.web import clock, wording
from keng.web.forms.recognition import DelegateForm, OpenRunForm
from keng.web.frame.declarations import needs, signed_in
from keng.web.frame.requests import KengRequest, is_whole, wholes
from keng.web.phrases import recognitionwords as words
from keng.web.phrases.resultbars import result_bars
from keng.web.tables.recognitionpapers import shelves

_STUCK: Final = "ket"


@dataclass(frozen=True)
class Stage:
    """A stage of the run as a tile that leads to its units."""

    code: str
    label: str
    count: int
    tone: str


@dataclass(frozen=True)
class ShownRow:
    """One unit of a run in words."""

    unit_id: int
    unit: str
    assessment_id: int | None
    stage: str
    look: str
    since: datetime | None
    result: str
    result_look: str
    tally: str
    moved: int
    questions: int
    stuck: str
    may_be_reminded: bool


@signed_in
@require_safe
def listing(request: KengRequest) -> HttpResponse:
    """The runs of a year that the reader may see; whoever decides may open one."""
    return _listing(request, _year(request))


@needs("enter")
@require_POST
def open_run(request: KengRequest) -> HttpResponse:
    """Open the run of a set at a unit: from then on its board tells who has not registered."""
    year = _year(request)
    form = _open_form(request, year, request.POST)
    if form is None or not form.is_valid():
        return _listing(request, year, form=form, status=422)
    made = actions.open_run(
        form.cleaned_data["set_code"],
        year,
        int(form.cleaned_data["unit"]),
        actor=request.actor,
        at=clock.now(),
    )
    messages.success(request, _("Đã mở đợt xét."))
    return redirect("web:run", made.pk)


@signed_in
@require_safe
def board(request: KengRequest, run_id: int) -> HttpResponse:
    """A run stage by stage: who is stuck on what and since when, beside what was last year."""
    found = queries.board(run_id, actor=request.actor, at=clock.now())
    stage, text = request.GET.get("giai-doan", ""), request.GET.get("tim", "").strip()
    rows = [row for row in found.rows if _is_wanted(row, stage, text)]
    may = request.actor.may("enter", unit_id=found.decider_id, on=clock.today())
    shown = [_shown(row, may=may) for row in rows]
    compared = (
        *queries.compared_with_last_year(run_id, actor=request.actor, at=clock.now()),
        *queries.not_back(run_id, actor=request.actor, at=clock.now()),
    )
    context = {
        **run_context(request, found),
        "stages": _stages(found),
        "rows": shown,
        "may_remind": any(row.may_be_reminded for row in shown),
        "all": len(found.rows),
        "stage": stage,
        "text": text,
        "sums": queries.class_sums(run_id, actor=request.actor, at=clock.now()),
        "shelves": shelves(About.RUN, run_id, actor=request.actor),
        "may_draft": may,
        "delegate_form": DelegateForm(),
        "may_delegate": request.actor.may(
            "issue", unit_id=_owner(request, run_id), on=clock.today()
        ),
        **_comparison(found.year, compared),
    }
    return render(request, "web/recognition/board.html", context)


@needs("enter")
@require_POST
def remind(request: KengRequest, run_id: int) -> HttpResponse:
    """Remind the chosen units of what the run waits for."""
    chosen = wholes(request.POST.getlist("unit"))
    reached = notices.remind_in_run(run_id, chosen, actor=request.actor, at=clock.now())
    told = {"units": reached.units, "people": reached.people}
    messages.success(request, _("Đã nhắc %(units)s đơn vị (%(people)s người).") % told)
    if reached.nobody:
        names = {"names": "; ".join(reached.nobody)}
        messages.warning(
            request, _("Chưa có người dùng nào để nhắc ở: %(names)s. Hãy gọi điện.") % names
        )
    return redirect("web:run", run_id)


@needs("issue")
@require_POST
def delegate(request: KengRequest, run_id: int) -> HttpResponse:
    """Hand the decision one level down, by a written basis."""
    form = DelegateForm(request.POST)
    if not form.is_valid():
        raise BadInput(
            "Hãy ghi đơn vị nhận ủy quyền và văn bản ủy quyền.",
            message_en="Name the unit that decides and the paper by which it does.",
        )
    unit = unit_named(form.cleaned_data["unit"], on=clock.today())
    actions.delegate(
        run_id,
        unit.id,
        form.cleaned_data["basis"],
        since=clock.today(),
        actor=request.actor,
        at=clock.now(),
    )
    messages.success(request, _("Đã ủy quyền cho %(unit)s.") % {"unit": unit.full_name})
    return redirect("web:run", run_id)


@needs("issue")
@require_POST
def end_delegation(request: KengRequest, run_id: int) -> HttpResponse:
    """Decide oneself again."""
    actions.take_back_delegation(run_id, on=clock.today(), actor=request.actor, at=clock.now())
    messages.success(request, _("Đã thu hồi ủy quyền."))
    return redirect("web:run", run_id)


def run_context(request: KengRequest, found: Board) -> dict[str, Any]:
    """What the head of every page of a run shows."""
    del request
    return {
        "run": found,
        "set_title": found.set_title.of(wording.language()),
        "conflicts": [one.of(wording.language()) for one in found.conflicts],
    }


def _listing(
    request: KengRequest, year: int, *, form: OpenRunForm | None = None, status: int = 200
) -> HttpResponse:
    titles = dict(queries.sets_in_use(year))
    language = wording.language()
    found = queries.runs(year, actor=request.actor, at=clock.now())
    context = {
        "year": year,
        "years": range(clock.today().year + 1, clock.today().year - 5, -1),
        "rows": [
            (run, titles[run.set_code].of(language) if run.set_code in titles else run.set_code)
            for run in found
        ],
        "form": form or _open_form(request, year),
    }
    return render(request, "web/recognition/list.html", context, status=status)


def _open_form(request: KengRequest, year: int, data: Any = None) -> OpenRunForm | None:
    seats = dict.fromkeys(duty.unit_id for duty in request.duties)
    on = clock.today()
    units = [
        (str(unit), unit_view(unit, on=on).full_name)
        for unit in seats
        if request.actor.may(Verb.ENTER, unit_id=unit, on=on)
    ]
    sets = [(code, title.of(wording.language())) for code, title in queries.sets_in_use(year)]
    return OpenRunForm(data, sets=sets, units=units) if units and sets else None


def _year(request: KengRequest) -> int:
    asked = request.POST.get("nam") or request.GET.get("nam", "")
    is_year = is_whole(asked) and len(asked) == len("2024")
    return int(asked) if is_year else clock.today().year


def _owner(request: KengRequest, run_id: int) -> int:
    return queries.run_of(run_id, actor=request.actor, at=clock.now()).unit_id


def _is_wanted(row: BoardRow, stage: str, text: str) -> bool:
    if stage == _STUCK and (row.stuck is None or row.stage == "not_registered"):
        return False
    if stage not in {"", _STUCK} and row.stage != stage:
        return False
    return text.casefold() in row.unit.casefold()


def _stages(found: Board) -> list[Stage]:
    labels = {row.stage: row.stage_label.of(wording.language()) for row in found.rows}
    tones = {"accepted": "good", "locked": "good", "returned": "warn", "late": "bad"}
    shown = [
        Stage(code, labels[code], count, tones.get(words.look(code), "hint"))
        for code, count in found.counts.items()
        if count
    ]
    stuck = sum(_is_wanted(row, _STUCK, "") for row in found.rows)
    return [*shown, Stage(_STUCK, _("đang vướng"), stuck, "warn")] if stuck else shown


def _shown(row: BoardRow, *, may: bool) -> ShownRow:
    language = wording.language()
    return ShownRow(
        unit_id=row.unit_id,
        unit=row.unit,
        assessment_id=row.assessment_id,
        stage=row.stage_label.of(language),
        look=words.look(row.stage),
        since=row.since,
        result=words.result(row.result) if row.assessment_id else "",
        result_look=words.look(row.result),
        tally=f"{row.met}/{row.applicable}" if row.assessment_id else "",
        moved=row.moved,
        questions=row.questions,
        stuck=row.stuck.of(language) if row.stuck is not None else "",
        may_be_reminded=may and row.stage in notices.WAITED_FOR,
    )


def _comparison(year: int, compared: Sequence[Mover]) -> dict[str, Any]:
    """Results of both years as bars with their table, and who has another result now."""
    was, now = (Counter(getattr(one, name) for one in compared) for name in ("was", "now"))
    rows = [
        (words.result(code), was[code], now[code])
        for code in words.RESULTS
        if was[code] or now[code]
    ]
    told = _("Kết quả năm %(before)s và năm %(now)s") % {"before": year - 1, "now": year}
    moved = [
        one for one in compared if one.was and (one.was, one.was_class) != (one.now, one.now_class)
    ]
    return {
        "bars": result_bars(rows, told) if rows else "",
        "bar_rows": rows,
        "bar_title": told,
        "last_year": year - 1,
        "has_last_year": any(one.was for one in compared),
        "turned": [shown_mover(one, {}) for one in moved],
    }


def shown_mover(one: Mover, classes: dict[str, str]) -> dict[str, str]:
    """Who moved from what to what, in words."""
    return {
        "unit": one.unit,
        "was": _with_class(one.was, one.was_class, classes),
        "now": _with_class(one.now, one.now_class, classes),
        "was_look": words.look(one.was),
        "now_look": words.look(one.now),
    }


def _with_class(result: str, in_class: str | None, classes: dict[str, str]) -> str:
    said = words.result(result) if result else _("chưa đăng ký")
    return f"{said} ({classes.get(in_class, in_class)})" if in_class else said
