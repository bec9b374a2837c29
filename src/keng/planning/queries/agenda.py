"""What a body, or all bodies that a person answers for, have to do."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.db.models import F, Q, QuerySet

from keng.access.queries import duties_of
from keng.access.roles import MAY, Verb
from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound
from keng.planning.models import Body, Helper, Task
from keng.planning.queries.counting import ALL_TURNS_DONE
from keng.planning.queries.cutting import Rows
from keng.planning.queries.lines import body_view, lines_of
from keng.planning.queries.progress import end_of_month
from keng.planning.queries.shapes import AgendaView, BodyView, TaskLine
from keng.planning.vocabulary import State, TaskState


def bodies_answered_by(actor: Actor, *, on: date) -> list[tuple[BodyView, int]]:
    """The bodies whose tasks the actor closes, each with the id of the plans' unit, by name.

    Those of the units where the actor enters figures, and those for which such a unit answers.
    """
    if actor.account_id is None:
        places: Collection[int] = set(Body.objects.values_list("unit_id", flat=True))
    else:
        duties = duties_of(actor.account_id, on=on)
        places = {one.unit_id for one in duties if Verb.ENTER in MAY[one.role]}
    rows = Body.objects.filter(Q(unit_id__in=places) | Q(answers_id__in=places)).order_by("name")
    return [(body_view(one), one.unit_id) for one in rows]


def agenda(body_ids: Collection[int], *, on: date) -> AgendaView:
    """The open tasks of plans in force that these bodies lead or help with, by urgency.

    What they help with, and what they lead but units below have to carry out first, waits on
    others. Asks for no grant: the caller chose bodies that the actor answers for. Each part is
    counted and cut in the database when it is asked for.
    """
    month = end_of_month(on)
    led = Task.objects.filter(lead_id__in=body_ids, **_OPEN)
    late, soon = Q(next_due__lt=on), Q(next_due__gte=on, next_due__lte=month)
    later = led.exclude(ALL_TURNS_DONE).exclude(late | soon)
    return AgendaView(
        late=_rows(led.filter(late), on),
        this_month=_rows(led.filter(soon), on),
        later=_rows(later, on),
        waiting=_rows(_waiting(body_ids, led), on),
    )


def agenda_of_body(body_id: int, actor: Actor, *, on: date) -> tuple[BodyView, AgendaView]:
    """The agenda of one body. Raises NotFound, and NotAllowed for who may not view its unit."""
    body = Body.objects.filter(pk=body_id).first()
    if body is None:
        raise NotFound("Không có cơ quan này.", message_en="There is no such body.")
    own = body.answers_id is not None and actor.may("enter", unit_id=body.answers_id, on=on)
    if not own:
        actor.require("view", unit_id=body.unit_id, on=on)
    return body_view(body), agenda([body_id], on=on)


_OPEN = {"state": TaskState.OPEN.value, "plan__state": State.ISSUED.value}


def _rows(found: QuerySet[Task], on: date) -> Rows[TaskLine]:
    """By urgency; what has no day comes last."""
    ordered = found.order_by(F("next_due").asc(nulls_last=True), "quarter", "plan_id", "n")
    return Rows(ordered, lambda rows: lines_of(rows, on=on))


def _waiting(body_ids: Collection[int], led: QuerySet[Task]) -> QuerySet[Task]:
    """What these bodies help with, and what units below have to carry out of what they lead."""
    helped = Helper.objects.filter(body_id__in=body_ids, is_gone=False).values("task_id")
    others = Q(pk__in=helped) & ~Q(lead_id__in=body_ids)
    others |= Q(pk__in=helped, lead__isnull=True)
    return Task.objects.filter(others | Q(implements__in=led.values("pk")), **_OPEN)
