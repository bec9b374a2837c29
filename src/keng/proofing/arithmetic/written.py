"""Single numbers that cannot be meant as they stand: malformed, or denied by their own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from keng.kernel.letters import folded
from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.proofing.rounding import shown
from keng.prose.counted import Sort
from keng.prose.numbers import Amount
from keng.prose.text import Span
from keng.prose.wordnumbers import read_words

_BRACKET: Final = re.compile(
    r"(?P<unit>[^\d();:.,]{0,28})\((?:\s?(?:bang chu"
    r"|viet bang chu)\s?:?)?\s?(?P<words>[a-z ]{2,90})\)"
)
_WORDS_FIRST: Final = re.compile(r"(?P<words>(?:\b[a-z]{2,6} ){1,8})\(\s?$")
_FILLS: Final = re.compile(r"\b(?:dong|chan|nguoi|vu|ho|luot|xa|thon|viec|va)\b")
_MONTHS: Final = re.compile(r"\b(?P<before>[a-z0-9]{1,20}),?\sthang (?:dau|cuoi) nam\b")
_COUNTS_MONTHS_SAID: Final = (
    "mot hai ba bon tu nam sau bay tam chin muoi may cac nhung nua trong ngay vao cua qua"
    " va voi den truoc suot het giua dip moi"
)
_COUNTS_MONTHS: Final = frozenset(_COUNTS_MONTHS_SAID.split())
_RATE: Final = re.compile(
    r"\b(?:ty|ti) le (?P<what>[^:;.,\d\n()]{2,60}):\s?(?P<answer>[^;.,:\n]{2,40})(?=[;.,\n]|$)"
)
_ANSWERS: Final = (
    r"không|chưa|toàn bộ|tất cả|một|hai|ba|bốn|phần trăm|cao|thấp|tăng|giảm|như sau|gồm|cụ thể"
    r"|trong đó|xem|theo|kèm"
)
# With their marks where the text has them: "hài" is not "hai".
_NO_NUMBER: Final = re.compile(rf"\d|\b(?:{_ANSWERS})\b")
_NO_NUMBER_FOLDED: Final = re.compile(rf"\d|\b(?:{folded(_ANSWERS)})\b")
_MOST_WORDS: Final = 5
_IDENTIFIER: Final = re.compile(
    r"\b(?:so|dien thoai|dt|sdt|fax|stk|tai khoan|ma so|cccd|cmnd)\s?:?\s?$"
)
_DATE_LIKE: Final = re.compile(
    r"[0-3]?\d[.,][01]?\d[.,](?:(?:19|20)?\d\d)|[01]?\d[.,](?:19|20)\d\d"
)
_BY_COMMAS: Final = re.compile(r"\d{1,3}(?:,\d{3}){2,4}")
_CANS: Final = ("giap", "at", "binh", "dinh", "mau", "ky", "canh", "tan", "nham", "quy")
_CHIS: Final = ("ty", "suu", "dan", "mao", "thin", "ty", "ngo", "mui", "than", "dau", "tuat", "hoi")
_SHOWN_CANS: Final = ("Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý")
_SHOWN_CHIS: Final = (
    *("Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi"),
)
_LUNAR: Final = re.compile(
    rf"\b(?:nguyen dan|tet|xuan|nam|am lich)\s(?P<can>{'|'.join(_CANS)})\s"
    rf"(?P<chi>{'|'.join(dict.fromkeys(_CHIS))})\b[\s,(–-]{{0,3}}(?:nam\s)?(?P<year>(?:19|20)\d\d)"
    r"(?![\d/])(?!\s?[-–]\s?(?:19|20)\d)"
)


def malformed(manuscript: Manuscript) -> Iterator[Remark]:
    """Digits with separators that make no number: "1500.0000đ"."""
    text = manuscript.text
    for amount in manuscript.amounts:
        if _BY_COMMAS.fullmatch(amount.written) and not amount.malformed:
            yield _with_commas(amount)
            continue
        if not amount.malformed or _is_identifier(manuscript, amount):
            continue
        stands_for_sure = amount.unit.sort is not Sort.BARE
        if text.unmarked and not stands_for_sure:
            continue
        yield Remark(
            "K141" if stands_for_sure and not text.unmarked else "K142",
            Span(amount.span.start, amount.end),
            f"“{amount.written}” không phải là một số: dấu chấm, dấu phẩy đặt sai chỗ.",
            f'"{amount.written}" is no number: its separators stand in the wrong places.',
            _digits(amount),
        )


def _with_commas(amount: Amount) -> Remark:
    return Remark(
        "K142",
        Span(amount.span.start, amount.end),
        f"“{amount.written}” ngăn hàng nghìn bằng dấu phẩy; tiếng Việt dùng dấu chấm.",
        f'"{amount.written}" groups thousands by commas; Vietnamese has dots.',
        _digits(amount),
    )


def in_words(manuscript: Manuscript) -> Iterator[Remark]:
    """A number in digits with other words in the bracket behind it, or before its own bracket."""
    for amount in manuscript.amounts:
        if amount.value is None or amount.upper is not None or amount.denominator is not None:
            continue
        said = _said_behind(manuscript, amount) or _said_before(manuscript, amount)
        if said is None:
            continue
        value, span = said
        if value not in {abs(amount.value), abs(amount.on_paper or amount.value)}:
            yield Remark(
                "K143",
                span,
                f"Bằng số là {shown(abs(amount.value))} nhưng bằng chữ là {shown(value)}.",
                f"{shown(abs(amount.value))} in figures, but {shown(value)} in words.",
                (abs(amount.value), value),
            )


def lunar_years(manuscript: Manuscript) -> Iterator[Remark]:
    """A lunar year by name that is not the year beside it; the names run in a cycle of sixty."""
    for found in _LUNAR.finditer(manuscript.text.folded):
        year = int(found["year"])
        can, chi = (year - 4) % 10, (year - 4) % 12
        if (found["can"], found["chi"]) == (_CANS[can], _CHIS[chi]):
            continue
        right = f"{_SHOWN_CANS[can]} {_SHOWN_CHIS[chi]}"
        yield Remark(
            "K144",
            Span(found.start("can"), found.end()),
            f"Năm {year} là năm {right}.",
            f"The lunar year of {year} is {right}.",
            (Decimal(year),),
            expected=right,
        )


def missing_months(manuscript: Manuscript) -> Iterator[Remark]:
    """ "Tháng đầu năm" behind a noun: the number of the months was left out."""
    for found in _MONTHS.finditer(manuscript.text.folded):
        word = found["before"]
        if any(letter.isdigit() for letter in word) or word in _COUNTS_MONTHS:
            continue
        yield Remark(
            "K145",
            Span(found.start("before"), min(found.end() + 5, len(manuscript.text.body))),
            "Thiếu số tháng trước “tháng đầu năm”.",
            "The number of months before “tháng đầu năm” is missing.",
        )


def rates_in_words(manuscript: Manuscript) -> Iterator[Remark]:
    """A rate that is answered by a word instead of a number."""
    for found in _RATE.finditer(manuscript.text.folded):
        if len(found["answer"].split()) > _MOST_WORDS or _has_a_number(manuscript, found):
            continue
        yield Remark(
            "K146",
            Span(found.start(), found.end("answer")),
            "Tỷ lệ được trả lời bằng chữ, không có số.",
            "A rate is answered by a word, without a number.",
            _counted_before(manuscript, found.start()),
        )


def _counted_before(manuscript: Manuscript, offset: int) -> tuple[Decimal, ...]:
    """What the rate is a rate of, where its sentence counted it just before."""
    sentence = manuscript.text.sentence_at(offset)
    counted = manuscript.between(sentence.start, offset)
    return (counted[-1].value,) if counted else ()


def _has_a_number(manuscript: Manuscript, found: re.Match[str]) -> bool:
    text = manuscript.text
    if text.unmarked:
        return bool(_NO_NUMBER_FOLDED.search(found["answer"]))
    return bool(_NO_NUMBER.search(text.low[found.start("answer") : found.end("answer")]))


def _is_identifier(manuscript: Manuscript, amount: Amount) -> bool:
    before = manuscript.said(max(0, amount.span.start - 16), amount.span.start)
    written = amount.written
    if _IDENTIFIER.search(before) or _DATE_LIKE.fullmatch(written):
        return True
    # "1.2.3" marks a section, "0912.345.678" a telephone, "10.0.0.1" a machine.
    short = all(len(part) < 3 for part in re.split("[.,]", written))
    return amount.unit.sort is Sort.BARE and (written.startswith("0") or short)


def _digits(amount: Amount) -> tuple[Decimal, ...]:
    return tuple(Decimal(part) for part in re.split("[.,]", amount.written) if part)


def _said_behind(manuscript: Manuscript, amount: Amount) -> tuple[Decimal, Span] | None:
    found = _BRACKET.match(manuscript.text.folded, amount.span.end)
    if not found:
        return None
    value = _value(found["words"])
    return None if value is None else (value, Span(amount.span.start, found.end()))


def _said_before(manuscript: Manuscript, amount: Amount) -> tuple[Decimal, Span] | None:
    """ "Hai (03) cá nhân": words, then the digits alone in a bracket."""
    start = amount.span.start
    if manuscript.text.folded[amount.span.end : amount.span.end + 1] != ")":
        return None
    found = _WORDS_FIRST.search(manuscript.text.folded, max(0, start - 60), start)
    if not found:
        return None
    words = found["words"].split()
    # The longest run of number words right before the bracket is the number.
    for first in range(len(words)):
        value = read_words(words[first:])
        if value is not None:
            begin = start - len(" ".join(words[first:])) - 2
            return Decimal(value), Span(max(begin, found.start()), amount.span.end + 1)
    return None


def _value(words: str) -> Decimal | None:
    number = _FILLS.sub(" ", words).split()
    value = read_words(number) if _all_number_words(number) else None
    return None if value is None else Decimal(value)


def _all_number_words(words: list[str]) -> bool:
    return all(word in _NUMBER_WORDS for word in words)


_NUMBER_WORDS_SAID: Final = (
    "khong mot hai ba bon tu nam lam sau bay tam chin muoi chuc tram nghin ngan trieu ty"
    " ti linh le ruoi"
)
_NUMBER_WORDS: Final = frozenset(_NUMBER_WORDS_SAID.split())


RULES: Final = (
    Rule(
        "K141",
        Severity.ERROR,
        "Số viết sai dạng",
        "Digits that make no number",
        "Hàng nghìn ngăn thành từng nhóm ba chữ số; dãy chữ số ở đây không phải là một số.",
        "Thousands are groups of three digits; what stands here is no number at all.",
        "Mức hỗ trợ mỗi tổ là 2500.0000đ/tháng.",
        "Mức hỗ trợ mỗi tổ là 2.500.000đ/tháng.",
        malformed,
    ),
    Rule(
        "K142",
        Severity.WARNING,
        "Số có thể viết sai dạng",
        "Digits that very likely make no number",
        "Như K141, nhưng sau chữ số không có đơn vị tính hoặc văn bản được nhận dạng kém nên "
        "chưa chắc chắn.",
        "As K141, where no unit stands behind the digits or the text was recognised badly.",
        "Tổng kinh phí năm là 12.50.000.",
        "Tổng kinh phí năm là 12.500.000.",
        malformed,
    ),
    Rule(
        "K143",
        Severity.ERROR,
        "Số bằng chữ khác số bằng số",
        "Figures and words say different numbers",
        "Trong ngoặc nhắc lại số bằng chữ; số bằng chữ và bằng số phải bằng nhau.",
        "The bracket repeats the number in words; the two must be equal.",
        "Chi hỗ trợ 6.000.000 đồng (năm triệu đồng).",
        "Chi hỗ trợ 6.000.000 đồng (sáu triệu đồng).",
        in_words,
    ),
    Rule(
        "K144",
        Severity.ERROR,
        "Tên năm âm lịch không đúng với năm",
        "Lunar year that is not the year beside it",
        "Tên năm âm lịch lặp lại theo chu kỳ sáu mươi năm; mỗi năm chỉ có một tên.",
        "The names of lunar years run in a cycle of sixty; each year has one.",
        "Bảo đảm an ninh, trật tự dịp Tết Nguyên đán Bính Dần năm 2024.",
        "Bảo đảm an ninh, trật tự dịp Tết Nguyên đán Giáp Thìn năm 2024.",
        lunar_years,
    ),
    Rule(
        "K145",
        Severity.WARNING,
        "Thiếu số tháng",
        "Number of months left out",
        "Trước “tháng đầu năm” thiếu số tháng: 6, 8 hay 9 tháng đầu năm.",
        "“Tháng đầu năm” behind a noun lacks its number: 6, 8, 9 tháng đầu năm.",
        "Kết quả giải quyết đơn tháng đầu năm 2024 như sau.",
        "Kết quả giải quyết đơn 8 tháng đầu năm 2024 như sau.",
        missing_months,
    ),
    Rule(
        "K146",
        Severity.WARNING,
        "Tỷ lệ không có số",
        "Rate without a number",
        "Tỷ lệ phải là một số; viết chữ thay số thì người đọc không biết là bao nhiêu.",
        "A rate is a number; a word in its place leaves the question open.",
        "Tỷ lệ người dân đồng tình: Rất tốt.",
        "Tỷ lệ người dân đồng tình: 97%.",
        rates_in_words,
    ),
)
