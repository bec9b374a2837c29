"""One file read by what it is: a form of ours, or a table of another office by a saved way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from keng.documents.workbooks import open_workbook
from keng.intake import workbooks
from keng.intake.foreign import Applied, read
from keng.intake.foreign.grids import open_file
from keng.intake.queries import version_of
from keng.intake.workbooks import ImportPlan
from keng.kernel.actors import Actor
from keng.packs.installed import period_named

READ_AS: Final = ("map", "period", "unit")
"""What a job remembers of the way in which its files are read."""


@dataclass(frozen=True)
class ByMap:
    """The version of a way of reading, the code of the period, and the unit where one is chosen.

    `began` is the moment since which files are brought in together, where there are several.
    """

    version_id: int
    period: str
    unit_key: str = ""
    began: datetime | None = None

    def facts(self) -> dict[str, object]:
        """What a job remembers of it: ids and codes."""
        return {"map": self.version_id, "period": self.period, "unit": self.unit_key}

    def applied(self) -> Applied:
        """The way with its period. Raises NotFound (no such version) and BadInput (no period)."""
        way, office_id = version_of(self.version_id)
        period = period_named(self.period)
        return Applied(way, office_id, period, self.unit_key, self.began)


def by_map_of(facts: Mapping[str, object]) -> ByMap | None:
    """What a job remembers, read back; None for a job that reads our own forms."""
    version = facts.get("map")
    if not isinstance(version, int):
        return None
    began = datetime.fromisoformat(str(facts["began"])) if facts.get("began") else None
    return ByMap(version, str(facts["period"]), str(facts.get("unit") or ""), began)


def plan_of(
    source: Path | bytes, by_map: ByMap | None, *, filename: str = "", actor: Actor, at: datetime
) -> ImportPlan:
    """What importing the file would do. Raises what `ByMap.applied` does, and OSError."""
    if by_map is None:
        return workbooks.read(source, filename=filename, actor=actor, at=at)
    return read(source, by_map.applied(), filename=filename, actor=actor, at=at)


def refuse_unfit(content: bytes, name: str, by_map: ByMap | None) -> None:
    """Refuse a file that is not read that way or bears a mark of secrecy, before it is kept."""
    if by_map is None:
        open_workbook(content, name=name)
    else:
        open_file(content, name=name)
