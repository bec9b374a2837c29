"""Tokens of the API: made by the person whom a program acts for, ended by that person or above."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from keng.access.actions._ledger import account_for_update, note, require_keeper, require_open
from keng.access.actions.signing_in import confirm_own_password
from keng.access.models import Account, ApiToken
from keng.access.tokens import HEAD_LENGTH, LONGEST_DAYS, PREFIX, TokenScope, digest_of, new_token
from keng.journal.rows import ROWS, stated
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotFound
from keng.kernel.moments import local_day


def make_token(
    label: str, scope: str, *, last_day: date, password: str, actor: Actor, at: datetime
) -> str:
    """Make a token for oneself that holds until the end of a day; the text is shown once.

    Raises NotAllowed for the operator, LockedOut after too many wrong passwords, BadInput for a
    wrong password, an empty label, an unknown scope and a last day that is past or more than a year
    ahead. Nothing is saved then but the count of the attempt.
    """
    confirm_own_password(password, actor=actor, at=at)
    return _made(label, scope, last_day=last_day, actor=actor, at=at)


@transaction.atomic
def _made(label: str, scope: str, *, last_day: date, actor: Actor, at: datetime) -> str:
    account = account_for_update(actor.account_id or 0)
    require_open(account)
    on = local_day(at)
    if not on <= last_day <= on + timedelta(days=LONGEST_DAYS):
        raise BadInput(
            "Ngày cuối phải từ hôm nay đến không quá một năm.",
            message_en="The last day is between today and a year ahead.",
        )
    if not label.strip() or scope not in {one.value for one in TokenScope}:
        raise BadInput(
            "Hãy ghi tên chương trình dùng mã và chọn phạm vi đọc hoặc ghi.",
            message_en="Say which program uses it, and choose reading or writing.",
        )
    token = new_token()
    row = ApiToken.objects.create(
        account=account,
        label=label.strip()[:80],
        head=token[:HEAD_LENGTH],
        digest=digest_of(token),
        scope=scope,
        made_at=at,
        valid_until=last_day + timedelta(days=1),
    )
    facts: dict[str, object] = {
        "scope": scope,
        "until": row.valid_until.isoformat(),
        ROWS: stated(row),
    }
    note(account.pk, "token_made", facts, actor=actor, at=at)
    return token


@transaction.atomic
def end_token(token_id: int, *, actor: Actor, at: datetime) -> None:
    """End a token now: one's own, or one of an account that the actor keeps."""
    row = ApiToken.objects.filter(pk=token_id).first()
    if row is None:
        raise NotFound("Không có mã truy cập này.", message_en="There is no such token.")
    account = account_for_update(row.account_id)
    if actor.account_id != account.pk:
        require_keeper(account, actor=actor, on=local_day(at))
    end_tokens(account, actor=actor, at=at, only=token_id)


def end_tokens(account: Account, *, actor: Actor, at: datetime, only: int | None = None) -> None:
    """End the tokens of an account that still hold, in the transaction of another act."""
    rows = ApiToken.objects.filter(account=account, ended_at=None)
    rows = rows if only is None else rows.filter(pk=only)
    ended = list(rows)
    for row in ended:
        row.ended_at = at
        row.save(update_fields=["ended_at"])
    if ended:
        note(account.pk, "token_ended", {ROWS: stated(*ended)}, actor=actor, at=at)


def holder_of(token: str, *, at: datetime) -> tuple[Account, TokenScope] | None:
    """The open account whose token this is and what it may do, or None. Notes the day."""
    if not token.startswith(PREFIX):
        return None
    row = (
        ApiToken.objects.filter(digest=digest_of(token), ended_at=None, account__is_active=True)
        .select_related("account")
        .first()
    )
    on = local_day(at)
    if row is None or on >= row.valid_until:
        return None
    if row.last_used_on != on:
        ApiToken.objects.filter(pk=row.pk).update(last_used_on=on)
    return row.account, TokenScope(row.scope)
