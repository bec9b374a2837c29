"""The sentences of an official report, one row each: what is known, and what the paper says."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from keng.kernel.figures import CellKey, FigureStatus
from keng.prose.phrases import Number, Stated, View, capitalised, plain
from keng.prose.sentences import (
    against,
    amount,
    change,
    coverage,
    in_millions,
    sentence,
    share,
    stated_with_change,
    total_with_parts,
    with_words,
)

ESTIMATED, EXPECTED = FigureStatus.ESTIMATED, FigureStatus.EXPECTED


def crimes(value: int | None, **more: object) -> Stated:
    return replace(Stated("Phạm pháp hình sự", "vụ", value, key=CellKey("crimes")), **more)


def people(value: int | None, **more: object) -> Stated:
    return replace(Stated("Bị thương", "người", value, key=CellKey("injured")), **more)


def money(value: int | None, **more: object) -> Stated:
    return replace(Stated("Kinh phí", "đồng", value, key=CellKey("budget")), **more)


def area(value: int | None) -> Stated:
    return Stated("Diện tích", "ha", value, digits=2, key=CellKey("area_ha"))


def rate(value: int | None) -> Stated:
    return Stated("Tỷ lệ điều tra", "%", value, digits=1, key=CellKey("clearance"))


SENTENCES = [
    # the number itself
    (amount(crimes(1)), "01 vụ"),
    (amount(crimes(5)), "05 vụ"),
    (amount(crimes(9)), "09 vụ"),
    (amount(crimes(10)), "10 vụ"),
    (amount(people(1234)), "1.234 người"),
    (amount(crimes(0)), "không xảy ra"),
    (amount(people(0)), "không có"),
    (amount(crimes(None)), "chưa có số liệu"),
    (amount(money(9_000_000)), "9.000.000 đồng"),
    (amount(money(5)), "5 đồng"),
    (amount(money(0)), "không có"),
    (amount(area(66449)), "664,49 ha"),
    (amount(area(500)), "5 ha"),
    (amount(rate(125)), "12,5%"),
    (amount(rate(1000)), "100%"),
    (amount(rate(0)), "0%"),
    # how final it is, and what may not be seen
    (amount(crimes(5, status=ESTIMATED)), "ước 05 vụ"),
    (amount(crimes(12, status=EXPECTED)), "dự kiến 12 vụ"),
    (amount(crimes(0, status=ESTIMATED)), "ước không xảy ra"),
    (amount(people(None, shown="<5")), "<5 người"),
    (amount(people(None, shown="…")), "… người"),
    # against the same period
    (change(against(crimes(12), 10)), "tăng 02 vụ (20%) so với cùng kỳ"),
    (change(against(crimes(10), 12)), "giảm 02 vụ (16,7%) so với cùng kỳ"),
    (change(against(crimes(15), 40)), "giảm 25 vụ (62,5%) so với cùng kỳ"),
    (change(against(crimes(11), 9)), "tăng 02 vụ so với cùng kỳ"),
    (change(against(crimes(2), 0)), "tăng 02 vụ (cùng kỳ không xảy ra)"),
    (change(against(people(3), 0)), "tăng 03 người (cùng kỳ không có)"),
    (change(against(crimes(5), 5)), "không tăng, không giảm so với cùng kỳ"),
    (change(against(crimes(0), 0)), "cùng kỳ cũng không xảy ra"),
    (change(against(people(0), 0)), "cùng kỳ cũng không có"),
    (change(against(crimes(0), 12)), "giảm 12 vụ (100%) so với cùng kỳ"),
    (change(against(crimes(0), 5)), "giảm 05 vụ so với cùng kỳ"),
    (change(against(crimes(5), None)), "cùng kỳ chưa có số liệu để so sánh"),
    (change(crimes(None)), ""),
    (change(against(rate(875), 850)), "tăng 2,5 điểm phần trăm so với cùng kỳ"),
    (change(against(rate(0), 0)), "không tăng, không giảm so với cùng kỳ"),
    (
        change(against(money(9_000_000), 8_000_000)),
        "tăng 1.000.000 đồng (12,5%) so với cùng kỳ",
    ),
    (change(against(area(1250), 1050)), "tăng 2 ha (19%) so với cùng kỳ"),
    (
        change(crimes(5, not_comparable="đơn vị chia tách một phần")),
        "không so sánh được với cùng kỳ (đơn vị chia tách một phần)",
    ),
    (change(people(None, shown="<5", previous=12)), "cùng kỳ 12 người"),
    (change(people(9, previous_shown="<5")), "cùng kỳ <5 người"),
    (change(people(None, shown="<5")), ""),
    # who is in it
    (coverage(crimes(5, accepted=21, expected=23)), "số liệu của 21/23 đơn vị"),
    (coverage(crimes(5, accepted=2, expected=7)), "số liệu của 02/07 đơn vị"),
    (coverage(crimes(5, accepted=23, expected=23)), ""),
    (coverage(crimes(None, accepted=0, expected=1)), ""),
    (
        stated_with_change(replace(against(crimes(12), 10), accepted=21, expected=23)),
        "12 vụ, tăng 02 vụ (20%) so với cùng kỳ (số liệu của 21/23 đơn vị)",
    ),
    (
        stated_with_change(crimes(None, accepted=0, expected=23)),
        "chưa có số liệu (số liệu của 00/23 đơn vị)",
    ),
    (
        change(crimes(45, previous=40, change=2, change_pct=Decimal(8), base=25, compared_units=9)),
        "tăng 02 vụ (8%) so với cùng kỳ (tính trên 09 đơn vị có số liệu cả hai kỳ)",
    ),
    (
        change(crimes(45, previous=40, change=0, base=8, compared_units=9)),
        "không tăng, không giảm so với cùng kỳ (tính trên 09 đơn vị có số liệu cả hai kỳ)",
    ),
    (
        change(crimes(12, previous=30, change=2, change_pct=Decimal(25), base=8, compared_units=3)),
        "tăng 02 vụ so với cùng kỳ (tính trên 03 đơn vị có số liệu cả hai kỳ)",
    ),
    (
        change(crimes(12, previous=10, change=2, change_pct=Decimal(20), compared_units=9)),
        "tăng 02 vụ (20%) so với cùng kỳ",
    ),
    # whole sentences
    (
        sentence(against(crimes(5), 8)),
        "Phạm pháp hình sự: 05 vụ, giảm 03 vụ so với cùng kỳ.",
    ),
    (
        sentence(against(crimes(0), 0)),
        "Phạm pháp hình sự: không xảy ra, cùng kỳ cũng không xảy ra.",
    ),
    (
        sentence(against(crimes(3, status=ESTIMATED), 5)),
        "Phạm pháp hình sự: ước 03 vụ, giảm 02 vụ so với cùng kỳ.",
    ),
    # parts of a whole
    (
        total_with_parts(
            against(crimes(12), 10),
            [
                replace(crimes(8), label="trộm cắp"),
                replace(crimes(4), label="cố ý gây thương tích"),
            ],
        ),
        "12 vụ, tăng 02 vụ (20%) so với cùng kỳ; gồm: trộm cắp 08 vụ, cố ý gây thương tích 04 vụ",
    ),
    (
        total_with_parts(
            against(crimes(12), 12),
            [replace(crimes(12), label="trộm cắp"), replace(crimes(0), label="cướp")],
        ),
        "12 vụ, không tăng, không giảm so với cùng kỳ; gồm: trộm cắp 12 vụ",
    ),
    (
        total_with_parts(
            against(crimes(12), 10),
            [replace(crimes(8), label="trộm cắp"), replace(crimes(0), label="cướp")],
        ),
        "12 vụ, tăng 02 vụ (20%) so với cùng kỳ; trong đó: trộm cắp 08 vụ",
    ),
    (
        total_with_parts(
            against(crimes(12), 10),
            [replace(crimes(12), label="trộm cắp"), replace(crimes(None), label="cướp")],
        ),
        "12 vụ, tăng 02 vụ (20%) so với cùng kỳ; trong đó: trộm cắp 12 vụ",
    ),
    (
        total_with_parts(against(crimes(0), 3), [replace(crimes(0), label="trộm cắp")]),
        "không xảy ra, giảm 03 vụ so với cùng kỳ",
    ),
    (share(Stated("Đạt", "thôn", 5), Stated("Tổng", "thôn", 7)), "05/07 thôn (71,4%)"),
    (share(Stated("Đạt", "thôn", 7), Stated("Tổng", "thôn", 7)), "07/07 thôn (100%)"),
    (share(Stated("Đạt", "thôn", 0), Stated("Tổng", "thôn", 0)), "không có"),
    (share(Stated("Đạt", "thôn", 5), Stated("Tổng", "thôn", None)), "05 thôn"),
    # money
    (with_words(money(9_000_000)), "9.000.000 đồng (chín triệu đồng)"),
    (in_millions(money(12_500_000)), "12,5 triệu đồng"),
    (in_millions(money(12_345_678)), "12,345678 triệu đồng"),
    (in_millions(money(0)), "không có"),
]


@pytest.mark.parametrize(("phrase", "said"), SENTENCES, ids=[said for _, said in SENTENCES])
def test_a_figure_is_said_as_official_papers_say_it(phrase, said):
    assert plain(phrase) == said


def test_the_table_has_at_least_forty_rows():
    assert len({said for _, said in SENTENCES}) >= 40


def test_each_number_of_a_sentence_knows_its_figure_view_and_exact_value():
    numbers = [p for p in sentence(against(crimes(15), 40)) if isinstance(p, Number)]

    key = CellKey("crimes")
    assert numbers == [
        Number("15", View.VALUE, key, Decimal(15)),
        Number("giảm 25", View.CHANGE, key, Decimal(-25)),
        Number("62,5%", View.CHANGE_PCT, key, Decimal("-62.5")),
    ]


def test_a_zero_and_a_held_back_figure_are_numbers_too():
    zero, held_back = amount(crimes(0))[0], amount(people(None, shown="<5"))[0]

    assert isinstance(zero, Number)
    assert zero.exact == 0
    assert isinstance(held_back, Number)
    assert held_back.exact is None


def test_a_held_back_figure_never_prints_the_difference():
    told = people(None, shown="<5", previous=12, change=-9, change_pct=Decimal(-75))

    assert plain(stated_with_change(told)) == "<5 người, cùng kỳ 12 người"


def test_a_sentence_may_begin_with_a_number():
    assert plain(capitalised(amount(crimes(0)))) == "Không xảy ra"
    assert plain(capitalised(("trong kỳ",))) == "Trong kỳ"
    assert capitalised(()) == ("",)
