"""A commune that is named in a district or province in which it never lay."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Final

from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.proofing.units.known import KnownUnit, name_key
from keng.proofing.units.naming import ABOVE, COMMUNES, NAME, capitalised, day_of, tells_of_the_past
from keng.prose.text import Span

_PAIR: Final = re.compile(
    rf"(?<!\w)(?P<kind>{COMMUNES}) (?P<name>{NAME}), (?P<above>{ABOVE}) (?P<of>{NAME})"
)
_LEAST_BELOW: Final = 3
_ALIKE: Final = 0.75


def misplaced(manuscript: Manuscript) -> Iterator[Remark]:
    """ "xã X, huyện Y" where no unit named X ever lay in any Y; nothing where Y is not known."""
    day = day_of(manuscript)
    if day is None or day < manuscript.units.since:
        return
    for found in _PAIR.finditer(manuscript.text.body):
        name = found["name"]
        if capitalised(name) != name.split(" ") or name.isupper():
            continue
        above = _known_above(manuscript, found["above"], found["of"])
        below = [unit for one in above for unit in manuscript.units.below(one)]
        span = Span(found.start(), found.start("of") + len(found["of"]))
        if len(below) < _LEAST_BELOW or _lies_there(name, below):
            continue
        if not tells_of_the_past(manuscript, span, manuscript.units.since):
            yield _remark(manuscript, found, above[0], below)


def _known_above(manuscript: Manuscript, kind: str, words: str) -> Sequence[KnownUnit]:
    """The units above by the longest beginning of the words that is a name of one."""
    name = capitalised(words)
    for count in range(len(name), 0, -1):
        if found := manuscript.units.called(kind, " ".join(name[:count])):
            return found
    return ()


def _lies_there(name: str, below: Sequence[KnownUnit]) -> bool:
    """Whether a unit that lay there bore the name, in any spelling and of any kind."""
    wanted = name_key(name)
    return any(wanted in map(name_key, (unit.bare, *unit.also)) for unit in below)


def _remark(
    manuscript: Manuscript, found: re.Match[str], above: KnownUnit, below: Sequence[KnownUnit]
) -> Remark:
    name, kind = found["name"], found["kind"]
    labels = {unit.bare: unit.label for unit in below}
    near = [labels[one] for one in get_close_matches(name, labels, n=2, cutoff=_ALIKE)]
    meant = f"; có thể là {' hoặc '.join(near)}" if near else ""
    meant_en = f"; perhaps {' or '.join(near)}" if near else ""
    since = manuscript.units.since.year
    return Remark(
        "K231",
        Span(found.start(), found.start("of") + len(above.bare)),
        f"Từ {since} đến nay {above.label} không có {kind} {name}{meant}.",
        f"Since {since} there has been no {kind} {name} in {above.label}{meant_en}.",
        expected=near[0] if near else None,
    )


RULES: Final = (
    Rule(
        "K231",
        Severity.WARNING,
        "Xã, phường không thuộc huyện, tỉnh đã ghi",
        "A commune in a district or province in which it never lay",
        "Danh mục đơn vị hành chính từ năm 2023 không có xã, phường mang tên này trong huyện, tỉnh "
        "đã ghi; thường là gõ nhầm tên. Văn bản trước năm 2023 không xét.",
        "The list of units since 2023 has no commune of this name in that district or province; "
        "mostly the name is mistyped. Papers before 2023 are not asked.",
        "Hải Dương, ngày 12 tháng 3 năm 2024\nBÁO CÁO\nHội thi tại xã Tân Ký Hạ, huyện Tứ Kỳ.",
        "Hải Dương, ngày 12 tháng 3 năm 2024\nBÁO CÁO\nHội thi tại xã Tân Kỳ, huyện Tứ Kỳ.",
        misplaced,
    ),
)
