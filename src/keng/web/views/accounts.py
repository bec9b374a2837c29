"""A user of the units that the reader keeps: make one, give and end duties, close."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.access import actions, queries
from keng.access.actions import Days
from keng.access.standing import has_second_step
from keng.kernel.errors import BadInput, DomainError
from keng.kernel.moments import local_day
from keng.orgunits.queries import path_of, unit_named
from keng.web import clock, wording
from keng.web.changes.handover import handing_of, what_passes
from keng.web.forms.accounts import (
    ChangeForm,
    GrantForm,
    HandOverForm,
    NewAccountForm,
    SubstituteForm,
)
from keng.web.forms.notices import ContactForm
from keng.web.forms.styled import StyledForm
from keng.web.frame.declarations import needs
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import KengRequest

_DAY = timedelta(days=1)
_FORMS: dict[str, type[StyledForm]] = {
    "grant_form": GrantForm,
    "substitute_form": SubstituteForm,
    "hand_over_form": HandOverForm,
    "contact_form": ContactForm,
    "change_form": ChangeForm,
}


@dataclass(frozen=True)
class ShownSpan:
    """A duty or a substitution, with its days in words."""

    id: int
    what: str
    unit: str
    span: str
    may_end: bool


@needs("manage_users")
def new(request: KengRequest) -> HttpResponse:
    """Make a user with a temporary password, shown once."""
    asked = {name: request.GET.get(name, "") for name in ("unit", "role")}
    form = NewAccountForm(request.POST or None, initial=asked)
    if request.method == "POST" and form.is_valid():
        try:
            account_id = _made(request, form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, message_of(refusal))
        else:
            return redirect("web:account", account_id)
    return render(request, "web/account/new.html", {"form": form}, status=_status(form))


@needs("manage_users")
@require_safe
def detail(request: KengRequest, account_id: int) -> HttpResponse:
    """One user: duties, substitutes, and what the reader may do about them."""
    return _page(request, account_id)


@needs("manage_users")
@require_POST
def grant(request: KengRequest, account_id: int) -> HttpResponse:
    """Give a role at a unit."""

    def given(asked: dict[str, Any]) -> None:
        first = asked["first"] or clock.today()
        until = asked["last"] + _DAY if asked["last"] else None
        actions.grant(
            account_id,
            asked["role"],
            unit_id=unit_named(asked["unit"], on=clock.today()).id,
            days=Days(first, until),
            actor=request.actor,
            at=clock.now(),
        )

    return _acted(request, account_id, "grant_form", given, _("Đã giao việc."))


@needs("manage_users")
@require_POST
def substitute(request: KengRequest, account_id: int) -> HttpResponse:
    """Let another user stand in."""

    def appointed(asked: dict[str, Any]) -> None:
        actions.appoint_substitute(
            account_id,
            queries.account_by_login(asked["stands_in"]).pk,
            unit_id=unit_named(asked["unit"], on=clock.today()).id,
            days=Days(asked["first"], asked["last"] + _DAY),
            actor=request.actor,
            at=clock.now(),
        )

    return _acted(request, account_id, "substitute_form", appointed, _("Đã cử người làm thay."))


@needs("manage_users")
@require_POST
def hand_over(request: KengRequest, account_id: int) -> HttpResponse:
    """Hand all duties at a unit over in one act, once it was seen what passes."""
    form = HandOverForm(request.POST, auto_id=_ids_of("hand_over_form"))
    if not form.is_valid():
        return _page(request, account_id, hand_over_form=form)
    try:
        handing = handing_of(account_id, form.cleaned_data, actor=request.actor, at=clock.now())
        if request.POST.get("do") == "confirm":
            handing.run()
            messages.success(request, _("Đã bàn giao."))
            return redirect("web:account", account_id)
        passing = what_passes(handing, on=clock.today())
    except DomainError as refusal:
        form.add_error(None, message_of(refusal))
        return _page(request, account_id, hand_over_form=form)
    context = {"account_id": account_id, "form": form, "passing": passing}
    return render(request, "web/account/hand_over.html", context)


@needs("manage_users")
@require_POST
def contact(request: KengRequest, account_id: int) -> HttpResponse:
    """Say where the person is reached."""

    def kept(asked: dict[str, Any]) -> None:
        actions.set_contact(
            account_id,
            email=asked["email"],
            phone=asked["phone"],
            actor=request.actor,
            at=clock.now(),
        )

    return _acted(request, account_id, "contact_form", kept, _("Đã lưu thông tin liên hệ."))


@needs("manage_users")
@require_POST
def change(request: KengRequest, account_id: int) -> HttpResponse:
    """Correct the name of the person or move the account to another unit."""

    def changed(asked: dict[str, Any]) -> None:
        actions.change_account(
            account_id,
            full_name=asked["full_name"],
            unit_id=unit_named(asked["unit"], on=clock.today()).id,
            actor=request.actor,
            at=clock.now(),
        )

    return _acted(request, account_id, "change_form", changed, _("Đã sửa thông tin người dùng."))


@needs("manage_users")
@require_POST
def end_grant(request: KengRequest, account_id: int, grant_id: int) -> HttpResponse:
    """Take a role away from today on."""
    actions.end_grant(grant_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã thu lại quyền từ hôm nay."))
    return redirect("web:account", account_id)


@needs("manage_users")
@require_POST
def end_substitute(request: KengRequest, account_id: int, substitute_id: int) -> HttpResponse:
    """Let a substitution end today."""
    actions.end_substitute(substitute_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã kết thúc việc làm thay."))
    return redirect("web:account", account_id)


@needs("manage_users")
@require_POST
def temporary_password(request: KengRequest, account_id: int) -> HttpResponse:
    """Give a temporary password, shown once."""
    _tell_password(request, account_id)
    return redirect("web:account", account_id)


@needs("manage_users")
@require_POST
def close(request: KengRequest, account_id: int) -> HttpResponse:
    """Stop a user from signing in."""
    actions.close_account(account_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã ngừng tài khoản."))
    return redirect("web:account", account_id)


@needs("manage_users")
@require_POST
def reopen(request: KengRequest, account_id: int) -> HttpResponse:
    """Let a user sign in again."""
    actions.reopen_account(account_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã mở lại tài khoản."))
    return redirect("web:account", account_id)


@needs("manage_users")
@require_POST
def forget(request: KengRequest, account_id: int) -> HttpResponse:
    """Erase the person of a closed account once the login was typed again; no way back."""
    account = queries.account_kept_by(request.actor, account_id, on=clock.today())
    if request.POST.get("login", "").strip().lower() != account.login:
        raise BadInput(
            "Tên đăng nhập gõ lại không khớp; chưa xóa gì.",
            message_en="The login typed again is another one; nothing was erased.",
        )
    actions.forget_person(account_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã xóa tên; số hiệu tài khoản và việc đã làm vẫn còn."))
    return redirect("web:account", account_id)


def _page(request: KengRequest, account_id: int, **bound: StyledForm) -> HttpResponse:
    on = clock.today()
    account = queries.account_kept_by(request.actor, account_id, on=on)
    unit = path_of(account.unit_id, on=on) if account.unit_id else ""
    initial = {
        "unit": unit,
        "full_name": account.full_name,
        "email": account.email,
        "phone": account.phone,
    }
    forms = {
        name: bound.get(name) or form(initial=initial, auto_id=_ids_of(name))
        for name, form in _FORMS.items()
    }
    names = queries.names_of(
        {
            one
            for row in queries.substitutes_of(account_id)
            for one in (row.absent_id, row.stands_in_id)
        }
    )
    context = {
        "account": account,
        "unit": unit,
        "has_second_step": has_second_step(account_id),
        "signed_in": local_day(account.last_login) if account.last_login else None,
        "grants": [
            ShownSpan(
                one.id,
                wording.role(one.role),
                path_of(one.unit_id, on=on),
                span_words(one.valid_from, one.valid_until),
                one.valid_until is None or one.valid_until > on,
            )
            for one in queries.grants_of(account_id)
        ],
        "substitutes": [
            ShownSpan(
                one.id,
                _("%(who)s làm thay %(absent)s")
                % {
                    "who": names.get(one.stands_in_id, ""),
                    "absent": names.get(one.absent_id, ""),
                },
                path_of(one.unit_id, on=on),
                span_words(one.valid_from, one.valid_until),
                one.valid_until > on,
            )
            for one in queries.substitutes_of(account_id)
        ],
        **forms,
    }
    status = 422 if any(form.errors for form in bound.values()) else 200
    return render(request, "web/account/detail.html", context, status=status)


def _acted(
    request: KengRequest,
    account_id: int,
    name: str,
    act: Callable[[dict[str, Any]], None],
    told: str,
) -> HttpResponse:
    """Run one act of a form on the page of a user; a refusal stands above the form's fields."""
    form = _FORMS[name](request.POST, auto_id=_ids_of(name))
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except DomainError as refusal:
            form.add_error(None, message_of(refusal))
        else:
            messages.success(request, told)
            return redirect("web:account", account_id)
    return _page(request, account_id, **{name: form})


def _ids_of(name: str) -> str:
    """Several forms of the page have a field of one name; each label must find its own."""
    return f"{name}_%s"


def _made(request: KengRequest, asked: dict[str, Any]) -> int:
    unit = unit_named(asked["unit"], on=clock.today())
    account = actions.create_account(
        asked["login"], asked["full_name"], unit_id=unit.id, actor=request.actor, at=clock.now()
    )
    if asked["role"]:
        actions.grant(
            account.pk, asked["role"], unit_id=unit.id, actor=request.actor, at=clock.now()
        )
    _tell_password(request, account.pk)
    return account.pk


def _tell_password(request: KengRequest, account_id: int) -> None:
    password = actions.give_temporary_password(account_id, actor=request.actor, at=clock.now())
    messages.warning(
        request,
        _(
            "Mật khẩu tạm thời: %(password)s. Chỉ hiện một lần; hãy trao tận tay người dùng. Người "
            "dùng phải đổi ở lần đăng nhập đầu."
        )
        % {"password": password},
    )


def span_words(first: date, until: date | None) -> str:
    """From which day until the end of which."""
    if until is None:
        return _("từ %(first)s") % {"first": wording.day(first)}
    days = {"first": wording.day(first), "last": wording.day(until - _DAY)}
    return _("từ %(first)s đến hết %(last)s") % days


def _status(form: StyledForm) -> int:
    return 422 if form.errors else 200
