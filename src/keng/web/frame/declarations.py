"""What each address of the screens demands of whoever opens it.

A view says `@public`, `@keyed_address`, `@signed_in` or `@needs("verb")`; the middleware refuses a
view that says nothing, so that forgetting it closes a page instead of opening it. `needs` asks that
the account holds the verb for some unit today; which unit, the query or the action decides.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from django.http import HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])

PUBLIC = "public"
SIGNED_IN = "signed_in"
KEYED = "keyed_address"
ATTRIBUTE = "keng_access"


def public(view: View) -> View:
    """Anybody may open the page, also without signing in."""
    return _declared(view, PUBLIC)


def signed_in(view: View) -> View:
    """Any account may: what the page shows belongs to the account itself."""
    return _declared(view, SIGNED_IN)


def keyed_address(view: View) -> View:
    """Whoever knows the key in the address may: a calendar or a mail program has no session.

    The view asks a query whose key it is, which refuses an unknown one, and shows no more than
    such an address is made for.
    """
    return _declared(view, KEYED)


def needs(verb: str) -> Callable[[View], View]:
    """Only an account with a grant in force today that holds the verb for some unit."""

    def declared(view: View) -> View:
        return _declared(view, verb)

    return declared


def declared_access(view: object) -> str | None:
    """What the view declares: "public", "keyed_address", "signed_in", a verb, or None."""
    found = getattr(view, ATTRIBUTE, None)
    return found if isinstance(found, str) else None


def _declared(view: View, access: str) -> View:
    setattr(view, ATTRIBUTE, access)
    return view
