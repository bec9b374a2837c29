"""The report of one unit's results: each criterion with its figures, papers and evidence. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from keng.criteria.queries import EXPECTED, PaperFigure, ResultRow, ResultsPaper
from keng.documents.word import (
    Align,
    Block,
    Column,
    FieldSource,
    FigureField,
    Heading,
    Inline,
    Inlines,
    Paragraph,
    Rank,
    Row,
    RowKind,
    Table,
)
from keng.kernel.vietnamese import format_number
from keng.publishing.facts import TABLE_MISSING, exact_text
from keng.publishing.recognition.wording import (
    OUTCOMES,
    about,
    cited,
    illustrative,
    window_in_words,
)

_COLUMNS: Final = (
    Column("STT", 9, Align.CENTRE),
    Column("Tiêu chí", 40),
    Column("Kết quả", 14, Align.CENTRE),
    Column("Số liệu", 34),
    Column("Văn bản, minh chứng", 26),
)
_TALLY: Final = ("met", "not_met", EXPECTED, "waiting", "unknown", "not_applicable")


def results_blocks(
    paper: ResultsPaper, given: Mapping[str, str], *, revision: str
) -> tuple[Block, ...]:
    """The report from its basis to what the unit asks for; `revision` names the data read."""
    occasion = paper.occasion
    law = given.get("basis") or _law(paper)
    asked = given.get("request") or f"Đề nghị xét công nhận {paper.unit} là {about(occasion)}."
    return (
        *illustrative(occasion),
        Paragraph((f"Thực hiện {law}, {paper.unit} báo cáo kết quả như sau:",)),
        Heading(Rank.PART, "I", "Kết quả chung"),
        Paragraph((f"Kỳ xét: {window_in_words(occasion)}.",)),
        Paragraph((_summary(paper),)),
        _tally(paper),
        Heading(Rank.PART, "II", "Kết quả từng tiêu chí"),
        Table(_COLUMNS, tuple(_rows(paper, revision))),
        *_words(paper),
        *_missing(paper),
        Heading(Rank.PART, "IV" if _lacks(paper) else "III", "Đề nghị"),
        Paragraph((asked,)),
    )


def _law(paper: ResultsPaper) -> str:
    """The act by which the unit is judged, with the place in it."""
    place = paper.occasion.place
    return f"{place} {cited(paper.occasion.act)}" if place else cited(paper.occasion.act)


def _summary(paper: ResultsPaper) -> str:
    total = sum(row.counts_for for row in paper.rows)
    expected = sum(row.counts_for for row in paper.rows if row.expected)
    more = f"; dự kiến đạt thêm {expected} tiêu chí" if expected else ""
    return (
        f"Đạt {paper.met}/{paper.applicable} tiêu chí được áp dụng{more} "
        f"(bộ tiêu chí có {total} tiêu chí)."
    )


def _tally(paper: ResultsPaper) -> Table:
    used = [one for one in _TALLY if any(one in counts for counts in paper.tally.values())]
    columns = [Column("Nhóm tiêu chí", 50)]
    columns += [Column(OUTCOMES[one], 14, Align.CENTRE) for one in used]
    columns.append(Column("Tổng số", 12, Align.CENTRE))
    rows = [
        Row(((group,), *_counts([counts.get(one, 0) for one in used])))
        for group, counts in paper.tally.items()
    ]
    whole = [sum(counts.get(one, 0) for counts in paper.tally.values()) for one in used]
    rows.append(Row((("TỔNG",), *_counts(whole)), RowKind.TOTAL))
    return Table(tuple(columns), tuple(rows), caption="Tổng hợp kết quả theo nhóm tiêu chí")


def _counts(numbers: list[int]) -> tuple[Inlines, ...]:
    return (*((str(number),) for number in numbers), (str(sum(numbers)),))


def _rows(paper: ResultsPaper, revision: str) -> Iterator[Row]:
    group = ""
    for number, row in enumerate(paper.rows, start=1):
        if row.group != group:
            group = row.group
            yield Row(((group,),), RowKind.GROUP)
        shown = OUTCOMES[EXPECTED] if row.expected else OUTCOMES.get(row.outcome, row.outcome)
        points = "" if row.points is None else f" ({format_number(row.points)} điểm)"
        yield Row(
            (
                (str(number),),
                (_title(row),),
                (f"{shown}{points}",),
                (*_figures(row, paper, revision), _facts(row)),
                ("; ".join(row.evidence),),
            )
        )


def _title(row: ResultRow) -> str:
    place = f" ({row.clause})" if row.clause else ""
    many = f" – {row.counts_for} nội dung" if row.counts_for > 1 else ""
    code = f"{row.code}. " if row.code else ""
    return f"{code}{row.title}{place}{many}"


def _figures(row: ResultRow, paper: ResultsPaper, revision: str) -> Iterator[Inline]:
    for place, one in enumerate(row.figures):
        when = "kỳ này" if one.time == "now" else "cùng kỳ"
        yield f"{'; ' if place else ''}{one.label}, {when}: "
        yield _figure(one, paper, revision)
        if one.value is not None and one.counted_in:
            yield f" {one.counted_in}"


def _facts(row: ResultRow) -> str:
    """What the unit typed, behind the figures."""
    told = "; ".join(f"{label} (đơn vị khai): {value}" for label, value in row.facts)
    return f"; {told}" if told and row.figures else told


def _figure(one: PaperFigure, paper: ResultsPaper, revision: str) -> FigureField:
    text = one.shown or TABLE_MISSING
    if one.value is not None:
        text = format_number(one.value, one.digits)
    source = FieldSource(
        indicator=one.cell.indicator,
        by=one.cell.by,
        unit=paper.unit_key,
        period=one.period.code,
        view="value",
        revision=revision,
        exact=exact_text(one.value),
        word=one.counted_in,
        style="table",
    )
    return FigureField(text, one.label, source)


def _words(paper: ResultsPaper) -> Iterator[Block]:
    """What the unit itself says of single criteria, under the table."""
    for row in paper.rows:
        if row.said:
            yield Paragraph((f"{row.code}: {row.said}",), bullet="-")


def _lacks(paper: ResultsPaper) -> bool:
    return bool(paper.asked) or any(row.to_change for row in paper.rows)


def _missing(paper: ResultsPaper) -> Iterator[Block]:
    if not _lacks(paper):
        return
    yield Heading(Rank.PART, "III", "Nội dung chưa đạt và còn thiếu")
    for row in paper.rows:
        for change in row.to_change:
            yield Paragraph((f"{row.code}: {change.rstrip('.')}.",), bullet="-")
    for asked in paper.asked:
        yield Paragraph((f"{asked.rstrip('.')}.",), bullet="-")
