"""Refusals: states of the world in which an action does nothing and says why.

Every refusal has a stable `code` for programs, a Vietnamese sentence for the person (what was
refused, where, what to do next) and an English one. The edges map them to a status or an exit
code; anything that is not a DomainError is a bug and is allowed to crash.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar


class DomainError(Exception):
    """An action was refused and nothing was changed."""

    default_code: ClassVar[str] = "refused"

    def __init__(
        self, message: str, *, message_en: str = "", where: str = "", code: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.message_en = message_en or message
        self.where = where
        self.code = code or self.default_code

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class NotAllowed(DomainError):
    """The actor holds no grant for this verb on this unit on this day."""

    default_code = "not_allowed"


class WrongState(DomainError):
    """The thing exists but its state does not permit the act."""

    default_code = "wrong_state"


class NotFound(DomainError):
    """Nothing answers to this name, id or code on this day."""

    default_code = "not_found"


class BadInput(DomainError):
    """What was handed in cannot be understood or is out of its domain."""

    default_code = "bad_input"


class Ambiguous(DomainError):
    """A name has several answers; `candidates` lists them so that a person can choose."""

    default_code = "ambiguous"

    def __init__(
        self,
        message: str,
        *,
        candidates: Sequence[str],
        message_en: str = "",
        where: str = "",
    ) -> None:
        super().__init__(message, message_en=message_en, where=where)
        self.candidates = list(candidates)


class Conflict(DomainError):
    """Somebody else changed the same thing meanwhile; `theirs` is what stands now."""

    default_code = "conflict"

    def __init__(
        self,
        message: str,
        *,
        theirs: object = None,
        message_en: str = "",
        where: str = "",
    ) -> None:
        super().__init__(message, message_en=message_en, where=where)
        self.theirs = theirs
