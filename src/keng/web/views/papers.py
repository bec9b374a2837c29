"""Reports: choose and preview one, write its text, keep it as a paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.kernel.errors import Ambiguous, BadInput, NotAllowed
from keng.kernel.periods import Period
from keng.orgunits.queries import UnitView, descendants, unit_named
from keng.packs import installed
from keng.packs.installed import period_named
from keng.packs.schema import Item, Outline, Section, TextSlot
from keng.publishing import actions as paper_actions
from keng.publishing import queries as paper_queries
from keng.publishing import report
from keng.publishing.queries import PaperView
from keng.publishing.report import Setting
from keng.reporting import actions, queries
from keng.web import clock, wording
from keng.web.forms.papers import OutlineForm, outline_choices
from keng.web.frame.declarations import needs
from keng.web.frame.requests import KengRequest, is_whole, own_address, whole
from keng.web.tables.laidout import laid_out
from keng.web.tables.standing import own_units
from keng.web.views.workbooks import attachment

_AT_ONCE: Final = 400
"""With more units below, a report is no longer written while the person waits."""

DOCX: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class ShownText:
    """A part that a person writes, and where it is kept."""

    slot: str
    label: str
    hint: str
    required: bool
    text: str
    revision: int
    submission_id: int | None
    form: str


@dataclass(frozen=True)
class Wanted:
    """Which report is asked for."""

    unit: UnitView
    period: Period
    outline: Outline


@needs("view")
@require_safe
def listing(request: KengRequest) -> HttpResponse:
    """The papers of the reader's own units, or of a unit that the address names."""
    at = clock.now()
    asked = request.GET.get("unit", "").strip()
    if asked:
        unit_ids = [unit_named(asked, on=clock.today()).id]
    else:
        unit_ids = [unit.id for unit in own_units(request)]
    papers: list[PaperView] = []
    for unit_id in unit_ids:
        papers += paper_queries.papers_of(unit_id, actor=request.actor, at=at)
    context = {"papers": papers, "unit": asked, "own": own_units(request)}
    return render(request, "web/paper/list.html", context)


@needs("view")
@require_safe
def new(request: KengRequest) -> HttpResponse:
    """Choose an outline and look at the report before it is kept."""
    form = _form(request)
    context: dict[str, Any] = {"form": form, "own": own_units(request)}
    if "unit" in request.GET and "outline" in request.GET and form.is_valid():
        wanted = _wanted(form.cleaned_data)
        if _is_large(wanted):
            context |= {"as_job": True, "wanted": wanted}
            return render(request, "web/paper/new.html", context)
        built = report.build(
            wanted.unit.id,
            wanted.period,
            wanted.outline,
            actor=request.actor,
            at=clock.now(),
            setting=Setting(marks=(report.DRAFT_MARK,)),
        )
        context |= {
            "parts": laid_out(built.content),
            "gaps": built.gaps,
            "notes": built.notes,
            "illustrative": built.is_illustrative,
            "texts": list(_texts(wanted, request)),
            "wanted": wanted,
            "query": request.GET.urlencode(),
            "may_draft": request.actor.may("enter", unit_id=wanted.unit.id, on=clock.today()),
        }
    return render(request, "web/paper/new.html", context)


@needs("view")
@require_safe
def preview_file(request: KengRequest) -> HttpResponse:
    """The report as a Word file, marked as a draft; nothing is kept."""
    form = _form(request)
    if not form.is_valid():
        raise BadInput(
            "Địa chỉ không đủ đơn vị, kỳ và đề cương; hãy mở lại từ trang lập báo cáo.",
            message_en="The address lacks unit, period or outline; open it from the page again.",
        )
    wanted = _wanted(form.cleaned_data)
    if _is_large(wanted):
        return redirect(f"{reverse('web:new_paper')}?{request.GET.urlencode()}")
    built = report.build(
        wanted.unit.id,
        wanted.period,
        wanted.outline,
        actor=request.actor,
        at=clock.now(),
        setting=Setting(marks=(report.DRAFT_MARK,)),
    )
    name = f"{wanted.outline.code}-{wanted.unit.key}-{wanted.period.code}".replace("/", "_")
    return attachment(built.content, f"{name}.docx", DOCX)


@needs("enter")
@require_POST
def draft(request: KengRequest) -> HttpResponse:
    """Keep the report as a paper that can be submitted, approved and issued."""
    paper = paper_actions.draft_paper(
        whole(request.POST.get("unit_id"), 0),
        period_named(request.POST.get("period", "")),
        request.POST.get("outline", ""),
        actor=request.actor,
        at=clock.now(),
    )
    messages.success(request, _("Đã lập dự thảo. Điền các phần còn thiếu rồi trình."))
    return redirect("web:paper", paper.pk)


@needs("enter")
@require_POST
def text(request: KengRequest) -> HttpResponse:
    """Keep one hand-written part; the submission that holds it is opened if there is none."""
    submission_id = request.POST.get("submission", "")
    if not is_whole(submission_id):
        made = actions.ensure_submission(
            whole(request.POST.get("unit_id"), 0),
            request.POST.get("form", ""),
            period_named(request.POST.get("period", "")),
            actor=request.actor,
            at=clock.now(),
        )
        submission_id = str(made.pk)
    revision = request.POST.get("revision", "")
    block = actions.write_text(
        int(submission_id),
        request.POST.get("slot", ""),
        request.POST.get("text", "").replace("\r\n", "\n"),
        expected_revision=whole(revision, None),
        actor=request.actor,
        at=clock.now(),
    )
    if not request.htmx:
        back = request.POST.get("back", "")
        return redirect(own_address(request, back, otherwise=reverse("web:papers")))
    context = {
        "slot": block.slot,
        "revision": block.revision,
        "submission_id": submission_id,
        "at": clock.now(),
    }
    return render(request, "web/paper/_saved.html", context)


def _form(request: KengRequest) -> OutlineForm:
    pack = installed.current()
    outlines = [
        (code, outline.label.of(wording.language())) for code, outline in pack.outlines.items()
    ]
    data = request.GET.copy()
    own = own_units(request)
    data.setdefault("unit", own[0].path if own else "")
    data.setdefault("period", str(clock.today().year))
    return OutlineForm(data, on=clock.today(), outlines=outline_choices(outlines))


def _wanted(cleaned: dict[str, Any]) -> Wanted:
    period: Period = cleaned["period"]
    try:
        unit = unit_named(cleaned["unit"], on=min(period.last, clock.today()))
    except Ambiguous as several:
        listed = "; ".join(several.candidates)
        raise BadInput(
            f"Tên này có ở nhiều nơi, hãy ghi đủ: {listed}.",
            message_en=f"Several units bear this name; write one of: {listed}.",
        ) from several
    return Wanted(unit, period, report.outline_named(cleaned["outline"]))


def _is_large(wanted: Wanted) -> bool:
    """Whether so many units stand below that the report is written by a job."""
    day = min(wanted.period.last, clock.today())
    return len(descendants(wanted.unit.id, on=day)) > _AT_ONCE


def _texts(wanted: Wanted, request: KengRequest) -> Iterator[ShownText]:
    """The parts of the outline that a person writes, with what stands in them."""
    if not request.actor.may("enter", unit_id=wanted.unit.id, on=clock.today()):
        return
    keepers = [
        one
        for one in queries.submissions_of(wanted.unit.id, on=clock.today(), actor=request.actor)
        if one.form in wanted.outline.forms and one.period == wanted.period
    ]
    if any(one.without_people for one in keepers):
        return  # what is written stays near to the unit, so nobody writes over it from far away
    written = {
        slot: (view, one.submission_id)
        for one in reversed(keepers)
        for slot, view in queries.texts_of(
            one.submission_id, actor=request.actor, on=clock.today()
        ).items()
    }
    form = keepers[0].form if keepers else _form_for(wanted)
    for slot in _slots(wanted.outline):
        view, kept_in = written.get(slot.code, (None, None))
        yield ShownText(
            slot=slot.code,
            label=slot.label.of(wording.language()),
            hint=slot.hint.of(wording.language()) if slot.hint else "",
            required=slot.required,
            text=view.text if view else "",
            revision=view.revision if view else 0,
            submission_id=kept_in or (keepers[0].submission_id if keepers else None),
            form=form,
        )


def _form_for(wanted: Wanted) -> str:
    """The form of the outline that units of this level fill in."""
    pack = installed.current()
    for code in wanted.outline.forms:
        if code in pack.forms and wanted.unit.level in pack.forms[code].unit_levels:
            return code
    raise NotAllowed(
        f"Đề cương “{wanted.outline.label.vi}” không dành cho {wanted.unit.full_name}.",
        message_en="The outline is not meant for this unit.",
    )


def _slots(outline: Outline) -> Iterator[TextSlot]:
    yield from _text_slots(outline.opening)
    yield from _slots_below(outline.sections)
    yield from _text_slots(outline.closing)


def _slots_below(sections: tuple[Section, ...]) -> Iterator[TextSlot]:
    for section in sections:
        yield from _text_slots(section.items)
        yield from _slots_below(section.children)


def _text_slots(items: tuple[Item, ...]) -> Iterator[TextSlot]:
    for item in items:
        if isinstance(item, TextSlot):
            yield item
