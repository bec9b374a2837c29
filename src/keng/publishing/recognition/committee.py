"""The minutes of a meeting of a committee or of coordination: who met, what was said and concluded.

The order is that of minutes in official papers: beginning, place, who was there, chair, secretary,
what happened, what was concluded, end, secretary and chair side by side. What the register does not
hold (the hour, the place, who was in the chair) stands in brackets until a person answers it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from keng.documents import word
from keng.documents.word import (
    Align,
    Block,
    Column,
    Heading,
    Line,
    Paragraph,
    Rank,
    Row,
    Run,
    Table,
)
from keng.kernel.actors import Actor
from keng.kernel.errors import WrongState
from keng.kernel.moments import local_day
from keng.kernel.periods import parse_period
from keng.kernel.vietnamese import format_count
from keng.orgunits.queries import UnitView, unit_view
from keng.packs.installed import current
from keng.packs.schema import IssuerProfile, Pack
from keng.publishing.composing import GAP
from keng.publishing.gathering import names_of
from keng.publishing.heads import TYPE_NAMES, Head, Issuer, issuer_of, letterhead_of
from keng.publishing.recognition.built import (
    ABOUT_PROPERTY,
    KIND_PROPERTY,
    LAYOUT_PROPERTY,
    OWN_LAYOUT,
    BuiltPaper,
)
from keng.publishing.recognition.issuers import of_type, own_profile, place_of
from keng.publishing.recognition.kinds import KINDS, PaperKind
from keng.publishing.recognition.wording import day_in_words, gap
from keng.publishing.report import ILLUSTRATIVE_MARK
from keng.steering.queries import ConclusionLine, MeetingView, meeting_view
from keng.steering.vocabulary import MeetingKind, MeetingState

LAYOUT_NOTE: Final = "Bố cục theo biên bản của văn bản hành chính; Keng tự trình bày."
_DOC_TYPE: Final = KINDS[PaperKind.MEETING].doc_type
_SUBJECTS: Final[Mapping[str, str]] = {
    MeetingKind.REGULAR: "Họp",
    MeetingKind.EXTRA: "Họp đột xuất",
    MeetingKind.HALF_YEAR: "Họp sơ kết 6 tháng",
    MeetingKind.YEAR: "Họp tổng kết năm",
}
_SUMMER: Final = 6


def meeting_minutes(
    meeting_id: int,
    *,
    actor: Actor,
    at: datetime,
    head: Head,
    marks: tuple[str, ...] = (),
    paper_id: str = "",
) -> BuiltPaper:
    """Write the minutes of a meeting that was held; a withdrawn conclusion is not in them.

    `head.lines` answers met_at, met_where, chair, secretary, ended_at and the lines of a profile.
    Raises NotFound and NotAllowed as the meeting itself, WrongState for one that was not held.
    Nothing is stored.
    """
    view = meeting_view(meeting_id, actor, on=local_day(at))
    if view.line.state != MeetingState.HELD:
        raise WrongState(
            "Cuộc họp chưa diễn ra hoặc không họp nên chưa có biên bản.",
            message_en="The meeting was not held: there are no minutes.",
        )
    pack, unit = current(), unit_view(view.unit_id, on=view.line.day)
    issuer = _issuer(view, unit, pack, head, at)
    is_invented = view.illustrative
    document = word.WordDocument(
        letterhead=letterhead_of(issuer, head, (head.day or view.line.day).year),
        type_name=TYPE_NAMES[_DOC_TYPE],
        subject=_subject(view),
        addressees=issuer.addressees,
        blocks=tuple(_blocks(view, dict(head.lines))),
        ending=word.FormSignatures(left="THƯ KÝ", right="CHỦ TỌA"),
        made_at=at,
        paper_id=paper_id,
        marks=(*marks, *((ILLUSTRATIVE_MARK,) if is_invented else ())),
        properties={
            KIND_PROPERTY: PaperKind.MEETING.value,
            ABOUT_PROPERTY: str(meeting_id),
            LAYOUT_PROPERTY: OWN_LAYOUT,
        },
    )
    content = word.write(document)
    found = (one for line in word.paragraphs_of(content) for one in GAP.findall(line))
    return BuiltPaper(
        content=content,
        fields=(),
        unit_id=view.unit_id,
        period=parse_period(f"{view.line.day:%Y-%m}"),
        subject=document.subject,
        doc_type=_DOC_TYPE,
        issuer=issuer,
        gaps=tuple(dict.fromkeys(found)),
        notes=(LAYOUT_NOTE, *_notes(view)),
        is_illustrative=is_invented,
    )


def _issuer(view: MeetingView, unit: UnitView, pack: Pack, head: Head, at: datetime) -> Issuer:
    """The committee under its own name and in its own series; the unit where partners meet."""
    names = names_of(unit, parse_period(f"{view.line.day:%Y-%m}"), pack)
    names["place"] = place_of(unit, view.line.day)
    profile, lines = own_profile(pack, _DOC_TYPE, unit.level, head.profile), dict(head.lines)
    if view.committee_id is not None and not head.profile:
        profile = of_type(_of_committees(pack, unit.level) or profile, _DOC_TYPE)
        lines.setdefault("issuer_line", view.owner_name.upper())
    given = replace(head, addressees=head.addressees or (), lines=tuple(lines.items()))
    return issuer_of(profile, given, None, names, head.day or local_day(at))


def _of_committees(pack: Pack, level: str) -> IssuerProfile | None:
    """The profile of a body that changes its name: a committee beside the administration."""
    fitting = (one for one in pack.profiles.values() if one.names and level in one.unit_levels)
    return next(fitting, None)


def _subject(view: MeetingView) -> str:
    """What the minutes are of: "Họp sơ kết 6 tháng đầu năm 2026 Ban Chỉ đạo xã"."""
    said = _SUBJECTS[view.line.kind]
    covers = view.line.covers
    if covers is not None:
        half = ("đầu" if covers.month <= _SUMMER else "cuối") + " năm "
        said += f" {half if view.line.kind == MeetingKind.HALF_YEAR else ''}{covers.year}"
    owner = view.owner_name if view.committee_id else f"chương trình “{view.owner_name}”"
    return f"{said} {owner}"


def _blocks(view: MeetingView, given: Mapping[str, str]) -> Iterator[Block]:
    day = f"ngày {day_in_words(view.line.day)}"
    if view.illustrative:
        told = Run(f"({ILLUSTRATIVE_MARK}: cuộc họp không có thật)", italic=True)
        yield Paragraph((told,), line=Line.CENTRED)
    yield _said("Thời gian bắt đầu", f"{given.get('met_at') or gap('giờ bắt đầu')}, {day}")
    yield _said("Địa điểm", given.get("met_where") or gap("địa điểm họp"))
    yield from _people(view)
    yield _said("Chủ trì (chủ tọa)", given.get("chair") or gap("chức danh người chủ trì"))
    yield _said("Thư ký (người ghi biên bản)", given.get("secretary") or gap("chức danh thư ký"))
    yield Heading(Rank.PART, "I", "Nội dung")
    yield from _lines(view.agenda) if view.agenda else ()
    yield Heading(Rank.PART, "II", "Diễn biến")
    yield from _lines(view.minutes or gap("diễn biến cuộc họp"))
    yield Heading(Rank.PART, "III", "Kết luận")
    yield from _conclusions(_standing(view))
    ended = given.get("ended_at") or gap("giờ kết thúc")
    yield Paragraph((f"Cuộc họp kết thúc vào {ended}, {day}.",))
    yield Paragraph(("Biên bản đã được đọc lại cho những người dự họp cùng nghe và thống nhất./.",))


def _people(view: MeetingView) -> Iterator[Block]:
    yield Paragraph((Run("Thành phần tham dự:", bold=True),))
    if not view.present:
        yield Paragraph((gap("thành phần dự họp"),))
        return
    for place, (_pk, name) in enumerate(view.present, start=1):
        yield Paragraph((f"{name}{'.' if place == len(view.present) else ';'}",), bullet="-")
    there = {pk for pk, _name in view.present}
    missing = [name for pk, name in view.may_be_present if pk not in there]
    whole = len(there | {pk for pk, _name in view.may_be_present})
    counted = f"{format_count(len(there))}/{format_count(whole)}"
    what = "thành viên" if view.committee_id else "đối tác"
    away = f"; vắng mặt: {'; '.join(missing)}" if missing else ""
    yield Paragraph((f"Có mặt {counted} {what}{away}.",))


def _conclusions(standing: list[ConclusionLine]) -> Iterator[Block]:
    """Each conclusion with who does it until when, in one table."""
    if not standing:
        yield Paragraph(("Cuộc họp không có kết luận giao việc.",))
        return
    columns = (
        Column("STT", 8, Align.CENTRE),
        Column("Nội dung kết luận", 52),
        Column("Cơ quan, đơn vị thực hiện", 26),
        Column("Thời hạn", 16, Align.CENTRE),
    )
    rows = tuple(
        Row(((str(n),), (one.text,), (_doer(one) or "–",), (_due(one) or "–",)))
        for n, one in enumerate(standing, start=1)
    )
    yield Paragraph((f"Cuộc họp thống nhất {format_count(len(standing))} kết luận:",))
    yield Table(columns, rows)


def _standing(view: MeetingView) -> list[ConclusionLine]:
    return [one for one in view.conclusions if not one.withdrawn_why]


def _doer(one: ConclusionLine) -> str:
    """Who the conclusion is for: as the task was given, else as the meeting said."""
    lead = one.task.lead if one.task is not None else None
    return lead.name if lead is not None else one.body


def _due(one: ConclusionLine) -> str:
    due = one.due_on or (one.task.due_on if one.task is not None else None)
    return f"{due:%d/%m/%Y}" if due is not None else ""


def _notes(view: MeetingView) -> Iterator[str]:
    """What the conclusions leave open; it is told and holds nothing up."""
    for n, one in enumerate(_standing(view), start=1):
        if not _doer(one):
            yield f"Kết luận {n} chưa ghi cơ quan thực hiện."
        if not _due(one):
            yield f"Kết luận {n} chưa ghi thời hạn."


def _said(label: str, text: str) -> Paragraph:
    ending = "" if text.endswith((".", "]")) else "."
    return Paragraph((Run(f"{label}: ", bold=True), f"{text}{ending}"))


def _lines(text: str) -> Iterator[Block]:
    for line in text.splitlines():
        if line.strip():
            yield Paragraph((line.strip(),))
