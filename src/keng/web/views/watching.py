"""For whoever watches the machine: is it alive, is it ready, and figures without persons."""

from __future__ import annotations

import hmac
import shutil
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from keng.backups.queries import latest_backup
from keng.jobs.life import last_life
from keng.jobs.queries import queue_length
from keng.journal.queries import extent, last_seal
from keng.verifying.queries import latest_checks
from keng.web import clock
from keng.web.frame.declarations import keyed_address, public

_TEXT: Final = "text/plain; version=0.0.4; charset=utf-8"
_LOCAL: Final = frozenset({"127.0.0.1", "::1"})
_LEAST_FREE: Final = 64 * 1024 * 1024
_Line = tuple[str, str, float]


@public
@never_cache
@require_safe
def alive(_request: HttpRequest) -> HttpResponse:
    """The server answers; nothing else is asked."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@public
@never_cache
@require_safe
def ready(_request: HttpRequest) -> HttpResponse:
    """Whether people can work: the database answers and the disk has room; 503 otherwise."""
    told = {"database": _database_answers(), "disk": _free() > _LEAST_FREE}
    return JsonResponse(told, status=200 if all(told.values()) else 503)


@keyed_address
@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Counts and moments for Prometheus: with the token of KENG_METRICS_TOKEN, else from here only.

    Never a name, a unit or a figure of a report.
    """
    if not _may_watch(request):
        raise Http404
    lines = [
        f"# HELP {name} {text}\n# TYPE {name} gauge\n{name} {value:.15g}\n"
        for name, text, value in _figures(clock.now())
    ]
    return HttpResponse("".join(lines), content_type=_TEXT)


def _may_watch(request: HttpRequest) -> bool:
    token = settings.METRICS_TOKEN
    if token:
        given = request.headers.get("Authorization", "").removeprefix("Bearer ")
        return hmac.compare_digest(given.encode(), token.encode())
    # Behind a proxy every request comes from this machine; the proxy says that it passed one on.
    is_passed_on = "X-Forwarded-For" in request.headers or "Forwarded" in request.headers
    return request.META.get("REMOTE_ADDR") in _LOCAL and not is_passed_on


def _figures(at: datetime) -> Iterator[_Line]:
    waiting, running, waited = queue_length(at)
    yield "keng_jobs_waiting", "Jobs that wait.", waiting
    yield "keng_jobs_running", "Jobs that run.", running
    yield "keng_jobs_oldest_waiting_seconds", "How long the oldest job has waited.", waited
    yield "keng_journal_entries", "Entries of the journal.", extent()[2]
    yield "keng_disk_free_bytes", "Room on the disk of KENG_DIR.", _free()
    seal, backup, life = last_seal(), latest_backup(), last_life()
    sealed = datetime.fromisoformat(seal.at) if seal else None
    check = next(iter(latest_checks()), None)
    yield (
        "keng_last_seal_time_seconds",
        "When the journal was last sealed.",
        _moment(sealed),
    )
    yield (
        "keng_last_backup_time_seconds",
        "When the last good backup was made.",
        _moment(backup.at if backup else None),
    )
    yield (
        "keng_last_verification_time_seconds",
        "When the whole was last verified.",
        _moment(check.at if check else None),
    )
    yield (
        "keng_last_verification_problems",
        "What the last verification found.",
        check.problems if check else 0,
    )
    yield "keng_worker_seen_time_seconds", "When a worker here last showed life.", _moment(life)


def _moment(at: datetime | None) -> float:
    """Seconds since 1970; 0 for never."""
    return at.timestamp() if at else 0.0


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone() == (1,))
    except DatabaseError:
        return False


def _free() -> int:
    return shutil.disk_usage(settings.KENG_DIR).free
