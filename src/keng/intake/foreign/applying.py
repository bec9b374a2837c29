"""A saved way of reading applied to one file: the same plan as that of a form of Keng."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from keng.db.reading import one_reading
from keng.documents.workbooks import WorkbookRefused
from keng.intake.foreign.choosing import chosen_tables, tell_hidden
from keng.intake.foreign.grids import (
    Tables,
    open_file,
)
from keng.intake.foreign.tablereader import Applied, TableReader
from keng.intake.workbooks.plans import ImportPlan, plan_found, refused_plan
from keng.intake.workbooks.problems import Place
from keng.intake.workbooks.scanning import Scan
from keng.kernel.actors import Actor


@one_reading()
def read(
    source: Path | bytes, applied: Applied, *, filename: str = "", actor: Actor, at: datetime
) -> ImportPlan:
    """What importing the table would do; as `workbooks.read`, for a file of another office.

    Never refuses because of what is in the file: every reason is a problem of the plan. OSError if
    the path cannot be read, NotFound where the programme has not the form of the map.
    """
    content = source if isinstance(source, bytes) else source.read_bytes()
    name = filename or (source.name if isinstance(source, Path) else "")
    try:
        tables = open_file(content, name=name)
    except WorkbookRefused as refused:
        return refused_plan(refused, name)
    found = scan_tables(tables, applied)
    return plan_found(found, sha256=tables.sha256, actor=actor, at=at, began=applied.began)


def scan_tables(tables: Tables, applied: Applied) -> Scan:
    """Every unit and cell that the map finds in the file; nothing is judged yet."""
    found = Scan(tables.name)
    chosen = chosen_tables(tables, applied.way, found)
    for grid in tables.grids:
        if not any(block.grid is grid for block in chosen):
            found.remark(Place(grid.name), "table_passed")
    for block in chosen:
        TableReader(block, applied, found).read()
        tell_hidden(block, found)
    return found
