"""A pack as plain JSON values and its digest: the same on every machine and in both engines."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from keng.packs.schema import Pack


def content_of(pack: Pack) -> dict[str, Any]:
    """The whole pack as JSON values; `Pack.model_validate` reads it back."""
    return pack.model_dump(mode="json", by_alias=True)


def digest_of(content: Any) -> str:
    """SHA-256 (hex) of the content: keys sorted, no spaces, UTF-8."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
