"""The closed lists of the register. Pure: no Django."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Direction(StrEnum):
    """Whether the unit that keeps a paper sent or received it."""

    SENT = "sent"
    RECEIVED = "received"


class State(StrEnum):
    """Where an entry stands: read and waiting for a person, filed, or put aside."""

    WAITING = "waiting"
    FILED = "filed"
    DROPPED = "dropped"


class NumberState(StrEnum):
    """What became of a number of a series."""

    RESERVED = "reserved"
    USED = "used"
    FREE = "free"
    VOID = "void"
    OUTSIDE = "outside"


class LinkKind(StrEnum):
    """What a paper does with another one."""

    CITES = "cites"
    IMPLEMENTS = "implements"
    REPLACES = "replaces"


DIRECTION_LABELS: Final[dict[Direction, tuple[str, str]]] = {
    Direction.SENT: ("đi", "sent"),
    Direction.RECEIVED: ("đến", "received"),
}
LINK_LABELS: Final[dict[LinkKind, tuple[str, str]]] = {
    LinkKind.CITES: ("viện dẫn", "cites"),
    LinkKind.IMPLEMENTS: ("triển khai thực hiện", "implements"),
    LinkKind.REPLACES: ("thay thế", "replaces"),
}
STEPS: Final = frozenset({LinkKind.IMPLEMENTS, LinkKind.REPLACES})
"""The kinds that lead from one paper to the next, so that they must not go round in a circle."""
