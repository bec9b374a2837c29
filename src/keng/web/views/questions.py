"""The short form as a list of questions for a phone, and the photos beside its answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.kernel.errors import BadInput
from keng.kernel.figures import CellKey
from keng.reporting import actions, queries
from keng.reporting.photos import MOST_A_CELL
from keng.reporting.queries import SubmissionView
from keng.web import clock, wording
from keng.web.frame.declarations import needs
from keng.web.frame.requests import KengRequest
from keng.web.phrases.gridwords import grid_words
from keng.web.tables.evidence import ShownPhoto, photos_beside
from keng.web.tables.formtable import FormTable, Line, anchor_of, finding_lines, table_of
from keng.web.tables.submissionhead import head_of
from keng.web.views.forms import offers_beside


@dataclass(frozen=True)
class Question:
    """One cell asked as a question; `takes_photos` where the pack allows evidence."""

    line: Line
    help: str
    takes_photos: bool
    photos: tuple[ShownPhoto, ...]
    room: int


@dataclass(frozen=True)
class Chapter:
    """The questions of one group."""

    code: str
    label: str
    has_flows: bool
    can_declare_nothing: bool
    declared: str
    questions: tuple[Question, ...]


@needs("view")
@require_safe
def questions(request: KengRequest, submission_id: int) -> HttpResponse:
    """Every cell of the form as a question with one large field; saved like the grid."""
    on = clock.today()
    view = queries.submission_view(submission_id, request.actor, on=on)
    sheet = table_of(view)
    context = {
        "page": "entry",
        "head": head_of(view),
        "sheet": sheet,
        "chapters": _chapters(view, sheet, photos_beside(view, request.actor, on=on)),
        "findings": [one.as_json() for one in finding_lines(view.findings)],
        "words": grid_words(),
        "offers": offers_beside(view, request),
    }
    return render(request, "web/form/questions.html", context)


@needs("enter")
@require_POST
def add_photo(request: KengRequest, submission_id: int, key: str) -> HttpResponse:
    """Keep a photo as evidence of the cell, then show the cell's photos again."""
    given = request.FILES.get("photo")
    if given is None:
        raise BadInput("Chưa chọn ảnh nào.", message_en="No photo was chosen.")
    actions.add_photo(
        submission_id,
        CellKey.parse(key),
        given.read(),
        filename=str(given.name),
        actor=request.actor,
        at=clock.now(),
    )
    return _photos_again(request, submission_id, CellKey.parse(key), _("Đã lưu ảnh."))


@needs("enter")
@require_POST
def remove_photo(request: KengRequest, submission_id: int, photo_id: int) -> HttpResponse:
    """Take a photo out; it stays on the page to be put back."""
    photo = actions.remove_photo(photo_id, actor=request.actor, at=clock.now())
    del submission_id  # the photo knows its own; the address only says where one stands
    return _photos_again(request, photo.submission_id, photo.key, _("Đã bỏ ảnh; có thể lấy lại."))


@needs("enter")
@require_POST
def restore_photo(request: KengRequest, submission_id: int, photo_id: int) -> HttpResponse:
    """Put a photo back."""
    photo = actions.restore_photo(photo_id, actor=request.actor, at=clock.now())
    del submission_id  # as above
    return _photos_again(request, photo.submission_id, photo.key, _("Đã lấy lại ảnh."))


@needs("view")
@require_safe
def photo(request: KengRequest, submission_id: int, photo_id: int) -> HttpResponse:
    """The picture itself, for the unit and its direct superior."""
    del submission_id  # the photo knows its own; the address only says where one stands
    content = queries.photo_content(photo_id, request.actor, on=clock.today())
    response = HttpResponse(content, content_type="image/jpeg")
    response.headers["Content-Disposition"] = f'inline; filename="anh-{photo_id}.jpg"'
    return response


def _photos_again(
    request: KengRequest, submission_id: int, key: CellKey, said: str
) -> HttpResponse:
    if not request.htmx:
        messages.success(request, said)
        page = reverse("web:questions", args=[submission_id])
        return HttpResponseRedirect(f"{page}#{anchor_of(key)}")
    on = clock.today()
    view = queries.submission_view(submission_id, request.actor, on=on)
    sheet = table_of(view)
    shown = _chapters(view, sheet, photos_beside(view, request.actor, on=on))
    found = next(q for one in shown for q in one.questions if q.line.key == str(key))
    context = {"question": found, "head": head_of(view), "sheet": sheet, "said": said}
    return render(request, "web/form/_photos.html", context)


def _chapters(
    view: SubmissionView, sheet: FormTable, photos: Mapping[str, Sequence[ShownPhoto]]
) -> tuple[Chapter, ...]:
    allowed = {group.code: group.photos for group in view.sheet.form.groups}
    return tuple(
        Chapter(
            code=group.code,
            label=group.label,
            has_flows=group.has_flows,
            can_declare_nothing=group.can_declare_nothing,
            declared=group.declared,
            questions=tuple(
                _question(view, line, photos.get(line.key, ()), takes=allowed[group.code])
                for line in group.lines
            ),
        )
        for group in sheet.groups
    )


def _question(
    view: SubmissionView, line: Line, photos: Sequence[ShownPhoto], *, takes: bool
) -> Question:
    note = view.sheet.pack.indicator_of(CellKey.parse(line.key)).note
    return Question(
        line=line,
        help=note.of(wording.language()) if note else "",
        takes_photos=takes and not line.readonly,
        photos=tuple(photos),
        room=MOST_A_CELL - sum(not one.is_removed for one in photos),
    )
