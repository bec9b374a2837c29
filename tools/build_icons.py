"""Gather the icons that the screens use into one sprite, from an unpacked bootstrap-icons package.

    npm pack bootstrap-icons@1.13.2 && tar xzf bootstrap-icons-1.13.2.tgz
    .venv/bin/python tools/build_icons.py package

Writes `static/vendor/bootstrap-icons/icons.svg`: a `<symbol id="NAME">` for each name below, its
shape unchanged. A template asks for one with `{% icon "house" %}`; a test compares the names.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

NAMES = """
archive arrow-clockwise arrow-counterclockwise arrow-left arrow-right arrow-up-right bar-chart bell
box-arrow-right box-arrow-up-right building calendar-event calendar3 camera check-circle check-lg
check2-all chevron-down chevron-left chevron-right chevron-up circle-half clipboard clock
clock-history cloud-check cloud-slash cloud-upload columns-gap diagram-3 download envelope
exclamation-circle exclamation-triangle eye eye-slash file-earmark-excel file-earmark-pdf
file-earmark-text file-earmark-word filter flag folder2-open gear geo-alt grid-3x3 hand-thumbs-up
hourglass-split house image info-circle journal-check journal-text keyboard layout-three-columns
link-45deg list list-check list-task lock megaphone moon-stars paperclip pencil pencil-square
people person person-badge person-plus phone pin-angle plus-lg printer question-circle reply save
search send share shield-check shield-exclamation shuffle sliders sort-down star sun table
telephone three-dots trash unlock upload x-circle x-lg
"""
SPRITE = (
    Path(__file__).resolve().parents[1] / "src/keng/web/static/vendor/bootstrap-icons/icons.svg"
)


def symbol(package: Path, name: str) -> str:
    """One icon as a symbol; the drawing is taken as it is."""
    drawing = (package / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    inner = re.sub(r"^<svg[^>]*>|</svg>\s*$", "", drawing.strip())
    shapes = re.sub(r"\s*\n\s*", "", inner)
    return f'<symbol id="{name}" viewBox="0 0 16 16">{shapes}</symbol>'


def main() -> None:
    """Write the sprite and the licence beside it."""
    package = Path(sys.argv[1])
    symbols = "\n".join(symbol(package, name) for name in NAMES.split())
    SPRITE.parent.mkdir(parents=True, exist_ok=True)
    SPRITE.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg">\n{symbols}\n</svg>\n', encoding="utf-8"
    )
    (SPRITE.parent / "LICENSE").write_bytes((package / "LICENSE").read_bytes())


if __name__ == "__main__":
    main()
