"""One proposal with its dossier, its votes, what speaks against it and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from keng.commendations import namekeys
from keng.commendations.models import DossierFile, Proposal
from keng.commendations.permissions import require_sight
from keng.commendations.queries.listing import Candidate, Standing
from keng.commendations.vocabulary import Act, Recipient, State, may_act
from keng.criteria.permissions import may_for_unit
from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound
from keng.kernel.moments import local_day
from keng.orgunits.queries import path_of


@dataclass(frozen=True)
class FileView:
    """A file of the dossier; one that was taken out is shown to who may put it back."""

    id: int
    title: str
    sort: str
    size: int
    is_removed: bool


@dataclass(frozen=True)
class LineView:
    """A decision about the proposal."""

    decision_id: int
    kind: str
    number: int | None
    symbol: str
    on: date
    stands: bool


@dataclass(frozen=True)
class ProposalView:
    """A proposal as the reader sees it, and what the reader may do with it."""

    candidate: Candidate
    call_id: int
    call_title: str
    call_unit_id: int
    year: int
    illustrative: bool
    home_path: str
    files: tuple[FileView, ...]
    lines: tuple[LineView, ...]
    may_change: bool
    may_take_back: bool
    may_settle: bool
    may_withdraw_name: bool

    @property
    def proposal(self) -> Proposal:
        """The row itself."""
        return self.candidate.proposal


def proposal_row(proposal_id: int) -> Proposal:
    """The proposal with its call; NotFound if there is none."""
    found = Proposal.objects.select_related("call").filter(pk=proposal_id).first()
    if found is None:
        raise NotFound(
            f"Không có đề nghị khen số {proposal_id}.",
            message_en=f"There is no proposal {proposal_id}.",
        )
    return found


def proposal_view(proposal_id: int, *, actor: Actor, at: datetime) -> ProposalView:
    """One proposal with everything about it. Raises NotFound, NotAllowed."""
    found, on = proposal_row(proposal_id), local_day(at)
    require_sight(actor, found, at=at)
    candidate = Standing(found.call, on=on).candidates([found])[0]
    state = State(found.state)
    is_proposer = may_for_unit(actor, "enter", found.proposer_id, at=at)
    may_run = actor.may("enter", unit_id=found.call.unit_id, on=on)
    is_named = found.name_withdrawn_at is None
    return ProposalView(
        candidate=candidate,
        call_id=found.call_id,
        call_title=found.call.title,
        call_unit_id=found.call.unit_id,
        year=found.call.year,
        illustrative=found.call.illustrative,
        home_path=path_of(found.home_id, on=on),
        files=_files(found, is_proposer=is_proposer) if is_named else (),
        lines=_lines(found),
        may_change=is_proposer and is_named and may_act(state, Act.CHANGE),
        may_take_back=is_proposer and may_act(state, Act.WITHDRAW),
        may_settle=may_run and may_act(state, Act.DECLINE),
        may_withdraw_name=(is_proposer or may_run)
        and is_named
        and found.recipient == Recipient.PERSON,
    )


def file_content(file_id: int, *, actor: Actor, at: datetime) -> tuple[DossierFile, bytes]:
    """A file of a dossier, opened. Raises NotFound, NotAllowed, WrongState (no key, damaged)."""
    row = DossierFile.objects.select_related("proposal__call").filter(pk=file_id).first()
    if row is None:
        raise NotFound(f"Không có tệp số {file_id}.", message_en=f"There is no file {file_id}.")
    require_sight(actor, row.proposal, at=at)
    return row, namekeys.opened_file(row.proposal.key_name, row.sha256)


def _files(found: Proposal, *, is_proposer: bool) -> tuple[FileView, ...]:
    return tuple(
        FileView(row.pk, row.title, row.sort, row.size, row.removed_at is not None)
        for row in found.files.order_by("pk")
        if row.removed_at is None or is_proposer
    )


def _lines(found: Proposal) -> tuple[LineView, ...]:
    rows = found.lines.select_related("decision").order_by("pk")
    return tuple(
        LineView(
            row.decision_id,
            row.decision.kind,
            row.decision.number,
            row.decision.symbol,
            row.decision.on,
            row.stands,
        )
        for row in rows
    )
