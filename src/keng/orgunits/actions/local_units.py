"""Many local units at once, from the rows of a sheet that somebody filled in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Final

from django.db import transaction

from keng.kernel.actors import Actor
from keng.kernel.errors import Ambiguous, BadInput, DomainError, NotFound
from keng.orgunits.actions.creation import NewUnit, make
from keng.orgunits.actions.ledger import Act, Ledger, Naming, lock, require_over
from keng.orgunits.queries.maps import DayMap, day_map
from keng.orgunits.queries.naming import unit_named
from keng.orgunits.vocabulary import ADMINISTRATIVE, KINDS, Level, kind_of, search_form

COLUMNS: Final = ("kind", "name", "parent", "manager", "code")
"""What a row may hold. Kind, name and parent are needed; parent and manager are name paths."""


@dataclass(frozen=True)
class LocalUnitRow:
    """One filled row: the sheet, its texts by column, and the cell that each stands in."""

    sheet: str
    texts: Mapping[str, str]
    cells: Mapping[str, str]


@dataclass(frozen=True)
class RowProblem:
    """One cell that cannot be taken over, and what to do about it."""

    sheet: str
    cell: str
    code: str
    message: str
    message_en: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}: {self.message}"


class BadRows(DomainError):
    """Rows cannot be taken over; `problems` names each cell. Nothing was saved."""

    default_code: ClassVar[str] = "bad_rows"

    def __init__(self, problems: Sequence[RowProblem]) -> None:
        super().__init__(
            f"Có {len(problems)} ô chưa đúng, chưa có đơn vị nào được lưu. "
            + "; ".join(str(problem) for problem in problems[:3])
            + ("…" if len(problems) > 3 else ""),
            message_en=f"{len(problems)} cells are wrong; no unit was saved.",
        )
        self.problems = list(problems)


@dataclass(frozen=True)
class ImportOutcome:
    """Ids of the units made, and how many rows named units that were there already."""

    created: tuple[int, ...]
    unchanged: int


@transaction.atomic
def import_local_units(
    rows: Sequence[LocalUnitRow], *, on: date, basis: str, actor: Actor, at: datetime
) -> ImportOutcome:
    """Make the villages, agencies, enterprises, schools and bodies of the rows, from the day `on`.

    All or nothing. A row whose unit is there already (same kind, name and parent on the day)
    changes nothing, so the same sheet can be handed in again.

    Raises BadRows with every wrong cell (unknown kind, no name, a parent that is unknown, ambiguous
    or no longer in force, two rows for one unit), NotAllowed (asked over every parent and manager)
    and BadInput without a basis. Nothing is saved then.
    """
    act = Act(on, basis, actor, at)
    ledger = Ledger("import", act)
    wanted, unchanged, problems = _read(rows, day_map(on))
    if problems:
        raise BadRows(problems)
    above = {new.parent_id for new in wanted} | {
        new.manager_id for new in wanted if new.manager_id is not None
    }
    lock(above)
    require_over(act, above)
    created = tuple(make(ledger, new).pk for new in wanted)
    if created:
        ledger.write()
    return ImportOutcome(created, unchanged)


def check_local_units(
    rows: Sequence[LocalUnitRow], *, on: date, unread: Sequence[RowProblem] = ()
) -> tuple[int, int]:
    """How many units an import of the rows would make, and how many are there already.

    Raises BadRows with every wrong cell, together with those `unread` that whoever read the sheet
    could make nothing of. Writes nothing.
    """
    wanted, unchanged, problems = _read(rows, day_map(on))
    if unread or problems:
        raise BadRows([*unread, *problems])
    return len(wanted), unchanged


def _read(
    rows: Sequence[LocalUnitRow], known: DayMap
) -> tuple[list[NewUnit], int, list[RowProblem]]:
    problems: list[RowProblem] = []
    wanted: list[NewUnit] = []
    seen: dict[tuple[str, str, int], LocalUnitRow] = {}
    unchanged = 0
    for row in rows:
        new = _unit_of(row, known, problems)
        if new is None:
            continue
        mark = (new.naming.kind, search_form(new.naming.name), new.parent_id)
        if mark in seen:
            problems.append(_twice(row, seen[mark]))
            continue
        seen[mark] = row
        if _is_there(mark, known):
            unchanged += 1
        else:
            wanted.append(new)
    return wanted, unchanged, problems


def _unit_of(row: LocalUnitRow, known: DayMap, problems: list[RowProblem]) -> NewUnit | None:
    """The unit that a row asks for; what is wrong with its cells is added to the problems."""
    before = len(problems)
    kind = _kind(row, problems)
    naming = Naming(kind, row.texts.get("name", ""), row.texts.get("code", "").strip())
    if kind:
        try:
            naming = naming.checked()
        except BadInput as refusal:
            problems.append(_problem(row, "name", refusal))
    parent_id = _other(row, "parent", known, problems)
    manager_id = None
    if row.texts.get("manager", "").strip():
        manager_id = _other(row, "manager", known, problems)
    if len(problems) > before or parent_id is None:
        return None
    if KINDS[kind].level == Level.VILLAGE and known.views[parent_id].level != Level.COMMUNE:
        problems.append(_problem(row, "parent", _village_needs_commune()))
        return None
    return NewUnit(naming, parent_id, manager_id)


def _kind(row: LocalUnitRow, problems: list[RowProblem]) -> str:
    text = row.texts.get("kind", "").strip()
    kind = kind_of(text) if text else None
    if kind is None or KINDS[kind].level in ADMINISTRATIVE | {Level.NATION}:
        allowed = ", ".join(
            known.label
            for known in KINDS.values()
            if known.level not in ADMINISTRATIVE and known.label
        )
        problems.append(
            _problem(
                row,
                "kind",
                BadInput(
                    f"Loại đơn vị “{text}” không dùng được ở đây; hãy ghi một trong: {allowed}.",
                    message_en=f'Kind "{text}" cannot be used here.',
                    code="unknown_kind",
                ),
            )
        )
        return ""
    return kind


def _other(row: LocalUnitRow, column: str, known: DayMap, problems: list[RowProblem]) -> int | None:
    text = row.texts.get(column, "").strip()
    try:
        if not text:
            raise NotFound(
                "Ô này còn trống; hãy ghi đơn vị cấp trên.",
                message_en="The cell is empty; name the unit above.",
                code="no_parent",
            )
        view = unit_named(text, on=known.on)
        if not view.exists:
            raise NotFound(
                f"{view.full_name} không tồn tại vào ngày {known.on:%d/%m/%Y}.",
                message_en=f"The unit is not in force on {known.on.isoformat()}.",
            )
    except Ambiguous as refusal:
        refusal.message += " " + "; ".join(refusal.candidates[:5])
        problems.append(_problem(row, column, refusal))
        return None
    except NotFound as refusal:
        problems.append(_problem(row, column, refusal))
        return None
    return view.id


def _is_there(mark: tuple[str, str, int], known: DayMap) -> bool:
    kind, form, parent_id = mark
    return any(
        known.views[unit_id].kind == kind and known.views[unit_id].parent_id == parent_id
        for unit_id in known.by_name.get(form, ())
    )


def _twice(row: LocalUnitRow, first: LocalUnitRow) -> RowProblem:
    return _problem(
        row,
        "name",
        BadInput(
            f"Đơn vị này đã có ở ô {first.sheet}!{first.cells.get('name', '')}; hãy bỏ một dòng.",
            message_en="Another row names the same unit; remove one of them.",
            code="two_rows_for_one_unit",
        ),
    )


def _village_needs_commune() -> BadInput:
    return BadInput(
        "Thôn, tổ dân phố phải trực thuộc một xã, phường, đặc khu hoặc thị trấn.",
        message_en="A village stands under a commune.",
        code="wrong_parent",
    )


def _problem(row: LocalUnitRow, column: str, refusal: DomainError) -> RowProblem:
    return RowProblem(
        sheet=row.sheet,
        cell=row.cells.get(column, ""),
        code=refusal.code,
        message=refusal.message,
        message_en=refusal.message_en,
    )
