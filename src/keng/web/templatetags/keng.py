"""Tags and filters of the templates; the words themselves stand in `keng.web.wording`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from keng.kernel.periods import Period
from keng.notices.queries import unread_count
from keng.web import clock, wording
from keng.web.frame.menu import MenuItem, menu_of
from keng.web.frame.requests import own_address
from keng.web.frame.themes import chosen_theme
from keng.web.phrases import icons, sparklines

register = template.Library()

_NEAR_DAYS = 3  # a choice of ours about colour, no rule of law


@register.simple_tag(takes_context=True)
def menu(context: Context) -> list[MenuItem]:
    """The entries of the top bar that the account may open."""
    return menu_of(context["request"])


@register.simple_tag(takes_context=True)
def unread(context: Context) -> int:
    """How many notices the account has not read; one query, 0 for who has not signed in."""
    actor = getattr(context.get("request"), "actor", None)
    return unread_count(actor) if actor is not None else 0


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """The look that the person chose: light, dark, or auto as the machine has it."""
    return chosen_theme(context.get("request"))


@register.simple_tag(takes_context=True)
def came_from(context: Context) -> str:
    """The page of ours that led here, or nothing: another site's link must not become ours."""
    request = context.get("request")
    if request is None:
        return ""
    return own_address(request, request.headers.get("Referer", ""), otherwise="")


@register.simple_tag
def icon(name: str) -> SafeString:
    """One icon of the set, for decoration only."""
    return icons.icon(name)


@register.simple_tag
def sparkline(values: Sequence[sparklines.Number | None], label: str) -> SafeString:
    """The last values as a small line; `label` tells them in words."""
    return sparklines.sparkline(values, label)


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
def is_near(value: date | None) -> bool:
    """Whether the day comes within three days, so that it deserves a colour."""
    return value is not None and 0 <= (value - clock.today()).days <= _NEAR_DAYS


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
    """A text of a pack, or a remark that knows both, in the language of the request."""
    if isinstance(text, str):
        return wording.said(text)
    return text.of(wording.language()) if text is not None else ""
