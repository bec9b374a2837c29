"""Who calls the API: the account that signed in on the screens, by its session cookie.

A call that changes something carries the CSRF token as the screens do. There are no tokens of
machines: whatever acts in Keng is a person with grants (decision 0083).
"""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import cast

from django.conf import settings
from django.http import HttpRequest
from ninja.security import APIKeyCookie

from keng.access.actors import AccountActor
from keng.kernel.actors import Actor
from keng.kernel.errors import NotAllowed
from keng.kernel.moments import local_day


class ApiRequest(HttpRequest):
    """A request that has passed `SignedIn`: who calls, at which moment, on which legal day."""

    auth: Actor
    at: datetime
    on: date


class SignedIn(APIKeyCookie):
    """Lets an active account with a password of its own pass; the route finds it as `auth`."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, _key: str | None) -> Actor | None:
        """The actor, or None (401) for nobody; NotAllowed while the first password stands."""
        if not request.user.is_authenticated:
            return None
        if request.user.must_change_password:
            raise NotAllowed(
                "Phải đổi mật khẩu được cấp trước khi dùng; hãy đăng nhập trên màn hình để đổi.",
                message_en="The given password must be changed first; sign in on the screens.",
                code="password_change_needed",
            )
        entered = cast("ApiRequest", request)
        entered.at = datetime.now(tz=UTC)  # the only clock of the API; one moment for a request
        entered.on = local_day(entered.at)
        return AccountActor(request.user)
