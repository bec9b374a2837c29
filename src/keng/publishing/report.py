"""A report: outline and consolidated figures in, Word file out; and its figures filled anew."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from keng.consolidation.queries import consolidate, drill
from keng.consolidation.shapes import Compare, Consolidated, Drafts, PartKind, View
from keng.documents import word
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, DomainError, NotFound
from keng.kernel.figures import CellKey
from keng.kernel.moments import local_day
from keng.kernel.periods import Period
from keng.orgunits.queries import unit_by_key, unit_view
from keng.packs.installed import current, period_named
from keng.packs.schema import Outline, Pack
from keng.prose.phrases import Stated
from keng.publishing.composing import Composition, compose, subject_of
from keng.publishing.facts import stated_of, unknown
from keng.publishing.gathering import Gathered, gather, revision_of, stated_part
from keng.publishing.heads import (
    TYPE_NAMES,
    Head,
    Issuer,
    issuer_of,
    letterhead_of,
    profile_of,
)
from keng.publishing.refilling import Now, refilled
from keng.publishing.registers import is_of_register, stated_now
from keng.reporting.deadlines import patterns_of

UNIT_PROPERTY, PERIOD_PROPERTY = "KengUnit", "KengPeriod"
OUTLINE_PROPERTY, PROFILE_PROPERTY = "KengOutline", "KengProfile"
DRAFT_MARK, ILLUSTRATIVE_MARK = "DỰ THẢO", "SỐ LIỆU MINH HỌA"


OPEN_HEAD = Head()


@dataclass(frozen=True)
class Setting:
    """How one report is written: its head, marks and paper, and how its figures are looked at.

    `drafts`, `map_on` and `known_at` are those of `keng.consolidation.queries.consolidate`.
    """

    head: Head = OPEN_HEAD
    drafts: Drafts = Drafts.EXCLUDED
    map_on: date | None = None
    known_at: datetime | None = None
    marks: tuple[str, ...] = ()
    paper_id: str = ""
    opening: tuple[word.Block, ...] = ()

    @property
    def view(self) -> View:
        """How the figures are looked at."""
        return {"drafts": self.drafts, "map_on": self.map_on, "known_at": self.known_at}


DEFAULT = Setting()


@dataclass(frozen=True)
class BuiltReport:
    """A written report: the file, its figures as our reader finds them, and what is still missing.

    `gaps` are sentences about what a person has to give before the paper can be submitted, `notes`
    what registers could not say of themselves and why.
    """

    content: bytes
    fields: tuple[word.ReadField, ...]
    gaps: tuple[str, ...]
    subject: str
    doc_type: str
    issuer: Issuer
    consolidated: Consolidated
    is_illustrative: bool
    marks: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def outline_named(code: str, pack: Pack | None = None) -> Outline:
    """An outline of the pack in force by its code; NotFound with the codes that there are."""
    outlines = (pack or current()).outlines
    if code in outlines:
        return outlines[code]
    known = ", ".join(outlines) or "chưa có"
    raise NotFound(
        f"Không có đề cương “{code}”; các đề cương: {known}.",
        message_en=f"No outline {code!r}; there are: {known}.",
    )


def build(
    unit_id: int,
    period: Period,
    outline: Outline | str,
    *,
    actor: Actor,
    at: datetime,
    setting: Setting = DEFAULT,
) -> BuiltReport:
    """Write the report of a unit for a period, in the layout of Decree 30/2020.

    The figures are those of `keng consolidate` for the same actor; each is a content control.
    A preview with submitted figures is marked DỰ THẢO, figures of a demonstration as such.
    Raises NotAllowed without "view" on the unit, NotFound for an unknown outline or profile and
    BadInput where the outline is not meant for such a period or unit. Nothing is stored.
    """
    pack = current()
    chosen = outline_named(outline, pack) if isinstance(outline, str) else outline
    actor.require("view", unit_id=unit_id, on=local_day(at))
    _meant_for(chosen, unit_id, period)
    gathered = gather(*(unit_id, period, chosen), pack=pack, actor=actor, at=at, view=setting.view)
    issuer = _issuer(gathered, chosen, pack, setting.head, at)
    facts = replace(gathered.facts, profile=issuer.profile)
    made = compose(chosen, facts)
    marks = _marks(gathered, setting)
    document = _document(made, chosen, replace(gathered, facts=facts), issuer, setting)
    content = word.write(replace(document, made_at=at, marks=marks))
    return BuiltReport(
        content=content,
        fields=tuple(word.read_fields(content)),
        gaps=(*issuer.gaps, *made.gaps),
        subject=document.subject,
        doc_type=chosen.doc_type,
        issuer=issuer,
        consolidated=gathered.consolidated,
        is_illustrative=gathered.is_illustrative,
        marks=marks,
        notes=tuple(made.notes),
    )


def values_now(
    fields: Iterable[word.ReadField], *, unit_key: str, actor: Actor, at: datetime
) -> dict[str, word.NewValue]:
    """What each figure of a file is to say now, by key, as `actor` may see it.

    `unit_key` is the unit whose report it is: figures of other units in it are those below it, and
    are read as its contributors. A figure whose unit or indicator is gone is left out.
    """
    reader = _Reader(unit_key, actor, at)
    values = {one.key: reader.value(one) for one in fields if one.source is not None}
    return {key: value for key, value in values.items() if value is not None}


def refreshed(content: bytes, *, actor: Actor, at: datetime) -> word.Refreshed:
    """Fill the figures of a report anew and keep every word around them.

    Raises BadInput for a file that is no report of Keng, BadDocument for no .docx.
    """
    properties = word.properties_of(content)
    unit_key = properties.get(UNIT_PROPERTY, "")
    if not unit_key:
        raise BadInput(
            "Tệp này không phải báo cáo do Keng lập (không có mã đơn vị trong tệp).",
            message_en="This file is no report of Keng: it does not say whose report it is.",
        )
    values = values_now(word.read_fields(content), unit_key=unit_key, actor=actor, at=at)
    return word.refresh(content, values)


class _Reader:
    """Reads each (unit, period) once, however many figures of it a file holds."""

    def __init__(self, unit_key: str, actor: Actor, at: datetime) -> None:
        self._main = unit_key
        self._actor = actor
        self._pack = current()
        self._on = local_day(at)
        self._revision = revision_of(at)
        self._totals: dict[Period, dict[CellKey, Stated]] = {}
        self._counts: dict[tuple[Period, CellKey], Stated] = {}
        self._parts: dict[tuple[Period, CellKey], dict[str, Stated]] = {}

    def value(self, found: word.ReadField) -> word.NewValue | None:
        if found.source is None:
            return None
        try:
            period = period_named(found.source.period)
            key = CellKey(found.source.indicator, found.source.by)
            stated = self._stated(found.source.unit, period, key)
            whole = CellKey.parse(found.source.of) if found.source.of else None
            total = self._stated(found.source.unit, period, whole) if whole else None
        except DomainError:
            return None
        return refilled(found, Now(stated, total, self._revision))

    def _stated(self, unit_key: str, period: Period, key: CellKey) -> Stated:
        if is_of_register(key):
            return self._counted(unit_key, period, key)
        if unit_key == self._main:
            return self._of_the_unit(period).get(key) or unknown(self._pack, key)
        return self._below(period, key).get(unit_key) or unknown(self._pack, key)

    def _of_the_unit(self, period: Period) -> dict[CellKey, Stated]:
        if period not in self._totals:
            unit = unit_by_key(self._main, on=period.last)
            found = consolidate(
                *(unit.id, period), actor=self._actor, on=self._on, compare=Compare.SAME_PERIOD
            )
            rows = {row.key: stated_of(self._pack, row) for row in found.rows}
            self._totals[period] = rows
        return self._totals[period]

    def _counted(self, unit_key: str, period: Period, key: CellKey) -> Stated:
        """A count of a register of the unit whose report it is; no other unit's is told here."""
        if unit_key != self._main:
            raise _gone(key)
        if (period, key) not in self._counts:
            unit = unit_by_key(self._main, on=period.last)
            now = stated_now(key, unit.id, period, actor=self._actor, on=self._on)
            self._counts |= {(period, one): stated for one, stated in now.items()}
        if (period, key) not in self._counts:
            raise _gone(key)
        return self._counts[period, key]

    def _below(self, period: Period, key: CellKey) -> dict[str, Stated]:
        if (period, key) not in self._parts:
            unit = unit_by_key(self._main, on=period.last)
            parts = drill(unit.id, period, key, actor=self._actor, on=self._on)
            self._parts[period, key] = {
                unit_view(part.unit_id, on=period.last).key: stated_part(self._pack, key, part)
                for part in parts
                if part.kind is PartKind.CHILD
            }
        return self._parts[period, key]


def _gone(key: CellKey) -> NotFound:
    """The refusal for a count that no register gives (any more); its number stays as printed."""
    return NotFound(
        f"Không còn sổ nào cho số “{key}”.", message_en=f"No register gives the count {key!s}."
    )


def _meant_for(outline: Outline, unit_id: int, period: Period) -> None:
    unit = unit_view(unit_id, on=period.last)
    if unit.level not in outline.unit_levels:
        raise BadInput(
            f"Đề cương “{outline.label.vi}” không dành cho {unit.full_name} (cấp {unit.level}).",
            message_en=f"Outline {outline.code!r} is not for units of level {unit.level}.",
        )
    if not patterns_of(period) & set(outline.periods):
        raise BadInput(
            f"Đề cương “{outline.label.vi}” không dành cho kỳ {period.label('vi')}.",
            message_en=f"Outline {outline.code!r} is not for the period {period.code}.",
        )


def _issuer(gathered: Gathered, outline: Outline, pack: Pack, head: Head, at: datetime) -> Issuer:
    profile = profile_of(pack, outline, gathered.unit.level, head.profile)
    return issuer_of(profile, head, outline, gathered.facts.words, head.day or local_day(at))


def _marks(gathered: Gathered, setting: Setting) -> tuple[str, ...]:
    marks = list(setting.marks)
    if gathered.consolidated.is_draft:
        marks.append(DRAFT_MARK)
    if gathered.is_illustrative:
        marks.append(ILLUSTRATIVE_MARK)
    return tuple(dict.fromkeys(marks))


def _document(
    made: Composition, outline: Outline, gathered: Gathered, issuer: Issuer, setting: Setting
) -> word.WordDocument:
    facts = gathered.facts
    return word.WordDocument(
        letterhead=letterhead_of(issuer, setting.head, facts.period.last.year),
        type_name=TYPE_NAMES.get(outline.doc_type, outline.doc_type),
        subject=subject_of(outline, facts),
        addressees=issuer.addressees,
        blocks=(*setting.opening, *made.blocks),
        ending=issuer.signature,
        annexes=tuple(made.annexes),
        made_at=datetime.fromisoformat(facts.revision),
        paper_id=setting.paper_id,
        properties={
            UNIT_PROPERTY: facts.unit_key,
            PERIOD_PROPERTY: facts.period.code,
            OUTLINE_PROPERTY: outline.code,
            PROFILE_PROPERTY: issuer.profile,
        },
    )
