"""Where a request comes from, as far as that can be known."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.http import HttpRequest

_THIS_MACHINE: Final = frozenset({"127.0.0.1", "::1"})


def place_of(request: HttpRequest) -> str:
    """The address of whoever asks; empty where it cannot be known.

    KENG_PROXIES says how many proxies stand in front, each of which adds the address that it saw to
    X-Forwarded-For: what stands further left was written by whoever asked, and counts for nothing.
    Without that setting a request that a proxy on this machine passed on has no address: all people
    would share one. From another machine the header is whatever was written, and is not looked at.
    """
    passed_on = request.headers.get("X-Forwarded-For", "")
    if not settings.PROXIES:
        seen = str(request.META.get("REMOTE_ADDR") or "")
        return "" if passed_on and seen in _THIS_MACHINE else seen
    way = [one.strip() for one in passed_on.split(",") if one.strip()]
    return way[-settings.PROXIES] if len(way) >= settings.PROXIES else ""
