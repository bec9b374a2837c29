"""By which rule a group exists on paper only: the answer of the nearest unit above, or the pack."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from keng.initiatives.models import PaperRule
from keng.initiatives.programme import spoken
from keng.initiatives.standing import Rule
from keng.orgunits.queries import ancestors, descendants


class Rules:
    """All answers in force on a day; one query, then only looked at."""

    def __init__(self, on: date) -> None:
        self._on = on
        said = spoken().on_paper
        place = said.source.place or said.source.note or ""
        self._general = Rule(said.activity_months, said.review_months, said.needs_dossier, place)
        self._answers: dict[int, Rule] = {}
        for row in PaperRule.objects.filter(since__lte=on).order_by("since", "pk"):
            self._answers[row.unit_id] = self._completed(row)

    def of(self, unit_id: int) -> Rule:
        """The rule for groups of a unit; one that asks for nothing where nobody has answered."""
        if self._answers:
            for one in (unit_id, *ancestors(unit_id, on=self._on)):
                if one in self._answers:
                    return self._answers[one]
        return self._general

    def _completed(self, row: PaperRule) -> Rule:
        """What the programme says stands; the answer fills only what the programme leaves open."""
        said = self._general
        return Rule(
            row.activity_months if said.activity_months is None else said.activity_months,
            row.review_months if said.review_months is None else said.review_months,
            row.needs_dossier if said.needs_dossier is None else said.needs_dossier,
            row.basis,
            row.illustrative,
        )

    def by_rule(self, unit_ids: Collection[int]) -> dict[Rule, frozenset[int]]:
        """The units parted by the rule that holds for them; none is left out."""
        left = set(unit_ids)
        parted: dict[Rule, frozenset[int]] = {}
        depth = {one: len(ancestors(one, on=self._on)) for one in self._answers}
        for one in sorted(self._answers, key=lambda unit: (-depth[unit], unit)):
            covered = ({one} | descendants(one, on=self._on)) & left
            left -= covered
            if covered:
                rule = self._answers[one]
                parted[rule] = parted.get(rule, frozenset()) | covered
        if left:
            parted[self._general] = parted.get(self._general, frozenset()) | left
        return parted

    @property
    def general(self) -> Rule:
        """What the programme says for everybody."""
        return self._general

    @property
    def answered(self) -> Mapping[int, Rule]:
        """The answers in force, by the unit that gave them."""
        return self._answers
