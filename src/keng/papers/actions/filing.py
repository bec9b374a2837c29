"""Putting papers into the register: typed, read from a file, confirmed, mended, put aside."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from django.db import transaction

from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, Conflict, WrongState
from keng.kernel.moments import local_day
from keng.papers import files
from keng.papers.actions._journal import paper_for_update, tell_paper
from keng.papers.actions.linking import linked
from keng.papers.actions.numbering import release_number, use_number
from keng.papers.kinds import kinds
from keng.papers.models import Paper, PaperText, Series
from keng.papers.quoting import refuse_unquotable
from keng.papers.reading import Head, ReadPaper, head_words
from keng.papers.sameness import Reference, day_of_year_named, issuer_form
from keng.papers.vocabulary import Direction, State

_FIRST_DAY: Final = date(1945, 9, 2)  # no paper of this state is older


@dataclass(frozen=True)
class Facts:
    """What a person says of a paper. `series_id` takes its number from a series of the unit.

    With a series and no number the next one is taken; the symbol is that of the series unless
    another one is given.
    """

    direction: Direction
    head: Head
    arrived_on: date | None = None
    series_id: int | None = None
    illustrative: bool = False


@dataclass(frozen=True)
class GivenFile:
    """A file that came with a paper: its bytes and name, and what was read of it."""

    name: str
    sha256: str
    content: bytes
    read: ReadPaper


@transaction.atomic
def file_paper(
    unit_id: int, facts: Facts, *, actor: Actor, at: datetime, given: GivenFile | None = None
) -> Paper:
    """Enter a paper into the register of a unit.

    Raises NotAllowed (the verb is enter), BadInput (no title, an unknown kind, a day that cannot
    be, words that Keng does not keep), Conflict where the unit has this paper or this file in the
    same book. Nothing is kept then.
    """
    actor.require("enter", unit_id=unit_id, on=local_day(at))
    paper = Paper(
        unit_id=unit_id,
        direction=facts.direction.value,
        state=State.FILED.value,
        at=at,
        account_id=actor.account_id,
    )
    _take_file(paper, given)
    return _filed(paper, facts, given, actor=actor, at=at)


@transaction.atomic
def keep_read(
    unit_id: int, direction: Direction, given: GivenFile, *, actor: Actor, at: datetime
) -> Paper:
    """Keep a file that was read until a person confirms what it says of itself.

    Raises NotAllowed (the verb is enter) and Conflict where the unit has the file already.
    """
    actor.require("enter", unit_id=unit_id, on=local_day(at))
    paper = Paper(
        unit_id=unit_id,
        direction=direction.value,
        state=State.WAITING.value,
        at=at,
        account_id=actor.account_id,
    )
    _take_file(paper, given)
    _put_head(paper, given.read.head, None, at)
    paper.save(force_insert=True)
    text = _text(paper, given.read)
    text.save(force_insert=True)
    links = linked(paper, given.read.named)
    tell_paper(paper, "papers.read", [text, *links], actor=actor, at=at, links=len(links))
    return paper


@transaction.atomic
def confirm_paper(
    paper_id: int, facts: Facts, *, revision: int, actor: Actor, at: datetime
) -> Paper:
    """File a paper that was read, with what a person says of it.

    Raises NotFound, NotAllowed, WrongState (filed already), Conflict (changed meanwhile, or the
    unit has this paper already) and BadInput as `file_paper` does.
    """
    paper = _seen(paper_id, revision, actor=actor, at=at)
    if paper.state != State.WAITING.value:
        raise WrongState(
            "Văn bản này đã đăng ký; hãy mở trang của văn bản để sửa.",
            message_en="This paper is filed already; open its page to change it.",
        )
    paper.state = State.FILED.value
    return _filed(paper, facts, None, actor=actor, at=at)


@transaction.atomic
def correct_paper(
    paper_id: int, facts: Facts, *, revision: int, actor: Actor, at: datetime
) -> Paper:
    """Mend what the register says of a filed paper; the journal keeps that it was mended.

    A number that came from a series stays. Raises as `confirm_paper`.
    """
    paper = _seen(paper_id, revision, actor=actor, at=at)
    if paper.state != State.FILED.value:
        raise WrongState(
            "Văn bản này chưa được xác nhận.", message_en="This paper is not confirmed yet."
        )
    if paper.taken_id is not None:
        facts = replace(facts, head=replace(facts.head, number=paper.number), series_id=None)
    _put(paper, facts, at)
    _refuse_double(paper)
    paper.revision += 1
    paper.save()
    text = _told_anew(paper)
    tell_paper(paper, "papers.corrected", [text], actor=actor, at=at)
    return paper


@transaction.atomic
def drop_paper(paper_id: int, reason: str, *, actor: Actor, at: datetime) -> Paper:
    """Put an entry aside with a reason; its number, if it took one, is voided. It stays readable.

    Raises NotFound, NotAllowed, WrongState (aside already), BadInput without a reason.
    """
    paper = paper_for_update(paper_id, actor=actor, at=at)
    if not reason.strip():
        raise BadInput("Hãy ghi lý do bỏ khỏi sổ.", message_en="Say why it is put aside.")
    paper.state, paper.reason = State.DROPPED.value, reason.strip()
    paper.revision += 1
    paper.save()
    tell_paper(paper, "papers.dropped", [], actor=actor, at=at)
    if paper.taken is not None:
        release_number(paper.taken, paper.reason, actor=actor, at=at)
    return paper


@transaction.atomic
def end_paper(
    paper_id: int, ends_on: date | None, *, revision: int, actor: Actor, at: datetime
) -> Paper:
    """Say from which day a paper is no longer in force; None takes that back.

    Raises NotFound, NotAllowed, WrongState, Conflict, BadInput for a day before it was issued.
    """
    paper = _seen(paper_id, revision, actor=actor, at=at)
    if ends_on and paper.issued_on and ends_on < paper.issued_on:
        raise BadInput(
            f"Văn bản ban hành ngày {paper.issued_on:%d/%m/%Y}, không thể hết hiệu lực trước đó.",
            message_en="A paper cannot end before the day on which it was issued.",
        )
    paper.ends_on = ends_on
    paper.revision += 1
    paper.save()
    tell_paper(paper, "papers.ended", [], actor=actor, at=at)
    return paper


@transaction.atomic
def attach_file(
    paper_id: int, given: GivenFile, *, revision: int, actor: Actor, at: datetime
) -> Paper:
    """Put a file to a filed paper, such as the signed one; what it names is linked beside.

    Raises NotFound, NotAllowed, WrongState, Conflict (changed meanwhile, or the file is there).
    """
    paper = _seen(paper_id, revision, actor=actor, at=at)
    _take_file(paper, given)
    paper.revision += 1
    paper.save()
    text = _text(paper, given.read)
    text.save()
    links = linked(paper, given.read.named)
    tell_paper(paper, "papers.file_attached", [text, *links], actor=actor, at=at)
    return paper


def _filed(
    paper: Paper, facts: Facts, given: GivenFile | None, *, actor: Actor, at: datetime
) -> Paper:
    is_new = paper.pk is None
    _number_it(paper, facts, actor=actor, at=at)
    _put(paper, replace(facts, head=_numbered(paper, facts)), at)
    _refuse_double(paper)
    paper.revision = 1 if is_new else paper.revision + 1
    paper.save()
    text = _text(paper, given.read if given else None) if is_new else _told_anew(paper)
    if is_new:
        text.save(force_insert=True)
    links = linked(paper, given.read.named) if given else []
    verb = "papers.filed" if is_new else "papers.confirmed"
    tell_paper(paper, verb, [text, *links], actor=actor, at=at)
    return paper


def _number_it(paper: Paper, facts: Facts, *, actor: Actor, at: datetime) -> None:
    if facts.series_id is None:
        return
    series = Series.objects.filter(pk=facts.series_id, unit_id=paper.unit_id).first()
    if series is None or facts.direction is not Direction.SENT:
        raise BadInput(
            "Chỉ văn bản đi lấy số, và lấy ở sổ số của chính đơn vị.",
            message_en="Only a sent paper takes a number, from a series of its own unit.",
        )
    day = facts.head.issued_on
    if day is not None and day.year != series.year:
        raise BadInput(
            f"Ngày ban hành không thuộc năm {series.year} của sổ số.",
            message_en=f"The day of issue is not in the year {series.year} of the series.",
        )
    told = facts.head.number.strip()
    if told and not told.isdecimal():
        raise BadInput(
            f"Sổ số chỉ cấp số nguyên, không cấp “{told}”.",
            message_en="A series gives out whole numbers only.",
        )
    paper.taken = use_number(
        series, int(told) if told else None, facts.head.title, actor=actor, at=at
    )


def _numbered(paper: Paper, facts: Facts) -> Head:
    if paper.taken is None:
        return facts.head
    symbol = facts.head.symbol or paper.taken.code
    return replace(facts.head, number=f"{paper.taken.n:02d}", symbol=symbol)


def _put(paper: Paper, facts: Facts, at: datetime) -> None:
    head = facts.head
    _refuse_bad(head, facts, local_day(at))
    paper.direction = facts.direction.value
    paper.illustrative = facts.illustrative or paper.illustrative
    _put_head(paper, head, facts.arrived_on, at)


def _put_head(paper: Paper, head: Head, arrived_on: date | None, at: datetime) -> None:
    paper.kind, paper.number, paper.symbol = head.kind, head.number.strip(), head.symbol.strip()
    paper.issued_on, paper.issuer, paper.place = head.issued_on, head.issuer.strip(), head.place
    paper.title, paper.arrived_on = " ".join(head.title.split()), arrived_on
    paper.issuer_form = issuer_form(paper.issuer)[:300]
    reference = Reference(head.kind, paper.number, paper.symbol, paper.issued_on, paper.issuer)
    paper.key = reference.key
    year = day_of_year_named(paper.number)
    paper.sorted_on = paper.issued_on or year or arrived_on or local_day(at)


def _refuse_bad(head: Head, facts: Facts, today: date) -> None:
    if not head.title.strip():
        raise BadInput("Hãy ghi trích yếu nội dung.", message_en="Write what the paper is about.")
    if head.kind and head.kind not in kinds():
        raise BadInput(
            f"Không có loại văn bản “{head.kind}”; hãy chọn trong danh sách.",
            message_en=f"There is no kind of paper {head.kind!r}; choose one of the list.",
        )
    for day in (head.issued_on, facts.arrived_on):
        if day is not None and not _FIRST_DAY <= day <= today:
            raise BadInput(
                f"Ngày {day:%d/%m/%Y} chưa đến hoặc quá xa về trước; hãy xem lại ngày.",
                message_en=f"{day.isoformat()} has not come yet or is too long ago; check it.",
            )
    if head.issued_on and facts.arrived_on and facts.arrived_on < head.issued_on:
        raise BadInput(
            "Ngày đến trước ngày ban hành; hãy xem lại hai ngày.",
            message_en="It arrived before it was issued; check both days.",
        )
    for what, text in (("Trích yếu", head.title), ("Cơ quan ban hành", head.issuer)):
        refuse_unquotable(text, what)


def _refuse_double(paper: Paper) -> None:
    if not paper.key:
        return
    rows = Paper.objects.filter(unit_id=paper.unit_id, direction=paper.direction, key=paper.key)
    other = rows.filter(state=State.FILED.value).exclude(pk=paper.pk).first()
    if other is not None:
        raise Conflict(
            f"Văn bản {paper.line} đã có trong sổ: “{other.title}”.",
            message_en=f"Paper {paper.line} is in the register already: {other.title!r}.",
            theirs=other.pk,
        )


def _take_file(paper: Paper, given: GivenFile | None) -> None:
    if given is None:
        return
    rows = Paper.objects.filter(
        unit_id=paper.unit_id, direction=paper.direction, sha256=given.sha256
    )
    other = rows.exclude(state=State.DROPPED.value).exclude(pk=paper.pk).first()
    if other is not None:
        raise Conflict(
            f"Tệp này đã có trong sổ: {other.line or other.file_name} “{other.title}”.",
            message_en=f"This file is in the register already: {other.line or other.file_name}.",
            theirs=other.pk,
        )
    paper.sha256, paper.file_name = given.sha256, given.name[:255]
    paper.file_size, paper.file_kept = len(given.content), given.read.words.withheld == 0
    if paper.file_kept:
        files.keep(given.content)


def _text(paper: Paper, read: ReadPaper | None) -> PaperText:
    words = read.words if read else None
    return PaperText(
        paper=paper,
        head=head_of_text(paper),
        text=words.text if words else "",
        body=words.body if words else "",
        withheld=words.withheld if words else 0,
        is_cut=words.is_cut if words else False,
    )


def _told_anew(paper: Paper) -> PaperText:
    text = PaperText.objects.get(paper=paper)
    text.head = head_of_text(paper)
    text.save(update_fields=["head"])
    return text


def head_of_text(paper: Paper) -> str:
    """The words of the head of an entry by which it is found."""
    head = Head(paper.kind, paper.number, paper.symbol, None, paper.issuer, "", paper.title)
    return head_words(head)


def _seen(paper_id: int, revision: int, *, actor: Actor, at: datetime) -> Paper:
    paper = paper_for_update(paper_id, actor=actor, at=at)
    if paper.revision != revision:
        raise Conflict(
            "Có người vừa sửa văn bản này; hãy mở lại trang rồi làm tiếp.",
            message_en="Somebody has just changed this entry; open it again.",
            theirs=paper.revision,
        )
    return paper
