"""Around every screen: the language, who acts, and plain words for every refusal."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import nullcontext
from http import HTTPStatus
from typing import Any, Final, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation

from keng.access.actors import AccountActor
from keng.access.queries import duties_of
from keng.db.clashes import clash_of
from keng.db.reading import one_reading
from keng.kernel.errors import DomainError, NotAllowed
from keng.web import clock
from keng.web.frame.declarations import KEYED, PUBLIC, SIGNED_IN, declared_access
from keng.web.frame.refusals import opened_as_a_page, refusal_response
from keng.web.frame.requests import KengRequest, asks_for_json, may_somewhere
from keng.web.frame.secondstep import OPEN_WITHOUT_SECOND_STEP, must_set_up

_log = logging.getLogger(__name__)
Respond = Callable[[HttpRequest], HttpResponse]
_READING: Final = frozenset({"GET", "HEAD"})
_OPEN_WHILE_PASSWORD_IS_OLD: Final = frozenset({"web:password", "web:sign_out", "web:language"})


class Language:
    """Vietnamese unless the person chose otherwise; what a browser would like decides nothing."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the language of the cookie, else of the account, else in Vietnamese."""
        asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME) or getattr(
            request.user, "language", ""
        )
        known = {code for code, _ in settings.LANGUAGES}
        language = asked if asked in known else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language
        with translation.override(language):
            response = self.respond(request)
        response.headers.setdefault("Content-Language", language)
        return response


class SignedIn:
    """Gives every screen its actor and closes what the account may not open."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set `request.actor` for a signed-in account, and answer it.

        What only reads is answered by the map of units as it is now: its stamp is asked once, so
        that the questions to the database do not grow with the units of a page.
        """
        reads = request.method in _READING and request.user.is_authenticated
        with one_reading() if reads else nullcontext():
            return self._answered(request)

    def _answered(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            ours = cast("KengRequest", request)
            ours.actor = AccountActor(request.user)
            ours.duties = duties_of(request.user.pk, on=clock.today())
        response = self.respond(request)
        if "Authorization" in request.headers:  # a program with a token is nobody's session
            response.headers.setdefault("Cache-Control", "no-store")
        if request.user.is_authenticated:
            response.headers.setdefault("Cache-Control", "no-store")
            response.headers.setdefault("X-Keng-Account", str(request.user.pk))
        return response

    def process_view(
        self, request: HttpRequest, view: object, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Refuse, send to sign in or to the change of password, or let the view answer."""
        match = request.resolver_match
        if match is None or match.app_name != "web":
            return None
        access = declared_access(view)
        if access in {PUBLIC, KEYED}:
            return None
        if not request.user.is_authenticated:
            return _to_sign_in(request)
        return _what_comes_first(request, match.view_name) or (
            None if access == SIGNED_IN else _unless_granted(cast("KengRequest", request), access)
        )


class Refusals:
    """Turns a refusal of any action into its status and plain words; the rest are bugs."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; `process_exception` does the work for what was raised."""
        response = self.respond(request)
        was_closed = response.status_code == HTTPStatus.METHOD_NOT_ALLOWED
        if was_closed and request.method in _READING and _shows_pages(request):
            return opened_as_a_page(request, response)
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer a DomainError raised under one of our screens, and a clash in the database.

        A clash is logged: an action that can lock what it changes should refuse in its own words.
        """
        match = request.resolver_match
        if match is None or match.app_name != "web":
            return None
        if isinstance(exception, DomainError):
            return refusal_response(request, exception)
        if (clash := clash_of(exception)) is not None:
            _log.warning("two at once at %s", match.view_name, exc_info=exception)
            return refusal_response(request, clash)
        return None


def _shows_pages(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.app_name == "web" and not asks_for_json(request)


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    target = f"{reverse('web:sign_in')}?{urlencode({'next': request.get_full_path()})}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    if asks_for_json(request):
        refusal = NotAllowed(
            "Phiên làm việc đã hết; hãy đăng nhập lại ở một thẻ khác rồi tiếp tục tại đây.",
            message_en="Your session has ended; sign in again in another tab, then go on here.",
            code="signed_out",
        )
        return refusal_response(request, refusal)
    return HttpResponseRedirect(target)


def _what_comes_first(request: HttpRequest, view_name: str) -> HttpResponse | None:
    """Where a password of one's own, or the second step that is asked for, is still to be set."""
    if _must_change_password(request) and view_name not in _OPEN_WHILE_PASSWORD_IS_OLD:
        return HttpResponseRedirect(reverse("web:password"))
    if must_set_up(request) and view_name not in OPEN_WITHOUT_SECOND_STEP:
        return HttpResponseRedirect(reverse("web:security"))
    return None


def _must_change_password(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "must_change_password", False))


def _unless_granted(request: KengRequest, verb: str | None) -> HttpResponse | None:
    if verb is not None and may_somewhere(request, verb):
        return None
    refusal = NotAllowed(
        "Tài khoản của bạn không được giao việc này ở đơn vị nào. Nếu cần, hãy đề nghị quản trị "
        "viên của tỉnh cấp quyền.",
        message_en="Your account holds no grant for this in any unit. Ask the administrator of "
        "your province if you need it.",
    )
    return refusal_response(request, refusal)
