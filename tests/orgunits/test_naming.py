from __future__ import annotations

from datetime import date

import pytest

from keng.kernel.errors import Ambiguous, NotFound
from keng.orgunits import queries

Y2024, Y2026 = date(2024, 12, 31), date(2026, 1, 1)

pytestmark = pytest.mark.usefixtures("two_provinces")


@pytest.mark.parametrize(
    "typed",
    [
        "xã Quang Khải, huyện Tứ Kỳ, tỉnh Hải Dương",
        "xa quang khai, huyen tu ky, tinh hai duong",
        "Xã  Quang Khải,Tứ Kỳ",
        "X. Quang Khải, H. Tứ Kỳ, T. Hải Dương",
        "quang khai, hai duong",
        "Quang Khải",
        "xã Quang Kha\u0309i, Việt Nam",
    ],
)
def test_a_unit_is_found_however_its_path_is_typed(typed: str) -> None:
    view = queries.unit_named(typed, on=Y2024)

    assert queries.path_of(view.id, on=Y2024) == "xã Quang Khải, huyện Tứ Kỳ, tỉnh Hải Dương"
    assert view.exists


def test_hoa_in_either_spelling_is_one_name() -> None:
    old = queries.unit_named("phường Hòa Nghĩa", on=Y2024)

    assert queries.unit_named("phường Hoà Nghĩa", on=Y2024) == old


def test_a_name_of_several_units_lists_them_all() -> None:
    with pytest.raises(Ambiguous) as refusal:
        queries.unit_named("Tứ Kỳ", on=Y2024)

    assert refusal.value.candidates == [
        "huyện Tứ Kỳ, tỉnh Hải Dương",
        "thị trấn Tứ Kỳ, huyện Tứ Kỳ, tỉnh Hải Dương",
    ]
    assert "đơn vị cấp trên" in refusal.value.message


def test_the_kind_tells_namesakes_apart() -> None:
    assert queries.unit_named("thị trấn Tứ Kỳ", on=Y2024).level == "commune"
    assert queries.unit_named("tỉnh Hải Dương", on=Y2024).level == "province"
    assert queries.unit_named("TP Hải Dương", on=Y2024).level == "district"


def test_the_same_name_is_another_unit_on_another_day() -> None:
    assert queries.unit_named("Tứ Kỳ", on=Y2026).full_name == "xã Tứ Kỳ"


def test_exact_diacritics_win_where_two_names_differ_only_in_them() -> None:
    assert queries.unit_named("xã Cẩm Giàng", on=Y2026).name == "Cẩm Giàng"
    assert queries.unit_named("xã Cẩm Giang", on=Y2026).name == "Cẩm Giang"
    with pytest.raises(Ambiguous):
        queries.unit_named("xa cam giang", on=Y2026)


def test_a_unit_that_has_ended_is_told_with_what_became_of_it() -> None:
    with pytest.raises(NotFound) as refusal:
        queries.unit_named("xã Quang Khải", on=Y2026)

    assert "có đến 30/06/2025" in refusal.value.message
    assert "sau đó thuộc xã Tứ Kỳ, thành phố Hải Phòng" in refusal.value.message


def test_a_unit_that_begins_later_is_told_too() -> None:
    with pytest.raises(NotFound) as refusal:
        queries.unit_named("xã Gia Phúc", on=Y2024)

    assert "có từ sau ngày đó" in refusal.value.message


def test_a_slip_of_the_pen_gets_a_suggestion() -> None:
    with pytest.raises(NotFound) as refusal:
        queries.unit_named("xã Quang Khai Hạ", on=Y2024)
    with pytest.raises(NotFound) as other:
        queries.unit_named("xã Quan Khải", on=Y2024)

    assert refusal.value.code == "not_found"
    assert "Có phải là: xã Quang Khải, huyện Tứ Kỳ, tỉnh Hải Dương" in other.value.message


def test_a_key_finds_a_unit_on_every_day_and_says_whether_it_exists() -> None:
    key = queries.unit_named("xã Quang Khải", on=Y2024).key

    later = queries.unit_named(key, on=Y2026)

    assert not later.exists
    assert later.full_name == "xã Quang Khải"
    assert queries.path_of(later.id, on=Y2026) == "xã Quang Khải, huyện Tứ Kỳ, tỉnh Hải Dương"


def test_a_question_about_the_past_finds_the_unit_of_the_past() -> None:
    assert queries.unit_named_ever("xã Quang Khải", on=Y2026).code == "11116"
    assert not queries.unit_named_ever("xã Tân Kỳ, huyện Tứ Kỳ", on=Y2026).exists
    with pytest.raises(Ambiguous):
        queries.unit_named_ever("Hưng Đạo, Hải Dương", on=Y2026)
    with pytest.raises(NotFound):
        queries.unit_named_ever("xã Không Có", on=Y2026)


def test_a_path_whose_steps_do_not_lie_above_finds_nobody() -> None:
    with pytest.raises(NotFound):
        queries.unit_named("xã Quang Khải, huyện Gia Lộc", on=Y2024)


def test_searching_puts_whole_names_before_beginnings_and_the_rest() -> None:
    found = [view.full_name for view in queries.find("tu ky", on=Y2024)]

    assert found[:2] == ["huyện Tứ Kỳ", "thị trấn Tứ Kỳ"]


def test_searching_knows_the_units_above_and_stays_within_a_unit() -> None:
    district = queries.unit_named("huyện Tứ Kỳ", on=Y2024)

    by_words = queries.find("quang khai tu ky", on=Y2024)
    inside = queries.find("hung dao", on=Y2024, within=district.id)

    assert [view.name for view in by_words] == ["Quang Khải"]
    assert [view.name for view in inside] == ["Hưng Đạo"]
    assert len(queries.find("hung dao", on=Y2024)) > 1
    assert len(queries.find("a", on=Y2024, limit=7)) == 7
    assert queries.find("  ", on=Y2024) == []
