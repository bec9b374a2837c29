"""What the level above does while reviewing: looks, many at once, usual reasons, what looks odd."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from keng.checks.outliers import Odd
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, NotAllowed, NotFound
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period, parse_period
from keng.orgunits.actions import NewUnit, create_unit
from keng.orgunits.actions.ledger import Naming
from keng.reporting import actions, queries
from keng.reporting.models import FollowUp, Look, ReasonTemplate, Submission
from reporting_cast import cells

from .conftest import AT, SETUP, START, Cast

ON = date(2024, 9, 2)
LATER = datetime(2024, 9, 3, 3, 0, tzinfo=UTC)
AUGUST = parse_period("2024-08")


def handed_in(unit_id: int, period: Period, **values: int) -> Submission:
    made = actions.ensure_submission(unit_id, "commune", period, actor=OPERATOR, at=AT)
    actions.enter(made.pk, cells(**values), actor=OPERATOR, at=AT)
    return actions.submit(made.pk, actor=OPERATOR, at=AT)


def months_before(count: int) -> list[Period]:
    found = [AUGUST.preceding()]
    while len(found) < count:
        found.append(found[-1].preceding())
    return found


def odd(submission: Submission, cast: Cast) -> dict[str, list[Odd]]:
    hints = queries.hints_of(submission.pk, cast.officer, on=ON)
    found: dict[str, list[Odd]] = {}
    for hint in hints:
        for key in hint.keys:
            found.setdefault(str(key), []).append(hint.odd)
    return found


def test_a_look_is_noted_once_a_revision(cast: Cast) -> None:
    one = handed_in(cast.one, AUGUST, fires=2)

    news = [actions.look(one.pk, actor=cast.officer, at=AT) for _ in range(2)]

    assert news == [True, False]
    assert Look.objects.count() == 1


def test_only_the_level_above_looks(cast: Cast) -> None:
    one = handed_in(cast.one, AUGUST, fires=2)

    with pytest.raises(NotAllowed):
        actions.look(one.pk, actor=cast.clerk, at=AT)
    assert actions.look(one.pk, actor=OPERATOR, at=AT) is False
    assert not Look.objects.exists()


def test_what_changed_since_my_look_names_then_now_and_who(cast: Cast) -> None:
    one = handed_in(cast.one, AUGUST, fires=2, cases=5)
    actions.look(one.pk, actor=cast.officer, at=AT)
    actions.return_for_correction(
        one.pk, {CellKey("fires"): "sai"}, "", due_on=ON, actor=cast.officer, at=AT
    )
    actions.enter(one.pk, cells(fires=6, offenders=2), actor=cast.clerk, at=LATER)
    actions.submit(one.pk, actor=cast.clerk, at=LATER)

    view = queries.submission_view(one.pk, cast.officer, on=ON)
    since = {found.what: found for found in queries.changes_since(view, cast.officer)}

    told = [(str(c.key), c.before, c.now, c.account_id) for c in since["look"].cells]
    clerk = cast.clerk.account_id
    assert told == [("offenders", None, 2, clerk), ("fires", 2, 6, clerk)]
    assert since["submit"].revision == since["look"].revision


def test_what_is_held_back_is_not_told_as_a_change(cast: Cast) -> None:
    one = handed_in(cast.one, AUGUST, offenders=1, cases=5)
    actions.look(one.pk, actor=cast.province_officer, at=AT)
    actions.return_for_correction(one.pk, {}, "xem", due_on=ON, actor=cast.officer, at=AT)
    actions.enter(one.pk, cells(offenders=3), actor=cast.clerk, at=LATER)

    view = queries.submission_view(one.pk, cast.province_officer, on=ON)

    (since, *_) = queries.changes_since(view, cast.province_officer)
    assert since.cells == ()


def test_many_are_accepted_each_at_the_revision_that_was_seen(cast: Cast) -> None:
    one, two = handed_in(cast.one, AUGUST, fires=1), handed_in(cast.two, AUGUST, fires=1)
    seen = {one.pk: one.revision, two.pk: two.revision - 1, 999: 1}

    outcomes = actions.accept_many(seen, actor=cast.officer, at=AT)

    codes = [one.refusal.code if one.refusal else "" for one in outcomes]
    assert codes[0] == ""
    assert all(codes[1:])
    states = dict(Submission.objects.values_list("unit_id", "state"))
    assert states == {cast.one: "accepted", cast.two: "submitted"}


def test_one_with_an_open_warning_is_not_accepted_among_many(cast: Cast) -> None:
    one = handed_in(cast.one, AUGUST, fires=1)
    Submission.objects.filter(pk=one.pk).update(warnings_open=1)

    (outcome,) = actions.accept_many({one.pk: one.revision}, actor=cast.officer, at=AT)

    assert outcome.refusal is not None
    assert outcome.refusal.code == "open_findings"
    assert Submission.objects.get(pk=one.pk).state == "submitted"


def test_who_may_not_accept_accepts_none_of_many(cast: Cast) -> None:
    one = handed_in(cast.one, AUGUST, fires=1)

    (outcome,) = actions.accept_many({one.pk: one.revision}, actor=cast.other_clerk, at=AT)

    assert isinstance(outcome.refusal, NotAllowed)


def test_accepting_many_is_undone_by_opening_them_again_with_a_reason(cast: Cast) -> None:
    one = handed_in(cast.one, AUGUST, fires=1)
    actions.accept_many({one.pk: one.revision}, actor=cast.officer, at=AT)

    without = actions.reopen_many([one.pk], " ", actor=cast.officer, at=AT)
    with_words = actions.reopen_many([one.pk], "nhầm", actor=cast.officer, at=AT)

    assert isinstance(without[0].refusal, BadInput)
    assert with_words[0].refusal is None
    assert Submission.objects.get(pk=one.pk).state == "reopened"


def test_an_office_keeps_its_usual_reasons(cast: Cast) -> None:
    kept = actions.keep_reason(cast.north, " Thiếu thuyết minh ", actor=cast.officer, at=AT)

    assert [one.text for one in queries.reason_templates(cast.officer, on=ON)] == [
        "Thiếu thuyết minh"
    ]
    assert queries.reason_templates(cast.province_officer, on=ON) == []
    actions.drop_reason(kept.pk, actor=cast.officer, at=LATER)
    assert queries.reason_templates(cast.officer, on=ON) == []
    with pytest.raises(NotFound):
        actions.drop_reason(kept.pk, actor=cast.officer, at=LATER)


def test_a_clerk_keeps_no_reasons_for_the_office(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.keep_reason(cast.north, "x", actor=cast.clerk, at=AT)
    kept = actions.keep_reason(cast.north, "x", actor=cast.officer, at=AT)
    with pytest.raises(NotAllowed):
        actions.drop_reason(kept.pk, actor=cast.clerk, at=AT)
    assert ReasonTemplate.objects.get().ended_at is None


def test_odd_figures_are_found_beside_the_past_of_the_unit(cast: Cast) -> None:
    for n, month in enumerate(months_before(8)):
        handed_in(cast.one, month, cases=118 + n, settled=3, damage=40 + n, area=66449)
    now = handed_in(cast.one, AUGUST, cases=1240, settled=3, damage=41, area=664490)

    assert odd(now, cast) == {"cases": [Odd.SLIP], "area": [Odd.SLIP]}


def test_a_draft_of_the_past_is_no_past(cast: Cast) -> None:
    for month in months_before(8):
        made = actions.ensure_submission(cast.one, "commune", month, actor=OPERATOR, at=AT)
        actions.enter(made.pk, cells(cases=118), actor=OPERATOR, at=AT)

    assert odd(handed_in(cast.one, AUGUST, cases=1240), cast) == {}


def test_nothing_is_said_of_a_small_total_to_a_reader_further_up(cast: Cast) -> None:
    for month in months_before(8):
        handed_in(cast.one, month, cases=9, offenders=0)
    now = handed_in(cast.one, AUGUST, cases=9, offenders=9)

    assert odd(now, cast) == {"offenders": [Odd.COUNT]}
    assert queries.hints_of(now.pk, cast.province_officer, on=ON) == []


def test_units_of_one_kind_and_size_are_the_peers_and_small_totals_have_none(cast: Cast) -> None:
    others = [
        create_unit(
            NewUnit(Naming("xa", f"Thêm {n}"), cast.north),
            on=START,
            basis="NQ 1",
            actor=OPERATOR,
            at=SETUP,
        ).pk
        for n in range(6)
    ]
    for unit_id in (cast.one, *others):
        for month in months_before(6):
            handed_in(unit_id, month, cases=6, offenders=6)
    for unit_id in others:
        handed_in(unit_id, AUGUST, cases=6, offenders=6)
    now = handed_in(cast.one, AUGUST, cases=24, offenders=18)

    found = odd(now, cast)

    assert Odd.PEERS in found["cases"]
    assert Odd.PEERS not in found["offenders"]
    for_clerk = queries.hints_of(now.pk, cast.clerk, on=ON)
    assert Odd.PEERS not in {one.odd for one in for_clerk}


def test_hints_are_not_for_those_who_may_not_look(cast: Cast) -> None:
    now = handed_in(cast.one, AUGUST, cases=24)

    with pytest.raises(NotAllowed):
        queries.hints_of(now.pk, cast.other_clerk, on=ON)


def to_clerk(cast: Cast) -> actions.Assignee:
    return actions.Assignee(unit_id=cast.one, role="clerk")


def test_a_follow_up_goes_to_whoever_holds_the_post(cast: Cast) -> None:
    one = handed_in(cast.one, AUGUST, cases=5)
    actions.open_follow_up(
        one.pk, "Đối chiếu số vụ", to_clerk(cast), key=CellKey("cases"), due_on=date(2024, 9, 10),
        actor=cast.officer, at=AT,
    )  # fmt: skip

    (mine,) = queries.followups_of(cast.clerk, ON)
    (asked,) = queries.followups_of(cast.officer, ON)
    (late,) = queries.followups_of(cast.clerk, date(2024, 9, 11))

    assert (mine.is_mine, asked.is_mine, mine.is_overdue, late.is_overdue) == (
        True, False, False, True
    )  # fmt: skip
    assert queries.followups_of(cast.other_clerk, ON) == []


def test_a_follow_up_is_answered_done_and_taken_up_again(cast: Cast) -> None:
    one = handed_in(cast.one, AUGUST, cases=5)
    made = actions.open_follow_up(one.pk, "Xem lại", to_clerk(cast), actor=cast.officer, at=AT)

    actions.answer_follow_up(made.pk, "reply", "Đang xem", actor=cast.clerk, at=AT)
    actions.answer_follow_up(made.pk, "done", "", actor=cast.clerk, at=LATER)
    done = queries.followups_of(cast.clerk, ON, done=True)
    with pytest.raises(Exception, match="đã xong"):
        actions.answer_follow_up(made.pk, "reply", "nữa", actor=cast.clerk, at=LATER)
    actions.answer_follow_up(made.pk, "reopened", "chưa khớp", actor=cast.officer, at=LATER)

    assert [reply.what for reply in done[0].replies] == ["reply", "done"]
    (again,) = queries.followups_of(cast.clerk, ON)
    assert [reply.what for reply in again.replies] == ["reply", "done", "reopened"]


def test_a_follow_up_needs_words_an_assignee_and_a_day_to_come(cast: Cast) -> None:
    one = handed_in(cast.one, AUGUST, cases=5)
    act = {"actor": cast.officer, "at": AT}

    with pytest.raises(BadInput):
        actions.open_follow_up(one.pk, " ", to_clerk(cast), **act)
    with pytest.raises(BadInput):
        actions.open_follow_up(one.pk, "x", actions.Assignee(), **act)
    with pytest.raises(BadInput):
        actions.open_follow_up(one.pk, "x", to_clerk(cast), due_on=date(2024, 9, 1), **act)
    with pytest.raises(BadInput):
        actions.open_follow_up(one.pk, "x", to_clerk(cast), key=CellKey("teapots"), **act)
    assert not FollowUp.objects.exists()


def test_who_neither_enters_nor_returns_opens_and_answers_nothing(cast: Cast) -> None:
    one = handed_in(cast.one, AUGUST, cases=5)
    made = actions.open_follow_up(one.pk, "x", to_clerk(cast), actor=cast.officer, at=AT)

    with pytest.raises(NotAllowed):
        actions.open_follow_up(one.pk, "x", to_clerk(cast), actor=cast.auditor, at=AT)
    with pytest.raises(NotAllowed):
        actions.answer_follow_up(made.pk, "done", "", actor=cast.other_clerk, at=AT)


def test_a_follow_up_about_a_small_total_stays_near_the_unit(cast: Cast) -> None:
    one = handed_in(cast.one, AUGUST, cases=5, offenders=2)
    asked = {"key": CellKey("offenders"), "at": AT}
    actions.open_follow_up(one.pk, "xem", to_clerk(cast), actor=cast.officer, **asked)

    shown = queries.follow_ups_of_submission(one.pk, cast.province_officer, on=ON)

    assert shown == []
    assert len(queries.follow_ups_of_submission(one.pk, cast.clerk, on=ON)) == 1
    with pytest.raises(NotAllowed):
        actions.open_follow_up(one.pk, "xem", to_clerk(cast), actor=cast.province_officer, **asked)
