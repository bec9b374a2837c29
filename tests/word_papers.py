"""A paper for the tests: short, with a figure in every place where one may stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from keng.documents.word import (
    Align,
    Annex,
    Column,
    FieldSource,
    FigureField,
    Footnote,
    Heading,
    Letterhead,
    Line,
    Paragraph,
    Rank,
    Row,
    RowKind,
    Signature,
    Table,
    WordDocument,
)

MADE_AT = datetime(2023, 12, 15, 2, 0, tzinfo=UTC)
COLUMNS = (
    Column("STT", 5, Align.CENTRE),
    Column("Nội dung", 40),
    Column("ĐVT", 9, Align.CENTRE),
    Column("Kỳ này", 10, Align.RIGHT),
    Column("Cùng kỳ", 10, Align.RIGHT),
    Column("Tăng/giảm", 10, Align.RIGHT),
    Column("%", 8, Align.RIGHT),
    Column("Ghi chú", 12),
)


def a_figure(
    text: str, indicator: str = "fires", *, view: str = "value", exact: str = ""
) -> FigureField:
    """One figure of the invented commune An Bình in 2023."""
    source = FieldSource(indicator, "", "vn-test-1", "2023", view, "r1", exact or text, "vụ")
    return FigureField(text, "Vụ cháy", source)


def a_table(rows: int = 3) -> Table:
    """A table in the usual eight columns with a group heading and a row of totals."""
    group = Row((("I",), ("Phòng cháy, chữa cháy",)), RowKind.GROUP)
    items = [
        Row(
            (
                (str(number),),
                (f"Nội dung thứ {number}",),
                ("vụ",),
                (a_figure(str(number), f"row_{number}"),),
                ("3",),
                ("-1",),
                ("",),
                ("",),
            )
        )
        for number in range(1, rows + 1)
    ]
    total = Row((("",), ("TỔNG",), ("vụ",), (a_figure("6", "total"),)), RowKind.TOTAL)
    return Table(COLUMNS, (group, *items, total))


def a_paper(**changes: object) -> WordDocument:
    """A commune's yearly report, invented."""
    note = Footnote(("Gồm cả ", a_figure("02", "small_fires"), " vụ cháy nhỏ."))
    paper = WordDocument(
        letterhead=Letterhead(
            parent="UBND huyện Bình Minh",
            issuer="Ủy ban nhân dân\nxã An Bình",
            symbol="BC-UBND",
            place="An Bình",
            number="05",
            day=date(2023, 2, 5),
        ),
        type_name="Báo cáo",
        subject="Kết quả phong trào năm 2023",
        addressees=("Ủy ban nhân dân huyện Bình Minh",),
        blocks=(
            Paragraph(("Căn cứ kế hoạch năm 2023;",), line=Line.BASIS),
            Heading(Rank.PART, "I", "Tình hình"),
            Heading(Rank.CLAUSE, "1", "Phòng cháy"),
            Paragraph(
                (
                    "Xảy ra ",
                    a_figure("05"),
                    " vụ cháy, ",
                    a_figure("giảm 03", view="change", exact="-3"),
                    " vụ so với cùng kỳ",
                    note,
                    ".",
                ),
                bullet="-",
            ),
            Heading(Rank.POINT, "a", "Nơi xảy ra"),
            Paragraph(("Không có thiệt hại về người.",)),
        ),
        ending=Signature(
            authority=("TM. Ủy ban nhân dân",),
            title="Chủ tịch",
            recipients=("Như trên", "Lưu: VT"),
            name="Nguyễn Văn Thử",
        ),
        made_at=MADE_AT,
        paper_id="paper-1",
        annexes=(Annex("Số liệu phòng cháy", (a_table(),)),),
    )
    return replace(paper, **changes)
