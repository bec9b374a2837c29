"""A decision as data: what it read of each unit, and the list that follows from it. Pure.

The list is computed from these values and from nothing else: no database, no clock. So it can be
computed again on any day, and must come out the same to the last letter.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from keng.kernel.figures import CellKey
from keng.packs.judging.conclusions import conclude
from keng.packs.judging.ranking import rank
from keng.packs.judging.rulebook import ReadySet
from keng.packs.judging.verdicts import judge_all
from keng.packs.judging.vocabulary import (
    Candidate,
    Case,
    Child,
    ChildState,
    Claim,
    Conclusion,
    Given,
    History,
    Outcome,
    Placed,
    Result,
    Verdict,
)

FORMAT: Final = 1


@dataclass(frozen=True)
class Agreed:
    """What the council agreed on a criterion: it stands before what was judged."""

    outcome: Outcome
    points: Decimal | None = None


@dataclass(frozen=True)
class Entry:
    """All that a decision reads of one unit. `key` is the unit's stable key."""

    assessment: int
    unit: int
    key: str
    name: str
    case: Case
    agreed: Mapping[str, Agreed] = field(default_factory=dict)
    history: History = field(default_factory=History)
    stands: str = ""


@dataclass(frozen=True)
class Judged:
    """One unit with its verdicts, what the set concludes, and its place on the list."""

    entry: Entry
    verdicts: Mapping[str, Verdict]
    conclusion: Conclusion
    placed: Placed | None = None

    @property
    def result(self) -> Result:
        """What the list says of the unit, quotas included."""
        return self.placed.result if self.placed is not None else self.conclusion.result

    @property
    def in_class(self) -> str | None:
        """The class that the list gives, quotas included."""
        return self.placed.in_class if self.placed is not None else self.conclusion.in_class

    @property
    def years(self) -> int:
        """Years in a row with this one; 0 where this one is none."""
        if self.result is not Result.RECOGNISED:
            return 0
        return (self.entry.history.years or 0) + 1


def judged(found: ReadySet, entry: Entry) -> Judged:
    """One unit judged by the set, what was agreed in the place of what was computed."""
    verdicts = judge_all(found, entry.case)
    for code, agreed in entry.agreed.items():
        if code in verdicts:
            verdicts[code] = _as_agreed(verdicts[code], agreed)
    return Judged(entry, verdicts, conclude(found, verdicts, entry.case, entry.history))


def listed(found: ReadySet, entries: Iterable[Entry]) -> tuple[Judged, ...]:
    """All units judged and ranked; quotas count within them. The order of `entries` is no matter.

    Sorted by rank, then by the stable key.
    """
    every = [judged(found, entry) for entry in sorted(entries, key=lambda one: one.key)]
    places = {one.key: one for one in rank(found, [_candidate(found, one) for one in every])}
    placed = [replace(one, placed=places.get(one.entry.key)) for one in every]
    return tuple(
        sorted(placed, key=lambda one: (one.placed.rank if one.placed else 10**9, one.entry.key))
    )


def lines(every: Sequence[Judged]) -> list[dict[str, Any]]:
    """The list as plain values: what a decision freezes and a second computing must equal."""
    return [
        {
            "unit": one.entry.key,
            "result": one.result.value,
            "class": one.in_class,
            "score": _text(one.conclusion.score),
            "met": one.conclusion.met,
            "applicable": one.conclusion.applicable,
            "rank": one.placed.rank if one.placed else None,
            "lowered_by": one.placed.lowered_by if one.placed else None,
            "years": one.years,
            "verdicts": {code: verdict.outcome.value for code, verdict in one.verdicts.items()},
            "reasons": [[reason.kind, reason.code] for reason in one.conclusion.reasons],
        }
        for one in every
    ]


def digest_of(value: object) -> str:
    """SHA-256 of plain values: keys sorted, no spaces."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def entry_as_json(entry: Entry) -> dict[str, Any]:
    """An entry as plain values; `entry_from_json` reads it back."""
    return {
        "assessment": entry.assessment,
        "unit": entry.unit,
        "key": entry.key,
        "name": entry.name,
        "case": case_as_json(entry.case),
        "agreed": {
            code: [one.outcome.value, _text(one.points)] for code, one in entry.agreed.items()
        },
        "history": {
            "years": entry.history.years,
            "classes": list(entry.history.classes),
            "merged": entry.history.merged,
        },
        "stands": entry.stands,
    }


def entry_from_json(said: Mapping[str, Any]) -> Entry:
    """The entry that `entry_as_json` wrote."""
    history = said["history"]
    return Entry(
        assessment=said["assessment"],
        unit=said["unit"],
        key=said["key"],
        name=said["name"],
        case=case_from_json(said["case"]),
        agreed={
            code: Agreed(Outcome(outcome), _decimal(points))
            for code, (outcome, points) in said["agreed"].items()
        },
        history=History(history["years"], tuple(history["classes"]), history["merged"]),
        stands=said["stands"],
    )


def case_as_json(case: Case) -> dict[str, Any]:
    """A case as plain values."""
    return {
        "year": case.year,
        "now": {str(key): value for key, value in case.now.items()},
        "last_year": {str(key): value for key, value in case.last_year.items()},
        "facts": dict(case.facts),
        "params": dict(case.params),
        "claims": {code: _claim_as_json(one) for code, one in case.claims.items()},
        "children": None
        if case.children is None
        else [[one.unit, one.level, one.set, one.state.value] for one in case.children],
        "referred": [[*pair, one.value] for pair, one in sorted(case.referred.items())],
        "results": {code: [one.result.value, one.in_class] for code, one in case.results.items()},
        "substitute": case.substitute,
        "unconfirmed": [[one.isoformat(), two.isoformat()] for one, two in case.unconfirmed],
    }


def case_from_json(said: Mapping[str, Any]) -> Case:
    """The case that `case_as_json` wrote."""
    return Case(
        year=said["year"],
        now={CellKey.parse(key): value for key, value in said["now"].items()},
        last_year={CellKey.parse(key): value for key, value in said["last_year"].items()},
        facts=said["facts"],
        params=said["params"],
        claims={code: _claim_from_json(one) for code, one in said["claims"].items()},
        children=None
        if said["children"] is None
        else tuple(Child(u, level, code, ChildState(s)) for u, level, code, s in said["children"]),
        referred={(one, two): Outcome(three) for one, two, three in said["referred"]},
        results={code: Given(Result(one), two) for code, (one, two) in said["results"].items()},
        substitute=said["substitute"],
        unconfirmed=tuple(
            (date.fromisoformat(one), date.fromisoformat(two)) for one, two in said["unconfirmed"]
        ),
    )


def _claim_as_json(claim: Claim) -> dict[str, Any]:
    """Without the written reason: a snapshot tells that there is one, the claim holds it."""
    return {
        "met": claim.met,
        "occurred": claim.occurred,
        "exception": claim.exception,
        "has_reason": bool(claim.reason),
        "done": None if claim.done is None else sorted(claim.done),
        "points": _text(claim.points),
        "applicable": claim.applicable,
    }


def _claim_from_json(said: Mapping[str, Any]) -> Claim:
    return Claim(
        met=said["met"],
        occurred=said["occurred"],
        exception=said["exception"],
        reason="…" if said["has_reason"] else None,
        done=None if said["done"] is None else frozenset(said["done"]),
        points=_decimal(said["points"]),
        applicable=said["applicable"],
    )


def _as_agreed(verdict: Verdict, agreed: Agreed) -> Verdict:
    points = agreed.points if agreed.points is not None else verdict.points
    is_settled = agreed.outcome in {Outcome.MET, Outcome.NOT_MET, Outcome.NOT_APPLICABLE}
    return replace(
        verdict,
        outcome=agreed.outcome,
        points=points,
        missing=() if is_settled else verdict.missing,
        to_change=verdict.to_change if agreed.outcome is Outcome.NOT_MET else (),
    )


def _candidate(found: ReadySet, one: Judged) -> Candidate:
    points = {code: v.points for code, v in one.verdicts.items() if v.points is not None}
    groups: dict[str, Decimal] = {}
    for code, given in points.items():
        group = found.criteria[code].criterion.group
        groups[group] = groups.get(group, Decimal(0)) + given
    years = one.entry.history.years or 0
    return Candidate(one.entry.key, one.conclusion, years, groups, points)


def _text(number: Decimal | None) -> str | None:
    return None if number is None else f"{number.normalize():f}"


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
