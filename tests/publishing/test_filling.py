"""Sentences of an outline: which are written, and what each kind says."""

from __future__ import annotations

from typing import Any

import pytest

from keng.consolidation.shapes import Row
from keng.documents.word import FigureField
from keng.kernel.figures import FigureStatus
from keng.packs.schema import Sentence
from keng.publishing.filling import is_due, sentence_of, words_in
from publishing_cast import a_row, a_sentence, read, some_facts


def said(*rows: Row, **sentence: Any) -> str:
    indicators = sentence.pop("indicators", ["cases"])
    made = Sentence.model_validate(a_sentence("s", *indicators, **sentence))
    return read(sentence_of(made, some_facts(*rows)))


@pytest.mark.parametrize(
    ("rows", "sentence", "text"),
    [
        (
            [a_row("cases", 5, 8)],
            {"template": "Xảy ra {cases} phạm pháp hình sự, {cases:change}."},
            "Xảy ra 05 vụ phạm pháp hình sự, giảm 03 vụ so với cùng kỳ.",
        ),
        (
            [a_row("cases", 0, 8)],
            {"template": "Xảy ra {cases}; cùng kỳ {cases:last_year}"},
            "Không xảy ra; cùng kỳ 08 vụ.",
        ),
        (
            [a_row("cases", 12), a_row("settled", 9)],
            {
                "indicators": ["cases", "settled"],
                "template": "đã xử lý {settled:number}/{cases:number} vụ, đạt {settled:share}",
            },
            "Đã xử lý 09/12 vụ, đạt 75%.",
        ),
        (
            [a_row("cases", 12, 10)],
            {"template": "{cases:label} tại {unit} {period}: {cases:number}"},
            "Vụ việc tại xã An Bình năm 2024: 12.",
        ),
        (
            [a_row("cases", 12, 10)],
            {"kind": "change_same_period"},
            "Vụ việc: 12 vụ, tăng 02 vụ (20%) so với cùng kỳ.",
        ),
        (
            [a_row("cases", 12, 10)],
            {"kind": "change_same_period", "template": "Tiếp nhận {cases}."},
            "Tiếp nhận 12 vụ, tăng 02 vụ (20%) so với cùng kỳ.",
        ),
        (
            [a_row("cases", 12, 12), a_row("fires", 7), a_row("settled", 5)],
            {"indicators": ["cases", "fires", "settled"], "kind": "total_with_parts"},
            "Vụ việc: 12 vụ; gồm: vụ cháy 07 vụ, vụ việc đã xử lý 05 vụ.",
        ),
        (
            [a_row("cases", 12), a_row("fires", 7), a_row("damage", 1)],
            {
                "indicators": ["cases", "fires", "damage"],
                "kind": "total_with_parts",
                "template": "Có {cases}.",
            },
            "Có 12 vụ; trong đó: vụ cháy 07 vụ, thiệt hại do cháy 01 vụ.",
        ),
        (
            [a_row("cases", 12), a_row("fires", 0), a_row("damage", 5), a_row("area", None)],
            {
                "indicators": ["cases", "fires", "damage", "area"],
                "kind": "list",
                "template": "Đã giải quyết:",
            },
            "Đã giải quyết: vụ việc 12 vụ, thiệt hại do cháy 05 vụ.",
        ),
        (
            [a_row("cases", 12), a_row("settled", 9), a_row("pending", 0)],
            {"indicators": ["cases", "settled", "pending"], "kind": "balance"},
            "Vụ việc 12 vụ, vụ việc đã xử lý 09 vụ, vụ việc còn tồn 0 vụ.",
        ),
        (
            [a_row("fires", 0, 3), a_row("damage", 0)],
            {
                "indicators": ["fires", "damage"],
                "kind": "change_same_period",
                "template": "Cháy, nổ xảy ra {fires}, thiệt hại {damage}",
            },
            "Cháy, nổ không xảy ra, giảm 03 vụ so với cùng kỳ.",
        ),
        (
            [a_row("fires", 0, 3), a_row("damage", 2)],
            {
                "indicators": ["fires", "damage"],
                "kind": "change_same_period",
                "template": "Cháy, nổ xảy ra {fires}, thiệt hại {damage}",
            },
            "Cháy, nổ không xảy ra, thiệt hại 02 vụ, giảm 03 vụ so với cùng kỳ.",
        ),
        (
            [a_row("cases", 0, 0)],
            {"kind": "change_same_period", "template": "Xảy ra {cases} về an ninh, trật tự"},
            "Không xảy ra vụ nào về an ninh, trật tự, cùng kỳ cũng không xảy ra.",
        ),
        (
            [a_row("cases", 12)],
            {"kind": "change_same_period"},
            "Vụ việc: 12 vụ.",
        ),
        (
            [a_row("cases", 12), a_row("fires", 3, 2)],
            {"kind": "change_same_period"},
            "Vụ việc: 12 vụ, cùng kỳ chưa có số liệu để so sánh.",
        ),
        (
            [a_row("offenders", 3, 9, shown="<5")],
            {"indicators": ["offenders"], "template": "Xử lý {offenders}, {offenders:change}."},
            "Xử lý <5 vụ, cùng kỳ 09 vụ.",
        ),
        (
            [a_row("cases", 5, 8, status=FigureStatus.EXPECTED)],
            {"template": "Tiếp nhận {cases}"},
            "Tiếp nhận dự kiến 05 vụ.",
        ),
    ],
)
def test_a_sentence_is_filled(rows, sentence, text):
    assert said(*rows, **sentence) == text


def test_a_breakdown_is_named_by_its_value():
    rows = [a_row("classed", 12), a_row("classed[class=kha]", 12)]
    cells = ["classed", "classed[class=kha]"]

    assert said(*rows, indicators=cells, kind="total_with_parts").endswith("gồm: khá 12 vụ.")


@pytest.mark.parametrize(
    ("when", "rows", "due"),
    [
        ("has_value", [a_row("cases", 0)], True),
        ("has_value", [a_row("fires", 3)], False),
        ("not_zero", [a_row("cases", 0)], False),
        ("not_zero", [a_row("cases", 1)], True),
        ("not_zero", [a_row("cases", 3, shown="<5")], True),
        ("always", [a_row("fires", 3)], True),
    ],
)
def test_a_sentence_is_written_when_the_outline_says_so(when, rows, due):
    sentence = Sentence.model_validate(a_sentence("s", "cases", when=when))

    assert is_due(sentence, some_facts(*rows)) is due


def test_a_missing_figure_is_said_to_be_missing():
    assert said(a_row("fires", 3), template="Có {cases}.") == "Có (chưa có số liệu) vụ."


def test_each_number_carries_its_source():
    sentence = Sentence.model_validate(a_sentence("s", "cases", kind="change_same_period"))
    inlines = sentence_of(sentence, some_facts(a_row("cases", 12, 10)))
    figures = [piece for piece in inlines if isinstance(piece, FigureField)]

    assert [(f.text, f.source.view, f.source.exact) for f in figures] == [
        ("12", "value", "12"),
        ("tăng 02", "change", "2"),
        ("20%", "change_pct", "20"),
    ]
    first = figures[0].source
    assert (first.indicator, first.by, first.unit, first.period, first.word) == (
        "cases",
        "",
        "vn-an-binh",
        "2024",
        "vụ",
    )
    assert first.revision == "2025-01-02T03:00:00+00:00"


def test_free_words_are_filled_and_unknown_ones_stay():
    assert words_in("{unit} {period} {cases}", some_facts()) == "xã An Bình năm 2024 {cases}"
