"""Numbers and dates that one paper writes in two styles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity
from keng.prose.counted import Sort
from keng.prose.text import Span

_PLAIN: Final = re.compile(r"\d{4,}")
_GROUPED: Final = re.compile(r"\d{1,3}(?:\.\d{3})+")
_DECIMAL_DOT: Final = re.compile(r"\d{1,4}\.\d{1,2}")
_DECIMAL_COMMA: Final = re.compile(r"\d{1,4},\d{1,2}")
_SIGNS: Final = re.compile(r"\d([/.-])")


def thousands(manuscript: Manuscript) -> Iterator[Remark]:
    """ "6.904" beside "2205": thousands with and without a dot, told once at the rarer."""
    quantities = [
        found for found in manuscript.quantities if found.amount.unit.sort is not Sort.BARE
    ]
    grouped = [found for found in quantities if _GROUPED.fullmatch(found.amount.written)]
    plain = [found for found in quantities if _PLAIN.fullmatch(found.amount.written)]
    if grouped and plain:
        odd, other = (plain, grouped) if len(plain) <= len(grouped) else (grouped, plain)
        yield Remark(
            "K311",
            odd[0].whole,
            f"Số hàng nghìn viết hai kiểu: “{odd[0].amount.written}” và "
            f"“{other[0].amount.written}”.",
            f'Thousands in two styles: "{odd[0].amount.written}" and "{other[0].amount.written}".',
            (odd[0].value, other[0].value),
            (other[0].whole,),
        )


def decimals(manuscript: Manuscript) -> Iterator[Remark]:
    """ "5.6%" beside "12,1%": decimals with a dot and with a comma, told once at the dot."""
    quantities = [
        found
        for found in manuscript.quantities
        if found.amount.unit.sort in (Sort.PERCENT, Sort.MEASURE, Sort.MONEY)
        or (found.amount.unit.sort is Sort.BARE and _in_a_row(manuscript, found))
    ]
    dots = [found for found in quantities if _DECIMAL_DOT.fullmatch(found.amount.written)]
    commas = [found for found in quantities if _DECIMAL_COMMA.fullmatch(found.amount.written)]
    if dots and commas:
        yield Remark(
            "K312",
            dots[0].whole,
            f"Phần thập phân viết hai kiểu: “{dots[0].amount.written}” và "
            f"“{commas[0].amount.written}”.",
            f'Decimals in two styles: "{dots[0].amount.written}" and "{commas[0].amount.written}".',
            (dots[0].value, commas[0].value),
            (commas[0].whole,),
        )


def _in_a_row(manuscript: Manuscript, quantity: Quantity) -> bool:
    """Whether a number stands in a row of a table behind another cell: no number of a part."""
    span = manuscript.paragraph_span(quantity)
    before = manuscript.text.body[span.start : quantity.span.start]
    return "|" in before or "\t" in before


def dates(manuscript: Manuscript) -> Iterator[Remark]:
    """ "05/9/2019" beside "5-9-2019": days in two styles, told once."""
    first: dict[str, Span] = {}
    for day in manuscript.days:
        words = manuscript.text.said(day.span)
        if not re.fullmatch(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", words):
            continue
        sign = _SIGNS.findall(words)[0]
        first.setdefault(sign, day.span)
    if len(first) > 1:
        spans = sorted(first.values())
        yield Remark(
            "K313",
            spans[-1],
            f"Ngày tháng viết hai kiểu: “{manuscript.text.said(spans[-1])}” và "
            f"“{manuscript.text.said(spans[0])}”.",
            "Dates are written in two styles.",
            (),
            (spans[0],),
        )


RULES: Final = (
    Rule(
        "K311",
        Severity.STYLE,
        "Hàng nghìn viết hai kiểu",
        "Thousands in two styles",
        "Một văn bản nên ngăn hàng nghìn bằng dấu chấm ở mọi chỗ, hoặc không ngăn ở đâu cả.",
        "One paper groups thousands by a dot throughout, or not at all.",
        "Xã có 2.140 hộ với 8315 nhân khẩu.",
        "Xã có 2.140 hộ với 8.315 nhân khẩu.",
        thousands,
    ),
    Rule(
        "K312",
        Severity.STYLE,
        "Dấu thập phân viết hai kiểu",
        "Decimals in two styles",
        "Một văn bản nên dùng dấu phẩy cho phần thập phân ở mọi chỗ.",
        "One paper marks decimals by a comma throughout.",
        "Tỷ lệ hộ nghèo 3.2%, hộ cận nghèo 4,1%.",
        "Tỷ lệ hộ nghèo 3,2%, hộ cận nghèo 4,1%.",
        decimals,
    ),
    Rule(
        "K313",
        Severity.STYLE,
        "Ngày tháng viết hai kiểu",
        "Dates in two styles",
        "Một văn bản nên ngăn ngày, tháng, năm bằng một loại dấu.",
        "One paper parts day, month and year by one sign.",
        "Họp ngày 12/3/2024 và ngày 25-4-2024.",
        "Họp ngày 12/3/2024 và ngày 25/4/2024.",
        dates,
    ),
)
