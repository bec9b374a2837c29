"""Where photos lie, and how many a cell may have."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.conf import settings

from keng.documents.store import FileStore

MOST_A_CELL: Final = 6


def store() -> FileStore:
    """The store of the photos, in the folder of the files."""
    return FileStore(Path(settings.MEDIA_ROOT) / "photos")
