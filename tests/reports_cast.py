"""Three yearly reports of xã Một, written for the tests, and the same read as a job reads them."""

from __future__ import annotations

from keng.documents.reading import read
from keng.intake.models import ReadReport
from keng.intake.reports.actions import confirm_report, keep_report
from keng.intake.reports.extracting import extract
from keng.intake.reports.originals.preparing import prepare
from keng.kernel.actors import Actor
from keng.kernel.periods import Period, parse_period
from keng.packs import installed
from reading_samples import PdfPage, a_pdf, typed_lines
from web_cast import NOW, Office

NUMBERS = {2021: (14, 11, 3, 410), 2022: (12, 10, 2, 450), 2023: (9, 8, 1, 505)}
"""By year: cases, settled, fires, households that signed."""
SECRET_PERSON = "Trần Văn Mẫu"


def yearly(year: int, unit: str = "XÃ MỘT") -> str:
    """The report of a year, as the office typed it."""
    cases, settled, fires, signed = NUMBERS[year]
    return f"""ỦY BAN NHÂN DÂN
{unit}

CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Số: 12/BC-UBND
{unit.title()}, ngày 20 tháng 12 năm {year}
BÁO CÁO
Kết quả thực hiện phong trào giữ gìn an ninh, trật tự năm {year}
I. KẾT QUẢ
1. Trong năm {year}, trên địa bàn xảy ra {cases:02d} vụ việc; số vụ việc đã xử lý là {settled} vụ.
2. Có {signed} hộ tham gia.
3. Cháy: số vụ cháy là {fires:02d} vụ.
4. Công an xã lập hồ sơ quản lý 03 đối tượng nghiện ma túy là {SECRET_PERSON}.
5. Mọi thông tin báo về số điện thoại 0912345678.
II. NHIỆM VỤ
Phấn đấu năm {year + 1} giảm 10% số vụ việc.
"""


def file_of(year: int) -> bytes:
    """The file of a report."""
    return yearly(year).encode()


def kept_report(
    office: Office, actor: Actor, content: bytes | None = None, name: str = "bc-2022.txt"
) -> ReadReport:
    """A report that was read for xã Một; that of 2022 if none is given."""
    source = read(content or file_of(2022), name=name)
    found = extract(source, installed.current())
    return keep_report(source, found, office_id=office.one, actor=actor, at=NOW)


def a_confirmed_report(office: Office, actor: Actor, period: Period) -> int:
    """The report of 2022 as one of xã Một for a period; its id."""
    made = kept_report(office, actor)
    confirm_report(made.pk, office.one, "commune", period, actor=actor, at=NOW)
    return made.pk


def paper_of(year: int) -> bytes:
    """The report of a year as a PDF of one page, its lines 7 mm apart."""
    return a_pdf(PdfPage(typed_lines(yearly(year), size=10)))


def kept_with_original(
    office: Office, actor: Actor, content: bytes | None = None, name: str = "bc-2022.pdf"
) -> ReadReport:
    """A report of xã Một of which the original is kept, confirmed for 2022."""
    given = content or paper_of(2022)
    source = read(given, name=name)
    found = extract(source, installed.current())
    made = keep_report(
        source,
        found,
        office_id=office.one,
        actor=actor,
        at=NOW,
        original=prepare(given, source, found, name="1-1-test"),
    )
    return confirm_report(made.pk, office.one, "commune", parse_period("2022"), actor=actor, at=NOW)
