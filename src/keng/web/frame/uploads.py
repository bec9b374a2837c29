"""Files between "look first" and "save": kept for a day beside the database, named by their digest.

Nothing of a file is trusted when it comes back: it is read again, by the same account. A file that
holds nothing to save (wrong type, marked secret, no right cell) is never kept. The sample of which
a way of reading is made is kept alike, whatever its type.
"""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core import signing

from keng.db.wholefiles import write_whole
from keng.kernel.errors import BadInput, NotFound

LARGEST_BYTES: Final = 10 * 1024 * 1024
_KEPT: Final = timedelta(days=1)
_SALT: Final = "keng.web.frame.uploads"
_SUFFIX: Final = ".upload"


def keep(content: bytes, filename: str, *, account_id: int | None, at: datetime) -> str:
    """Keep the file and return the token that brings it back to this account for a day."""
    _forget_old(at)
    digest = hashlib.sha256(content).hexdigest()
    write_whole(_path(digest), content)
    return signing.dumps([digest, filename, account_id], salt=_SALT)


def brought_back(token: str, *, account_id: int | None) -> tuple[bytes, str]:
    """The file and its name. Raises BadInput for a token of another account, NotFound when gone."""
    try:
        digest, filename, owner = signing.loads(token, salt=_SALT, max_age=_KEPT)
    except (signing.BadSignature, ValueError):
        digest, filename, owner = "", "", -1
    if owner != account_id:
        raise BadInput(
            "Tệp xem thử đã quá hạn hoặc không phải của bạn; hãy chọn tệp lần nữa.",
            message_en="The file under review is too old or not yours; choose it again.",
        )
    path = _path(digest)
    if not path.is_file():
        raise NotFound(
            "Tệp xem thử không còn trên máy chủ; hãy chọn tệp lần nữa.",
            message_en="The file under review is no longer on the server; choose it again.",
        )
    return path.read_bytes(), str(filename)


def forget(token: str, *, account_id: int | None) -> None:
    """Remove the file once it has been saved."""
    digest, _filename, owner = signing.loads(token, salt=_SALT)
    if owner == account_id:
        _path(digest).unlink(missing_ok=True)


def _forget_old(at: datetime) -> None:
    if not _folder().is_dir():
        return
    oldest = (at - _KEPT).timestamp()
    for path in _folder().iterdir():  # those of an older Keng too, which had another ending
        if path.stat().st_mtime < oldest:
            path.unlink(missing_ok=True)


def _path(digest: str) -> Path:
    return _folder() / f"{digest}{_SUFFIX}"


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "under-review"
