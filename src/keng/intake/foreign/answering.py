"""From what was answered of a sample to a way of reading; what an earlier one said of it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final

from keng.intake.foreign.grids import plain
from keng.intake.foreign.layouts import Layout, chosen_names
from keng.intake.foreign.sampling import HeadingAsked, column_anchor
from keng.intake.foreign.tablemaps import MapLine, Shape, TableMap, table_map
from keng.kernel.errors import BadInput
from keng.kernel.figures import CellKey
from keng.packs.schema import Form, Pack

LEFT_OUT: Final = "-"
"""The answer for a name that is a total or a remark."""


@dataclass
class Answers:
    """What the person says: the cell of each heading, the units of measure, the names."""

    cells: dict[int, str] = field(default_factory=dict)  # column or row -> key, "" for none
    measures: dict[int, str] = field(default_factory=dict)
    factors: dict[int, Decimal] = field(default_factory=dict)
    names: dict[str, str] = field(
        default_factory=dict
    )  # plain -> unit key, LEFT_OUT, or "" to be asked


def made_map(
    layout: Layout, form: Form, asked: Sequence[HeadingAsked], answers: Answers, pack: Pack
) -> TableMap:
    """The way of reading that the answers make.

    Raises BadInput where no heading has a cell, two have the same, or a unit of measure of the
    table has no factor.
    """
    names = chosen_names(layout)
    chosen = [one for one in asked if answers.cells.get(one.heading.at)]
    _refuse_unanswered(chosen, answers)
    lines = [_line(one, answers, pack) for one in chosen]
    is_rows = layout.shape is Shape.UNITS_IN_ROWS
    rest = [one.heading for one in asked if one not in chosen]
    value, measures = layout.column(layout.value), layout.column(layout.measures)
    return table_map(
        {
            "form": form.code,
            "shape": layout.shape,
            "sheet": plain(layout.grid.name) if layout.by_sheet_name else "",
            "heading_rows": layout.rows,
            "names": column_anchor(names),
            "value": column_anchor(value) if value and layout.shape is Shape.ONE_UNIT else None,
            "measures": column_anchor(measures) if measures and not is_rows else None,
            "lines": lines,
            "unit_from": layout.unit_from,
            "passed": [text for text, answer in answers.names.items() if answer == LEFT_OUT],
            "units": {t: key for t, key in answers.names.items() if key not in ("", LEFT_OUT)},
            "aside": list(dict.fromkeys(one.identity if is_rows else one.text for one in rest)),
        }
    )


def _line(one: HeadingAsked, answers: Answers, pack: Pack) -> MapLine:
    """The line with its unit of measure, which is only kept where it is another."""
    at, key = one.heading.at, answers.cells[one.heading.at]
    unit = pack.indicator_of(CellKey.parse(key)).unit
    measure = answers.measures.get(at, "")
    if not measure or plain(measure) == plain(unit):
        return MapLine(anchor=one.anchor, key=key)
    if at not in answers.factors:
        raise BadInput(
            f"“{one.anchor.told}” tính bằng “{measure}”, chỉ tiêu tính bằng “{unit}”: hãy ghi một "
            f"{measure} bằng bao nhiêu {unit}, hoặc xóa đơn vị tính nếu trùng nhau.",
            message_en=f"{one.anchor.told!r} is in {measure!r}, the indicator in {unit!r}: say how "
            "many of the indicator's one of the table's is.",
            code="measure_without_factor",
        )
    return MapLine(anchor=one.anchor, key=key, measure=measure, factor=answers.factors[at])


def _refuse_unanswered(chosen: Sequence[HeadingAsked], answers: Answers) -> None:
    if not chosen:
        raise BadInput(
            "Chưa gắn cột hoặc dòng nào với chỉ tiêu; hãy gắn ít nhất một.",
            message_en="No column or line belongs to a cell yet; choose at least one.",
            code="no_heading_chosen",
        )
    count = Counter(answers.cells[one.heading.at] for one in chosen)
    for one in chosen:
        if count[answers.cells[one.heading.at]] > 1:
            raise BadInput(
                f"“{one.anchor.told}” và một tiêu đề khác cùng gắn với một chỉ tiêu; hãy để lại "
                "một, hoặc chọn chỉ tiêu khác.",
                message_en=f"{one.anchor.told!r} and another heading mean the same cell; keep one.",
                code="cell_chosen_twice",
            )


def answered_before(asked: Sequence[HeadingAsked], before: TableMap) -> Mapping[int, MapLine]:
    """What an earlier version of the map says of the headings of this sample."""
    known = {(line.anchor.text, line.anchor.under): line for line in before.lines}
    return {
        one.heading.at: line
        for one in asked
        if (line := known.get((one.anchor.text, one.anchor.under))) is not None
    }
