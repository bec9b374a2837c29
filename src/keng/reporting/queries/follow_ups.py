"""What is to be cleared up: of one submission, and what an account has to do or asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q

from keng.access.queries import duties_of
from keng.kernel.actors import Actor
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period
from keng.reporting.models import FollowUp, FollowUpReply
from keng.reporting.queries.withholding import far_among


@dataclass(frozen=True)
class ReplyView:
    """One answer to a follow-up; `what` is reply, done or reopened."""

    what: str
    text: str
    at: datetime
    account_id: int | None


@dataclass(frozen=True)
class FollowUpView:
    """A follow-up with its answers, oldest first. `key` None: about the whole submission.

    `is_mine`: the actor is who has to do it. `is_overdue`: open, and its day is over.
    """

    id: int
    submission_id: int
    unit_id: int
    form: str
    period: Period
    key: CellKey | None
    text: str
    assignee_account: int | None
    assignee_unit: int | None
    assignee_role: str
    due_on: date | None
    at: datetime
    account_id: int | None
    is_done: bool
    is_mine: bool
    is_overdue: bool
    replies: tuple[ReplyView, ...]


def follow_ups_of_submission(submission_id: int, actor: Actor, *, on: date) -> list[FollowUpView]:
    """The follow-ups of one submission, open ones first, for a reader who may see it.

    What is asked about a form with small totals is shown only near to the unit: any of it may tell
    one. Raises NotFound.
    """
    rows = FollowUp.objects.filter(submission_id=submission_id).order_by("done_at", "-pk")
    return _views(rows.select_related("submission"), actor, on=on)


def followups_of(actor: Actor, on: date, *, done: bool = False) -> list[FollowUpView]:
    """What the actor has to clear up, and what they asked others; earliest due day first.

    Theirs is what names their account or a post that they hold on the day, also in another's place.
    Only of submissions that they see. `done` gives those that are done instead.
    """
    if actor.account_id is None:
        return []
    mine = Q(assignee_account=actor.account_id)
    for duty in duties_of(actor.account_id, on=on):
        mine |= Q(assignee_unit_id=duty.unit_id, assignee_role=duty.role.value)
    rows = FollowUp.objects.filter(mine | Q(account_id=actor.account_id))
    rows = rows.filter(done_at__isnull=not done)
    reach = actor.reach("view", on=on)
    if reach is not None:
        rows = rows.filter(submission__unit_id__in=reach)
    found = _views(rows.select_related("submission").order_by("-pk"), actor, on=on)
    return sorted(found, key=lambda one: (not one.is_mine, one.due_on or date.max, one.id))


def _views(rows: Iterable[FollowUp], actor: Actor, *, on: date) -> list[FollowUpView]:
    found = list(rows)
    far = far_among([row.submission for row in found], actor, on=on)
    listed = [row for row in found if row.submission_id not in far]
    replies: dict[int, list[ReplyView]] = {row.pk: [] for row in listed}
    for one in FollowUpReply.objects.filter(follow_up_id__in=replies).order_by("pk"):
        replies[one.follow_up_id].append(ReplyView(one.what, one.text, one.at, one.account_id))
    posts = _posts(actor, on=on)
    return [_view(row, replies[row.pk], actor, posts, on=on) for row in listed]


def _posts(actor: Actor, *, on: date) -> set[tuple[int | None, str]]:
    if actor.account_id is None:
        return set()
    return {(duty.unit_id, duty.role.value) for duty in duties_of(actor.account_id, on=on)}


def _view(
    row: FollowUp,
    replies: list[ReplyView],
    actor: Actor,
    posts: set[tuple[int | None, str]],
    *,
    on: date,
) -> FollowUpView:
    named = actor.account_id is not None and row.assignee_account == actor.account_id
    return FollowUpView(
        id=row.pk,
        submission_id=row.submission_id,
        unit_id=row.submission.unit_id,
        form=row.submission.form,
        period=row.submission.period,
        key=row.key,
        text=row.text,
        assignee_account=row.assignee_account,
        assignee_unit=row.assignee_unit_id,
        assignee_role=row.assignee_role,
        due_on=row.due_on,
        at=row.at,
        account_id=row.account_id,
        is_done=row.done_at is not None,
        is_mine=named or (row.assignee_unit_id, row.assignee_role) in posts,
        is_overdue=row.done_at is None and row.due_on is not None and row.due_on < on,
        replies=tuple(replies),
    )
