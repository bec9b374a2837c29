"""Proposals, votes, quotas and rules of commendations in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from keng.commendations.queries import Ballot, Candidate, QuotaView, Rules, SeatView
from keng.commendations.vocabulary import Choice, RuleName, State
from keng.web.phrases import commendingwords as words


@dataclass(frozen=True)
class ShownConcern:
    """A concern and how it looks."""

    text: str
    look: str


@dataclass(frozen=True)
class ShownCandidate:
    """A proposal in a list."""

    id: int
    award: str
    award_label: str
    recipient: str
    is_person: bool
    name: str
    about: str
    deed: str
    achievement: str
    home: str
    proposer: str
    state: str
    look: str
    reason: str
    turn: int
    votes: str
    passed: str
    concerns: list[ShownConcern]
    is_blocked: bool
    is_asking: bool


@dataclass(frozen=True)
class ShownSeat:
    """A seat on the sheet of votes with its choice so far."""

    seat: SeatView
    choices: list[tuple[str, str, bool]]


@dataclass(frozen=True)
class ShownBallot:
    """A proposal on the sheet of votes."""

    candidate: ShownCandidate
    seats: list[ShownSeat]


@dataclass(frozen=True)
class ShownQuota:
    """How many of an award were given in the year, and how many may be."""

    award: str
    recipient: str
    used: int
    limit: str
    basis: str
    is_known: bool
    is_full: bool
    illustrative: bool


@dataclass(frozen=True)
class ShownRule:
    """A rule as it holds."""

    label: str
    value: str
    basis: str
    is_known: bool
    is_sure: bool
    illustrative: bool


def named(candidate: Candidate) -> str:
    """The name; where it cannot be shown, why."""
    if candidate.words.is_open:
        return candidate.words.name
    if candidate.proposal.name_withdrawn_at is not None:
        return _("(tên đã rút)")
    return _("(máy này không có khóa của tên)")


def shown_candidate(one: Candidate) -> ShownCandidate:
    """One proposal in words."""
    state = State(one.proposal.state)
    is_person = one.proposal.recipient == "person"
    tally = one.tally
    return ShownCandidate(
        id=one.proposal.pk,
        award=one.proposal.award,
        award_label=words.award_label(one.proposal.award),
        recipient=_("cá nhân") if is_person else _("tập thể"),
        is_person=is_person,
        name=named(one),
        about=one.words.about,
        deed=one.words.deed,
        achievement=one.words.achievement,
        home=one.home.full_name,
        proposer=one.proposer.full_name,
        state=str(words.STATES[state]),
        look=words.LOOKS[state],
        reason=one.proposal.reason,
        turn=one.proposal.turn,
        votes=_("%(yes)s tán thành, %(no)s không, %(none)s không ý kiến / %(all)s thành viên")
        % {
            "yes": tally.in_favour,
            "no": tally.against,
            "none": tally.abstained,
            "all": tally.members,
        }
        if tally.votes
        else "",
        passed=str(words.PASSED[one.passed]) if tally.members else "",
        concerns=[
            ShownConcern(words.concern_words(concern), words.WEIGHTS[concern.weight])
            for concern in one.concerns
        ],
        is_blocked=one.is_blocked and state is State.PROPOSED,
        is_asking=one.is_asking and state is State.PROPOSED,
    )


def shown_candidates(candidates: Iterable[Candidate]) -> list[ShownCandidate]:
    """Proposals in words."""
    return [shown_candidate(one) for one in candidates]


def shown_ballots(ballots: Iterable[Ballot], seats: tuple[SeatView, ...]) -> list[ShownBallot]:
    """The sheet of votes."""
    return [
        ShownBallot(
            shown_candidate(one.candidate),
            [
                ShownSeat(
                    seat,
                    [
                        (
                            choice.value,
                            str(words.CHOICES[choice]),
                            one.choices.get(seat.id) == choice,
                        )
                        for choice in Choice
                    ],
                )
                for seat in seats
            ],
        )
        for one in ballots
    ]


def shown_quotas(quotas: Iterable[QuotaView]) -> list[ShownQuota]:
    """Quotas in words."""
    return [
        ShownQuota(
            award=words.award_label(one.award),
            recipient=str(words.RECIPIENTS[one.recipient]),
            used=one.used,
            limit=words.answer_words(RuleName.QUOTA, one.limit),
            basis=one.limit.basis,
            is_known=one.limit.value is not None,
            is_full=one.left is not None and one.left <= 0,
            illustrative=one.limit.illustrative,
        )
        for one in quotas
    ]


def shown_voting(rules: Rules) -> list[ShownRule]:
    """The rules of the vote, and whether one achievement may be commended twice."""
    shares = (RuleName.QUORUM, RuleName.IN_FAVOUR, RuleName.IN_FAVOUR_OF_VOTES)
    answers = [(one, rules.share(one)) for one in shares]
    answers.append((RuleName.SEVERAL, rules.several()))
    return [
        ShownRule(
            str(words.RULES[rule]),
            words.answer_words(rule, answer),
            answer.basis,
            answer.value is not None,
            answer.is_sure,
            answer.illustrative,
        )
        for rule, answer in answers
    ]


def shown_rules(rules: Rules) -> list[ShownRule]:
    """The rules of each award: who decides, how many years between."""
    found = []
    for code, award in words.spoken().awards.items():
        answers = (
            (RuleName.MAY_DECIDE, rules.may_decide(award)),
            (RuleName.YEARS_BETWEEN, rules.years_between(award)),
        )
        for rule, answer in answers:
            found.append(
                ShownRule(
                    f"{words.award_label(code)}: {words.RULES[rule]}",
                    words.answer_words(rule, answer),
                    answer.basis,
                    answer.value is not None,
                    answer.is_sure,
                    answer.illustrative,
                )
            )
    return found
