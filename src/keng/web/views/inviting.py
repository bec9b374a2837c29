"""Accounts for many units at once: choose, look, make them all, print a slip for each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.access import actions
from keng.access.actions import MOST_AT_ONCE, Invitation, Slip
from keng.access.roles import Role
from keng.intake.accounts_sheet import ListedInvitation, empty_sheet, read_invitations
from keng.kernel.errors import BadInput, DomainError
from keng.orgunits.actions import RowProblem
from keng.orgunits.queries import UnitView
from keng.web import clock, wording
from keng.web.changes.inviting import (
    Offer,
    level_choices,
    offered_units,
    shown_invitations,
    shown_slips,
    shown_units,
    site_address,
    with_logins,
)
from keng.web.forms.inviting import AccountListForm
from keng.web.frame.declarations import needs
from keng.web.frame.paging import paged
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import KengRequest, is_whole, wholes
from keng.web.views.workbooks import XLSX, ShownProblem, attachment

_COLUMNS = ("unit", "role", "login", "full_name")


@needs("manage_users")
@require_safe
def choose(request: KengRequest) -> HttpResponse:
    """The units that lack somebody, chosen beforehand, and the way by a list."""
    return _choosing(request, AccountListForm())


@needs("manage_users")
@require_POST
def look(request: KengRequest) -> HttpResponse:
    """The accounts that would be made for the chosen units, with proposed logins."""
    role = request.POST.get("role", "")
    _require_roles([role])
    units = wholes(request.POST.getlist("unit"))
    actions.refuse_many(len(units))
    return _preview(request, [Invitation(unit_id, role, "") for unit_id in units])


@needs("manage_users")
@require_POST
def make(request: KengRequest) -> HttpResponse:
    """Make all accounts of the preview and show their slips, this once."""
    asked = _typed(request)
    try:
        slips = actions.invite(asked, actor=request.actor, at=clock.now())
    except actions.BadInvitations:
        return _preview(request, asked)
    return _slips(request, slips)


@needs("manage_users")
@require_POST
def by_list(request: KengRequest) -> HttpResponse:
    """The accounts that a list asks for, or every cell of it that is wrong; nothing is saved."""
    form = AccountListForm(request.POST, request.FILES)
    if not form.is_valid():
        return _choosing(request, form, status=422)
    chosen = form.cleaned_data["workbook"]
    try:
        listed, problems = _read(chosen.read(), str(chosen.name))
        problems += _refused(request, listed)
        if not problems:
            actions.refuse_many(len(listed))
    except DomainError as refusal:
        form.add_error("workbook", message_of(refusal))
        return _choosing(request, form, status=422)
    if problems:
        return _choosing(request, form, status=422, problems=problems, file=str(chosen.name))
    return _preview(request, [one.invitation for one in listed])


@needs("manage_users")
@require_safe
def template(request: KengRequest) -> HttpResponse:
    """The empty list to fill in."""
    del request
    return attachment(empty_sheet(), "danh-sach-nguoi-dung.xlsx", XLSX)


@needs("manage_users")
@require_POST
def renew(request: KengRequest) -> HttpResponse:
    """New slips for accounts that there are: the passwords given before end."""
    chosen = wholes(request.POST.getlist("account"))
    return _slips(request, actions.renew_slips(chosen, actor=request.actor, at=clock.now()))


def _read(content: bytes, name: str) -> tuple[list[ListedInvitation], list[RowProblem]]:
    if not name.lower().endswith((".xlsx", ".csv")):
        raise BadInput(
            "Hãy chọn tệp .xlsx hoặc .csv.", message_en="Choose a file in .xlsx or .csv."
        )
    return read_invitations(content, name, on=clock.today())


def _refused(request: KengRequest, listed: Sequence[ListedInvitation]) -> list[RowProblem]:
    """What the accounts of the list would be refused for, each at its cell."""
    asked = with_logins([one.invitation for one in listed], on=clock.today())
    return [
        listed[problem.place].problem_at(problem)
        for problem in actions.check_invitations(asked, actor=request.actor, at=clock.now())
    ]


def _typed(request: KengRequest) -> list[Invitation]:
    columns = [request.POST.getlist(name) for name in _COLUMNS]
    if len({len(column) for column in columns}) != 1:
        raise BadInput(
            "Danh sách gửi lên không đủ cột; hãy mở lại trang và chọn lại.",
            message_en="The list came without some of its columns; open the page again.",
        )
    _require_roles(columns[_COLUMNS.index("role")])
    return [
        Invitation(int(unit), role, login.strip(), full_name.strip())
        for unit, role, login, full_name in zip(*columns, strict=True)
        if is_whole(unit)
    ]


def _require_roles(roles: Sequence[str]) -> None:
    if not set(roles) <= set(Role):
        raise BadInput("Hãy chọn vai trò.", message_en="Choose a role.")


def _choosing(
    request: KengRequest,
    form: AccountListForm,
    *,
    status: int = 200,
    problems: Sequence[RowProblem] = (),
    file: str = "",
) -> HttpResponse:
    on, asked = clock.today(), request.GET
    role = asked.get("role", "")
    offer = Offer(
        role=Role(role) if role in set(Role) else Role.CLERK,
        within=asked.get("unit", "").strip(),
        level=asked.get("level", ""),
        shows_all=asked.get("show") == "all",
    )
    wrong, units = "", list[UnitView]()
    try:
        units = offered_units(offer, actor=request.actor, on=on)
    except DomainError as refusal:
        wrong, status = message_of(refusal), 422
    page = paged(units, asked, size=MOST_AT_ONCE)
    context: dict[str, Any] = {
        "offer": offer,
        "wrong": wrong,
        "page": page,
        "units": shown_units(page.rows, offer.role, on=on),
        "roles": [(one.value, wording.role(one)) for one in Role],
        "levels": level_choices(offered_units(_anywhere(offer), actor=request.actor, on=on)),
        "most": MOST_AT_ONCE,
        "form": form,
        "file": file,
        "problems": [_shown_problem(one) for one in problems],
    }
    return render(request, "web/invite/choose.html", context, status=status)


def _anywhere(offer: Offer) -> Offer:
    return Offer(role=offer.role, shows_all=offer.shows_all)


def _preview(request: KengRequest, asked: Sequence[Invitation]) -> HttpResponse:
    on = clock.today()
    listed = with_logins(asked, on=on)
    problems = actions.check_invitations(listed, actor=request.actor, at=clock.now())
    context = {
        "rows": shown_invitations(listed, problems, on=on),
        "wrong": len({problem.place for problem in problems}),
        "seconds": max(2, len(listed) // 5),
    }
    status = 422 if problems else 200
    return render(request, "web/invite/preview.html", context, status=status)


def _slips(request: KengRequest, slips: Sequence[Slip]) -> HttpResponse:
    context = {
        "slips": shown_slips(slips, on=clock.today()),
        "address": site_address(request),
        "today": clock.today(),
        "told": _("Đã cấp %(n)s mật khẩu dùng một lần.") % {"n": len(slips)},
    }
    return render(request, "web/invite/slips.html", context)


def _shown_problem(problem: RowProblem) -> ShownProblem:
    message = problem.message_en if wording.language() == "en" else problem.message
    return ShownProblem(f"{problem.sheet}!{problem.cell}", message, url="")
