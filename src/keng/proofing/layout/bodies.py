"""The body of a paper: justified, first lines indented, gaps, distances of lines; its letters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from keng.kernel.appearance import Alignment, Appearance, LookParagraph
from keng.proofing.finding import Finding
from keng.proofing.layout.asked import FIRST_LINES_MM, FONT, LEAST_GAP, LINES
from keng.proofing.layout.elements import Element, Elements
from keng.proofing.layout.remarks import Said, number, slip

_SLACK_MM: Final = 0.35  # 1,25 cm is what Word offers for 1,27
_SLACK: Final = 0.05
_SIGNS: Final = ("symbol", "wingdings", "webdings", "mt extra", "cambria math", "marlett")


def body_slips(elements: Elements) -> Iterator[Finding]:
    """How the paragraphs of the body stand; one finding for each kind of slip."""
    body = [piece.paragraph for piece in elements.of(Element.BODY)]
    plain = [one for one in body if one.align is not Alignment.CENTRE]
    loose = [one for one in plain if one.align is not Alignment.JUSTIFIED]
    yield from _told(
        loose, plain, ("không căn đều hai lề", "not justified"), ("căn đều hai lề", "justified")
    )
    indents = [one for one in plain if one.first_mm is not None and not one.numbered]
    wrong = [one for one in indents if not _is_indented(one.first_mm)]
    yield from _told(
        wrong,
        indents,
        (
            f"dòng đầu lùi vào {_lengths(wrong)} cm",
            f"first lines indented by {_lengths(wrong)} cm",
        ),
        ("1 cm hoặc 1,27 cm", "1 or 1,27 cm"),
    )
    yield from _distances(plain)


def _distances(plain: Sequence[LookParagraph]) -> Iterator[Finding]:
    pairs = [(one, other) for one, other in pairwise(plain) if other.line - one.line == 1]
    near = [other for one, other in pairs if one.after + other.before < LEAST_GAP - _SLACK]
    yield from _told(
        near,
        [other for _, other in pairs],
        (
            f"cách đoạn trên dưới {number(LEAST_GAP)} pt",
            f"less than {number(LEAST_GAP)} pt below the last paragraph",
        ),
        (f"ít nhất {number(LEAST_GAP)} pt", f"at least {number(LEAST_GAP)} pt"),
    )
    low, high = LINES
    spaced = [one for one in plain if one.lines is not None]
    wrong = [one for one in spaced if not low - _SLACK <= (one.lines or low) <= high + _SLACK]
    shown = ", ".join(sorted({number(one.lines or 0) for one in wrong}))
    yield from _told(
        wrong,
        spaced,
        (f"giãn dòng {shown}", f"line spacing {shown}"),
        (f"từ dòng đơn đến {number(high)} dòng", f"single to {number(high)} lines"),
    )


def letter_slips(appearance: Appearance) -> Iterator[Finding]:
    """Fonts other than the asked one, and letters that are not black."""
    fonts: Counter[str] = Counter()
    colours: Counter[str] = Counter()
    places: dict[str, list[int]] = {}
    for paragraph in appearance.paragraphs:
        for run in paragraph.letters:
            face, letters = run.face, sum(map(str.isalnum, run.text))
            for counts, name, is_right in (
                (fonts, face.font, _is_right_font(face.font)),
                (colours, face.colour, not face.colour or run.linked),
            ):
                if letters and not is_right:
                    counts[name] += letters
                    lines = places.setdefault(name, [])
                    if paragraph.line not in lines[-1:]:
                        lines.append(paragraph.line)
    for font, letters in fonts.most_common():
        yield slip(
            "K343",
            "mục I.4",
            (f"Phông chữ {font}: {letters} chữ cái", f"Font {font}: {letters} letters"),
            (f"phông {FONT}", FONT),
            places[font],
        )
    if colours:
        named = ", ".join(f"#{colour}" for colour, _ in colours.most_common(3))
        yield slip(
            "K357",
            "mục I.4",
            (f"Chữ màu {named}", f"Letters in the colour {named}"),
            ("màu đen", "black"),
            sorted({line for colour in colours for line in places[colour]}),
        )


def _told(
    wrong: Sequence[LookParagraph], of: Sequence[LookParagraph], there: Said, asked: Said
) -> Iterator[Finding]:
    if wrong:
        yield slip(
            "K353",
            "mục II.6",
            (
                f"Nội dung văn bản: {len(wrong)} trong {len(of)} đoạn {there[0]}",
                f"Body: {len(wrong)} of {len(of)} paragraphs {there[1]}",
            ),
            asked,
            [one.line for one in wrong],
        )


def _is_indented(first_mm: float | None) -> bool:
    return any(abs((first_mm or 0.0) - asked) <= _SLACK_MM for asked in FIRST_LINES_MM)


def _lengths(paragraphs: Sequence[LookParagraph]) -> str:
    lengths = sorted({round((one.first_mm or 0.0) / 10, 2) for one in paragraphs})
    written = (f"{length:.2f}".rstrip("0").rstrip(".") for length in lengths[:4])
    return " / ".join(one.replace(".", ",") for one in written)


def _is_right_font(font: str) -> bool:
    """A font that no style names is the program's own; signs of lists are no letters."""
    name = font.casefold()
    return not name or name == FONT.casefold() or name.startswith(_SIGNS)
