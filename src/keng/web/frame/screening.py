"""Personal data in what was typed: the form comes back with each passage, and what to do with it.

Whatever form it was, the page holds all that was typed, the texts with a passage open for writing,
and for each passage "take out" or "keep" with a reason. It is sent to where the form was sent; the
decisions are read here and no view knows of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final, cast
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from keng.kernel.errors import DomainError
from keng.screening.desk import Desk, checked_reason, composed, said, taken_out, told_of
from keng.screening.personal import found_in
from keng.screening.refusals import PLACEHOLDER, PersonalData, Told
from keng.web.frame.refusals import message_of, refusal_response
from keng.web.frame.requests import asks_for_json
from keng.web.phrases.screenedfields import field_title, kind_title, usual_reasons

_OURS: Final = "screening-"
_WORDS, _DO, _WHY = f"{_OURS}words", f"{_OURS}do", f"{_OURS}why"
_KEPT, _KEPT_WHY = f"{_OURS}kept", f"{_OURS}kept-why"
_OUT, _KEEP = "out", "keep"
_MOST: Final = 200
_AROUND: Final = 160
_ONE_LINE: Final = 120
_FORMS: Final = frozenset({"application/x-www-form-urlencoded", "multipart/form-data"})
_NO_TEXT: Final = frozenset({"csrfmiddlewaretoken"})


@dataclass(frozen=True)
class Piece:
    """A stretch of a text, a passage or what stands between two."""

    words: str
    is_passage: bool


@dataclass(frozen=True)
class Asked:
    """One passage and the question about it; `do` and `why` are what was answered last."""

    n: int
    words: str
    what: str
    field: str
    around: tuple[Piece, ...]
    may_keep: bool
    do: str
    why: str
    can_take_out: bool


@dataclass(frozen=True)
class Field:
    """A field of the form as it is sent again; `is_open` one that may be written in."""

    name: str
    value: str
    is_open: bool
    is_long: bool = False
    title: str = ""


def decide(request: HttpRequest, desk: Desk) -> HttpResponse | None:
    """Lay on the desk what was decided, and hand the form on without it.

    An answer where a reason is missing or will not do; nothing of the form was done then.
    """
    if request.method != "POST" or request.content_type not in _FORMS:
        return None
    desk.page = urlsplit(request.headers.get("Referer", "")).path or request.path
    if not any(name.startswith(_OURS) for name in request.POST):
        return None
    answers = _answers(request.POST)
    keeps = dict(
        zip(request.POST.getlist(_KEPT), request.POST.getlist(_KEPT_WHY), strict=False)
    ) | {words: why for words, (do, why) in answers.items() if do == _KEEP}
    out = [words for words, (do, _why) in answers.items() if do == _OUT]
    cast("Any", request).POST = _without(request.POST, out)
    desk.keeps, wrong = _reasons(keeps)
    told = [one for one in _told_again(request.POST) if one.words in wrong]
    if told and asks_for_json(request):
        return refusal_response(request, PersonalData(told, message=" ".join(wrong.values())))
    if told:
        return _page(request, told, desk.keeps, answers, " ".join(dict.fromkeys(wrong.values())))
    return None


def came_back(request: HttpRequest, desk: Desk, answer: HttpResponse) -> HttpResponse:
    """The answer, or where something was refused on the desk the page that asks about it.

    An answer that is a success stands: the rows of a list were only tried, or some of many files
    were taken and the page tells of the others.
    """
    is_form = request.method == "POST" and request.content_type in _FORMS
    if not desk.told or not is_form or asks_for_json(request):
        return answer
    if answer.status_code == HTTPStatus.OK or (answer.has_header("Location") and request.FILES):
        return answer
    return _page(request, desk.told, desk.keeps, {}, "")


def _answers(sent: QueryDict) -> dict[str, tuple[str, str]]:
    """What was chosen for each passage, and the reason beside it."""
    found: dict[str, tuple[str, str]] = {}
    for n in range(_MOST):
        if (words := sent.get(f"{_WORDS}-{n}")) is None:
            break
        found[words] = sent.get(f"{_DO}-{n}", ""), sent.get(f"{_WHY}-{n}", "")
    return found


def _without(sent: QueryDict, out: Sequence[str]) -> QueryDict:
    """The form without our own fields, and without the passages that are taken out."""
    plain = sent.copy()
    for name in list(plain):
        if name.startswith(_OURS):
            del plain[name]
        elif out and name not in _NO_TEXT:
            plain.setlist(name, [taken_out(str(one), out) for one in sent.getlist(name)])
    return plain


def _reasons(keeps: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The reasons that will do, and what is wrong with the others, by the words that they keep."""
    good: dict[str, str] = {}
    wrong: dict[str, str] = {}
    for words, why in keeps.items():
        try:
            good[words] = checked_reason(why)
        except DomainError as refusal:
            wrong[words] = message_of(refusal)
    return good, wrong


def _told_again(sent: QueryDict) -> Iterator[Told]:
    for name in sent:
        if name not in _NO_TEXT:
            for value in sent.getlist(name):
                yield from told_of(str(value))


def _page(
    request: HttpRequest,
    told: list[Told],
    keeps: Mapping[str, str],
    answers: Mapping[str, tuple[str, str]],
    wrong: str,
) -> HttpResponse:
    words = {one.words: one for one in told}
    fields = list(_fields(request, words))
    sent_words = {
        said(body[one.first : one.last])
        for field in fields
        for body in [composed(field.value)]
        for one in found_in(body)
    }
    asked = [
        _asked(n, one, answers.get(one.words, ("", "")), is_sent=one.words in sent_words)
        for n, one in enumerate(list(words.values())[:_MOST])
    ]
    context = {
        "asked": asked,
        "fields": fields,
        "files": [
            (name, ", ".join(str(one.name) for one in several), len(several) > 1)
            for name, several in request.FILES.lists()
        ],
        "kept": list(keeps.items()),
        "wrong": wrong,
        "action": request.get_full_path(),
        "target": request.headers.get("HX-Target", ""),
        "swap": request.headers.get("X-Swap", "") or "innerHTML",
        "placeholder": PLACEHOLDER,
        "reasons": usual_reasons(),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if request.headers.get("HX-Request"):
        response = render(request, "web/screening/_form.html", context, status=status)
        response.headers["HX-Retarget"] = "#messages"
        response.headers["HX-Reswap"] = "innerHTML show:#messages:top"
        return response
    return render(request, "web/screening/page.html", context, status=status)


def _asked(n: int, one: Told, answer: tuple[str, str], *, is_sent: bool) -> Asked:
    before = one.text[max(0, one.first - _AROUND) : one.first]
    behind = one.text[one.last : one.last + _AROUND]
    around = (
        Piece(("…" if one.first > _AROUND else "") + before, is_passage=False),
        Piece(one.text[one.first : one.last], is_passage=True),
        Piece(behind + ("…" if one.last + _AROUND < len(one.text) else ""), is_passage=False),
    )
    return Asked(
        n,
        one.words,
        kind_title(one.kind.value),
        field_title(one.field) if one.field else "",
        around,
        one.may_keep,
        answer[0] or (_OUT if is_sent and not one.may_keep else ""),
        answer[1],
        is_sent,
    )


def _fields(request: HttpRequest, words: Mapping[str, Told]) -> Iterator[Field]:
    for name in request.POST:
        if name in _NO_TEXT:
            continue
        for value in request.POST.getlist(name):
            body = composed(str(value))
            here = [said(body[one.first : one.last]) for one in found_in(body)]
            of = next((words[one] for one in here if one in words), None)
            is_long = "\n" in body or len(body) > _ONE_LINE
            title = field_title(of.field) if of is not None and of.field else ""
            yield Field(name, str(value), of is not None, is_long, title)
