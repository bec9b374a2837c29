"""One group with all that was ever written of it, as a time line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from keng.initiatives.models import Group
from keng.initiatives.permission import may_keep
from keng.initiatives.queries.counting import has_dossier
from keng.initiatives.queries.listing import life_today
from keng.initiatives.queries.mergers import Heir, only_heir
from keng.initiatives.queries.rules import Rules
from keng.initiatives.standing import Reason, Rule, Standing, reasons, standing
from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound
from keng.orgunits.queries import became, is_in_force, path_of, views
from keng.orgunits.vocabulary import BEGINNING

MOST_STEPS = 200


class Sort(StrEnum):
    """What a step of the time line is about."""

    FOUNDED = "founded"
    PLACED = "placed"
    SIZED = "sized"
    ACTIVE = "active"
    REVIEWED = "reviewed"
    ACKNOWLEDGED = "acknowledged"
    REPLICATED = "replicated"
    DISSOLVED = "dissolved"


@dataclass(frozen=True)
class Step:
    """Something that happened to a group; `code` is the kind or the grade, `text` its words."""

    sort: Sort
    on: date | None
    id: int
    code: str = ""
    text: str = ""
    more: str = ""
    photo_id: int | None = None
    withdrawn_why: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class GroupView:
    """A group as it stands today, what may be done, and its time line, newest first."""

    id: int
    name: str
    kind: str
    unit_id: int
    unit_path: str
    unit_exists: bool
    heir: Heir | None
    post: str
    founded_on: date | None
    paper_number: str
    paper_on: date | None
    paper_text: str
    has_dossier: bool
    points: int
    members: int | None
    equipment: Mapping[str, int]
    replicated_from: tuple[int, str] | None
    standing: Standing
    reasons: tuple[Reason, ...]
    rule: Rule
    last_activity_on: date | None
    last_review_on: date | None
    dissolved_on: date | None
    dissolved_why: str
    illustrative: bool
    revision: int
    may_keep: bool
    steps: tuple[Step, ...]
    left_out: int


def group_view(group_id: int, actor: Actor, *, on: date) -> GroupView:
    """The group with its time line; about a dozen queries. Raises NotFound, NotAllowed.

    A group of a unit that ended is shown to whoever may see one of the units that took it over.
    """
    group = Group.objects.select_related("replicated_from").filter(pk=group_id).first()
    if group is None:
        raise NotFound(
            f"Không có mô hình số {group_id}.", message_en=f"There is no initiative {group_id}."
        )
    exists = is_in_force(group.unit_id, on=on)
    _require_view(group, actor, on=on, exists=exists)
    life, rule = life_today(group), Rules(on).of(group.unit_id)
    steps = sorted(_steps(group, on), key=lambda one: (one.on or BEGINNING, one.id), reverse=True)
    origin = group.replicated_from
    return GroupView(
        id=group.pk,
        name=group.name,
        kind=group.kind,
        unit_id=group.unit_id,
        unit_path=path_of(group.unit_id, on=on),
        unit_exists=exists,
        heir=None if exists else only_heir(group.unit_id, on=on),
        post=group.post,
        founded_on=group.founded_on,
        paper_number=group.paper_number,
        paper_on=group.paper_on,
        paper_text=group.paper_text,
        has_dossier=has_dossier(group),
        points=group.points,
        members=group.members,
        equipment=group.equipment,
        replicated_from=None if origin is None else (origin.pk, origin.name),
        standing=standing(life, rule, on),
        reasons=reasons(life, rule, on),
        rule=rule,
        last_activity_on=group.last_activity_on,
        last_review_on=group.last_review_on,
        dissolved_on=group.dissolved_on,
        dissolved_why=group.dissolved_why,
        illustrative=group.illustrative,
        revision=group.revision,
        may_keep=exists and may_keep(actor, group.unit_id, on=on),
        steps=tuple(steps[:MOST_STEPS]),
        left_out=max(len(steps) - MOST_STEPS, 0),
    )


def _require_view(group: Group, actor: Actor, *, on: date, exists: bool) -> None:
    heirs = () if exists else tuple(step.successor.id for step in became(group.unit_id))
    if not any(actor.may("view", unit_id=one, on=on) for one in heirs):
        actor.require("view", unit_id=group.unit_id, on=on)


def _steps(group: Group, on: date) -> Iterator[Step]:
    yield Step(Sort.FOUNDED, group.founded_on, 0, text=group.paper_text, more=group.paper_number)
    places = list(group.placements.order_by("valid_from"))
    names = views({one.unit_id for one in places}, on=on)
    for one in places[1:]:
        name = names[one.unit_id].full_name
        yield Step(Sort.PLACED, one.valid_from, one.pk, text=name, more=one.basis)
    for size in list(group.sizes.order_by("on", "pk"))[1:]:
        members = "" if size.members is None else str(size.members)
        yield Step(Sort.SIZED, size.on, size.pk, code=str(size.points), text=members)
    for act in group.activities.all():
        yield Step(
            Sort.ACTIVE,
            act.on,
            act.pk,
            act.kind,
            act.note,
            photo_id=act.pk if act.sha256 and act.withdrawn_at is None else None,
            withdrawn_why=act.withdrawn_why,
            at=act.at,
        )
    for review in group.reviews.all():
        yield Step(
            Sort.REVIEWED,
            review.on,
            review.pk,
            review.grade,
            review.note,
            str(review.year),
            withdrawn_why=review.withdrawn_why,
            at=review.at,
        )
    for said in group.acknowledgements.all():
        yield Step(
            Sort.ACKNOWLEDGED,
            said.on,
            said.pk,
            text=said.by,
            more=said.paper_number,
            withdrawn_why=said.withdrawn_why,
            at=said.at,
        )
    for replica in group.replicas.all():
        yield Step(Sort.REPLICATED, replica.founded_on, replica.pk, text=replica.name)
    if group.dissolved_on is not None:
        yield Step(Sort.DISSOLVED, group.dissolved_on, 0, text=group.dissolved_why)
