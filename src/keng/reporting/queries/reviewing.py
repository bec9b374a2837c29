"""What a reviewer needs beside the figures: changes since a moment, what waits, usual reasons."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from keng.access.queries import duties_of
from keng.access.roles import MAY, Verb
from keng.kernel.actors import Actor
from keng.kernel.figures import CellKey
from keng.reporting.lifecycle import Act
from keng.reporting.models import Look, ReasonTemplate, Submission
from keng.reporting.queries.figures import values_known_at
from keng.reporting.queries.overview import waiting_for
from keng.reporting.queries.rounds import Standing
from keng.reporting.queries.views import SubmissionView


@dataclass(frozen=True)
class ChangedCell:
    """A cell that is no longer what it was: then, now, and who changed it last."""

    key: CellKey
    before: int | None
    now: int | None
    at: datetime | None
    account_id: int | None


@dataclass(frozen=True)
class Since:
    """What changed since a moment; `revision` is the one that stood then.

    `what` is look (the actor's own), above (somebody of the level above) or submit.
    """

    what: str
    revision: int
    at: datetime
    cells: tuple[ChangedCell, ...]


@dataclass(frozen=True)
class TemplateView:
    """A sentence that an office keeps for its returns."""

    id: int
    unit_id: int
    text: str


def last_look(submission_id: int, actor: Actor, *, before: int) -> tuple[int, datetime] | None:
    """The actor's latest look at a revision before this one: which, and when; one query."""
    if actor.account_id is None:
        return None
    rows = Look.objects.filter(
        submission_id=submission_id, account_id=actor.account_id, revision__lt=before
    )
    return rows.order_by("-revision").values_list("revision", "at").first()


def changes_since(view: SubmissionView, actor: Actor) -> list[Since]:
    """What changed since the actor's last look, and since the figures were last handed in.

    Who has not looked gets what changed since the level above last accepted or returned. `view` is
    the submission as the actor sees it; what is held back from them is left out here too. A
    handed-in one is held beside the hand-in before. Three queries.
    """
    standing = view.standing
    moments: list[tuple[str, int, datetime]] = []
    look = last_look(standing.submission_id, actor, before=standing.revision)
    above = next((one for one in view.changes if one.act in (Act.ACCEPT, Act.RETURN)), None)
    if look is not None:
        moments.append(("look", *look))
    elif above is not None:
        moments.append(("above", above.revision, above.at))
    handed = [one for one in view.changes if one.act == Act.SUBMIT]
    place = 1 if standing.state not in ("draft", "returned", "reopened") else 0
    if len(handed) > place:
        moments.append(("submit", handed[place].revision, handed[place].at))
    return [_since(view, *moment) for moment in moments]


def waiting_in_round(round_id: int | None, actor: Actor, *, on: date) -> list[Standing]:
    """What waits in one round for the actor to accept, in the order of the units' names."""
    found = [one for one in waiting_for(actor, on=on) if one.round_id == round_id]
    return sorted(found, key=lambda one: one.submission_id) if round_id is not None else []


def reason_templates(actor: Actor, *, on: date) -> list[TemplateView]:
    """The sentences kept at the units for which the actor returns submissions; two queries."""
    if actor.account_id is None:
        return []
    duties = duties_of(actor.account_id, on=on)
    units = {duty.unit_id for duty in duties if Verb.RETURN in MAY[duty.role]}
    rows = ReasonTemplate.objects.filter(unit_id__in=units, ended_at=None).order_by("text", "pk")
    return [TemplateView(row.pk, row.unit_id, row.text) for row in rows]


def revisions_of(submission_ids: Collection[int]) -> dict[int, int]:
    """The revision at which each submission stands; one query."""
    rows = Submission.objects.filter(pk__in=submission_ids)
    return dict(rows.values_list("pk", "revision"))


def _since(view: SubmissionView, what: str, revision: int, at: datetime) -> Since:
    known = values_known_at([view.standing.submission_id], at, basis=view.sheet.form.basis)[
        view.standing.submission_id
    ]
    cells = []
    for cell in view.cells:
        before = known[cell.key].value if cell.key in known else None
        now = cell.figure.value if cell.figure else None
        if not cell.withheld and now != before:
            who = (cell.figure.at, cell.figure.account_id) if cell.figure else (None, None)
            cells.append(ChangedCell(cell.key, before, now, *who))
    return Since(what, revision, at, tuple(cells))
