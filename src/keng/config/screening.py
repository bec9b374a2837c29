"""The desk of each request: what was decided about personal data, and what comes back refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, cast
from urllib.parse import unquote

from django.http import HttpRequest, HttpResponse

from keng.config.uploads import refused
from keng.kernel.errors import DomainError
from keng.screening.desk import Desk, at_a_desk, checked_reason, open_desk, seated
from keng.web import clock
from keng.web.frame.requests import KengRequest
from keng.web.frame.screening import came_back, decide

HEADER: Final = "Keng-Keep-Reason"
"""In the API: why all personal data of this call are kept; UTF-8, percent-encoded."""


class ScreeningDoor:
    """Opens a desk, lays the decisions of the form on it, and asks about what was refused."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer at a desk; a screen on which something was refused asks what to do with it."""
        if request.method in {"GET", "HEAD"}:
            return self.respond(request)
        with at_a_desk(Desk()) as desk:
            answer = self.respond(request)
            return came_back(request, desk, answer) if _is_screen(request) else answer

    def process_view(
        self, request: HttpRequest, _view: object, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Read what was decided: on a screen from the form, in the API from its header."""
        desk = open_desk()
        if desk is None:
            return None
        if _is_screen(request):
            if request.user.is_authenticated:
                seated(cast("KengRequest", request).actor, clock.now())
            return decide(request, desk)
        if reason := request.headers.get(HEADER, ""):
            try:
                desk.whole = checked_reason(unquote(reason))
            except DomainError as refusal:
                return refused(request, refusal)
            desk.page = request.path
        return None


def _is_screen(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.app_name == "web"
