"""What `keng verify` finds in this room: rows that disagree with their history or the journal."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, F, Max, OuterRef, Q

from keng.journal import rows
from keng.journal.commitments import digest
from keng.journal.models import Entry
from keng.kernel.problems import Problem
from keng.reporting.commitments import revision_facts, text_facts
from keng.reporting.lifecycle import COUNTED
from keng.reporting.models import (
    AcceptedWarning,
    Adjustment,
    DerivedPosting,
    DutyPassing,
    Extension,
    Figure,
    FigureRevision,
    FollowUp,
    FollowUpReply,
    Look,
    NothingOccurred,
    Photo,
    ReasonTemplate,
    Return,
    ReturnReason,
    Round,
    StateChange,
    StatedComparison,
    Submission,
    TextBlock,
    TextRevision,
)
from keng.reporting.queries.photos import photo_problems

_ROWS_A_TIME = 2000
_STATED = (
    Round,
    Submission,
    StatedComparison,
    AcceptedWarning,
    Return,
    ReturnReason,
    Adjustment,
    TextBlock,
    NothingOccurred,
    Photo,
    DerivedPosting,
    DutyPassing,
    Extension,
    Look,
    ReasonTemplate,
    FollowUp,
    FollowUpReply,
)
_SHARED = ("value", "status", "note", "source", "origin", "at", "account_id")


def problems() -> Iterator[Problem]:
    """Every row of the room that is wrong; reads all figures once, in chunks."""
    yield from _figures_against_history()
    yield from _revisions_against_journal()
    yield from _journal_against_revisions()
    yield from _texts()
    yield from _states()
    yield from rows.problems(*_STATED)
    yield from rows.problems_following(StateChange)
    yield from photo_problems()


def _figures_against_history() -> Iterator[Problem]:
    latest = FigureRevision.objects.filter(figure_id=OuterRef("pk"), n=OuterRef("revision"))
    rows = Figure.objects.annotate(
        last_n=Max("revisions__n"), has_its_revision=Exists(latest)
    ).order_by("pk")
    for row in rows.filter(~Q(has_its_revision=True) | ~Q(last_n=F("revision"))).iterator(
        chunk_size=_ROWS_A_TIME
    ):
        yield Problem(
            Figure._meta.db_table,
            str(row.pk),
            f"the figure is at revision {row.revision}, its history at {row.last_n}",
        )
    stands = Figure.objects.filter(pk=OuterRef("figure_id"))
    lost = FigureRevision.objects.filter(~Exists(stands)).values_list("figure_id", flat=True)
    for figure_id in lost.distinct().order_by("figure_id"):
        yield Problem(Figure._meta.db_table, str(figure_id), "it is gone, its history is there")
    current = FigureRevision.objects.filter(n=F("figure__revision")).select_related("figure")
    for revision in current.order_by("figure_id").iterator(chunk_size=_ROWS_A_TIME):
        differing = [
            name for name in _SHARED if getattr(revision, name) != getattr(revision.figure, name)
        ]
        if differing:
            yield Problem(
                Figure._meta.db_table,
                str(revision.figure_id),
                f"{', '.join(differing)} differ from the last revision in its history",
            )


def _revisions_against_journal() -> Iterator[Problem]:
    revisions = FigureRevision.objects.select_related("figure").order_by("entry_id", "pk")
    entry, listed = None, {}
    for row in revisions.iterator(chunk_size=_ROWS_A_TIME):
        if entry is None or row.entry_id != entry.pk:
            entry = row.entry
            listed = _digests_in(entry)
        if wrong := _wrong_with(row, entry, listed):
            yield Problem(FigureRevision._meta.db_table, str(row.pk), wrong)
            yield Problem(Figure._meta.db_table, str(row.figure_id), f"its history: {wrong}")


def _wrong_with(row: FigureRevision, entry: Entry, listed: dict[tuple[int, int], str]) -> str:
    if digest(row.salt, revision_facts(row)) != row.digest:
        return f"revision {row.n} was changed after it was written"
    if entry.stream != f"submission:{row.figure.submission_id}":
        return f"revision {row.n} points at a journal entry of another subject"
    if listed.get((row.figure_id, row.n)) != row.digest:
        return f"revision {row.n} is not what the journal entry says"
    return ""


def _digests_in(entry: Entry) -> dict[tuple[int, int], str]:
    return {(figure, n): hashed for figure, n, hashed in entry.facts.get("cells", ())}


def _journal_against_revisions() -> Iterator[Problem]:
    entries = Entry.objects.filter(facts__has_key="cells").order_by("pk")
    for entry in entries.iterator(chunk_size=_ROWS_A_TIME // 10):
        listed = _digests_in(entry)
        stored = set(FigureRevision.objects.filter(entry_id=entry.pk).values_list("figure_id", "n"))
        for figure, n in sorted(set(listed) - stored):
            yield Problem(
                Figure._meta.db_table,
                str(figure),
                f"the journal holds revision {n}, which is gone from the history",
            )


def _texts() -> Iterator[Problem]:
    for row in TextRevision.objects.select_related("block", "entry").order_by("pk"):
        listed = row.entry.facts.get("text")
        wrong = ""
        if digest(row.salt, text_facts(row)) != row.digest:
            wrong = "the text was changed after it was written"
        elif listed != [row.block_id, row.n, row.digest]:
            wrong = "the text is not what the journal entry says"
        elif row.n == row.block.revision and row.text != row.block.text:
            wrong = "the text differs from the current one of its block"
        if wrong:
            yield Problem(TextRevision._meta.db_table, str(row.pk), wrong)
    yield from _journal_against_texts()
    latest = TextBlock.objects.annotate(last_n=Max("revisions__n"))
    for block in latest.exclude(last_n=F("revision")):
        yield Problem(
            TextBlock._meta.db_table, str(block.pk), "its last version is gone from its history"
        )


def _journal_against_texts() -> Iterator[Problem]:
    stored = set(TextRevision.objects.values_list("block_id", "n"))
    told = Entry.objects.filter(verb="reporting.write_text").values_list("facts", flat=True)
    for facts in told.iterator(chunk_size=_ROWS_A_TIME):
        block_id, n, _ = facts["text"]
        if (block_id, n) not in stored:
            what = f"the journal holds version {n}, which is gone from the history"
            yield Problem(TextBlock._meta.db_table, str(block_id), what)


def _states() -> Iterator[Problem]:
    last: dict[int, str] = dict(
        StateChange.objects.order_by("pk").values_list("submission_id", "after")
    )
    for row in Submission.objects.order_by("pk").iterator(chunk_size=_ROWS_A_TIME):
        for wrong in _wrong_states(row, last.get(row.pk, "draft")):
            yield Problem(Submission._meta.db_table, str(row.pk), wrong)


def _wrong_states(row: Submission, moved_to: str) -> Iterator[str]:
    if row.state != moved_to:
        yield f"the state is {row.state}, its history ends at {moved_to}"
    accepted = row.accepted_revision
    if row.state in COUNTED and accepted is None:
        yield "it is accepted without the revision that was seen"
    if accepted is not None and accepted > row.revision:
        yield f"revision {accepted} was accepted, but it is only at {row.revision}"
    own = row.accepted_by is not None and row.accepted_by == row.submitted_by
    if row.state in COUNTED and own:
        yield "it was accepted by the account that submitted it"
