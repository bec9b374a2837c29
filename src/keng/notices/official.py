"""The two official papers of chasing: the letter to late units, the notice of compliance.

Both are Word files in the layout of Decree 30/2020, headed and signed as the profiles of the
programme say; number and day stay open for the clerk. They hold counts of units and days, never a
figure of a form (semantics 24).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from keng.documents import word
from keng.documents.word import Align, Annex, Block, Column, Inlines, Paragraph, Row, Table
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput
from keng.kernel.moments import local_day
from keng.kernel.vietnamese import format_count
from keng.notices.queries.chasing import ChasePage, LateUnit, chase_page
from keng.orgunits.queries import unit_view
from keng.packs.installed import current
from keng.packs.schema import IssuerProfile, Source, Text
from keng.publishing.gathering import names_of
from keng.publishing.heads import Head, Issuer, issuer_of, letterhead_of
from keng.reporting.queries import Standing

MOST_ADDRESSEES: Final = 8
MOST_ROWS: Final = 25
"""A longer table goes into an annex, so that the paper itself stays on one page."""
_REPORT: Final = "BC-"
_OFFICE: Final = "      "  # room for the short name of the office that drafts the letter
_STATES: Final[Mapping[str, str]] = {
    "draft": "chưa nộp",
    "returned": "bị trả lại, chưa nộp lại",
    "reopened": "được mở lại, chưa nộp lại",
}


@dataclass(frozen=True)
class OfficialPaper:
    """A written paper and what a person still has to fill in by hand."""

    content: bytes
    gaps: tuple[str, ...]


def profiles_for(unit_id: int, *, on: date) -> list[IssuerProfile]:
    """The bodies in whose name a paper of this unit may go out."""
    level = unit_view(unit_id, on=on).level
    return [one for one in current().profiles.values() if level in one.unit_levels]


def letter(
    round_id: int,
    head: Head,
    *,
    submission_ids: Sequence[int] = (),
    answer_by: date | None = None,
    actor: Actor,
    at: datetime,
) -> OfficialPaper:
    """The letter that urges late units to report (công văn V/v đôn đốc).

    `submission_ids` names those to be urged; none means all that are late. `answer_by` None leaves
    room for the day. Raises NotFound, NotAllowed as `chase_page`, and BadInput without a profile
    and where nobody is to be urged.
    """
    page = chase_page(round_id, actor=actor, at=at)
    urged = [one for one in page.owing if one.standing.submission_id in set(submission_ids)]
    urged = urged or page.late
    if not urged:
        raise BadInput(
            "Chưa có đơn vị nào quá hạn. Hãy chọn trong bảng những đơn vị cần đôn đốc, rồi lập "
            "công văn.",
            message_en="No unit is late. Choose in the table whom to urge, then make the letter.",
        )
    issuer = _issuer(page, head, "{body}-" + _OFFICE, first_copy="Như trên", at=at)
    table = _late_table(urged)
    is_long = len(urged) > MOST_ROWS
    where = "danh sách kèm theo" if is_long else "danh sách dưới đây"
    body: list[Block] = [Paragraph((line,)) for line in _letter_lines(page, urged, where, at)]
    if not is_long:
        body.append(table)
    body += [Paragraph((line,)) for line in _letter_ending(answer_by, issuer)]
    subject = f"đôn đốc nộp “{page.status.round.title}”"
    annexes = (Annex("Danh sách đơn vị chưa hoàn thành báo cáo", (table,)),) if is_long else ()
    names = [one.unit.full_name for one in urged]
    addressees = tuple(_capital(name) for name in names)
    if len(names) > MOST_ADDRESSEES:
        addressees = (f"Các đơn vị chưa hoàn thành báo cáo ({where})",)
    made = _document("", subject, tuple(body), issuer, head, at)
    return _written(replace(made, addressees=addressees, annexes=annexes), issuer)


def compliance_notice(round_id: int, head: Head, *, actor: Actor, at: datetime) -> OfficialPaper:
    """The notice of who reported in time, late or not at all (Thông báo chấp hành chế độ báo cáo).

    Every unit that was asked stands in it, in the order of the table. Raises as `letter`.
    """
    page = chase_page(round_id, actor=actor, at=at)
    on = local_day(at)
    issuer = _issuer(page, head, "TB-{body}", first_copy="Các đơn vị phải báo cáo", at=at)
    units = [one for one in page.status.units if not one.passed_on]
    table = _compliance_table(units, on)
    is_long = len(units) > MOST_ROWS
    body: list[Block] = list(_compliance_lines(page, units, on))
    where = "tại Phụ lục kèm theo" if is_long else "như sau"
    body.append(Paragraph((f"Tình hình cụ thể của từng đơn vị {where}.",)))
    if not is_long:
        body.append(table)
    body.append(Paragraph((f"{issuer.name} thông báo để các đơn vị biết, thực hiện.",)))
    subject = f"Tình hình chấp hành chế độ báo cáo “{page.status.round.title}”"
    annexes = (Annex("Tình hình chấp hành chế độ báo cáo", (table,)),) if is_long else ()
    made = _document("Thông báo", subject, tuple(body), issuer, head, at)
    return _written(replace(made, annexes=annexes), issuer)


def _document(
    type_name: str,
    subject: str,
    blocks: tuple[Block, ...],
    issuer: Issuer,
    head: Head,
    at: datetime,
) -> word.WordDocument:
    return word.WordDocument(
        letterhead=letterhead_of(issuer, head, local_day(at).year),
        type_name=type_name,
        subject=subject,
        blocks=blocks,
        ending=issuer.signature,
        made_at=at,
        addressees=issuer.addressees,
    )


def _written(document: word.WordDocument, issuer: Issuer) -> OfficialPaper:
    return OfficialPaper(word.write(document), issuer.gaps)


def _issuer(page: ChasePage, head: Head, symbol: str, *, first_copy: str, at: datetime) -> Issuer:
    """The profile filled for the owner; its symbol is that of a report with another type.

    A report goes up, these papers go down: the unit above gets no copy unless somebody adds it.
    """
    on, pack = local_day(at), current()
    owner = unit_view(page.status.round.owner_unit_id, on=on)
    offered = profiles_for(owner.id, on=on)
    wanted = [one for one in offered if one.code == head.profile] or offered
    profile = _renumbered(wanted[0], symbol) if wanted else _unknown()
    if head.recipients is None:
        copies = [line for line in profile.recipients if "{superior}" not in line]
        head = replace(head, recipients=(first_copy, *copies))
    names = names_of(owner, page.status.round.period, pack)
    return issuer_of(profile, head, None, names, head.day or on)


def _renumbered(profile: IssuerProfile, symbol: str) -> IssuerProfile:
    known = profile.symbol is not None and profile.symbol.startswith(_REPORT)
    body = (profile.symbol or "").removeprefix(_REPORT)
    return profile.model_copy(
        update={"symbol": symbol.format(body=body) if known else None, "series": None}
    )


def _unknown() -> IssuerProfile:
    """Where the programme knows no body for such a unit, everything is left to be filled in."""
    return IssuerProfile(
        code="unknown",
        label=Text(vi="Đơn vị", en="Unit"),
        unit_levels=(),
        parent_line=None,
        issuer_line="{unit}",
        symbol=None,
        series=None,
        authority=None,
        signer_title=None,
        recipients=("Lưu: VT",),
        source=Source(sure="unverified"),
    )


def _letter_lines(
    page: ChasePage, urged: Sequence[LateUnit], where: str, at: datetime
) -> Iterator[str]:
    one, on = page.status.round, local_day(at)
    expected = [unit for unit in page.status.units if not unit.passed_on]
    handed_in = sum(not unit.owes for unit in expected)
    yield (
        f"Thực hiện chế độ báo cáo, các đơn vị phải nộp “{one.title}” chậm nhất ngày "
        f"{one.due_on:%d/%m/%Y}."
    )
    yield (
        f"Tính đến ngày {on:%d/%m/%Y}, đã có {handed_in}/{len(expected)} đơn vị nộp báo cáo. "
        f"{format_count(len(urged))} đơn vị có tên trong {where} chưa hoàn thành."
    )


def _letter_ending(answer_by: date | None, issuer: Issuer) -> Iterator[str]:
    day = f"{answer_by:%d/%m/%Y}" if answer_by else "…/…/……"
    yield (
        "Đề nghị Thủ trưởng các đơn vị có tên trong danh sách chỉ đạo rà soát, hoàn thành và nộp "
        f"báo cáo chậm nhất ngày {day}, bảo đảm số liệu đầy đủ, chính xác; nếu có khó khăn, vướng "
        f"mắc, kịp thời trao đổi với {issuer.name} để phối hợp giải quyết."
    )


def _late_table(urged: Sequence[LateUnit]) -> Table:
    columns = (
        Column("STT", 2, Align.CENTRE),
        Column("Đơn vị", 9),
        Column("Hạn nộp", 4, Align.CENTRE),
        Column("Số ngày quá hạn", 3, Align.CENTRE),
        Column("Tình trạng", 6),
        Column("Số lần đã nhắc", 3, Align.CENTRE),
    )
    rows = [
        _row(
            str(number),
            _capital(one.unit.full_name),
            _day(one.due_on),
            format_count(one.days_late) if one.days_late else "",
            _STATES.get(str(one.standing.state), ""),
            str(len(one.chases)),
        )
        for number, one in enumerate(urged, start=1)
    ]
    return Table(columns, tuple(rows))


def _compliance_lines(page: ChasePage, units: Sequence[Standing], on: date) -> Iterator[Paragraph]:
    one = page.status.round
    counts = Counter(_compliance(unit, on)[0] for unit in units)
    told = (
        f"“{one.title}” có hạn nộp {one.due_on:%d/%m/%Y}. Tính đến ngày {on:%d/%m/%Y}, trong "
        f"{format_count(len(units))} đơn vị phải nộp:"
    )
    yield Paragraph((told,))
    for code, words in _COMPLIANCE.items():
        if counts[code]:
            yield Paragraph((f"{words}: {format_count(counts[code])} đơn vị.",), bullet="-")


def _compliance_table(units: Sequence[Standing], on: date) -> Table:
    columns = (
        Column("STT", 2, Align.CENTRE),
        Column("Đơn vị", 9),
        Column("Hạn nộp", 4, Align.CENTRE),
        Column("Ngày nộp lần đầu", 4, Align.CENTRE),
        Column("Tình hình chấp hành", 8),
    )
    rows = [
        _row(
            str(number),
            _capital(unit.unit.full_name),
            _day(unit.due_on),
            _day(unit.first_submitted_on) or "–",
            _compliance(unit, on)[1],
        )
        for number, unit in enumerate(units, start=1)
    ]
    return Table(columns, tuple(rows))


_COMPLIANCE: Final[Mapping[str, str]] = {
    "punctual": "Nộp đúng hạn",
    "late": "Nộp chậm",
    "missing": "Quá hạn chưa nộp",
    "open": "Chưa đến hạn, chưa nộp",
    "undated": "Đã nộp, không có hạn",
}


def _compliance(unit: Standing, on: date) -> tuple[str, str]:
    """How the unit kept its day: punctual is judged by the first complete submission."""
    if unit.first_submitted_on is None:
        if unit.due_on is None or on <= unit.due_on:
            return "open", "Chưa đến hạn"
        return "missing", f"Chưa nộp, quá hạn {format_count(unit.days_late)} ngày"
    if unit.is_punctual is None:
        return "undated", "Đã nộp"
    told = "Đúng hạn" if unit.is_punctual else f"Chậm {format_count(unit.days_late)} ngày"
    code = "punctual" if unit.is_punctual else "late"
    return code, f"{told}; {_STATES[unit.state]}" if unit.owes else told


def _row(*cells: str) -> Row:
    told: tuple[Inlines, ...] = tuple((cell,) if cell else () for cell in cells)
    return Row(told)


def _day(on: date | None) -> str:
    return f"{on:%d/%m/%Y}" if on else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
