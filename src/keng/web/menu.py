"""The entries of the top bar, by what the account may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from keng.web.requests import KengRequest, may_somewhere


@dataclass(frozen=True)
class MenuItem:
    """One entry: where it leads, its words, and whether the reader is there."""

    url: str
    label: str
    current: bool


_ENTRIES: Final[tuple[tuple[str, Promise, str], ...]] = (
    ("web:home", gettext_lazy("Trang chính"), ""),
    ("web:rounds", gettext_lazy("Đợt báo cáo"), "view"),
    ("web:consolidated", gettext_lazy("Tổng hợp"), "view"),
    ("web:papers", gettext_lazy("Báo cáo"), "view"),
    ("web:units", gettext_lazy("Đơn vị"), ""),
    ("web:accounts", gettext_lazy("Người dùng"), "manage_users"),
    ("web:journal", gettext_lazy("Nhật ký"), "audit"),
)


def menu_of(request: KengRequest) -> list[MenuItem]:
    """The entries that the account may open today, the present one marked."""
    here = request.path
    return [
        MenuItem(url=url, label=str(label), current=_is_at(url, here))
        for name, label, verb in _ENTRIES
        if not verb or may_somewhere(request, verb)
        for url in [reverse(name)]
    ]


def _is_at(url: str, here: str) -> bool:
    return here == url if url == "/" else here.startswith(url)
