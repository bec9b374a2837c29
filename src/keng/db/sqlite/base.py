"""SQLite as Django knows it, with a queue before the one write lock (`turns`)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from django.db.backends.sqlite3 import base

from keng.db.sqlite.turns import a_turn

_WRITES: Final = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection: it asks for its turn before each transaction and before a lone write."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.execute_wrappers.append(self._lone_writes_in_turn)

    def _start_transaction_under_autocommit(self) -> None:
        with a_turn(self._queue(), self._patience()):
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # untold by the stubs

    def _lone_writes_in_turn(
        self, execute: Callable[..., Any], sql: str, params: Any, *rest: Any
    ) -> Any:
        """A write outside a transaction takes the lock for itself, so it too waits for its turn."""
        if self.in_atomic_block or not sql.startswith(_WRITES):
            return execute(sql, params, *rest)
        with a_turn(self._queue(), self._patience()):
            return execute(sql, params, *rest)

    def _queue(self) -> Path | None:
        name = self.settings_dict["NAME"]
        in_memory = base.DatabaseWrapper.is_in_memory_db(self)
        return None if in_memory else Path(f"{name}-turn")

    def _patience(self) -> float:
        return float(self.settings_dict["OPTIONS"].get("timeout", 5.0))
