"""Rounds (đợt báo cáo): a form asked of all units under one management, and who then owes it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from keng.db.locks import for_update
from keng.journal.actions import record, record_across
from keng.journal.rows import ROWS, stated
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotFound, WrongState
from keng.kernel.moments import local_day
from keng.kernel.periods import Period
from keng.orgunits.queries import UnitView, is_in_force, path_of, successors, unit_view
from keng.packs.schema import Form, Pack
from keng.reporting.actions._hold import written_reason
from keng.reporting.cells import Sheet
from keng.reporting.deadlines import Due
from keng.reporting.lifecycle import OWING
from keng.reporting.models import DutyPassing, Extension, Round, Submission
from keng.reporting.queries.asked import Asked, asked_by, form_in_force, refuse_other_period


@transaction.atomic
def open_round(
    form: str,
    period: Period,
    *,
    owner_unit_id: int,
    due_on: date | None = None,
    cutoff_on: date | None = None,
    actor: Actor,
    at: datetime,
) -> Round:
    """Ask a form of every unit of its levels and kinds that the owner manages on the cut-off day.

    Management decides, not location: the manager by act, else the parent; an agency, enterprise or
    school without a manager is asked by nobody (`orgunits.queries.without_manager` lists it).
    `due_on` None takes each unit's due day from the pack: the local order before the general one.
    `cutoff_on` None closes the figures on the last day of the period, or on the due day if that is
    earlier. Submissions that exist already without a round join it. A fixed number of statements
    for each 1,000 units.

    Raises NotAllowed (manage_rounds for the owner), NotFound (no such form), BadInput (the form has
    another regime or is not asked for such a period, no unit is asked, or nobody told the due day),
    WrongState (opened before, or units are asked for it in another round). Nothing is saved then.
    """
    actor.require("manage_rounds", unit_id=owner_unit_id, on=local_day(at))
    version_id, pack = form_in_force(form)
    sheet = Sheet(pack, pack.form_of(form), period)
    refuse_other_period(sheet.form, period)
    asked = asked_by(owner_unit_id, pack, sheet.form, period, due_on=due_on, cutoff_on=cutoff_on)
    return open_for(asked, sheet, version_id, owner_unit_id=owner_unit_id, actor=actor, at=at)


def open_for(
    asked: Asked,
    sheet: Sheet,
    version_id: int,
    *,
    owner_unit_id: int,
    actor: Actor,
    at: datetime,
) -> Round:
    """Open the round that was looked up, for the actions of this room that asked for the grant.

    Raises BadInput and WrongState as `open_round`.
    """
    form, period = sheet.form.code, sheet.period
    _refuse_nobody_or_no_day(asked, sheet.form, period)
    _refuse_twice(owner_unit_id, form, period)
    made = Round.objects.create(
        form=form,
        pack_version_id=version_id,
        regime=period.regime,
        first=period.first,
        last=period.last,
        cutoff_on=asked.cutoff_on,
        due_on=max(due.on for due in asked.dues.values()),
        owner_unit_id=owner_unit_id,
        title=f"{sheet.form.label.vi}, {period.label('vi')}"[:300],
        due_source=_source_text(asked.dues.values()),
        opened_at=at,
        opened_by=actor.account_id,
    )
    _give_out(made, sheet, asked.units, asked.dues, actor=actor, at=at)
    count = len(asked.units)
    facts = {"form": form, "period": period.code, "owner": owner_unit_id, "units": count}
    record_round(made, "open_round", facts, actor=actor, at=at)
    return made


@transaction.atomic
def ensure_submission(
    unit_id: int, form: str, period: Period, *, actor: Actor, at: datetime
) -> Submission:
    """The submission of a unit for a form and period, opened if there is none yet.

    For old years and imports, outside a round; a round that opens later takes it in.

    Raises NotAllowed (enter for the unit), NotFound (no such form), BadInput: the form is not for
    such units or periods, or the unit does not exist on the last day of the period (the message
    names its successors). Nothing is saved then.
    """
    actor.require("enter", unit_id=unit_id, on=local_day(at))
    if found := _existing(form, period, [unit_id]):
        return found[0]
    version_id, pack = form_in_force(form)
    asked = pack.form_of(form)
    refuse_other_period(asked, period)
    unit = unit_view(unit_id, on=period.last)
    _refuse_other_unit(unit, asked, period)
    blank = _blank(Sheet(pack, asked, period), version_id, at=at)
    identity = {name: blank.pop(name) for name in ("form", "regime", "first", "last")}
    # Two people may open it at once: the later one gets what the first one made.
    made, is_new = Submission.objects.get_or_create(
        **identity, unit_id=unit_id, defaults={**blank, "round": None, "due_on": None}
    )
    if is_new:
        facts = {"form": form, "period": period.code, "unit": unit_id, ROWS: stated(made)}
        record(f"submission:{made.pk}", "reporting.open", actor=actor, at=at, facts=facts)
    return made


@transaction.atomic
def extend_round(round_id: int, due_on: date, reason: str, *, actor: Actor, at: datetime) -> Round:
    """Give all units of a round that still owe it a later due day, with author and reason.

    A unit whose own day is later already keeps it. Raises NotFound, NotAllowed, WrongState (the
    round is closed), BadInput (no reason, or not later). Nothing is changed then.
    """
    found = round_for_update(round_id, actor=actor, at=at)
    refuse_closed(found)
    words = written_reason(reason)
    if due_on <= found.due_on:
        raise BadInput(
            f"Hạn mới {due_on:%d/%m/%Y} không muộn hơn hạn đang có {found.due_on:%d/%m/%Y}.",
            message_en=f"The new due day {due_on} is not later than {found.due_on}.",
        )
    waiting = found.submissions.filter(state__in=OWING, due_on__lt=due_on)
    _extend(list(for_update(waiting.order_by("pk"))), due_on, words, actor=actor, at=at)
    facts = {"old": found.due_on.isoformat(), "new": due_on.isoformat()}
    found.due_on = due_on
    found.save(update_fields=["due_on"])
    record_round(found, "extend_round", facts, actor=actor, at=at)
    return found


def _extend(
    waiting: Sequence[Submission], due_on: date, reason: str, *, actor: Actor, at: datetime
) -> None:
    """A later due day for each, with its own line in the journal; the caller locked them."""
    made = Extension.objects.bulk_create(
        [
            Extension(
                submission=one,
                old_due_on=one.due_on,
                new_due_on=due_on,
                reason=reason,
                at=at,
                account_id=actor.account_id,
            )
            for one in waiting
        ],
        batch_size=500,
    )
    facts = {}
    for one, extension in zip(waiting, made, strict=True):
        old, one.due_on = one.due_on, due_on
        facts[f"submission:{one.pk}"] = {
            "old": old.isoformat() if old else None,
            "new": due_on.isoformat(),
            ROWS: stated(one, extension),
        }
    Submission.objects.filter(pk__in=[one.pk for one in waiting]).update(due_on=due_on)
    record_across("reporting.extend_due", facts, actor=actor, at=at)


@transaction.atomic
def close_round(round_id: int, reason: str, *, actor: Actor, at: datetime) -> Round:
    """Close a round: nothing more is entered or handed in for it until it is reopened.

    Raises NotFound, NotAllowed, WrongState (closed already), BadInput (no reason).
    """
    found = round_for_update(round_id, actor=actor, at=at)
    refuse_closed(found)
    found.close_reason = written_reason(reason)
    found.closed_at, found.closed_by = at, actor.account_id
    found.save(update_fields=["closed_at", "closed_by", "close_reason"])
    record_round(found, "close_round", {}, actor=actor, at=at)
    return found


@transaction.atomic
def reopen_round(round_id: int, *, actor: Actor, at: datetime) -> Round:
    """Open a closed round again; its units enter and submit as before.

    Raises NotFound, NotAllowed, WrongState (it is open).
    """
    found = round_for_update(round_id, actor=actor, at=at)
    if found.closed_at is None:
        raise WrongState(
            f"Đợt báo cáo “{found.title}” đang mở.", message_en="The round is open already."
        )
    found.closed_at = found.closed_by = None
    found.save(update_fields=["closed_at", "closed_by"])
    record_round(found, "reopen_round", {}, actor=actor, at=at)
    return found


@transaction.atomic
def pass_duties(round_id: int, *, actor: Actor, at: datetime) -> list[DutyPassing]:
    """Hand the duties of units that were dissolved inside the period to their successors.

    A value whose period spans the merger belongs to the successor (semantics 14): it gets a
    submission with the same due day, and the dissolved unit, which keeps what it entered, owes
    nothing more. A unit dissolved after the period keeps its submission; its successors fill it.

    Returns what was passed now; a second call passes nothing twice. Raises NotFound, NotAllowed.
    """
    found = round_for_update(round_id, actor=actor, at=at)
    on = min(local_day(at), found.last)
    sheet = Sheet(*_pack_and_form(found), found.period)
    passed = []
    for source in found.submissions.filter(state__in=OWING, duty_passed_to__isnull=True):
        if is_in_force(source.unit_id, on=on):
            continue
        heirs = [link.successor.id for link in successors(source.unit_id) if link.on <= on]
        for heir in heirs:
            target = _taken_over(source, sheet, heir, actor=actor, at=at)
            passing, _ = DutyPassing.objects.get_or_create(
                source=source,
                target=target,
                defaults={"on": on, "at": at, "account_id": actor.account_id},
            )
            facts = {
                "from": source.unit_id,
                "to": heir,
                "submission": target.pk,
                ROWS: stated(passing),
            }
            stream = f"submission:{source.pk}"
            record(stream, "reporting.pass_duty", actor=actor, at=at, facts=facts)
            passed.append(passing)
    return passed


def _refuse_nobody_or_no_day(asked: Asked, form: Form, period: Period) -> None:
    if asked.unknown:
        levels = ", ".join(sorted(asked.unknown))
        raise BadInput(
            f"Chương trình chưa có hạn nộp biểu “{form.label.vi}” kỳ {period.label('vi')} cho cấp "
            f"{levels}. Hãy nhập hạn nộp theo văn bản giao.",
            message_en=f"The pack knows no due day of form {form.code!r} for {period.code} at "
            f"level {levels}. Give the day that your order sets.",
            code="due_day_unknown",
        )
    if not asked.units:
        raise BadInput(
            f"Ngày {asked.cutoff_on:%d/%m/%Y} đơn vị này không quản lý đơn vị nào phải lập biểu "
            f"“{form.label.vi}”.",
            message_en=f"On {asked.cutoff_on} the owner manages no unit that fills form "
            f"{form.code!r}.",
            code="nobody_asked",
        )


def _give_out(
    made: Round,
    sheet: Sheet,
    units: Sequence[UnitView],
    dues: Mapping[int, Due],
    *,
    actor: Actor,
    at: datetime,
) -> None:
    existing = _existing(sheet.form.code, sheet.period, [unit.id for unit in units])
    if elsewhere := [one for one in existing if one.round_id is not None]:
        _refuse_elsewhere(elsewhere, on=made.cutoff_on)
    for one in existing:
        one.round, one.due_on = made, dues[one.unit_id].on
    Submission.objects.bulk_update(existing, ["round", "due_on"], batch_size=500)
    there = {one.unit_id for one in existing}
    blank = _blank(sheet, made.pack_version_id, at=at)
    created = Submission.objects.bulk_create(
        [
            Submission(**blank, unit_id=unit.id, round=made, due_on=dues[unit.id].on)
            for unit in units
            if unit.id not in there
        ],
        batch_size=500,
    )
    facts = {
        f"submission:{one.pk}": {"round": made.pk, "unit": one.unit_id, ROWS: stated(one)}
        for one in [*existing, *created]
    }
    record_across("reporting.open", facts, actor=actor, at=at)


def _blank(sheet: Sheet, version_id: int, *, at: datetime) -> dict[str, object]:
    return {
        "form": sheet.form.code,
        "pack_version_id": version_id,
        "regime": sheet.period.regime,
        "first": sheet.period.first,
        "last": sheet.period.last,
        "opened_at": at,
        "cells_total": len(sheet.open_keys()),
    }


def _existing(form: str, period: Period, unit_ids: Collection[int]) -> list[Submission]:
    rows = Submission.objects.filter(
        form=form, regime=period.regime, first=period.first, last=period.last, unit_id__in=unit_ids
    )
    return list(for_update(rows.order_by("pk")))


def _taken_over(
    source: Submission, sheet: Sheet, heir: int, *, actor: Actor, at: datetime
) -> Submission:
    existing = _existing(source.form, source.period, [heir])
    if existing:
        return existing[0]
    target = Submission.objects.create(
        **_blank(sheet, source.pack_version_id, at=at),
        unit_id=heir,
        round_id=source.round_id,
        due_on=source.due_on,
    )
    facts = {"round": source.round_id, "unit": heir, ROWS: stated(target)}
    record(f"submission:{target.pk}", "reporting.open", actor=actor, at=at, facts=facts)
    return target


def record_round(
    row: Round, verb: str, facts: Mapping[str, object], *, actor: Actor, at: datetime
) -> None:
    """One line in the stream of the round, which states how it stands now."""
    told = {**facts, ROWS: stated(row)}
    record(f"round:{row.pk}", f"reporting.{verb}", actor=actor, at=at, facts=told)


def round_for_update(round_id: int, *, actor: Actor, at: datetime) -> Round:
    """The round, locked. Raises NotFound, and NotAllowed without manage_rounds at its owner."""
    found = for_update(Round.objects.filter(pk=round_id)).first()
    if found is None:
        raise NotFound(
            f"Không có đợt báo cáo số {round_id}.", message_en=f"There is no round {round_id}."
        )
    actor.require("manage_rounds", unit_id=found.owner_unit_id, on=local_day(at))
    return found


def refuse_closed(found: Round) -> None:
    """Raise WrongState for a round that is closed."""
    if found.closed_at is not None:
        raise WrongState(
            f"Đợt báo cáo “{found.title}” đã đóng; hãy mở lại trước.",
            message_en=f"The round {found.title!r} is closed; reopen it first.",
            code="round_closed",
        )


def _refuse_twice(owner_id: int, form: str, period: Period) -> None:
    known = Round.objects.filter(
        owner_unit_id=owner_id,
        form=form,
        regime=period.regime,
        first=period.first,
        last=period.last,
    ).first()
    if known is not None:
        raise WrongState(
            f"Đợt báo cáo “{known.title}” đã được mở (số {known.pk}).",
            message_en=f"This round was opened before (number {known.pk}).",
            code="round_exists",
        )


def _refuse_elsewhere(elsewhere: Sequence[Submission], *, on: date) -> None:
    names = "; ".join(path_of(one.unit_id, on=on) for one in elsewhere[:20])
    more = f" (+{len(elsewhere) - 20})" if len(elsewhere) > 20 else ""
    raise WrongState(
        f"{len(elsewhere)} đơn vị đã được yêu cầu biểu này trong đợt khác: {names}{more}.",
        message_en=f"{len(elsewhere)} units are asked for it in another round: {names}{more}.",
        code="asked_elsewhere",
    )


def _refuse_other_unit(unit: UnitView, form: Form, period: Period) -> None:
    if not unit.exists:
        heirs = "; ".join(path_of(link.successor.id, on=link.on) for link in successors(unit.id))
        raise BadInput(
            f"“{unit.full_name}” không còn hoặc chưa có vào ngày cuối kỳ {period.last:%d/%m/%Y}. "
            f"Đơn vị kế thừa: {heirs or 'chưa ghi nhận'}.",
            message_en=f"{unit.full_name!r} does not exist on the last day of the period, "
            f"{period.last}. Successors: {heirs or 'none on record'}.",
            code="unit_not_in_period",
        )
    if unit.level not in form.unit_levels or (form.unit_kinds and unit.kind not in form.unit_kinds):
        raise BadInput(
            f"Biểu “{form.label.vi}” không dành cho “{unit.full_name}”.",
            message_en=f"Form {form.code!r} is not for {unit.full_name!r} ({unit.level}).",
            code="wrong_level",
        )


def _source_text(dues: Iterable[Due]) -> str:
    sources = {due.source for due in dues if due.source is not None}
    texts = {" ".join(filter(None, (s.act, s.place))) for s in sources}
    return "; ".join(sorted(filter(None, texts)))[:300]


def _pack_and_form(found: Round) -> tuple[Pack, Form]:
    _, pack = form_in_force(found.form)
    return pack, pack.form_of(found.form)
