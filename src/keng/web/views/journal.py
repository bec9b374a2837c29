"""The journal for an auditor: who did what, when, and whether the chain holds."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Final
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from keng.access.queries import AccountName, account_by_login, names_of
from keng.journal import queries
from keng.kernel.errors import NotFound
from keng.web import wording
from keng.web.declarations import needs
from keng.web.journalscope import readable_entries
from keng.web.requests import KengRequest

_SHOWN: Final = 100
_MOST_PROBLEMS: Final = 50


@dataclass(frozen=True)
class ShownEntry:
    """One entry in words."""

    at: datetime
    who: str
    verb: str
    stream: str
    n: int
    facts: str
    hash: str


@needs("audit")
@require_safe
def listing(request: KengRequest) -> HttpResponse:
    """The newest entries about the reader's units, filtered by stream, verb and account."""
    return render(request, "web/journal/list.html", _context(request))


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
    context = _context(request) | {"proof": proof, "seal": queries.last_seal()}
    return render(request, "web/journal/list.html", context)


def _context(request: KengRequest) -> dict[str, Any]:
    filters = {name: request.GET.get(name, "").strip() for name in ("stream", "verb", "login")}
    before = request.GET.get("before", "")
    entries, cursor = readable_entries(
        request.actor,
        limit=_SHOWN,
        before_id=int(before) if before.isdigit() else None,
        stream=filters["stream"],
        verb=filters["verb"],
        account_ids=_accounts(filters["login"]),
    )
    names = names_of({entry.account_id for entry in entries})
    older = urlencode({**filters, "before": cursor}) if cursor is not None else ""
    return {
        "filters": filters,
        "entries": [_shown(entry, names) for entry in entries],
        "older": older,
    }


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
        stream=entry.stream,
        n=entry.n,
        facts=_facts(entry.facts),
        hash=entry.hash,
    )


def _facts(facts: Mapping[str, Any]) -> str:
    parts = (f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in facts.items())
    return "; ".join(parts)
