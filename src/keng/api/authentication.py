"""Who calls the API: a person, by the session of the screens or by a token that acts for them.

A call that changes something under a session carries the CSRF token as the screens do; a token is
sent in a header, which no foreign page can make a browser do. Whatever acts in Keng is a person
with grants: a token is one person's, never a machine's own (decisions 0083, 0223).
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Final, cast

from django.conf import settings
from django.http import HttpRequest
from ninja.errors import AuthenticationError
from ninja.security import APIKeyCookie, HttpBearer

from keng.access import actions
from keng.access.actors import AccountActor
from keng.access.standing import MUST_SET_UP
from keng.access.tokens import TokenScope
from keng.api import clock
from keng.kernel.actors import Actor
from keng.kernel.errors import NotAllowed
from keng.kernel.moments import local_day
from keng.screening.desk import seated

_READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class ApiRequest(HttpRequest):
    """A request that has passed `SignedIn`: who calls, at which moment, on which legal day."""

    auth: Actor
    at: datetime
    on: date


class ByToken(HttpBearer):
    """Lets a program pass that carries a token of an open account: Authorization: Bearer keng_…."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        """The actor; AuthenticationError (401) for a token that does not hold.

        Raises NotAllowed for a change under a token that only reads, and while the first password
        of its person stands.
        """
        held = actions.holder_of(token, at=_moment(request))
        if held is None:
            raise AuthenticationError
        account, scope = held
        if scope is TokenScope.READ and request.method not in _READING:
            raise NotAllowed(
                "Mã truy cập này chỉ được đọc; hãy lập mã có phạm vi ghi.",
                message_en="This token only reads; make one with the scope to write.",
                code="token_only_reads",
            )
        _enter(request, must_change_password=account.must_change_password)
        return _seated(request, AccountActor(account))


class SignedIn(APIKeyCookie):
    """Lets an active account with a password of its own pass; the route finds it as `auth`."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, _key: str | None) -> Actor | None:
        """The actor, or None (401) for nobody.

        Raises NotAllowed while the first password stands or a second step is still to be set up.
        """
        if not request.user.is_authenticated:
            return None
        if request.session.get(MUST_SET_UP):
            raise NotAllowed(
                "Phải cài bước đăng nhập thứ hai trước khi dùng; hãy đăng nhập trên màn hình.",
                message_en="The second step of signing in must be set up first, on the screens.",
                code="second_step_needed",
            )
        _enter(request, must_change_password=request.user.must_change_password)
        return _seated(request, AccountActor(request.user))


def _seated(request: HttpRequest, actor: Actor) -> Actor:
    """The actor, who now also answers for the personal data that the call keeps."""
    seated(actor, cast("ApiRequest", request).at)
    return actor


def _moment(request: HttpRequest) -> datetime:
    """One moment for a request, however often it is asked."""
    entered = cast("ApiRequest", request)
    if not hasattr(entered, "at"):
        entered.at = clock.now()
    return entered.at


def _enter(request: HttpRequest, *, must_change_password: bool) -> None:
    if must_change_password:
        raise NotAllowed(
            "Phải đổi mật khẩu được cấp trước khi dùng; hãy đăng nhập trên màn hình để đổi.",
            message_en="The given password must be changed first; sign in on the screens.",
            code="password_change_needed",
        )
    entered = cast("ApiRequest", request)
    entered.at = _moment(request)
    entered.on = local_day(entered.at)
