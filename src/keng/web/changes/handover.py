"""Handing a post over: everything that passes, told before it does, then done in one act."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from typing import Any, Final

from django.utils.translation import gettext as _

from keng.access import actions, queries
from keng.db.rehearsal import rehearsed
from keng.kernel.actors import Actor
from keng.orgunits.queries import path_of, unit_named
from keng.publishing.queries import ReachedPaper, papers_reaching
from keng.reporting.queries import OwedView, owed_by
from keng.web import wording
from keng.web.tables.standing import form_titles

_LONG_AGO: Final = date.min
_ISSUED: Final = "issued"


@dataclass(frozen=True)
class Handing:
    """One handing over that was asked for: from whom, to whom, at which unit, from which day."""

    leaver_id: int
    successor_id: int
    unit_id: int
    on: date
    run: Callable[[], object]


@dataclass(frozen=True)
class OwedForm:
    """A form that the successor will have to hand in."""

    submission_id: int
    title: str
    owed: OwedView


@dataclass(frozen=True)
class Passing:
    """What passes with the post, and what does not.

    Forms, drafts and follow-ups belong to the unit, so they pass with the role and nothing of them
    is rewritten; `stays` are roles of the leaver at other units.
    """

    leaver: str
    successor: str
    unit: str
    on: date
    roles: tuple[str, ...]
    substitutes: tuple[str, ...]
    owed: tuple[OwedForm, ...]
    papers: tuple[ReachedPaper, ...]
    stays: tuple[str, ...]


def handing_of(account_id: int, asked: Mapping[str, Any], *, actor: Actor, at: datetime) -> Handing:
    """The act that the form describes. Raises NotFound and Ambiguous for its names."""
    successor = queries.account_by_login(asked["successor"]).pk
    unit = unit_named(asked["unit"], on=asked["on"]).id
    run = partial(
        actions.hand_over_duties,
        account_id,
        successor,
        unit_id=unit,
        on=asked["on"],
        actor=actor,
        at=at,
    )
    return Handing(account_id, successor, unit, asked["on"], run)


def what_passes(handing: Handing, *, on: date) -> Passing:
    """Everything that would pass; raises what the act is refused for, and leaves no trace."""
    rehearsed(handing.run, lambda: None)
    names = queries.names_of({handing.leaver_id, handing.successor_id})
    held = [
        one
        for one in queries.grants_of(handing.leaver_id)
        if one.valid_until is None or one.valid_until > handing.on
    ]
    titles = form_titles()
    papers = papers_reaching([handing.unit_id], since=_LONG_AGO)
    return Passing(
        leaver=wording.account(handing.leaver_id, names),
        successor=wording.account(handing.successor_id, names),
        unit=path_of(handing.unit_id, on=handing.on),
        on=handing.on,
        roles=tuple(wording.role(one.role) for one in held if one.unit_id == handing.unit_id),
        substitutes=_substitutes(handing),
        owed=tuple(
            OwedForm(one.submission_id, titles.get(one.form, one.form), one)
            for one in owed_by([handing.unit_id])
        ),
        papers=tuple(one for one in papers if one.state != _ISSUED),
        stays=tuple(
            f"{wording.role(one.role)}, {path_of(one.unit_id, on=on)}"
            for one in held
            if one.unit_id != handing.unit_id
        ),
    )


def _substitutes(handing: Handing) -> tuple[str, ...]:
    """Substitutions at the unit, by or for the leaver, that end with the handing over."""
    rows = [
        one
        for one in queries.substitutes_of(handing.leaver_id)
        if one.unit_id == handing.unit_id and one.valid_until > handing.on
    ]
    names = queries.names_of({who for one in rows for who in (one.absent_id, one.stands_in_id)})
    return tuple(
        _("%(who)s làm thay %(absent)s")
        % {"who": names.get(one.stands_in_id, ""), "absent": names.get(one.absent_id, "")}
        for one in rows
    )
