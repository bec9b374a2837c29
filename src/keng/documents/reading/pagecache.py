"""Recognised pages that wait in a folder of the caller's, so that a broken reading goes on.

The name of a file tells the document (its digest), the page and how it was recognised, so a page
is never taken for another's. A file that cannot be understood is recognised anew.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from keng.db.wholefiles import write_whole
from keng.documents.reading.drafting import Job


def kept_page(job: Job, page: int, way: str) -> Mapping[str, Any] | None:
    """What was kept of a page, or None."""
    if job.cache is None:
        return None
    try:
        found = json.loads(_place(job.cache, job, page, way).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def keep_page(job: Job, page: int, way: str, content: Mapping[str, Any]) -> None:
    """Keep a page, whole or not at all; nothing where the caller gave no folder."""
    if job.cache is not None:
        written = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        write_whole(_place(job.cache, job, page, way), written.encode("utf-8"))


def forget(job: Job) -> None:
    """Remove all pages that were kept of this document."""
    if job.cache is not None and job.cache.is_dir():
        for place in job.cache.glob(f"{job.sha256}-*.json"):
            place.unlink(missing_ok=True)


def _place(folder: Path, job: Job, page: int, way: str) -> Path:
    return folder / f"{job.sha256}-{page:05d}-{way}.json"
