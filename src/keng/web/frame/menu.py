"""The entries of the top bar and of the tabs on a phone, by what the account may do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from keng.web.frame.requests import KengRequest, may_somewhere


@dataclass(frozen=True)
class MenuItem:
    """One entry: where it leads, its words, and whether the reader is there.

    `icon` names the drawing of its tab on a phone (empty: no tab); `under` are the entries of a
    drop-down, whose own `url` is that of the first.
    """

    url: str
    label: str
    current: bool
    icon: str = ""
    under: tuple[MenuItem, ...] = ()


@dataclass(frozen=True)
class _Entry:
    """A page that may stand in the menu: its name, words, the verb it needs, its tab."""

    name: str
    label: Promise
    verb: str = ""
    icon: str = ""


@dataclass(frozen=True)
class _Group:
    """Entries below one word; alone, an entry stands in the bar itself."""

    label: Promise
    entries: tuple[_Entry, ...]


_BAR: Final = (
    _Entry("home", gettext_lazy("Trang chính"), icon="house"),
    _Entry("rounds", gettext_lazy("Đợt báo cáo"), "view", "list-check"),
    _Entry("consolidated", gettext_lazy("Tổng hợp"), "view", "table"),
    _Entry("numbers", gettext_lazy("Số liệu"), "view"),
    _Entry("papers", gettext_lazy("Báo cáo"), "view", "file-earmark-text"),
    _Group(
        gettext_lazy("Công nhận"),
        (
            _Entry("registration", gettext_lazy("Đăng ký, tự chấm"), "view"),
            _Entry("recognition", gettext_lazy("Xét, quyết định"), "view"),
            _Entry("commendations", gettext_lazy("Khen thưởng"), "view"),
        ),
    ),
    _Group(
        gettext_lazy("Công việc"),
        (
            _Entry("plans", gettext_lazy("Kế hoạch"), "view"),
            _Entry("initiatives", gettext_lazy("Mô hình"), "view"),
            _Entry("events", gettext_lazy("Tuyên truyền, ngày hội"), "view"),
            _Entry("committees", gettext_lazy("Ban Chỉ đạo"), "view"),
            _Entry("cooperations", gettext_lazy("Phối hợp"), "view"),
        ),
    ),
    _Group(
        gettext_lazy("Văn bản"),
        (
            _Entry("register", gettext_lazy("Sổ văn bản"), "view"),
            _Entry("proofread", gettext_lazy("Soát văn bản")),
        ),
    ),
    _Entry("units", gettext_lazy("Đơn vị"), icon="diagram-3"),
    _Group(
        gettext_lazy("Quản trị"),
        (
            _Entry("accounts", gettext_lazy("Người dùng"), "manage_users"),
            _Entry("programmes", gettext_lazy("Chương trình"), "manage_packs"),
            _Entry("criteria_sets", gettext_lazy("Bộ tiêu chí"), "manage_packs"),
            _Entry("journal", gettext_lazy("Nhật ký"), "audit"),
        ),
    ),
)


def menu_of(request: KengRequest) -> list[MenuItem]:
    """The entries that the account may open today, the present one marked."""
    shown: list[MenuItem] = []
    for one in _BAR:
        if isinstance(one, _Entry):
            shown += _items(request, (one,))
            continue
        items = tuple(_items(request, one.entries))
        if len(items) < 2:  # a drop-down of one entry would only be one more click
            shown += items
            continue
        here = any(item.current for item in items)
        shown.append(replace(items[0], label=str(one.label), current=here, under=items))
    return shown


def _items(request: KengRequest, entries: tuple[_Entry, ...]) -> list[MenuItem]:
    here = request.path
    return [
        MenuItem(url, str(entry.label), current=_is_at(url, here), icon=entry.icon)
        for entry in entries
        if not entry.verb or may_somewhere(request, entry.verb)
        for url in [reverse(f"web:{entry.name}")]
    ]


def _is_at(url: str, here: str) -> bool:
    return here == url if url == "/" else here.startswith(url)
