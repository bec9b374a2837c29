"""Every component in every state on one page, for whoever works on the screens (debug only)."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from keng.reporting.lifecycle import State
from keng.web import clock
from keng.web.frame.declarations import public
from keng.web.frame.requests import KengRequest
from keng.web.phrases.icons import icon_names

_NOTES: Final = ("block", "warn", "hint", "good")
_CELLS: Final = ("typing", "saving", "waiting", "saved", "refused", "conflict")


@public
@require_safe
def page(request: KengRequest) -> HttpResponse:
    """The components; it shows no data of anybody."""
    today = clock.today()
    context = {
        "states": [state.value for state in State],
        "notes": _NOTES,
        "cells": _CELLS,
        "icons": sorted(icon_names()),
        "days": [today + timedelta(days=away) for away in (-3, 0, 1, 5)],
        "values": [3, 5, 4, None, 6, 8, 7, 9, 9, 12, 10, 14],
    }
    return render(request, "web/design.html", context)
