"""An old report as its page shows it: the text with its figures marked, and what to decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from keng.access.queries import names_of
from keng.intake.reports.judging import Doubt, Judged, Made, open_cells
from keng.intake.reports.queries import ReportView
from keng.kernel.figures import CellKey
from keng.kernel.vietnamese import format_number
from keng.packs import installed
from keng.packs.schema import Pack
from keng.web import wording
from keng.web.tables.reporttext import ShownLine, look_of, marked_lines

PORTION: Final = 1000
"""So many lines of a text are on one page; a scan of 300 pages has more than a browser likes."""

STATES: Final[Mapping[str, Promise]] = {
    "waiting": gettext_lazy("Chờ xác nhận đơn vị, kỳ"),
    "confirmed": gettext_lazy("Đang duyệt số"),
    "entered": gettext_lazy("Đã đưa vào biểu"),
    "dropped": gettext_lazy("Đã bỏ"),
}
LOOKS: Final[Mapping[str, str]] = {
    "waiting": "returned",
    "confirmed": "submitted",
    "entered": "accepted",
    "dropped": "untouched",
}
_VERDICTS: Final[Mapping[str, Promise]] = {
    "accepted": gettext_lazy("đã nhận"),
    "corrected": gettext_lazy("đã sửa"),
    "refused": gettext_lazy("đã bỏ"),
    "question": gettext_lazy("cần hỏi"),
    "open": gettext_lazy("chờ"),
}
_DOUBTS: Final[Mapping[Doubt, Promise]] = {
    Doubt.NO_CELL: gettext_lazy("Chưa thấy ô nào của biểu khớp với câu này; hãy chọn ô."),
    Doubt.TWICE: gettext_lazy(
        "Có số khác trong văn bản cũng có thể vào ô này; hãy xem cả hai rồi chọn."
    ),
    Doubt.TAKEN: gettext_lazy("Ô này đã nhận một số khác của văn bản; hãy chọn ô khác hoặc bỏ."),
    Doubt.UNSURE: gettext_lazy("Số hoặc ô chưa đọc chắc chắn; hãy đối chiếu với câu bên trái."),
    Doubt.MEASURE: gettext_lazy(
        "Đơn vị tính khác với ô hoặc quá nhiều số lẻ; hãy tự đổi rồi ghi số."
    ),
}


@dataclass(frozen=True)
class Line:
    """A proposal in the list."""

    n: int
    line: int
    phrase: str
    told: str
    look: str
    word: str
    is_current: bool


@dataclass(frozen=True)
class Offer:
    """A cell in the select."""

    value: str
    text: str
    is_chosen: bool


@dataclass(frozen=True)
class Deciding:
    """The proposal that is being decided, with its neighbours in the text (0: none)."""

    n: int
    line: int
    phrase: str
    doubts: Sequence[str]
    proposed: str
    offers: Sequence[tuple[str, Sequence[Offer]]]
    value: str
    may_be_accepted: bool
    word: str
    look: str
    decided_by: str
    decided_at: datetime | None
    before: int
    after: int


@dataclass(frozen=True)
class Screen:
    """Everything of the page but its head."""

    lines: Sequence[ShownLine]
    groups: Sequence[tuple[str, Sequence[Line]]]
    current: Deciding | None
    counts: Mapping[str, int]
    portion: int
    portions: int
    first: int
    last: int


def screen_of(view: ReportView, wanted: int, portion: int) -> Screen:
    """The page at a figure (0: the first that nobody has decided), or at a portion of the text."""
    current = _current(view.judged, wanted)
    portions = max(1, -(-len(view.lines) // PORTION))
    if not portion:
        portion = (current.read.line - 1) // PORTION + 1 if current else 1
    portion = min(portion, portions)
    first, last = (portion - 1) * PORTION + 1, min(portion * PORTION, len(view.lines))
    here = [one for one in view.judged if first <= one.read.line <= last]
    pack = installed.current()
    return Screen(
        lines=list(marked_lines(view.lines, here, first, last)),
        groups=_groups(view, here, current, pack),
        current=_deciding(view, current, pack) if current else None,
        counts=_counts(view.judged),
        portion=portion,
        portions=portions,
        first=first,
        last=last,
    )


def figure_address(report_id: int, n: int) -> str:
    """The page of a report at one of its figures."""
    return f"{reverse('web:read_report', args=[report_id])}?so={n}#so-{n}"


def text_of(view: ReportView, most: int) -> list[str]:
    """The first lines of the text, for the page on which unit and period are confirmed."""
    return [words for _page, words in view.lines if words][:most]


def next_open(judged: Sequence[Judged], n: int) -> int:
    """The next figure after `n` that nobody has decided, from the top again; 0 for none."""
    left = [one.read.n for one in judged if one.is_open and one.read.n != n]
    return next((one for one in left if one > n), left[0] if left else 0)


def _current(judged: Sequence[Judged], wanted: int) -> Judged | None:
    found = next((one for one in judged if one.read.n == wanted), None)
    if found is None:
        found = next((one for one in judged if one.is_open), None)
    return found or (judged[0] if judged else None)


def _groups(
    view: ReportView, here: Sequence[Judged], current: Judged | None, pack: Pack
) -> list[tuple[str, list[Line]]]:
    """The proposals by the groups of the form; those without a cell stand last."""
    by_group: dict[str, list[Line]] = {}
    language = wording.language()
    for one in here:
        key = _cell(one)
        group = view.form.group_of(key) if view.form and key else None
        title = group.label.of(language) if group else ""
        by_group.setdefault(title, []).append(_line(one, current, pack))
    order = [group.label.of(language) for group in view.form.groups] if view.form else []
    named = [(title, by_group[title]) for title in dict.fromkeys(order) if title in by_group]
    if "" in by_group:
        named.append((_("Chưa gắn ô nào"), by_group[""]))
    return named


def _cell(one: Judged) -> CellKey | None:
    """The cell under which a proposal is listed."""
    made = one.read.made
    return made.cell if made is not None and made.cell is not None else one.cell


def _line(one: Judged, current: Judged | None, pack: Pack) -> Line:
    key, made = _cell(one), one.read.made
    told = pack.cell_label(key, wording.language()) if key and pack.knows(key) else ""
    if made is not None and made.cell is not None:
        told = f"{told}: {_value(made, pack)}"
    look = look_of(one)
    return Line(
        n=one.read.n,
        line=one.read.line,
        phrase=one.read.phrase,
        told=told,
        look=look,
        word=str(_VERDICTS[look]),
        is_current=one is current,
    )


def _value(made: Made, pack: Pack) -> str:
    if made.cell is None or not pack.knows(made.cell):
        return ""
    return wording.figure(made.value, pack.digits_of(made.cell))


def _deciding(view: ReportView, one: Judged, pack: Pack) -> Deciding:
    read, made = one.read, one.read.made
    chosen = made.cell if made is not None else one.cell if one.may_be_accepted else None
    order = [other.read.n for other in view.judged]
    at = order.index(read.n)
    names = names_of({made.account_id}) if made else {}
    look = look_of(one)
    return Deciding(
        n=read.n,
        line=read.line,
        phrase=read.phrase,
        doubts=[str(_DOUBTS[doubt]) for doubt in one.doubts] if made is None else (),
        proposed=_proposed(one, pack),
        offers=_offers(view, chosen, pack),
        value=_typed(one, pack),
        may_be_accepted=one.may_be_accepted and made is None,
        word=str(_VERDICTS[look]),
        look=look,
        decided_by=wording.account(made.account_id, names) if made else "",
        decided_at=made.at if made else None,
        before=order[at - 1] if at else 0,
        after=order[at + 1] if at + 1 < len(order) else 0,
    )


def _proposed(one: Judged, pack: Pack) -> str:
    """The cell that the words are like, said but not chosen where it is a question."""
    return pack.cell_label(one.cell, wording.language()) if one.cell else ""


def _typed(one: Judged, pack: Pack) -> str:
    """What stands in the field of the number; empty where the unit of measure must be changed."""
    made = one.read.made
    if made is not None and made.cell is not None:
        return _value(made, pack)
    if Doubt.MEASURE in one.doubts:
        return ""
    if one.cell is not None:
        return wording.figure(one.value, pack.digits_of(one.cell))
    return format_number(one.read.value)


def _offers(view: ReportView, chosen: CellKey | None, pack: Pack) -> list[tuple[str, list[Offer]]]:
    form, period, language = view.form, view.head.period, wording.language()
    if form is None or period is None:
        return []
    cells = set(open_cells(form, pack, period))

    def offer(key: CellKey) -> Offer:
        unit = pack.unit_label(pack.indicator_of(key), language)
        return Offer(str(key), f"{pack.cell_label(key, language)} ({unit})", key == chosen)

    groups = [
        (
            group.label.of(language),
            [offer(cell.key) for cell in group.cells if cell.key in cells],
        )
        for group in form.groups
    ]
    return [group for group in groups if group[1]]


def _counts(judged: Sequence[Judged]) -> dict[str, int]:
    looks = [look_of(one) for one in judged]
    return {
        "taken": looks.count("accepted") + looks.count("corrected"),
        "refused": looks.count("refused"),
        "open": looks.count("open"),
        "question": looks.count("question"),
    }
