"""Files for the tests of reading: one small maker for each kind, texts written by us."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD_MAIN}"/></Types>'
)
FONT = Path("/usr/share/fonts/truetype/liberation2/LiberationSerif-Regular.ttf")
A4_AT_200 = (1654, 2339)

REPORT = """ỦY BAN NHÂN DÂN
XÃ ĐÔNG PHÚ
Số: 47/BC-UBND
BÁO CÁO
Kết quả phong trào toàn dân bảo vệ an ninh Tổ quốc năm 2023
I. KẾT QUẢ ĐẠT ĐƯỢC
Trong năm, Ủy ban nhân dân xã đã tổ chức 18 buổi tuyên truyền với 1.250 lượt
người tham dự; vận động nhân dân giao nộp 07 khẩu súng tự chế. Lực lượng dân
phòng đã tuần tra 214 buổi, giữ gìn trật tự ở khu vực chợ và trường học.
Trên địa bàn xảy ra 09 vụ việc về trật tự xã hội, giảm 03 vụ so với cùng kỳ năm
trước; đã giải quyết xong 08 vụ, đạt 88,9%. Toàn xã có 12 mô hình tự quản đang
hoạt động tốt, tăng 02 mô hình; 96,5% số hộ gia đình ký cam kết thực hiện.
II. PHƯƠNG HƯỚNG NHIỆM VỤ
Tiếp tục củng cố 15 tổ bảo vệ an ninh, trật tự ở cơ sở; phấn đấu mỗi thôn có ít
nhất 01 mô hình mới; tổ chức tốt Ngày hội toàn dân bảo vệ an ninh Tổ quốc."""


def bare(text: str) -> str:
    """As an English program reads it: no mark is left."""
    letters = unicodedata.normalize("NFD", text.replace("Đ", "D").replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def a_zip(parts: Mapping[str, bytes | str]) -> bytes:
    """A ZIP archive of the parts, packed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def a_docx(body: str, **parts: str) -> bytes:
    """A .docx with the XML of its body; further parts by name (`footnotes`, `header1` ...)."""
    related = "".join(
        f'<Relationship Id="r{n}" Type="{R}/{name.rstrip("0123456789")}" Target="{name}.xml"/>'
        for n, name in enumerate(parts)
    )
    root = f'<Relationship Id="r0" Type="{R}/officeDocument" Target="word/document.xml"/>'
    spaces = (
        f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    return a_zip(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": f'<Relationships xmlns="{_RELS}">{root}</Relationships>',
            "word/_rels/document.xml.rels": (
                f'<Relationships xmlns="{_RELS}">{related}</Relationships>'
            ),
            "word/document.xml": f"<w:document {spaces}><w:body>{body}</w:body></w:document>",
            **{
                f"word/{name}.xml": content.replace("<w:root", f"<w:root {spaces}")
                for name, content in parts.items()
            },
        }
    )


def para(*pieces: str, properties: str = "") -> str:
    """A paragraph of runs; a piece that is XML stands as it is."""
    runs = (piece if piece.startswith("<") else run(piece) for piece in pieces)
    head = f"<w:pPr>{properties}</w:pPr>" if properties else ""
    return f"<w:p>{head}{''.join(runs)}</w:p>"


def run(text: str, face: str = "") -> str:
    """A run of text, with the XML of its face."""
    head = f"<w:rPr>{face}</w:rPr>" if face else ""
    return f'<w:r>{head}<w:t xml:space="preserve">{text}</w:t></w:r>'


def table(*rows: Sequence[str]) -> str:
    """A table; a cell that is XML holds it as it is."""

    def cell(content: str) -> str:
        return f"<w:tc>{content if content.startswith('<') else para(content)}</w:tc>"

    drawn = ("".join(map(cell, row)) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in drawn)}</w:tbl>"


@dataclass(frozen=True)
class Typed:
    """Words of a PDF page: millimetres from the left and the top, size in points."""

    left: float
    top: float
    text: str
    size: float = 13


@dataclass(frozen=True)
class PdfPage:
    """A page of a PDF; `hidden` text is under the picture, as OCR programs leave it."""

    typed: tuple[Typed, ...] = ()
    picture: Image.Image | None = None
    hidden: bool = False
    rotate: int = 0


def typed_lines(text: str, *, top: float = 30, size: float = 13) -> tuple[Typed, ...]:
    """A text of lines as one column."""
    return tuple(
        Typed(30, top + 7 * place, line, size) for place, line in enumerate(text.split("\n"))
    )


_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /Plain /Encoding /Identity-H "
    b"/DescendantFonts [4 0 R] /ToUnicode 5 0 R >>"
)
_LETTERS = (
    b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Plain /DW 500 "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> "
    b"/FontDescriptor 6 0 R >>"
)
_SHAPE = (
    b"<< /Type /FontDescriptor /FontName /Plain /Flags 4 /FontBBox [0 -200 1000 900] "
    b"/Ascent 900 /Descent -200 /CapHeight 700 /ItalicAngle 0 /StemV 80 >>"
)


def a_pdf(*pages: PdfPage, encrypt: bool = False) -> bytes:
    """A PDF written by hand: no font is embedded, the codes of its letters are told."""
    letters = sorted({ord(c) for page in pages for one in page.typed for c in one.text})
    codes = "\n".join(f"<{code:04X}> <{code:04X}>" for code in letters)
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",  # the pages, known at the end
        _FONT,
        _LETTERS,
        _stream(
            "/CIDInit /ProcSet findresource begin begincmap /CMapName /X def\n"
            "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
            f"{len(letters)} beginbfchar\n{codes}\nendbfchar\nendcmap end".encode()
        ),
        _SHAPE,
    ]
    kids = []
    for page in pages:
        kids.append(len(objects) + 1)
        _add_page(objects, page)
    listed = " ".join(f"{kid} 0 R" for kid in kids)
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{listed}] >>".encode()
    locked = b""
    if encrypt:
        objects.append(
            b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <"
            + b"11" * 32
            + b"> /U <"
            + b"22" * 32
            + b">>>"
        )
        locked = f"/Encrypt {len(objects)} 0 R /ID [<00> <00>]".encode()
    return _file(objects, locked)


def _add_page(objects: list[bytes], page: PdfPage) -> None:
    drawn, resources = [], "/Font << /F 3 0 R >>"
    if page.picture is not None:
        resources += f" /XObject << /P {len(objects) + 3} 0 R >>"
        drawn.append("q 595 0 0 842 0 0 cm /P Do Q")
    for one in page.typed:
        hexed = one.text.encode("utf-16-be").hex()
        x, y = one.left * 72 / 25.4, 842 - one.top * 72 / 25.4
        shown = 3 if page.hidden else 0
        drawn.append(f"BT {shown} Tr /F {one.size} Tf {x:.2f} {y:.2f} Td <{hexed}> Tj ET")
    number = len(objects) + 2
    objects.append(
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate {page.rotate} "
        f"/Resources << {resources} >> /Contents {number} 0 R >>".encode()
    )
    objects.append(_stream("\n".join(drawn).encode()))
    if page.picture is not None:
        out = io.BytesIO()
        page.picture.convert("L").save(out, "JPEG", quality=90)
        size = f"/Width {page.picture.width} /Height {page.picture.height}"
        objects.append(
            _stream(
                out.getvalue(),
                f"/Type /XObject /Subtype /Image {size} /ColorSpace /DeviceGray "
                "/BitsPerComponent 8 /Filter /DCTDecode",
            )
        )


def _stream(content: bytes, head: str = "") -> bytes:
    return f"<< {head} /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"


def _file(objects: Iterable[bytes], trailer: bytes) -> bytes:
    out, places = b"%PDF-1.5\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    table_at, count = len(out), len(places) + 1
    rows = b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    out += f"xref\n0 {count}\n0000000000 65535 f \n".encode() + rows
    return (
        out
        + f"trailer << /Size {count} /Root 1 0 R ".encode()
        + trailer
        + f" >>\nstartxref\n{table_at}\n%%EOF\n".encode()
    )


def a_page(text: str, *, dpi: int = 200, points: float = 13) -> Image.Image:
    """A typed A4 page as a scanner sees it, grey."""
    pixels = round(points * dpi / 72)
    face = ImageFont.truetype(FONT, pixels)
    width, height = (round(side * dpi / 200) for side in A4_AT_200)
    page = Image.new("L", (width, height), 255)
    pen = ImageDraw.Draw(page)
    for place, line in enumerate(text.split("\n")):
        where = (width // 7, height // 14 + round(place * pixels * 1.45))
        pen.text(where, line, font=face, fill=0)
    return page


def scanned_badly(
    page: Image.Image, *, turn: float = 0.0, grain: float = 25, blur: float = 0.6
) -> Image.Image:
    """The page laid askew on the glass, out of focus, with the grain of a copy."""
    askew = page.rotate(turn, Image.Resampling.BICUBIC, fillcolor=255)
    soft = askew.filter(ImageFilter.GaussianBlur(blur))
    return ImageChops.add(soft, Image.effect_noise(soft.size, grain), offset=-128)


def in_shadow(page: Image.Image) -> Image.Image:
    """The page photographed with a hand over its lower half."""
    light = Image.linear_gradient("L").transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    shade = light.resize(page.size).point(lambda value: 60 + value * 195 // 255)
    return ImageChops.multiply(page, shade)


def as_file(*pages: Image.Image, kind: str = "PNG") -> bytes:
    """The pages as a picture file (several: TIFF) or a PDF of pictures."""
    out = io.BytesIO()
    first, *others = pages
    if others:
        first.save(out, kind, save_all=True, append_images=others)
    else:
        first.save(out, kind)
    return out.getvalue()
