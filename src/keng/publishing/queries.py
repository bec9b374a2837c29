"""Questions about papers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from keng.documents import word
from keng.journal import rows as vouched
from keng.journal.commitments import digest
from keng.journal.queries import entries_of
from keng.kernel.actors import Actor
from keng.kernel.errors import NotFound
from keng.kernel.moments import local_day
from keng.kernel.periods import Period
from keng.kernel.problems import Problem
from keng.orgunits.queries import unit_view
from keng.packs.installed import current
from keng.papers import queries as register
from keng.prose.phrases import MISSING
from keng.publishing import files, pages, recognition
from keng.publishing.composing import GAP
from keng.publishing.facts import MISSING_NUMBER, TABLE_MISSING
from keng.publishing.heads import Head, head_from
from keng.publishing.models import Paper, PaperFile
from keng.publishing.opening import is_open_to, require_open
from keng.publishing.registers import registers_of, told_by
from keng.publishing.report import values_now
from keng.publishing.states import STATE_LABELS, State

ISSUED_VERB = "publishing.issued"
MOST_PAPERS = 2_000
_SOURCE_NAMES = ("indicator", "by", "unit", "period", "view", "revision", "exact", "word")


@dataclass(frozen=True)
class FileView:
    """One file that a paper has been."""

    n: int
    kind: str
    name: str
    sha256: str
    size: int
    at: datetime
    account_id: int | None


@dataclass(frozen=True)
class PaperView:
    """A paper as its readers see it; `number_line` has room where the number is still open.

    `withheld`: it prints small totals that this reader does not see; it has no files and no gaps
    for them then, and does not open (`opening`).
    """

    id: int
    unit_id: int
    unit: str
    outline: str
    period: Period
    doc_type: str
    subject: str
    state: str
    state_label: str
    number_line: str
    series: str
    issued_on: date | None
    files: tuple[FileView, ...]
    gaps: tuple[str, ...]
    corrects_id: int | None
    revision: int
    give_back_reason: str
    about_id: int | None
    withheld: bool = False

    @property
    def is_of_recognition(self) -> bool:
        """Whether it is written from criteria: never refilled, never corrected by a report."""
        return recognition.is_recognition(self.outline)


@dataclass(frozen=True)
class ReachedPaper:
    """A paper whose figures an act on the map may change."""

    id: int
    unit_id: int
    subject: str
    period: Period
    state: str


@dataclass(frozen=True)
class PaperHead:
    """What a list or a search shows of a paper."""

    id: int
    unit_id: int
    period: Period
    subject: str
    number_line: str


@dataclass(frozen=True)
class ChangedFigure:
    """A figure of an issued paper that is another one today."""

    key: str
    label: str
    indicator: str
    by: str
    view: str
    printed: str
    now: str


def paper_of(paper_id: int, *, actor: Actor, at: datetime) -> Paper:
    """The paper, for whoever may view its unit; NotFound and NotAllowed otherwise."""
    paper = Paper.objects.filter(pk=paper_id).first()
    if paper is None:
        raise NotFound(
            f"Không có văn bản số thứ tự {paper_id} trong hệ thống.",
            message_en=f"There is no paper {paper_id}.",
        )
    actor.require("view", unit_id=paper.unit_id, on=local_day(at))
    return paper


def open_paper(paper_id: int, *, actor: Actor, at: datetime) -> Paper:
    """The paper, for whoever may read what it says; raises as `paper_of`, NotAllowed else."""
    paper = paper_of(paper_id, actor=actor, at=at)
    require_open(paper, actor=actor, on=local_day(at))
    return paper


def paper_view(paper_id: int, *, actor: Actor, at: datetime) -> PaperView:
    """One paper with its files, newest first, and what is still missing in it."""
    return _view(paper_of(paper_id, actor=actor, at=at), actor, local_day(at))


def papers_of(unit_id: int, *, actor: Actor, at: datetime) -> list[PaperView]:
    """The papers of a unit, the newest period first and the newest paper first in it."""
    actor.require("view", unit_id=unit_id, on=local_day(at))
    rows = Paper.objects.filter(unit_id=unit_id).order_by("-last", "-id")
    return [_view(paper, actor, local_day(at)) for paper in rows.prefetch_related("files")]


def heads_of_unit(unit_id: int, *, actor: Actor, at: datetime) -> list[PaperHead]:
    """The heads of the papers of a unit, newest first; one query, no file is opened."""
    actor.require("view", unit_id=unit_id, on=local_day(at))
    rows = Paper.objects.filter(unit_id=unit_id).order_by("-last", "-id").defer("snapshot", "head")
    return [
        PaperHead(row.pk, row.unit_id, row.period, row.subject, _number_line(row)) for row in rows
    ]


def papers_reaching(unit_ids: Collection[int], *, since: date) -> list[ReachedPaper]:
    """The papers of units whose period ends on the day or later, newest period first; one query.

    A change of the map on that day may change what they say. Permission is asked by the caller.
    """
    rows = Paper.objects.filter(unit_id__in=unit_ids, last__gte=since).order_by("-last", "-id")
    return [ReachedPaper(row.pk, row.unit_id, row.subject, row.period, row.state) for row in rows]


def papers_seen_by(actor: Actor, *, on: date) -> list[PaperHead]:
    """The heads of the papers of all units that the actor views, newest first; one query.

    At most MOST_PAPERS: who gets as many tells that older ones were left out.
    """
    rows = Paper.objects.order_by("-last", "-id").defer("snapshot", "head")
    reach = actor.reach("view", on=on)
    if reach is not None:
        rows = rows.filter(unit_id__in=reach)
    return [
        PaperHead(row.pk, row.unit_id, row.period, row.subject, _number_line(row))
        for row in rows[:MOST_PAPERS]
    ]


def units_of_papers(paper_ids: Collection[int]) -> dict[int, int]:
    """Whose each paper is, by paper; one query."""
    return dict(Paper.objects.filter(pk__in=paper_ids).values_list("pk", "unit_id"))


def content_of(paper_id: int, *, actor: Actor, at: datetime, kind: str = "") -> bytes:
    """The bytes of the newest file of a kind; "" asks for the Word file as it stands."""
    paper = open_paper(paper_id, actor=actor, at=at)
    return files.read(newest_file(paper, kind).sha256)


def file_content(paper_id: int, n: int, *, actor: Actor, at: datetime) -> bytes:
    """The bytes of one file that the paper has been, by its number; NotFound if there is none."""
    paper = open_paper(paper_id, actor=actor, at=at)
    found = paper.files.filter(n=n).first()
    if found is None:
        raise NotFound(f"Văn bản không có tệp số {n}.", message_en=f"The paper has no file {n}.")
    return files.read(found.sha256)


def newest_file(paper: Paper, kind: str = "") -> PaperFile:
    """The newest file of a kind, "" for the Word file as it stands; NotFound if there is none."""
    rows = paper.files.order_by("-n")
    if kind:
        found = rows.filter(kind=kind).first()
    else:
        found = rows.exclude(kind__in=[PaperFile.Kind.PDF, PaperFile.Kind.SIGNED]).first()
    if found is None:
        raise NotFound(
            f"Văn bản chưa có tệp loại “{kind}”.", message_en=f"The paper has no {kind!r} file."
        )
    return found


def papers_waiting(actor: Actor, *, on: date) -> list[PaperView]:
    """Submitted papers that the actor may approve, the oldest first."""
    rows = Paper.objects.filter(state=State.SUBMITTED.value).order_by("id")
    reach = actor.reach("approve", on=on)
    if reach is not None:
        rows = rows.filter(unit_id__in=reach)
    return [_view(paper, actor, on) for paper in rows.prefetch_related("files")]


def word_versions(view: PaperView) -> list[FileView]:
    """The Word files that a paper has been, newest first."""
    others = {PaperFile.Kind.PDF.value, PaperFile.Kind.SIGNED.value}
    return [one for one in view.files if one.kind not in others]


def differences_since(paper_id: int, n: int, *, actor: Actor, at: datetime) -> word.Differences:
    """What the Word file as it stands says differently from file `n` of the same paper.

    Raises NotFound and NotAllowed as `file_content` does.
    """
    before = file_content(paper_id, n, actor=actor, at=at)
    return word.differences(before, content_of(paper_id, actor=actor, at=at))


def pages_of(paper_id: int, *, actor: Actor, at: datetime) -> int:
    """How many pages the paper has as it stands; NoOffice where they cannot be laid out."""
    newest = newest_file(open_paper(paper_id, actor=actor, at=at))
    return pages.page_count(newest.sha256, files.read(newest.sha256))


def page_of(paper_id: int, n: int, *, actor: Actor, at: datetime) -> bytes:
    """One page of the paper as it stands, as a PNG; NotFound if there is none."""
    return pages.page(newest_file(open_paper(paper_id, actor=actor, at=at)).sha256, n)


def suggested_number(unit_id: int, series: str, year: int) -> int:
    """The next number of a body's series in a year; only a suggestion until it is taken.

    Papers that were numbered before there was a register count as well.
    """
    rows = Paper.objects.filter(unit_id=unit_id, series=series, issued_year=year)
    earlier = (rows.aggregate(last=Max("number"))["last"] or 0) + 1
    known = register.suggested_number(unit_id, series, year)
    return known if register.has_series(unit_id, series, year) else max(known, earlier)


def head_of(paper_id: int, *, actor: Actor, at: datetime) -> Head:
    """What a person gave for the head of a paper; raises as `paper_of`."""
    return head_from(paper_of(paper_id, actor=actor, at=at).head)


def changes_since_issue(paper_id: int, *, actor: Actor, at: datetime) -> list[ChangedFigure]:
    """Figures of an issued paper that are others today ("đã thay đổi sau ban hành").

    The paper and its snapshot stay as they are. A figure that `actor` may not see now is passed
    over. Empty for a paper that is not issued, or does not open to the actor.
    """
    paper = paper_of(paper_id, actor=actor, at=at)
    if not is_open_to(paper, actor=actor, on=local_day(at)):
        return []
    fields = [field_from(row) for row in paper.snapshot or []]
    now = _values_now(paper, fields, actor=actor, at=at)
    changed: dict[tuple[str, ...], ChangedFigure] = {}
    for row, one in zip(paper.snapshot or [], fields, strict=True):
        value = now.get(one.key)
        if value is not None and has_changed(row["exact"], value):
            about = (row["indicator"], row["by"], row["view"])
            changed.setdefault(
                (*about, row["unit"]),
                ChangedFigure(one.key, one.label, *about, one.text, value.text),
            )
    return list(changed.values())


def _values_now(
    paper: Paper, fields: list[word.ReadField], *, actor: Actor, at: datetime
) -> dict[str, word.NewValue]:
    """Of a report as it would be consolidated now; of recognition as criteria reads it now."""
    if not recognition.is_recognition(paper.outline):
        unit_key = unit_view(paper.unit_id, on=paper.last).key
        return values_now(fields, unit_key=unit_key, actor=actor, at=at)
    kind = recognition.PaperKind(paper.outline)
    there = recognition.figures_now(kind, paper.about_id or 0, actor=actor, at=at)
    found: dict[str, word.NewValue] = {}
    for one in fields:
        other = there.get(recognition.source_key(one))
        if other is not None and other.source is not None:
            revision = other.source.revision
            found[one.key] = word.NewValue(other.text, other.source.exact, revision)
    return found


def register_notes(paper_id: int, *, actor: Actor, at: datetime) -> list[str]:
    """What registers cannot say in a draft, and why; nothing for a paper that is no draft.

    Raises NotFound and NotAllowed as `paper_of`.
    """
    paper = paper_of(paper_id, actor=actor, at=at)
    outline = current().outlines.get(paper.outline)
    if outline is None or paper.state != State.DRAFT.value:
        return []
    found = told_by(
        registers_of(outline), paper.unit_id, paper.period, actor=actor, on=local_day(at)
    )
    return [note for one in found.values() for note in one.missing]


def recognition_papers(
    about: recognition.About, about_id: int, *, actor: Actor, at: datetime
) -> list[PaperView]:
    """The papers about a run, a decision or an assessment that the actor may view, oldest first."""
    kinds = [kind.value for kind, one in recognition.KINDS.items() if one.about is about]
    rows = Paper.objects.filter(outline__in=kinds, about_id=about_id).order_by("id")
    reach = actor.reach("view", on=local_day(at))
    if reach is not None:
        rows = rows.filter(unit_id__in=reach)
    return [_view(paper, actor, local_day(at)) for paper in rows.prefetch_related("files")]


def snapshot_of(fields: list[word.ReadField]) -> list[dict[str, str]]:
    """Every printed value of a file, with its source, as it is frozen."""
    rows = []
    for one in fields:
        if one.source is not None:
            source = {name: getattr(one.source, name) for name in _SOURCE_NAMES}
            more = {"style": one.source.style, "of": one.source.of}
            rows.append({"key": one.key, "label": one.label, "text": one.text, **source, **more})
    return rows


def field_from(row: Mapping[str, str]) -> word.ReadField:
    """A figure out of a snapshot."""
    names = (*_SOURCE_NAMES, "style", "of")
    source = word.FieldSource(**{name: row.get(name, "") for name in names})
    return word.ReadField(row["key"], row["label"], row["text"], "", row["text"], source)


def problems() -> Iterator[Problem]:
    """Rows and files that are not what Keng wrote, and snapshots that are not what was issued."""
    yield from vouched.problems(Paper, streams="paper:")
    yield from vouched.problems_following(PaperFile)
    for file in PaperFile.objects.order_by("id").iterator():
        if not files.is_whole(file.sha256):
            yield Problem(
                "publishing_paperfile", str(file.pk), "its stored file is gone or changed"
            )
    for paper in Paper.objects.filter(state=State.ISSUED.value).order_by("id"):
        yield from _snapshot_problems(paper)


def _snapshot_problems(paper: Paper) -> Iterator[Problem]:
    payload = {"snapshot": paper.snapshot}
    if digest(paper.snapshot_salt, payload) != paper.snapshot_digest:
        yield Problem("publishing_paper", str(paper.pk), "the snapshot is not what was issued")
    facts = entries_of(f"paper:{paper.pk}").filter(verb=ISSUED_VERB).values_list("facts", flat=True)
    if paper.snapshot_digest not in {row.get("snapshot") for row in facts}:
        yield Problem("publishing_paper", str(paper.pk), "the journal knows another snapshot")


def _view(paper: Paper, actor: Actor, on: date) -> PaperView:
    unit = unit_view(paper.unit_id, on=paper.last)
    is_open = is_open_to(paper, actor=actor, on=on)
    rows = sorted(paper.files.all(), key=lambda file: -file.n) if is_open else []
    return PaperView(
        id=paper.pk,
        unit_id=paper.unit_id,
        unit=unit.full_name,
        outline=paper.outline,
        period=paper.period,
        doc_type=paper.doc_type,
        subject=paper.subject,
        state=paper.state,
        state_label=STATE_LABELS[State(paper.state)][0],
        number_line=_number_line(paper),
        series=paper.series,
        issued_on=paper.issued_on,
        files=tuple(
            FileView(f.n, f.kind, f.name, f.sha256, f.size, f.at, f.account_id) for f in rows
        ),
        gaps=tuple(_gaps(paper)) if is_open else (),
        corrects_id=paper.corrects_id,
        revision=paper.revision,
        give_back_reason=paper.give_back_reason,
        about_id=paper.about_id,
        withheld=not is_open,
    )


def _number_line(paper: Paper) -> str:
    """ "12/QĐ-UBND"; empty for a body that numbers no papers."""
    if not paper.symbol:
        return ""
    number = f"{paper.number:02d}" if paper.number else word.ROOM_FOR_A_NUMBER
    return f"{number}/{paper.symbol}"


def _gaps(paper: Paper) -> list[str]:
    """Only a draft may have them: nothing with gaps is submitted."""
    if paper.state != State.DRAFT.value:
        return []
    return report_gaps(files.read(newest_file(paper).sha256))


def report_gaps(content: bytes) -> list[str]:
    """What is still written in brackets in a draft: unwritten parts and unknown lines."""
    return [found for line in word.paragraphs_of(content) for found in GAP.findall(line)]


def has_changed(exact_then: str, now: word.NewValue) -> bool:
    """Whether a figure is another one now; one that is held back from the reader is not told."""
    is_held_back = not now.exact and now.text not in (MISSING, MISSING_NUMBER, TABLE_MISSING)
    return exact_then != now.exact and not is_held_back
