"""The door for texts: characters that no paper, table or database can hold are refused at once.

NUL stops PostgreSQL, lone surrogates stop UTF-8, and the other control characters stop XML: a note
with one of them would be saved today and break the Word file next month.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from django.http import HttpRequest, HttpResponse

from keng.config.uploads import refused
from keng.kernel.errors import BadInput

_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# In JSON such a character can only come escaped; most bodies hold no such escape at all.
_ESCAPED: Final = re.compile(rb"\\(?:u(?:00[01]|[dD][89a-fA-F]|[fF]{3}[eEfF])|[bf])")
_IN_PARTS: Final = "multipart/form-data"
_FORMS: Final = frozenset({"application/x-www-form-urlencoded", _IN_PARTS})
_UTF_8: Final = frozenset({"utf-8", "utf8"})
_WITHOUT_BODY: Final = frozenset({"GET", "HEAD", "OPTIONS"})


class TextDoor:
    """Refuses a request with characters that cannot be written down."""

    def __init__(self, respond: Callable[[HttpRequest], HttpResponse]) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse a form in another encoding than UTF-8 before anybody tries to read it.

        Reading it fails, and would fail again in the page that tells of the failure.
        """
        encoding = (request.content_params or {}).get("charset", "utf-8")
        if request.content_type in _FORMS and encoding.strip("\"'").lower() not in _UTF_8:
            return refused(request, _foreign_encoding())
        return self.respond(request)

    def process_view(
        self, request: HttpRequest, _view: object, _args: Any, kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Look at the address, what follows the question mark, and every field of the body."""
        for text in _texts(request, kwargs):
            if found := _UNWRITABLE.search(text):
                return refused(request, _refusal(found[0]))
        return None


def _texts(request: HttpRequest, kwargs: dict[str, Any]) -> Iterator[str]:
    yield from _inside(kwargs)
    yield from _inside(dict(request.GET.lists()))
    if request.content_type in _FORMS:
        yield from _inside(dict(request.POST.lists()))
        yield from _names_of_files(request)
    if request.method not in _WITHOUT_BODY and request.content_type != _IN_PARTS:
        yield from _in_body(request.body)


def _names_of_files(request: HttpRequest) -> Iterator[str]:
    yield from (str(one.name) for _, several in request.FILES.lists() for one in several)


def _in_body(body: bytes) -> Iterator[str]:
    """The texts of a body that could be JSON, whatever it calls itself: a form too.

    The API reads any body as JSON, in whatever encoding: one that is not plain UTF-8 would pass
    unseen, so its first wrong byte counts as an unwritable character.
    """
    yield body.decode("utf-8", errors="surrogateescape")
    if _ESCAPED.search(body):
        try:
            yield from _inside(json.loads(body))
        except (ValueError, RecursionError):  # no JSON: the view says so in its own words
            return


def _inside(value: Any) -> Iterator[str]:
    """Every text in what was sent, names of fields included; without recursion into the stack."""
    open_ones = [value]
    while open_ones:
        one = open_ones.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            open_ones += [*one.keys(), *one.values()]
        elif isinstance(one, list):
            open_ones += one


def _foreign_encoding() -> BadInput:
    return BadInput(
        "Biểu mẫu phải ở bảng mã UTF-8.",
        message_en="A form must be in UTF-8.",
        code="not_utf8",
    )


def _refusal(character: str) -> BadInput:
    code = f"U+{ord(character):04X}"
    return BadInput(
        f"Có ký tự điều khiển không ghi được ({code}), thường do chép từ chương trình khác; hãy "
        "xóa ký tự đó hoặc gõ lại đoạn chữ, rồi gửi lại.",
        message_en=f"There is a control character that cannot be written ({code}), often copied "
        "from another program; remove it or type the text anew, and send it again.",
        code="unwritable_text",
    )
