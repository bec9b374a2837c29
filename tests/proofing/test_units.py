"""Names of units in a text: those that never lay there, those that had ended, and silence."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from keng.proofing.finding import Finding
from keng.proofing.proofreading import proofread
from keng.proofing.units.known import name_key
from keng.proofing.units.shipped import shipped_units

ROOT = Path(__file__).resolve().parents[2]


def told(sentence: str, day: str = "12 tháng 9 năm 2025") -> list[Finding]:
    lines = ["Số: 12/BC-UBND", f"Hải Phòng, ngày {day}", "BÁO CÁO", sentence]
    return [one for one in proofread(lines) if one.code in ("K231", "K232")]


def test_the_list_holds_the_seed() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools" / "build_unit_names.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_a_name_is_known_in_each_of_its_spellings() -> None:
    found = shipped_units().called("xã", "Quí Quân")

    assert ("xã Quý Quân", date(2025, 7, 1)) in {(one.label, one.until) for one in found}
    assert name_key("Krông A Na") == name_key("Krông Ana")


@pytest.mark.parametrize(
    ("sentence", "message", "expected"),
    [
        (
            "Đề nghị UBND thị trấn Tứ Kỳ báo cáo.",
            "Thị trấn Tứ Kỳ không còn từ ngày 01/07/2025, văn bản ghi ngày 12/09/2025; nay là",
            "xã Tứ Kỳ",
        ),
        (
            "Công an huyện Tứ Kỳ chủ trì, phối hợp thực hiện.",
            "Huyện Tứ Kỳ không còn từ ngày 01/07/2025, văn bản ghi ngày 12/09/2025.",
            None,
        ),
        (
            "UBND tỉnh Hải Dương chỉ đạo các sở.",
            "Tỉnh Hải Dương không còn từ ngày 01/07/2025, văn bản ghi ngày 12/09/2025; nay là",
            "thành phố Hải Phòng",
        ),
    ],
)
def test_a_unit_that_had_ended_is_told_with_what_it_is_today(
    sentence: str, message: str, expected: str | None
) -> None:
    (found,) = told(sentence)

    assert (found.code, found.expected) == ("K232", expected)
    assert found.message.startswith(message)


@pytest.mark.parametrize(
    "sentence",
    [
        "Công an huyện Tứ Kỳ trước đây đã lập 12 hồ sơ.",
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 05/01/2024 của UBND huyện Tứ Kỳ.",
        "Năm 2024, UBND huyện Tứ Kỳ đã khen thưởng 12 tập thể.",
        "UBND xã Tân Kỳ tổ chức 12 buổi.",
        "UBND thành phố Hải Phòng chỉ đạo.",
        "Tại thị trấn Tứ Kỳ có 12 tổ.",
        "Sau khi sáp nhập, Công an thị trấn Tứ Kỳ bàn giao 12 hồ sơ.",
        "Nhân dân huyện Tứ Kỳ tham gia 12 buổi.",
        "UBND xã Không Có Tên báo cáo.",
    ],
)
def test_nothing_is_told_of_the_past_of_places_and_in_doubt(sentence: str) -> None:
    assert told(sentence) == []


def test_a_commune_that_never_lay_there_is_told_with_the_one_that_may_be_meant() -> None:
    (found,) = told("Hội thi tại xã Quang Khái Hạ, huyện Tứ Kỳ.", "12 tháng 3 năm 2024")

    assert (found.code, found.expected) == ("K231", "xã Quang Khải")
    assert found.message.startswith("Từ 2023 đến nay huyện Tứ Kỳ không có xã Quang Khái Hạ; có thể")


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("Hội thi tại xã Tân Kỳ, huyện Tứ Kỳ.", "12 tháng 3 năm 2024"),
        ("Hội thi tại thị trấn Tân Kỳ, huyện Tứ Kỳ.", "12 tháng 3 năm 2024"),
        ("Hội thi tại xã Quang Khái Hạ, huyện Tứ Kỳ.", "12 tháng 3 năm 2019"),
        ("Hội thi tại xã Quang Khái Hạ, huyện Không Có.", "12 tháng 3 năm 2024"),
        ("Trước khi sáp nhập, xã Quang Khái Hạ, huyện Tứ Kỳ có 2 thôn.", "12 tháng 3 năm 2024"),
        ("Hội thi tại xã Tân Kỳ, tỉnh Hải Dương.", "12 tháng 3 năm 2024"),
        ("Hội thi tại xã Tân Kỳ, thành phố Hải Phòng.", "12 tháng 9 năm 2025"),
    ],
)
def test_where_the_list_cannot_know_nothing_is_said(sentence: str, day: str) -> None:
    assert told(sentence, day) == []


def test_without_a_day_of_its_own_a_paper_is_not_asked() -> None:
    found = proofread(["BÁO CÁO", "Đề nghị UBND huyện Tứ Kỳ báo cáo."])

    assert [one.code for one in found] == []


def test_a_list_is_read_only_where_a_text_names_units() -> None:
    asked = (
        "from keng.proofing.proofreading import proofread\n"
        "from keng.proofing.units.shipped import ShippedUnits, shipped_units\n"
        "proofread(['Hải Phòng, ngày 12 tháng 9 năm 2025', 'BÁO CÁO', 'Xã có 12 vụ.'])\n"
        "print('_rows' in vars(shipped_units()))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", asked], capture_output=True, text=True, check=False
    )

    assert done.stdout.strip() == "False", done.stderr
