"""One paper under two numbers, dates, symbols or issuers, and one number for two papers.

Spelling is no conflict: zeros in front, spaces, a symbol or a date left out, a longer name of the
issuer. A number begins anew each year and for each issuer, so papers are compared within these.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.proofing.mentions import Mention, alike, may_be_one_issuer
from keng.proofing.papers.twins import (
    are_two_papers,
    one_day_slipped,
    one_issuer_two_symbols,
    one_paper_of_the_day,
)
from keng.prose.text import Span

_ACTS: Final = re.compile(
    r"\b(thanh lap|kien toan|giai the|phe duyet|bai bo|thay the|sua doi|bo nhiem|mien nhiem"
    r"|cong nhan"
    r"|khen thuong|tang giay khen|phan cong)\b"
)
_MOST_GROUP: Final = 40


def two_numbers(manuscript: Manuscript) -> Iterator[Remark]:
    """One kind, one day, one symbol, the same matter, and two numbers."""
    for group in _grouped(manuscript, lambda found: (found.letters, found.day)):
        if not group[0].letters or group[0].day is None:
            continue
        for one, other in _conflicts(
            group,
            lambda found: found.number,
            lambda one, other: (
                _are_about_one(one, other) or one_paper_of_the_day(manuscript, one, other)
            ),
        ):
            yield _remark(
                "K201",
                (one, other),
                f"Một văn bản mang hai số: {one.citation.number} và {other.citation.number}.",
                f"One paper with two numbers: {one.citation.number} and {other.citation.number}.",
            )


def two_dates(manuscript: Manuscript) -> Iterator[Remark]:
    """One number and symbol with two days: of one year, or where the number holds its year."""
    for group in _grouped(manuscript, lambda found: (found.number, found.letters)):
        dated = [found for found in group if found.day and found.letters]
        for one, other in _conflicts(dated, lambda found: found.day, _is_one_paper):
            yield _remark(
                "K202",
                (one, other),
                f"Một văn bản mang hai ngày: {one.day:%d/%m/%Y} và {other.day:%d/%m/%Y}.",
                f"One paper with two dates: {one.day} and {other.day}.",
            )


def two_papers(manuscript: Manuscript) -> Iterator[Remark]:
    """One number, symbol and day for two acts: what sets up is not what reorganises."""
    yield from _one_number_twice(manuscript)
    acts = {found.span: _act(manuscript, found) for found in manuscript.mentions}
    for group in _grouped(manuscript, lambda found: (found.number, found.letters, found.day)):
        acting = [found for found in group if found.day and acts[found.span]]
        for one, other in _conflicts(acting, lambda found: acts[found.span], may_be_one_issuer):
            yield _remark(
                "K203",
                (one, other),
                f"Số {one.citation.number} được nêu cho hai văn bản khác nhau.",
                f"Number {one.citation.number} is given to two different papers.",
            )


def _one_number_twice(manuscript: Manuscript) -> Iterator[Remark]:
    """One number of one office and year for two days and two matters."""
    for group in _grouped(manuscript, lambda found: (found.number, found.letters)):
        dated = [found for found in group if found.day and found.letters]
        for one, other in _conflicts(
            dated,
            lambda found: found.day,
            lambda one, other: are_two_papers(manuscript, one, other),
        ):
            yield _remark(
                "K203",
                (one, other),
                f"Số {one.citation.number} được nêu cho hai văn bản khác nhau.",
                f"Number {one.citation.number} is given to two different papers.",
            )


def two_symbols(manuscript: Manuscript) -> Iterator[Remark]:
    """One paper whose symbol is written in two ways, one of them rarer."""
    if manuscript.text.unmarked:
        return  # what a bad recognition wrote is not how the office wrote it
    written = {found.span: _symbol(manuscript, found) for found in manuscript.mentions}
    for group in _grouped(manuscript, lambda found: (found.number, found.citation.kind)):
        signed = [found for found in group if found.letters]
        for one, other in _conflicts(
            signed,
            lambda found: written[found.span],
            lambda one, other: (
                _is_variant(one, other) or one_issuer_two_symbols(manuscript, one, other)
            ),
        ):
            first, second = written[one.span], written[other.span]
            yield _remark(
                "K204",
                (one, other),
                f"Ký hiệu của một văn bản được viết hai cách: {first} và {second}.",
                f"The symbol of one paper is written in two ways: {first} and {second}.",
            )


def two_issuers(manuscript: Manuscript) -> Iterator[Remark]:
    """One number, symbol and day with two bodies that cannot be one."""
    for group in _grouped(manuscript, lambda found: (found.number, found.letters, found.day)):
        named = [found for found in group if found.day and found.letters and found.body]
        for one, other in _conflicts(
            named,
            lambda found: (found.body, found.level),
            lambda one, other: not may_be_one_issuer(one, other),
        ):
            yield _remark(
                "K205",
                (one, other),
                "Một văn bản được ghi của hai cơ quan ban hành khác nhau.",
                "One paper is given to two issuers.",
            )


def _are_about_one(one: Mention, other: Mention) -> bool:
    return may_be_one_issuer(one, other) and alike(one, other)


def _grouped(manuscript: Manuscript, key: Callable[[Mention], object]) -> Iterator[list[Mention]]:
    groups: dict[object, list[Mention]] = {}
    for mention in manuscript.mentions:
        groups.setdefault(key(mention), []).append(mention)
    yield from (group for group in groups.values() if len(group) > 1)


def _conflicts(
    group: Sequence[Mention],
    mark: Callable[[Mention], object],
    holds: Callable[[Mention, Mention], bool],
) -> Iterator[tuple[Mention, Mention]]:
    """Pairs whose marks differ although they are one paper; each pair of marks is told once."""
    told: set[frozenset[object]] = set()
    for index, other in enumerate(group[:_MOST_GROUP]):
        for one in group[:index]:
            marks = frozenset((mark(one), mark(other)))
            if len(marks) > 1 and marks not in told and holds(one, other):
                told.add(marks)
                yield one, other


def _is_one_paper(one: Mention, other: Mention) -> bool:
    if one.day is None or other.day is None or not may_be_one_issuer(one, other):
        return False
    if "/" in one.number:
        return True
    if one.day.year != other.day.year:
        # Day and month of one paper with a slip in the year; another year's paper has another day.
        return (one.day.day, one.day.month) == (other.day.day, other.day.month)
    if one_day_slipped(one, other):
        return True
    known = bool(one.body and other.body and one.level == other.level)
    return known or alike(one, other)


def _is_variant(one: Mention, other: Mention) -> bool:
    """The same letters with other signs, or the same day with a part of the symbol left out."""
    if not may_be_one_issuer(one, other):
        return False
    if one.letters == other.letters:
        return one.day == other.day or one.day is None or other.day is None
    short, long = sorted((one.letters, other.letters), key=len)
    return one.day is not None and one.day == other.day and long.startswith(short)


def _symbol(manuscript: Manuscript, mention: Mention) -> str:
    """The symbol with the sign before it, without spaces and in capitals: "/KH-UBND"."""
    citation = mention.citation
    words = manuscript.text.said(citation.span)
    code = "".join(words.split())
    symbol = (citation.symbol or "").upper()
    place = code.upper().find(symbol)
    sign = code[place - 1 : place] if place > 0 else ""
    return f"{sign if not sign.isalnum() else ''}{symbol}"


def _act(manuscript: Manuscript, mention: Mention) -> str:
    """What a paper does: named between its kind and its number, or right behind it."""
    words = manuscript.said(*mention.span)
    if found := _ACTS.search(words):
        return found[1]
    behind = manuscript.said(mention.span.end, mention.span.end + 40)
    found = re.match(r",?\s?(?:ve (?:viec )?|de )?" + _ACTS.pattern, behind)
    return found[1] if found else ""


def _remark(code: str, pair: tuple[Mention, Mention], vi: str, en: str) -> Remark:
    one, other = pair
    numbers = {found.number.split("/")[0] for found in pair}
    return Remark(
        code,
        Span(other.span.start, other.span.end),
        vi,
        en,
        tuple(Decimal(re.sub(r"\D", "", number) or 0) for number in sorted(numbers)),
        (one.span,),
    )


RULES: Final = (
    Rule(
        "K201",
        Severity.WARNING,
        "Một văn bản mang hai số",
        "One paper with two numbers",
        "Cùng loại, ký hiệu, ngày và nội dung; chỉ khác số văn bản.",
        "Kind, symbol, day and matter are the same; only the number differs.",
        "Thực hiện Kế hoạch số 31/KH-UBND ngày 06/3/2024 về phòng cháy, chữa cháy tại chợ, khu dân "
        "cư và rừng.\nCăn cứ Kế hoạch số 32/KH-UBND ngày 06/3/2024 về phòng cháy, chữa cháy tại "
        "chợ, khu dân cư và rừng.",
        "Thực hiện Kế hoạch số 31/KH-UBND ngày 06/3/2024 về phòng cháy, chữa cháy tại chợ, khu dân "
        "cư và rừng.\nCăn cứ Kế hoạch số 32/KH-UBND ngày 06/3/2024 về tuyển quân và huấn luyện "
        "dân quân tự vệ năm 2024.",
        two_numbers,
    ),
    Rule(
        "K202",
        Severity.WARNING,
        "Một văn bản mang hai ngày",
        "One paper with two dates",
        "Cùng số, ký hiệu, năm và cơ quan ban hành; chỉ khác ngày.",
        "Number and symbol are the same, within one year and issuer; the day differs.",
        "Căn cứ Thông tư số 15/2022/TT-BYT ngày 02/8/2022 của Bộ Y tế.\n"
        "Theo Thông tư số 15/2022/TT-BYT ngày 12/8/2022 của Bộ Y tế.",
        "Căn cứ Thông tư số 15/2022/TT-BYT ngày 02/8/2022 của Bộ Y tế.\n"
        "Theo Thông tư số 15/2022/TT-BYT ngày 2/8/2022 của Bộ trưởng Bộ Y tế.",
        two_dates,
    ),
    Rule(
        "K203",
        Severity.WARNING,
        "Một số cho hai văn bản",
        "One number for two papers",
        "Văn bản thành lập một tổ chức không thể chính là văn bản kiện toàn tổ chức đó.",
        "What sets up a body is another paper than what reorganises it.",
        "Quyết định thành lập Tổ công tác số 40/QĐ-UBND ngày 03/6/2024.\n"
        "Quyết định kiện toàn Tổ công tác số 40/QĐ-UBND ngày 03/6/2024.",
        "Quyết định thành lập Tổ công tác số 40/QĐ-UBND ngày 03/6/2024.\n"
        "Quyết định kiện toàn Tổ công tác số 95/QĐ-UBND ngày 07/10/2024.",
        two_papers,
    ),
    Rule(
        "K204",
        Severity.WARNING,
        "Ký hiệu một văn bản viết hai cách",
        "Symbol of one paper written in two ways",
        "Cùng các chữ nhưng dấu ngăn viết khác nhau, hoặc thiếu một phần của ký hiệu.",
        "The letters are the same and the signs differ, or a part of the symbol is missing.",
        "Thực hiện Nghị quyết số 08-NQ/TU ngày 10/02/2023 của Tỉnh ủy.\n"
        "Triển khai Nghị quyết số 08-NQ-TU ngày 10/02/2023 của Tỉnh ủy.",
        "Thực hiện Nghị quyết số 08-NQ/TU ngày 10/02/2023 của Tỉnh ủy.\n"
        "Triển khai Nghị quyết số 8 - NQ/TU ngày 10/2/2023 của Tỉnh ủy.",
        two_symbols,
    ),
    Rule(
        "K205",
        Severity.WARNING,
        "Một văn bản của hai cơ quan",
        "One paper of two issuers",
        "Cùng số, ký hiệu và ngày, nhưng ghi cho hai cơ quan không thể là một.",
        "Number, symbol and day are the same; the bodies cannot be one.",
        "Thực hiện Kế hoạch số 77/KH-UBND ngày 09/4/2024 của UBND tỉnh.\n"
        "Theo Kế hoạch số 77/KH-UBND ngày 09/4/2024 của UBND huyện.",
        "Thực hiện Kế hoạch số 77/KH-UBND ngày 09/4/2024 của UBND tỉnh.\n"
        "Theo Kế hoạch số 77/KH-UBND ngày 09/4/2024 của Ủy ban nhân dân tỉnh.",
        two_issuers,
    ),
)
