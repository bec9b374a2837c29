"""From an outline and facts to the blocks of a paper. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from keng.documents.word import (
    Annex,
    Block,
    Heading,
    Line,
    Paragraph,
    Rank,
    Run,
    roman,
)
from keng.kernel.figures import CellKey
from keng.packs.schema import Annex as AnnexOutline
from keng.packs.schema import (
    FixedText,
    Item,
    Outline,
    RegisterItem,
    Section,
    Sentence,
    Table,
    TextSlot,
)
from keng.prose.phrases import capitalised
from keng.prose.sentences import coverage, fewer_units
from keng.publishing.facts import Facts, with_sources
from keng.publishing.filling import is_due, sayings_of, sentence_of, words_in
from keng.publishing.paper_tables import (
    cells_of,
    table_of_indicators,
    table_of_names,
    tables_of_units,
)
from keng.reporting.deadlines import patterns_of

GAP: Final = re.compile(r"\[(?:Chưa viết|chưa rõ): [^\]]*\]", re.IGNORECASE)
MOST_NAMES: Final = 10
MISSING_UNITS: Final = "Đơn vị còn biểu chưa được tiếp nhận"
LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
_BULLETS: Final = ("-", "+")


@dataclass
class Composition:
    """The blocks of a paper, and what a person still has to give (`gaps`, in plain words).

    `notes` are what registers could not say and why: good to know, and nothing that stops a paper.
    """

    blocks: list[Block] = field(default_factory=list)
    annexes: list[Annex] = field(default_factory=list)
    gaps: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def compose(outline: Outline, facts: Facts) -> Composition:
    """Write the outline with the facts.

    A section in which nothing is to be said is left out with its heading, and the headings are
    counted without it. A required text that nobody wrote stands as a marked gap.
    """
    made = Composition()
    made.blocks += _items(outline.opening, facts, made)
    made.blocks += _coverage(facts)
    made.blocks += _sections(outline.sections, facts, made, "")
    made.blocks += _items(outline.closing, facts, made)
    for annex in outline.annexes:
        made.annexes += _annex(annex, facts)
    if facts.usual_coverage is not None and len(facts.missing) > MOST_NAMES:
        made.annexes.append(Annex(MISSING_UNITS, (table_of_names(facts.missing),)))
    return made


def subject_of(outline: Outline, facts: Facts) -> str:
    """The subject of the paper ("trích yếu")."""
    return words_in(outline.title_template.vi, facts)


def _coverage(facts: Facts) -> Iterator[Block]:
    """Whose figures are in the paper, where some are missing: no number without its coverage.

    A unit can be among the missing and among those with figures: it owes one form of several.
    """
    told = _coverage_line(facts)
    if told is None:
        return
    yield told
    if len(facts.missing) > MOST_NAMES:
        yield Paragraph(
            (f"{len(facts.missing)} đơn vị còn biểu chưa được tiếp nhận, có tên tại Phụ lục.",)
        )
    elif facts.missing:
        yield Paragraph((f"Còn biểu chưa được tiếp nhận của: {', '.join(facts.missing)}.",))


def _coverage_line(facts: Facts, line: Line = Line.BODY) -> Paragraph | None:
    usual = facts.usual_coverage
    if usual is None:
        return None
    said = (*capitalised(("tổng hợp ",)), *coverage(usual), ".")
    return Paragraph(with_sources(said, facts), line=line)


def _sections(
    sections: Sequence[Section], facts: Facts, made: Composition, above: str
) -> list[Block]:
    blocks: list[Block] = []
    place = 0
    for section in sections:
        if not _is_for(section.periods, facts):
            continue
        number = _number(section.number_style, place + 1, above)
        inside = _items(section.items, facts, made)
        inside += _sections(section.children, facts, made, number)
        if inside:
            place += 1
            title = words_in(section.title.vi, facts)
            blocks += [Heading(Rank(section.number_style), number, title), *inside]
    return blocks


def _number(style: str, place: int, above: str) -> str:
    if style == "I":
        return roman(place)
    if style == "1.1":
        return f"{above}.{place}"
    if style == "a":
        return LETTERS[(place - 1) % len(LETTERS)]
    return str(place) if style == "1" else ""


def _items(items: Sequence[Item], facts: Facts, made: Composition) -> list[Block]:
    blocks: list[Block] = []
    for item in items:
        if _is_for(item.periods, facts) and (not item.profiles or facts.profile in item.profiles):
            blocks += _item(item, facts, made)
    return blocks


def _item(item: Item, facts: Facts, made: Composition) -> Iterator[Block]:
    if isinstance(item, Sentence):
        if is_due(item, facts):
            yield Paragraph(sentence_of(item, facts), bullet=item.bullet)
    elif isinstance(item, FixedText):
        text = words_in(item.template.vi, facts)
        yield Paragraph((text[:1].upper() + text[1:],), bullet=item.bullet)
    elif isinstance(item, Table):
        yield from _table(item, facts)
    elif isinstance(item, RegisterItem):
        yield from _told(item, facts, made)
    else:
        yield from _written(item, facts, made)


def _told(item: RegisterItem, facts: Facts, made: Composition) -> Iterator[Block]:
    told = facts.registers.get(item.of)
    if told is None:
        return
    made.notes += [one for one in told.missing if one not in made.notes]
    for inlines, lead in sayings_of(told, facts):
        yield Paragraph(inlines, bullet=lead)


def _written(slot: TextSlot, facts: Facts, made: Composition) -> Iterator[Block]:
    if facts.words_withheld:
        yield Paragraph((Run(f"[Không trích ở cấp này: {slot.label.vi}]", italic=True),))
        return
    text = facts.texts.get(slot.code, "")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines and slot.required:
        made.gaps.append(f"Chưa viết phần “{slot.label.vi}”.")
        yield Paragraph((Run(f"[Chưa viết: {slot.label.vi}]", italic=True),))
    for line in lines:
        bullet = line[0] if line[:1] in _BULLETS and line[1:2] == " " else ""
        yield Paragraph((line[1:].strip() if bullet else line,), bullet=bullet)


def _table(item: Table, facts: Facts) -> Iterator[Block]:
    keys = cells_of(facts, item.group, item.indicators)
    if not keys:
        return
    caption = words_in(item.label.vi, facts)
    if item.rows == "children":
        yield from tables_of_units(facts, keys, caption)
    else:
        yield table_of_indicators(facts, keys, caption)


def _annex(annex: AnnexOutline, facts: Facts) -> Iterator[Annex]:
    keys = cells_of(facts, annex.group, ())
    if not keys:
        return
    title = words_in(annex.label.vi, facts)
    told = _coverage_line(facts, Line.CENTRED)
    head = () if told is None else (told,)
    if annex.rows == "indicators":
        yield Annex(
            title, (*head, *_comparison_line(facts, keys), table_of_indicators(facts, keys))
        )
    elif facts.units:
        yield Annex(title, (*head, *tables_of_units(facts, keys)))


def _comparison_line(facts: Facts, keys: Sequence[CellKey]) -> Iterator[Paragraph]:
    """On what changes rest in a table whose columns do not subtract: no sum without its units."""
    usual = facts.usual_comparison
    if usual is not None and any(fewer_units(facts.of(key)) == usual for key in keys):
        told = f"Tăng, giảm và tỷ lệ tính trên {usual:02d} đơn vị có số liệu cả hai kỳ."
        yield Paragraph((told,), line=Line.CENTRED)


def _is_for(periods: Sequence[str], facts: Facts) -> bool:
    return not periods or bool(patterns_of(facts.period) & set(periods))
