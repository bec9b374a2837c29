"""Refusals as JSON: a status, a stable code, a sentence in both languages, and what to repair."""

from __future__ import annotations

import logging
from http import HTTPStatus
from typing import Any, Final

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from keng.db.clashes import clash_of
from keng.kernel.errors import Ambiguous, Conflict, DomainError, NotAllowed, NotFound, WrongState
from keng.reporting.actions import BlockingFindings, CellConflict, RejectedCells, UnansweredReturn
from keng.screening.refusals import PersonalData

_log = logging.getLogger(__name__)
_STATUS: Final[tuple[tuple[type[DomainError], HTTPStatus], ...]] = (
    (NotAllowed, HTTPStatus.FORBIDDEN),
    (NotFound, HTTPStatus.NOT_FOUND),
    (Conflict, HTTPStatus.CONFLICT),
    (WrongState, HTTPStatus.CONFLICT),
)
_SIGNED_OUT: Final = {
    "code": "signed_out",
    "message": "Chưa đăng nhập hoặc phiên đã hết; hãy đăng nhập lại.",
    "message_en": "Not signed in, or the session has ended; sign in again.",
}


def status_of(refusal: DomainError) -> HTTPStatus:
    """The HTTP status of a refusal; 422 for whatever has none of its own."""
    for kind, status in _STATUS:
        if isinstance(refusal, kind):
            return status
    return HTTPStatus.UNPROCESSABLE_ENTITY


def error_of(refusal: DomainError) -> dict[str, Any]:
    """What the answer holds under "error": code, sentences, place, and the list to repair."""
    error: dict[str, Any] = {
        "code": refusal.code,
        "message": refusal.message,
        "message_en": refusal.message_en,
    }
    if refusal.where:
        error["where"] = refusal.where
    if isinstance(refusal, Ambiguous):
        error["candidates"] = refusal.candidates
    if isinstance(refusal, RejectedCells):
        error["cells"] = [
            {"cell": str(one.key), "code": one.code, "message": one.message}
            for one in refusal.problems
        ]
    if isinstance(refusal, UnansweredReturn):
        error["cells"] = [{"cell": str(key), "code": refusal.code} for key in refusal.cells]
    if isinstance(refusal, Conflict) and isinstance(refusal.theirs, list):
        error["cells"] = [
            {"cell": str(one.key), "revision": one.theirs.revision if one.theirs else 0}
            for one in refusal.theirs
            if isinstance(one, CellConflict)
        ]
    if isinstance(refusal, PersonalData):
        error["passages"] = refusal.as_json()
    if isinstance(refusal, BlockingFindings):
        error["findings"] = [
            {"check": one.check, "severity": one.severity, "cells": [str(key) for key in one.cells]}
            for one in refusal.findings
        ]
    return error


def install(api: NinjaAPI) -> None:
    """Answer refusals, wrong requests and missing sign-in in one shape: {"error": {...}}."""

    @api.exception_handler(DomainError)
    def refused(request: HttpRequest, refusal: DomainError) -> HttpResponse:
        return _answer(api, request, error_of(refusal), status_of(refusal))

    @api.exception_handler(DatabaseError)
    def clashed(request: HttpRequest, error: DatabaseError) -> HttpResponse:
        clash = clash_of(error)
        if clash is None:
            raise error
        _log.warning("two at once at %s", request.path, exc_info=error)
        return _answer(api, request, error_of(clash), HTTPStatus.CONFLICT)

    @api.exception_handler(AuthenticationError)
    def signed_out(request: HttpRequest, _: AuthenticationError) -> HttpResponse:
        return _answer(api, request, _SIGNED_OUT, HTTPStatus.UNAUTHORIZED)

    @api.exception_handler(ValidationError)
    def misshapen(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
        fields = [
            {"field": ".".join(str(part) for part in one["loc"]), "message": str(one["msg"])}
            for one in wrong.errors
        ]
        error = {
            "code": "bad_request",
            "message": "Yêu cầu không đúng dạng; xem danh sách trường sai.",
            "message_en": "The request has another shape than documented; see the fields.",
            "fields": fields,
        }
        return _answer(api, request, error, HTTPStatus.UNPROCESSABLE_ENTITY)

    @api.exception_handler(RawPostDataException)
    def in_parts(request: HttpRequest, _: RawPostDataException) -> HttpResponse:
        error = {
            "code": "bad_request",
            "message": "Yêu cầu này nhận JSON (application/json), không nhận biểu mẫu có tệp.",
            "message_en": "This takes JSON (application/json), no form with files.",
        }
        return _answer(api, request, error, HTTPStatus.UNPROCESSABLE_ENTITY)

    @api.exception_handler(HttpError)
    def transport(request: HttpRequest, wrong: HttpError) -> HttpResponse:
        code = "csrf_failed" if wrong.status_code == HTTPStatus.FORBIDDEN else "bad_request"
        error = {"code": code, "message": str(wrong), "message_en": str(wrong)}
        return _answer(api, request, error, HTTPStatus(wrong.status_code))


def _answer(
    api: NinjaAPI, request: HttpRequest, error: dict[str, Any], status: HTTPStatus
) -> HttpResponse:
    return api.create_response(request, {"error": error}, status=int(status))
