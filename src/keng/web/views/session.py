"""Signing in and out, one's own password and language."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from keng.access import actions
from keng.access.queries import account_by_id, names_of
from keng.access.standing import MUST_SET_UP, has_second_step, lacks_second_step
from keng.kernel.errors import DomainError
from keng.web import clock
from keng.web.forms.session import CodeForm, PasswordForm, SignInForm
from keng.web.frame.declarations import public, signed_in
from keng.web.frame.places import place_of
from keng.web.frame.refusals import message_of
from keng.web.frame.requests import KengRequest, own_address, signed_in_account
from keng.web.frame.themes import COOKIE, THEMES
from keng.web.phrases.browsers import browser_of

_A_YEAR = 365 * 24 * 3600
_BACKEND = "keng.access.backends.AccountBackend"
_OWES_CODE: Final = "owes_code"
_PATIENCE: Final = timedelta(minutes=5)


@public
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for login and password; afterwards go where the person wanted to go."""
    if request.user.is_authenticated:
        return redirect(_wanted(request))
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            account = actions.sign_in(
                asked["login"], asked["password"], at=clock.now(), place=place_of(request)
            )
        except DomainError as refusal:
            form.add_error(None, message_of(refusal))
        else:
            if has_second_step(account.pk):
                # Another key than before: whoever planted a session here does not hold this one.
                request.session.cycle_key()
                request.session[_OWES_CODE] = [account.pk, clock.now().isoformat()]
                return redirect(
                    f"{reverse('web:second_step')}?{urlencode({'next': _wanted(request)})}"
                )
            return _entered(request, account.pk)
    return render(request, "web/sign_in.html", {"form": form}, status=422 if form.errors else 200)


@public
@never_cache
@sensitive_post_parameters("code")
def second_step(request: HttpRequest) -> HttpResponse:
    """Ask who gave the right password for the code of the phone, or for one from paper."""
    account_id = _who_owes_the_code(request)
    if account_id is None:
        return redirect("web:sign_in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            code = form.cleaned_data["code"]
            account = actions.pass_second_step(account_id, code, at=clock.now())
        except DomainError as refusal:
            form.add_error("code", message_of(refusal))
        else:
            return _entered(request, account.pk)
    status = 422 if form.errors else 200
    return render(request, "web/second_step.html", {"form": form}, status=status)


@signed_in
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session on this machine."""
    actions.forget_session(request.session.session_key or "")
    logout(request)
    response = redirect("web:sign_in")
    # What the browser keeps for the form pages goes too, also where its scripts are off.
    response.headers["Clear-Site-Data"] = '"storage"'
    return response


@signed_in
@sensitive_post_parameters()
def password(request: KengRequest) -> HttpResponse:
    """Let the account choose a new password after giving the present one."""
    account_id = signed_in_account(request).pk
    asks_name = not names_of({account_id})[account_id].full_name
    form = PasswordForm(request.POST or None, asks_name=asks_name)
    if request.method == "POST" and form.is_valid() and _changed(request, form):
        messages.success(request, _("Đã đổi mật khẩu."))
        return redirect("web:home")
    return render(request, "web/password.html", {"form": form}, status=422 if form.errors else 200)


@public
@require_POST
def language(request: KengRequest) -> HttpResponse:
    """Keep the choice of language: in a cookie, and with the account that is signed in."""
    response = HttpResponseRedirect(_wanted(request))
    chosen = request.POST.get("language", "")
    if chosen not in dict(settings.LANGUAGES):
        return response
    if request.user.is_authenticated:
        account_id = signed_in_account(request).pk
        actions.set_language(account_id, chosen, actor=request.actor, at=clock.now())
    _keep_choice(response, settings.LANGUAGE_COOKIE_NAME, chosen)
    return response


@public
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the choice of light or dark for this browser."""
    response = HttpResponseRedirect(_wanted(request))
    chosen = request.POST.get("theme", "")
    if chosen in THEMES:
        _keep_choice(response, COOKIE, chosen)
    return response


def _who_owes_the_code(request: HttpRequest) -> int | None:
    """The account that gave its password a few minutes ago in this browser."""
    owed = request.session.get(_OWES_CODE)
    if owed is None or clock.now() - datetime.fromisoformat(owed[1]) > _PATIENCE:
        return None
    return int(owed[0])


def _entered(request: HttpRequest, account_id: int) -> HttpResponse:
    """Open the session, and keep it where its person can end it."""
    account = account_by_id(account_id)
    login(request, account, backend=_BACKEND)
    request.session.pop(_OWES_CODE, None)
    request.session[MUST_SET_UP] = lacks_second_step(account.pk, on=clock.today())
    agent = browser_of(request.headers.get("User-Agent", ""))
    key = request.session.session_key or ""
    actions.note_session(account.pk, key, at=clock.now(), agent=agent)
    return redirect(_wanted(request))


def _keep_choice(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name,
        value,
        max_age=_A_YEAR,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )


def _changed(request: KengRequest, form: PasswordForm) -> bool:
    account = signed_in_account(request)
    wanted, at = form.cleaned_data["wanted"], clock.now()
    try:
        actions.confirm_own_password(form.cleaned_data["present"], actor=request.actor, at=at)
    except DomainError as refusal:
        form.add_error("present", message_of(refusal))
        return False
    try:
        if name := form.cleaned_data.get("full_name"):
            stored = actions.take_up(account.pk, name, wanted, actor=request.actor, at=at)
        else:
            stored = actions.set_password(account.pk, wanted, actor=request.actor, at=at)
    except DomainError as refusal:
        form.add_error("wanted", message_of(refusal))
        return False
    before = request.session.session_key or ""
    update_session_auth_hash(request, stored)
    key = request.session.session_key or ""
    actions.note_session(account.pk, key, at=at, instead_of=before)
    return True


def _wanted(request: HttpRequest) -> str:
    """The address that was asked for, if it is one of ours."""
    target = request.POST.get("next") or request.GET.get("next") or "/"
    return own_address(request, target)
