"""Indicators are proposed by likeness of words, and not at all where nothing is like enough."""

from __future__ import annotations

import pytest

from keng.prose.indicators import Label
from keng.prose.reading import read, told

LABELS = (
    Label("villages", "Số thôn, khu dân cư", "thôn"),
    Label("sessions", "Buổi tuyên truyền trực tiếp", "buổi"),
    Label("attendances", "Lượt người dự tuyên truyền trực tiếp", "lượt người"),
    Label("traffic_deaths", "Người chết do tai nạn giao thông", "người"),
    Label("fire_deaths", "Người chết do cháy", "người"),
    Label("guns", "Súng tự chế giao nộp", "khẩu"),
    Label("models", "Mô hình đang hoạt động", "mô hình"),
    Label("models_new", "Mô hình xây dựng mới", "mô hình"),
    Label("models_idle", "Mô hình chỉ có trên giấy", "mô hình"),
    Label("cases_theft", "Trộm cắp tài sản", "vụ"),
    Label("cases_other", "Vụ việc khác", "vụ"),
    Label("fires", "Vụ cháy, nổ", "vụ"),
    Label("injured", "Người bị thương do tai nạn giao thông", "người"),
    Label("patrols", "Lượt tuần tra", "lượt"),
    Label("letters", "Tổng số đơn tiếp nhận", "đơn"),
    Label("accusations", "Trong đó: đơn tố cáo", "đơn"),
    Label("money", "Thiệt hại do cháy, nổ", "đồng"),
    *(Label(f"fire_{n}", f"Trang bị chữa cháy loại {n}", "bình") for n in range(6)),
    Label("share", "Tỷ lệ thôn được kiểm tra", "%"),
)


@pytest.mark.parametrize(
    ("line", "proposed"),
    [
        ("Tổ chức 12 buổi tuyên truyền trực tiếp.", ["sessions"]),
        ("Tai nạn giao thông xảy ra 02 vụ, làm chết 01 người.", [None, "traffic_deaths"]),
        ("Vận động giao nộp 05 khẩu súng tự chế.", ["guns"]),
        ("Tỷ lệ thôn được kiểm tra đạt 85%.", ["share"]),
        ("Trồng 300 cây xanh.", [None]),
        ("Xảy ra 03 vụ cháy, không có người chết.", ["fires"]),
        ("Toàn xã có 30 mô hình.", [None]),
        ("Duy trì 12 mô hình “Tiếng loa an ninh”.", [None]),
        ("Xây dựng mới 02 mô hình.", ["models_new"]),
        ("Phấn đấu xây dựng mới 02 mô hình.", [None]),
        ("Trong đó: trộm cắp tài sản 06 vụ, tội phạm khác 02 vụ.", ["cases_theft", None]),
        (
            "Trộm cắp tài sản: 06 vụ, giảm 02 vụ so với cùng kỳ (08 vụ).",
            ["cases_theft", None, None],
        ),
        ("Xảy ra 03 vụ cháy, thiệt hại 120 triệu đồng.", ["fires", "money"]),
        ("Thu 12 vũ khí.", [None]),
        ("Tuần tra 30 lượt, có 90 lượt cán bộ dự.", ["patrols", None]),
        ("Tiếp nhận 09 đơn, trong đó 02 đơn tố cáo.", ["letters", "accusations"]),
        ("Tố cáo: 03 đơn đúng, 02 đơn sai.", [None, None]),
        ("Bình quân 12 buổi tuyên truyền trực tiếp.", [None]),
    ],
)
def test_the_words_around_a_figure_lead_to_its_indicator(
    line: str, proposed: list[str | None]
) -> None:
    found = told(read([line]), LABELS)["figures"]

    assert [figure["indicator"] for figure in found] == proposed


def test_a_proposal_tells_the_words_that_led_there() -> None:
    (figure,) = told(read(["Giao nộp 05 khẩu súng tự chế."]), LABELS)["figures"]

    assert {"súng", "chế", "nộp"} <= set(figure["because"])


def test_a_percentage_is_never_a_count() -> None:
    (figure,) = told(read(["Buổi tuyên truyền trực tiếp đạt 90%."]), LABELS)["figures"]

    assert figure["indicator"] is None


def test_without_labels_nothing_is_proposed() -> None:
    (figure,) = told(read(["Xã có 07 thôn."]))["figures"]

    assert figure["indicator"] is None


def test_of_two_labels_that_are_about_as_like_none_is_proposed() -> None:
    twins = (Label("a", "Vụ gây rối", "vụ"), Label("b", "Vụ ẩu đả", "vụ"))

    (figure,) = told(read(["Gây rối ẩu đả: 04 vụ."]), twins)["figures"]

    assert figure["indicator"] is None


def test_usual_short_forms_are_the_words_that_they_stand_for() -> None:
    label = Label("fire_checks", "Lượt kiểm tra phòng cháy, chữa cháy", "lượt")

    (figure,) = told(read(["Kiểm tra PCCC 15 lượt."]), (*LABELS, label))["figures"]

    assert figure["indicator"] == "fire_checks"


def test_without_marks_labels_are_still_found() -> None:
    lines = ["To chuc 12 buoi tuyen truyen truc tiep tai cac thon cua xa trong nam qua rat dong."]

    (figure,) = told(read(lines), LABELS)["figures"]

    assert figure["indicator"] == "sessions"
