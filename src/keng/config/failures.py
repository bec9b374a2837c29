"""What anybody sees while the database is away or the disk is full: what it is, and that it passes.

Nothing here reads the database, not even to know who asks: sessions lie in it.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.views import defaults

from keng.db.failures import Failure, failure_of
from keng.web.frame.requests import asks_for_json

_AGAIN: Final = 10  # seconds until a page asks by itself, and what a program is told to wait


@dataclass(frozen=True)
class _Told:
    status: HTTPStatus
    title: str
    title_en: str
    message: str
    message_en: str


_TOLD: Final = {
    Failure.AWAY: _Told(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "Cơ sở dữ liệu chưa trả lời",
        "The database does not answer",
        "Keng đang chờ cơ sở dữ liệu (có thể đang khởi động lại). Những gì đã hiện “Đã lưu” vẫn "
        "còn nguyên; việc vừa bấm thì chưa được lưu, hãy làm lại khi trang trở lại.",
        "Keng waits for its database, which may be restarting. Whatever showed “saved” is kept; "
        "what you have just sent is not saved: do it again once the page is back.",
    ),
    Failure.BUSY: _Told(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "Máy chủ đang bận ghi",
        "The server is busy writing",
        "Một việc khác đang ghi và chưa tới lượt bạn. Việc vừa bấm chưa được lưu; hãy làm lại sau "
        "ít giây.",
        "Something else is writing and your turn has not come. What you have just sent is not "
        "saved: do it again in a few seconds.",
    ),
    Failure.FULL: _Told(
        HTTPStatus.INSUFFICIENT_STORAGE,
        "Ổ đĩa của máy chủ đầy hoặc lỗi",
        "The disk of the server is full or failing",
        "Không ghi thêm được gì cho đến khi có người dọn chỗ; hãy báo ngay người vận hành máy chủ. "
        "Những gì đã hiện “Đã lưu” vẫn còn nguyên và vẫn xem được; việc vừa bấm thì chưa được lưu.",
        "Nothing more can be written until somebody makes room: tell who runs the server at once. "
        "Whatever showed “saved” is kept and can be read; what you have just sent is not saved.",
    ),
}


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer an exception that nobody caught: a failure of the machine by name, else the 500 page.

    Django calls this while the exception is being handled.
    """
    failure = failure_of(sys.exception())
    if failure is None:
        return defaults.server_error(request)
    told = _TOLD[failure]
    if request.path.startswith("/api/") or asks_for_json(request):
        error = {"code": str(failure), "message": told.message, "message_en": told.message_en}
        response: HttpResponse = JsonResponse({"error": error}, status=told.status)
    elif request.headers.get("HX-Request"):
        response = HttpResponse(render_to_string("web/_unavailable.html", {"told": told}))
        response.headers["HX-Retarget"] = "#messages"
        response.headers["HX-Reswap"] = "innerHTML show:#messages:top"
    else:
        # Asked again by itself only where asking changes nothing.
        again = _AGAIN if request.method in {"GET", "HEAD"} else None
        response = HttpResponse(
            render_to_string("unavailable.html", {"told": told, "again": again})
        )
    response.status_code = told.status
    response.headers["Retry-After"] = str(_AGAIN)
    response.headers["Cache-Control"] = "no-store"
    return response
