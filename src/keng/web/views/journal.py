"""The journal for an auditor: who did what, when, and whether the chain holds."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from io import StringIO
from itertools import islice
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.access.queries import AccountName, account_by_login, names_of
from keng.journal import queries
from keng.journal.canonical import moment_text
from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound
from keng.orgunits.queries import unit_named_ever
from keng.web import clock, wording
from keng.web.frame.declarations import needs
from keng.web.frame.journalscope import (
    is_told_in_part,
    readable_entries,
    require_provable,
    require_readable,
    told,
)
from keng.web.frame.requests import KengRequest, is_whole, whole
from keng.web.phrases import journalwords
from keng.web.phrases.checks import check_standing
from keng.web.phrases.days import day_from
from keng.web.phrases.paths import keys_on

_SHOWN: Final = 100
_PORTION: Final = 500
_FILTERS: Final = ("stream", "verb", "login", "unit", "first", "last")
_COLUMNS: Final = (
    "id",
    "at",
    "on",
    "account",
    "verb",
    "stream",
    "n",
    "facts",
    "previous",
    "hash",
)
_PAGES: Final = {
    "submission": "web:submission",
    "round": "web:round",
    "account": "web:account",
    "paper": "web:paper",
}
_MOST_PROBLEMS: Final = 50
_EARLIER_CHECKS: Final = 9


@dataclass(frozen=True)
class ShownEntry:
    """One entry in words."""

    at: datetime
    who: str
    verb: str
    told: str
    stream: str
    n: int
    facts: str
    hash: str
    url: str = ""
    is_altered: bool = False
    seal: int | None = None


@needs("audit")
@require_safe
def listing(request: KengRequest) -> HttpResponse:
    """The newest entries about the reader's units, filtered by stream, verb and account."""
    return render(request, "web/journal/list.html", _context(request))


@needs("audit")
@require_safe
def stream(request: KengRequest) -> HttpResponse:
    """One stream from its first entry, each with its hash and its seal, and whether it holds."""
    name = _readable_stream(request)
    heads = queries.sealed_by(name)
    entries = list(queries.entries_of(name))
    listed = _all_shown(entries, request.actor)
    context = {
        "stream": name,
        "entries": [replace(one, seal=queries.seal_over(one.n, heads)) for one in listed],
        "problems": queries.problems_of(name),
        "is_withheld": is_told_in_part(request.actor, name),
    }
    return render(request, "web/journal/stream.html", context)


@needs("audit")
@require_safe
def proof(request: KengRequest) -> HttpResponse:
    """The proof of one stream as a file, to be checked where there is no Keng."""
    name = _readable_stream(request)
    require_provable(request.actor, name)
    content = json.dumps(queries.proof_of(name), ensure_ascii=False, indent=1)
    answer = HttpResponse(content, content_type="application/json; charset=utf-8")
    filename = name.replace(":", "-").replace("/", "-")
    answer.headers["Content-Disposition"] = f'attachment; filename="proof-{filename}.json"'
    return answer


@needs("audit")
@require_safe
def export(request: KengRequest) -> StreamingHttpResponse:
    """Every entry that the filters let through, not only those of the page, as a table."""
    asked = _asked({name: request.GET.get(name, "").strip() for name in _FILTERS})
    answer = StreamingHttpResponse(
        _csv_lines(request.actor, asked), content_type="text/csv; charset=utf-8"
    )
    answer.headers["Content-Disposition"] = 'attachment; filename="nhat-ky.csv"'
    return answer


@needs("audit")
@require_POST
def verify(request: KengRequest) -> HttpResponse:
    """Follow the chain of the whole journal and say what does not hold."""
    found = list(islice(queries.problems(), _MOST_PROBLEMS + 1))
    words = _("Chuỗi nhật ký nguyên vẹn: không dòng nào bị sửa hay mất.")
    if found:
        words = _("Nhật ký có vấn đề; hãy báo ngay người vận hành và giữ nguyên máy chủ.")
    if len(found) > _MOST_PROBLEMS:
        words += " " + _("Chỉ hiện %(n)s vấn đề đầu; `keng verify` liệt kê đủ.") % {
            "n": _MOST_PROBLEMS
        }
    proof = {"ok": not found, "words": words, "problems": found[:_MOST_PROBLEMS]}
    context = _context(request) | {"proof": proof}
    return render(request, "web/journal/list.html", context)


def _context(request: KengRequest) -> dict[str, Any]:
    filters = {name: request.GET.get(name, "").strip() for name in _FILTERS}
    before = request.GET.get("before", "")
    cursor = whole(before, None)
    entries, cursor = readable_entries(
        request.actor, limit=_SHOWN, before_id=cursor, **_asked(filters)
    )
    given = {name: text for name, text in filters.items() if text}
    return {
        "filters": filters,
        "entries": _all_shown(entries, request.actor),
        "older": urlencode({**given, "before": cursor}) if cursor is not None else "",
        "query": urlencode(given),
        "seal": _newest_seal(),
        "check": check_standing(earlier=_EARLIER_CHECKS),
    }


def _newest_seal() -> dict[str, Any] | None:
    found = queries.last_seal()
    if found is None:
        return None
    return {"n": found.n, "at": wording.moment(datetime.fromisoformat(found.at))}


def _asked(filters: Mapping[str, str]) -> dict[str, Any]:
    """What the filters ask of the journal. Raises BadInput, NotFound and Ambiguous."""
    days = [day_from(filters[name], otherwise=date.min) for name in ("first", "last")]
    first, last = (None if day == date.min else day for day in days)
    unit = filters["unit"]
    return {
        "stream": filters["stream"],
        "verb": filters["verb"],
        "account_ids": _accounts(filters["login"]),
        "days": (first, last),
        "unit_id": unit_named_ever(unit, on=clock.today()).id if unit else None,
    }


def _all_shown(entries: Sequence[Any], actor: Actor) -> list[ShownEntry]:
    names = names_of({entry.account_id for entry in entries})
    altered = queries.altered(entries)
    units = keys_on(clock.today())
    return [
        replace(
            _shown(entry, names),
            url=_object_url(entry.stream, units),
            is_altered=entry.pk in altered,
        )
        for entry in told(entries, actor)
    ]


def _object_url(stream: str, units: Mapping[str, int]) -> str:
    """The page of the subject, or nothing where it has none."""
    kind, _colon, name = stream.partition(":")
    if kind == "unit" and name in units:
        return reverse("web:unit", args=[units[name]])
    page = _PAGES.get(kind)
    return reverse(page, args=[int(name)]) if page and is_whole(name) else ""


def _readable_stream(request: KengRequest) -> str:
    name = request.GET.get("stream", "").strip()
    if not queries.entries_of(name).exists():
        raise NotFound(
            f"Không có luồng nhật ký “{name}”.", message_en=f"There is no stream {name!r}."
        )
    require_readable(request.actor, name)
    return name


def _csv_lines(actor: Actor, asked: Mapping[str, Any]) -> Iterator[str]:
    """The head and a line per entry, read a portion at a time, until there are no more."""
    yield "\ufeff" + _csv_line(_COLUMNS)
    cursor: int | None = None
    while True:
        entries, cursor = readable_entries(actor, limit=_PORTION, before_id=cursor, **asked)
        for one in told(entries, actor):
            row = (one.id, moment_text(one.at), one.on, one.account_id, one.verb, one.stream, one.n)
            facts = json.dumps(one.facts, ensure_ascii=False, sort_keys=True)
            yield _csv_line((*row, facts, one.previous, one.hash))
        if cursor is None:
            return


def _csv_line(row: Sequence[object]) -> str:
    line = StringIO()
    csv.writer(line).writerow("" if one is None else one for one in row)
    return line.getvalue()


def _accounts(login: str) -> list[int] | None:
    if not login:
        return None
    try:
        return [account_by_login(login).pk]
    except NotFound:
        return []


def _shown(entry: Any, names: Mapping[int, AccountName]) -> ShownEntry:
    return ShownEntry(
        at=entry.at,
        who=wording.account(entry.account_id, names),
        verb=entry.verb,
        told=journalwords.told(entry.verb),
        stream=entry.stream,
        n=entry.n,
        facts=_facts(entry.facts),
        hash=entry.hash,
    )


def _facts(facts: Mapping[str, Any]) -> str:
    parts = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in facts.items())
    return "; ".join(parts)
