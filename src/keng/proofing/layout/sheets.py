"""The sheets of a paper: size, margins, number of the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from keng.kernel.appearance import Alignment, Appearance, LookSection, PageNumber
from keng.proofing.finding import Finding
from keng.proofing.layout.asked import MARGINS, NUMBER_SIZES, PAPER_MM
from keng.proofing.layout.remarks import Said, number, slip, span

_SLACK_MM: Final = 0.6
_SURELY_TWO_PAGES: Final = 5000  # letters; a page of the body in size 13 holds about 2,700
_SIDES: Final = {
    "top": ("trên", "top"),
    "bottom": ("dưới", "bottom"),
    "left": ("trái", "left"),
    "right": ("phải", "right"),
}


def sheet_slips(appearance: Appearance) -> Iterator[Finding]:
    """Slips of the pages, each told once at the first section that has it."""
    told: set[str] = set()
    for index, section in enumerate(appearance.sections):
        line = next((one.line for one in appearance.paragraphs if one.section == index), 1)
        for finding in _of_section(section, line):
            if finding.message not in told:
                told.add(finding.message)
                yield finding
    if appearance.sections:
        yield from _numbering(appearance)


def _of_section(section: LookSection, line: int) -> Iterator[Finding]:
    sides = sorted((section.width_mm, section.height_mm))
    if any(abs(side - asked) > 2 for side, asked in zip(sides, PAPER_MM, strict=True)):
        paper = f"{number(round(section.width_mm))} x {number(round(section.height_mm))} mm"
        yield slip(
            "K341",
            "mục I.1",
            (f"Khổ giấy {paper}", f"Paper {paper}"),
            ("A4 (210 x 297 mm)", "A4 (210 x 297 mm)"),
            [line],
        )
    if section.landscape:
        return  # the annex's margins are told for upright pages; turned ones turn with them
    there: list[tuple[str, str]] = []
    asked: list[tuple[str, str]] = []
    for side, (low, high) in MARGINS.items():
        wide = getattr(section, f"{side}_mm")
        if not low - _SLACK_MM <= wide <= high + _SLACK_MM:
            there.append((side, number(round(wide, 1))))
            asked.append((side, span(low, high)))
    if there:
        yield slip("K342", "mục I.3", _margins("Lề ", there), _margins("", asked), [line])


def _margins(start: str, sides: list[tuple[str, str]]) -> Said:
    english = "Margins: " if start else ""
    return (
        start + ", ".join(f"{_SIDES[side][0]} {wide} mm" for side, wide in sides),
        english + ", ".join(f"{_SIDES[side][1]} {wide} mm" for side, wide in sides),
    )


def _numbering(appearance: Appearance) -> Iterator[Finding]:
    found = appearance.sections[0].number
    asked = (
        "số trang ở giữa lề trên, từ trang 2, cỡ 13–14, chữ đứng",
        "the number centred in the top margin from page 2 on, size 13–14, upright",
    )
    there = _number_slips(found) if found else _missing(appearance)
    if there:
        vietnamese = ", ".join(one for one, _ in there)
        english = ", ".join(other for _, other in there)
        yield slip(
            "K344", "mục I.7", (f"Số trang: {vietnamese}", f"Page number: {english}"), asked, [1]
        )


def _missing(appearance: Appearance) -> list[Said]:
    letters = sum(len(paragraph.text) for paragraph in appearance.paragraphs)
    if appearance.pages > 1 or (not appearance.pages and letters > _SURELY_TWO_PAGES):
        return [("không có", "none")]
    return []


def _number_slips(found: PageNumber) -> list[Said]:
    low, high = NUMBER_SIZES
    slips = []
    if not found.top:
        slips.append(("ở lề dưới", "in the bottom margin"))
    if found.align not in (None, Alignment.CENTRE):
        slips.append(("không ở giữa", "not centred"))
    if found.on_first:
        slips.append(("hiện cả trên trang thứ nhất", "shown on the first page, too"))
    if not low <= found.face.size <= high:
        size = number(found.face.size)
        slips.append((f"cỡ {size}", f"size {size}"))
    if found.face.bold or found.face.italic:
        slips.append(("chữ đậm hoặc nghiêng", "bold or italic"))
    return slips
