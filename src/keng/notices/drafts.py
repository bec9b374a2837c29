"""A notice before it is stored, and what a batch of the journal's entries is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from keng.criteria.queries import heads_of
from keng.journal.models import Entry
from keng.notices.recipients import People
from keng.notices.vocabulary import Kind
from keng.publishing.models import Paper
from keng.reporting.models import Submission

SUBMISSION, PAPER, ACCOUNT = "submission:", "paper:", "account:"
ASSESSMENT = "assessment:"
PASSED = "reporting.pass_duty"


@dataclass(frozen=True)
class Draft:
    """A notice for some people. `facts` are days, counts of units and codes, nothing else."""

    kind: Kind
    key: str
    at: datetime
    people: frozenset[int]
    unit_id: int | None = None
    submission_id: int | None = None
    round_id: int | None = None
    paper_id: int | None = None
    task_id: int | None = None
    facts: Mapping[str, object] = field(default_factory=dict)


class Told:
    """What a batch of entries is about; a fixed number of queries for each day in it."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        rows = Submission.objects.filter(pk__in=self._subjects(entries))
        self.submissions = {row.pk: row for row in rows.select_related("round")}
        papers = Paper.objects.filter(pk__in=set(subjects(entries, PAPER)))
        self.papers = {row.pk: row for row in papers}
        self.assessments = heads_of(set(subjects(entries, ASSESSMENT)))
        self._people: dict[date, People] = {}
        for entry in entries:
            if about := self.submissions.get(subject(entry, SUBMISSION)):
                self.people(entry.on).expect(about.unit_id)
        # The duty that passed on opens a form for its successor: one notice is enough.
        self.passed_to = set(_targets(entries))

    def people(self, on: date) -> People:
        """Those who work on the day."""
        if on not in self._people:
            self._people[on] = People(on)
        return self._people[on]

    @staticmethod
    def _subjects(entries: Sequence[Entry]) -> set[int]:
        return {*subjects(entries, SUBMISSION), *_targets(entries)}


def subject(entry: Entry, kind: str) -> int:
    """The id behind the colon of the entry's stream; 0 if it is about another kind of thing."""
    return int(entry.stream.removeprefix(kind)) if entry.stream.startswith(kind) else 0


def subjects(entries: Sequence[Entry], kind: str) -> Iterator[int]:
    """The ids of all subjects of one kind."""
    return (found for entry in entries if (found := subject(entry, kind)))


def _targets(entries: Sequence[Entry]) -> Iterator[int]:
    return (int(entry.facts["submission"]) for entry in entries if entry.verb == PASSED)
