"""What the installed programme says of commendations, with refusals for what it does not know."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from keng.commendations.vocabulary import Recipient
from keng.kernel.errors import BadInput
from keng.packs import installed
from keng.packs.schema import Award, Commendations, DatedNumber


def spoken() -> Commendations:
    """The part of the installed programme that is about commendations."""
    return installed.current().commendations


def award_of(code: str) -> Award:
    """A kind of award. Raises BadInput for one that the programme does not know."""
    awards: Mapping[str, Award] = spoken().awards
    found = awards.get(code)
    if found is None:
        names = ", ".join(one.label.vi for one in awards.values()) or "—"
        raise BadInput(
            f"Không có hình thức khen “{code}”; chương trình có: {names}.",
            message_en=f"There is no award {code!r}; there are: {', '.join(awards) or '—'}.",
            code="unknown_award",
        )
    return found


def refuse_recipient(award: Award, recipient: Recipient) -> None:
    """Raise BadInput where the programme says that the award is not given to such."""
    if award.given_to is not None and recipient.value not in award.given_to:
        whom = "tập thể" if recipient is Recipient.GROUP else "cá nhân"
        raise BadInput(
            f"{award.label.vi} không tặng cho {whom}; hãy chọn hình thức khác.",
            message_en=f"{award.label.en} is not given to a {recipient.value}; choose another.",
            code="wrong_recipient",
        )


def number_on(values: tuple[DatedNumber, ...], on: date) -> DatedNumber | None:
    """The value in force on the day; None before the first one."""
    return next((one for one in reversed(values) if one.since <= on), None)
