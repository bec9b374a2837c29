"""The worked table of docs/algorithms/proofreading.md comes out as it is written."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from keng.proofing.finding import Severity
from keng.proofing.proofreading import proofread

PAGE = Path(__file__).resolve().parents[2] / "docs" / "algorithms" / "proofreading.md"
ROWS = re.findall(
    r"^\| (\d+) \| ([+-])(\d+) \| ([\d,]+) \| (\w+) \|", PAGE.read_text("utf-8"), re.MULTILINE
)


def test_the_table_is_read() -> None:
    assert len(ROWS) == 8


@pytest.mark.parametrize(("now", "sign", "change", "printed", "verdict"), ROWS)
def test_a_row_of_the_table(now: str, sign: str, change: str, printed: str, verdict: str) -> None:
    word = "tăng" if sign == "+" else "giảm"

    found = proofread([f"Xảy ra {now} vụ, {word} {change} vụ ({printed}%) so với tháng trước."])

    serious = [finding.code for finding in found if finding.severity is not Severity.STYLE]
    assert serious == ([] if verdict == "holds" else [verdict])
