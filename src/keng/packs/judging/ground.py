"""What judging one criterion of one unit stands on, and how parts that must all hold are joined."""

from __future__ import annotations

from dataclasses import dataclass, replace

from keng.packs.judging.reading import Reading
from keng.packs.judging.rulebook import ReadyCriterion, ReadySet
from keng.packs.judging.vocabulary import Case, Claim, Outcome, Words
from keng.packs.schema.texts import Text
from keng.rules.evaluation import Facts

Judged = tuple[Outcome, Reading]
_NO_CLAIM = Claim()


@dataclass(frozen=True)
class Ground:
    """What judging one criterion of one unit stands on."""

    ready: ReadySet
    one: ReadyCriterion
    case: Case
    facts: Facts

    @property
    def code(self) -> str:
        """The criterion's code."""
        return self.one.criterion.code

    @property
    def claim(self) -> Claim:
        """What a person said about the criterion, maybe nothing."""
        return self.case.claims.get(self.code, _NO_CLAIM)

    def of(self, ready: ReadySet, criterion: str) -> Ground:
        """The same unit on a criterion of another set."""
        return Ground(ready, ready.criteria[criterion], self.case, self.facts)


def joined(parts: list[Judged]) -> Judged:
    """Parts that must all hold: one that fails decides; then what is not known, then waiting."""
    if len(parts) == 1 and not (parts[0][1].to_change and parts[0][0] is not Outcome.NOT_MET):
        return parts[0]
    outcomes = [outcome for outcome, _ in parts]
    reading = Reading.of(reading for _, reading in parts)
    for outcome in (Outcome.NOT_MET, Outcome.UNKNOWN, Outcome.WAITING):
        if outcome in outcomes:
            told = reading if outcome is Outcome.NOT_MET else replace(reading, to_change=())
            return outcome, told
    asked = not outcomes or set(outcomes) != {Outcome.NOT_APPLICABLE}
    return (Outcome.MET if asked else Outcome.NOT_APPLICABLE), replace(reading, to_change=())


def words_of(text: Text) -> Words:
    """A text of a pack as words of a verdict."""
    return Words(text.vi, text.en)
