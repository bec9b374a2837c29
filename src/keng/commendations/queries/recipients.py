"""Who is commended, opened for the moment; and other proposals of what may be the same.

A person's words are opened when they are shown and are kept nowhere. The same person is told by
name and place (the commune): two people may share both, so such a match is never more than a hint.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from keng.commendations.concerns import Earlier
from keng.commendations.models import DecisionLine, Proposal
from keng.commendations.namekeys import opened_words
from keng.commendations.vocabulary import Recipient, State
from keng.orgunits.queries import direct_superior, managed_by, views
from keng.orgunits.vocabulary import Level, search_form

_LOCAL = (Level.VILLAGE, Level.AGENCY, Level.ENTERPRISE, Level.SCHOOL)
Key = tuple[object, ...]


@dataclass(frozen=True)
class Words:
    """What is said of who is commended. `is_open` False: withdrawn, or no key on this machine."""

    name: str
    about: str
    deed: str
    achievement: str
    is_open: bool


def words_of(proposal: Proposal) -> Words:
    """The name and what is said; of a person opened with the key."""
    if proposal.recipient == Recipient.GROUP:
        return Words(proposal.name, "", proposal.deed, proposal.achievement, is_open=True)
    said = opened_words(proposal.key_name, proposal.sealed)
    if said is None:
        return Words("", "", "", "", is_open=False)
    return Words(
        said.get("name", ""),
        said.get("about", ""),
        said.get("deed", ""),
        said.get("achievement", ""),
        is_open=True,
    )


class Others:
    """Other proposals near some, by who may be the same; a handful of queries for all of them."""

    def __init__(self, proposals: Iterable[Proposal], *, on: date) -> None:
        self._on = on
        wanted = list(proposals)
        self._places = _places({one.home_id for one in wanted}, on)
        near = {
            unit
            for place in set(self._places.values())
            for unit in (place, *(one.id for one in managed_by(place, on=on, levels=_LOCAL)))
        } | set(self._places)
        rows = Proposal.objects.filter(home_id__in=near).select_related("call").order_by("pk")
        found = list(rows)
        self._places |= _places({one.home_id for one in found} - set(self._places), on)
        days = dict(
            DecisionLine.objects.filter(proposal__in=found, stands=True).values_list(
                "proposal_id", "decision__on"
            )
        )
        self.words: dict[int, Words] = {}
        self._by_key: dict[Key, list[Earlier]] = {}
        for one in found:
            words = self.words[one.pk] = words_of(one)
            key = self._key(one, words)
            if key is None or one.state == State.WITHDRAWN:
                continue
            self._by_key.setdefault(key, []).append(
                Earlier(
                    one.pk,
                    one.award,
                    one.call.year,
                    State(one.state),
                    days.get(one.pk),
                    search_form(words.deed),
                    is_certain=key[0] in {"unit", "initiative"},
                )
            )

    def of(self, proposal: Proposal) -> list[Earlier]:
        """The other proposals of what may be the same group or person."""
        key = self._key(proposal, self.words.get(proposal.pk) or words_of(proposal))
        same = self._by_key.get(key, []) if key is not None else []
        return [one for one in same if one.proposal_id != proposal.pk]

    def _key(self, proposal: Proposal, words: Words) -> Key | None:
        place = self._places.get(proposal.home_id, proposal.home_id)
        if proposal.recipient == Recipient.PERSON:
            return ("person", search_form(words.name), place) if words.is_open else None
        if proposal.initiative_id is not None:
            return ("initiative", proposal.initiative_id)
        if proposal.is_unit:
            return ("unit", proposal.home_id)
        return ("named", proposal.folded, place)


def _places(unit_ids: Iterable[int], on: date) -> dict[int, int]:
    """The commune of each unit; a unit that lies in none stands for itself."""
    above = {one: direct_superior(one, on=on) for one in unit_ids}
    known = views({one for one in above.values() if one is not None}, on=on)
    return {
        one: over if over is not None and known[over].level == Level.COMMUNE else one
        for one, over in above.items()
    }
