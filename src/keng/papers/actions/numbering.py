"""Giving out numbers: no gap, no double, whoever asks at the same moment.

The row of the series is the lock: a number is given out, counted and journalled in one transaction
that holds it. What is not used goes back or is voided with a reason; nothing is skipped in silence.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction

from keng.db.locks import for_update
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, Conflict, NotFound, WrongState
from keng.kernel.moments import local_day
from keng.papers.actions._journal import series_for_update, tell_series
from keng.papers.models import Number, Series
from keng.papers.vocabulary import NumberState

MOST_SKIPPED: Final = 20_000
_LIVE: Final = (NumberState.RESERVED.value, NumberState.OUTSIDE.value)


@transaction.atomic
def open_series(
    unit_id: int, code: str, name: str, year: int, *, actor: Actor, at: datetime, first: int = 1
) -> Series:
    """Begin a body's numbers for a year; `name` is the body, `first` the first number to give out.

    Raises NotAllowed (the verb is issue), BadInput (no code or name, or a first below 1) and
    Conflict where the body's series of that code and year is open, or has such a number already.
    """
    on = local_day(at)
    actor.require("issue", unit_id=unit_id, on=on)
    code, name = code.strip(), name.strip()
    if not code or not name or first < 1:
        raise BadInput(
            "Sổ số cần ký hiệu, tên cơ quan ban hành và số bắt đầu từ 1 trở lên.",
            message_en="A series needs a code, the issuing body and a first number from 1 on.",
        )
    _refuse_taken(unit_id, code, year, first)
    made = Series(
        unit_id=unit_id,
        code=code,
        name=name,
        year=year,
        first=first,
        last=first - 1,
        opened_on=on,
    )
    _insert(made)
    tell_series(made, "papers.series_opened", [], actor=actor, at=at, first=first)
    return made


@transaction.atomic
def change_series(
    series_id: int,
    code: str,
    name: str,
    reason: str,
    *,
    goes_on: bool,
    actor: Actor,
    at: datetime,
) -> Series:
    """Close a series within its year and open the one that follows it.

    `goes_on` counts on from the last number, otherwise the new one begins at 1. Numbers that were
    given back are voided with the same reason, so that the closed series has no gap. Raises
    NotFound, NotAllowed, WrongState (closed already), BadInput without a reason, and Conflict
    where the new numbers would be doubles.
    """
    series = series_for_update(series_id, actor=actor, at=at)
    if not reason.strip():
        raise BadInput(
            "Hãy ghi lý do đổi sổ số (văn bản nào, từ ngày nào).",
            message_en="Say why the series changes (which paper, from which day).",
        )
    _refuse_closed(series)
    voided = list(series.numbers.filter(state=NumberState.FREE.value))
    for number in voided:
        number.state, number.reason = NumberState.VOID.value, reason.strip()
        number.at, number.account_id = at, actor.account_id
        number.save()
    series.closed_on, series.close_reason = local_day(at), reason.strip()
    series.save()
    tell_series(series, "papers.series_closed", voided, actor=actor, at=at, voided=len(voided))
    first = series.last + 1 if goes_on else 1
    made = open_series(series.unit_id, code, name, series.year, first=first, actor=actor, at=at)
    made.follows = series
    made.save(update_fields=["follows"])
    tell_series(made, "papers.series_follows", [], actor=actor, at=at, follows=series.pk)
    return made


@transaction.atomic
def reserve_number(series_id: int, about: str, *, actor: Actor, at: datetime) -> Number:
    """Take the next number of a series: the lowest that was given back, else one more.

    `about` says for what. Raises NotFound, NotAllowed (the verb is issue), WrongState (closed).
    """
    series = series_for_update(series_id, actor=actor, at=at)
    _refuse_closed(series)
    return _taken(series, about, actor=actor, at=at)


@transaction.atomic
def give_back_number(number_id: int, *, actor: Actor, at: datetime) -> Number:
    """Give a reserved number back; the next taker gets it.

    Raises NotFound, NotAllowed, WrongState (no longer reserved, or the series is closed: then it
    is voided with a reason).
    """
    series, number = _reserved(number_id, actor=actor, at=at)
    _refuse_closed(series)
    number.state, number.about = NumberState.FREE.value, ""
    _keep(number, actor, at)
    tell_series(series, "papers.number_given_back", [number], actor=actor, at=at, n=number.n)
    return number


@transaction.atomic
def void_number(number_id: int, reason: str, *, actor: Actor, at: datetime) -> Number:
    """Say for good that no paper bears this number, and why.

    Raises NotFound, NotAllowed, WrongState (used, voided or given back), BadInput (no reason).
    """
    if not reason.strip():
        raise BadInput("Hãy ghi lý do hủy số.", message_en="Say why the number is voided.")
    series, number = _reserved(number_id, actor=actor, at=at)
    number.state, number.reason = NumberState.VOID.value, reason.strip()
    _keep(number, actor, at)
    tell_series(series, "papers.number_voided", [number], actor=actor, at=at, n=number.n)
    return number


def series_at(
    unit_id: int, code: str, name: str, year: int, *, actor: Actor, at: datetime
) -> Series:
    """The open series of a body, begun if this is the first number of the year; not locked."""
    rows = Series.objects.filter(unit_id=unit_id, code=code, year=year, closed_on=None)
    found = rows.first()
    if found is not None:
        return found
    if Series.objects.filter(unit_id=unit_id, code=code, year=year).exists():
        raise WrongState(
            f"Sổ số {code} năm {year} đã đóng; hãy chọn sổ thay thế.",
            message_en=f"Series {code} of {year} is closed; choose the one that follows it.",
        )
    try:
        with transaction.atomic():
            return open_series(unit_id, code, name or code, year, actor=actor, at=at)
    except (Conflict, IntegrityError):  # another one has just opened it
        return rows.get()


def use_number(series: Series, n: int | None, about: str, *, actor: Actor, at: datetime) -> Number:
    """The number that a paper bears from now on; None takes the next one.

    One that was reserved, given back or given out in the paper book is taken up. One beyond the
    last is taken too: those between were given out in the paper book, and stand so until a person
    says more. To be called in the transaction that keeps the paper. Raises NotFound, NotAllowed,
    WrongState (closed, and not one of its own), Conflict (used or voided), BadInput (below the
    first, or so far ahead that it must be a slip).
    """
    held = series_for_update(series.pk, actor=actor, at=at)
    if n is None:
        _refuse_closed(held)
        number = _taken(held, about, actor=actor, at=at)
    else:
        number = _claimed(held, n, actor=actor, at=at)
    number.state, number.about = NumberState.USED.value, about[:500]
    _keep(number, actor, at)
    tell_series(held, "papers.number_used", [number], actor=actor, at=at, n=number.n)
    return number


def release_number(number: Number, reason: str, *, actor: Actor, at: datetime) -> None:
    """Void the number of a paper that is put aside; in the transaction that puts it aside."""
    series = series_for_update(number.series_id, actor=actor, at=at)
    number.state, number.reason = NumberState.VOID.value, reason
    _keep(number, actor, at)
    tell_series(series, "papers.number_voided", [number], actor=actor, at=at, n=number.n)


def _claimed(series: Series, n: int, *, actor: Actor, at: datetime) -> Number:
    if n <= series.last:
        found = series.numbers.filter(n=n).first()
        if found is None:
            raise BadInput(
                f"Sổ số {series.code} năm {series.year} bắt đầu từ số {series.first}.",
                message_en=f"The series begins at {series.first}.",
            )
        if found.state in (NumberState.USED.value, NumberState.VOID.value):
            raise _is_taken(series, found)
        return found
    _refuse_closed(series)
    skipped = n - series.last - 1
    if skipped > MOST_SKIPPED:
        raise BadInput(
            f"Số {n} cách số cuối của sổ ({series.last}) quá xa; hãy xem lại số vừa ghi.",
            message_en=f"{n} is too far beyond the last number {series.last}; check it.",
        )
    if Number.objects.filter(
        unit_id=series.unit_id, code=series.code, year=series.year, n__gt=series.last, n__lte=n
    ).exists():
        raise _is_taken(series, None, n)
    between = [
        _number(series, series.last + 1 + step, NumberState.OUTSIDE, "", actor, at)
        for step in range(skipped)
    ]
    made = _number(series, n, NumberState.RESERVED, "", actor, at)
    rows = Number.objects.bulk_create([*between, made])
    series.last = n
    series.save(update_fields=["last"])
    tell_series(
        series, "papers.numbers_outside", rows, actor=actor, at=at, n=n, outside=skipped
    ) if skipped else tell_series(series, "papers.number_taken", rows, actor=actor, at=at, n=n)
    return made


def _taken(series: Series, about: str, *, actor: Actor, at: datetime) -> Number:
    number = series.numbers.filter(state=NumberState.FREE.value).order_by("n").first()
    if number is None:
        number = _number(series, series.last + 1, NumberState.RESERVED, about, actor, at)
        series.last = number.n
        series.save(update_fields=["last"])
        _insert(number)
    else:
        number.state, number.about = NumberState.RESERVED.value, about[:500]
        _keep(number, actor, at)
    tell_series(series, "papers.number_taken", [number], actor=actor, at=at, n=number.n)
    return number


def _number(
    series: Series, n: int, state: NumberState, about: str, actor: Actor, at: datetime
) -> Number:
    return Number(
        series=series,
        unit_id=series.unit_id,
        code=series.code,
        year=series.year,
        n=n,
        state=state.value,
        about=about[:500],
        at=at,
        account_id=actor.account_id,
    )


def _reserved(number_id: int, *, actor: Actor, at: datetime) -> tuple[Series, Number]:
    series_id = Number.objects.filter(pk=number_id).values_list("series_id", flat=True).first()
    if series_id is None:
        raise NotFound(f"Không có số {number_id}.", message_en=f"There is no number {number_id}.")
    series = series_for_update(series_id, actor=actor, at=at)
    number = for_update(Number.objects.filter(pk=number_id)).get()
    if number.state not in _LIVE:
        raise WrongState(
            f"Số {number.n} không còn ở trạng thái giữ chỗ nên không trả lại hay hủy được.",
            message_en=f"Number {number.n} is not reserved, so it cannot be given back or voided.",
        )
    return series, number


def _keep(number: Number, actor: Actor, at: datetime) -> None:
    number.at, number.account_id = at, actor.account_id
    number.save()


def _insert(row: Series | Number) -> None:
    row.save(force_insert=True)


def _refuse_closed(series: Series) -> None:
    if series.closed_on is not None:
        raise WrongState(
            f"Sổ số {series.code} năm {series.year} đã đóng ngày {series.closed_on:%d/%m/%Y}; "
            "hãy lấy số ở sổ thay thế.",
            message_en=f"Series {series.code} of {series.year} is closed; use the one after it.",
        )


def _refuse_taken(unit_id: int, code: str, year: int, first: int) -> None:
    rows = Series.objects.filter(unit_id=unit_id, code=code, year=year)
    if rows.filter(closed_on=None).exists() or rows.filter(last__gte=first).exists():
        raise Conflict(
            f"Sổ số {code} năm {year} đã có và đang dùng hoặc đã cấp tới số này; số sẽ bị trùng.",
            message_en=f"Series {code} of {year} exists or has given out such numbers already.",
        )


def _is_taken(series: Series, number: Number | None, n: int = 0) -> Conflict:
    told = number.n if number else n
    about = f" cho “{number.about}”" if number and number.about else ""
    what = "đã hủy" if number and number.state == NumberState.VOID.value else "đã cấp"
    return Conflict(
        f"Số {told:02d} của sổ {series.code} năm {series.year} {what}{about}; hãy lấy số khác.",
        message_en=f"Number {told} of {series.year} is taken or voided; choose another one.",
        theirs=number.pk if number else None,
    )
