"""Tags and filters of the templates; the words themselves stand in `keng.web.wording`."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import template
from django.template import Context

from keng.kernel.periods import Period
from keng.web import clock, wording
from keng.web.menu import MenuItem, menu_of

register = template.Library()


@register.simple_tag(takes_context=True)
def menu(context: Context) -> list[MenuItem]:
    """The entries of the top bar that the account may open."""
    return menu_of(context["request"])


@register.filter
def day(value: date | None) -> str:
    """A legal day as 09/11/2026."""
    return wording.day(value)


@register.filter
def moment(value: datetime | None) -> str:
    """A moment as 14:05 09/11/2026."""
    return wording.moment(value)


@register.filter
def days_left(value: date | None) -> str:
    """How far away a due day is from today."""
    return wording.days_left(value, on=clock.today()) if value else ""


@register.filter
def is_past(value: date | None) -> bool:
    """Whether the day lies before today."""
    return value is not None and value < clock.today()


@register.filter
def period_name(value: Period) -> str:
    """A period as a person names it."""
    return wording.period(value)


@register.filter
def figure(value: int | None, digits: int = 0) -> str:
    """A stored integer as 1.234,5."""
    return wording.figure(value, digits)


@register.filter
def state_name(code: str) -> str:
    """The state of a submission in words."""
    return wording.state(code)


@register.filter
def paper_state_name(code: str) -> str:
    """The state of a paper in words."""
    return wording.paper_state(code)


@register.filter
def status_name(code: str) -> str:
    """How final a value is."""
    return wording.status(code)


@register.filter
def severity_name(code: str) -> str:
    """How serious a finding is."""
    return wording.severity(code)


@register.filter
def said(text: Any) -> str:
    """A text of a pack in the language of the request."""
    return text.of(wording.language()) if text is not None else ""
