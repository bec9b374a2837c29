"""The labels of a pack's indicators, read fast: for proposals, where the whole pack is too much.

Loading a pack checks all of it and takes seconds of imports; `keng read` must start at once. What
is not as expected is left out here: whether a pack is sound is told by `keng pack check`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml


class IndicatorLabel(NamedTuple):
    """The code, the Vietnamese label and the unit of measure of an indicator."""

    code: str
    label: str
    unit: str


def indicator_labels(folder: Path) -> tuple[IndicatorLabel, ...]:
    """The labels of all indicators of the pack in a folder, in the order of its files."""
    return tuple(
        label for path in sorted((folder / "indicators").glob("*.yaml")) for label in _labels(path)
    )


def _labels(path: Path) -> Iterator[IndicatorLabel]:
    try:
        group: Any = _parsed(path.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError):
        return
    indicators = group.get("indicators") if isinstance(group, dict) else None
    for code, told in (indicators or {}).items() if isinstance(indicators, dict) else ():
        label = told.get("label") if isinstance(told, dict) else None
        if isinstance(label, dict) and isinstance(label.get("vi"), str):
            yield IndicatorLabel(str(code), label["vi"], str(told.get("unit", "")))


def _parsed(text: str) -> Any:
    # Ten times faster where PyYAML was built with its C half; the answer is the same.
    if yaml.__with_libyaml__:
        return yaml.load(text, Loader=yaml.CSafeLoader)
    return yaml.safe_load(text)
