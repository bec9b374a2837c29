"""Tables that another office drew: how one is read is said once, kept, and applied to many files.

See docs/how-to/foreign-tables.md and decision 0160.
"""

from __future__ import annotations

from keng.intake.foreign.applying import read
from keng.intake.foreign.tablemaps import (
    Anchor,
    MapLine,
    Shape,
    TableMap,
    UnitFrom,
    table_map,
)
from keng.intake.foreign.tablereader import Applied

__all__ = [
    "Anchor",
    "Applied",
    "MapLine",
    "Shape",
    "TableMap",
    "UnitFrom",
    "read",
    "table_map",
]
