"""Every row of the room that an action wrote is vouched for: no field can be altered by hand."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection, models, transaction

from keng.db.dialects import guards_lifted
from keng.kernel.actors import OPERATOR
from keng.kernel.figures import CellKey
from keng.kernel.periods import parse_period
from keng.orgunits.actions import Naming, NewUnit, merge
from keng.reporting import actions, queries
from keng.reporting.actions import Assignee, DerivedFigure
from keng.reporting.models import (
    AcceptedWarning,
    Adjustment,
    DerivedPosting,
    DutyPassing,
    Extension,
    Figure,
    FigureRevision,
    FollowUp,
    FollowUpReply,
    Look,
    NothingOccurred,
    Photo,
    ReasonTemplate,
    Return,
    ReturnReason,
    Round,
    StateChange,
    StatedComparison,
    Submission,
    TextBlock,
    TextRevision,
)
from photo_cast import a_photo
from reporting_cast import cells

from .conftest import AT, Cast

AUGUST = parse_period("2024-08")
LATER = datetime(2024, 9, 4, 3, 0, tzinfo=UTC)
VOUCHED_FOR = (
    AcceptedWarning,
    Adjustment,
    DerivedPosting,
    DutyPassing,
    Extension,
    Figure,
    FigureRevision,
    FollowUp,
    FollowUpReply,
    Look,
    NothingOccurred,
    Photo,
    ReasonTemplate,
    Return,
    ReturnReason,
    Round,
    StateChange,
    StatedComparison,
    Submission,
    TextBlock,
    TextRevision,
)
pytestmark = pytest.mark.django_db


class _TakenBack(Exception):
    """Ends a change by hand before anything else sees it."""


@pytest.fixture
def busy(cast: Cast) -> Iterator[None]:
    """A round in which everything happened that the room knows, with the guards taken off."""
    connection.check_constraints()  # PostgreSQL lets no guard be moved before that
    with guards_lifted():
        _happened(cast)
        yield
        connection.check_constraints()


def _happened(cast: Cast) -> None:
    made = actions.open_round(
        "commune", AUGUST, owner_unit_id=cast.province, actor=cast.province_officer, at=AT
    )
    one = Submission.objects.get(unit_id=cast.one).pk
    clerk: dict[str, Any] = {"actor": cast.clerk, "at": AT}
    officer: dict[str, Any] = {"actor": cast.officer, "at": LATER}
    actions.enter(one, cells(cases=1, offenders=9), **clerk)
    actions.record_same_period(one, CellKey("posts"), 6, "BC 80/BC-UBND", **clerk)
    actions.declare_nothing(one, "fire", **clerk)
    actions.write_text(one, "causes", "Nắng nóng.", **clerk)
    actions.add_photo(one, CellKey("fires"), a_photo(), **clerk)
    actions.accept_warning(one, "offenders_within_cases", "Vụ đánh bạc", **clerk)
    derived = DerivedFigure(CellKey("models"), 3, (11, 12), "2024-1")
    actions.post_derived(one, [derived], actor=OPERATOR, at=AT)
    actions.extend_due(one, date(2024, 9, 10), "Bão số 3", **officer)
    actions.submit(one, **clerk)
    actions.look(one, **officer)
    actions.keep_reason(cast.north, "Thiếu thuyết minh", **officer)
    asked = actions.open_follow_up(
        one, "Đối chiếu", Assignee(unit_id=cast.one, role="clerk"), **officer
    )
    actions.answer_follow_up(asked.pk, "reply", "Đang xem", actor=cast.clerk, at=LATER)
    actions.return_for_correction(
        one, {CellKey("cases"): "thiếu vụ"}, "Sửa lại", due_on=date(2024, 9, 20), **officer
    )
    actions.answer_return(one, CellKey("cases"), "Đã đối chiếu", actor=cast.clerk, at=LATER)
    again = actions.submit(one, actor=cast.clerk, at=LATER)
    actions.accept(one, revision=again.revision, **officer)
    actions.adjust(
        one, CellKey("cases"), 2, "Theo biên bản", adjuster_unit_id=cast.north, **officer
    )
    actions.lock(one, "Chốt số liệu năm", **officer)
    new = NewUnit(Naming("xa", "Mới"), cast.north)
    act = {"basis": "NQ 3", "actor": OPERATOR, "at": AT}
    merge([cast.one, cast.two], new, on=date(2024, 8, 15), **act)
    actions.pass_duties(made.pk, actor=cast.province_officer, at=LATER)


def places() -> set[tuple[str, str]]:
    return {(problem.table, problem.id) for problem in queries.problems()}


@pytest.mark.usefixtures("busy")
def test_what_actions_wrote_is_no_problem() -> None:
    assert places() == set()
    assert all(model._default_manager.exists() for model in VOUCHED_FOR)


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize("model", VOUCHED_FOR)
def test_no_field_is_altered_by_hand_unseen(model: type[models.Model]) -> None:
    row = model._default_manager.order_by("pk")[0]
    unseen = []
    for field in model._meta.concrete_fields:
        if field.primary_key or field.name in getattr(model, "unstated", ()):
            continue
        other = _another(field, getattr(row, field.attname))
        with _undone() as told:
            model._default_manager.filter(pk=row.pk).update(**{field.attname: other})
            told.update(places())
        if told == set():
            unseen.append(field.name)

    assert unseen == []
    assert places() == set()


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize("model", VOUCHED_FOR)
def test_no_row_is_removed_by_hand_unseen(model: type[models.Model]) -> None:
    row = model._default_manager.order_by("pk")[0]

    with _undone() as told:
        model._default_manager.filter(pk=row.pk)._raw_delete("default")
        told.update(places())

    # A version that is gone is told of the text or the figure whose it was.
    of = model._meta.db_table.replace("textrevision", "textblock").removesuffix("revision")
    assert {model._meta.db_table, of} & {table for table, _ in told}


@pytest.mark.usefixtures("busy")
@pytest.mark.parametrize("model", VOUCHED_FOR)
def test_no_row_is_put_in_by_hand_unseen(model: type[models.Model]) -> None:
    row = model._default_manager.order_by("pk")[0]

    with _undone() as told:
        row.pk = None
        row.save(force_insert=True)
        told.update(places())

    assert told


def test_a_submission_set_back_to_what_it_was_is_found(cast: Cast, draft: Submission) -> None:
    actions.enter(draft.pk, cells(cases=1), actor=cast.clerk, at=AT)
    before = Submission.objects.filter(pk=draft.pk).values().get()
    actions.enter(draft.pk, cells(cases=2), actor=cast.clerk, at=LATER)

    Submission.objects.filter(pk=draft.pk).update(**before)

    assert places() == {("reporting_submission", str(draft.pk))}


def test_a_later_day_for_all_is_told_of_every_unit(cast: Cast) -> None:
    officer: dict[str, Any] = {"actor": cast.province_officer, "at": AT}
    made = actions.open_round("commune", AUGUST, owner_unit_id=cast.province, **officer)
    actions.extend_round(made.pk, date(2024, 9, 30), "Bão số 3", **officer)
    after = places()
    one = Submission.objects.get(unit_id=cast.one)

    Submission.objects.filter(pk=one.pk).update(due_on=date(2024, 10, 30))

    assert after == set()
    assert places() == {("reporting_submission", str(one.pk))}


@contextmanager
def _undone() -> Iterator[set[tuple[str, str]]]:
    """What is done by hand inside is taken back; what the engine refuses counts as seen."""
    told: set[tuple[str, str]] = set()
    try:
        with transaction.atomic():
            yield told
            raise _TakenBack
    except IntegrityError:
        told.add(("engine", "refused"))
    except _TakenBack:
        pass


def _another(field: models.Field[Any, Any], value: object) -> object:
    """A value of the same sort that is not this one."""
    if isinstance(field, models.DateTimeField):
        return datetime(2019, 2, 3, tzinfo=UTC)
    if isinstance(field, models.DateField):
        return date(2019, 2, 3)
    if isinstance(field, models.JSONField):
        return ["other"]
    if isinstance(field, models.CharField | models.TextField):
        return "other" if value != "other" else "another"
    return int(str(value or 0)) + 1
