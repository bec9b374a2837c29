"""What was decided about personal data during one request or command, and what was refused in it.

The edges open a desk, lay on it what the person decided, and find on it what was refused. A field
that is saved where no desk stands decides as if nothing had been allowed.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NoReturn

from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput
from keng.screening.personal import Passage, found_in
from keng.screening.refusals import NEVER_KEPT, PLACEHOLDER, PersonalData, Told

LONGEST_REASON: Final = 300


@dataclass
class Desk:
    """The decisions of one request: `keeps` are reasons by the words that are kept.

    `outs` are the words that are taken out of texts of files. `whole` is one reason for everything
    that comes, `takes_out` that everything is taken out: of a whole import, or of one command.
    `page` is the address of the page
    on which it is decided. `told` are the passages that were refused; `waiting` rows whose number
    is not known yet.
    """

    actor: Actor | None = None
    at: datetime | None = None
    keeps: Mapping[str, str] = field(default_factory=dict)
    outs: frozenset[str] = frozenset()
    whole: str = ""
    takes_out: bool = False
    page: str = ""
    told: list[Told] = field(default_factory=list)
    waiting: list[tuple[Any, str, list[tuple[Passage, str]]]] = field(default_factory=list)

    def reason_for(self, words: str) -> str:
        """The reason for which these words are kept; "" where nobody gave one."""
        return self.keeps.get(words, "") or self.whole


_OPEN: ContextVar[Desk | None] = ContextVar("screening_desk", default=None)


def open_desk() -> Desk | None:
    """The desk of the present request or command."""
    return _OPEN.get()


@contextmanager
def at_a_desk(desk: Desk) -> Iterator[Desk]:
    """Everything that is saved inside is decided at this desk."""
    token = _OPEN.set(desk)
    try:
        yield desk
    finally:
        _OPEN.reset(token)


def seated(actor: Actor, at: datetime) -> None:
    """Say who decides at the desk, once it is known; nothing where there is none."""
    if (desk := _OPEN.get()) is not None:
        desk.actor, desk.at = actor, at


def said(words: str) -> str:
    """Words in the spelling by which they are compared: composed, single spaces."""
    return " ".join(unicodedata.normalize("NFC", words).split())


def composed(text: str) -> str:
    """The text as the detector reads it."""
    return unicodedata.normalize("NFC", text)


def decide_whole(*, reason: str = "", take_out: bool = False) -> None:
    """Say for all that follows at this desk that it is kept, or taken out where the room can.

    Raises BadInput for a reason that will not do; nothing where there is no desk or no decision.
    """
    if (desk := _OPEN.get()) is not None:
        desk.takes_out = take_out
        desk.whole = checked_reason(reason) if reason else ""


def decided(text: str, *, standing: str = "") -> tuple[str, list[Told]]:
    """A text out of a file as it may be stored, and what of it nobody decided about.

    `standing` is what the place holds already.
    """
    desk = _OPEN.get()
    if desk is not None and desk.takes_out:
        return taken_out(text), []
    if desk is not None and desk.outs:
        text = taken_out(text, sorted(desk.outs))
    known = {one.words for one in told_of(standing)} if standing else set()
    open_ones = [
        one
        for one in told_of(text)
        if one.words not in known
        and (desk is None or not one.may_keep or not desk.reason_for(one.words))
    ]
    return text, open_ones


def words_of(text: str, passage: Passage) -> str:
    """The letters of the data of a passage, as they are compared."""
    return said(text[passage.first : passage.last])


def taken_out(text: str, words: Sequence[str] | None = None) -> str:
    """The text with a placeholder for each passage, or for those with these words.

    Where nothing is found the text is returned letter for letter.
    """
    body = composed(text)
    found = [one for one in found_in(body) if words is None or words_of(body, one) in words]
    for one in reversed(found):
        body = f"{body[: one.first]}{PLACEHOLDER}{body[one.last :]}"
    return body if found else text


def told_of(text: str, *, field: str = "", may_keep: bool = True) -> list[Told]:
    """What would be refused of a text, whatever was decided."""
    body = composed(text)
    return [
        Told(
            field,
            one.kind,
            words_of(body, one),
            body,
            one.first,
            one.last,
            may_keep and one.kind not in NEVER_KEPT,
        )
        for one in found_in(body)
    ]


def refuse(
    told: Sequence[Told], *, message: str = "", message_en: str = "", where: str = ""
) -> NoReturn:
    """Raise PersonalData and leave word of it on the desk."""
    if (desk := _OPEN.get()) is not None:
        desk.told.extend(told)
    raise PersonalData(told, message=message, message_en=message_en, where=where)


def checked_reason(text: str) -> str:
    """A reason for keeping, in one line. BadInput: none, too long, with personal data in it."""
    reason = said(text)
    if not reason:
        raise BadInput(
            "Muốn giữ lại thì phải ghi lý do; hãy viết một câu, hoặc bỏ đoạn đó ra.",
            message_en="To keep it, give a reason in one sentence; or take the passage out.",
            code="reason_missing",
        )
    if len(reason) > LONGEST_REASON:
        raise BadInput(
            f"Lý do dài {len(reason)} chữ, quá {LONGEST_REASON}; hãy viết ngắn lại.",
            message_en=f"The reason has {len(reason)} letters, over {LONGEST_REASON}; shorten it.",
            code="text_too_long",
        )
    if found_in(reason):
        raise BadInput(
            "Lý do lại có dữ liệu cá nhân; hãy viết lý do mà không nhắc lại dữ liệu đó.",
            message_en="The reason holds personal data itself; give it without repeating them.",
            code="personal_data_in_reason",
        )
    return reason
