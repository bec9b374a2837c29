"""Self-assessment: what a unit claims of each criterion, and the facts that it types."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from keng.criteria.actions._store import assessment_for_update, require_open, touched
from keng.criteria.models import Assessment, Claim, ClaimRevision, TypedFact
from keng.criteria.permissions import require_for_unit
from keng.criteria.sets import criteria_asked, ready_of, set_of
from keng.criteria.states import Act
from keng.criteria.words import written
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, Conflict
from keng.packs.schema.criteria import Criterion, Fact
from keng.rules.evaluation import Value

CONTENT = (
    "claim",
    "occurred",
    "done",
    "exception",
    "exception_reason",
    "points",
    "note",
    "stance",
    "explanation",
    "proposal",
    "proposed",
    "steps",
)
_SAID = ("claim", "occurred", "done", "exception", "exception_reason", "points", "note")
_WHAT_A_UNIT_SAYS = ("met", "not_met", "not_applicable", "")


@dataclass(frozen=True)
class ClaimInput:
    """What a person says of one criterion; what is left out says nothing.

    `claim` met, not_met, not_applicable or "". `occurred` with `exception` and its reason is for
    what must not happen, `done` lists the codes of a checklist, `points` is what a person gives.
    """

    claim: str = ""
    occurred: bool | None = None
    done: tuple[str, ...] | None = None
    exception: str = ""
    exception_reason: str = ""
    points: Decimal | None = None
    note: str = ""


@dataclass(frozen=True)
class FactInput:
    """Facts by code: a whole number, a truth, the code of a choice; None takes one back."""

    values: Mapping[str, Value | None] = field(default_factory=dict)


@transaction.atomic
def claim(
    assessment_id: int,
    criterion: str,
    said: ClaimInput,
    *,
    expected_revision: int | None = None,
    actor: Actor,
    at: datetime,
) -> Claim:
    """Say what the unit claims of a criterion. The same again writes nothing.

    `expected_revision` is the revision of the claim that was seen, 0 for none. Saying something
    else takes back what was said to the proposal.

    Raises NotAllowed, WrongState (it is not with the unit), Conflict (somebody changed it
    meanwhile), BadInput: no such criterion; a criterion of one box with more than the box; an
    exception that the law does not know or without its reason; "not applicable" without a reason;
    points below 0 or above the maximum. Nothing is saved then.
    """
    found = assessment_for_update(assessment_id)
    require_for_unit(actor, "enter", found.unit_id, at=at)
    require_open(found, Act.WRITE)
    one = criterion_of(found, criterion)
    content = checked_claim(one, said)
    row = found.claims.filter(criterion=criterion).first()
    _refuse_conflict(row, expected_revision)
    if row is not None and all(getattr(row, name) == content[name] for name in _SAID):
        return row
    return store_claim(found, criterion, content, verb="claimed", actor=actor, at=at)


@transaction.atomic
def type_facts(
    assessment_id: int, said: FactInput, *, actor: Actor, at: datetime
) -> list[TypedFact]:
    """Type facts that the set asks for. What already stands so is not written again.

    Raises NotAllowed, WrongState, BadInput for a code that the set does not ask for or a value of
    another type. Nothing is saved then.
    """
    found = assessment_for_update(assessment_id)
    require_for_unit(actor, "enter", found.unit_id, at=at)
    require_open(found, Act.WRITE)
    asked = ready_of(found.run).facts_asked()
    standing = {row.code: row for row in found.facts.order_by("n")}
    made: list[TypedFact] = []
    for code, value in said.values.items():
        _refuse_wrong_fact(asked, code, value)
        before = standing.get(code)
        if before is not None and _same(before.value, value):
            continue
        if before is None and value is None:
            continue
        made.append(
            TypedFact.objects.create(
                assessment=found,
                code=code,
                n=before.n + 1 if before else 1,
                value=value,
                at=at,
                account_id=actor.account_id,
            )
        )
    if made:
        codes = sorted(row.code for row in made)
        touched(found, "typed_facts", {"facts": codes}, actor=actor, at=at, rows=tuple(made))
    return made


@transaction.atomic
def confirm_days(
    assessment_id: int, first: date, last: date, *, actor: Actor, at: datetime
) -> Assessment:
    """Say that the figures also hold for days of the window that no series covers (semantics 6).

    Raises NotAllowed, WrongState, BadInput for days that the set does not ask about.
    """
    found = assessment_for_update(assessment_id)
    require_for_unit(actor, "enter", found.unit_id, at=at)
    require_open(found, Act.WRITE)
    law, year = set_of(found.run), found.run.year
    several = range(len(law.window.substitutes))
    asked = tuple(dict.fromkeys(days for n in several for days in law.uncovered(year, n)))
    if (first, last) not in asked:
        spans = "; ".join(f"{one:%d/%m/%Y} – {two:%d/%m/%Y}" for one, two in asked) or "–"
        raise BadInput(
            f"Bộ tiêu chí không hỏi về những ngày này; các ngày cần xác nhận: {spans}.",
            message_en="The set does not ask about these days.",
            code="days_not_asked",
        )
    span = [first.isoformat(), last.isoformat()]
    if span in found.days_confirmed:
        return found
    found.days_confirmed = sorted([*found.days_confirmed, span])
    found.save(update_fields=["days_confirmed"])
    facts = {"first": span[0], "last": span[1]}
    touched(found, "confirmed_days", facts, actor=actor, at=at)
    return found


def criterion_of(found: Assessment, code: str) -> Criterion:
    """A criterion that the assessment is asked about, also one that the set refers to.

    Raises BadInput if there is none such.
    """
    ready = ready_of(found.run)
    try:
        return criteria_asked(ready)[code]
    except KeyError:
        raise BadInput(
            f"“{ready.set.title.vi}” không có tiêu chí {code}.",
            message_en=f"{ready.set.title.en!r} has no criterion {code}.",
            where=code,
            code="unknown_criterion",
        ) from None


def store_claim(
    found: Assessment,
    criterion: str,
    content: Mapping[str, object],
    *,
    verb: str,
    actor: Actor,
    at: datetime,
) -> Claim:
    """Write the next state of a claim with its history and the journal line."""
    row = found.claims.filter(criterion=criterion).first() or Claim(
        assessment=found, criterion=criterion
    )
    for name, value in content.items():
        setattr(row, name, value)
    row.revision += 1
    row.at, row.account_id = at, actor.account_id
    row.save()
    kept = ClaimRevision.objects.create(
        of=row,
        n=row.revision,
        at=at,
        account_id=actor.account_id,
        **{name: getattr(row, name) for name in CONTENT},
    )
    facts = {"criterion": criterion.lower(), "n": row.revision}
    touched(found, verb, facts, actor=actor, at=at, rows=(row, kept))
    return row


def checked_claim(one: Criterion, said: ClaimInput) -> dict[str, object]:
    """The columns of a claim; what was said to an earlier proposal is taken back.

    Raises BadInput as `claim`; nothing is looked up and nothing is written.
    """
    if one.kind == "attest_only":
        _refuse_more_than_a_box(one, said)
    if said.claim not in _WHAT_A_UNIT_SAYS:
        raise BadInput(
            "Chỉ chọn đạt, chưa đạt hoặc không áp dụng.",
            message_en="Choose met, not met or not applicable.",
            where=one.code,
        )
    _refuse_exception(one, said)
    note = written(said.note, where=one.code)
    if said.claim == "not_applicable" and one.kind != "attest_only" and not note:
        raise BadInput(
            f"Tiêu chí {one.code}: hãy ghi vì sao không áp dụng.",
            message_en=f"Criterion {one.code}: say why it does not apply.",
            where=one.code,
            code="reason_missing",
        )
    return {
        "claim": said.claim,
        "occurred": said.occurred,
        "done": _done(one, said.done),
        "exception": said.exception,
        "exception_reason": written(said.exception_reason, where=one.code),
        "points": _points(one, said.points),
        "note": note,
        "stance": "",
        "explanation": "",
    }


def _refuse_more_than_a_box(one: Criterion, said: ClaimInput) -> None:
    box = ClaimInput(claim=said.claim)
    more = [
        item.name for item in fields(said) if getattr(said, item.name) != getattr(box, item.name)
    ]
    if more:
        raise BadInput(
            f"Tiêu chí {one.code} chỉ có một ô đạt/chưa đạt cho cả khoản: không nêu điểm nào, "
            "không ghi số, không ghi chú, không đính kèm.",
            message_en=f"Criterion {one.code} is one box for the whole clause: no point named, no "
            "count, no note, no file.",
            where=one.code,
            code="one_box_only",
        )


def _refuse_exception(one: Criterion, said: ClaimInput) -> None:
    known = {exception.code for exception in one.exceptions}
    if said.exception and said.exception not in known:
        raise BadInput(
            f"Tiêu chí {one.code} không có trường hợp ngoại lệ “{said.exception}”.",
            message_en=f"Criterion {one.code} knows no exception {said.exception!r}.",
            where=one.code,
            code="unknown_exception",
        )
    if said.exception and not said.exception_reason.strip():
        raise BadInput(
            f"Tiêu chí {one.code}: hãy ghi lý do áp dụng ngoại lệ.",
            message_en=f"Criterion {one.code}: say why the exception holds.",
            where=one.code,
            code="reason_missing",
        )


def _done(one: Criterion, done: tuple[str, ...] | None) -> list[str] | None:
    if done is None:
        return None
    known = [item.code for item in one.checklist]
    if strange := sorted(set(done) - set(known)):
        raise BadInput(
            f"Danh mục của tiêu chí {one.code} không có mục {', '.join(strange)}.",
            message_en=f"The checklist of {one.code} has no {', '.join(strange)}.",
            where=one.code,
            code="unknown_item",
        )
    return [code for code in known if code in done]


def _points(one: Criterion, points: Decimal | None) -> int | None:
    if points is None:
        return None
    return checked_points(one, points)


def checked_points(one: Criterion, points: Decimal) -> int:
    """The points in hundredths; BadInput below 0, above the maximum, or where there are none."""
    if one.points is None:
        raise BadInput(
            f"Tiêu chí {one.code} không chấm điểm, chỉ xét đạt hoặc chưa đạt.",
            message_en=f"Criterion {one.code} has no points, only met or not met.",
            where=one.code,
            code="no_points",
        )
    most = one.points.max
    if most is None:
        raise BadInput(
            f"Chưa nhập điểm chuẩn của tiêu chí {one.code}; quản trị viên phải nhập trước.",
            message_en=f"The maximum of criterion {one.code} is not typed in yet; an administrator "
            "does that before anybody marks.",
            where=one.code,
            code="points_unknown",
        )
    hundredths = points * 100
    if points < 0 or points > most or hundredths != int(hundredths):
        raise BadInput(
            f"Điểm của tiêu chí {one.code} phải từ 0 đến {most} (tối đa hai số lẻ).",
            message_en=f"The points of criterion {one.code} are 0 to {most}, at most two decimals.",
            where=one.code,
            code="points_out_of_range",
        )
    return int(hundredths)


def _refuse_conflict(row: Claim | None, expected: int | None) -> None:
    stands = row.revision if row is not None else 0
    if expected is not None and expected != stands:
        raise Conflict(
            "Có người vừa sửa tiêu chí này. Chưa lưu gì; hãy xem bản mới rồi lưu lại.",
            message_en="Somebody has just changed this criterion. Nothing was saved; look again.",
            theirs=stands,
        )


def _refuse_wrong_fact(known: Mapping[str, Fact], code: str, value: Value | None) -> None:
    asked = known.get(code)
    if asked is None:
        raise BadInput(
            f"Bộ tiêu chí không hỏi dữ kiện “{code}”.",
            message_en=f"The set asks for no fact {code!r}.",
            where=code,
            code="unknown_fact",
        )
    fits = {
        "number": isinstance(value, int) and not isinstance(value, bool) and value >= 0,
        "truth": isinstance(value, bool),
        "choice": isinstance(value, str) and value in asked.values,
    }
    if value is not None and not fits[asked.type]:
        raise BadInput(
            f"“{asked.title.vi}” nhận {_TYPES[asked.type][0]}.",
            message_en=f"{asked.title.en!r} takes {_TYPES[asked.type][1]}.",
            where=code,
            code="wrong_fact",
        )


_TYPES = {
    "number": ("một số nguyên không âm", "a whole number of at least 0"),
    "truth": ("có hoặc không", "yes or no"),
    "choice": ("một trong các lựa chọn đã cho", "one of the given choices"),
}


def _same(one: object, two: object) -> bool:
    """Equal and of one type: 1 and True are two answers."""
    return type(one) is type(two) and one == two
