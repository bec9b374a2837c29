"""`keng consolidate`: the consolidated figures of a unit as a table, CSV, workbook or JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from keng.db.wholefiles import write_whole
from keng.kernel.errors import BadInput, NotFound
from keng.kernel.figures import to_decimal
from keng.kernel.moments import TZ, local_day
from keng.kernel.periods import Period
from keng.ops.main import add_place, start_django
from keng.ops.naming import period_of, unit_at
from keng.ops.session import actor_of, now

if TYPE_CHECKING:
    from keng.consolidation.shapes import Consolidated, Row
    from keng.orgunits.queries import UnitView

_WIDEST_LABEL, _WIDEST_NOTE = 48, 60


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = subparsers.add_parser(
        "consolidate",
        help="add up the figures of a unit and everybody below it",
        description="The figures of a unit for a period, with their coverage and who is missing.",
    )
    command.add_argument("--unit", required=True, help="key or name path of the unit")
    command.add_argument(
        "--period", required=True, metavar="P", help="2024, 2024H1, 2024-01/2024-08, 2024@nd09 ..."
    )
    command.add_argument("--compare", action="store_true", help="with the same period of last year")
    command.add_argument(
        "--drafts", action="store_true", help="a preview with submitted figures, marked DỰ THẢO"
    )
    command.add_argument(
        "--map", type=date.fromisoformat, metavar="DATE", help="on the tree of that day"
    )
    command.add_argument(
        "--known-at", type=_moment, metavar="MOMENT", help="as it was known at that moment"
    )
    command.add_argument("--format", choices=("table", "csv", "xlsx", "json"), default="table")
    command.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="write there (default: standard output)"
    )
    add_place(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the figures; 1 for a refusal, 2 for a period that cannot be read."""
    start_django(arguments)
    from keng.consolidation.queries import consolidate
    from keng.consolidation.shapes import Compare, Drafts

    try:
        period = period_of(arguments)
    except BadInput as refusal:
        print(f"keng: {refusal.message}\n      {refusal.message_en}", file=sys.stderr)
        return 2
    found = consolidate(
        _unit(arguments, period).id,
        period,
        actor=actor_of(arguments),
        on=local_day(now()),
        compare=Compare.SAME_PERIOD if arguments.compare else Compare.NONE,
        drafts=Drafts.INCLUDED if arguments.drafts else Drafts.EXCLUDED,
        map_on=arguments.map,
        known_at=arguments.known_at,
    )
    _write(_written(found, arguments), arguments.output)
    return 0


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=TZ)


def _unit(arguments: argparse.Namespace, period: Period) -> UnitView:
    """The unit as it is named on the map that is asked for, else on the last day of the period."""
    if arguments.map is not None:
        try:
            return unit_at(arguments.unit, on=arguments.map)
        except NotFound:
            pass  # a unit of the period that is gone by the day of the map is named by its old name
    return unit_at(arguments.unit, on=period.last)


def _written(found: Consolidated, arguments: argparse.Namespace) -> bytes:
    from keng.publishing.tables import consolidated_csv, consolidated_xlsx

    writers: dict[str, Callable[[Consolidated], bytes]] = {
        "csv": consolidated_csv,
        "xlsx": consolidated_xlsx,
        "json": _as_json,
        "table": _as_table,
    }
    return writers[arguments.format](found)


def _write(content: bytes, output: Path | None) -> None:
    if output is not None:
        write_whole(output, content)
        return
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _as_json(found: Consolidated) -> bytes:
    document = {
        "unit": found.unit,
        "period": found.period.code,
        "map": (found.map_on or found.period.last).isoformat(),
        "known_at": found.known_at.isoformat() if found.known_at is not None else None,
        "draft": found.is_draft,
        "rows": [_row(row) for row in found.rows],
        "missing": [{"unit": one.unit, "state": one.state} for one in found.missing],
        "findings": list(found.findings),
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _row(row: Row) -> dict[str, object]:
    return {
        "indicator": row.key.indicator,
        "by": row.key.by,
        "value": row.shown or _exact(row.value, row.digits),
        "status": row.status.value if row.status is not None else None,
        "previous": row.previous_shown or _exact(row.previous, row.digits),
        "change": _exact(row.change, row.digits),
        "change_pct": _percent(row.change_pct),
        "coverage": {"accepted": row.accepted, "expected": row.expected},
        "note": _note(row),
    }


def _exact(value: int | None, digits: int) -> str | None:
    return None if value is None else f"{to_decimal(value, digits):f}"


def _percent(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _note(row: Row) -> str:
    return "; ".join(part for part in (row.note, row.not_comparable) if part)


def _as_table(found: Consolidated) -> bytes:
    from keng.packs import installed

    pack = installed.current()
    head = ("Chỉ tiêu", "Kỳ này", "Cùng kỳ", "Tăng/giảm", "%", "Số đơn vị", "Ghi chú")
    lines = [head, *(_cells(row, pack.cell_label(row.key)) for row in found.rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    draft = " (DỰ THẢO: có số liệu chưa được tiếp nhận)" if found.is_draft else ""
    told = [f"{found.unit}, {found.period.label('vi')}{draft}", ""]
    told += [_aligned(line, widths) for line in lines]
    if found.missing:
        told += ["", "Chưa có số liệu được tiếp nhận:"]
        told += [f"- {one.unit}: {one.state} ({one.form})" for one in found.missing]
    told += ["", *found.findings] if found.findings else []
    return ("\n".join(told) + "\n").encode()


def _cells(row: Row, label: str) -> tuple[str, ...]:
    from keng.kernel.vietnamese import format_number

    def number(value: int | None) -> str:
        return "" if value is None else format_number(to_decimal(value, row.digits))

    percent = "" if row.change_pct is None else f"{format_number(row.change_pct)}%"
    status = (
        ""
        if row.status is None
        else {"estimated": "ước ", "expected": "dự kiến "}.get(row.status.value, "")
    )
    return (
        _cut(label, _WIDEST_LABEL),
        row.shown or status + number(row.value) or "–",
        row.previous_shown or number(row.previous),
        number(row.change),
        percent,
        f"{row.accepted}/{row.expected}",
        _cut(_note(row), _WIDEST_NOTE),
    )


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _aligned(line: tuple[str, ...], widths: list[int]) -> str:
    first, *middle, last = line
    numbers = (cell.rjust(width) for cell, width in zip(middle, widths[1:-1], strict=True))
    return "  ".join([first.ljust(widths[0]), *numbers, last]).rstrip()
