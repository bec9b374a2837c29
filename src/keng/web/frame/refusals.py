"""One wording and one status for each refusal, as a page, a fragment or JSON."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from keng.kernel.errors import Ambiguous, Conflict, DomainError, NotAllowed, NotFound, WrongState
from keng.screening.refusals import PersonalData
from keng.web.frame.requests import asks_for_json

_STATUS: Final[tuple[tuple[type[DomainError], HTTPStatus], ...]] = (
    (NotAllowed, HTTPStatus.FORBIDDEN),
    (NotFound, HTTPStatus.NOT_FOUND),
    (Conflict, HTTPStatus.CONFLICT),
    (WrongState, HTTPStatus.CONFLICT),
)


def status_of(refusal: DomainError) -> HTTPStatus:
    """The HTTP status of a refusal; 422 for whatever has none of its own."""
    for kind, status in _STATUS:
        if isinstance(refusal, kind):
            return status
    return HTTPStatus.UNPROCESSABLE_ENTITY


def message_of(refusal: DomainError) -> str:
    """The refusal's sentence in the language of the request."""
    english = (translation.get_language() or "vi").startswith("en")
    message = refusal.message_en if english else refusal.message
    return f"{refusal.where}: {message}" if refusal.where else message


def refusal_response(request: HttpRequest, refusal: DomainError) -> HttpResponse:
    """Answer a refusal in the shape that was asked for: JSON, htmx fragment or page."""
    status = status_of(refusal)
    if asks_for_json(request):
        error: dict[str, Any] = {"code": refusal.code, "message": message_of(refusal)}
        if isinstance(refusal, PersonalData):
            error["passages"] = refusal.as_json()
        return JsonResponse({"error": error}, status=status)
    context: dict[str, Any] = {
        "status": int(status),
        "message": message_of(refusal),
        "candidates": refusal.candidates if isinstance(refusal, Ambiguous) else [],
        "findings": getattr(refusal, "findings", []),
    }
    if request.headers.get("HX-Request"):
        response = render(request, "web/_refusal.html", context, status=status)
        response.headers["HX-Retarget"] = "#messages"
        response.headers["HX-Reswap"] = "innerHTML show:#messages:top"
        return response
    return render(request, "web/refusal.html", context, status=status)


def opened_as_a_page(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """For who opens an address that only takes a form: words instead of a browser's own error."""
    context = {
        "status": response.status_code,
        "message": _(
            "Trang này chỉ mở ra khi bấm nút. Hãy quay lại trang trước rồi bấm lại nút đó."
        ),
        "candidates": [],
        "findings": [],
    }
    page = render(request, "web/refusal.html", context, status=response.status_code)
    page.headers["Allow"] = response.headers["Allow"]
    return page
