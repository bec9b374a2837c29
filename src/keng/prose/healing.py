"""Which lines of an extracted text belong to one paragraph, and how two of them join.

Extraction cuts prose by line ends, blank lines, page breaks and page numbers, in the middle of
sentences, citations and numbers. What follows decides by the shape of two neighbouring lines.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from keng.kernel.letters import folded
from keng.prose.folding import digits_restored, lost_its_marks, misreads_digits
from keng.prose.noise import is_speckled, without_specks

_PAGE_NUMBER: Final = re.compile(r"[-–—\s]*(?:trang\s+)?(\d{1,4})(?:\s*/\s*\d{1,4})?[-–—\s]*")
_LISTED: Final = re.compile(r"[-–—+*•●▪◦✓](?!\d)\s*\S")
_NUMBERED: Final = re.compile(
    r"(?:(?:[IVXl1]{1,6}\s?[.)]|[IVX]{1,6}[-–]|\d{1,2}[-–](?=\s[A-ZĐÀ-Ỹ])|[A-H]\.|\d{1,2}(?:\.\d{1,2}){0,3}\s?[.)]|[a-zđ]\)"
    r"|\(\d{1,2}\)|\[\d{1,2}\])\s+\S|(?P<dotted>[1-9]\d?(?:\.\d{1,2}){1,3}\s+)(?P<next>\S))"
)
_OPENS_PART: Final = re.compile(
    r"(?:s?tt$|so\s?:|noi nhan|kinh gui|can cu|phu luc|bieu so|phan thu|chuong [ivx\d]|dieu \d"
    r"|(?:tm|q|kt|tl|tuq)\.)"
)
_MOTTO: Final = re.compile(r"tu do\s?[-–]\s?hanh phuc$|\bhanh phuc$")
_RULE: Final = re.compile(r"[-–—_=*~.\s]{3,}")
_CELL: Final = re.compile(r"[+−-]?\d[\d.,]{0,14}\s?%?")
_ENDED: Final = re.compile(r"(?:[.!?…:;]|\./\.)[”\"’»)\]]*$")
_CALLS_FOR_MORE: Final = re.compile(
    r"(?:[,(“/–-]|\b(?:cua|va|so|ngay|tai|voi|cho|ve|theo|xa|huyen|tinh|thon|cac|nhung|la|do|bo"
    r"|dong chi|o|tu|den|trong|nam|ban chap hanh|ban thuong vu|uy ban|cong an|chu tich|bo truong"
    r"|giam doc|hoi dong))$"
)
_GROUP_BEGUN: Final = re.compile(r"(?<![\d.,/])[1-9]\d{0,2}[.]$")
_GROUP_ENDED: Final = re.compile(r"\d{3}(?!\d)")
_DECIMALS_BEGUN: Final = re.compile(r"(?<![\d.,/])\d{1,3},$")
_DECIMALS_ENDED: Final = re.compile(r"\d{1,2}\s?(?:%|ha\b|km|kg|tan\b|tấn\b|tỷ|triệu|m\b)")
_FULL: Final = 0.78
_FULL_HEADING: Final = 0.86
_TWO_CELLS: Final = re.compile(r"[^|]{1,120}\| ?[\d.,]{1,18}(?: ?(?:%|đồng))?")
_WIDEST: Final = 180
_LEAST_TABS: Final = 2  # one tab parts two columns of a heading, or a mark from its words
# The letter of Iceland looks like đ, and is typed and recognised in its place.
_SPELT: Final = str.maketrans({"Ð": "Đ", "ð": "đ"})


@dataclass(frozen=True)
class Line:
    """A line that carries text: its 1-based number, its words, whether a gap stands before."""

    number: int
    words: str
    after_gap: bool


def lines_with_text(lines: Sequence[str]) -> list[Line]:
    """The lines that carry text, in one spelling of letters; page numbers are left out."""
    kept: list[Line] = []
    gap = False
    spelt = [plain_words(unicodedata.normalize("NFC", raw).translate(_SPELT)) for raw in lines]
    whole = "\n".join(spelt)
    damaged = is_speckled(spelt) or lost_its_marks(whole)
    misread = misreads_digits(whole)
    for index, (raw, plain) in enumerate(zip(lines, spelt, strict=True)):
        words = without_specks(plain) if damaged else plain
        words = digits_restored(words) if misread else words
        if not words or _RULE.fullmatch(words) or _is_page_number(lines, index, words):
            gap = True
            continue
        kept.append(Line(index + 1, words, gap or "\f" in raw))
        gap = False
    return kept


def plain_words(raw: str) -> str:
    """A line with single blanks; the tabs between the cells of a row of a table are kept."""
    if raw.count("\t") < _LEAST_TABS:
        return " ".join(raw.split())
    row = row_words(raw)
    return row if row.strip() else ""


def row_words(raw: str) -> str:
    """The cells of a row, each with single blanks, with the tabs between them."""
    return "\t".join(" ".join(cell.split()) for cell in raw.split("\t"))


def usual_width(lines: Sequence[Line]) -> int:
    """The length of a line that was broken only because the paper ended: near the longest."""
    lengths = sorted(len(line.words) for line in lines)
    return lengths[len(lengths) * 9 // 10] if lengths else 0


def with_notes_behind(
    lines: list[Line], notes: Sequence[tuple[int, int]], width: int
) -> tuple[list[Line], set[int]]:
    """The lines with each footnote behind the paragraph that it cuts, and where one must begin.

    `notes` are first and last numbers of lines. The second answer counts lines from 0: the first
    line of each note, and the line behind it.
    """
    first_of = {number: first for first, last in notes for number in range(first, last + 1)}
    ordered: list[Line] = []
    begun: set[int] = set()
    waiting: list[Line] = []
    prose: Line | None = None
    for line in lines:
        if line.number in first_of:
            waiting.append(line)
            continue
        if waiting and not (prose and belong_together(prose, line, width)):
            _put_notes(waiting, first_of, ordered, begun)
        ordered.append(line)
        prose = line
    _put_notes(waiting, first_of, ordered, begun)
    return ordered, begun


def _put_notes(
    waiting: list[Line], first_of: dict[int, int], ordered: list[Line], begun: set[int]
) -> None:
    before = None
    for line in waiting:
        if first_of[line.number] != before:
            begun.add(len(ordered))
        before = first_of[line.number]
        ordered.append(line)
    if waiting:
        begun.add(len(ordered))
    waiting.clear()


def belong_together(line: Line, following: Line, width: int) -> bool:
    """Whether the second line goes on with the paragraph of the first."""
    words, more = line.words, following.words
    if _stand_apart(words, more) or _is_next_cell(words, more, width):
        return False
    heads = is_numbered(words) and more[0].isupper()
    share = _FULL_HEADING if heads else _FULL
    # The line was full if the next word would not have fitted. No paper is wider than a line of
    # print: where lines are longer, they are whole paragraphs, as Word files have them.
    full = width <= _WIDEST and len(words) + 1 + len(more.split(" ", 1)[0]) >= share * width
    ended, gap = bool(_ENDED.search(words)), following.after_gap
    if not gap and cuts_a_number(words, more):
        return True
    if opens_item(more):
        # A dash inside a name ("... cứu hộ - Bộ Công an") may come to stand at a line start.
        in_name = full and not ended and not gap and not _LISTED.match(words)
        return in_name and not is_numbered(more)
    if is_capitals(words) or is_capitals(more):
        return is_capitals(words) and is_capitals(more) and not ended and not gap
    if ended:
        # "năm 2023:" and "01." below: an answer.
        answered = words.endswith(":") and more[0].isdigit()
        return answered or (not gap and (full or more[0].islower()))
    goes_on = not more[0].isupper() or (_calls_for_more(words) and not heads)
    return goes_on or (full and not gap)


def _stand_apart(words: str, more: str) -> bool:
    """Rows of a table, the motto, and what opens a part of a paper: never one paragraph."""
    if _is_row(words) or _is_row(more) or _MOTTO.search(folded(words[-14:])):
        return True
    return bool(_OPENS_PART.match(folded(more[:40])))


def glue(words: str, more: str) -> str:
    """What stands between two joined lines: nothing inside a number or a symbol, else a space."""
    if words[-1] in "-/–" and words[-2:-1].isalnum() and more[0].isalnum():
        return ""
    if cuts_a_number(words, more):
        return ""
    return "" if more[0] == "/" and words[-1].isalnum() else " "


def cuts_a_number(words: str, more: str) -> bool:
    """Whether a line end stands inside a number: "1." and "250 người"."""
    begun = words[-5:]
    return bool(
        (_GROUP_BEGUN.search(begun) and _GROUP_ENDED.match(more))
        or (_DECIMALS_BEGUN.search(begun) and _DECIMALS_ENDED.match(more))
    )


def opens_item(words: str) -> bool:
    """Whether a line opens a list item or a numbered part by its shape."""
    return bool(_LISTED.match(words)) or is_numbered(words)


def is_numbered(words: str) -> bool:
    """Whether a line opens with the number of a part; "1.5 ha" does not, "1.5 Kết quả" does."""
    found = _NUMBERED.match(words)
    return found is not None and (found["next"] is None or not found["next"].islower())


def is_capitals(words: str) -> bool:
    """Whether a line is written in capitals, as titles and names of bodies are."""
    letters = [letter for letter in words if letter.isalpha()]
    small = sum(letter.islower() for letter in letters)
    return len(letters) >= 4 and small * 8 < len(letters)


def _is_row(words: str) -> bool:
    return words.count("|") >= 2 or "\t" in words or bool(_TWO_CELLS.fullmatch(words))


def _is_next_cell(words: str, more: str, width: int) -> bool:
    """Whether a number alone on its line is a cell of a table: below a short line that is whole."""
    if not _CELL.fullmatch(more) or len(words) >= width / 2 or words.endswith(":"):
        return False
    return not (_calls_for_more(words) or cuts_a_number(words, more))


def _calls_for_more(words: str) -> bool:
    # "... an ninh, trật tự" is whole; only the folded letters look like "từ".
    return bool(_CALLS_FOR_MORE.search(folded(words[-24:]))) and not words.endswith("trật tự")


def _is_page_number(lines: Sequence[str], index: int, words: str) -> bool:
    """A number alone between two gaps; cells of a table stand in rows, not between gaps."""
    if len(words) > 14 or not _PAGE_NUMBER.fullmatch(words.lower()):
        return False
    alone_above = index == 0 or not lines[index - 1].strip() or "\f" in lines[index]
    alone_below = index + 1 == len(lines) or not lines[index + 1].strip()
    return alone_above and (alone_below or "\f" in lines[index])
