"""From the draft to the signed file: trình, duyệt, ban hành and what comes after (semantics 19)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from keng.db.locks import for_update
from keng.documents import word
from keng.journal.commitments import digest, new_salt
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, Conflict, WrongState
from keng.papers.actions import sign_issued
from keng.publishing import files, pdf
from keng.publishing.actions._register import enter_in_register
from keng.publishing.actions._store import current_file, new_file, paper_for_update, saved
from keng.publishing.actions.recognising import after_numbering
from keng.publishing.heads import TYPE_NAMES
from keng.publishing.models import Paper, PaperFile
from keng.publishing.queries import ISSUED_VERB, newest_file, open_paper, report_gaps, snapshot_of
from keng.publishing.states import Act, State

LARGEST_SIGNED = 60 * 1024 * 1024
_SIGNED_STARTS = (b"%PDF-", b"PK\x03\x04")


@transaction.atomic
def submit_paper(paper_id: int, *, actor: Actor, at: datetime) -> Paper:
    """Put the draft before the leader (trình).

    Raises NotAllowed without "submit" on the unit, WrongState, and BadInput while something that a
    person has to give stands in brackets, with the list.
    """
    paper = paper_for_update(paper_id, "submit", Act.SUBMIT, actor=actor, at=at)
    gaps = report_gaps(files.read(current_file(paper).sha256))
    if gaps:
        raise BadInput(
            f"Dự thảo còn {len(gaps)} chỗ chưa điền: {'; '.join(gaps)}.",
            message_en=f"The draft still has {len(gaps)} places to fill in.",
            code="paper_has_gaps",
        )
    paper.submitted_by, paper.give_back_reason = actor.account_id, ""
    saved(paper, "publishing.submitted", _file_fact(paper), actor=actor, at=at)
    return paper


@transaction.atomic
def give_back_paper(paper_id: int, reason: str, *, actor: Actor, at: datetime) -> Paper:
    """Give a submitted or approved paper back to be changed, with a reason.

    Raises NotAllowed without "approve" on the unit, WrongState, BadInput for an empty reason.
    """
    if not reason.strip():
        raise BadInput("Hãy ghi lý do trả lại.", message_en="Say why it is given back.")
    paper = paper_for_update(paper_id, "approve", Act.GIVE_BACK, actor=actor, at=at)
    paper.give_back_reason = reason.strip()
    saved(paper, "publishing.given_back", {}, actor=actor, at=at)
    return paper


@transaction.atomic
def approve_paper(paper_id: int, *, revision: int, actor: Actor, at: datetime) -> Paper:
    """Approve the paper (duyệt); `revision` is the one that the leader has seen.

    Raises NotAllowed without "approve" on the unit, WrongState, and Conflict where the paper has
    changed since.
    """
    paper = paper_for_update(paper_id, "approve", Act.APPROVE, actor=actor, at=at)
    if paper.revision != revision:
        raise Conflict(
            "Văn bản đã thay đổi sau khi được xem; hãy mở lại bản mới nhất rồi duyệt.",
            message_en="The paper has changed since it was seen; open the newest one.",
            theirs=paper.revision,
        )
    saved(paper, "publishing.approved", _file_fact(paper), actor=actor, at=at)
    return paper


@transaction.atomic
def issue_paper(
    paper_id: int,
    *,
    actor: Actor,
    at: datetime,
    number: int | None = None,
    day: date | None = None,
    signed: bytes | None = None,
) -> Paper:
    """Issue the paper (ban hành): number and day, no draft mark, every value frozen.

    Both may stay open with room for the clerk (`number_paper` enters them later). A paper that
    nobody approved in Keng is issued only together with its signed file: the leader's own log-in
    is optional. The number is taken in the register of papers, which gets the paper too. Raises
    NotAllowed without "issue" on the unit, WrongState, Conflict for a number that the series
    already has in that year, BadInput for a number without a day.
    """
    paper = paper_for_update(paper_id, "issue", Act.ISSUE, actor=actor, at=at)
    was = Paper.objects.values_list("state", flat=True).get(pk=paper_id)
    if was == State.SUBMITTED.value and signed is None:
        raise WrongState(
            "Văn bản chưa được duyệt trong Keng; hãy chờ lãnh đạo duyệt hoặc kèm bản đã ký.",
            message_en="Nobody has approved the paper in Keng; attach the signed file or wait.",
        )
    _number(paper, number, day)
    content = _issued_content(paper)
    paper.snapshot = snapshot_of(word.read_fields(content))
    paper.snapshot_salt = new_salt()
    paper.snapshot_digest = digest(paper.snapshot_salt, {"snapshot": paper.snapshot})
    facts = {
        "snapshot": paper.snapshot_digest,
        "number": number,
        "issued_on": day.isoformat() if day else None,
    }
    made = new_file(paper, PaperFile.Kind.ISSUED, content, actor=actor, at=at)
    saved(paper, ISSUED_VERB, facts, actor=actor, at=at, file=made)
    enter_in_register(paper, made, content, actor=actor, at=at)
    after_numbering(paper, actor=actor, at=at)
    if signed is not None:
        _sign(paper, signed, actor=actor, at=at)
    return paper


@transaction.atomic
def number_paper(paper_id: int, number: int, day: date, *, actor: Actor, at: datetime) -> Paper:
    """Enter number and day of an issued paper that was issued with room for them.

    Raises NotAllowed without "issue" on the unit, WrongState for a paper that is not issued or has
    a number, Conflict for a number that is taken.
    """
    paper = paper_for_update(paper_id, "issue", Act.NUMBER, actor=actor, at=at)
    if paper.number is not None:
        raise WrongState(
            f"Văn bản đã có số {paper.number:02d}/{paper.symbol}; số đã cấp không sửa được.",
            message_en="The paper has a number; a number that was given is not changed.",
        )
    _number(paper, number, day)
    content = _issued_content(paper)
    facts = {"number": number, "issued_on": day.isoformat()}
    made = new_file(paper, PaperFile.Kind.ISSUED, content, actor=actor, at=at)
    saved(paper, "publishing.numbered", facts, actor=actor, at=at, file=made)
    enter_in_register(paper, made, content, actor=actor, at=at)
    after_numbering(paper, actor=actor, at=at)
    return paper


@transaction.atomic
def attach_signed(paper_id: int, content: bytes, *, actor: Actor, at: datetime) -> PaperFile:
    """Keep the signed file of an issued paper (a PDF, or a .docx with a digital signature).

    A second one stands beside the first. Raises NotAllowed without "issue", WrongState, BadInput
    for an empty file, one over 60 MB, or one that is neither PDF nor .docx.
    """
    paper = paper_for_update(paper_id, "issue", Act.SIGN, actor=actor, at=at)
    return _sign(paper, content, actor=actor, at=at)


def make_pdf(paper_id: int, *, actor: Actor, at: datetime) -> PaperFile:
    """Put a PDF beside the Word file as it stands; the same Word file gets only one.

    Converts before the transaction begins. Raises NoOffice where LibreOffice is missing, and
    Conflict where the Word file was exchanged meanwhile: the PDF would pass for the newer one.
    """
    paper = open_paper(paper_id, actor=actor, at=at)
    source = newest_file(paper)
    if (made := _pdf_of(paper, source)) is not None:
        return made
    content = pdf.to_pdf(files.read(source.sha256))
    with transaction.atomic():
        locked = for_update(Paper.objects.filter(pk=paper_id)).get()
        if newest_file(locked).n != source.n:
            raise Conflict(
                "Văn bản vừa được lập lại trong lúc chuyển sang PDF; hãy bấm chuyển lần nữa.",
                message_en="The paper was built anew while it was converted; convert it again.",
            )
        if (made := _pdf_of(locked, source)) is not None:
            return made
        made = new_file(locked, PaperFile.Kind.PDF, content, actor=actor, at=at)
        saved(locked, "publishing.pdf", {"from": source.sha256}, actor=actor, at=at, file=made)
        return made


def _pdf_of(paper: Paper, source: PaperFile) -> PaperFile | None:
    """The PDF that was made of the Word file, if one was."""
    found: PaperFile | None = (
        paper.files.filter(kind=PaperFile.Kind.PDF, n__gt=source.n).order_by("-n").first()
    )
    return found


def _number(paper: Paper, number: int | None, day: date | None) -> None:
    if number is not None and (number < 1 or day is None):
        raise BadInput(
            "Số văn bản phải từ 1 và đi cùng ngày ban hành; hãy điền cả hai hoặc để trống cả hai.",
            message_en="A number is at least 1 and comes with its day; give both or neither.",
        )
    paper.number, paper.issued_on = number, day
    paper.issued_year = day.year if day else None
    if number is None:
        return
    theirs = Paper.objects.filter(
        unit_id=paper.unit_id, series=paper.series, issued_year=paper.issued_year, number=number
    ).exclude(pk=paper.pk)
    if other := theirs.first():
        raise Conflict(
            f"Số {number:02d}/{paper.symbol} năm {paper.issued_year} đã cấp cho văn bản “"
            f"{other.subject}”; hãy lấy số khác.",
            message_en=f"Number {number} of {paper.issued_year} is taken; choose another one.",
            theirs=other.pk,
        )


def _issued_content(paper: Paper) -> bytes:
    head = word.Letterhead(
        parent="",
        issuer=paper.issuer,
        symbol=paper.symbol,
        place=paper.place,
        number=None if paper.number is None else f"{paper.number:02d}",
        day=paper.issued_on,
        year=paper.last.year,
    )
    type_name = TYPE_NAMES.get(paper.doc_type, paper.doc_type)
    return word.issued(files.read(current_file(paper).sha256), type_name, head)


def _sign(paper: Paper, content: bytes, *, actor: Actor, at: datetime) -> PaperFile:
    if len(content) > LARGEST_SIGNED or not content.startswith(_SIGNED_STARTS):
        raise BadInput(
            "Bản ký phải là tệp PDF hoặc .docx, không quá 60 MB.",
            message_en="The signed file must be a PDF or .docx of at most 60 MB.",
        )
    made = new_file(paper, PaperFile.Kind.SIGNED, content, actor=actor, at=at)
    saved(paper, "publishing.signed", {}, actor=actor, at=at, file=made)
    sign_issued(paper.pk, content, made.name, actor=actor, at=at)
    return made


def _file_fact(paper: Paper) -> dict[str, object]:
    return {"file": current_file(paper).sha256}
