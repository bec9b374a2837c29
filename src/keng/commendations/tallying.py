"""What a vote came to, and whether by the rules that are known it has passed. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from keng.commendations.vocabulary import Choice


class Passed(StrEnum):
    """What the vote came to. UNKNOWN: no rule is known by which it could be told."""

    NOBODY = "nobody"
    NO_QUORUM = "no_quorum"
    FAILED = "failed"
    PASSED = "passed"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class VotingRule:
    """Parts of a hundred; None where nobody has said."""

    quorum: int | None = None
    in_favour: int | None = None
    in_favour_of_votes: int | None = None


@dataclass(frozen=True)
class Tally:
    """The votes for one proposal; `members` sit on the council and may vote on it."""

    in_favour: int
    against: int
    abstained: int
    members: int

    @property
    def votes(self) -> int:
        """How many have voted."""
        return self.in_favour + self.against + self.abstained

    def passed(self, rule: VotingRule) -> Passed:
        """What it came to by the rule; a bound is reached with exactly its share.

        >>> Tally(3, 1, 0, 5).passed(VotingRule(quorum=80, in_favour=60)).value
        'passed'
        >>> Tally(3, 1, 0, 5).passed(VotingRule(quorum=90, in_favour=60)).value
        'no_quorum'
        """
        if not self.votes:
            return Passed.NOBODY
        if rule.quorum is not None and not _reaches(self.votes, self.members, rule.quorum):
            return Passed.NO_QUORUM
        bounds = [(self.members, rule.in_favour), (self.votes, rule.in_favour_of_votes)]
        known = [(whole, bound) for whole, bound in bounds if bound is not None]
        if not known or rule.quorum is None:
            missed = [one for one in known if not _reaches(self.in_favour, *one)]
            return Passed.FAILED if missed else Passed.UNKNOWN
        is_passed = all(_reaches(self.in_favour, whole, bound) for whole, bound in known)
        return Passed.PASSED if is_passed else Passed.FAILED


def tallied(choices: Iterable[str], members: int) -> Tally:
    """The tally of some votes."""
    found = list(choices)
    return Tally(
        found.count(Choice.FOR), found.count(Choice.AGAINST), found.count(Choice.ABSTAIN), members
    )


def _reaches(part: int, whole: int, bound: int) -> bool:
    return part * 100 >= bound * whole
