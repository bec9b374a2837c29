"""A report for the tests of publishing: an outline with one thing of each sort, and facts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from keng.consolidation.shapes import Coverage, Row, SamePeriod
from keng.documents.word import FigureField, Inlines, Run
from keng.kernel.figures import CellKey, FigureStatus
from keng.kernel.periods import parse_period
from keng.packs.schema import Outline, Pack
from keng.publishing.facts import Facts, UnitFigures, stated_of
from reporting_cast import a_pack, text

YEAR = parse_period("2024")
PROFILES = {
    "ubnd": {
        "code": "ubnd",
        "label": text("Ủy ban nhân dân"),
        "unit_levels": ["commune", "district", "province"],
        "parent_line": "UBND {superior}",
        "issuer_line": "ỦY BAN NHÂN DÂN {unit}",
        "symbol": "BC-UBND",
        "series": "ubnd",
        "authority": "TM. ỦY BAN NHÂN DÂN",
        "signer_title": "CHỦ TỊCH",
        "deputy_authority": "KT. CHỦ TỊCH",
        "deputy_title": "PHÓ CHỦ TỊCH",
        "recipients": ["UBND {superior}", "Lưu: VT"],
        "source": {"sure": "read"},
    },
    "committee": {
        "code": "committee",
        "label": text("Ban Chỉ đạo"),
        "unit_levels": ["commune", "district", "province"],
        "parent_line": "ỦY BAN NHÂN DÂN {unit}",
        "issuer_line": "{name}",
        "symbol": "BC-BCĐ",
        "series": "bcd",
        "authority": "TM. BAN CHỈ ĐẠO",
        "signer_title": "TRƯỞNG BAN",
        "names": [
            {
                "since": None,
                "until": "2025-07-01",
                "name": text("BAN CHỈ ĐẠO CŨ"),
                "source": {"sure": "read"},
            },
            {"since": "2025-07-01", "name": text("BAN CHỈ ĐẠO MỚI"), "source": {"sure": "read"}},
        ],
        "source": {"sure": "read"},
    },
    "police": {
        "code": "police",
        "label": text("Công an"),
        "unit_levels": ["commune", "province"],
        "parent_line": None,
        "issuer_line": None,
        "symbol": None,
        "series": None,
        "authority": None,
        "signer_title": None,
        "source": {"sure": "unverified"},
    },
}


def a_sentence(code: str, *indicators: str, **more: Any) -> dict[str, Any]:
    """A sentence of an outline; `template` is one Vietnamese line."""
    if "template" in more:
        more["template"] = text(more["template"])
    return {"item": "sentence", "code": code, "indicators": list(indicators), **more}


SECTIONS = [
    {
        "code": "results",
        "number_style": "I",
        "title": text("Kết quả {period}"),
        "children": [
            {
                "code": "events",
                "number_style": "1",
                "title": text("Tình hình"),
                "items": [
                    a_sentence("cases", "cases", kind="change_same_period"),
                    a_sentence("fires", "fires", template="Xảy ra {fires}, {fires:change}."),
                    {"item": "table", "code": "t", "label": text("Bảng"), "indicators": ["cases"]},
                ],
            },
            {
                "code": "empty",
                "number_style": "1",
                "title": text("Không có gì"),
                "items": [a_sentence("damage", "damage", template="Thiệt hại {damage}.")],
            },
            {
                "code": "written",
                "number_style": "1",
                "title": text("Đánh giá"),
                "items": [
                    {"item": "text", "code": "causes", "label": text("Nguyên nhân")},
                    {
                        "item": "text",
                        "code": "proposals",
                        "label": text("Kiến nghị"),
                        "required": True,
                    },
                ],
            },
        ],
    }
]


def an_outline(**more: Any) -> Outline:
    """The outline of a yearly report of a commune; keywords replace its parts."""
    parts: dict[str, Any] = {
        "code": "commune",
        "label": text("Báo cáo của xã"),
        "title_template": text("Kết quả {programme} {period}"),
        "periods": ["year", "half", "months"],
        "unit_levels": ["commune", "district", "province"],
        "forms": ["commune"],
        "profiles": ["ubnd", "committee", "police"],
        "sections": SECTIONS,
        "annexes": [{"code": "a", "group": "main", "label": text("Biểu số liệu {period}")}],
        **more,
    }
    return Outline.model_validate(parts)


def a_publishing_pack(**outline: Any) -> Pack:
    """The sample programme with profiles and the outline above."""
    return a_pack(
        profiles=PROFILES, outlines={"commune": an_outline(**outline).model_dump(mode="json")}
    )


def a_row(cell: str, value: int | None, previous: int | None = None, **more: Any) -> Row:
    """A consolidated row; the change is that of the very same units."""
    change = value - previous if value is not None and previous is not None else None
    percent = Decimal(change * 100 // previous) if change is not None and previous else None
    parts: dict[str, Any] = {
        "key": CellKey.parse(cell),
        "value": value,
        "digits": 0,
        "status": None if value is None else FigureStatus.OFFICIAL,
        "coverage": Coverage(1, 1),
        "previous": previous,
        "change": change,
        "change_pct": percent,
        "both": None if change is None else SamePeriod(value or 0, previous or 0, 1),
        **more,
    }
    return Row(**parts)


ROWS = (a_row("cases", 12, 10), a_row("fires", 2, 0), a_row("settled", 9, 9))


def some_facts(*rows: Row, **more: Any) -> Facts:
    """What is known of the invented xã An Bình in 2024."""
    pack = more.pop("pack", None) or a_publishing_pack()
    words = {
        "unit": "xã An Bình",
        "place": "An Bình",
        "superior": "huyện Bình Minh",
        "period": "năm 2024",
        "year": "2024",
        "last_year": "2023",
        "next_period": "năm 2025",
        "programme": "phong trào",
    }
    parts: dict[str, Any] = {
        "pack": pack,
        "unit_key": "vn-an-binh",
        "period": YEAR,
        "profile": "ubnd",
        "revision": "2025-01-02T03:00:00+00:00",
        "stated": {row.key: stated_of(pack, row) for row in rows or ROWS},
        "words": words,
        **more,
    }
    return Facts(**parts)


def a_unit(key: str, name: str, *rows: Row) -> UnitFigures:
    """A unit below with its figures."""
    pack = a_publishing_pack()
    return UnitFigures(key, name, {row.key: stated_of(pack, row) for row in rows})


def read(inlines: Inlines) -> str:
    """The text of some inline content."""
    return "".join(
        piece if isinstance(piece, str) else piece.text
        for piece in inlines
        if isinstance(piece, str | Run | FigureField)
    )
