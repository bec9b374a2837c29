"""SQLite as Django knows it, with a queue before the one write lock (`turns`)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from django.db.backends.sqlite3 import base

from keng.db.sqlite.turns import a_turn

_LOCKS: Final = ("BEGIN IMMEDIATE", "INSERT", "UPDATE", "DELETE", "REPLACE")


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection: it asks for its turn before each transaction and before a lone write."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.execute_wrappers.append(self._in_turn)

    def _in_turn(self, execute: Callable[..., Any], sql: str, params: Any, *rest: Any) -> Any:
        """A transaction takes the lock as it begins, a write outside of one for itself."""
        if self.in_atomic_block or not sql.startswith(_LOCKS):
            return execute(sql, params, *rest)
        with a_turn(self._queue(), self._patience()):
            return execute(sql, params, *rest)

    def _queue(self) -> Path | None:
        name = self.settings_dict["NAME"]
        in_memory = base.DatabaseWrapper.is_in_memory_db(self)
        return None if in_memory else Path(f"{name}-turn")

    def _patience(self) -> float:
        return float(self.settings_dict["OPTIONS"].get("timeout", 5.0))
