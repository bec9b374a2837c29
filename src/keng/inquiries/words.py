"""The words of an inquiry: short, and with no personal data, watched people or secrets in them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from keng.initiatives.wordscreen import screened
from keng.inquiries.vocabulary import Content, Heading
from keng.kernel.errors import BadInput
from keng.packs.forbidden import hits_in

LONGEST_TITLE: Final = 200
LONGEST_INSTRUCTION: Final = 500
LONGEST_HEADING: Final = 150
MOST_CELLS: Final = 400


def worded(content: Content) -> Content:
    """The content with its words as they may be stored.

    A heading decides what a number is read as, so it may say no more than an indicator may: words
    about religion, ethnicity, nationality, opinion or watched people are refused (design, lines).

    Raises BadInput: no title, a text too long, personal data, such words, a mark of secrecy, more
    cells than a form holds.
    """
    if len(content.cells) > MOST_CELLS:
        raise BadInput(
            f"Biểu có {len(content.cells)} ô, quá {MOST_CELLS}; hãy tách thành hai yêu cầu.",
            message_en=f"The form has {len(content.cells)} cells, over {MOST_CELLS}; make two.",
            code="too_many_cells",
        )
    return replace(
        content,
        title=_line(content.title, "Tên yêu cầu", "The title", LONGEST_TITLE, required=True),
        instruction=_line(
            content.instruction, "Hướng dẫn", "The instruction", LONGEST_INSTRUCTION, required=False
        ),
        headings=tuple(_heading(one) for one in content.headings),
    )


def _heading(one: Heading) -> Heading:
    title = _line(one.title, "Tên mục", "The heading", LONGEST_HEADING, required=True)
    return replace(one, title=title)


def _line(text: str, what: str, what_en: str, longest: int, *, required: bool) -> str:
    line = screened(text, what=what, what_en=what_en, longest=longest)
    if required and not line:
        raise BadInput(
            f"Chưa ghi: {what.lower()}.",
            message_en=f"{what_en} is missing.",
            code="text_missing",
        )
    if hits := hits_in(line):
        named = ", ".join(hit.topic.vi for hit in hits)
        raise BadInput(
            f"{what} có lời về {named}; Keng không hỏi, không đếm theo các mặt đó. Hãy bỏ.",
            message_en=f"{what_en} speaks of {', '.join(hit.topic.en for hit in hits)}: Keng "
            "neither asks nor counts by these. Take it out.",
            code="forbidden_words",
        )
    return line
