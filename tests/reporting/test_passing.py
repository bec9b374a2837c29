"""Handed in, returned, accepted, locked, reopened: who may, what is refused, what is kept."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from keng.journal.models import Entry
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, Conflict, NotAllowed
from keng.kernel.figures import CellKey
from keng.kernel.periods import parse_period
from keng.reporting import actions, queries
from keng.reporting.actions import BlockingFindings, UnansweredReturn
from keng.reporting.models import DirtyMark, StateChange, Submission
from reporting_cast import cells

from .conftest import AT, Cast

LATER = AT + timedelta(days=3)
DUE = date(2024, 9, 20)
FIRES, CASES = CellKey("fires"), CellKey("cases")


@pytest.fixture
def filled(cast: Cast, draft: Submission) -> Submission:
    """The draft with 9 cases and 2 fires; no finding."""
    actions.enter(draft.pk, cells(cases=9, fires=2), actor=cast.clerk, at=AT)
    return draft


@pytest.fixture
def submitted(cast: Cast, filled: Submission) -> Submission:
    """The same, handed in by the clerk."""
    return actions.submit(filled.pk, actor=cast.clerk, at=AT)


@pytest.fixture
def accepted(cast: Cast, submitted: Submission) -> Submission:
    """The same, accepted by the officer of the district."""
    return actions.accept(submitted.pk, revision=1, actor=cast.officer, at=LATER)


def again(submission: Submission) -> Submission:
    submission.refresh_from_db()
    return submission


def verbs(submission: Submission) -> list[str]:
    entries = Entry.objects.filter(stream=f"submission:{submission.pk}").order_by("n")
    return [entry.verb for entry in entries]


def marks() -> list[str]:
    return [mark.act for mark in queries.dirty_marks()]


def test_a_draft_without_open_findings_is_handed_in(cast: Cast, filled: Submission) -> None:
    actions.submit(filled.pk, actor=cast.clerk, at=AT)

    assert again(filled).state == "submitted"
    assert filled.submitted_by == cast.clerk.account_id
    assert filled.first_submitted_on == date(2024, 9, 2)
    assert verbs(filled) == ["reporting.open", "reporting.enter", "reporting.submit"]
    assert marks() == ["submit"]


def test_the_legal_day_of_a_submission_is_the_day_in_vietnam(
    cast: Cast, filled: Submission
) -> None:
    late_evening_utc = datetime(2024, 9, 5, 17, 30, tzinfo=UTC)  # 00:30 on 6/9 in Hà Nội

    actions.submit(filled.pk, actor=cast.clerk, at=late_evening_utc)

    assert again(filled).first_submitted_on == date(2024, 9, 6)


def test_a_failed_blocking_check_leaves_the_draft_as_it_was(cast: Cast, draft: Submission) -> None:
    actions.enter(draft.pk, cells(cases=2, settled=3), actor=cast.clerk, at=AT)

    with pytest.raises(BlockingFindings) as refusal:
        actions.submit(draft.pk, actor=cast.clerk, at=AT)

    assert refusal.value.code == "blocking_findings"
    assert [finding.check for finding in refusal.value.findings] == ["settled_within_cases"]
    assert again(draft).state == "draft"
    assert draft.first_submitted_on is None
    assert "reporting.submit" not in verbs(draft)
    assert not StateChange.objects.exists()
    assert not DirtyMark.objects.exists()


def test_a_warning_without_a_reason_stops_and_a_hint_does_not(
    cast: Cast, draft: Submission
) -> None:
    actions.enter(draft.pk, cells(cases=1, offenders=9), actor=cast.clerk, at=AT)
    with pytest.raises(BlockingFindings) as refusal:
        actions.submit(draft.pk, actor=cast.clerk, at=AT)
    assert refusal.value.code == "unanswered_warnings"

    actions.enter(draft.pk, cells(cases=3, fires=21), actor=cast.clerk, at=AT)  # a hint is left
    actions.submit(draft.pk, actor=cast.clerk, at=AT)

    assert again(draft).state == "submitted"
    assert [finding.severity for finding in queries.findings_of(draft.pk)] == ["hint"]


def test_an_empty_form_is_not_handed_in(cast: Cast, draft: Submission) -> None:
    with pytest.raises(BadInput) as refusal:
        actions.submit(draft.pk, actor=cast.clerk, at=AT)

    assert refusal.value.code == "empty_submission"
    assert again(draft).state == "draft"


def test_who_holds_no_grant_hands_nothing_in(cast: Cast, filled: Submission) -> None:
    for stranger in (cast.other_clerk, cast.auditor):
        with pytest.raises(NotAllowed):
            actions.submit(filled.pk, actor=stranger, at=AT)

    assert again(filled).state == "draft"


def test_accepting_takes_the_revision_that_was_seen(cast: Cast, submitted: Submission) -> None:
    with pytest.raises(Conflict) as refusal:
        actions.accept(submitted.pk, revision=0, actor=cast.officer, at=LATER)
    assert refusal.value.theirs == 1
    assert again(submitted).state == "submitted"

    actions.accept(submitted.pk, revision=1, actor=cast.officer, at=LATER)

    assert again(submitted).state == "accepted"
    assert (submitted.accepted_revision, submitted.accepted_by) == (1, cast.officer.account_id)
    assert marks() == ["submit", "accept"]


def test_nobody_accepts_what_they_submitted(cast: Cast, filled: Submission) -> None:
    actions.submit(filled.pk, actor=cast.officer, at=AT)  # typed for a commune that cannot

    with pytest.raises(NotAllowed) as refusal:
        actions.accept(filled.pk, revision=1, actor=cast.officer, at=LATER)

    assert refusal.value.code == "own_submission"
    assert again(filled).state == "submitted"
    actions.accept(filled.pk, revision=1, actor=cast.province_officer, at=LATER)
    assert again(filled).state == "accepted"


def test_a_clerk_neither_accepts_nor_returns_nor_reopens(cast: Cast, submitted: Submission) -> None:
    with pytest.raises(NotAllowed):
        actions.accept(submitted.pk, revision=1, actor=cast.colleague, at=LATER)
    with pytest.raises(NotAllowed):
        actions.return_for_correction(
            submitted.pk, {FIRES: "xem lại"}, "", due_on=DUE, actor=cast.colleague, at=LATER
        )
    with pytest.raises(NotAllowed):
        actions.reopen(submitted.pk, "sai", actor=cast.colleague, at=LATER)

    assert again(submitted).state == "submitted"


def returned(cast: Cast, submission: Submission) -> Submission:
    return actions.return_for_correction(
        submission.pk,
        {FIRES: "Công an huyện ghi 3 vụ", CASES: "thiếu vụ ngày 5/8"},
        "Sửa rồi nộp lại",
        due_on=DUE,
        actor=cast.officer,
        at=LATER,
    )


def test_a_return_has_a_reason_per_cell_a_message_and_its_own_due_day(
    cast: Cast, submitted: Submission
) -> None:
    returned(cast, submitted)

    assert again(submitted).state == "returned"
    assert submitted.return_due_on == DUE
    view = queries.submission_view(submitted.pk, cast.clerk, on=DUE)
    (sent_back,) = view.returns
    assert sent_back.message == "Sửa rồi nộp lại"
    assert {str(reason.key): reason.reason for reason in sent_back.reasons} == {
        "fires": "Công an huyện ghi 3 vụ",
        "cases": "thiếu vụ ngày 5/8",
    }


def test_the_words_of_a_return_stay_out_of_the_journal(cast: Cast, submitted: Submission) -> None:
    returned(cast, submitted)

    entry = Entry.objects.get(stream=f"submission:{submitted.pk}", verb="reporting.return")
    plain = {name: entry.facts[name] for name in ("revision", "before", "after")}
    assert plain == {"revision": 1, "before": "submitted", "after": "returned"}
    marks = [*entry.facts["rows"].values(), *entry.facts["following"].values()]
    assert entry.facts.keys() == {*plain, "rows", "following"}
    assert all(re.fullmatch("[0-9a-f]{32}", mark) for mark in marks)


def test_a_returned_cell_is_dealt_with_by_changing_or_answering_it(
    cast: Cast, submitted: Submission
) -> None:
    returned(cast, submitted)
    with pytest.raises(UnansweredReturn) as refusal:
        actions.submit(submitted.pk, actor=cast.clerk, at=LATER)
    assert set(refusal.value.cells) == {FIRES, CASES}

    actions.enter(submitted.pk, cells(fires=3), actor=cast.clerk, at=LATER)
    with pytest.raises(UnansweredReturn) as refusal:
        actions.submit(submitted.pk, actor=cast.clerk, at=LATER)
    assert refusal.value.cells == [CASES]

    actions.answer_return(submitted.pk, CASES, "Vụ ấy ở xã khác", actor=cast.clerk, at=LATER)
    actions.submit(submitted.pk, actor=cast.clerk, at=LATER)
    assert again(submitted).state == "submitted"
    assert submitted.first_submitted_on == date(2024, 9, 2)  # punctuality is not lost by a return


def test_an_answer_needs_words_and_a_returned_cell(cast: Cast, submitted: Submission) -> None:
    returned(cast, submitted)

    with pytest.raises(BadInput):
        actions.answer_return(submitted.pk, CASES, " ", actor=cast.clerk, at=LATER)
    with pytest.raises(BadInput):
        actions.answer_return(
            submitted.pk, CellKey("damage"), "đúng rồi", actor=cast.clerk, at=LATER
        )


@pytest.mark.parametrize(
    ("reasons", "message", "due_on"),
    [
        ({}, " ", DUE),
        ({FIRES: ""}, "", DUE),
        ({CellKey("unheard_of"): "xem lại"}, "", DUE),
        ({FIRES: "xem lại"}, "", date(2024, 9, 1)),
    ],
)
def test_a_return_that_says_nothing_usable_is_refused(
    cast: Cast, submitted: Submission, reasons: dict[CellKey, str], message: str, due_on: date
) -> None:
    with pytest.raises(BadInput):
        actions.return_for_correction(
            submitted.pk, reasons, message, due_on=due_on, actor=cast.officer, at=LATER
        )

    assert again(submitted).state == "submitted"
    assert not submitted.returns.exists()


def test_a_locked_submission_names_its_reason_its_end_and_its_opener(
    cast: Cast, accepted: Submission
) -> None:
    end = date(2024, 12, 31)
    actions.lock(accepted.pk, "Báo cáo đã ký", ends_on=end, actor=cast.officer, at=LATER)

    assert again(accepted).state == "locked"
    assert (accepted.lock_reason, accepted.lock_ends_on) == ("Báo cáo đã ký", end)
    assert accepted.lock_opener_id == cast.north
    assert marks() == ["submit", "accept"]  # what counts did not change


def test_a_lock_without_a_reason_or_with_an_end_in_the_past_is_refused(
    cast: Cast, accepted: Submission
) -> None:
    with pytest.raises(BadInput):
        actions.lock(accepted.pk, "  ", actor=cast.officer, at=LATER)
    with pytest.raises(BadInput):
        actions.lock(accepted.pk, "đã ký", ends_on=date(2024, 9, 1), actor=cast.officer, at=LATER)

    assert again(accepted).state == "accepted"


def test_a_locked_submission_is_reopened_with_a_reason_and_counts_no_more(
    cast: Cast, accepted: Submission
) -> None:
    actions.lock(accepted.pk, "Báo cáo đã ký", actor=cast.officer, at=LATER)
    with pytest.raises(BadInput):
        actions.reopen(accepted.pk, "", actor=cast.officer, at=LATER)

    actions.reopen(accepted.pk, "Sai số vụ cháy", actor=cast.officer, at=LATER)

    assert again(accepted).state == "reopened"
    assert accepted.reopen_reason == "Sai số vụ cháy"
    assert marks() == ["submit", "accept", "reopen"]
    actions.enter(accepted.pk, cells(fires=4), actor=cast.clerk, at=LATER)
    actions.submit(accepted.pk, actor=cast.clerk, at=LATER)
    assert again(accepted).state == "submitted"


def test_every_step_is_kept_with_its_reason_newest_first(cast: Cast, accepted: Submission) -> None:
    actions.lock(accepted.pk, "Đã ký", actor=cast.officer, at=LATER)
    actions.reopen(accepted.pk, "Sai", actor=cast.officer, at=LATER)

    view = queries.submission_view(accepted.pk, cast.officer, on=DUE)

    assert [(step.act, step.after, step.reason) for step in view.changes] == [
        ("reopen", "reopened", "Sai"),
        ("lock", "locked", "Đã ký"),
        ("accept", "accepted", ""),
        ("submit", "submitted", ""),
    ]
    assert list(queries.problems()) == []


def test_what_state_stood_at_a_moment_is_known(accepted: Submission) -> None:
    ids = [accepted.pk]

    assert queries.states_known_at(ids, AT - timedelta(days=1)) == {accepted.pk: "draft"}
    assert queries.states_known_at(ids, AT + timedelta(days=1)) == {accepted.pk: "submitted"}
    assert queries.states_known_at(ids, LATER) == {accepted.pk: "accepted"}


def test_in_the_database_nothing_is_accepted_without_the_revision_that_was_seen(
    submitted: Submission,
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.filter(pk=submitted.pk).update(state="accepted")

    assert again(submitted).state == "submitted"


def test_the_operator_of_the_machine_may_load_a_whole_round(cast: Cast) -> None:
    july = actions.ensure_submission(
        cast.two, "commune", parse_period("2024-07"), actor=OPERATOR, at=AT
    )
    actions.enter(july.pk, cells(fires=1), actor=OPERATOR, at=AT)
    actions.submit(july.pk, actor=OPERATOR, at=AT)
    actions.accept(july.pk, revision=1, actor=OPERATOR, at=AT)

    assert again(july).state == "accepted"
    assert again(july).accepted_by is None
