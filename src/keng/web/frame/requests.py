"""What a request of the screens carries beside Django's own attributes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, TypeVar, cast

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme
from django_htmx.middleware import HtmxDetails

from keng.access.queries import Duty
from keng.access.roles import MAY, Verb
from keng.kernel.actors import Actor

Whole = TypeVar("Whole", bound=int | None)
_MOST_DIGITS: Final = 18  # both engines count rows up to 2**63


class KengRequest(HttpRequest):
    """A request after the middleware: who acts, as what, and whether htmx asked for a fragment.

    `duties` are the roles of the account today; an action asks anew, they only decide what a page
    offers.
    """

    actor: Actor
    duties: tuple[Duty, ...]
    htmx: HtmxDetails


def may_somewhere(request: KengRequest, verb: str) -> bool:
    """Whether the account has a role today that holds the verb for some unit."""
    return any(Verb(verb) in MAY[duty.role] for duty in request.duties)


def asks_for_json(request: HttpRequest) -> bool:
    """Whether one of our modules asks: it wants facts, no page."""
    wanted = request.headers.get("Accept", "")
    return request.content_type == "application/json" or wanted.startswith("application/json")


def signed_in_account(request: HttpRequest) -> AbstractBaseUser:
    """The account behind a page that the middleware has let through."""
    return cast("AbstractBaseUser", request.user)


def is_whole(text: str | None) -> bool:
    """Whether a text is a whole number that int() reads and both engines can compare with a row.

    >>> is_whole("12"), is_whole("²"), is_whole("9" * 5000), is_whole("")
    (True, False, False, False)
    """
    plain = text or ""
    return plain.isascii() and plain.isdigit() and len(plain) <= _MOST_DIGITS


def whole(text: str | None, otherwise: Whole) -> int | Whole:
    """The whole number that a field holds, or what stands instead where it holds none."""
    plain = (text or "").strip()
    return int(plain) if is_whole(plain) else otherwise


def wholes(texts: Iterable[str]) -> list[int]:
    """The whole numbers among some texts; whatever is none names no row and is passed over."""
    return [number for text in texts if (number := whole(text, None)) is not None]


def own_address(request: HttpRequest, wanted: str, *, otherwise: str = "/") -> str:
    """The address that is wanted if it is one of ours: a link from elsewhere leads nowhere else."""
    safe = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if safe else otherwise
