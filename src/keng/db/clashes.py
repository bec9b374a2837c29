"""What a database says when two did at the same moment what only one can do.

Actions lock what they change, so that the second one finds the first one's work and refuses in its
own words. Where a lock cannot exist yet (the row is only being made) the constraints of the
database decide, and the loser must still hear a refusal and not that something broke.
"""

from __future__ import annotations

from typing import Final

from django.db import DatabaseError

from keng.kernel.errors import Conflict

_POSTGRESQL: Final = frozenset({"23505", "23P01", "40P01", "40001"})
"""SQLSTATE: unique, exclusion of overlapping days, deadlock, serialisation."""
_SQLITE: Final = frozenset({"SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY"})


def clash_of(error: BaseException) -> Conflict | None:
    """The refusal for an act that lost against another at the same moment; None for other errors.

    Whatever the act wrote went with its transaction.
    """
    if not isinstance(error, DatabaseError):
        return None
    cause = error.__cause__
    told = {getattr(cause, "sqlstate", None), getattr(cause, "sqlite_errorname", None)}
    if not told & (_POSTGRESQL | _SQLITE):
        return None
    return Conflict(
        "Cùng lúc này có người khác (hoặc một thẻ khác của bạn) vừa làm đúng việc này. Chưa ghi gì "
        "của lần này; hãy tải lại trang để xem kết quả của họ rồi làm tiếp nếu còn cần.",
        message_en="At this very moment somebody else (or another tab of yours) did the same. "
        "Nothing of this time was written; load the page again, see what they did, then go on.",
    )
