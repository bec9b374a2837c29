"""A batch of values into cells: all or nothing, with history, rules and one journal line."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from keng.journal.models import Entry
from keng.kernel.errors import BadInput, Conflict, NotAllowed, WrongState
from keng.kernel.figures import CellKey
from keng.kernel.periods import parse_period
from keng.reporting import actions, queries
from keng.reporting.actions import CellInput, RejectedCells
from keng.reporting.models import Figure, FigureRevision, Submission
from reporting_cast import cells

from .conftest import AT, Cast

LATER = AT + timedelta(hours=1)
FIRES, CASES = CellKey("fires"), CellKey("cases")


def value_of(draft: Submission, code: str) -> int | None:
    return queries.figures_of(draft.pk)[CellKey(code)].value


def journal(draft: Submission, verb: str = "reporting.enter") -> list[Entry]:
    return list(Entry.objects.filter(stream=f"submission:{draft.pk}", verb=verb).order_by("n"))


def test_a_batch_is_saved_with_who_when_and_its_first_revision(
    cast: Cast, draft: Submission
) -> None:
    outcome = actions.enter(draft.pk, cells(fires=2, cases=9), actor=cast.clerk, at=AT)

    figure = queries.figures_of(draft.pk)[FIRES]
    assert (figure.value, figure.revision, figure.status) == (2, 1, "official")
    assert (figure.at, figure.account_id, figure.origin) == (AT, cast.clerk.account_id, "entered")
    assert outcome.saved == {FIRES: 1, CASES: 1}
    assert outcome.revision == 1
    draft.refresh_from_db()
    assert (draft.revision, draft.cells_filled) == (1, 2)


def test_a_batch_writes_one_journal_line_that_commits_to_every_cell(
    cast: Cast, draft: Submission
) -> None:
    actions.enter(draft.pk, cells(fires=2, cases=9), actor=cast.clerk, at=AT)

    (entry,) = journal(draft)
    revisions = FigureRevision.objects.order_by("figure_id")
    assert entry.facts["cells"] == [[row.figure_id, 1, row.digest] for row in revisions]
    assert entry.account_id == cast.clerk.account_id
    assert entry.facts["revision"] == 1
    assert list(queries.problems()) == []


def test_the_journal_never_holds_a_note_a_source_or_a_bare_value(
    cast: Cast, draft: Submission
) -> None:
    noted = CellInput(FIRES, 4711, note="hỏi anh Ba", source="Sổ trực")
    actions.enter(draft.pk, [noted], actor=cast.clerk, at=AT)

    (entry,) = journal(draft)
    assert "hỏi" not in str(entry.facts)
    assert "4711" not in str(entry.facts["cells"][0][:2])


def test_the_same_value_status_and_note_again_writes_nothing(cast: Cast, draft: Submission) -> None:
    actions.enter(draft.pk, cells(fires=2, cases=9), actor=cast.clerk, at=AT)

    outcome = actions.enter(draft.pk, cells(fires=2), actor=cast.clerk, at=LATER)

    assert (outcome.saved, outcome.unchanged) == ({}, (FIRES,))
    assert len(journal(draft)) == 1
    assert FigureRevision.objects.count() == 2
    draft.refresh_from_db()
    assert draft.revision == 1


def test_only_the_cells_that_changed_get_a_new_revision(cast: Cast, draft: Submission) -> None:
    actions.enter(draft.pk, cells(fires=2, cases=9), actor=cast.clerk, at=AT)

    outcome = actions.enter(draft.pk, cells(fires=3, cases=9), actor=cast.colleague, at=LATER)

    assert (outcome.saved, outcome.unchanged) == ({FIRES: 2}, (CASES,))
    history = queries.history_of(draft.pk, FIRES)
    assert [(step.n, step.value, step.account_id) for step in history] == [
        (2, 3, cast.colleague.account_id),
        (1, 2, cast.clerk.account_id),
    ]


def test_an_emptied_cell_is_not_known_and_keeps_its_history(cast: Cast, draft: Submission) -> None:
    actions.enter(draft.pk, cells(fires=2), actor=cast.clerk, at=AT)

    actions.enter(draft.pk, cells(fires=None), actor=cast.clerk, at=LATER)

    assert value_of(draft, "fires") is None
    assert [step.value for step in queries.history_of(draft.pk, FIRES)] == [None, 2]
    draft.refresh_from_db()
    assert draft.cells_filled == 0


def test_emptying_a_cell_that_was_never_filled_leaves_no_row(cast: Cast, draft: Submission) -> None:
    actions.enter(draft.pk, cells(fires=None), actor=cast.clerk, at=AT)

    assert not Figure.objects.exists()


def test_zero_is_a_value_and_not_an_empty_cell(cast: Cast, draft: Submission) -> None:
    actions.enter(draft.pk, cells(fires=0), actor=cast.clerk, at=AT)

    assert value_of(draft, "fires") == 0
    draft.refresh_from_db()
    assert draft.cells_filled == 1


def test_an_estimate_becomes_official_and_both_are_kept(cast: Cast, draft: Submission) -> None:
    actions.enter(draft.pk, [CellInput(FIRES, 2, "estimated")], actor=cast.clerk, at=AT)

    actions.enter(draft.pk, [CellInput(FIRES, 2, "official")], actor=cast.clerk, at=LATER)

    assert [step.status for step in queries.history_of(draft.pk, FIRES)] == [
        "official",
        "estimated",
    ]


def test_a_note_stays_when_only_the_value_is_typed_and_the_source_goes_with_its_value(
    cast: Cast, draft: Submission
) -> None:
    first = CellInput(FIRES, 2, note="kể cả cháy rừng", source="Sổ trực")
    actions.enter(draft.pk, [first], actor=cast.clerk, at=AT)

    actions.enter(draft.pk, cells(fires=3), actor=cast.clerk, at=LATER)

    figure = queries.figures_of(draft.pk)[FIRES]
    assert (figure.note, figure.source) == ("kể cả cháy rừng", "")


def test_two_people_in_one_cell_get_a_conflict_with_both_values(
    cast: Cast, draft: Submission
) -> None:
    actions.enter(draft.pk, cells(fires=2, cases=9), actor=cast.clerk, at=AT)
    actions.enter(draft.pk, cells(fires=5), actor=cast.colleague, at=LATER)

    batch = [
        CellInput(FIRES, 3, expected_revision=1),
        CellInput(CASES, 10, expected_revision=1),
    ]
    with pytest.raises(Conflict) as refusal:
        actions.enter(draft.pk, batch, actor=cast.clerk, at=LATER)

    conflicts = refusal.value.theirs
    assert isinstance(conflicts, list)
    (conflict,) = conflicts
    assert (conflict.key, conflict.mine.value, conflict.theirs.value) == (FIRES, 3, 5)
    assert value_of(draft, "cases") == 9
    assert len(journal(draft)) == 2


def test_a_cell_that_was_seen_empty_but_is_filled_now_is_a_conflict(
    cast: Cast, draft: Submission
) -> None:
    actions.enter(draft.pk, cells(fires=2), actor=cast.clerk, at=AT)

    with pytest.raises(Conflict):
        actions.enter(
            draft.pk, [CellInput(FIRES, 3, expected_revision=0)], actor=cast.colleague, at=LATER
        )


def test_two_people_who_type_the_same_value_are_in_no_conflict(
    cast: Cast, draft: Submission
) -> None:
    actions.enter(draft.pk, cells(fires=2), actor=cast.clerk, at=AT)

    seen_empty = CellInput(FIRES, 2, expected_revision=0)
    outcome = actions.enter(draft.pk, [seen_empty], actor=cast.colleague, at=LATER)

    assert outcome.unchanged == (FIRES,)


@pytest.mark.parametrize(
    ("item", "code"),
    [
        (CellInput(CellKey("unheard_of"), 1), "unknown_cell"),
        (CellInput(CellKey("classed", "class=kha"), 1), "unknown_cell"),
        (CellInput(CellKey("settled_share"), 1), "computed_cell"),
        (CellInput(CellKey("guards"), 1), "not_asked_in_period"),
        (CellInput(FIRES, -1), "negative_value"),
        (CellInput(FIRES, 2**63), "value_too_large"),
        (CellInput(FIRES, value=True), "not_a_whole_number"),
        (CellInput(FIRES, 1, status="rumoured"), "unknown_status"),
        (CellInput(FIRES, 1, basis="guessed"), "unknown_basis"),
        (CellInput(FIRES, 1, basis="reported_total"), "source_missing"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_refused_with_what_to_do(
    cast: Cast, draft: Submission, item: CellInput, code: str
) -> None:
    with pytest.raises(RejectedCells) as refusal:
        actions.enter(draft.pk, [*cells(cases=9), item], actor=cast.clerk, at=AT)

    assert [(problem.key, problem.code) for problem in refusal.value.problems] == [(item.key, code)]
    assert ";" in refusal.value.problems[0].message  # what is wrong; what to do
    assert not Figure.objects.exists()
    assert journal(draft) == []


def test_every_wrong_cell_of_a_batch_is_named_not_only_the_first(
    cast: Cast, draft: Submission
) -> None:
    with pytest.raises(RejectedCells) as refusal:
        actions.enter(draft.pk, cells(fires=-1, cases=-2, settled=1), actor=cast.clerk, at=AT)

    assert [str(problem.key) for problem in refusal.value.problems] == ["fires", "cases"]
    assert "và 1 ô khác" in refusal.value.message


def test_one_cell_twice_in_a_batch_is_refused(cast: Cast, draft: Submission) -> None:
    with pytest.raises(RejectedCells) as refusal:
        actions.enter(draft.pk, [*cells(fires=1), *cells(fires=2)], actor=cast.clerk, at=AT)

    assert {problem.code for problem in refusal.value.problems} == {"repeated_cell"}


def test_a_note_with_a_secrecy_marking_is_refused_before_it_is_stored(
    cast: Cast, draft: Submission
) -> None:
    with pytest.raises(BadInput, match="độ mật"):
        actions.enter(
            draft.pk, [CellInput(FIRES, 1, note="TỐI MẬT\nnội dung")], actor=cast.clerk, at=AT
        )

    assert not Figure.objects.exists()


def test_a_stranger_enters_nothing(cast: Cast, draft: Submission) -> None:
    with pytest.raises(NotAllowed):
        actions.enter(draft.pk, cells(fires=1), actor=cast.other_clerk, at=AT)

    assert not Figure.objects.exists()


def test_what_was_handed_in_cannot_be_changed(cast: Cast, draft: Submission) -> None:
    actions.enter(draft.pk, cells(fires=1), actor=cast.clerk, at=AT)
    actions.submit(draft.pk, actor=cast.clerk, at=AT)

    with pytest.raises(WrongState):
        actions.enter(draft.pk, cells(fires=2), actor=cast.clerk, at=LATER)

    assert value_of(draft, "fires") == 1


def test_findings_of_the_whole_form_come_back_at_each_save(cast: Cast, draft: Submission) -> None:
    outcome = actions.enter(draft.pk, cells(cases=2, settled=3), actor=cast.clerk, at=AT)

    (finding,) = outcome.findings
    assert (finding.check, finding.severity) == ("settled_within_cases", "block")
    draft.refresh_from_db()
    assert draft.blocks_open == 1

    mended = actions.enter(draft.pk, cells(cases=3), actor=cast.clerk, at=LATER)
    assert mended.findings == []
    draft.refresh_from_db()
    assert draft.blocks_open == 0


def test_a_rule_looks_at_the_period_before(cast: Cast, draft: Submission) -> None:
    july = actions.ensure_submission(
        cast.one, "commune", parse_period("2024-07"), actor=cast.clerk, at=AT
    )
    actions.enter(july.pk, cells(fires=1), actor=cast.clerk, at=AT)

    outcome = actions.enter(draft.pk, cells(fires=9), actor=cast.clerk, at=AT)

    assert [finding.check for finding in outcome.findings] == ["fires_jump"]  # 9 > 1 + 5


def test_a_cumulative_that_falls_is_found(cast: Cast, draft: Submission) -> None:
    july = actions.ensure_submission(
        cast.one, "commune", parse_period("2024-07"), actor=cast.clerk, at=AT
    )
    actions.enter(july.pk, cells(signed=120), actor=cast.clerk, at=AT)

    outcome = actions.enter(draft.pk, cells(signed=100), actor=cast.clerk, at=AT)

    (finding,) = outcome.findings
    assert finding.check == "series_cumulative_falls"
    assert "120" in finding.message
    assert "100" in finding.message


def test_months_that_do_not_add_up_to_the_quarter_are_found(cast: Cast, draft: Submission) -> None:
    for month, fires in (("2024-07", 1), ("2024-09", 3)):
        other = actions.ensure_submission(
            cast.one, "commune", parse_period(month), actor=cast.clerk, at=AT
        )
        actions.enter(other.pk, cells(fires=fires), actor=cast.clerk, at=AT)
    actions.enter(draft.pk, cells(fires=2), actor=cast.clerk, at=AT)
    quarter = actions.ensure_submission(
        cast.one, "commune", parse_period("2024Q3"), actor=cast.clerk, at=AT
    )

    wrong = actions.enter(quarter.pk, cells(fires=7), actor=cast.clerk, at=AT)
    right = actions.enter(quarter.pk, cells(fires=6), actor=cast.clerk, at=LATER)  # 1 + 2 + 3

    assert [finding.check for finding in wrong.findings] == ["series_parts_differ"]
    assert right.findings == []


def test_what_was_known_at_a_moment_comes_from_the_revisions(cast: Cast, draft: Submission) -> None:
    actions.enter(draft.pk, cells(fires=2), actor=cast.clerk, at=AT)
    actions.enter(draft.pk, cells(fires=5, cases=9), actor=cast.clerk, at=LATER)

    then = queries.values_known_at([draft.pk], AT + timedelta(minutes=30))[draft.pk]
    now = queries.values_known_at([draft.pk], LATER)[draft.pk]
    before = queries.values_known_at([draft.pk], datetime(2024, 1, 1, tzinfo=UTC))[draft.pk]

    assert {str(key): known.value for key, known in then.items()} == {"fires": 2}
    assert {str(key): known.value for key, known in now.items()} == {"fires": 5, "cases": 9}
    assert before == {}


def test_the_last_values_of_a_unit_come_latest_first(cast: Cast, draft: Submission) -> None:
    july = actions.ensure_submission(
        cast.one, "commune", parse_period("2024-07"), actor=cast.clerk, at=AT
    )
    actions.enter(july.pk, cells(fires=1), actor=cast.clerk, at=AT)
    actions.enter(draft.pk, cells(fires=2), actor=cast.clerk, at=AT)

    past = queries.last_values(cast.one, FIRES, 12)

    assert [(one.period.code, one.value) for one in past] == [("2024-08", 2), ("2024-07", 1)]


def test_a_batch_costs_the_same_number_of_statements_however_large(
    cast: Cast, draft: Submission, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    batch = cells(fires=1, cases=9, settled=1, pending=2, damage=5, area=66449)

    with django_assert_max_num_queries(24):
        actions.enter(draft.pk, batch, actor=cast.clerk, at=AT)

    assert value_of(draft, "area") == 66449  # 664.49 ha


def test_a_month_that_contradicts_a_quarter_already_reported_is_found(
    cast: Cast, draft: Submission
) -> None:
    figures = {"2024-07": 1, "2024-09": 3, "2024Q3": 6}
    for code, fires in figures.items():
        other = actions.ensure_submission(
            cast.one, "commune", parse_period(code), actor=cast.clerk, at=AT
        )
        actions.enter(other.pk, cells(fires=fires), actor=cast.clerk, at=AT)

    wrong = actions.enter(draft.pk, cells(fires=4), actor=cast.clerk, at=AT)  # 1 + 4 + 3 = 8
    right = actions.enter(draft.pk, cells(fires=2), actor=cast.clerk, at=LATER)  # 6

    assert [finding.check for finding in wrong.findings] == ["series_parts_differ"]
    assert "quý III/2024" in wrong.findings[0].message
    assert right.findings == []


def test_a_reported_value_takes_the_mark_of_an_illustration_away(
    cast: Cast, draft: Submission
) -> None:
    actions.enter(draft.pk, cells(fires=2), actor=cast.clerk, at=AT, origin="illustrative")
    actions.enter(draft.pk, cells(fires=2), actor=cast.clerk, at=LATER)

    assert [step.origin for step in queries.history_of(draft.pk, FIRES)] == [
        "entered",
        "illustrative",
    ]


@pytest.mark.parametrize("origin", ["derived", "declared", "carried", "dreamt"])
def test_what_other_acts_write_is_not_typed(cast: Cast, draft: Submission, origin: str) -> None:
    with pytest.raises(BadInput):
        actions.enter(draft.pk, cells(fires=2), actor=cast.clerk, at=AT, origin=origin)

    assert not Figure.objects.exists()


def test_who_may_not_see_a_small_total_may_not_enter_it_either(
    cast: Cast, draft: Submission
) -> None:
    actions.enter(draft.pk, cells(offenders=3), actor=cast.clerk, at=AT)

    for guess in (1, 2, 3, 4):
        with pytest.raises(RejectedCells) as refusal:
            actions.enter(draft.pk, cells(offenders=guess), actor=cast.province_officer, at=AT)
        assert [problem.code for problem in refusal.value.problems] == ["withheld_cell"]

    assert queries.figures_of(draft.pk)[CellKey("offenders")].value == 3


def test_the_direct_superior_may_enter_a_small_total(cast: Cast, draft: Submission) -> None:
    actions.enter(draft.pk, cells(offenders=3), actor=cast.officer, at=AT)

    assert queries.figures_of(draft.pk)[CellKey("offenders")].value == 3
