"""The runs of the whole verification in words, and whether the last one is good enough."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from keng.access.queries import AccountName, names_of
from keng.kernel.vietnamese import format_number
from keng.verifying.queries import CheckView, latest_checks
from keng.web import clock, wording
from keng.web.frame.requests import KengRequest, may_somewhere


@dataclass(frozen=True)
class ShownCheck:
    """One run: when, by whom, how much it held, what it found."""

    at: datetime
    who: str
    seals: str
    entries: str
    took: str
    problems: int


@dataclass(frozen=True)
class CheckStanding:
    """Where the verification stands. `tone` is good, warn or error; `warnings` say why."""

    tone: str
    warnings: list[str]
    latest: ShownCheck | None
    earlier: list[ShownCheck]
    days: int


def check_standing(*, earlier: int = 0) -> CheckStanding:
    """The last run that came to its end, and as many before it as are wanted; two queries."""
    found = latest_checks(1 + earlier)
    names = names_of({one.account_id for one in found})
    warnings = _warnings(found[0] if found else None)
    has_problems = bool(found and found[0].problems)
    return CheckStanding(
        tone="error" if has_problems else "warn" if warnings else "good",
        warnings=warnings,
        latest=_shown(found[0], names) if found else None,
        earlier=[_shown(one, names) for one in found[1:]],
        days=settings.VERIFY_EVERY_DAYS,
    )


def may_check(request: KengRequest) -> bool:
    """Whether the reader audits or keeps some unit, and may ask for a run."""
    return may_somewhere(request, "audit") or may_somewhere(request, "manage_users")


def _warnings(latest: CheckView | None) -> list[str]:
    if latest is None:
        return [_("Chưa lần nào dữ liệu được kiểm tra toàn bộ.")]
    told = []
    if latest.problems:
        told.append(
            _("Lần kiểm tra cuối thấy %(n)s vấn đề; hãy báo ngay người vận hành máy chủ.")
            % {"n": format_number(latest.problems)}
        )
    days = settings.VERIFY_EVERY_DAYS
    if latest.is_older_than(days, at=clock.now()):
        told.append(_("Lần kiểm tra cuối đã quá %(days)s ngày.") % {"days": days})
    return told


def _shown(one: CheckView, names: Mapping[int, AccountName]) -> ShownCheck:
    return ShownCheck(
        at=one.at,
        who=wording.account(one.account_id, names),
        seals=_seals(one),
        entries=format_number(one.entries),
        took=_took(one),
        problems=one.problems,
    )


def _seals(one: CheckView) -> str:
    if one.last_seal is None:
        return _("chưa có dấu niêm")
    told = _("dấu niêm số %(first)s đến %(last)s") % {
        "first": one.first_seal,
        "last": one.last_seal,
    }
    if one.outside_seals:
        told += _(", đối chiếu %(n)s dấu niêm giữ bên ngoài") % {"n": one.outside_seals}
    return told


def _took(one: CheckView) -> str:
    seconds = round(one.took.total_seconds())
    if seconds < 60:
        return _("%(n)s giây") % {"n": max(seconds, 1)}
    return _("%(minutes)s phút %(seconds)s giây") % {
        "minutes": seconds // 60,
        "seconds": seconds % 60,
    }
