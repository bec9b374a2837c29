"""The minutes of the council and its proposal, written from a run. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from keng.criteria.queries import PaperMember, RunPaper
from keng.documents.word import Align, Annex, Block, Column, Heading, Paragraph, Rank, Row, Table
from keng.kernel.vietnamese import format_count
from keng.publishing.recognition.wording import (
    RESULTS,
    about,
    bases,
    by_class,
    capital,
    counted,
    gap,
    illustrative,
    table_of_lines,
    window_in_words,
)


def minutes_blocks(paper: RunPaper, given: Mapping[str, str]) -> tuple[Block, ...]:
    """What the minutes say: who met, what was looked at, the agreed result of each unit.

    `given` may answer met_at and met_where; without an answer they stand in brackets.
    """
    occasion = paper.occasion
    blocks: list[Block] = [
        *illustrative(occasion),
        Paragraph((f"Thời gian: {given.get('met_at') or gap('thời gian họp')}.",)),
        Paragraph((f"Địa điểm: {given.get('met_where') or gap('địa điểm họp')}.",)),
        Heading(Rank.PART, "I", "Thành phần"),
        *_members(paper.members),
        Heading(Rank.PART, "II", "Nội dung"),
        Paragraph((f"Xét công nhận {about(occasion)}; kỳ xét {window_in_words(occasion)}.",)),
        Paragraph((_scope(paper),)),
        *_agreed(paper),
        Heading(Rank.PART, "III", "Kết luận"),
        *_conclusion(paper),
        Paragraph(
            ("Biên bản được đọc lại cho các thành viên dự họp cùng nghe và thống nhất ký tên.",)
        ),
    ]
    return tuple(blocks)


def proposal_blocks(paper: RunPaper, given: Mapping[str, str]) -> tuple[Block, ...]:
    """What the proposal says: by what, which units, who is left out and why."""
    occasion = paper.occasion
    numbers = "; ".join(counted(paper.lines)) or "chưa có đơn vị nào được thẩm định xong"
    blocks: list[Block] = [
        *illustrative(occasion),
        *bases(occasion, given, _minutes_of(given)),
        Paragraph(
            (f"Hội đồng trình kết quả xét {about(occasion)}, kỳ xét {window_in_words(occasion)}:",)
        ),
        Paragraph((_scope(paper),), bullet="-"),
        Paragraph((f"Kết quả thẩm định: {numbers}.",), bullet="-"),
        *(Paragraph((f"{line}.",), bullet="+") for line in by_class(paper.lines)),
        *_left_out(paper),
        Paragraph(("Kính đề nghị xem xét, quyết định (có danh sách kèm theo).",)),
    ]
    return tuple(blocks)


def proposal_annexes(paper: RunPaper) -> tuple[Annex, ...]:
    """The list with results and reasons."""
    if not paper.lines:
        return ()
    title = f"Danh sách đề nghị xét {about(paper.occasion)}"
    return (Annex(title, (table_of_lines(paper.occasion, paper.lines, reasons=True),)),)


def _minutes_of(given: Mapping[str, str]) -> tuple[str, ...]:
    named = given.get("minutes") or f"Biên bản họp xét {gap('số, ngày của biên bản')}"
    return (f"Căn cứ {named}",)


def _members(members: tuple[PaperMember, ...]) -> Iterator[Block]:
    if not members:
        yield Paragraph((gap("thành phần dự họp"),))
    for one in members:
        part = "Chủ tọa" if one.is_chair else "Thành viên"
        yield Paragraph((f"{part}: {one.post}, {one.unit};",), bullet="-")
        if one.stepped_aside_for:
            names = ", ".join(one.stepped_aside_for)
            yield Paragraph((f"Không tham gia xét {names} vì có liên quan;",), bullet="+")


def _scope(paper: RunPaper) -> str:
    return (
        f"Số đơn vị thuộc phạm vi xét: {format_count(paper.in_scope)}; "
        f"đã thẩm định: {format_count(len(paper.lines))}; "
        f"chưa đưa vào danh sách: {format_count(len(paper.left_out))}."
    )


def _agreed(paper: RunPaper) -> Iterator[Block]:
    for number, line in enumerate(paper.lines, start=1):
        yield Heading(Rank.CLAUSE, str(number), capital(line.unit))
        result = RESULTS.get(line.result, line.result)
        label = f", xếp loại {line.class_label}" if line.class_label else ""
        met = f"{line.met}/{line.applicable}"
        yield Paragraph((f"Kết quả: {result}{label}; đạt {met} tiêu chí được áp dụng.",))
        if line.reasons:
            yield Paragraph((f"Lý do: {'; '.join(line.reasons)}.",))
        if line.minutes:
            yield Paragraph((f"Ý kiến thống nhất: {line.minutes}",))


def _conclusion(paper: RunPaper) -> Iterator[Block]:
    for line in (*counted(paper.lines), *by_class(paper.lines)):
        yield Paragraph((f"{line};",), bullet="-")
    if not paper.lines:
        yield Paragraph(("Chưa có đơn vị nào được thẩm định xong.",))
    yield from _left_out(paper)


def _left_out(paper: RunPaper) -> Iterator[Block]:
    if not paper.left_out:
        return
    columns = (Column("STT", 9, Align.CENTRE), Column("Đơn vị", 40), Column("Lý do", 57))
    rows = tuple(
        Row(((str(number),), (capital(name),), (why,)))
        for number, (name, why) in enumerate(paper.left_out, start=1)
    )
    yield Table(columns, rows, caption="Đơn vị chưa đưa vào danh sách")
