"""Groups of units that ended: they go where the territory went."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from keng.db.locks import for_update
from keng.initiatives.actions.founding import place_at
from keng.initiatives.actions.posting import repost
from keng.initiatives.journalling import of_group
from keng.initiatives.models import Group
from keng.initiatives.permission import require_keeper
from keng.initiatives.programme import GROUPS
from keng.initiatives.queries.mergers import only_heir
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput
from keng.kernel.moments import local_day


@transaction.atomic
def follow_succession(unit_id: int, *, actor: Actor, at: datetime) -> list[Group]:
    """Let all living groups of a unit that ended stand at the one unit that took it over whole.

    Where several units share its territory nothing is guessed: each group is moved by hand.
    Raises BadInput (the unit still exists, or has no single heir) and NotAllowed for the heir.
    """
    on = local_day(at)
    heir = only_heir(unit_id, on=on)
    if heir is None:
        raise BadInput(
            "Đơn vị chưa kết thúc hoặc được chia cho nhiều đơn vị; hãy chuyển từng mô hình.",
            message_en="The unit has not ended, or went to several; move each initiative.",
            code="no_single_heir",
        )
    require_keeper(actor, heir.unit_id, on=on)
    rows = Group.objects.filter(unit_id=unit_id, dissolved_on__isnull=True).order_by("pk")
    groups = list(for_update(rows))
    written = {group: place_at(group, heir.unit_id, heir.basis, on=heir.on) for group in groups}
    if written:
        of_group.across(written, "followed", actor=actor, at=at)
        repost(heir.unit_id, GROUPS, actor=actor, at=at)
    return groups
