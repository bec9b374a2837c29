"""The comment on an entry cell: what it counts and which rules look at it. Pure."""

from __future__ import annotations

from typing import Final

from keng.kernel.figures import CellKey
from keng.packs.rulebook import rules_for
from keng.packs.schema import Form, Indicator, Pack

_KIND: Final = {
    "flow": "Số phát sinh trong kỳ.",
    "stock": "Số hiện có đến ngày cuối kỳ.",
    "distinct_ytd": "Số lũy kế từ đầu năm, mỗi đối tượng tính một lần trong năm.",
    "year_result": "Kết quả cả năm, mỗi năm một số.",
    "ratio": "Kẻng tự tính, không nhập.",
}
_CUMULATIVE: Final = "Số lũy kế từ đầu năm đến cuối kỳ."
_MOST_RULES: Final = 5


def hint_for(pack: Pack, form: Form, key: CellKey) -> str:
    """A few lines for whoever fills in the cell: unit, kind, note, example, rules."""
    indicator = pack.indicator_of(key)
    lines = [f"ĐVT: {indicator.unit}. {_kind(indicator)}"]
    if indicator.note is not None:
        lines.append(indicator.note.vi)
    if indicator.example:
        lines.append(f"Ví dụ: {indicator.example}")
    rules = rules_on(pack, form, key)
    if rules:
        lines.append("Kiểm tra:")
        lines += [f"- {label}" for label in rules[:_MOST_RULES]]
    if len(rules) > _MOST_RULES:
        lines.append(f"- và {len(rules) - _MOST_RULES} quy tắc khác")
    return "\n".join(lines)


def rules_on(pack: Pack, form: Form, key: CellKey) -> list[str]:
    """The labels of the rules of the form that look at the cell, in the pack's order."""
    rules = rules_for(form, pack)
    labels = [
        ready.check.label.vi
        for ready in rules.whole
        if key in ready.cells or ("now", key) in ready.reads
    ]
    for cell, chosen in rules.by_cell:
        if cell == key:
            labels += [ready.check.label.vi for ready in chosen]
    return list(dict.fromkeys(labels))


def _kind(indicator: Indicator) -> str:
    if indicator.kind == "flow" and indicator.entry == "cumulative":
        return _CUMULATIVE
    return _KIND[indicator.kind]
