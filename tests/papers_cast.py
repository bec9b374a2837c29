"""Papers for the tests of the register: a province's plan, a commune's plan that implements it."""

from __future__ import annotations

from datetime import UTC, date, datetime

from keng.documents.reading import read
from keng.papers import actions
from keng.papers.actions import Facts, GivenFile
from keng.papers.reading import Head, read_paper
from keng.papers.vocabulary import Direction, LinkKind
from web_cast import NOW, Office

AT = datetime(2025, 3, 20, 3, 0, tzinfo=UTC)
PROVINCE_PLAN = """ỦY BAN NHÂN DÂN
TỈNH ĐÔNG
Số: 38/KH-UBND
Đông, ngày 15 tháng 01 năm 2025
KẾ HOẠCH
Giữ gìn trật tự ở cơ sở năm 2025
Căn cứ Thông tư số 124/2021/TT-BCA ngày 28/12/2021 của Bộ Công an;
Ủy ban nhân dân tỉnh ban hành kế hoạch như sau.
I. MỤC TIÊU
Mỗi xã có ít nhất 02 mô hình tự quản hoạt động tốt."""
COMMUNE_PLAN = """ỦY BAN NHÂN DÂN
XÃ MỘT
Số: 05/KH-UBND
Một, ngày 02 tháng 3 năm 2025
KẾ HOẠCH
Tổ chức tuần tra ban đêm năm 2025
Thực hiện Kế hoạch số 38/KH-UBND ngày 15/01/2025 của Ủy ban nhân dân tỉnh Đông, Ủy ban nhân dân
xã xây dựng kế hoạch như sau.
I. NHIỆM VỤ
Tổ chức 12 buổi tuần tra, mỗi buổi có 05 tổ tham gia."""


def a_file(text: str, name: str = "van-ban.txt") -> GivenFile:
    """A text as a file that was read."""
    content = text.encode()
    source = read(content, name=name)
    return GivenFile(name, source.sha256, content, read_paper(source))


def facts(
    number: str = "05",
    symbol: str = "KH-UBND",
    title: str = "Tổ chức tuần tra ban đêm năm 2025",
    *,
    direction: Direction = Direction.RECEIVED,
    issuer: str = "UBND tỉnh Đông",
    day: date | None = date(2025, 3, 2),
    kind: str = "KH",
    series_id: int | None = None,
) -> Facts:
    """What a clerk says of a paper."""
    head = Head(kind, number, symbol, day, issuer, "", title)
    return Facts(direction, head, series_id=series_id)


def a_small_register(office: Office) -> tuple[int, int]:
    """A sent plan of xã Một with its number and the upper plan that it implements; their ids.

    The ids are those of the plan and of its number series. A third paper waits to be confirmed.
    """
    clerk, at = office.actor("clerk"), NOW
    upper = facts("38", title="Giữ gìn trật tự ở cơ sở năm 2024", day=date(2024, 1, 15))
    made = actions.file_paper(
        office.one, upper, actor=clerk, at=at, given=a_file(PROVINCE_PLAN, "ke-hoach-tinh.txt")
    )
    series = actions.open_series(
        office.one, "KH-UBND", "Ủy ban nhân dân xã Một", 2024, actor=clerk, at=at
    )
    actions.reserve_number(series.pk, "Kế hoạch phòng cháy", actor=clerk, at=at)
    own = facts(
        "", direction=Direction.SENT, issuer="UBND xã Một", day=NOW.date(), series_id=series.pk
    )
    plan = actions.file_paper(office.one, own, actor=clerk, at=at)
    actions.add_link(plan.pk, LinkKind.IMPLEMENTS, target_id=made.pk, actor=clerk, at=at)
    actions.keep_read(
        office.one, Direction.RECEIVED, a_file(COMMUNE_PLAN, "cho.txt"), actor=clerk, at=at
    )
    return plan.pk, series.pk
