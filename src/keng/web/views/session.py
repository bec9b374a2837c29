"""Signing in and out, one's own password and language."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from keng.access import actions
from keng.kernel.errors import DomainError
from keng.web import clock
from keng.web.declarations import public, signed_in
from keng.web.forms.session import PasswordForm, SignInForm
from keng.web.refusals import message_of
from keng.web.requests import KengRequest, own_address, signed_in_account

_A_YEAR = 365 * 24 * 3600
_BACKEND = "keng.access.backends.AccountBackend"


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
            account = actions.sign_in(asked["login"], asked["password"], at=clock.now())
        except DomainError as refusal:
            form.add_error(None, message_of(refusal))
        else:
            login(request, account, backend=_BACKEND)
            return redirect(_wanted(request))
    return render(request, "web/sign_in.html", {"form": form}, status=422 if form.errors else 200)


@signed_in
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session on this machine."""
    logout(request)
    return redirect("web:sign_in")


@signed_in
@sensitive_post_parameters()
def password(request: KengRequest) -> HttpResponse:
    """Let the account choose a new password after giving the present one."""
    form = PasswordForm(request.POST or None)
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
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=_A_YEAR,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
    )
    return response


def _changed(request: KengRequest, form: PasswordForm) -> bool:
    account = signed_in_account(request)
    if not account.check_password(form.cleaned_data["present"]):
        form.add_error("present", _("Mật khẩu hiện tại không đúng."))
        return False
    try:
        stored = actions.set_password(
            account.pk, form.cleaned_data["wanted"], actor=request.actor, at=clock.now()
        )
    except DomainError as refusal:
        form.add_error("wanted", message_of(refusal))
        return False
    update_session_auth_hash(request, stored)
    return True


def _wanted(request: HttpRequest) -> str:
    """The address that was asked for, if it is one of ours."""
    target = request.POST.get("next") or request.GET.get("next") or "/"
    return own_address(request, target)
