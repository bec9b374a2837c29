"""One after another: acts whose line in the journal is the unit's own, not that of a row."""

from __future__ import annotations

from keng.db.locks import in_turn
from keng.kernel.errors import NotFound
from keng.orgunits.models import Unit


def hold(unit_id: int) -> None:
    """Wait for whoever else holds the unit, then hold it until the transaction ends.

    Before anything is added to a stream of the journal that is the unit's own. Rows that refer to
    the unit are written meanwhile as ever. Raises NotFound.
    """
    if in_turn(Unit.objects.filter(pk=unit_id)).first() is None:
        raise NotFound(
            f"Không có đơn vị số {unit_id}.", message_en=f"There is no unit number {unit_id}."
        )
