"""The photo of an activity or an event: drawn anew, kept under its digest (semantics 27)."""

from __future__ import annotations

from dataclasses import dataclass

from keng.documents.photos import redrawn
from keng.kernel.errors import BadInput
from keng.reporting.photos import store


@dataclass(frozen=True)
class Kept:
    """Where a photo lies and how large it is; the fields of `models.Picture`."""

    sha256: str = ""
    width: int = 0
    height: int = 0


def kept(content: bytes | None, *, filename: str, is_taken: bool) -> Kept:
    """Keep a photo without its metadata; nothing for none.

    Raises BadInput: no picture, or a photo where none is taken (mediation, handling of a case).
    """
    if not content:
        return Kept()
    if not is_taken:
        raise BadInput(
            "Loại hoạt động này không nhận ảnh, vì ảnh có thể cho thấy người trong vụ việc; "
            "hãy bỏ ảnh.",
            message_en="No photo is taken of this kind of activity: it could show the people of "
            "a case; leave it out.",
            code="no_photos_here",
        )
    picture = redrawn(content, filename=filename)
    return Kept(store().keep(picture.content), picture.width, picture.height)
