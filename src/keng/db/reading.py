"""One reading: what is the same for all of it is asked of the database once.

A page about many units asks of each of them which map, which programme and whose rights hold. The
answer may not change in the middle of one page; so within `one_reading` the first answer stands.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar, cast

_Answer = TypeVar("_Answer")

_answers: ContextVar[dict[Hashable, Any] | None] = ContextVar("one reading", default=None)


@contextmanager
def one_reading() -> Iterator[None]:
    """Within it, each question that is put through `once` is asked of the database once.

    Nothing inside may change what such a question is about: the map of units, the programme in
    use, the rights of an account. A reading within a reading is part of the outer one.
    """
    if _answers.get() is not None:
        yield
        return
    with _remembering({}):
        yield


@contextmanager
def asking_anew() -> Iterator[None]:
    """Within it nothing is remembered, also inside a reading: for an act that changes the rest."""
    with _remembering(None):
        yield


def once(question: Hashable, ask: Callable[[], _Answer]) -> _Answer:
    """The answer to a question: the one of this reading, or asked now outside of any.

    `question` names the room, the question and what it is about; an error is not remembered.
    """
    answers = _answers.get()
    if answers is None:
        return ask()
    if question not in answers:
        answers[question] = ask()
    return cast("_Answer", answers[question])


@contextmanager
def _remembering(answers: dict[Hashable, Any] | None) -> Iterator[None]:
    token = _answers.set(answers)
    try:
        yield
    finally:
        _answers.reset(token)
