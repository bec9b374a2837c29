"""Warnings with a written reason travel upward; due days are moved with author and reason."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from keng.journal.models import Entry
from keng.kernel.errors import BadInput, NotAllowed
from keng.kernel.figures import CellKey
from keng.kernel.periods import parse_period
from keng.reporting import actions, queries, tasks
from keng.reporting.models import AcceptedWarning, Submission
from reporting_cast import cells

from .conftest import AT, Cast

LATER = AT + timedelta(hours=1)
ON = AT.date()


@pytest.fixture
def warned(cast: Cast, draft: Submission) -> Submission:
    """9 people in 1 case: more than three a case."""
    actions.enter(draft.pk, cells(cases=1, offenders=9), actor=cast.clerk, at=AT)
    return draft


def counts(submission: Submission) -> tuple[int, int, int]:
    submission.refresh_from_db()
    return (submission.blocks_open, submission.warnings_open, submission.warnings_accepted)


def test_a_warning_with_a_reason_lets_the_report_go_up_with_it(
    cast: Cast, warned: Submission
) -> None:
    assert counts(warned) == (0, 1, 0)

    found = actions.accept_warning(
        warned.pk, "offenders_within_cases", "Một vụ đánh bạc 9 người", actor=cast.clerk, at=AT
    )

    (finding,) = found
    assert finding.explanation is not None
    assert not finding.is_open
    assert counts(warned) == (0, 0, 1)
    actions.submit(warned.pk, actor=cast.clerk, at=LATER)
    (seen_above,) = queries.submission_view(warned.pk, cast.officer, on=ON).findings
    assert seen_above.explanation is not None
    assert seen_above.explanation.reason == "Một vụ đánh bạc 9 người"
    assert seen_above.explanation.account_id == cast.clerk.account_id


def test_the_reason_falls_away_when_a_value_that_it_rests_on_changes(
    cast: Cast, warned: Submission
) -> None:
    actions.accept_warning(
        warned.pk, "offenders_within_cases", "Vụ đánh bạc", actor=cast.clerk, at=AT
    )

    actions.enter(warned.pk, cells(offenders=12), actor=cast.clerk, at=LATER)

    assert counts(warned) == (0, 1, 0)
    assert AcceptedWarning.objects.get().reason == "Vụ đánh bạc"  # kept as history


def test_the_reason_holds_while_other_cells_change_and_when_the_value_comes_back(
    cast: Cast, warned: Submission
) -> None:
    actions.accept_warning(
        warned.pk, "offenders_within_cases", "Vụ đánh bạc", actor=cast.clerk, at=AT
    )

    actions.enter(warned.pk, cells(fires=2), actor=cast.clerk, at=LATER)
    assert counts(warned) == (0, 0, 1)

    actions.enter(warned.pk, cells(offenders=12), actor=cast.clerk, at=LATER)
    actions.enter(warned.pk, cells(offenders=9), actor=cast.clerk, at=LATER)
    assert counts(warned) == (0, 0, 1)


def test_the_reason_falls_away_when_the_period_before_changes(
    cast: Cast, draft: Submission
) -> None:
    july = actions.ensure_submission(
        cast.one, "commune", parse_period("2024-07"), actor=cast.clerk, at=AT
    )
    actions.enter(july.pk, cells(fires=1), actor=cast.clerk, at=AT)
    actions.enter(draft.pk, cells(fires=9), actor=cast.clerk, at=AT)
    actions.accept_warning(draft.pk, "fires_jump", "Nắng nóng", actor=cast.clerk, at=AT)

    actions.enter(july.pk, cells(fires=2), actor=cast.clerk, at=LATER)

    (finding,) = queries.findings_of(draft.pk)
    assert finding.is_open
    actions.refresh_findings(draft.pk)
    assert counts(draft) == (0, 1, 0)


@pytest.mark.parametrize(
    ("check", "reason", "code"),
    [
        ("offenders_within_cases", "  ", "bad_input"),
        ("fires_jump", "Nắng nóng", "no_such_warning"),
        ("settled_within_cases", "Đúng như vậy", "blocks"),
        ("offenders_within_cases", "TUYỆT MẬT", "bad_input"),
    ],
)
def test_a_reason_without_words_or_warning_and_a_block_are_refused(
    cast: Cast, warned: Submission, check: str, reason: str, code: str
) -> None:
    actions.enter(warned.pk, cells(settled=5), actor=cast.clerk, at=AT)  # 5 of 1: blocks

    with pytest.raises(BadInput) as refusal:
        actions.accept_warning(warned.pk, check, reason, actor=cast.clerk, at=AT)

    assert refusal.value.code == code
    assert not AcceptedWarning.objects.exists()


def test_the_reason_is_journalled_without_its_words(cast: Cast, warned: Submission) -> None:
    actions.accept_warning(
        warned.pk, "offenders_within_cases", "Vụ ở nhà ông Tư", actor=cast.clerk, at=AT
    )

    entry = Entry.objects.get(verb="reporting.accept_warning")
    assert entry.facts["check"] == "offenders_within_cases"
    assert entry.facts["findings"] == 1
    # A fingerprint is an open digest of the values: whoever reads it could try them all.
    assert AcceptedWarning.objects.get().fingerprint not in str(entry.facts)
    assert "Tư" not in str(entry.facts)


def test_a_reason_about_one_cell_leaves_the_others_open(cast: Cast, draft: Submission) -> None:
    july = actions.ensure_submission(
        cast.one, "commune", parse_period("2024-07"), actor=cast.clerk, at=AT
    )
    actions.enter(july.pk, cells(signed=120, posts=40), actor=cast.clerk, at=AT)
    actions.enter(draft.pk, cells(signed=100, posts=30), actor=cast.clerk, at=AT)

    found = actions.accept_warning(
        draft.pk,
        "series_cumulative_falls",
        "Rà soát lại hộ trùng",
        cells=[CellKey("signed")],
        actor=cast.clerk,
        at=AT,
    )

    assert {str(one.cells[0]): one.is_open for one in found} == {"signed": False, "posts": True}


def test_a_later_due_day_has_an_author_and_a_reason(cast: Cast, draft: Submission) -> None:
    actions.extend_due(draft.pk, date(2024, 9, 10), "Bão số 3", actor=cast.officer, at=AT)

    draft.refresh_from_db()
    assert draft.due_on == date(2024, 9, 10)
    extension = draft.extensions.get()
    assert (extension.reason, extension.account_id) == ("Bão số 3", cast.officer.account_id)
    entry = Entry.objects.get(verb="reporting.extend_due")
    assert entry.facts["new"] == "2024-09-10"


def test_a_unit_does_not_extend_its_own_day_and_no_day_is_made_earlier(
    cast: Cast, draft: Submission
) -> None:
    actions.extend_due(draft.pk, date(2024, 9, 10), "Bão số 3", actor=cast.officer, at=AT)

    with pytest.raises(NotAllowed):
        actions.extend_due(draft.pk, date(2024, 9, 12), "Bận", actor=cast.clerk, at=AT)
    with pytest.raises(BadInput):
        actions.extend_due(draft.pk, date(2024, 9, 9), "Gấp", actor=cast.officer, at=AT)

    draft.refresh_from_db()
    assert draft.due_on == date(2024, 9, 10)


def test_reasons_in_force_are_handed_upward_and_no_others(cast: Cast, warned: Submission) -> None:
    actions.accept_warning(
        warned.pk, "offenders_within_cases", "Vụ đánh bạc", actor=cast.clerk, at=AT
    )

    (above,) = queries.explanations_in_force([warned.pk])[warned.pk]
    assert (above.check, above.reason) == ("offenders_within_cases", "Vụ đánh bạc")
    assert set(above.cells) == {CellKey("offenders"), CellKey("cases")}

    actions.enter(warned.pk, cells(offenders=12), actor=cast.clerk, at=LATER)
    assert queries.explanations_in_force([warned.pk]) == {}
    actions.enter(warned.pk, cells(offenders=9), actor=cast.clerk, at=LATER)
    assert len(queries.explanations_in_force([warned.pk])[warned.pk]) == 1


def test_a_job_brings_the_counts_of_a_round_up_to_date_and_can_be_resumed(
    cast: Cast, draft: Submission
) -> None:
    july = actions.ensure_submission(
        cast.one, "commune", parse_period("2024-07"), actor=cast.clerk, at=AT
    )
    actions.enter(july.pk, cells(fires=9), actor=cast.clerk, at=AT)
    actions.enter(draft.pk, cells(fires=9), actor=cast.clerk, at=AT)
    opened = actions.open_round(
        "commune",
        draft.period,
        owner_unit_id=cast.province,
        actor=cast.province_officer,
        at=AT,
    )
    actions.enter(july.pk, cells(fires=1), actor=cast.clerk, at=LATER)
    assert counts(draft) == (0, 0, 0)  # counted at the last save

    steps = list(tasks.refresh_round(opened.pk))

    assert counts(draft) == (0, 1, 0)
    assert [(step.done, step.total) for step in steps] == [(1, 3), (2, 3), (3, 3)]
    assert len(list(tasks.refresh_round(opened.pk, after=draft.pk))) == 2
