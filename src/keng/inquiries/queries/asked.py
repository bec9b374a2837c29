"""Whom an inquiry asks, and the form as the units would see it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from keng.inquiries.vocabulary import Content
from keng.orgunits.queries import UnitView
from keng.packs import installed
from keng.packs.schema import MADE_PREFIX, Form
from keng.reporting.queries import managed_below

LOOK: Final = f"{MADE_PREFIX}xem_truoc"
"""The code of a form that is only looked at; it is stored nowhere."""


def candidates(content: Content, *, owner_unit_id: int) -> list[UnitView]:
    """The units of the levels that the office manages on the day that its figures close."""
    on = content.period.last if content.due_on is None else min(content.period.last, content.due_on)
    return managed_below(owner_unit_id, content.levels, on=on)


def asked_units_of(content: Content, *, owner_unit_id: int) -> Sequence[int]:
    """Ids of the units that are asked: the chosen ones, else all of the levels."""
    if content.units:
        return content.units
    return [unit.id for unit in candidates(content, owner_unit_id=owner_unit_id)]


def wanted_of(content: Content) -> installed.Wanted:
    """The form that the content asks for, in the words of the room that makes forms."""
    return installed.Wanted(
        title=content.title,
        headings=[installed.Heading(one.title, one.cells) for one in content.headings],
        levels=content.levels,
        instruction=content.instruction,
    )


def wanted_form(content: Content, *, code: str = LOOK) -> Form:
    """The form as it would be made. Raises BadInput without an indicator."""
    return installed.form_as_wanted(wanted_of(content), content.period, installed.current(), code)
