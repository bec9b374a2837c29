"""The words that the papers of recognition share: law, verdicts, lists. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from keng.criteria.queries import Occasion, PaperLine
from keng.documents.word import Align, Block, Column, Line, Paragraph, Row, Run, Table
from keng.kernel.vietnamese import format_count, format_number
from keng.packs.schema import Act
from keng.publishing.report import ILLUSTRATIVE_MARK

RECOGNISED: Final = "recognised"
RESULTS: Final[Mapping[str, str]] = {
    "recognised": "Công nhận",
    "not_recognised": "Không công nhận",
    "waiting": "Đang chờ kết quả khác",
    "undecidable": "Chưa đủ căn cứ",
}
OUTCOMES: Final[Mapping[str, str]] = {
    "met": "Đạt",
    "not_met": "Chưa đạt",
    "not_applicable": "Không áp dụng",
    "unknown": "Chưa đủ căn cứ",
    "waiting": "Đang chờ",
    "expected": "Dự kiến đạt",
}
_ACT_TYPES: Final[Mapping[str, str]] = {
    "L": "Luật",
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "QĐ": "Quyết định",
    "HD": "Hướng dẫn",
    "KH": "Kế hoạch",
    "CV": "Công văn",
}
_YEAR_ONLY: Final = 4
_PADDED_MONTHS: Final = 2


def lowered(title: str) -> str:
    """A title inside a sentence."""
    return title[:1].lower() + title[1:]


def capital(name: str) -> str:
    """A name that begins a line: "Thôn Đầu"."""
    return name[:1].upper() + name[1:]


def about(occasion: Occasion) -> str:
    """What the paper is about: "khu dân cư đạt tiêu chuẩn ... năm 2025"."""
    return f"{lowered(occasion.title)} năm {occasion.year}"


def gap(what: str) -> str:
    """Something that a person has to give; a paper with it is not submitted."""
    return f"[chưa rõ: {what}]"


def cited(act: Act | None) -> str:
    """An act as a paper cites it; what of it is not known stands in brackets."""
    if act is None:
        return gap("văn bản quy định bộ tiêu chí")
    kind = _ACT_TYPES.get(act.type, act.type)
    number = f"số {act.number}/{act.symbol}" if act.number else f"số {gap('số của văn bản')}"
    return f"{kind} {number} {_day_of(act)} của {act.issuer}"


def _day_of(act: Act) -> str:
    said = act.issued_on or ""
    try:
        return f"ngày {day_in_words(date.fromisoformat(said))}"
    except ValueError:
        return gap(f"ngày ban hành {act.number}/{act.symbol}")


def day_in_words(day: date) -> str:
    """Return "05 tháng 01 năm 2026": days below 10 and months 1 and 2 are padded."""
    month = f"{day.month:02d}" if day.month <= _PADDED_MONTHS else str(day.month)
    return f"{day.day:02d} tháng {month} năm {day.year}"


def window_in_words(occasion: Occasion) -> str:
    """The days over which units are judged."""
    return f"từ ngày {occasion.first:%d/%m/%Y} đến ngày {occasion.last:%d/%m/%Y}"


def illustrative(occasion: Occasion) -> list[Block]:
    """The line that says in the text itself that figures were invented: issuing leaves it."""
    if not occasion.is_illustrative:
        return []
    told = Run(f"({ILLUSTRATIVE_MARK}: không phải số liệu thật)", italic=True)
    return [Paragraph((told,), line=Line.CENTRED)]


def bases(occasion: Occasion, given: Mapping[str, str], more: Sequence[str] = ()) -> list[Block]:
    """The lines "Căn cứ ...": `given["basis"]` replaces them, line by line."""
    if own := given.get("basis", ""):
        lines = [line.strip() for line in own.splitlines() if line.strip()]
    else:
        place = f"{occasion.place} " if occasion.place else ""
        lines = [
            given.get("authority_basis")
            or f"Căn cứ {gap('luật, nghị quyết quy định thẩm quyền của cơ quan ban hành')}",
            f"Căn cứ {place}{cited(occasion.act)}",
            *more,
        ]
    ends = [";"] * (len(lines) - 1) + ["."]
    return [
        Paragraph((f"{line.rstrip(';.')}{end}",), line=Line.BASIS)
        for line, end in zip(lines, ends, strict=True)
    ]


def table_of_lines(occasion: Occasion, lines: Sequence[PaperLine], *, reasons: bool) -> Table:
    """The list of units; columns for class, points and years only where the set has them."""
    wanted = [
        (Column("Đơn vị", 36), [capital(line.unit) for line in lines]),
        (
            Column("Kết quả", 16, Align.CENTRE),
            [RESULTS.get(line.result, line.result) for line in lines],
        ),
        *_of_the_set(occasion, lines),
    ]
    if reasons:
        wanted.append((Column("Lý do", 44), ["; ".join(line.reasons) for line in lines]))
    columns = (Column("STT", 6, Align.CENTRE), *(column for column, _ in wanted))
    rows = (
        Row(((str(number + 1),), *((cells[number],) for _, cells in wanted)))
        for number in range(len(lines))
    )
    return Table(columns, tuple(rows))


def _of_the_set(
    occasion: Occasion, lines: Sequence[PaperLine]
) -> Iterator[tuple[Column, list[str]]]:
    """The columns that not every set has."""
    if occasion.classes:
        yield Column("Phân loại", 14, Align.CENTRE), [line.class_label or "–" for line in lines]
    if any(line.score is not None for line in lines):
        points = ["–" if one.score is None else format_number(one.score) for one in lines]
        yield Column("Điểm", 10, Align.RIGHT), points
    met = [f"{line.met}/{line.applicable}" for line in lines]
    yield Column("Tiêu chí đạt", 12, Align.CENTRE), met
    if occasion.years_counted:
        years = [str(line.years) if line.years else "–" for line in lines]
        yield Column("Số năm liên tục", 12, Align.CENTRE), years


def counted(lines: Sequence[PaperLine]) -> Iterator[str]:
    """ "03 đơn vị được công nhận", and so on: only results that there are."""
    for result, words in (
        ("recognised", "được công nhận"),
        ("not_recognised", "không được công nhận"),
        ("waiting", "đang chờ kết quả khác"),
        ("undecidable", "chưa đủ căn cứ để kết luận"),
    ):
        number = sum(line.result == result for line in lines)
        if number:
            yield f"{format_count(number)} đơn vị {words}"


def by_class(lines: Sequence[PaperLine]) -> Iterator[str]:
    """ "02 đơn vị xếp loại Khá": only classes that there are, in the order of the list."""
    for label in dict.fromkeys(line.class_label for line in lines if line.class_label):
        number = sum(line.class_label == label for line in lines)
        yield f"{format_count(number)} đơn vị xếp loại {label}"
