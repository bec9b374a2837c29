"""Sessions in the database, of no use to somebody who reads or writes the database.

Django keeps the key of a session as the browser has it: whoever reads the table is whoever is
signed in. Here a digest of the key is kept (it is random, so no slow hash is needed), and what is
in the session is signed for that one key: what another person's session holds cannot be put into
one's own row.
"""

from __future__ import annotations

import hashlib
from typing import Any, Final

from django.contrib.sessions.backends.db import SessionStore as InTheDatabase
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.models import Session

_DIGITS: Final = 40  # 160 bits; the column holds no more


def stored_key(key: str) -> str:
    """How the key of a session stands in the database; empty for none."""
    return hashlib.sha256(key.encode()).hexdigest()[:_DIGITS] if key else ""


class SessionStore(InTheDatabase):
    """Django's store, with a digest in the place of the key and contents bound to the key."""

    @property
    def key_salt(self) -> str:
        """What the signature of the contents is made with; another session has another one."""
        return f"keng.access.sessionstore:{self.session_key}"

    def exists(self, session_key: str) -> bool:
        """Whether there is a session with the key."""
        return Session.objects.filter(session_key=stored_key(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        """The row of this session as it is now."""
        row = super().create_model_instance(data)
        row.session_key = stored_key(row.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        """End the session with the key, or this one."""
        key = self.session_key if session_key is None else session_key
        if key is not None:
            Session.objects.filter(session_key=stored_key(key)).delete()

    def _get_session_from_db(self) -> Session | None:
        # Django's own store, asked under the digest: it knows what has run out.
        plain: Any = InTheDatabase(stored_key(self.session_key or ""))
        row: Session | None = plain._get_session_from_db()
        if row is None:
            self._session_key = None
        return row
