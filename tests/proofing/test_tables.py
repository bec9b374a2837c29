"""Rows of tables, as the readers give them: their cells stand between tabs."""

from __future__ import annotations

from keng.proofing.proofreading import proofread


def codes(*lines: str) -> list[str]:
    return [finding.code for finding in proofread(lines)]


def test_a_row_of_single_figures_is_no_telephone_number() -> None:
    assert "K402" not in codes("1\txã Đông\t0\t0\t0\t1\t0\t0\t1\t0\t0\t0\t3")


def test_a_telephone_number_in_groups_is_one() -> None:
    for number in ("0900000001", "0900 000 001", "0900.000.001", "+84 900 000 001"):
        assert "K402" in codes(
            f"Mọi thông tin xin báo đồng chí Mẫu theo số {number} trước ngày họp."
        )


def test_two_cells_that_say_the_same_are_no_doubled_word() -> None:
    assert "K303" not in codes("4\tTỷ lệ thôn được tuyên truyền\t%\tchưa có\tchưa có\t\t")
    assert "K303" in codes("Số liệu tháng này chưa có chưa có đơn vị nào gửi.")


def test_what_a_total_does_not_hold_is_no_list_of_its_parts() -> None:
    line = (
        "Vụ việc về an ninh, trật tự (không gồm tai nạn và cháy nổ): 15 vụ; gồm: trộm cắp 04 vụ, "
        "gây rối trật tự công cộng 02 vụ, đánh bạc 03 vụ, vi phạm về pháo 02 vụ, "
        "vụ việc khác 04 vụ."
    )

    assert codes(line) == []
