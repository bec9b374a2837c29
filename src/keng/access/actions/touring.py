"""The tour of the first sign-in: seen once, on every device, until its person asks for it again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from keng.access.actions._ledger import account_for_update, note
from keng.access.models import TourSeen
from keng.access.tours import Tour
from keng.journal.rows import ROWS, gone, stated
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotAllowed


@transaction.atomic
def finish_tour(tour: str, *, actor: Actor, at: datetime) -> None:
    """Remember that the actor has seen a tour, to its end or not; a second time changes nothing.

    Raises NotAllowed for the operator, who has no screens, and BadInput for an unknown tour.
    Nothing is saved then.
    """
    account = account_for_update(_own(actor))
    if tour not in {known.value for known in Tour}:
        raise BadInput(
            f"Không có hướng dẫn “{tour}”; hãy tải lại trang rồi bấm lại.",
            message_en=f'There is no tour "{tour}"; load the page again and press once more.',
        )
    seen, is_new = TourSeen.objects.get_or_create(account=account, tour=tour, defaults={"at": at})
    if is_new:
        note(account.pk, "tour_seen", {"tour": tour, ROWS: stated(seen)}, actor=actor, at=at)


@transaction.atomic
def show_tours_again(*, actor: Actor, at: datetime) -> None:
    """Forget which tours the actor has seen, so that the next visit shows them.

    Raises NotAllowed for the operator.
    """
    account = account_for_update(_own(actor))
    seen = list(TourSeen.objects.filter(account=account))
    if not seen:
        return
    note(account.pk, "tours_wanted", {ROWS: gone(*seen)}, actor=actor, at=at)
    TourSeen.objects.filter(pk__in=[row.pk for row in seen]).delete()


def _own(actor: Actor) -> int:
    if actor.account_id is None:
        raise NotAllowed(
            "Chỉ người dùng có tài khoản mới có hướng dẫn.",
            message_en="Only a person with an account has a tour.",
        )
    return actor.account_id
