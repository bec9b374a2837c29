"""The proposals of a call as a decision would find them today: votes, concerns, quotas."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from keng.commendations.concerns import Concern, Matter, Weight, concerns
from keng.commendations.models import Call, DecisionLine, Proposal, Vote
from keng.commendations.programme import spoken
from keng.commendations.queries.recipients import Others, Words, words_of
from keng.commendations.queries.rules import Answer, Rules
from keng.commendations.tallying import Passed, Tally, VotingRule, tallied
from keng.commendations.vocabulary import Recipient
from keng.orgunits.queries import UnitView, views
from keng.orgunits.vocabulary import search_form
from keng.packs.schema import Award


@dataclass(frozen=True)
class Candidate:
    """A proposal with all that is to be known before it is decided."""

    proposal: Proposal
    words: Words
    home: UnitView
    proposer: UnitView
    tally: Tally
    passed: Passed
    concerns: tuple[Concern, ...]

    @property
    def is_blocked(self) -> bool:
        """Whether no decision can hold it."""
        return any(one.weight is Weight.BLOCK for one in self.concerns)

    @property
    def is_asking(self) -> bool:
        """Whether the decision must name a paper or a reason for it."""
        return any(one.weight is Weight.ASK for one in self.concerns)


@dataclass(frozen=True)
class QuotaView:
    """How many awards of a kind the year has seen at the unit, and how many it may see."""

    award: str
    recipient: Recipient
    used: int
    limit: Answer

    @property
    def left(self) -> int | None:
        """How many are left; None where nobody has said how many there are."""
        return None if self.limit.value is None else self.limit.value - self.used


class Standing:
    """The rules and counts of a call today, and its proposals judged by them."""

    def __init__(self, call: Call, *, on: date) -> None:
        self.call, self._on = call, on
        self.rules = Rules(call.unit_id, call.year, on=on)
        self.voting: VotingRule = self.rules.voting()
        self.seats = list(call.seats.filter(ended_at__isnull=True).order_by("-is_chair", "pk"))
        self.awards: Mapping[str, Award] = spoken().awards

    def candidates(self, proposals: Iterable[Proposal]) -> list[Candidate]:
        """The proposals with their votes and concerns; the same few queries however many."""
        rows = list(proposals)
        others = Others(rows, on=self._on)
        units = views(
            {one.home_id for one in rows} | {one.proposer_id for one in rows}, on=self._on
        )
        votes = _votes(rows, {seat.pk for seat in self.seats})
        found = []
        for one in rows:
            words = others.words.get(one.pk) or words_of(one)
            tally = tallied(votes.get(one.pk, ()), len(self.seats))
            passed = tally.passed(self.voting)
            matter = self._matter(one, words, passed)
            found.append(
                Candidate(
                    one,
                    words,
                    units[one.home_id],
                    units[one.proposer_id],
                    tally,
                    passed,
                    tuple(concerns(matter, others.of(one))),
                )
            )
        return found

    def quotas(self) -> list[QuotaView]:
        """Of each award and recipient that was used or has a limit."""
        rows = DecisionLine.objects.filter(
            stands=True, decision__decider_id=self.call.unit_id, decision__call__year=self.call.year
        )
        used = Counter(rows.values_list("award", "recipient"))
        found = []
        for code, award in self.awards.items():
            for recipient in Recipient:
                if award.given_to is not None and recipient.value not in award.given_to:
                    continue
                limit = self.rules.quota(award, recipient)
                found.append(QuotaView(code, recipient, used[code, recipient.value], limit))
        return found

    def _matter(self, one: Proposal, words: Words, passed: Passed) -> Matter:
        award = self.awards.get(one.award)
        several = self.rules.several().value
        return Matter(
            proposal_id=one.pk,
            award=one.award,
            label=award.label.vi if award else one.award,
            label_en=award.label.en if award else one.award,
            year=self.call.year,
            deed=search_form(words.deed),
            passed=passed,
            has_council=bool(self.seats),
            is_named=words.is_open,
            years_between=self.rules.years_between(award).value if award else None,
            several=None if several is None else bool(several),
        )


def digest_of(candidates: Iterable[Candidate]) -> str:
    """What tells two looks at the list apart: proposals, their revisions, votes and concerns."""
    told = [
        [
            one.proposal.pk,
            one.proposal.revision,
            [one.tally.in_favour, one.tally.against, one.tally.abstained, one.tally.members],
            [concern.code for concern in one.concerns],
        ]
        for one in sorted(candidates, key=lambda one: one.proposal.pk)
    ]
    return hashlib.sha256(json.dumps(told, separators=(",", ":")).encode()).hexdigest()


def _votes(rows: list[Proposal], seats: set[int]) -> dict[int, list[str]]:
    """The votes that count: of seats that still sit, on the proposal as it stands."""
    turns = {one.pk: one.turn for one in rows}
    found: dict[int, list[str]] = {}
    kept = Vote.objects.filter(proposal_id__in=turns)
    for seat, proposal, turn, choice in kept.values_list(
        "seat_id", "proposal_id", "turn", "choice"
    ):
        if seat in seats and turn == turns[proposal]:
            found.setdefault(proposal, []).append(choice)
    return found
