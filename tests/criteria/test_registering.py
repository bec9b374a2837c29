"""Registering units one by one and all at once, withdrawing, titles."""

from __future__ import annotations

from datetime import date

import pytest

from keng.criteria import actions, queries
from keng.criteria.models import Assessment, Run
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, Conflict, NotAllowed, WrongState
from keng.orgunits.actions import NewUnit, merge
from keng.orgunits.actions.ledger import Naming

from .conftest import AT, SPRING, Cast, decided, reviewed, village


def test_a_commune_registers_all_its_villages_at_once(cast: Cast) -> None:
    made = actions.register_all(["kdc"], 2024, cast.one, actor=cast.clerk, at=SPRING)

    assert {one.unit_id for one in made.assessments} == {cast.first, cast.middle, cast.last}
    assert made.left_out == ()
    seen = queries.registration("kdc", 2024, cast.one, actor=cast.clerk, at=SPRING)
    assert seen.missing == ()


def test_registering_twice_changes_nothing(cast: Cast) -> None:
    first = village(cast)
    again = actions.register_all(["kdc"], 2024, cast.one, actor=cast.clerk, at=AT)

    assert again.known == (cast.first,)
    assert Assessment.objects.get(pk=first.pk).revision == first.revision


def test_who_has_not_registered_is_named(cast: Cast) -> None:
    village(cast)

    seen = queries.registration("kdc", 2024, cast.one, actor=cast.clerk, at=SPRING)

    assert [view.full_name for view in seen.missing] == ["thôn Cuối", "thôn Giữa"]
    assert [view.full_name for view in seen.registered] == ["thôn Đầu"]


def test_registering_implies_duties(cast: Cast) -> None:
    assert village(cast).duties == [
        {"what": "paper", "step": "registering", "vi": "Bản đăng ký", "en": "Registration form"}
    ]


def test_a_village_registers_itself(cast: Cast) -> None:
    made = actions.register("kdc", 2024, cast.first, actor=cast.head, at=SPRING)

    assert made.for_whom == "own"
    assert village(cast, cast.middle).for_whom == "manager"


def test_a_stranger_registers_nobody(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.register("kdc", 2024, cast.first, actor=cast.other_clerk, at=SPRING)

    assert not Assessment.objects.exists()


def test_a_set_is_not_for_other_units_nor_for_other_years(cast: Cast) -> None:
    with pytest.raises(BadInput) as kind:
        actions.register("kdc", 2024, cast.one, actor=cast.clerk, at=SPRING)
    with pytest.raises(BadInput) as year:
        actions.register("kdc", 2019, cast.first, actor=cast.clerk, at=SPRING)

    assert (kind.value.code, year.value.code) == ("unit_not_in_scope", "set_not_in_force")


def test_withdrawing_needs_a_reason_and_can_be_taken_back(cast: Cast) -> None:
    found = village(cast)
    with pytest.raises(BadInput):
        actions.withdraw(found.pk, "  ", actor=cast.clerk, at=SPRING)
    gone = actions.withdraw(found.pk, "Thôn xin dừng", actor=cast.clerk, at=SPRING)
    assert gone.state == "withdrawn"

    back = village(cast)

    assert (back.pk, back.state, back.withdrawn_on) == (found.pk, "draft", None)


def test_what_is_reviewed_is_not_withdrawn(cast: Cast) -> None:
    found = reviewed(cast)

    with pytest.raises(WrongState):
        actions.withdraw(found.pk, "Thôi", actor=cast.clerk, at=AT)


def test_titles_stand_beside_the_sets(cast: Cast) -> None:
    made = actions.pledge("unit_of_excellence", 2024, cast.one, actor=cast.clerk, at=SPRING)
    same = actions.pledge("unit_of_excellence", 2024, cast.one, actor=cast.clerk, at=SPRING)
    with pytest.raises(BadInput):
        actions.pledge("best", 2024, cast.one, actor=cast.clerk, at=SPRING)
    actions.withdraw_pledge(made.pk, "Không đủ điều kiện", actor=cast.clerk, at=SPRING)

    assert same.pk == made.pk
    [row] = queries.pledges_of(cast.one, 2024, actor=cast.clerk, at=AT)
    assert row.withdrawn_on is not None
    with pytest.raises(BadInput):
        actions.register("titles", 2024, cast.one, actor=cast.clerk, at=SPRING)


def test_the_decision_goes_one_level_down_at_most(cast: Cast) -> None:
    run = actions.open_run("xa", 2024, cast.district, actor=cast.chief, at=SPRING)
    actions.register("xa", 2024, cast.one, actor=cast.clerk, at=SPRING)
    on = date(2024, 3, 1)
    with pytest.raises(BadInput) as far:
        actions.delegate(run.pk, cast.first, "QĐ 1", since=on, actor=cast.chief, at=SPRING)
    actions.delegate(run.pk, cast.two, "QĐ 1", since=on, actor=cast.chief, at=SPRING)
    with pytest.raises(Conflict):
        actions.delegate(run.pk, cast.one, "QĐ 2", since=on, actor=cast.chief, at=SPRING)

    assert far.value.code == "delegated_too_far"
    assert queries.board(run.pk, actor=cast.chief, at=AT).decider == "xã Hai"
    actions.take_back_delegation(run.pk, on=on, actor=cast.chief, at=AT)
    assert queries.board(run.pk, actor=cast.chief, at=AT).decider == "huyện Bắc"


def test_a_set_without_delegation_refuses_it(cast: Cast) -> None:
    run = village(cast).run

    with pytest.raises(BadInput) as refusal:
        actions.delegate(
            run.pk, cast.first, "QĐ 1", since=date(2024, 3, 1), actor=cast.leader, at=SPRING
        )

    assert refusal.value.code == "no_delegation"


def test_a_village_that_merged_goes_on_at_its_successor(cast: Cast) -> None:
    found = village(cast)
    heir = _merged(cast, date(2024, 7, 1))
    board = queries.board(found.run_id, actor=cast.clerk, at=AT)
    told = next(row for row in board.rows if row.assessment_id == found.pk)
    assert "không còn tồn tại" in (told.stuck.vi if told.stuck else "")

    made = actions.pass_to_successor(found.pk, heir, actor=cast.leader, at=AT)

    found.refresh_from_db()
    assert (found.state, made.successor_of_id, made.unit_id) == ("withdrawn", found.pk, heir)


def test_years_of_merged_villages_count_as_the_set_says(cast: Cast) -> None:
    for unit in (cast.first, cast.middle):
        for year in (2022, 2023):
            said = actions.PastYear("kdc", year, "recognised", f"QĐ {year}")
            actions.type_past_result(unit, said, actor=OPERATOR, at=AT)
    heir = _merged(cast, date(2024, 7, 1))

    history = queries.unit_history(heir, actor=cast.clerk, at=AT)

    assert [(one.year, one.by) for one in history] == [
        (2023, "thôn Giữa"),
        (2023, "thôn Đầu"),
        (2022, "thôn Giữa"),
        (2022, "thôn Đầu"),
    ]


def test_a_past_result_is_typed_once(cast: Cast) -> None:
    said = actions.PastYear("kdc", 2023, "recognised", "QĐ 5")
    first = actions.type_past_result(cast.first, said, actor=cast.head, at=AT)
    again = actions.type_past_result(cast.first, said, actor=cast.head, at=AT)
    other = actions.PastYear("kdc", 2023, "not_recognised", "QĐ 6")

    assert first.pk == again.pk
    with pytest.raises(Conflict):
        actions.type_past_result(cast.first, other, actor=cast.head, at=AT)
    made = decided(cast)
    assert [line.years for line in made.lines.all()] == [2]


def _merged(cast: Cast, on: date) -> int:
    return merge(
        [cast.first, cast.middle],
        NewUnit(Naming("thon", "Mới"), cast.one),
        on=on,
        basis="NQ 2",
        actor=OPERATOR,
        at=AT,
    ).pk


def test_nobody_chooses_who_recognises_them(cast: Cast) -> None:
    for friend in (cast.first, cast.two):
        with pytest.raises(BadInput) as refusal:
            actions.register("kdc", 2024, cast.first, decided_by=friend, actor=cast.head, at=SPRING)
        assert refusal.value.code == "other_decider"

    assert not Run.objects.exists()
