"""The one door for files: whatever is sent to a screen or to the API is judged here first."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from keng.access.actions import holder_of
from keng.api.refusals import error_of
from keng.documents import door, virusscan
from keng.kernel.errors import BadInput, DomainError
from keng.web import clock
from keng.web.frame.refusals import refusal_response
from keng.web.frame.requests import whole

_MOST_AT_ONCE: Final = door.MOST_BYTES + 8 * 1024 * 1024  # the fields of the form come on top
_MOST_OF_STRANGERS: Final = 64 * 1024  # a login and a password; nothing else is asked of them
_BEARER: Final = "Bearer "


class UploadDoor:
    """Refuses a request that is too large before reading it, and a file that nobody may send."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 413 without reading a body that is larger than any that we take.

        Of somebody who has not signed in only a small one is taken: else anybody could fill the
        disk, and have every form of file examined.
        """
        length = request.META.get("CONTENT_LENGTH") or "0"
        if not whole(length, None) and length != "0":
            return _too_large(request)
        size = int(length)
        if size > _MOST_AT_ONCE or (size > _MOST_OF_STRANGERS and not _is_known(request)):
            return _too_large(request)
        return self.respond(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Judge each file by its bytes, ask the scanner, and only then let the view have it."""
        if not (request.content_type or "").startswith("multipart/"):
            return None
        try:
            for file in (one for _, several in request.FILES.lists() for one in several):
                content, name = cast("Any", file.file), str(file.name)
                door.admit(content, filename=name, size=file.size or 0)
                if settings.CLAMD:
                    virusscan.scan(content, filename=name, address=settings.CLAMD)
        except DomainError as refusal:
            return refused(request, refusal)
        return None


def refused(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """A refusal at the door, on a screen as a page and in the API as JSON."""
    match = request.resolver_match
    if match is not None and match.app_name == "web":
        return refusal_response(request, refusal)
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return JsonResponse({"error": error_of(refusal)}, status=int(status))


def _is_known(request: HttpRequest) -> bool:
    """Whether somebody is signed in, or sends a token that holds."""
    if request.user.is_authenticated:
        return True
    given = request.headers.get("Authorization", "")
    token = given.removeprefix(_BEARER)
    return token != given and holder_of(token, at=clock.now()) is not None


def _too_large(request: HttpRequest) -> HttpResponse:
    refusal = BadInput(
        "Gửi lên quá lớn: mỗi lần tối đa 100 MB, và phải đăng nhập trước; hãy đăng nhập hoặc chia "
        "thành nhiều lần.",
        message_en="Too much at once: 100 MB at most, and only after signing in; sign in or send "
        "it in parts.",
        code="file_too_large",
    )
    if request.path.startswith("/api/"):
        return JsonResponse(
            {"error": error_of(refusal)}, status=int(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
        )
    answer = refusal_response(request, refusal)  # a page with a way back; the body stays unread
    answer.status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    return answer
