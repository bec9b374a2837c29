"""Where photos of results lie, and which tasks take none."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from django.conf import settings

from keng.documents.store import FileStore
from keng.kernel.errors import BadInput
from keng.kernel.letters import folded
from keng.prose.groups import TOPIC, Group

# No photo of mediation or of the handling of a case (semantics 27).
_NONE: Final = re.compile(
    r"\b(?:hoa giai|vu an|vu viec|dieu tra|xet xu|truy bat|tam giu|xu ly vi pham|giai quyet don)\b"
)


def store() -> FileStore:
    """The store of the photos, in the folder of the files."""
    return FileStore(Path(settings.MEDIA_ROOT) / "plan-photos")


def takes_photos(*texts: str) -> bool:
    """Whether a task with these words takes photos: not mediation, not a case, nobody watched."""
    return not any(speaks_of_watched(text) or _NONE.search(folded(text)) for text in texts)


def speaks_of_watched(text: str) -> bool:
    """Whether words speak of watched people."""
    found = TOPIC.finditer(folded(text))
    return any(one[group.value] for one in found for group in Group)


def refuse_where_none_may_be(*texts: str) -> None:
    """Raise BadInput for a task that takes no photos."""
    if not takes_photos(*texts):
        raise BadInput(
            "Nhiệm vụ về hòa giải, giải quyết vụ việc hoặc về người thì không đính ảnh; hãy ghi "
            "bằng chữ hoặc dẫn văn bản.",
            message_en="A task about mediation, a case or people takes no photo; write words or "
            "name a paper.",
            code="no_photos_here",
        )
