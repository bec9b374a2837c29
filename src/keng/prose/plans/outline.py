"""What each stretch of a plan is for: aims, targets, tasks, a schedule, who does what, money.

Told by the headings, outer before inner; a heading inside a part may name a quarter or the body to
which all below it falls.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from keng.kernel.letters import folded
from keng.prose.plans.bodies import heading_body
from keng.prose.plans.dues import quarter_named
from keng.prose.sections import Section
from keng.prose.text import Span, Text
from keng.prose.zones import closing_zones, header_end


class Part(StrEnum):
    """What a part of a plan holds."""

    OPENING = "opening"
    AIMS = "aims"
    TASKS = "tasks"
    SCHEDULE = "schedule"
    ASSIGNMENT = "assignment"
    MONEY = "money"
    LOOKING_BACK = "looking_back"


_KINDS: Final = (
    (Part.SCHEDULE, r"lich\b|tien do|lo trinh|thoi gian (?:thuc|to)|theo quy\b|ke hoach tung quy"),
    (Part.ASSIGNMENT, r"phan cong|trach nhiem|to chuc thuc hien|che do (?:thong tin|bao cao)"),
    (Part.MONEY, r"kinh phi"),
    (
        Part.TASKS,
        r"nhiem vu|giai phap|noi dung|hoat dong|bien phap|cong tac trong tam|viec phai lam",
    ),
    (Part.LOOKING_BACK, r"tinh hinh|ket qua (?:nam|cong tac|thuc hien|dat)|danh gia (?:tinh|ket)"),
    (Part.AIMS, r"muc dich|yeu cau|muc tieu|chi tieu|quan diem|phuong huong"),
)
_CLOSING: Final = re.compile(r"tren day la|trong qua trinh (?:to chuc |trien khai )?thuc hien")
_CAPTION: Final = re.compile(
    r"(?:[-–+*•]\s*)?(?:trong |thuc hien trong )?(?:quy"
    r"|thang)\s[\divx]{1,4}(?: nam \d{4})?\s*[:.]?$"
)
_LONGEST_CAPTION: Final = 40


@dataclass(frozen=True)
class Stretch:
    """A paragraph of a plan without the mark of its list: what it is for, and under which heads."""

    span: Span
    part: Part
    quarter: int | None
    body: str | None
    heading: bool


def stretches_of(text: Text, sections: tuple[Section, ...]) -> Iterator[Stretch]:
    """The paragraphs of a plan in order, without header, recipients, signature and closing."""
    closing = closing_zones(text)
    start = header_end(text)
    by_start = {section.mark.start: section for section in sections}
    path: list[Section] = []
    caption: int | None = None
    for paragraph in text.paragraphs:
        if paragraph.start < start or any(paragraph.overlaps(zone) for zone in closing):
            continue
        section = by_start.get(paragraph.start)
        if section is not None:
            path = [one for one in path if one.level < section.level] + [section]
            caption = None
        plain = text.folded[paragraph.start : paragraph.end]
        if _CLOSING.match(plain):
            continue
        named = quarter_named(plain) if _is_caption(plain) else None
        caption = named or caption
        head = (section is not None and _is_head(text, section, paragraph)) or named is not None
        # Behind the signature stand the captions of annexes.
        head |= bool(closing) and paragraph.start > closing[0].start and not _ended(text, paragraph)
        yield Stretch(
            _content(paragraph, section),
            _part(text, path, sections),
            caption or _quarter(text, path),
            _body(text, path),
            head,
        )


def _content(paragraph: Span, section: Section | None) -> Span:
    return Span(section.mark.end, paragraph.end) if section is not None else paragraph


def _is_head(text: Text, section: Section, paragraph: Span) -> bool:
    """Whether the paragraph is nothing but a heading; one that runs on holds content as well."""
    if not section.heading:
        return False
    return section.span.end >= paragraph.end - 1 and text.body[paragraph.end - 1] not in ".;"


def _ended(text: Text, paragraph: Span) -> bool:
    return text.body[paragraph.end - 1] in ".;"


def _is_caption(plain: str) -> bool:
    return len(plain) <= _LONGEST_CAPTION and bool(_CAPTION.match(plain))


def _part(text: Text, path: list[Section], sections: tuple[Section, ...]) -> Part:
    """The kind told by the innermost heading that tells one, from the outermost heading inwards."""
    found: Part | None = None
    for section in path:
        if section.level == 1 or (section.heading and _short(text, section)):
            told = _kind(text.folded[section.span.start : section.span.end])
            outer_decides = found in (Part.SCHEDULE, Part.ASSIGNMENT, Part.LOOKING_BACK)
            if told is not None and not (outer_decides and section.level > 1):
                found = told
    if found is not None:
        return found
    # A plan without such headings is nothing but its work.
    return Part.TASKS if path or not sections else Part.OPENING


def _short(text: Text, section: Section) -> bool:
    return len(text.said(section.span).split()) <= 9


def _kind(plain: str) -> Part | None:
    if re.match(r"(?:muc dich|muc tieu|yeu cau)", plain) and not re.search(
        r"nhiem vu|giai phap", plain
    ):
        return Part.AIMS
    for part, words in _KINDS:
        if re.search(rf"\b(?:{words})", plain):
            return part
    return None


def _quarter(text: Text, path: list[Section]) -> int | None:
    for section in reversed(path):
        if section.heading and (found := quarter_named(folded(text.said(section.span)))):
            return found
    return None


def _body(text: Text, path: list[Section]) -> str | None:
    for section in reversed(path):
        if section.heading and (body := heading_body(text.said(section.span))):
            return body
    return None
