"""Short forms of cells in a pack: one line that stands for a cell, or for one per value."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

from keng.kernel.errors import BadInput
from keng.kernel.figures import CellKey
from keng.packs.schema.indicators import BREAKDOWN_VALUES


def expand_cells(text: str, values_of: Callable[[str], list[str]]) -> list[CellKey]:
    """The cells that a short form stands for.

    "fires" is one cell; "units_registered[unit_kind=*]" one per value of the breakdown, in the
    pack's order; "x[unit_kind=village|agency]" the two named ones. Raises BadInput.
    """
    indicator, bracket, rest = text.partition("[")
    if not bracket:
        return [CellKey.parse(text)]
    choices: list[list[tuple[str, str]]] = []
    for pair in rest.removesuffix("]").split(";"):
        dimension, _, wanted = pair.partition("=")
        values = values_of(dimension) if wanted == "*" else wanted.split("|")
        if dimension not in BREAKDOWN_VALUES or not values or not rest.endswith("]"):
            raise BadInput(
                f"không hiểu ô “{text}”; hãy viết chỉ_tiêu[chiều=giá_trị] hoặc [chiều=*]",
                message_en=f"cannot read the cell {text!r}; write indicator[dimension=value]",
            )
        choices.append([(dimension, value) for value in values])
    keys = [CellKey.of(indicator, dict(combination)) for combination in product(*choices)]
    return [CellKey.parse(str(key)) for key in keys]
