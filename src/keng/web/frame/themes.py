"""Light or dark: what the person chose for this browser, else what the machine has."""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest

AUTO: Final = "auto"
THEMES: Final = frozenset({"light", "dark", AUTO})
COOKIE: Final = "keng_theme"


def chosen_theme(request: HttpRequest | None) -> str:
    """One of THEMES; anything else that the cookie says counts as not chosen."""
    chosen = request.COOKIES.get(COOKIE, AUTO) if request is not None else AUTO
    return chosen if chosen in THEMES else AUTO
