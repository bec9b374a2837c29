"""What a person chose: mail by kind, and the address of the calendar."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from keng.access.actors import AccountActor
from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound
from keng.notices.addresses import digest_of
from keng.notices.models import Feed, MailRefusal
from keng.notices.vocabulary import Kind


@dataclass(frozen=True)
class MailChoice:
    """Whether any mail is wanted, and which kinds are not."""

    wants_mail: bool
    refused: frozenset[str]

    @property
    def kinds(self) -> list[str]:
        """The kinds that come by mail, in the order in which they are listed."""
        return [kind.value for kind in Kind if kind.value not in self.refused]


def mail_choice(actor: Actor) -> MailChoice:
    """What the person chose; all mail until they choose otherwise."""
    return mail_choices([actor.account_id or 0])[actor.account_id or 0]


def mail_choices(account_ids: Collection[int]) -> dict[int, MailChoice]:
    """What each person chose; one query."""
    refused: dict[int, set[str]] = {account_id: set() for account_id in account_ids}
    rows = MailRefusal.objects.filter(account_id__in=account_ids)
    for account_id, kind in rows.values_list("account_id", "kind"):
        refused[account_id].add(kind)
    return {one: MailChoice("" not in kinds, frozenset(kinds)) for one, kinds in refused.items()}


def feed_since(actor: Actor) -> datetime | None:
    """Since when the person's calendar address is in use; None if there is none."""
    rows = Feed.objects.filter(account_id=actor.account_id or 0, ended_at__isnull=True)
    return rows.values_list("made_at", flat=True).first()


def whose_feed(secret: str) -> AccountActor:
    """Whose due days the secret address shows; only its digest is compared.

    Raises NotFound for one that never was, has ended or belongs to a closed account: which of them,
    nobody learns.
    """
    rows = Feed.objects.filter(
        digest=digest_of(secret), ended_at__isnull=True, account__is_active=True
    )
    found = rows.select_related("account").first()
    if found is None:
        raise NotFound(
            "Địa chỉ lịch này không còn dùng được; hãy tạo địa chỉ mới trong Keng.",
            message_en="This calendar address is not in use; make a new one in Keng.",
        )
    return AccountActor(found.account)
