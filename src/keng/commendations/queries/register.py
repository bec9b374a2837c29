"""The register of who was commended: searched without diacritics, filtered, counted.

Names of persons are sealed, so a search opens those that the other conditions leave; it says when
there were too many to look through, and never returns a part without saying so.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from keng.commendations.models import Decision, DecisionLine
from keng.commendations.permissions import reachable
from keng.commendations.queries.recipients import words_of
from keng.commendations.vocabulary import Recipient
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput
from keng.orgunits.queries import descendants, views
from keng.orgunits.vocabulary import search_form

MOST_SEARCHED: Final = 20_000


@dataclass(frozen=True)
class Wanted:
    """What is looked for; None and "" do not ask."""

    text: str = ""
    year: int | None = None
    award: str = ""
    recipient: str = ""
    unit_id: int | None = None
    revoked: bool = False


@dataclass(frozen=True)
class RegisterRow:
    """One commendation. `name` is empty where it was withdrawn or cannot be opened here."""

    proposal_id: int
    decision_id: int
    name: str
    about: str
    is_named: bool
    is_withdrawn: bool
    recipient: Recipient
    award: str
    deed: str
    home: str
    decider: str
    decider_level: str
    year: int
    number: int | None
    symbol: str
    on: date
    stands: bool
    illustrative: bool


@dataclass(frozen=True)
class Register:
    """The rows that were asked for, and how many commendations there are by award and recipient.

    `by_level` counts by (award, level of who decided, recipient). `unopened` names have no key on
    this machine though nobody withdrew them.
    """

    rows: tuple[RegisterRow, ...]
    by_award: dict[tuple[str, str], int]
    by_level: dict[tuple[str, str, str], int]
    unopened: int


def register_for(actor: Actor, wanted: Wanted, *, on: date) -> Register:
    """What the reader may see, newest first. Raises BadInput where a search would open too many.

    Seen are commendations of units in the reader's reach and those that such units decided.
    """
    rows = _wanted(wanted, on).filter(decision__kind=Decision.Kind.COMMEND)
    reach, _above = reachable(actor, on=on)
    if reach is not None:
        rows = rows.filter(Q(home_id__in=reach) | Q(decision__decider_id__in=reach))
    found = rows.select_related("proposal__call", "decision__call").order_by("-decision__on", "-pk")
    if wanted.text and found.count() > MOST_SEARCHED:
        raise BadInput(
            f"Có hơn {MOST_SEARCHED} lượt khen; hãy chọn năm hoặc đơn vị trước khi tìm theo tên.",
            message_en=f"There are over {MOST_SEARCHED} commendations; choose a year or a unit.",
            code="too_many_to_search",
        )
    lines = list(found)
    units = views(
        {one.home_id for one in lines} | {one.decision.decider_id for one in lines}, on=on
    )
    shown = []
    for line in lines:
        decider = units[line.decision.decider_id]
        shown.append(_row(line, units[line.home_id].full_name, decider.full_name, decider.level))
    if wanted.text:
        form = search_form(wanted.text)
        shown = [one for one in shown if form in search_form(f"{one.name} {one.about} {one.deed}")]
    standing = [one for one in shown if one.stands]
    return Register(
        tuple(shown),
        dict(Counter((one.award, one.recipient.value) for one in standing)),
        dict(Counter((one.award, one.decider_level, one.recipient.value) for one in standing)),
        sum(not one.is_named and not one.is_withdrawn for one in shown),
    )


def _wanted(wanted: Wanted, on: date) -> QuerySet[DecisionLine]:
    """The lines that the conditions other than the text leave."""
    asked: dict[str, object] = {}
    if not wanted.revoked:
        asked["stands"] = True
    if wanted.year is not None:
        asked["decision__call__year"] = wanted.year
    if wanted.award:
        asked["award"] = wanted.award
    if wanted.recipient:
        asked["recipient"] = wanted.recipient
    if wanted.unit_id is not None:
        asked["home_id__in"] = descendants(wanted.unit_id, on=on) | {wanted.unit_id}
    return DecisionLine.objects.filter(**asked)


def _row(line: DecisionLine, home: str, decider: str, level: str) -> RegisterRow:
    proposal, decision = line.proposal, line.decision
    words = words_of(proposal)
    return RegisterRow(
        proposal.pk,
        decision.pk,
        words.name,
        words.about,
        words.is_open,
        proposal.name_withdrawn_at is not None,
        Recipient(line.recipient),
        line.award,
        words.deed,
        home,
        decider,
        level,
        decision.call.year,
        decision.number,
        decision.symbol,
        decision.on,
        line.stands,
        decision.call.illustrative,
    )
