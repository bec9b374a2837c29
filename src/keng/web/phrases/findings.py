"""What the search shows: its pages as a source, the headings and addresses of each kind of hit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, override

from keng.kernel.figures import CellKey
from keng.search import queries
from keng.search.hits import Found, Hit, Reader
from keng.search.matching import Wanted
from keng.web import clock, wording
from keng.web.frame.menu import menu_of
from keng.web.frame.requests import KengRequest, may_somewhere
from keng.web.tables.formtable import anchor_of
from keng.web.tables.standing import own_units

_MORE_PAGES: Final[tuple[tuple[str, Promise, str], ...]] = (
    ("upload", gettext_lazy("Nạp từ Excel"), "enter"),
    ("new_paper", gettext_lazy("Lập báo cáo"), "view"),
    ("register_files", gettext_lazy("Đăng ký văn bản"), "enter"),
    ("all_number_series", gettext_lazy("Sổ số"), "view"),
    ("open_round", gettext_lazy("Mở đợt báo cáo"), "manage_rounds"),
    ("new_account", gettext_lazy("Thêm người dùng"), "manage_users"),
    ("jobs", gettext_lazy("Việc của tôi"), ""),
    ("tree", gettext_lazy("Cây đơn vị"), ""),
    ("password", gettext_lazy("Đổi mật khẩu"), ""),
)
HEADINGS: Final[Mapping[str, Promise]] = {
    "unit": gettext_lazy("Đơn vị"),
    "form": gettext_lazy("Biểu phải nộp"),
    "round": gettext_lazy("Đợt báo cáo"),
    "paper": gettext_lazy("Báo cáo, văn bản"),
    "registered": gettext_lazy("Sổ văn bản"),
    "run": gettext_lazy("Đợt xét công nhận"),
    "decision": gettext_lazy("Quyết định công nhận"),
    "criteria_set": gettext_lazy("Bộ tiêu chí"),
    "commending": gettext_lazy("Quyết định khen thưởng"),
    "commended": gettext_lazy("Tập thể được khen"),
    "committee": gettext_lazy("Ban Chỉ đạo"),
    "cooperation": gettext_lazy("Chương trình phối hợp"),
    "indicator": gettext_lazy("Chỉ tiêu"),
    "person": gettext_lazy("Người dùng"),
    "page": gettext_lazy("Trang"),
}
ICONS: Final[Mapping[str, str]] = {
    "unit": "diagram-3",
    "form": "list-check",
    "round": "list-check",
    "paper": "file-earmark-text",
    "registered": "file-earmark-text",
    "run": "list-check",
    "decision": "file-earmark-text",
    "criteria_set": "table",
    "commending": "file-earmark-text",
    "commended": "people",
    "committee": "diagram-3",
    "cooperation": "diagram-3",
    "indicator": "table",
    "person": "person",
    "page": "house",
}
_NOTES: Final[Mapping[str, Promise]] = {
    "former": gettext_lazy("Mới tìm trong 300 tên cũ gần nhất; hãy gõ thêm chữ để tìm tên khác."),
    "register": gettext_lazy("Hiện 50 văn bản mới nhất; trang “Văn bản” tìm được tất cả."),
    "commended": gettext_lazy("Mới tìm trong 2.000 lượt khen mới nhất; sổ khen tìm được tất cả."),
    "newest": gettext_lazy("Mới tìm trong 2.000 văn bản mới nhất; văn bản cũ hơn xem ở đơn vị."),
}
VIEWS: Final[Mapping[str, str]] = {
    "unit": "unit",
    "form": "submission",
    "round": "round",
    "paper": "paper",
    "registered": "registered",
    "committee": "committee",
    "cooperation": "cooperation",
    "person": "account",
    "run": "run",
    "decision": "decision",
    "criteria_set": "criteria_set",
    "commending": "commendation_decision",
    "commended": "commendation",
}
_BY_CODE: Final = frozenset({"criteria_set"})


@dataclass(frozen=True)
class ShownHit:
    """One line of the results."""

    url: str
    title: str
    under: str
    is_past: bool


@dataclass(frozen=True)
class ShownGroup:
    """The lines under one heading; `more` leads to the whole of a group that is cut."""

    kind: str
    heading: str
    icon: str
    hits: tuple[ShownHit, ...]
    total: int
    more: str
    note: str


class Pages:
    """The pages that the reader may open: a source of the screens themselves."""

    kind = "page"

    def __init__(self, request: KengRequest) -> None:
        self._request = request

    def find(self, wanted: Wanted, reader: Reader) -> Found:
        """Pages by their words in either language."""
        with override("vi"):
            vietnamese = dict(_pages(self._request))
        with override("en"):
            english = dict(_pages(self._request))
        shown = english if reader.language == "en" else vietnamese
        hits = [
            Hit(url, shown[url], "", rank)
            for url in shown
            if (rank := wanted.rank((vietnamese[url], english[url]))) is not None
        ]
        return Found(hits)


def found(request: KengRequest, text: str, *, limit: int, kind: str = "") -> list[ShownGroup]:
    """What answers the text, as the reader may see it, in words and addresses."""
    reader = Reader(request.actor, clock.now(), wording.language())
    groups = queries.search(text, reader, limit=limit, kind=kind, also=(Pages(request),))
    address_of = _Addresses(request)
    return [_shown(group, text, address_of) for group in groups]


def _shown(group: queries.Group, text: str, address_of: Callable[[str, Hit], str]) -> ShownGroup:
    asked = urlencode({"q": text, "kind": group.kind})
    hits = [
        ShownHit(address_of(group.kind, hit), hit.title, hit.under, hit.is_past)
        for hit in group.hits
    ]
    return ShownGroup(
        kind=group.kind,
        heading=str(HEADINGS[group.kind]),
        icon=ICONS[group.kind],
        hits=tuple(hits),
        total=group.total,
        more=f"{reverse('web:search')}?{asked}" if group.is_cut else "",
        note=str(_NOTES[group.note]) if group.note else "",
    )


class _Addresses:
    """Where a hit leads; the reader's own unit is asked for once, and only for indicators."""

    def __init__(self, request: KengRequest) -> None:
        self._request = request
        self._table = ""

    def __call__(self, kind: str, hit: Hit) -> str:
        if kind == "page":
            return hit.target
        if kind == "indicator":
            return f"{self._own_table()}#{anchor_of(CellKey.parse(hit.target))}"
        target = hit.target if kind in _BY_CODE else int(hit.target)
        return reverse(f"web:{VIEWS[kind]}", args=[target])

    def _own_table(self) -> str:
        """The consolidated table of the reader's first unit for this year."""
        if not self._table:
            own = own_units(self._request)
            asked = {"unit": own[0].path if own else "", "period": str(clock.today().year)}
            self._table = f"{reverse('web:consolidated')}?{urlencode(asked)}"
        return self._table


def _pages(request: KengRequest) -> Iterator[tuple[str, str]]:
    """The address and words of each page, in the language that is active."""
    for item in menu_of(request):
        yield from ((one.url, str(one.label)) for one in (item.under or (item,)))
    for name, words, verb in _MORE_PAGES:
        if not verb or may_somewhere(request, verb):
            yield reverse(f"web:{name}"), str(words)
