"""Every room that is asked what does not hold in it, and how it is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from django.db import DatabaseError

from keng.access import queries as access
from keng.access import standing
from keng.backups import queries as backups
from keng.commendations import queries as commendations
from keng.consolidation import queries as consolidation
from keng.criteria import queries as criteria
from keng.db import integrity
from keng.initiatives import queries as initiatives
from keng.inquiries import queries as inquiries
from keng.intake import queries as intake
from keng.journal import queries as journal
from keng.kernel.problems import Problem
from keng.notices import queries as notices
from keng.orgunits import queries as orgunits
from keng.packs import queries as packs
from keng.papers import queries as papers
from keng.planning import queries as planning
from keng.publishing import queries as publishing
from keng.reporting import queries as reporting
from keng.screening import queries as screening
from keng.steering import queries as steering
from keng.verifying import queries as verifying

ROOMS: Final[Mapping[str, Callable[[], Iterable[Problem]]]] = {
    "keng.db.integrity": integrity.problems,
    "keng.journal.queries": journal.problems,
    "keng.orgunits.queries": orgunits.problems,
    "keng.access.queries": access.problems,
    "keng.access.standing": standing.problems,
    "keng.screening.queries": screening.problems,
    "keng.packs.queries": packs.problems,
    "keng.papers.queries": papers.problems,
    "keng.reporting.queries": reporting.problems,
    "keng.consolidation.queries": consolidation.problems,
    "keng.criteria.queries": criteria.problems,
    "keng.commendations.queries": commendations.problems,
    "keng.planning.queries": planning.problems,
    "keng.steering.queries": steering.problems,
    "keng.initiatives.queries": initiatives.problems,
    "keng.inquiries.queries": inquiries.problems,
    "keng.intake.queries": intake.problems,
    "keng.publishing.queries": publishing.problems,
    "keng.notices.queries": notices.problems,
    "keng.backups.queries": backups.problems,
    "keng.verifying.queries": verifying.problems,
}
NAMES: Final[Mapping[str, str]] = {
    "keng.db.integrity": "Cơ sở dữ liệu",
    "keng.journal.queries": "Nhật ký và dấu niêm",
    "keng.orgunits.queries": "Đơn vị",
    "keng.access.queries": "Tài khoản và quyền",
    "keng.access.standing": "Bước đăng nhập thứ hai, mã truy cập",
    "keng.screening.queries": "Dữ liệu cá nhân giữ lại có lý do",
    "keng.packs.queries": "Chương trình",
    "keng.papers.queries": "Sổ văn bản, sổ số",
    "keng.reporting.queries": "Biểu và số liệu",
    "keng.consolidation.queries": "Số tổng hợp",
    "keng.criteria.queries": "Tiêu chí và công nhận",
    "keng.commendations.queries": "Khen thưởng",
    "keng.planning.queries": "Kế hoạch",
    "keng.steering.queries": "Ban Chỉ đạo, chương trình phối hợp",
    "keng.initiatives.queries": "Mô hình và việc tuyên truyền",
    "keng.inquiries.queries": "Yêu cầu báo cáo",
    "keng.intake.queries": "Cách đọc bảng, báo cáo cũ đã đọc",
    "keng.publishing.queries": "Báo cáo",
    "keng.notices.queries": "Thông báo, đôn đốc",
    "keng.backups.queries": "Các lần sao lưu",
    "keng.verifying.queries": "Các lần kiểm tra",
}
"""What each room is called to the people who wait for it."""


def problems_in(room: str) -> list[Problem]:
    """What does not hold in a room, sorted.

    The office goes on writing meanwhile, and what was written between two readings looks like a
    row put in by hand. So a problem is told when it is found twice.
    """
    found = set(_told(room))
    return sorted(found & set(_told(room))) if found else []


def _told(room: str) -> Iterator[Problem]:
    """A row written by hand can have any shape; what stops one room must not hide the others."""
    try:
        yield from ROOMS[room]()
    except (TypeError, ValueError, LookupError, AttributeError, DatabaseError) as error:
        what = f"không kiểm tra hết được, một dòng không đọc nổi: {error!r}"
        yield Problem(room, "-", what)
