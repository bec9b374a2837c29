"""Counts that stand in words: "ba mô hình", and "không" where a counted thing is answered."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from keng.prose.counted import Sort, unit_at
from keng.prose.numbers import Amount
from keng.prose.text import Span, Text
from keng.prose.wordnumbers import words_at

_NUMERAL: Final = re.compile(
    r"(?<!\w)(?:hai|ba|bốn|sáu|bảy|tám|chín|mười)(?: (?:mươi|mười|một|hai|ba|bốn|tư|năm|lăm"
    r"|sáu|bảy|tám|chín|trăm|linh|nghìn)){0,6}(?= )"
)
_NO_COUNT_BEFORE: Final = re.compile(
    r"\b(?:thu|lan thu|cap|quy|muoi|tram|thang|ngay|cu|bac|o|va)\s$"
)
_COUNTED: Final = frozenset(
    {
        *("vụ", "vụ việc", "người", "xã", "thôn", "mô hình", "trường hợp", "buổi", "lượt", "đợt"),
        *("tập thể", "cá nhân", "đồng chí", "cuộc", "hội nghị", "câu lạc bộ", "hộ", "tổ", "đội"),
    }
)
_ANSWER: Final = re.compile(
    r"(?::|\b(?:19|20)\d{2}\s?(?:la|:)?)\s?"
    r"(?P<word>(?:khong|chua)(?: co| phat sinh| xay ra| ghi nhan)?)(?=\s?(?:[.;,)\n]|$))"
)
_PLAIN_NO: Final = re.compile(r"(?:khong|chua)(?: co)?")
_ASKED: Final = re.compile(
    r"\b(?:so|tong|ty le|ti le|ket qua|vu|don|tin|thu|luot|khieu nai|to cao|doi tuong|truong hop"
    r"|bao nhieu|chay|no|tai nan|thiet hai|nguoi|cuoc|buoi|ton dong|vi pham|loai|xuat sac"
    r"|kha|trung binh|yeu|kem)\b"
)
_UNIT_ASKED: Final = re.compile(
    r"\b(?:so|tong so)\s(?P<unit>vu viec|vu|don thu|don|tin bao|tin|luot nguoi|luot|nguoi|doi tuong"
    r"|truong hop|cuoc|buoi|ho|mo hinh)\b"
)
_LONGEST_QUESTION: Final = 300
_UNIT_NAMES: Final = {
    "vu viec": "vụ việc",
    "vu": "vụ",
    "don thu": "đơn thư",
    "don": "đơn",
    "tin bao": "tin báo",
    "tin": "tin",
    "luot nguoi": "lượt người",
    "luot": "lượt",
    "nguoi": "người",
    "doi tuong": "đối tượng",
    "truong hop": "trường hợp",
    "cuoc": "cuộc",
    "buoi": "buổi",
    "ho": "hộ",
    "mo hinh": "mô hình",
}


@dataclass(frozen=True)
class Answer:
    """ "Không" that answers how many: `span` with the words of the question, `word` alone."""

    span: Span
    word: Span
    unit: str


def spoken_amounts(text: Text) -> Iterator[Amount]:
    """Counts in words before a common counted thing. Without marks words are no numbers."""
    if text.unmarked:
        return
    for found in _NUMERAL.finditer(text.low):
        before = text.folded[max(0, found.start() - 10) : found.start()]
        words = words_at(text.folded, found.start())
        if words is None or words[1] != found.end() or _NO_COUNT_BEFORE.search(before):
            continue
        unit = unit_at(text, found.end())
        if unit.sort is Sort.COUNT and unit.name in _COUNTED:
            yield Amount(Span(*found.span()), Decimal(words[0]), unit, written=found[0])


def answers_of(text: Text) -> Iterator[Answer]:
    """Each "không" behind a colon or a year that answers a question about a number."""
    for found in _ANSWER.finditer(text.folded):
        word = Span(*found.span("word"))
        if not text.unmarked and not text.low.startswith(("không", "chưa"), word.start):
            continue
        sentence = text.sentence_at(word.start)
        # "Số vụ năm 2022: không. Năm 2023: không.": the question may stand a sentence before.
        floor = max(text.paragraph_at(word.start).start, found.start() - _LONGEST_QUESTION)
        asked = text.folded[floor : found.start()]
        plain = _PLAIN_NO.fullmatch(text.folded, word.start, word.end)
        if plain and not _ASKED.search(asked):
            continue
        units = [named["unit"] for named in _UNIT_ASKED.finditer(asked)]
        unit = _UNIT_NAMES[units[-1]] if units else ""
        yield Answer(Span(_question_start(text, sentence, found.start()), word.end), word, unit)


def _question_start(text: Text, sentence: Span, colon: int) -> int:
    """Where the question begins: behind the comma or semicolon before it."""
    start = sentence.start
    for mark in ";,":
        floor = max(sentence.start, colon - _LONGEST_QUESTION)
        start = max(start, text.body.rfind(mark, floor, colon) + 1)
    while start < colon and text.body[start] in " -+":
        start += 1
    return start
