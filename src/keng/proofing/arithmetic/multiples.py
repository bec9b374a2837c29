"""Numbers told as a multiple or a simple part of another one: "gấp đôi", "bằng một nửa", "2/3"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from keng.proofing.finding import Remark
from keng.proofing.manuscript import Manuscript
from keng.proofing.quantities import Quantity, Role
from keng.proofing.rounding import agrees, rounded, shown
from keng.prose.text import Span

_TIMES: Final = re.compile(
    r"\bgap (?:(?P<word>doi|ba|bon|ruoi)\b|(?P<number>\d{1,2}(?:,\d{1,2})?) lan\b)"
)
_WORDS: Final = {
    "doi": Decimal(2),
    "ba": Decimal(3),
    "bon": Decimal(4),
    "ruoi": Decimal("1.5"),
}
_LOOSE: Final = re.compile(r"\b(?:hon|gan|khoang|tren|xap xi)\s$")
_PART: Final = re.compile(
    r"\b(?:bang|chiem|dung(?: bang)?|tuc|dat|tuong duong|-)\s"
    r"(?:(?P<half>mot nua|1/2)|(?P<third>mot phan ba|1/3)|(?P<quarter>mot phan tu|1/4)"
    r"|(?P<two>hai phan ba|2/3)|(?P<three>ba phan tu|3/4))(?![\d/])"
)
_PARTS: Final = {
    "half": (1, 2),
    "third": (1, 3),
    "quarter": (1, 4),
    "two": (2, 3),
    "three": (3, 4),
}
_FROM: Final = re.compile(r"[^\d.;]{0,24}(?:\(|,)? ?tu ")
_UP_TO: Final = re.compile(r"[^\d.;]{0,20} len(?: thanh)? ")
_NEAR: Final = 70


def multiples(manuscript: Manuscript) -> Iterator[Remark]:
    """Multiples and simple parts that no two numbers of their sentence make."""
    for found in _TIMES.finditer(manuscript.text.folded):
        if not _LOOSE.search(manuscript.said(max(found.start() - 10, 0), found.start())):
            yield from _of_the_value_before(manuscript, found)
            yield from _from_to(manuscript, found)
    for found in _PART.finditer(manuscript.text.folded):
        if not _LOOSE.search(manuscript.said(max(found.start() - 10, 0), found.start() + 1)):
            yield from _of_a_whole(manuscript, found)


def _of_the_value_before(manuscript: Manuscript, found: re.Match[str]) -> Iterator[Remark]:
    """ "160 buổi, gấp 1,6 lần năm 2022 (100 buổi)": the number before over the one behind."""
    sentence = manuscript.text.sentence_at(found.start())
    before = [one for one in manuscript.between(sentence.start, found.start()) if _is_level(one)]
    behind = manuscript.between(found.end(), min(sentence.end, found.end() + _NEAR))[:1]
    if not before or not behind or not _is_level(behind[0]) or behind[0].depth <= before[-1].depth:
        return
    now, then = before[-1], behind[0]
    if now.head != then.head or not then.value or not now.head:
        return
    written = found["number"]
    value = Decimal(written.replace(",", ".")) if written else _WORDS[found["word"]]
    decimals = max(0, -int(value.as_tuple().exponent)) if written else 1
    if agrees(value, now.value / then.value, decimals):
        return
    right = rounded(now.value / then.value, max(decimals, 1))
    yield Remark(
        "K131",
        Span(now.span.start, then.whole.end),
        f"{shown(now.value)} gấp {shown(right)} lần {shown(then.value)}, không phải "
        f"{shown(value)} lần.",
        f"{shown(now.value)} is {shown(right)} times {shown(then.value)}, not {shown(value)}"
        f" times.",
        (now.value, then.value, value),
        expected=shown(right),
    )


def _from_to(manuscript: Manuscript, found: re.Match[str]) -> Iterator[Remark]:
    """ "Tăng gấp đôi, từ 06 lên 10 mô hình"."""
    sentence = manuscript.text.sentence_at(found.start())
    behind = manuscript.between(found.end(), min(sentence.end, found.end() + _NEAR))[:2]
    if len(behind) < 2 or not all(map(_is_level, behind)):
        return
    then, now = behind
    opened = _FROM.fullmatch(manuscript.said(found.end(), then.span.start))
    raised = _UP_TO.fullmatch(manuscript.said(then.whole.end, now.span.start))
    if not (opened and raised) or not then.value:
        return
    written = found["number"]
    value = Decimal(written.replace(",", ".")) if written else _WORDS[found["word"]]
    decimals = max(0, -int(value.as_tuple().exponent)) if written else 1
    made = now.value / then.value
    if not agrees(value, made, decimals):
        yield Remark(
            "K131",
            Span(found.start(), now.whole.end),
            f"{shown(now.value)} gấp {shown(rounded(made, 1))} lần {shown(then.value)}, không phải "
            f"{shown(value)} lần.",
            f"{shown(now.value)} is {shown(rounded(made, 1))} times {shown(then.value)}, not "
            f"{shown(value)} times.",
            (now.value, then.value, value),
            expected=shown(rounded(made, 1)),
        )


def _of_a_whole(manuscript: Manuscript, found: re.Match[str]) -> Iterator[Remark]:
    """ "Kiến nghị 09 việc, đã giải quyết 06 việc, bằng hai phần ba"."""
    paragraph = manuscript.text.paragraph_at(found.start())
    sentence = manuscript.text.sentence_at(found.start())
    around = [one for one in manuscript.between(paragraph.start, sentence.end) if _is_level(one)]
    here = [one for one in around if sentence.start <= one.span.start < found.start()]
    if not here or here[-1].span.start < found.start() - _NEAR:
        return
    part = here[-1]
    top, bottom = _PARTS[found.lastgroup or "half"]
    same = [one for one in around if one.head == part.head and one is not part]
    wholes = [one.value for one in same] + [
        one.amount.denominator for one in around if one.amount.denominator
    ]
    if not wholes or any(part.value * bottom == whole * top for whole in wholes):
        return
    if _any_pair(same, top, bottom) or len(same) > 1:
        return
    whole = same[-1].value if same else wholes[-1]
    right = whole * top / bottom
    if right != right.to_integral_value():
        return
    yield Remark(
        "K122",
        Span(part.span.start, found.end()),
        f"{top}/{bottom} của {shown(whole)} là {shown(right)}, không phải {shown(part.value)}.",
        f"{top}/{bottom} of {shown(whole)} is {shown(right)}, not {shown(part.value)}.",
        (part.value, whole),
        expected=shown(right),
    )


def _any_pair(levels: Sequence[Quantity], top: int, bottom: int) -> bool:
    values = [one.value for one in levels[:12]]
    return any(one * bottom == other * top for one in values for other in values)


def _is_level(quantity: Quantity) -> bool:
    return quantity.role in (Role.LEVEL, Role.BEFORE) and quantity.exact
