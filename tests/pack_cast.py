"""Where the packs lie that tests load: those of the repository, and a small sound one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from keng.packs.loading import load_pack
from keng.packs.schema import Pack

SOUND = Path(__file__).resolve().parent / "programmes" / "sound"
PROGRAMMES = Path(__file__).resolve().parents[1] / "programmes"
FOLDERS = sorted(folder for folder in PROGRAMMES.iterdir() if (folder / "pack.yaml").exists())


@cache
def shipped(name: str) -> Pack:
    """A pack of the repository."""
    return load_pack(PROGRAMMES / name)
