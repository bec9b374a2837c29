"""The journal lines of the room: references and statements about the rows, never a text."""

from __future__ import annotations

from typing import Final

from keng.initiatives.models import Event, Group
from keng.journal.subjects import Telling, UnitTelling

GROUP_STREAM: Final = "initiative:"
EVENT_STREAM: Final = "event:"
REGISTER_STREAM: Final = "register:"

of_group = Telling[Group](GROUP_STREAM, "initiatives", lambda group: group.unit_id)
of_event = Telling[Event](EVENT_STREAM, "initiatives", lambda event: event.host_id)
of_register = UnitTelling(REGISTER_STREAM, "initiatives")
"""What a unit has settled for its registers."""
