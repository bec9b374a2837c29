"""A paper of Keng proofread, also against the data: the one place where a text meets figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final

from keng.consolidation.anybody import ANYBODY
from keng.consolidation.queries import consolidate
from keng.consolidation.shapes import Compare
from keng.documents import word
from keng.documents.reading import read
from keng.kernel.actors import Actor
from keng.kernel.moments import local_day
from keng.kernel.vietnamese import format_number
from keng.orgunits.queries import unit_view
from keng.packs.installed import current
from keng.proofing.finding import Finding
from keng.proofing.manuscript import Manuscript
from keng.proofing.masking import WITHHELD
from keng.proofing.proofreading import proofread
from keng.proofing.units.known import KnownUnits
from keng.publishing import files, queries
from keng.publishing.data_rules import DATA_RULES
from keng.publishing.facts import Style
from keng.publishing.known_units import database_units
from keng.publishing.models import Paper
from keng.publishing.opening import is_open_to
from keng.publishing.proofreading import Proofread, layout_of
from keng.publishing.prose_figures import About, differing, statements
from keng.publishing.report import values_now
from keng.publishing.shown_lines import shown_lines

_PEOPLE: Final = frozenset({"người", "đối tượng", "trường hợp", "em", "cháu", "bị can", "bị cáo"})
_FEW: Final = range(1, 5)  # what is shown as "<5"


def proofread_paper(paper_id: int, *, actor: Actor, at: datetime) -> Proofread:
    """The Word file of a paper as it stands, with what contradicts itself or the data of today.

    Figures that `actor` may not see are compared with nothing. Raises NotFound and NotAllowed as
    `queries.open_paper` does, and FileRefused for a file that cannot be read. Nothing is stored.
    """
    paper = queries.open_paper(paper_id, actor=actor, at=at)
    stored = queries.newest_file(paper)
    content = files.read(stored.sha256)
    document = read(content, name=stored.name)
    placed = word.placed_fields(content)
    slips, notes = layout_of(document, content)
    found = [
        *slips,
        *_of_the_text(document.lines, placed, database_units(on=local_day(at))),
        *_typed_or_old(placed, paper, actor, at),
        *_in_prose(document.lines, placed, paper, actor, at),
        *_few_people(document.lines, placed, paper, on=local_day(at)),
    ]
    found.sort(key=lambda one: (one.line, one.code, one.end_line))
    return Proofread(
        stored.name,
        document.kind.value,
        shown_lines(document.lines),
        tuple(found),
        (*document.notes, *notes),
    )


def _of_the_text(
    lines: Sequence[str], placed: Sequence[tuple[int, word.ReadField]], units: KnownUnits
) -> Iterator[Finding]:
    """What contradicts itself, but for the rows of tables that Keng filled in.

    Those are held against the data, cell by cell; read as prose, a rank is taken for a quantity.
    """
    rows = {line for line, one in placed if one.source and one.source.style == Style.TABLE}
    return (one for one in proofread(lines, units) if one.line not in rows)


def _typed_or_old(
    placed: Sequence[tuple[int, word.ReadField]], paper: Paper, actor: Actor, at: datetime
) -> Iterator[Finding]:
    """Figures in content controls that are not the figure of today."""
    unit_key = unit_view(paper.unit_id, on=paper.last).key
    now = values_now((field for _, field in placed), unit_key=unit_key, actor=actor, at=at)
    for line, field in placed:
        value = now.get(field.key)
        if field.source is None or value is None or value.text == field.text:
            continue
        if field.is_typed_over and queries.has_changed("", value):
            yield _typed_over(line, field, value.text)
        elif not field.is_typed_over and queries.has_changed(field.source.exact, value):
            yield _changed(line, field, value.text)


def _typed_over(line: int, field: word.ReadField, now: str) -> Finding:
    return _finding(
        "K501",
        line,
        f"{field.label}: văn bản ghi “{field.text}”, số liệu hôm nay là “{now}”; số trong ô đã bị "
        "gõ đè.",
        f"{field.label}: the text says “{field.text}”, the figure of today is “{now}”; it was "
        "typed over.",
        (field.text, now),
    )


def _changed(line: int, field: word.ReadField, now: str) -> Finding:
    return _finding(
        "K502",
        line,
        f"{field.label}: văn bản ghi “{field.text}”, số liệu hôm nay là “{now}”; hãy cập nhật số "
        "liệu của dự thảo.",
        f"{field.label}: the text says “{field.text}”, the figure of today is “{now}”; bring the "
        "draft up to date.",
        (field.text, now),
    )


def _in_prose(
    lines: Sequence[str],
    placed: Sequence[tuple[int, word.ReadField]],
    paper: Paper,
    actor: Actor,
    at: datetime,
) -> Iterator[Finding]:
    """Numbers that a person wrote, where they name an indicator beyond doubt."""
    indicators = current().indicators
    about = About(
        {code: (one.label.vi, one.unit) for code, one in indicators.items()},
        paper.period,
        unit_view(paper.unit_id, on=paper.last).full_name,
    )
    stated = statements(lines, about, skipped={line for line, _ in placed})
    if not stated:
        return  # the usual draft: the data need not be gathered
    table = consolidate(
        *(paper.unit_id, paper.period),
        actor=actor,
        on=local_day(at),
        compare=Compare.SAME_PERIOD,
    )
    for one, value in differing(stated, table.rows):
        label, unit = about.indicators[one.indicator]
        now = f"{format_number(value)} {unit}"
        yield _finding(
            "K503",
            one.line,
            f"{label}: lời văn ghi “{one.said}”, số liệu của kỳ này là {now}; xem số nào đúng.",
            f"{label}: the text says “{one.said}”, the figure of this period is {now}; see which "
            "is right.",
            (one.said, now),
            one.end_line,
        )


def _few_people(
    lines: Sequence[str],
    placed: Sequence[tuple[int, word.ReadField]],
    paper: Paper,
    *,
    on: date,
) -> Iterator[Finding]:
    """Small numbers of people that a person wrote into a paper that anybody above may open.

    One that prints small totals opens to nobody else than who sees them (`opening`); in any other,
    nobody but a person can say whether these are people in a sensitive situation.
    """
    if not is_open_to(paper, actor=ANYBODY, on=on):
        return
    manuscript = Manuscript.of(lines)
    filled = {line for line, _ in placed}
    for one in manuscript.quantities:
        line, end_line = manuscript.text.lines_of(one.whole)
        if one.head not in _PEOPLE or one.value not in _FEW or line in filled:
            continue
        yield _finding(
            "K504",
            line,
            "Có số người từ 1 đến 4 gõ tay: nếu là người vi phạm, bị xử lý, nghiện hay được quản "
            "lý thì hãy bỏ số, vì văn bản này mở cho mọi cấp trên của đơn vị.",
            "A number of people from 1 to 4 was typed: if they offended, were dealt with, are "
            "addicted or supervised, take it out: every level above may open this paper.",
            (WITHHELD, ""),
            end_line,
        )


def _finding(
    code: str,
    line: int,
    message: str,
    message_en: str,
    values: tuple[str, str],
    end_line: int | None = None,
) -> Finding:
    said, expected = values
    rule = DATA_RULES[code]
    return Finding(
        code,
        rule.severity,
        line,
        end_line or line,
        message,
        message_en,
        said,
        expected=expected or None,
    )
