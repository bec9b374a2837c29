"""Words that may be kept of committees: posts and deeds, never names, watched people, secrets.

The rules are those of the registers (`initiatives.wordscreen`), line by line, so that minutes keep
their lines.
"""

from __future__ import annotations

from keng.initiatives.wordscreen import a_post, screened
from keng.kernel.errors import BadInput

LONGEST_MINUTES = 20_000
LONGEST_LINE = 2_000


def line_of(
    text: str, what: str, what_en: str, *, longest: int = 300, required: bool = True
) -> str:
    """A text in one line. Raises BadInput: empty, too long, personal data, secrets."""
    line = screened(text, what=what, what_en=what_en, longest=longest)
    if required and not line:
        raise BadInput(f"Chưa ghi: {what.lower()}.", message_en=f"{what_en} is missing.")
    return line


def lines_of(text: str, what: str, what_en: str) -> str:
    """A longer text, line by line; empty lines at its ends go. Raises BadInput as `line_of`."""
    if len(text) > LONGEST_MINUTES:
        raise BadInput(
            f"{what} dài {len(text)} chữ, quá {LONGEST_MINUTES}; hãy ghi phần chính và gắn văn "
            "bản trong sổ.",
            message_en=f"{what_en} has {len(text)} letters, over {LONGEST_MINUTES}; write the "
            "main points and name the paper of the register.",
            code="text_too_long",
        )
    lines = text.strip().splitlines()
    kept = []
    for number, line in enumerate(lines, 1):
        where, where_en = f"{what}, dòng {number},", f"{what_en}, line {number},"
        one = where if len(lines) > 1 else what
        one_en = where_en if len(lines) > 1 else what_en
        kept.append(screened(line, what=one, what_en=one_en, longest=LONGEST_LINE))
    return "\n".join(kept)


def post_of(text: str) -> str:
    """A post. Raises BadInput for a name or an empty text."""
    line = a_post(text)
    if not line:
        raise BadInput("Chưa ghi chức danh.", message_en="The post is missing.", code="empty")
    return line
