"""What a person wants by mail, and the secret address of their calendar."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db import transaction

from keng.access.actors import AccountActor
from keng.access.models import Account
from keng.db.locks import for_update
from keng.journal.actions import record
from keng.journal.rows import ROWS, gone, stated
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotAllowed, NotFound
from keng.notices.addresses import digest_of, new_secret
from keng.notices.models import Feed, MailRefusal
from keng.notices.vocabulary import Kind

ALL: Final = ""


@transaction.atomic
def choose_mail(wanted: Collection[str], *, wants_mail: bool, actor: Actor, at: datetime) -> None:
    """Keep which kinds come by mail, and whether any does; in the app every notice stays.

    Raises NotAllowed for the operator, who has no notices, and BadInput for an unknown kind.
    Nothing is changed then.
    """
    account = _own_account(actor)
    if unknown := set(wanted) - {kind.value for kind in Kind}:
        raise BadInput(
            f"Không có loại thông báo: {', '.join(sorted(unknown))}.",
            message_en=f"There is no such kind of notice: {', '.join(sorted(unknown))}.",
        )
    refused = {kind.value for kind in Kind} - set(wanted)
    if not wants_mail:
        refused.add(ALL)
    _keep(account, refused, actor=actor, at=at)


@transaction.atomic
def refuse_all_mail(account_id: int, *, at: datetime) -> None:
    """End all mail to an account: whoever holds the signed link of a mail to it may do this.

    The edge checks the signature; the link does nothing else, and the person can want mail again.
    Raises NotFound.
    """
    account = for_update(Account.objects.filter(pk=account_id)).first()
    if account is None:
        raise NotFound("Không có tài khoản này.", message_en="There is no such account.")
    kept = set(MailRefusal.objects.filter(account=account).values_list("kind", flat=True))
    _keep(account, {*kept, ALL}, actor=AccountActor(account), at=at)


@transaction.atomic
def renew_feed(*, actor: Actor, at: datetime) -> str:
    """Make a secret address for one's due days and return its secret; the old one ends.

    The secret is shown once and stored as a digest only. Raises NotAllowed for the operator.
    """
    account = _own_account(actor)
    ended = _end_feeds(account, at)
    secret = new_secret()
    made = Feed.objects.create(account=account, digest=digest_of(secret), made_at=at)
    _record(account, "feed_renewed", {ROWS: stated(made, *ended)}, actor=actor, at=at)
    return secret


@transaction.atomic
def end_feed(*, actor: Actor, at: datetime) -> None:
    """End the secret address: calendars that ask for it get nothing more.

    Raises NotAllowed for the operator, NotFound if there is none in use.
    """
    account = _own_account(actor)
    ended = _end_feeds(account, at)
    if not ended:
        raise NotFound(
            "Bạn chưa có địa chỉ lịch nào đang dùng.",
            message_en="You have no calendar address in use.",
        )
    _record(account, "feed_ended", {ROWS: stated(*ended)}, actor=actor, at=at)


def _own_account(actor: Actor) -> Account:
    rows = Account.objects.filter(pk=actor.account_id or 0, is_active=True)
    account = for_update(rows).first()
    if account is None:
        raise _nobody()
    return account


def _nobody() -> NotAllowed:
    return NotAllowed(
        "Chỉ chính người dùng của tài khoản chọn được việc này.",
        message_en="Only the person of the account chooses this.",
    )


def _keep(account: Account, refused: set[str], *, actor: Actor, at: datetime) -> None:
    rows = {row.kind: row for row in MailRefusal.objects.filter(account=account)}
    taken_back = [row for kind, row in rows.items() if kind not in refused]
    new = sorted(refused - rows.keys())
    if not taken_back and not new:
        return
    facts = gone(*taken_back)
    for row in taken_back:
        row.delete()
    made = [MailRefusal.objects.create(account=account, kind=kind, at=at) for kind in new]
    _record(account, "mail_chosen", {ROWS: {**facts, **stated(*made)}}, actor=actor, at=at)


def _end_feeds(account: Account, at: datetime) -> list[Feed]:
    rows = list(Feed.objects.filter(account=account, ended_at__isnull=True))
    for row in rows:
        row.ended_at = at
        row.save(update_fields=["ended_at"])
    return rows


def _record(
    account: Account, verb: str, facts: dict[str, object], *, actor: Actor, at: datetime
) -> None:
    record(f"account:{account.pk}", f"notices.{verb}", actor=actor, at=at, facts=facts)
