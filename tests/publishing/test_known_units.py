"""The units of the database and the list that is shipped, asked together."""

from __future__ import annotations

from datetime import date

import pytest

from keng.proofing.finding import Finding
from keng.proofing.proofreading import proofread
from keng.publishing.known_units import database_units

pytestmark = pytest.mark.usefixtures("cast")
TODAY = date(2025, 9, 12)


def told(sentence: str) -> list[Finding]:
    lines = ["Số: 12/BC-UBND", "Bắc, ngày 12 tháng 9 năm 2025", "BÁO CÁO", sentence]
    found = proofread(lines, database_units(on=TODAY))
    return [one for one in found if one.code in ("K231", "K232")]


def test_a_unit_of_the_database_alone_is_known_as_standing() -> None:
    (one,) = database_units(on=TODAY).called("xã", "Một")

    assert (one.label, one.until, one.today) == ("xã Một", None, ())
    assert told("UBND xã Một báo cáo.") == []


def test_what_a_part_of_the_country_does_not_hold_is_asked_of_the_list() -> None:
    (found,) = told("Đề nghị UBND thị trấn Tứ Kỳ báo cáo.")

    assert (found.code, found.expected) == ("K232", "xã Tứ Kỳ")
    assert told("UBND xã Tân Kỳ báo cáo.") == []


def test_what_lay_in_a_unit_of_the_list_is_known_through_it() -> None:
    units = database_units(on=TODAY)
    (district,) = units.called("huyện", "Tứ Kỳ")

    assert "xã Quang Khải" in {one.label for one in units.below(district)}
