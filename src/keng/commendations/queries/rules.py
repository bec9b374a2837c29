"""Which rules hold for a unit in a year: the programme's, else the answer of the nearest unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from keng.commendations.models import Ruling
from keng.commendations.programme import number_on, spoken
from keng.commendations.tallying import VotingRule
from keng.commendations.vocabulary import OF_A_RECIPIENT, Recipient, RuleName
from keng.kernel.actors import Actor
from keng.orgunits.queries import ancestors, unit_view
from keng.packs import installed
from keng.packs.schema import Award, DatedNumber, Source


@dataclass(frozen=True)
class Answer:
    """A rule as it holds: None where nobody has said. `is_law`: the programme says so.

    `is_sure` is False where the programme has not read it in the text of the law.
    """

    value: int | None
    basis: str = ""
    is_law: bool = False
    is_sure: bool = True
    illustrative: bool = False


@dataclass(frozen=True)
class RulingView:
    """An answer as it was given."""

    id: int
    unit: str
    year: int
    rule: RuleName
    award: str
    recipient: str
    value: int
    basis: str
    illustrative: bool


class Rules:
    """The rules of a year for a unit that decides; two queries, then only looked at."""

    def __init__(self, unit_id: int, year: int, *, on: date) -> None:
        self._on, self._year = on, year
        self._level = unit_view(unit_id, on=on).level
        near = (unit_id, *ancestors(unit_id, on=on))
        rows = Ruling.objects.filter(unit_id__in=near, year__lte=year).order_by("year", "pk")
        depth = {one: place for place, one in enumerate(near)}
        self._rows = sorted(rows, key=lambda row: (-depth[row.unit_id], row.year, row.pk))

    def years_between(self, award: Award) -> Answer:
        """The least number of years from one award to the next of its kind."""
        said = number_on(award.years_between, self._on)
        return self._answer(said, RuleName.YEARS_BETWEEN, award.code)

    def quota(self, award: Award, recipient: Recipient) -> Answer:
        """How many such awards may be given in the year."""
        quotas = {Recipient.GROUP: award.quota_groups, Recipient.PERSON: award.quota_persons}
        said = number_on(quotas[recipient], self._on)
        return self._answer(said, RuleName.QUOTA, award.code, recipient.value)

    def may_decide(self, award: Award) -> Answer:
        """Whether the unit decides the award: 1, 0, or None where nobody has said."""
        if award.decided_by is None:
            return self._answer(None, RuleName.MAY_DECIDE, award.code)
        for one in award.decided_by:
            begun = one.since <= self._on and (one.until is None or self._on < one.until)
            if begun and one.level == self._level:
                return Answer(1, _place(one.source), is_law=True, is_sure=_is_sure(one.source))
        return Answer(0, _place(award.source), is_law=True, is_sure=_is_sure(award.source))

    def voting(self) -> VotingRule:
        """When a proposal has passed the council."""
        return VotingRule(
            self.share(RuleName.QUORUM).value,
            self.share(RuleName.IN_FAVOUR).value,
            self.share(RuleName.IN_FAVOUR_OF_VOTES).value,
        )

    def share(self, rule: RuleName) -> Answer:
        """One of the three shares of votes, in parts of a hundred."""
        voting = spoken().voting
        values = {
            RuleName.QUORUM: voting.quorum,
            RuleName.IN_FAVOUR: voting.in_favour,
            RuleName.IN_FAVOUR_OF_VOTES: voting.in_favour_of_votes,
        }
        return self._answer(number_on(values[rule], self._on), rule)

    def several(self) -> Answer:
        """Whether one achievement may be commended more than once: 1, 0 or None."""
        begun = [one for one in spoken().several if one.since <= self._on]
        if begun and begun[-1].allowed is not None:
            said = begun[-1]
            sure = _is_sure(said.source)
            return Answer(int(bool(said.allowed)), _place(said.source), is_law=True, is_sure=sure)
        return self._answer(None, RuleName.SEVERAL)

    def _answer(
        self, said: DatedNumber | None, rule: RuleName, award: str = "", recipient: str = ""
    ) -> Answer:
        """What the programme says stands; the nearest answer fills what it leaves open."""
        if said is not None and said.value is not None:
            return Answer(
                said.value, _place(said.source), is_law=True, is_sure=_is_sure(said.source)
            )
        found = Answer(None)
        for row in self._rows:
            is_meant = (row.rule, row.award, row.recipient) == (rule.value, award, recipient)
            if is_meant and (rule not in OF_A_RECIPIENT or row.year == self._year):
                found = Answer(row.value, row.basis, illustrative=row.illustrative)
        return found


def rulings_of(unit_id: int, *, actor: Actor, on: date) -> list[RulingView]:
    """The answers of a unit and of those above it, the newest first. Raises NotAllowed."""
    actor.require("view", unit_id=unit_id, on=on)
    near = (unit_id, *ancestors(unit_id, on=on))
    return [
        RulingView(
            row.pk,
            unit_view(row.unit_id, on=on).full_name,
            row.year,
            RuleName(row.rule),
            row.award,
            row.recipient,
            row.value,
            row.basis,
            row.illustrative,
        )
        for row in Ruling.objects.filter(unit_id__in=near).order_by("-pk")
    ]


def _place(source: Source) -> str:
    """Where the programme has it from: the place, the act, and what is doubtful about it."""
    act = installed.current().acts.get(source.act) if source.act else None
    cited = f"{act.number}/{act.symbol}" if act is not None else ""
    doubt = (source.note or "") if not _is_sure(source) else ""
    return ", ".join(part for part in (source.place or "", cited, doubt) if part)


def _is_sure(source: Source) -> bool:
    return source.sure in {"read", "secondary"}
