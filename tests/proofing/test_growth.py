"""Whatever text is repeated, the work grows with its length: steps are counted, not seconds."""

from __future__ import annotations

import sys
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keng.proofing.proofreading import proofread

PIECES = (
    *("Xã có 09 thôn, ", "12 hộ, chiếm 5% tổng số hộ\n", "từ 30 buổi lên 36 buổi, tăng 06 buổi; "),
    *(
        "Trong 13 đơn có 09 đơn, ",
        "tồn 02 vụ, tiếp nhận mới 3 vụ, tổng số 4 vụ; ",
        "UBND xã Tân Kỳ\n",
    ),
    *(
        "12 vụ gồm 3 vụ; ",
        "12 vụ (",
        "), ",
        "tăng 5 vụ (3%), ",
        "12/15 thôn đạt 80%. ",
        "còn lại 3 vụ",
    ),
    *("so với cùng kỳ (12 vụ) ", "trong đó ", "12 | 13 | 14\n", "- a: 12 vụ\n", "I. A\n1. B\n"),
    *("Kế hoạch số 12/KH-UBND ngày 01/02/2024 của UBND xã, ", "“Đề án” ", "ngày 31/4/2024\n"),
    *(
        "mười hai (12) vụ ",
        "sinh năm 1990, ",
        "xã An Bình, huyện Bình Minh; ",
        "… ",
        "“",
        "3,5 vụ/xã\n",
    ),
)
FEW, MANY = 500, 1500  # beyond every window of the rules, so that what is left is the length
SLACK = 1.25


def steps(text: str) -> int:
    """How many calls proofreading a text makes."""
    count = 0

    def counted(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        proofread(text.split("\n"))
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.soak
@settings(deadline=None, max_examples=12)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=3))
def test_three_times_the_text_takes_about_three_times_the_steps(pieces: list[str]) -> None:
    text = "".join(pieces)
    few, many = steps(text * FEW), steps(text * MANY)

    assert many <= few * (MANY / FEW) * SLACK, (text, few, many)


def test_a_paragraph_that_no_rule_can_weigh_is_named() -> None:
    found = proofread(["12 vụ gồm 3 vụ; " * 500])

    assert [finding.code for finding in found] == ["K305"]
    assert found[0].message.startswith("Đoạn này có 1.000 số;")
