"""The notices of one person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Q

from keng.journal.models import Entry
from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound
from keng.kernel.moments import local_day
from keng.notices import wording
from keng.notices.models import Notice
from keng.notices.queries.names import names_for
from keng.notices.vocabulary import TO_DO, Kind

PAGE: Final = 50
_FIRST_LOOK: Final = timedelta(days=7)
_MOST_ON_HOME: Final = 8


@dataclass(frozen=True)
class NoticeView:
    """A notice in words. What it leads to: a form, a paper, a round, a task, or nothing.

    `about` is "committee:1" or "cooperation:1" where it leads there."""

    id: int
    kind: str
    kind_label: str
    text: str
    at: datetime
    is_read: bool
    asks: bool
    submission_id: int | None
    round_id: int | None
    paper_id: int | None
    task_id: int | None = None
    about: str = ""


@dataclass(frozen=True)
class Inbox:
    """One page of notices, newest first; `before` continues it, `newest` is the newest id of all.

    `kinds` counts all notices of the person by kind, unread ones only where `unread_only`.
    """

    notices: Sequence[NoticeView]
    before: int | None
    newest: int
    unread: int
    kinds: Mapping[str, int]


@dataclass(frozen=True)
class Since:
    """What happened since the person was here last; None where that is not known.

    `notices` are the newest, `more` says how many others there are, `kinds` counts all by kind.
    """

    since: datetime | None
    notices: Sequence[NoticeView]
    more: int
    kinds: Mapping[str, int]


def unread_count(actor: Actor) -> int:
    """How many notices the person has not read; one query on an index of the unread ones."""
    if actor.account_id is None:
        return 0
    return Notice.objects.filter(account_id=actor.account_id, read_at__isnull=True).count()


def inbox(
    actor: Actor,
    *,
    at: datetime,
    language: str = "vi",
    kinds: Collection[str] = (),
    unread_only: bool = False,
    before: int | None = None,
    limit: int = PAGE,
) -> Inbox:
    """One's own notices, newest first; those of some kinds, those not yet read, those before an id.

    A fixed number of queries, whatever the number of notices.
    """
    mine = Notice.objects.filter(account_id=actor.account_id or 0)
    counts = dict(mine.order_by().values_list("kind").annotate(n=Count("pk")))
    rows = mine.order_by("-at", "-id")
    if kinds:
        rows = rows.filter(kind__in=kinds)
    if unread_only:
        rows = rows.filter(read_at__isnull=True)
    if before is not None:
        rows = rows.filter(_earlier_than(before, actor))
    found = list(rows[: limit + 1])
    shown = found[:limit]
    return Inbox(
        notices=views_of(shown, at=at, language=language),
        before=shown[-1].pk if len(found) > limit else None,
        newest=mine.order_by("-id").values_list("pk", flat=True).first() or 0,
        unread=unread_count(actor),
        kinds=counts,
    )


def notice_of(notice_id: int, *, actor: Actor) -> Notice:
    """One of the person's own notices; NotFound for another's, as if there were none."""
    found = Notice.objects.filter(account_id=actor.account_id or 0, pk=notice_id).first()
    if found is None:
        raise NotFound("Không có thông báo này.", message_en="There is no such notice.")
    return found


def since_last_visit(actor: Actor, *, at: datetime, language: str = "vi") -> Since:
    """What happened since the person signed in the time before this one, newest first.

    Of somebody who has signed in once only, the last seven days. Six queries at most.
    """
    if actor.account_id is None:
        return Since(None, (), 0, {})
    since = _last_visit(actor.account_id)
    begin = since or at - _FIRST_LOOK
    rows = Notice.objects.filter(account_id=actor.account_id, at__gt=begin)
    rows = rows.order_by("-at", "-id")
    kinds = Counter(rows.values_list("kind", flat=True))
    shown = views_of(list(rows[:_MOST_ON_HOME]), at=at, language=language)
    return Since(since, shown, max(kinds.total() - _MOST_ON_HOME, 0), kinds)


def views_of(rows: Sequence[Notice], *, at: datetime, language: str) -> list[NoticeView]:
    """Notices in words, in their order."""
    names = names_for(rows, on=local_day(at), language=language)
    return [
        NoticeView(
            id=row.pk,
            kind=row.kind,
            kind_label=wording.kind_word(row.kind, language),
            text=_capital(wording.sentence(row, names, language)),
            at=row.at,
            is_read=row.read_at is not None,
            asks=Kind(row.kind) in TO_DO,
            submission_id=row.submission_id,
            round_id=row.round_id,
            paper_id=row.paper_id,
            task_id=row.task_id,
            about=str(row.facts.get("about", "")),
        )
        for row in rows
    ]


def _earlier_than(notice_id: int, actor: Actor) -> Q:
    last = notice_of(notice_id, actor=actor)
    return Q(at__lt=last.at) | Q(at=last.at, pk__lt=last.pk)


def _last_visit(account_id: int) -> datetime | None:
    """When the person signed in before the present sign-in, as the journal holds it."""
    entries = Entry.objects.filter(stream=f"account:{account_id}", verb="access.signed_in")
    moments = list(entries.order_by("-n").values_list("at", flat=True)[:2])
    return moments[-1] if len(moments) > 1 else None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
