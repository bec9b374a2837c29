"""Where the packs that come with Keng lie: inside the wheel, or beside the source. Pure."""

from __future__ import annotations

from pathlib import Path

from keng.kernel.errors import NotFound

_PACKAGE = Path(__file__).resolve().parent.parent
_PLACES = (_PACKAGE / "_programmes", _PACKAGE.parent.parent / "programmes")


def shipped_codes() -> list[str]:
    """The codes of the packs that come with Keng."""
    return sorted(path.parent.name for path in _folder().glob("*/pack.yaml"))


def shipped(code: str) -> Path:
    """The folder of a pack that comes with Keng; NotFound with the codes that there are."""
    folder = _folder() / code
    if (folder / "pack.yaml").is_file():
        return folder
    known = ", ".join(shipped_codes()) or "—"
    raise NotFound(
        f"Không có bộ chương trình “{code}” đi kèm; có: {known}.",
        message_en=f"No pack {code!r} comes with Keng; there are: {known}.",
    )


def _folder() -> Path:
    return next((place for place in _PLACES if place.is_dir()), _PLACES[-1])
