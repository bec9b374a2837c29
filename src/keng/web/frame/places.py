"""Where a request comes from, as far as that can be known."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest


def place_of(request: HttpRequest) -> str:
    """The address of whoever asks; empty where it cannot be known.

    KENG_PROXIES says how many proxies stand in front, each of which adds the address that it saw to
    X-Forwarded-For: what stands further left was written by whoever asked, and counts for nothing.
    Without that setting a request that was passed on has no address: all people would share one.
    """
    passed_on = request.headers.get("X-Forwarded-For", "")
    if not settings.PROXIES:
        return "" if passed_on else str(request.META.get("REMOTE_ADDR") or "")
    way = [one.strip() for one in passed_on.split(",") if one.strip()]
    return way[-settings.PROXIES] if len(way) >= settings.PROXIES else ""
