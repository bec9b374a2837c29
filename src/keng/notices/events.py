"""From an entry of the journal to notices: what happened and who must know (semantics 28, 30).

The reason of a return is read where it stands, a figure is never told. Whoever did a thing needs
no notice of it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import Final

from keng.criteria.queries import Head
from keng.journal.models import Entry
from keng.notices.drafts import ACCOUNT, ASSESSMENT, PAPER, PASSED, SUBMISSION, Draft, Told, subject
from keng.notices.vocabulary import Kind
from keng.reporting.models import Submission

_Make = Callable[[Entry, Told], Iterator[Draft]]


def drafts_of(entry: Entry, told: Told) -> Iterator[Draft]:
    """The notices of one entry, each with at least one person."""
    for draft in MAKERS[entry.verb](entry, told):
        others = draft.people - {entry.account_id or 0}
        if others:
            yield replace(draft, people=others)


def _unit_told(kind: Kind, *facts: str) -> _Make:
    """To those who hand in for the unit, with these facts of the entry."""

    def make(entry: Entry, told: Told) -> Iterator[Draft]:
        about = told.submissions.get(subject(entry, SUBMISSION))
        if about is not None:
            people = told.people(entry.on).at_work(about.unit_id)
            yield _about(
                about, kind, entry, people, {name: entry.facts.get(name) for name in facts}
            )

    return make


def _opened(entry: Entry, told: Told) -> Iterator[Draft]:
    about = told.submissions.get(subject(entry, SUBMISSION))
    if about is None or about.round_id is None or about.pk in told.passed_to:
        return
    people = told.people(entry.on).at_work(about.unit_id)
    yield _about(about, Kind.OPENED, entry, people)


def _returned(entry: Entry, told: Told) -> Iterator[Draft]:
    """The new due day is that of the submission: a later return says its own."""
    for draft in _unit_told(Kind.RETURNED)(entry, told):
        due = told.submissions[draft.submission_id or 0].return_due_on
        yield replace(draft, facts={"due": due.isoformat() if due else None})


def _submitted(entry: Entry, told: Told) -> Iterator[Draft]:
    about = told.submissions.get(subject(entry, SUBMISSION))
    if about is not None:
        people = told.people(entry.on)
        owner = about.round.owner_unit_id if about.round is not None else None
        above = people.officers({people.superior(about.unit_id), owner})
        yield _about(about, Kind.SUBMITTED, entry, above)


def _answered(entry: Entry, told: Told) -> Iterator[Draft]:
    about = told.submissions.get(subject(entry, SUBMISSION))
    if about is not None:
        people = told.people(entry.on).officers([int(entry.facts["adjuster"])])
        yield _about(about, Kind.ANSWERED, entry, people, {"answer": entry.facts.get("answer")})


def _passed(entry: Entry, told: Told) -> Iterator[Draft]:
    target = told.submissions.get(int(entry.facts["submission"]))
    if target is not None:
        people = told.people(entry.on).at_work(target.unit_id)
        yield _about(target, Kind.DUTY_PASSED, entry, people, {"from": entry.facts.get("from")})


def _granted(entry: Entry, told: Told) -> Iterator[Draft]:
    """A role, or a whole post, was given to the account of the stream."""
    del told
    for state in entry.facts.get("grants", ()):
        if not state.get("gone"):
            facts = {name: state.get(name) for name in ("role", "from", "until")}
            yield _post(entry, state, subject(entry, ACCOUNT), facts)


def _stands_in(entry: Entry, told: Told) -> Iterator[Draft]:
    """Somebody stands in: both of them know."""
    del told
    for state in entry.facts.get("substitutes", ()):
        facts = {name: state.get(name) for name in ("absent", "stands_in", "from", "until")}
        yield _post(entry, state, int(state["stands_in"]), facts)
        yield _post(entry, state, int(state["absent"]), facts)


def _paper(kind: Kind, choose: Callable[[Told, Entry, int], Collection[int]]) -> _Make:
    def make(entry: Entry, told: Told) -> Iterator[Draft]:
        paper = told.papers.get(subject(entry, PAPER))
        if paper is not None:
            yield Draft(
                kind=kind,
                key=f"entry:{entry.pk}:{kind.value}",
                at=entry.at,
                people=frozenset(choose(told, entry, paper.unit_id)),
                unit_id=paper.unit_id,
                paper_id=paper.pk,
            )

    return make


def _about(
    about: Submission,
    kind: Kind,
    entry: Entry,
    people: frozenset[int],
    facts: dict[str, object] | None = None,
) -> Draft:
    return Draft(
        kind=kind,
        key=f"entry:{entry.pk}:{kind.value}",
        at=entry.at,
        people=people,
        unit_id=about.unit_id,
        submission_id=about.pk,
        round_id=about.round_id,
        facts=facts or {},
    )


def _post(entry: Entry, state: dict[str, object], account: int, facts: dict[str, object]) -> Draft:
    return Draft(
        kind=Kind.POST,
        key=f"entry:{entry.pk}:post:{state['id']}",
        at=entry.at,
        people=frozenset({account}),
        unit_id=int(str(state["unit"])),
        facts=facts,
    )


def _assessment(kind: Kind, choose: Callable[[Told, Entry, Head], Collection[int]]) -> _Make:
    def make(entry: Entry, told: Told) -> Iterator[Draft]:
        about = told.assessments.get(subject(entry, ASSESSMENT))
        if about is not None:
            yield Draft(
                kind=kind,
                key=f"entry:{entry.pk}:{kind.value}",
                at=entry.at,
                people=frozenset(choose(told, entry, about)),
                unit_id=about.unit_id,
                facts=about.facts,
            )

    return make


def _at_the_unit(told: Told, entry: Entry, about: Head) -> frozenset[int]:
    """Those who work for the unit, or for who manages it where it has nobody."""
    people = told.people(entry.on)
    above = people.superior(about.unit_id)
    return people.at_work(about.unit_id) or (people.everyone(above) if above else frozenset())


MAKERS: Final[dict[str, _Make]] = {
    "reporting.open": _opened,
    "reporting.submit": _submitted,
    "reporting.return": _returned,
    "reporting.accept": _unit_told(Kind.ACCEPTED),
    "reporting.lock": _unit_told(Kind.LOCKED),
    "reporting.reopen": _unit_told(Kind.REOPENED),
    "reporting.adjust": _unit_told(Kind.ADJUSTED, "answer"),
    "reporting.withdraw_adjustment": _unit_told(Kind.ADJUSTED, "answer"),
    "reporting.answer_adjustment": _answered,
    "reporting.extend_due": _unit_told(Kind.DUE_MOVED, "old", "new"),
    PASSED: _passed,
    "access.granted": _granted,
    "access.took_over": _granted,
    "access.substitute_appointed": _stands_in,
    "publishing.submitted": _paper(
        Kind.PAPER_SUBMITTED, lambda told, entry, unit: told.people(entry.on).leaders(unit)
    ),
    "publishing.given_back": _paper(
        Kind.PAPER_GIVEN_BACK, lambda told, entry, unit: told.people(entry.on).writers(unit)
    ),
    "publishing.approved": _paper(
        Kind.PAPER_APPROVED, lambda told, entry, unit: told.people(entry.on).writers(unit)
    ),
    "criteria.submit": _assessment(
        Kind.ASSESSMENT_SUBMITTED,
        lambda told, entry, about: told.people(entry.on).everyone(about.decider_id),
    ),
    "criteria.return": _assessment(Kind.ASSESSMENT_RETURNED, _at_the_unit),
    "criteria.decide": _assessment(Kind.ASSESSMENT_DECIDED, _at_the_unit),
}
"""What is listened to; other entries concern nobody but the one who made them."""

COUNTING: Final = frozenset(
    {
        "reporting.accept",
        "reporting.reopen",
        "reporting.adjust",
        "reporting.withdraw_adjustment",
        "reporting.answer_adjustment",
    }
)
"""Acts after which a figure of a paper above may be another one."""
