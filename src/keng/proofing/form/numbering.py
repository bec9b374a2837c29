"""Numbers of parts that stand twice or leave a gap."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from keng.proofing.finding import Remark, Rule, Severity
from keng.proofing.manuscript import Manuscript
from keng.prose.sections import Section
from keng.prose.text import Span

_ROMANS: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_FURTHEST: Final = 2


def numbering(manuscript: Manuscript) -> Iterator[Remark]:
    """Headings of one level under one parent, of which two bear one number or one is left out."""
    if manuscript.text.unmarked:
        return  # a bad recognition loses marks of headings, and takes others for them
    last: dict[int, Section] = {}
    for section in manuscript.sections:
        for deeper in [level for level in last if level > section.level]:
            del last[deeper]
        before = last.get(section.level)
        last[section.level] = section
        if before is None or not (before.heading and section.heading):
            continue
        first, second = _order(before), _order(section)
        if first and second and _is_odd(first, second):
            yield _remark(manuscript, before, section, first)


def _is_odd(first: int, second: int) -> bool:
    return second == first or 1 < second - first <= _FURTHEST


def _order(section: Section) -> int:
    """The place of a part among its siblings; 0 for letters, which some papers skip."""
    last = section.number.rsplit(".", 1)[-1]
    if last in _ROMANS:
        return _ROMANS.index(last) + 1
    return int(last) if last.isdigit() else 0


def _remark(manuscript: Manuscript, before: Section, section: Section, first: int) -> Remark:
    twice = before.number == section.number
    mark = manuscript.text.said(section.mark).strip()
    return Remark(
        "K334",
        Span(section.mark.start, min(section.span.end, section.mark.end + 60)),
        f"Đề mục “{mark}” " + ("trùng số với đề mục trước." if twice else "bỏ qua một số."),
        f'The heading "{mark}" ' + ("repeats a number." if twice else "leaves out a number."),
        (Decimal(first), Decimal(_order(section))),
        (Span(before.mark.start, min(before.span.end, before.mark.end + 60)),),
    )


RULES: Final = (
    Rule(
        "K334",
        Severity.WARNING,
        "Số đề mục trùng hoặc thiếu",
        "Number of a heading repeated or left out",
        "Các đề mục cùng cấp đánh số liên tiếp, không trùng và không bỏ số.",
        "Headings under one parent count up by one.",
        "1. Công tác tham mưu.\nĐã ban hành kế hoạch.\n2. Công tác tuyên truyền.\nĐã tổ chức các "
        "buổi.\n"
        "2. Công tác kiểm tra.\nĐã kiểm tra các cơ sở.",
        "1. Công tác tham mưu.\nĐã ban hành kế hoạch.\n2. Công tác tuyên truyền.\nĐã tổ chức các "
        "buổi.\n"
        "3. Công tác kiểm tra.\nĐã kiểm tra các cơ sở.",
        numbering,
    ),
)
