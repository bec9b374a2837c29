"""Groups from a workbook and back: the template, a look, entering, the export."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from keng.db.rehearsal import rehearsed
from keng.initiatives import actions, queries
from keng.intake.groups_sheet import (
    ListedGroup,
    empty_sheet,
    equipment_codes,
    export_sheet,
    read_groups,
)
from keng.kernel.errors import BadInput, DomainError
from keng.orgunits.actions import RowProblem
from keng.orgunits.queries import unit_view
from keng.web import clock, wording
from keng.web.forms.styled import StyledForm
from keng.web.frame import uploads
from keng.web.frame.declarations import needs
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import KengRequest
from keng.web.phrases.groupwords import STANDINGS, label_of, reason_words, spoken
from keng.web.views.initiatives import wanted_from
from keng.web.views.workbooks import XLSX, ShownProblem, attachment

_MOST_EXPORTED: Final = 20_000


class GroupListForm(StyledForm):
    """The file with the list."""

    workbook = forms.FileField(
        label=gettext_lazy("Tệp Excel (.xlsx) hoặc .csv"),
        help_text=gettext_lazy("Theo tệp mẫu; mỗi dòng một mô hình."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )


@needs("enter")
@require_safe
def template(request: KengRequest) -> HttpResponse:
    """The empty list to fill in."""
    del request
    return attachment(empty_sheet(), "danh-sach-mo-hinh.xlsx", XLSX)


@needs("view")
@require_safe
def export(request: KengRequest) -> HttpResponse:
    """The groups that the page shows, as a workbook; more than 20,000 are refused, never cut."""
    on = clock.today()
    register = queries.register_for(request.actor, wanted_from(request), on=on)
    if len(register) > _MOST_EXPORTED:
        raise BadInput(
            f"Danh sách có {len(register)} mô hình, quá {_MOST_EXPORTED}; hãy lọc theo đơn vị.",
            message_en=f"The list holds {len(register)} initiatives; choose a unit first.",
        )
    rows = _exported(register, on)
    return attachment(export_sheet(rows, _("Sổ mô hình")), "mo-hinh.xlsx", XLSX)


@needs("enter")
def upload(request: KengRequest) -> HttpResponse:
    """Show what a list would enter and every problem in it; nothing is saved here."""
    form = GroupListForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["workbook"]
        try:
            context |= _looked(request, chosen.read(), chosen.name)
        except DomainError as refusal:
            form.add_error(None, message_of(refusal))
    status = 422 if form.errors or context.get("problems") else 200
    return render(request, "web/initiative/upload.html", context, status=status)


@needs("enter")
@require_POST
def save(request: KengRequest) -> HttpResponse:
    """Enter the groups of a list that was looked at; of one with wrong rows, if asked, the rest."""
    token, account_id = request.POST.get("token", ""), request.actor.account_id
    content, name = uploads.brought_back(token, account_id=account_id)
    listed, problems = _judged(request, content, name)
    if problems and request.POST.get("good") != "1":
        raise BadInput(
            f"Còn {len(problems)} ô cần sửa; chưa lưu gì.",
            message_en=f"{len(problems)} cells must be corrected; nothing was saved.",
        )
    made = actions.found_groups([one.new for one in listed], actor=request.actor, at=clock.now())
    uploads.forget(token, account_id=account_id)
    messages.success(request, _("Đã ghi %(n)s mô hình vào sổ.") % {"n": len(made)})
    return redirect("web:initiatives")


def _looked(request: KengRequest, content: bytes, name: str) -> dict[str, Any]:
    listed, problems = _judged(request, content, name)
    found: dict[str, Any] = {
        "problems": [_shown(one) for one in problems],
        "good": len(listed),
        "units": len({one.new.unit_id for one in listed}),
    }
    if listed:
        found["token"] = uploads.keep(
            content, name, account_id=request.actor.account_id, at=clock.now()
        )
    return found


def _judged(
    request: KengRequest, content: bytes, name: str
) -> tuple[list[ListedGroup], list[RowProblem]]:
    """The rows that can be entered together, and what is wrong with every other one."""
    listed, problems = read_groups(content, name, on=clock.today())
    good: list[ListedGroup] = []

    def tried() -> None:
        for one in listed:
            try:
                actions.found_group(one.new, actor=request.actor, at=clock.now())
            except DomainError as refusal:
                problems.append(one.problem(refusal))
            else:
                good.append(one)

    rehearsed(tried, lambda: None)
    return good, problems


def _exported(register: queries.Register, on: date) -> list[list[str | int | None]]:
    said, names = spoken(), {}
    found: list[list[str | int | None]] = []
    for row, group in register.rows_with_groups():
        if group.unit_id not in names:
            names[group.unit_id] = unit_view(group.unit_id, on=on).full_name
        found.append(
            [
                names[group.unit_id],
                group.name,
                label_of(said.kinds, group.kind),
                group.post,
                wording.day(group.founded_on) if group.founded_on else "",
                group.paper_number,
                group.paper_text,
                group.points,
                group.members,
                *(group.equipment.get(code) for code in equipment_codes()),
                str(STANDINGS[row.standing]),
                reason_words(row.reasons),
            ]
        )
    return found


def _shown(problem: RowProblem) -> ShownProblem:
    message = problem.message_en if wording.language() == "en" else problem.message
    return ShownProblem(f"{problem.sheet}!{problem.cell}", message, url="")
