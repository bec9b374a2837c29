"""The faces of a paper, one row each: what Decree 30/2020 sets is set here and nowhere else.

Sizes are points, lengths millimetres. Each row becomes a named style, so that a person who goes
on working in Word finds "Thân văn bản" or "Nơi nhận" in the list of styles.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from keng.documents.word._xml import Element, twips, w

FONT: Final = "Times New Roman"
BODY_PT: Final = 14
INDENT_MM: Final = 12.7
GAP_PT: Final = 6
SINGLE_LINE: Final = 240
RULE_LINE: Final = 40
LEAST_PLAIN_RANK: Final = 4


@dataclass(frozen=True)
class Style:
    """One face: `align` as Word names it, `keep` holds it to the next paragraph."""

    id: str
    name: str
    size: float = BODY_PT
    bold: bool = False
    italic: bool = False
    align: str = "both"
    first_mm: float = 0
    left_mm: float = 0
    before: float = 0
    after: float = 0
    keep: bool = False
    outline: int | None = None
    grey: bool = False


def _heading(rank: int, before: float = 0) -> Style:
    """The faces of I., 1., 1.1. and a): titled ones are bold, points are not."""
    return Style(
        id=f"Heading{rank}",
        name=f"heading {rank}",
        bold=rank < LEAST_PLAIN_RANK,
        first_mm=INDENT_MM,
        before=before,
        after=GAP_PT,
        keep=True,
        outline=rank - 1,
    )


STYLES: Final = (
    Style("Normal", "Normal", align="left"),
    Style("QuocHieu", "Quốc hiệu", 13, bold=True, align="center"),
    Style("TieuNgu", "Tiêu ngữ", 14, bold=True, align="center"),
    Style("CoQuanChuQuan", "Cơ quan chủ quản", 13, align="center"),
    Style("CoQuanBanHanh", "Cơ quan ban hành", 13, bold=True, align="center"),
    Style("SoKyHieu", "Số, ký hiệu", 13, align="center", before=6),
    Style("VeViec", "Về việc", 12, align="center"),
    Style("DiaDanh", "Địa danh, thời gian", 13, italic=True, align="center", before=6),
    Style("TenLoai", "Tên loại văn bản", 14, bold=True, align="center", before=14, keep=True),
    Style("TrichYeu", "Trích yếu", 14, bold=True, align="center", keep=True),
    Style("KinhGui", "Kính gửi", 14, align="center", before=12, after=GAP_PT),
    Style("KinhGuiNoi", "Nơi kính gửi", 14, align="left", left_mm=45, after=3),
    Style("ThanVanBan", "Thân văn bản", BODY_PT, first_mm=INDENT_MM, after=GAP_PT),
    Style("CanCu", "Căn cứ", BODY_PT, italic=True, first_mm=INDENT_MM, after=GAP_PT),
    Style("CanGiua", "Căn giữa", BODY_PT, align="center", after=GAP_PT),
    _heading(1, before=6),
    _heading(2),
    _heading(3),
    _heading(4),
    Style("QuyenHan", "Quyền hạn, chức vụ", 14, bold=True, align="center", keep=True),
    Style("HoTen", "Họ và tên", 14, bold=True, align="center"),
    Style("NoiNhanNhan", "Nơi nhận (nhãn)", 12, bold=True, italic=True, align="left"),
    Style("NoiNhan", "Nơi nhận", 11, align="left"),
    Style("KyBieu", "Ký biểu", 13, bold=True, align="center", before=12, keep=True),
    Style("KyBieuGhiChu", "Ký biểu (ghi chú)", 12, italic=True, align="center"),
    Style("PhuLuc", "Phụ lục", 14, bold=True, align="center", keep=True),
    Style("PhuLucTen", "Tên phụ lục", 14, bold=True, align="center", keep=True),
    Style("KemTheo", "Kèm theo", 14, italic=True, align="center", keep=True),
    Style("BangTen", "Tên bảng", 13, bold=True, align="center", before=6, after=3, keep=True),
    Style("BangDau", "Đầu bảng", 12, bold=True, align="center"),
    Style("Bang", "Ô bảng", 12, align="left"),
    Style("BangDam", "Ô bảng (đậm)", 12, bold=True, align="left"),
    Style("GiayCoQuan", "Giấy (cơ quan)", 17, bold=True, align="center", before=24, after=14),
    Style("GiayTen", "Giấy (tên)", 40, bold=True, align="center", before=8, after=14),
    Style("GiayChu", "Giấy (chữ)", 19, align="center", before=2, after=8),
    Style("GiayDonVi", "Giấy (đơn vị)", 30, bold=True, align="center", before=8, after=12),
    Style("GiayCanCu", "Giấy (căn cứ)", 13, align="left", before=6),
    Style("Header", "header", 14, align="center"),
    Style("DauThao", "Dấu dự thảo", 11, bold=True, align="right", grey=True),
    Style("FootnoteText", "footnote text", 11),
    Style("DuongKe", "Đường kẻ", 1, align="center", before=2),
)


def styles_part() -> Element:
    """Return the root of styles.xml."""
    defaults = w(
        "docDefaults",
        w("rPrDefault", w("rPr", *_face(Style("", "")), w("lang", val="vi-VN", eastAsia="vi-VN"))),
        w("pPrDefault", w("pPr")),
    )
    return w(
        "styles",
        defaults,
        *(_style(style) for style in STYLES),
        _reference_mark(),
        _plain_table(),
        _ruled_table(),
    )


def _style(style: Style) -> Element:
    is_normal = style.id == "Normal"
    is_built_in = is_normal or style.name.islower()
    kind: dict[str, str | int] = {"default": 1} if is_normal else {}
    if not is_built_in:
        kind["customStyle"] = 1
    return w(
        "style",
        w("name", val=style.name),
        None if is_normal else w("basedOn", val="Normal"),
        w("qFormat"),
        _spacing(style),
        w("rPr", *_face(style)),
        type="paragraph",
        styleId=style.id,
        **kind,
    )


def _spacing(style: Style) -> Element:
    is_rule, outline = style.id == "DuongKe", style.outline
    height = w(
        "spacing",
        before=round(style.before * 20),
        after=round(style.after * 20),
        line=RULE_LINE if is_rule else SINGLE_LINE,
        lineRule="exact" if is_rule else "auto",
    )
    return w(
        "pPr",
        w("keepNext") if style.keep else None,
        height,
        w("ind", left=twips(style.left_mm), firstLine=twips(style.first_mm)),
        w("jc", val=style.align),
        w("outlineLvl", val=outline) if outline is not None else None,
    )


def _face(style: Style) -> list[Element]:
    half_points = round(style.size * 2)
    return [
        w("rFonts", ascii=FONT, hAnsi=FONT, eastAsia=FONT, cs=FONT),
        *([w("b"), w("bCs")] if style.bold else []),
        *([w("i"), w("iCs")] if style.italic else []),
        w("color", val="7F7F7F" if style.grey else "000000"),
        w("sz", val=half_points),
        w("szCs", val=half_points),
    ]


def _reference_mark() -> Element:
    return w(
        "style",
        w("name", val="footnote reference"),
        w("rPr", w("vertAlign", val="superscript")),
        type="character",
        styleId="FootnoteReference",
    )


def _plain_table() -> Element:
    return w(
        "style",
        w("name", val="Normal Table"),
        w("tblPr", w("tblInd", w=0, type="dxa"), cell_margins(0)),
        type="table",
        default=1,
        styleId="TableNormal",
    )


def _ruled_table() -> Element:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = w(
        "tblBorders", *(w(side, val="single", sz=4, space=0, color="000000") for side in sides)
    )
    return w(
        "style",
        w("name", val="Table Grid"),
        w("basedOn", val="TableNormal"),
        w("tblPr", borders, cell_margins(1.2, 0.4)),
        type="table",
        styleId="TableGrid",
    )


def cell_margins(side_mm: float, above_mm: float = 0) -> Element:
    """Return the inner margins of a table's cells: left and right, above and below."""
    sides = {"top": above_mm, "left": side_mm, "bottom": above_mm, "right": side_mm}
    return w("tblCellMar", *(w(side, w=twips(mm), type="dxa") for side, mm in sides.items()))
