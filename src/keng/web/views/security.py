"""One's own account made safe: second step, where one is signed in, tokens; the rules of a unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from keng.access import actions, standing
from keng.access.queries import accounts_kept_by
from keng.kernel.actors import Actor
from keng.kernel.errors import DomainError
from keng.orgunits.queries import path_of, unit_named
from keng.web import clock
from keng.web.forms.session import PhoneCodeForm, RuleForm, TokenForm
from keng.web.forms.styled import StyledForm
from keng.web.frame.declarations import needs, signed_in
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import KengRequest, signed_in_account
from keng.web.frame.secondstep import must_set_up


@signed_in
@never_cache
@require_safe
def page(request: KengRequest) -> HttpResponse:
    """What stands between the account and somebody who learnt its password."""
    return _page(request)


@signed_in
@require_POST
def begin_second_step(request: KengRequest) -> HttpResponse:
    """Make a secret for the phone; the page then shows its picture."""
    actions.begin_second_step(actor=request.actor, at=clock.now())
    return redirect("web:security")


@signed_in
@never_cache
@require_POST
@sensitive_post_parameters("code")
def confirm_second_step(request: KengRequest) -> HttpResponse:
    """Turn the second step on by a code; the recovery codes are shown this once."""

    def confirmed(code: str) -> list[str]:
        codes = actions.confirm_second_step(code, actor=request.actor, at=clock.now())
        request.session[standing.MUST_SET_UP] = False
        return codes

    return _with_code(request, "confirm_form", confirmed)


@signed_in
@never_cache
@require_POST
@sensitive_post_parameters("code")
def renew_codes(request: KengRequest) -> HttpResponse:
    """Replace the recovery codes; the new ones are shown this once."""

    def renewed(code: str) -> list[str]:
        return actions.renew_recovery_codes(code, actor=request.actor, at=clock.now())

    return _with_code(request, "renew_form", renewed)


@signed_in
@require_POST
@sensitive_post_parameters("code")
def end_second_step(request: KengRequest) -> HttpResponse:
    """Turn the second step off, where no rule asks for it."""

    def ended(code: str) -> list[str]:
        actions.end_second_step(code, actor=request.actor, at=clock.now())
        messages.success(request, _("Đã tắt bước đăng nhập thứ hai."))
        return []

    return _with_code(request, "end_form", ended)


@signed_in
@require_POST
def end_session(request: KengRequest, session_id: int) -> HttpResponse:
    """End one of one's sessions."""
    actions.end_session(session_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã kết thúc phiên đăng nhập đó."))
    return redirect("web:security")


@signed_in
@require_POST
def end_other_sessions(request: KengRequest) -> HttpResponse:
    """End all sessions but this one."""
    this = request.session.session_key or ""
    actions.end_other_sessions(this, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã kết thúc mọi phiên khác."))
    return redirect("web:security")


@signed_in
@never_cache
@require_POST
@sensitive_post_parameters("password")
def make_token(request: KengRequest) -> HttpResponse:
    """Make a token, shown this once."""
    form = TokenForm(request.POST, auto_id="token_%s")
    if not form.is_valid():
        return _page(request, bound={"token_form": form})
    asked = form.cleaned_data
    try:
        token = actions.make_token(
            asked["label"],
            asked["scope"],
            last_day=asked["last_day"],
            password=asked["password"],
            actor=request.actor,
            at=clock.now(),
        )
    except DomainError as refusal:
        form.add_error(None, message_of(refusal))
        return _page(request, bound={"token_form": form})
    return _page(request, new_token=token)


@signed_in
@require_POST
def end_token(request: KengRequest, token_id: int) -> HttpResponse:
    """End a token now."""
    actions.end_token(token_id, actor=request.actor, at=clock.now())
    messages.success(request, _("Đã thu mã truy cập; chương trình dùng mã đó không vào được nữa."))
    return redirect("web:security")


@needs("manage_users")
@require_POST
def reset_second_step(request: KengRequest, account_id: int) -> HttpResponse:
    """Take the second step of somebody who lost the phone away."""
    actions.reset_second_step(account_id, actor=request.actor, at=clock.now())
    messages.success(
        request, _("Đã đặt lại; lần đăng nhập sau người dùng cài bước thứ hai cho điện thoại mới.")
    )
    return redirect("web:account", account_id)


@needs("manage_users")
def rules(request: KengRequest) -> HttpResponse:
    """From which day units ask for the second step, and who has none yet."""
    form = RuleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            unit = unit_named(form.cleaned_data["unit"], on=clock.today())
            _keep_rule(unit.id, form.cleaned_data, actor=request.actor)
        except DomainError as refusal:
            form.add_error("unit", message_of(refusal))
        else:
            messages.success(request, _("Đã lưu."))
            return redirect("web:second_step_rules")
    on = clock.today()
    context = {
        "form": form,
        "rules": [
            (path_of(one.unit_id, on=on), one.since)
            for one in standing.second_step_rules(request.actor, on=on)
        ],
        "lacking": _lacking(request),
    }
    status = 422 if form.errors else 200
    return render(request, "web/security/rules.html", context, status=status)


def _keep_rule(unit_id: int, chosen: Mapping[str, Any], *, actor: Actor) -> None:
    if chosen["way"] == "none":
        actions.drop_second_step_rule(unit_id, actor=actor, at=clock.now())
    else:
        actions.ask_for_second_step(unit_id, chosen["since"], actor=actor, at=clock.now())


def _lacking(request: KengRequest) -> list[Any]:
    """Open accounts above clerk, of those that the reader keeps, without a second step."""
    on = clock.today()
    kept = list(accounts_kept_by(request.actor, on=on).filter(is_active=True))
    guarded = standing.above_clerk([one.pk for one in kept], on=on)
    return [one for one in kept if guarded.get(one.pk) is False]


def _with_code(request: KengRequest, name: str, act: Callable[[str], list[str]]) -> HttpResponse:
    form = PhoneCodeForm(request.POST, auto_id=f"{name}_%s")
    if not form.is_valid():
        return _page(request, bound={name: form})
    try:
        codes = act(form.cleaned_data["code"])
    except DomainError as refusal:
        form.add_error("code", message_of(refusal))
        return _page(request, bound={name: form})
    return _page(request, codes=codes) if codes else redirect("web:security")


def _page(
    request: KengRequest,
    *,
    codes: list[str] | None = None,
    new_token: str = "",
    bound: Mapping[str, StyledForm] | None = None,
) -> HttpResponse:
    account_id, on = signed_in_account(request).pk, clock.today()
    bound = bound or {}
    step = standing.second_step_of(account_id)
    forms = {
        name: bound.get(name) or PhoneCodeForm(auto_id=f"{name}_%s")
        for name in ("confirm_form", "renew_form", "end_form")
    }
    in_half_a_year = {"last_day": on + timedelta(days=180)}
    context = {
        "step": step,
        "picture": segno.make(step.address).svg_data_uri(scale=5, light="white")
        if step.address
        else "",
        "is_asked": must_set_up(request),
        "is_ruled": standing.needs_second_step(account_id, on=on),
        "codes": codes,
        "sessions": standing.open_sessions(
            account_id,
            this=request.session.session_key or "",
            at=clock.now(),
            lasting=timedelta(seconds=settings.SESSION_COOKIE_AGE),
        ),
        "tokens": standing.tokens_of(account_id, on=on),
        "new_token": new_token,
        "token_form": bound.get("token_form")
        or TokenForm(auto_id="token_%s", initial=in_half_a_year),
        **forms,
    }
    status = 422 if any(form.errors for form in bound.values()) else 200
    return render(request, "web/security/page.html", context, status=status)
