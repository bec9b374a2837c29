"""Our own reports: as they stand nothing is told, and most slips planted into them are found."""

from __future__ import annotations

import pytest

from keng.proofing.finding import Finding, Severity
from keng.proofing.proofreading import proofread
from proofing_planted import PLANTED, SAMPLES

# Found by no rule yet: what they need is told in docs/algorithms/proofreading.md.
MISSED = frozenset(
    {
        ("xa-nam", "38 nam và 09 nữ"),
        ("xa-nam", "xuống còn 16 vụ"),
        ("huyen-6-thang", "cung cấp (77,2%)"),
        ("tam-thang", "phát hiện 12 cơ sở, xử phạt 15"),
        ("tam-thang", "Trang bị 1.076 bình"),
        ("tam-thang", "40 camera do"),
        ("tam-thang", "Vụ việc | 36 | 31 | -5"),
        ("tam-thang", "lên 276 buổi"),
        ("ke-hoach", "mỗi quý 12 buổi"),
        ("quyet-dinh", "tổng hợp 04 đơn vị chưa đạt"),
        ("quyet-dinh", "số tiền 17.800.000 đồng (mười bảy"),
    }
)


def text_of(name: str) -> str:
    return (SAMPLES / f"{name}.txt").read_text(encoding="utf-8")


def serious(text: str) -> list[Finding]:
    found = proofread(text.split("\n"))
    return [finding for finding in found if finding.severity is not Severity.STYLE]


@pytest.mark.parametrize("name", sorted({name for name, _, _ in PLANTED}))
def test_a_report_whose_numbers_agree_is_told_nothing(name: str) -> None:
    assert serious(text_of(name)) == []


@pytest.mark.parametrize(("name", "right", "wrong"), PLANTED)
def test_a_planted_slip_is_found_unless_it_is_known_to_be_missed(
    name: str, right: str, wrong: str
) -> None:
    text = text_of(name)
    line = text[: text.index(right)].count("\n") + 1

    found = serious(text.replace(right, wrong))

    assert text.count(right) == 1
    assert bool(found) is ((name, wrong) not in MISSED)
    assert all(abs(one.line - line) <= 1 or one.related for one in found)


def test_at_least_four_slips_of_five_are_found() -> None:
    assert len(MISSED) * 5 <= len(PLANTED)
