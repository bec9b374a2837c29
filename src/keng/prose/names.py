"""Digits that belong to a name and state no quantity: "thôn 3", "Ban Chỉ đạo 138", "thứ 4".

Told by the word before the digits; words that also govern a count ("tổ", "đội", "mức") make a name
only where nothing countable follows.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from keng.kernel.letters import folded
from keng.prose.counted import Sort
from keng.prose.numbers import Amount
from keng.prose.text import Span, Text

# After these the digits are a name, whatever follows.
_ALWAYS: Final = re.compile(
    r"\b(?:ban chi dao|bcd|covid|sars|dieu|khoan|luat|nghi dinh|thong tu|nghi quyet|chi thi|de an"
    r"|cong van|quoc lo|tinh lo|huyen lo|ql|tl|dt|tieu chi so|bieu so|mau so|phu luc|chuong trinh"
    r"|so dien thoai|dt|fax|so cmnd|so cccd|so hieu|so nha|tai khoan so|khoa|nhiem ky|lan thu"
    r"|hoi nghi lan|nghi dinh so|luat so|quyet dinh|km|canh sat|phien ban|version)\s?:?\s?$"
    r"|\bkm\s?\d{1,4}\s?\+\s?$"
)
_ORDINAL: Final = re.compile(r"\bthu\s$")
# After these the digits are a name where no counted thing and no measure follows.
_NAMING: Final = (
    r"tổ|thôn|đội|khu|ấp|xóm|phường|quận|bản|làng|khối|cụm|chi bộ|tổ dân phố|khu phố|tiểu khu"
    r"|buôn|khóm|hẻm|ngõ|ngách|đường|tuyến|vùng|mũi|trường|chốt|trại|số|điểm|cấp|phần|mục|mức|mẫu"
    r"|hạng|loại|nhóm|bậc|bước|kỳ|vòng|giai đoạn|đợt|tầng|kênh|trang|hình|biểu|bảng|quyển|tập"
    r"|tiết|quý|tiêu chí|chỉ tiêu|nội dung|nhiệm vụ|ô|ca|kíp|cống|hầm|lô|thửa|hình thức|phòng"
    r"|mức độ|cấp độ|chương|môn|bài|câu|lớp|báo động|gọi|số máy|tổng đài|đường dây nóng"
)
# Without marks these are also common words before a count: "tăng 02", "bán 5", "mức 3".
_AMBIGUOUS: Final = frozenset({"ban", "tang", "ca", "o", "lo", "cau", "bai", "mau", "hang", "tap"})
_NAMING_MARKED: Final = re.compile(rf"(?<!\w)(?:{_NAMING})\s$")
_NAMING_FOLDED: Final = re.compile(
    rf"\b(?:{'|'.join(word for word in folded(_NAMING).split('|') if word not in _AMBIGUOUS)})\s$"
)
# "cấp 3" is a level, "đã cấp 350" hands out.
_GIVEN_OUT: Final = re.compile(r"\bcap\s$")
_LEVELS: Final = 4
# "tiêu chí 19.2" is the number of a criterion.
_CRITERION: Final = re.compile(r"\b(?:tieu ch\w|chi tieu|muc|khoan|diem|dieu)\s\d{1,2}\.\d{1,2}$")
_INTRODUCED: Final = re.compile(
    r"(?:[:=(+]|\b(?:tang|giam|la|con|co|gom|dat|duoc|tong so|nhan|tiep))\s?$"
)
_LEAST_COUNT: Final = 1000
_COUNTING_SO: Final = re.compile(r"\b(?:tong|voi|co|nhan|quan|con|dat) so\s$")
_MODEL: Final = re.compile(r"\b(?:mo hinh|dien hinh|loai hinh)\s$")
_CLOCK: Final = re.compile(r"\s?(?:gio|h)\s?\d{0,2}(?!\w)|\s?:\s?\d{2}\b")
_CLOCK_BEFORE: Final = re.compile(r"\b(?:luc|hoi|khoang|tu|den|vao|truoc)\s$")
_MINUTES: Final = re.compile(r"\d\s?(?:gio|h)\s?$")
_EVERY_YEAR: Final = re.compile(r"\s?(?:hang|hằng) nam")
_FIRST_CELL: Final = re.compile(r"\.?\s?\|\s?[^\W\d_]")
_LIST_MARK: Final = re.compile(r"\s?[)\]]")
_OPENS_PART: Final = re.compile(r"\s?[.):;,]{1,2}\s?[^\W\d_]")
_ROUND_BRACKET: Final = re.compile(r"[(\[]\s?$")
# The precepts for the police and for children are known by their number.
_PRECEPTS: Final = re.compile(r"\s(?:dieu|loi)\s(?:bac\b|bac ho|day)")
_LONGEST_COUNT: Final = 9
_WIDEST_EDGE: Final = 8
# A footnote mostly cites a paper: "1 Kế hoạch số ...".
_PAPERS: Final = frozenset(
    {"kế hoạch", "quyết định", "công văn", "chỉ thị", "nghị quyết", "báo cáo", "văn bản"}
)
_CHANGE_TOLD: Final = re.compile(
    r"\b(?:tang|giam)\s(?P<change>\d{1,3})(?![\d.,/%])[^;.\d()]{0,30}\(\s?$"
)
_ROW_HEADS: Final = frozenset({"tt", "stt", "so tt"})


def is_name(text: Text, amount: Amount) -> bool:
    """Whether the digits of an amount belong to a name, a clock, a list or an identity number."""
    start = amount.span.start
    before = text.folded[max(0, start - 40) : start]
    precepts = _PRECEPTS.match(text.folded, amount.span.end)
    if precepts or _is_identity(amount) or text.in_quoted_name(start):
        return True
    if _ALWAYS.search(before) or _CRITERION.search(before + amount.written):
        return True
    if _ORDINAL.search(before) and (text.unmarked or text.low[start - 4 : start] == "thứ "):
        return not (text.unmarked and amount.unit.sort is not Sort.BARE)
    if _is_mark(text, amount, before) or _is_clock(text, amount, before):
        return True
    if amount.unit.sort is not Sort.BARE or _COUNTING_SO.search(before) or _MODEL.search(before):
        return False
    return _is_numbered_thing(text, amount, before)


def _is_numbered_thing(text: Text, amount: Amount, before: str) -> bool:
    """Names as "thôn 3", "cấp 2", "đợt 1": a small number behind a word that makes names."""
    if amount.value is None or amount.value >= _LEAST_COUNT or not amount.written.isdigit():
        return False
    if _GIVEN_OUT.search(before) and (amount.value > _LEVELS or amount.written.startswith("0")):
        return False
    if text.unmarked:
        return bool(_NAMING_FOLDED.search(before))
    start = amount.span.start
    return bool(_NAMING_MARKED.search(text.low, max(0, start - 40), start))


def is_misread_letter(text: Text, amount: Amount) -> bool:
    """A digit that a recognition made of a word, in a text without marks: "6" is "ở", "14" is "là".

    Official counts below ten are padded ("06"), so a bare unpadded digit there is seldom a count.
    """
    padded = len(amount.written) > 1 and amount.written[0] == "0"
    small = amount.written.isdigit() and len(amount.written) <= 2 and not padded
    if not text.unmarked or not small or amount.denominator is not None:
        return False
    if amount.written == "6":
        return amount.unit.sort not in (Sort.TIME, Sort.PERCENT, Sort.MONEY)
    attached = text.body[amount.span.end : amount.span.end + 1].isalpha()
    if amount.written == "4" and attached and amount.unit.name == "m":  # "âm mưu"
        return True
    before = text.folded[max(0, amount.span.start - 12) : amount.span.start]
    return amount.unit.sort is Sort.BARE and not _INTRODUCED.search(before)


def _is_identity(amount: Amount) -> bool:
    """Phone and identity numbers: nine digits and more without separators, and without a unit."""
    return (
        len(amount.written) >= _LONGEST_COUNT
        and amount.written.isdigit()
        and (amount.unit.sort is Sort.BARE or amount.written.startswith("0"))
    )


def _is_mark(text: Text, amount: Amount, before: str) -> bool:
    """A footnote mark "(1)" or a list mark "1)" inside the text."""
    if amount.in_words is not None or text.body[amount.span.start] in "+-−":
        return False
    if text.paragraph_at(amount.span.start).start == amount.span.start and _OPENS_PART.match(
        text.body, amount.span.end
    ):
        return amount.unit.sort is Sort.BARE
    if not _LIST_MARK.match(text.body, amount.span.end):
        return False
    bare = amount.unit.sort is Sort.BARE and len(amount.written) <= 2 and amount.denominator is None
    alone = before.rstrip().endswith((";", ":", ",")) and not amount.written.startswith("0")
    return bare and bool(_ROUND_BRACKET.search(before) or alone)


def _is_clock(text: Text, amount: Amount, before: str) -> bool:
    if amount.denominator == amount.value == 24 and amount.unit.sort is not Sort.COUNT:
        return True
    if _MINUTES.search(before):
        return True
    return bool(_CLOCK.match(text.folded, amount.span.end) and _CLOCK_BEFORE.search(before))


def is_row_number(text: Text, amount: Amount) -> bool:
    """The number of a row of a table: alone in its first cell, before a cell with words."""
    if not _FIRST_CELL.match(text.body, amount.span.end) or not amount.written.isdigit():
        return False
    start = text.paragraph_at(amount.span.start).start
    if amount.span.start - start > _WIDEST_EDGE:
        return False
    return not text.body[start : amount.span.start].strip(" |")


def row_numbers(text: Text) -> list[Span]:
    """The numbers of rows of tables that were extracted one cell a line, below a cell "TT".

    They count on from 1, each before a cell that begins with a word.
    """
    found: list[Span] = []
    expected = 0
    for paragraph, following in pairwise(text.paragraphs):
        said = text.folded[paragraph.start : paragraph.end] if _is_cell(paragraph) else ""
        if said in _ROW_HEADS:
            expected = 1
        elif _is_number(said, expected) and text.body[following.start].isalpha():
            found.append(paragraph)
            expected += 1
    return found


def _is_number(said: str, expected: int) -> bool:
    return expected > 0 and said in (str(expected), f"{expected:02d}")


def _is_cell(paragraph: Span) -> bool:
    return paragraph.end - paragraph.start <= _WIDEST_EDGE


def is_footnote_mark(text: Text, amount: Amount) -> bool:
    """The mark of "1 Số liệu tính đến ...": it opens a footnote, before a word with a capital."""
    start, end = amount.span
    behind = text.body[end : end + 2]
    bare = amount.unit.sort is Sort.BARE or amount.unit.name in _PAPERS
    bare = bare and amount.written.isdigit() and len(amount.written) <= 2
    opens = start == 0 or text.body[start - 1] == "\n"
    return bare and opens and amount.written[0] != "0" and behind[:1] == " " and behind.istitle()


def is_day_of_no_year(text: Text, amount: Amount) -> bool:
    """ "30/4" standing alone: more days than the month behind the stroke is no share of it."""
    if amount.denominator is None or amount.value is None:
        return False
    if amount.unit.sort is not Sort.BARE or not 0 < amount.denominator <= 12:
        return False
    if shows_a_change(text, amount.span.start, int(amount.value), int(amount.denominator)):
        return False
    # Without marks the words that make it a day are not sure to be seen.
    if text.unmarked or _EVERY_YEAR.match(text.folded, amount.span.end):
        return amount.value <= 31 and amount.value != amount.denominator
    return amount.denominator < amount.value <= 31


def shows_a_change(text: Text, start: int, now: int, before: int) -> bool:
    """Whether "8/9" in "giảm 01 người chết (8/9)" is what is and what was, no day.

    The two differ by the change told right before the bracket.
    """
    told = _CHANGE_TOLD.search(text.folded, max(0, start - 60), start)
    return told is not None and abs(now - before) == int(told["change"])
