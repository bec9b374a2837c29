"""Inquiries as an officer sees them: the list, and one with its form and what is known already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from keng.inquiries.models import Inquiry
from keng.inquiries.queries.asked import asked_units_of, candidates, wanted_form
from keng.inquiries.queries.stored import content_of, no_such_inquiry
from keng.inquiries.vocabulary import Content, State
from keng.kernel.actors import Actor
from keng.orgunits.queries import UnitView
from keng.packs import installed
from keng.packs.schema import Form
from keng.reporting.lifecycle import State as Standing
from keng.reporting.models import Submission
from keng.reporting.queries import Already, standing_already


@dataclass(frozen=True)
class InquiryLine:
    """An inquiry in a list."""

    id: int
    title: str
    state: State
    owner_unit_id: int
    content: Content
    round_id: int | None
    is_round_open: bool


@dataclass(frozen=True)
class VersionLine:
    """A form that the units were given, from when on and by whom."""

    n: int
    form: str
    at: datetime
    account_id: int | None


@dataclass(frozen=True)
class InquiryView:
    """One inquiry with all that its page shows.

    `form` is the form as it would be made, None without an indicator. `may_change`: its form can
    still become another one. `is_rewritten`: what stands here is not what the units see.
    """

    line: InquiryLine
    revision: int
    form: Form | None
    candidates: Sequence[UnitView]
    asked: int
    already: Already | None
    versions: tuple[VersionLine, ...]
    is_rewritten: bool
    may_change: bool
    taken_from: int | None


def inquiries_seen_by(actor: Actor, *, on: date) -> list[InquiryLine]:
    """The inquiries of the offices whose rounds the actor manages, the latest first; one query."""
    rows = Inquiry.objects.select_related("round").order_by("-pk")
    reach = actor.reach("manage_rounds", on=on)
    if reach is not None:
        rows = rows.filter(owner_unit_id__in=reach)
    return [_line(row) for row in rows]


def inquiry_view(inquiry_id: int, actor: Actor, *, on: date) -> InquiryView:
    """One inquiry. Raises NotFound, and NotAllowed without manage_rounds at its office."""
    row = Inquiry.objects.select_related("round").filter(pk=inquiry_id).first()
    if row is None:
        raise no_such_inquiry(inquiry_id)
    actor.require("manage_rounds", unit_id=row.owner_unit_id, on=on)
    content = content_of(row)
    units = candidates(content, owner_unit_id=row.owner_unit_id)
    asked = asked_units_of(content, owner_unit_id=row.owner_unit_id)
    versions = tuple(
        VersionLine(one.n, one.form, one.at, one.account_id) for one in row.versions.order_by("n")
    )
    form = wanted_form(content) if content.cells else None
    return InquiryView(
        line=_line(row),
        revision=row.revision,
        form=form,
        candidates=units,
        asked=len(asked),
        already=_already(content, asked, versions),
        versions=versions,
        is_rewritten=_is_rewritten(form, versions),
        may_change=row.state == State.DRAFT or _is_untouched(row),
        taken_from=row.taken_from_id,
    )


def _line(row: Inquiry) -> InquiryLine:
    return InquiryLine(
        id=row.pk,
        title=row.title,
        state=State(row.state),
        owner_unit_id=row.owner_unit_id,
        content=content_of(row),
        round_id=row.round_id,
        is_round_open=row.round is not None and row.round.closed_at is None,
    )


def _already(
    content: Content, asked: Sequence[int], versions: Sequence[VersionLine]
) -> Already | None:
    if not content.cells or not asked:
        return None
    own = versions[-1].form if versions else ""
    return standing_already(content.cells, content.period, asked, but=own)


def _is_rewritten(form: Form | None, versions: Sequence[VersionLine]) -> bool:
    if not versions or form is None:
        return False
    asked = installed.current().form_of(versions[-1].form)
    return form.model_copy(update={"code": asked.code}) != asked


def _is_untouched(row: Inquiry) -> bool:
    if row.state != State.OPEN or row.round is None or row.round.closed_at is not None:
        return False
    begun = Submission.objects.filter(round=row.round).exclude(
        state=Standing.DRAFT.value, revision=0
    )
    return not begun.exists()
