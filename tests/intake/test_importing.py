"""A filled form is saved whole, or exactly what is right of it; nothing is doubled."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from access_cast import AT, MERGER, somebody
from intake.conftest import Desk
from intake.filled_forms import VALUE, at, edited, typed
from keng.access.actors import AccountActor
from keng.documents.workbooks import open_workbook
from keng.intake.workbooks import (
    ImportOutcome,
    ImportPlan,
    Layout,
    SavePolicy,
    read,
    save,
    template,
)
from keng.journal.models import Entry
from keng.kernel.actors import OPERATOR, Actor
from keng.kernel.errors import BadInput, NotAllowed
from keng.kernel.figures import CellKey
from keng.packs.models import PackVersion
from keng.reporting import actions
from keng.reporting.cells import CellInput
from keng.reporting.models import Figure, Submission
from keng.reporting.queries import figures_of

ALL, RIGHT = SavePolicy.ALL_OR_NOTHING, SavePolicy.WHAT_IS_RIGHT
GOOD = {at(VALUE, "cases_total"): 9, at(VALUE, "fires"): "05", at(VALUE, "area_ha"): 664.49}


def fetched(desk: Desk, actor: Actor | None = None, *submissions: int) -> bytes:
    return template([desk.submission, *submissions], actor=actor or desk.clerk, at=AT)


def filled(desk: Desk, values: dict[str, object]) -> bytes:
    return edited(fetched(desk), typed(values))


def planned(content: bytes, actor: Actor) -> ImportPlan:
    return read(content, filename="a.xlsx", actor=actor, at=AT)


def imported(content: bytes, actor: Actor, policy: SavePolicy = ALL) -> ImportOutcome:
    return save(planned(content, actor), policy=policy, actor=actor, at=AT)


def standing(submission: int) -> dict[str, int | None]:
    return {str(key): figure.value for key, figure in figures_of(submission).items()}


def codes(problems: ImportPlan | ImportOutcome) -> list[str]:
    return [one.code for one in problems.problems]


def enter(desk: Desk, actor: Actor = OPERATOR, **values: int) -> None:
    inputs = [CellInput(CellKey(key), value) for key, value in values.items()]
    actions.enter(desk.submission, inputs, actor=actor, at=AT)


def test_a_filled_form_is_saved_with_where_each_figure_came_from(desk: Desk) -> None:
    outcome = imported(filled(desk, GOOD), desk.clerk)

    assert outcome == ImportOutcome(3, ())
    assert standing(desk.submission) == {"cases_total": 9, "fires": 5, "area_ha": 66449}
    figure = figures_of(desk.submission)[CellKey("fires")]
    assert (figure.origin, figure.source) == ("imported", "a.xlsx!xã Quang Khải!E12")
    assert figure.account_id == desk.clerk.account_id


def test_the_digest_of_the_file_is_journalled(desk: Desk) -> None:
    plan = planned(filled(desk, GOOD), desk.clerk)

    save(plan, policy=ALL, actor=desk.clerk, at=AT)

    entry = Entry.objects.get(stream=f"workbook:{plan.sha256}")
    assert entry.verb == "intake.imported"
    assert entry.facts == {"sha256": plan.sha256, "submissions": [[desk.submission, 3]]}
    assert entry.account_id == desk.clerk.account_id


def test_reading_a_plan_saves_nothing(desk: Desk) -> None:
    entries = Entry.objects.count()

    plan = planned(filled(desk, GOOD), desk.clerk)

    assert plan.is_clean
    assert len(plan.changes) == 3
    assert plan.unchanged == 2
    assert standing(desk.submission) == {}
    assert Entry.objects.count() == entries


def test_importing_a_file_again_writes_nothing(desk: Desk) -> None:
    content = filled(desk, GOOD)
    imported(content, desk.clerk)
    revision = Submission.objects.get(pk=desk.submission).revision
    entries = Entry.objects.count()

    outcome = imported(content, desk.clerk)

    assert outcome == ImportOutcome(0, ())
    assert Submission.objects.get(pk=desk.submission).revision == revision
    assert Entry.objects.count() == entries
    assert Figure.objects.count() == 3


def test_a_corrected_file_updates_its_own_figures(desk: Desk) -> None:
    content = filled(desk, GOOD)
    imported(content, desk.clerk)

    outcome = imported(edited(content, typed({at(VALUE, "fires"): 6})), desk.clerk)

    assert outcome == ImportOutcome(1, ())
    assert standing(desk.submission)["fires"] == 6
    assert Figure.objects.count() == 3


def test_one_wrong_cell_keeps_the_whole_file_out(desk: Desk) -> None:
    content = filled(desk, {**GOOD, at(VALUE, "cases_settled"): "1,234"})

    outcome = imported(content, desk.clerk)

    assert outcome.saved == 0
    assert [(one.sheet, one.cell, one.code) for one in outcome.problems] == [
        ("xã Quang Khải", "E11", "ambiguous_number")
    ]
    assert standing(desk.submission) == {}


def test_what_is_right_is_saved_and_exactly_the_rest_is_listed(desk: Desk) -> None:
    content = filled(
        desk, {**GOOD, at(VALUE, "cases_settled"): "=1+1", at(VALUE, "fires"): "12 người"}
    )

    outcome = imported(content, desk.clerk, RIGHT)

    assert outcome.saved == 2
    assert sorted(one.cell for one in outcome.problems) == ["E11", "E12"]
    assert standing(desk.submission) == {"cases_total": 9, "area_ha": 66449}


def test_a_broken_rule_is_a_problem_of_the_cells_that_break_it(desk: Desk) -> None:
    content = filled(desk, {**GOOD, at(VALUE, "cases_settled"): 10})  # 10 settled of 9

    plan = planned(content, desk.clerk)
    outcome = save(plan, policy=RIGHT, actor=desk.clerk, at=AT)

    assert sorted((one.cell, one.code) for one in plan.problems) == [
        ("E10", "rule"),
        ("E11", "rule"),
    ]
    assert "Giải quyết không quá tổng số" in plan.problems[0].message
    assert outcome.saved == 2
    assert standing(desk.submission) == {"fires": 5, "area_ha": 66449}


def test_a_rule_that_was_broken_before_does_not_stop_other_cells(desk: Desk) -> None:
    enter(desk, cases_total=3, cases_settled=4)

    outcome = imported(filled(desk, {at(VALUE, "fires"): 5}), desk.clerk)

    assert outcome == ImportOutcome(1, ())


def test_a_cell_left_out_for_one_rule_is_judged_with_what_stood_before(desk: Desk) -> None:
    enter(desk, cases_total=9, cases_settled=4)
    content = filled(desk, {at(VALUE, "cases_total"): 3})  # below the 4 settled

    outcome = imported(content, desk.clerk, RIGHT)

    assert outcome.saved == 0
    assert codes(outcome) == ["rule"]
    assert standing(desk.submission)["cases_total"] == 9


def test_a_warning_does_not_stop_an_import_and_is_told(desk: Desk) -> None:
    plan = planned(filled(desk, {at(VALUE, "fires"): 60}), desk.clerk)

    assert plan.is_clean
    assert [one.check for one in plan.submissions[0].warnings] == ["many_fires"]


def test_a_cell_that_was_changed_on_the_server_meanwhile_is_a_conflict(desk: Desk) -> None:
    content = filled(desk, GOOD)
    enter(desk, fires=4)

    outcome = imported(content, desk.clerk, RIGHT)

    assert outcome.saved == 2
    assert [(one.cell, one.code) for one in outcome.problems] == [("E12", "changed_since")]
    assert standing(desk.submission)["fires"] == 4


def test_cells_that_nobody_touched_are_no_conflict(desk: Desk) -> None:
    enter(desk, cases_total=9)
    content = filled(desk, {at(VALUE, "fires"): 5})
    enter(desk, cases_total=8)

    outcome = imported(content, desk.clerk)

    assert outcome == ImportOutcome(1, ())
    assert standing(desk.submission) == {"cases_total": 8, "fires": 5}


@pytest.mark.parametrize(("policy", "saved"), [(ALL, 0), (RIGHT, 2)])
def test_a_change_between_reading_and_saving_is_a_problem_too(
    desk: Desk, policy: SavePolicy, saved: int
) -> None:
    plan = planned(filled(desk, GOOD), desk.clerk)
    enter(desk, fires=4)

    outcome = save(plan, policy=policy, actor=desk.clerk, at=AT)

    assert outcome.saved == saved
    assert [one.cell for one in outcome.problems] == ["E12"]
    assert standing(desk.submission)["fires"] == 4


def test_a_submission_that_was_handed_in_meanwhile_takes_nothing(desk: Desk) -> None:
    plan = planned(filled(desk, GOOD), desk.clerk)
    enter(desk, people_fined=0)
    actions.submit(desk.submission, actor=OPERATOR, at=AT)

    outcome = save(plan, policy=RIGHT, actor=desk.clerk, at=AT)

    assert outcome.saved == 0
    assert sorted(one.cell for one in outcome.problems) == ["E10", "E12", "E15"]
    assert standing(desk.submission) == {"people_fined": 0}


def test_a_cell_that_is_left_blank_keeps_its_figure_and_is_told(desk: Desk) -> None:
    enter(desk, fires=5)

    plan = planned(filled(desk, {at(VALUE, "fires"): None}), desk.clerk)

    assert [place.cell for place in plan.left_blank] == ["E12"]
    assert plan.changes == ()


def test_khong_is_zero_and_blank_stays_missing(desk: Desk) -> None:
    imported(filled(desk, {at(VALUE, "fires"): "không"}), desk.clerk)

    assert standing(desk.submission) == {"fires": 0}


def test_a_closed_submission_names_its_state(desk: Desk) -> None:
    content = filled(desk, GOOD)
    enter(desk, people_fined=0)
    actions.submit(desk.submission, actor=OPERATOR, at=AT)

    plan = planned(content, desk.clerk)

    assert codes(plan) == ["closed"]
    assert "đã nộp" in plan.problems[0].message


def test_somebody_without_the_grant_is_refused(desk: Desk) -> None:
    stranger = somebody("clerk", desk.country.quang_ninh)

    plan = planned(filled(desk, GOOD), stranger)

    assert codes(plan) == ["not_allowed"]


def test_fetching_a_form_needs_the_grant_to_see_it(desk: Desk) -> None:
    stranger = somebody("clerk", desk.country.quang_ninh)

    with pytest.raises(NotAllowed):
        fetched(desk, stranger)


def test_a_template_of_nothing_is_refused(desk: Desk) -> None:
    with pytest.raises(BadInput):
        template([], actor=desk.clerk, at=AT)


def test_a_form_of_another_version_of_the_programme_is_refused(desk: Desk) -> None:
    content = filled(desk, GOOD)
    version = PackVersion.objects.get()
    other = PackVersion.objects.create(
        code=version.code,
        version="2",
        digest="1" * 64,
        content=version.content | {"version": "2"},
    )
    Submission.objects.update(pack_version=other)

    assert codes(planned(content, desk.clerk)) == ["pack_version"]


def the_manifest_says(old: str, new: str) -> Callable[..., None]:
    def edit(book) -> None:  # type: ignore[no-untyped-def]  # openpyxl's workbook
        cell = book["_keng"]["B2"]
        assert old in cell.value
        cell.value = cell.value.replace(old, new)

    return edit


def test_a_unit_that_is_gone_in_the_period_names_its_successor(desk: Desk) -> None:
    content = edited(filled(desk, GOOD), the_manifest_says('"2024"', '"2025"'))

    plan = planned(content, desk.clerk)

    assert codes(plan) == ["unit_gone"]
    assert "xã Tứ Kỳ" in plan.problems[0].message


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('"unit":"qk"', '"unit":"xx"', "unknown_unit"),
        ('"2024"', '"năm nay"', "period_unknown"),
        ('"2024"', '"2023"', "no_submission"),
    ],
)
def test_a_form_that_leads_nowhere_is_told(desk: Desk, old: str, new: str, code: str) -> None:
    plan = planned(edited(filled(desk, GOOD), the_manifest_says(old, new)), desk.clerk)

    assert codes(plan) == [code]


def test_a_form_that_leads_nowhere_and_says_nothing_is_passed_over(desk: Desk) -> None:
    content = edited(fetched(desk), the_manifest_says('"2024"', '"2023"'))

    assert planned(content, desk.clerk).is_clean


def test_a_unit_on_two_sheets_is_taken_once_and_told(desk: Desk) -> None:
    content = edited(filled(desk, GOOD), lambda book: book.copy_worksheet(book.worksheets[0]))

    outcome = imported(content, desk.clerk, RIGHT)

    assert codes(outcome) == ["repeated_unit"]
    assert "xã Quang Khải" in outcome.problems[0].message
    assert outcome.saved == 3


def test_a_file_that_is_no_workbook_is_a_plan_with_one_problem(desk: Desk) -> None:
    plan = planned(b"%PDF-1.7", desk.clerk)

    assert codes(plan) == ["file_not_workbook"]
    assert save(plan, policy=RIGHT, actor=desk.clerk, at=AT).saved == 0


def test_a_mark_of_secrecy_refuses_the_file_and_names_the_cell(desk: Desk) -> None:
    plan = planned(filled(desk, {**GOOD, "H10": "TỐI MẬT"}), desk.clerk)

    [told] = plan.problems
    assert (told.code, told.sheet, told.cell) == ("secret_marked", "xã Quang Khải", "H10")
    assert plan.changes == ()


def test_a_cell_that_the_form_does_not_ask_for_is_told_in_the_words_of_the_form(desk: Desk) -> None:
    content = edited(filled(desk, {"E11": 3}), typed({"A11": "#cell:other_thing"}))

    assert codes(planned(content, desk.clerk)) == ["unknown_cell"]


# The officer above, who types for several communes.


@pytest.fixture
def officer(desk: Desk) -> AccountActor:
    return somebody("officer", desk.country.tu_ky_district)


@pytest.fixture
def table(desk: Desk, opened: Callable[..., int], officer: AccountActor) -> bytes:
    other = opened(desk.country.hung_dao)
    return template([desk.submission, other], actor=officer, at=AT, layout=Layout.TABLE)


def test_one_table_takes_the_figures_of_several_units(
    desk: Desk, table: bytes, officer: AccountActor
) -> None:
    content = edited(table, typed({"D8": 9, "F8": 5, "D9": 7}))

    outcome = imported(content, officer)

    assert outcome == ImportOutcome(3, ())
    assert standing(desk.submission) == {"cases_total": 9, "fires": 5}
    other = Submission.objects.get(unit_id=desk.country.hung_dao)
    assert standing(other.pk) == {"cases_total": 7}


def test_all_units_of_a_file_are_saved_or_none(
    desk: Desk, table: bytes, officer: AccountActor
) -> None:
    content = edited(table, typed({"D8": 9, "D9": "nhiều"}))

    assert imported(content, officer).saved == 0
    assert standing(desk.submission) == {}


def test_a_unit_may_be_added_to_a_table_by_its_name(
    desk: Desk, opened: Callable[..., int], officer: AccountActor
) -> None:
    other = opened(desk.country.hung_dao)
    content = template([desk.submission], actor=officer, at=AT, layout=Layout.TABLE)

    outcome = imported(edited(content, typed({"C9": "xa hung dao", "D9": 4})), officer)

    assert outcome == ImportOutcome(1, ())
    assert standing(other) == {"cases_total": 4}


@pytest.mark.parametrize(
    ("name", "code"),
    [("xã Không Có", "unknown_unit"), ("xã Quang Khải", "repeated_unit"), ("", "unknown_unit")],
)
def test_a_row_whose_unit_cannot_be_taken_is_told(
    desk: Desk, officer: AccountActor, name: str, code: str
) -> None:
    content = template([desk.submission], actor=officer, at=AT, layout=Layout.TABLE)

    plan = planned(edited(content, typed({"D8": 1, "C12": name, "D12": 4})), officer)

    assert codes(plan) == [code]


def test_names_that_several_units_bear_list_the_candidates(
    desk: Desk, officer: AccountActor
) -> None:
    from access_cast import unit  # noqa: PLC0415 - only here

    unit("qk2", "xa", "Quang Khải", under=desk.country.quang_ninh, until=MERGER)
    content = template([desk.submission], actor=officer, at=AT, layout=Layout.TABLE)

    plan = planned(edited(content, typed({"C12": "xã Quang Khải", "D12": 4})), officer)

    assert codes(plan) == ["ambiguous_unit"]
    assert "tỉnh Quảng Ninh" in plan.problems[0].message


def test_figures_that_somebody_far_away_may_not_see_are_withheld_both_ways(desk: Desk) -> None:
    enter(desk, people_fined=3)
    far = somebody("officer", desk.country.hai_duong)

    content = fetched(desk, far)
    shown = open_workbook(content, name="a").sheets[0].row(13)
    plan = planned(edited(content, typed({at(VALUE, "people_fined"): 4})), far)

    assert shown[5].text == "…"
    assert '"3"' not in repr(open_workbook(content, name="a").sheets[1].rows)
    assert codes(plan) == ["withheld_cell"]
    assert planned(content, far).is_clean


def test_the_file_name_and_not_its_folder_is_what_is_stored(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "khai.xlsx"
    path.write_bytes(filled(desk, GOOD))

    plan = read(path, actor=desk.clerk, at=AT)

    assert {change.input.source for change in plan.changes} == {
        "khai.xlsx!xã Quang Khải!E10",
        "khai.xlsx!xã Quang Khải!E12",
        "khai.xlsx!xã Quang Khải!E15",
    }


def test_a_saved_file_fetched_again_holds_what_was_saved(desk: Desk) -> None:
    imported(filled(desk, GOOD), desk.clerk)

    again = planned(fetched(desk), desk.clerk)

    assert again.is_clean
    assert again.changes == ()
    assert again.unchanged == 5


def test_problems_carry_the_name_under_which_the_file_is_known(desk: Desk) -> None:
    plan = planned(filled(desk, {at(VALUE, "fires"): "x"}), desk.clerk)

    assert str(replace(plan.problems[0], file="báo cáo.xlsx")).startswith(
        "báo cáo.xlsx!xã Quang Khải!E12: ô ghi “x”"
    )
