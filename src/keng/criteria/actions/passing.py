"""From the unit to the level above and back: submit, take back, return with questions, answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from keng.criteria import evidence as files
from keng.criteria.actions._store import assessment_for_update, moved, require_open, touched
from keng.criteria.actions.assessing import criterion_of
from keng.criteria.actions.proposing import propose_again
from keng.criteria.models import Assessment, Evidence, Question, Visit
from keng.criteria.permissions import require_decider, require_for_unit
from keng.criteria.sets import criteria_asked, ready_of
from keng.criteria.states import Act
from keng.criteria.words import needed
from keng.db.locks import for_update
from keng.documents.store import digest_of
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotAllowed, NotFound

MOST_PHOTOS = 12


@dataclass(frozen=True)
class Gap:
    """What keeps an assessment from being submitted, by criterion."""

    criterion: str
    vi: str
    en: str


class NotReady(BadInput):
    """The assessment has gaps; `gaps` lists them all."""

    default_code = "assessment_has_gaps"

    def __init__(self, gaps: list[Gap]) -> None:
        listed = "; ".join(f"{gap.criterion}: {gap.vi}" for gap in gaps)
        super().__init__(
            f"Hồ sơ còn {len(gaps)} chỗ chưa xong: {listed}.",
            message_en=f"{len(gaps)} things are missing: "
            + "; ".join(f"{gap.criterion}: {gap.en}" for gap in gaps),
        )
        self.gaps = gaps


@transaction.atomic
def submit(assessment_id: int, *, actor: Actor, at: datetime) -> Assessment:
    """Hand the assessment to the deciding unit. Proposals are made anew before.

    Raises NotAllowed without "submit" for the unit, WrongState, NotReady with every gap: a
    criterion without a claim, a proposal that nobody confirmed or explained, an open question.
    """
    found = assessment_for_update(assessment_id)
    require_for_unit(actor, "submit", found.unit_id, at=at)
    require_open(found, Act.SUBMIT)
    propose_again(found, actor=actor, at=at)
    if gaps := gaps_of(found):
        raise NotReady(gaps)
    found.submitted_at, found.submitted_by = at, actor.account_id
    moved(found, Act.SUBMIT, {}, actor=actor, at=at)
    return found


@transaction.atomic
def take_back(assessment_id: int, reason: str, *, actor: Actor, at: datetime) -> Assessment:
    """Take a submitted assessment back to correct it, with a reason, before it is reviewed.

    Raises NotAllowed, WrongState, BadInput for an empty reason.
    """
    found = assessment_for_update(assessment_id)
    require_for_unit(actor, "submit", found.unit_id, at=at)
    words = needed(reason, where="reason", vi="Hãy ghi lý do lấy lại.", en="Say why.")
    moved(found, Act.TAKE_BACK, {}, actor=actor, at=at, reason=words)
    return found


@transaction.atomic
def return_with_questions(
    assessment_id: int,
    message: str,
    questions: Mapping[str, str],
    *,
    actor: Actor,
    at: datetime,
) -> Assessment:
    """Send the assessment back: a message about the whole, and questions by criterion.

    Of a criterion of one box nothing is asked in words: the message may ask to look again.
    Raises NotAllowed (not the decider's people), WrongState, BadInput: neither message nor
    question, or a question on a criterion of one box.
    """
    found = assessment_for_update(assessment_id)
    require_decider(actor, "enter", found.run, at=at)
    require_open(found, Act.RETURN)
    words = message.strip()
    if not words and not questions:
        raise BadInput(
            "Hãy ghi lý do trả lại, hoặc hỏi ở ít nhất một tiêu chí.",
            message_en="Say why it is returned, or ask about at least one criterion.",
            code="text_missing",
        )
    made = [
        Question.objects.create(
            assessment=found,
            criterion=code,
            text=_question(found, code, text),
            at=at,
            account_id=actor.account_id,
        )
        for code, text in questions.items()
    ]
    if words:
        words = needed(words, where="message", vi="Hãy ghi lý do.", en="Say why.")
    facts = {"questions": sorted(code.lower() for code in questions)}
    moved(found, Act.RETURN, facts, actor=actor, at=at, reason=words, rows=tuple(made))
    return found


@transaction.atomic
def answer_question(question_id: int, answer: str, *, actor: Actor, at: datetime) -> Question:
    """Answer a question of the level above. Raises NotFound, NotAllowed, WrongState, BadInput."""
    row = for_update(Question.objects.filter(pk=question_id)).first()
    if row is None:
        raise NotFound(
            f"Không có câu hỏi số {question_id}.", message_en=f"There is no question {question_id}."
        )
    found = assessment_for_update(row.assessment_id)
    require_for_unit(actor, "enter", found.unit_id, at=at)
    require_open(found, Act.WRITE)
    row.answer = needed(
        answer, where=row.criterion, vi="Hãy ghi câu trả lời.", en="Write the answer."
    )
    row.answered_at, row.answered_by = at, actor.account_id
    row.save(update_fields=["answer", "answered_at", "answered_by"])
    touched(found, "answered", {"question": row.pk}, actor=actor, at=at, rows=(row,))
    return row


@transaction.atomic
def record_visit(
    assessment_id: int,
    on: date,
    text: str,
    photos: list[tuple[bytes, str]],
    *,
    actor: Actor,
    at: datetime,
) -> Visit:
    """Record an on-site check of the level above, with photos drawn anew without metadata.

    Raises NotAllowed, WrongState, BadInput: no text, more than twelve photos, no picture.
    """
    found = assessment_for_update(assessment_id)
    require_decider(actor, "enter", found.run, at=at)
    require_open(found, Act.CHECK)
    if len(photos) > MOST_PHOTOS:
        raise BadInput(
            f"Mỗi lần kiểm tra nhận tối đa {MOST_PHOTOS} ảnh.",
            message_en=f"An on-site check takes {MOST_PHOTOS} photos at most.",
            code="too_many_photos",
        )
    words = needed(text, where="visit", vi="Hãy ghi kết quả kiểm tra.", en="Write what was seen.")
    drawn = [files.kept_photo(content, name) for content, name in photos]
    visit = Visit.objects.create(
        assessment=found, on=on, text=words, at=at, account_id=actor.account_id
    )
    rows = []
    for number, kept in enumerate(drawn, 1):
        files.store().keep(kept.content)
        rows.append(
            Evidence.objects.create(
                assessment=found,
                visit=visit,
                kind=Evidence.Kind.PHOTO.value,
                title=f"Ảnh {number}",
                sort=kept.sort,
                sha256=digest_of(kept.content),
                size=len(kept.content),
                at=at,
                account_id=actor.account_id,
            )
        )
    facts = {"visit": visit.pk, "photos": len(rows)}
    touched(found, "visited", facts, actor=actor, at=at, rows=(visit, *rows))
    return visit


def gaps_of(found: Assessment) -> list[Gap]:
    """What is missing before the assessment can be submitted, in the order of the set."""
    ready = ready_of(found.run)
    claims = {row.criterion: row for row in found.claims.all()}
    gaps: list[Gap] = []
    for code, one in criteria_asked(ready).items():
        row = claims.get(code)
        if one.kind in _ASKED_OF_A_PERSON and not _has_said(row):
            gaps.append(Gap(code, "chưa tự chấm", "not assessed yet"))
        if row is not None and row.proposed in _TO_ANSWER and not row.stance:
            gaps.append(Gap(code, "chưa xác nhận kết quả tính", "proposal not confirmed"))
    gaps.extend(
        Gap(question.criterion or "–", "chưa trả lời câu hỏi", "question open")
        for question in found.questions.filter(answer="")
    )
    return gaps


def refuse_own(found: Assessment, actor: Actor) -> None:
    """Nobody accepts what they submitted themselves (semantics 18); the operator may."""
    if actor.account_id is not None and found.submitted_by == actor.account_id:
        raise NotAllowed(
            "Người trình hồ sơ không được tự thẩm định hồ sơ đó; hãy để người khác làm.",
            message_en="Whoever submitted an assessment does not review it; let somebody else.",
        )


_ASKED_OF_A_PERSON = frozenset({"attest", "attest_only", "not_occurred", "checklist"})
_TO_ANSWER = frozenset({"met", "not_met", "not_applicable"})


def _has_said(row: object) -> bool:
    said = ("claim", "occurred", "done", "points")
    return row is not None and any(getattr(row, name) not in ("", None) for name in said)


def _question(found: Assessment, code: str, text: str) -> str:
    one = criterion_of(found, code)
    if one.kind == "attest_only":
        raise BadInput(
            f"Tiêu chí {code} chỉ xác nhận bằng một ô nên không hỏi bằng chữ; hãy ghi chung trong "
            "lý do trả lại là cần xem lại.",
            message_en=f"Criterion {code} is one box: ask in the message to look again, not here.",
            where=code,
            code="one_box_only",
        )
    return needed(text, where=code, vi=f"Hãy ghi câu hỏi ở tiêu chí {code}.", en="Write it.")
