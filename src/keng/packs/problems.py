"""What is wrong with a pack, and where: the sentence a person can act on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from keng.kernel.errors import DomainError


@dataclass(frozen=True, order=True)
class Place:
    """A line of a file of the pack; lines count from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that is wrong: where, what, and what to do, in two languages."""

    at: Place
    message: str
    message_en: str

    def __str__(self) -> str:
        return f"{self.at}: {self.message}"


class PackError(DomainError):
    """A pack was refused; `problems` lists everything that is wrong, nothing was installed."""

    default_code = "pack_refused"

    def __init__(self, where: str, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        count = len(self.problems)
        super().__init__(
            "\n".join([f"có {count} lỗi:", *(str(problem) for problem in self.problems)]),
            message_en="\n".join(
                [
                    f"{count} problems:",
                    *(f"{problem.at}: {problem.message_en}" for problem in self.problems),
                ]
            ),
            where=where,
        )
