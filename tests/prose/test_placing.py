"""The unit of a paper among the real ones, as of its period."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from typing import Any

from keng.prose.knownunits import known_units
from keng.prose.reading import read, told
from reading_samples import bare

HEADER = [
    "UBND HUYỆN TỨ KỲ",
    "ỦY BAN NHÂN DÂN XÃ QUANG KHẢI",
    "Số: 12/BC-UBND",
    "Quang Khải, ngày 12 tháng 11 năm 2023",
    "BÁO CÁO",
    "Kết quả phong trào năm 2023",
]
BODY = ["Trong năm trên địa bàn xã Quang Khải tình hình ổn định, không có vụ việc phức tạp xảy ra."]


def meta(*lines: str) -> dict[str, Any]:
    found: dict[str, Any] = told(read(lines))["meta"]
    return found


def test_the_district_that_the_header_names_tells_which_commune_it_is() -> None:
    found = meta(*HEADER, *BODY)

    (unit,) = known_units().called("xã Quang Khải", date(2023, 12, 31))
    assert found["unit_id"] == unit.id
    assert found["parents"] == ["huyện Tứ Kỳ", "tỉnh Hải Dương"]


def test_a_scan_without_marks_gets_them_back_from_the_list() -> None:
    found = meta(*(bare(line) for line in [*HEADER, *BODY]))

    assert found["unit"] == "xã Quang Khải"
    assert found["issuer"] == "UBND xã Quang Khải"
    assert found["parents"] == ["huyện Tứ Kỳ", "tỉnh Hải Dương"]


def test_of_many_of_one_name_none_is_guessed() -> None:
    lines = ["BÁO CÁO", "Kết quả năm 2023 của xã An Bình", "Xã An Bình có 07 thôn."]

    found = meta(*lines)

    assert (found["unit"], found["unit_id"], found["parents"]) == ("xã An Bình", None, [])


def test_a_district_that_is_none_of_its_own_speaks_against_the_only_unit_of_a_name() -> None:
    lines = [line.replace("TỨ KỲ", "VĨNH SƠN") for line in HEADER]

    assert meta(*lines, *BODY)["unit_id"] is None
    assert meta(*HEADER[1:], *BODY)["unit_id"] is not None


def test_a_unit_that_was_dissolved_is_not_there_afterwards() -> None:
    later = [line.replace("2023", "2026") for line in HEADER]

    assert meta(*later, *BODY)["unit_id"] is None


def test_a_province_has_nobody_above_it() -> None:
    found = meta("CÔNG AN TỈNH HẢI DƯƠNG", "Số: 3/BC-CAT", "BÁO CÁO", "Tình hình tháng 2/2024")

    assert (found["unit"], found["parents"]) == ("tỉnh Hải Dương", [])
    assert found["unit_id"] is not None


def test_the_list_needs_no_django() -> None:
    script = (
        "import sys; from keng.prose.knownunits import known_units; known_units();"
        "sys.exit('django' in sys.modules)"
    )

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
