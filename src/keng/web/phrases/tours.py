"""The tour of the first sign-in: three sentences, each pointing at what it speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from keng.access.queries import tours_seen
from keng.access.roles import Role
from keng.access.tours import Tour, tours_for
from keng.orgunits.queries import views
from keng.orgunits.vocabulary import Level
from keng.web import clock
from keng.web.frame.requests import KengRequest

_DUTIES: Final = "#phai-nop"
_FIRST_DUTY: Final = "#phai-nop .duty a"


@dataclass(frozen=True)
class TourStep:
    """One sentence. `at` are selectors, the first that shows something is pointed at."""

    text: str
    at: str


@dataclass(frozen=True)
class ShownTour:
    """A tour in the language of the reader."""

    code: str
    steps: tuple[TourStep, ...]


@dataclass(frozen=True)
class _Step:
    """A sentence, what on the page it points at, and the page whose link will do as well."""

    text: Promise
    at: tuple[str, ...] = ()
    link: str = ""


_TOURS: Final[dict[Tour, tuple[_Step, _Step, _Step]]] = {
    Tour.CLERK: (
        _Step(
            gettext_lazy("Biểu phải nộp nằm ở đây, kèm hạn; bấm vào tên biểu để mở."),
            (_DUTIES,),
        ),
        _Step(
            gettext_lazy("Trong biểu, gõ số rồi bấm Enter: mỗi ô được lưu ngay khi nhập xong."),
            (_FIRST_DUTY, _DUTIES),
        ),
        _Step(
            gettext_lazy("Nhập xong, bấm “Nộp biểu” ở góc trên của biểu để gửi lên cấp trên."),
            ("#phai-nop .duty .meter", _DUTIES),
        ),
    ),
    Tour.HEAD: (
        _Step(
            gettext_lazy("Biểu của đơn vị bạn nằm ở đây; bấm vào tên biểu để trả lời từng câu."),
            (_DUTIES,),
        ),
        _Step(
            gettext_lazy("Mỗi câu trả lời xong là được lưu ngay, mất mạng vẫn không mất số."),
            (_FIRST_DUTY, _DUTIES),
        ),
        _Step(
            gettext_lazy("Trả lời hết các câu, bấm “Nộp biểu” ở cuối màn hình là xong."),
            ("#phai-nop .duty .meter", _DUTIES),
        ),
    ),
    Tour.OFFICER: (
        _Step(
            gettext_lazy("Bảng đơn vị × kỳ cho biết đơn vị nào đã nộp, chậm hay bị trả lại."),
            link="matrix",
        ),
        _Step(
            gettext_lazy("Biểu cấp dưới đã nộp chờ bạn xem, rồi tiếp nhận hoặc trả lại kèm lý do."),
            ("#cho-tiep-nhan",),
            "rounds",
        ),
        _Step(
            gettext_lazy("Bảng tổng hợp cộng ngay số đã tiếp nhận và so với cùng kỳ năm trước."),
            link="consolidated",
        ),
    ),
    Tour.LEADER: (
        _Step(
            gettext_lazy("Văn bản chờ bạn duyệt hiện ở trang này, thành một mục riêng."),
            ("#cho-duyet", "main h1"),
        ),
        _Step(
            gettext_lazy("Mở văn bản để xem từng trang và chỗ đã đổi, rồi duyệt hoặc trả lại."),
            ("#cho-duyet .duty a",),
            "papers",
        ),
        _Step(
            gettext_lazy("Ký giấy hay ký số ở ngoài cũng được, bản đã ký gắn lại vào báo cáo."),
            link="papers",
        ),
    ),
    Tour.OTHER: (
        _Step(
            gettext_lazy("Danh mục này chỉ có những trang mà bạn được giao quyền mở."),
            (".menu", ".menu-small", ".tabs"),
        ),
        _Step(
            gettext_lazy("Ô tìm kiếm tìm đơn vị, biểu, văn bản, chỉ tiêu; không cần gõ dấu."),
            (".bar .search", ".search-small"),
        ),
        _Step(
            gettext_lazy(
                "Việc bạn được giao và đơn vị của bạn ở đây; thiếu thì báo quản trị viên."
            ),
            ("#don-vi-cua-ban",),
        ),
    ),
}


def tour_of(request: KengRequest) -> ShownTour | None:
    """The first tour of the reader's work that their account has not seen yet; one query."""
    account_id = request.actor.account_id
    if account_id is None:
        return None
    seen = tours_seen(account_id)
    wanted = next((tour for tour in _tours_of(request) if tour not in seen), None)
    return _shown(wanted) if wanted is not None else None


def _tours_of(request: KengRequest) -> tuple[Tour, ...]:
    known = views({duty.unit_id for duty in request.duties}, on=clock.today())
    return tours_for((Role(duty.role), Level(known[duty.unit_id].level)) for duty in request.duties)


def _shown(tour: Tour) -> ShownTour:
    return ShownTour(tour.value, tuple(TourStep(str(s.text), _at(s)) for s in _TOURS[tour]))


def _at(step: _Step) -> str:
    if not step.link:
        return ";".join(step.at)
    link = f'a[href="{reverse(f"web:{step.link}")}"]'
    return ";".join((*step.at, f".menu {link}", f".tabs {link}", f"main {link}"))
