"""What is held back with small totals: rules that read them, their counts, words, kinds of acts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from keng.checks import evaluate
from keng.journal.queries import entries_of
from keng.kernel.actors import OPERATOR, Actor
from keng.kernel.errors import NotAllowed
from keng.kernel.figures import CellKey
from keng.kernel.periods import parse_period
from keng.reporting import actions, queries
from keng.reporting.actions import Assignee, CellInput
from keng.reporting.models import Submission
from keng.reporting.queries.journalled import WORKED, as_told, require_whole
from reporting_cast import CHECKS, _check, a_pack, cells, text

from .conftest import AT, Cast

ON = AT.date()
OFFENDERS, FIRES = CellKey("offenders"), CellKey("fires")
WARNED = "offenders_within_cases"


@pytest.fixture
def filled(cast: Cast, draft: Submission) -> Submission:
    """1 case with 4 people, which warns; 3 fires of 2 in July, which does not."""
    actions.enter(draft.pk, cells(cases=1, offenders=4, fires=3), actor=cast.clerk, at=AT)
    return draft


def counts(submission: Submission, actor: Actor) -> tuple[int | None, int | None, int | None, bool]:
    standing = queries.submission_view(submission.pk, actor, on=ON).standing
    (listed,) = queries.submissions_of(submission.unit_id, on=ON, actor=actor)
    assert standing == listed
    told = (standing.blocks, standing.warnings_open, standing.warnings_accepted)
    return (*told, standing.without_people)


def verbs(submission: Submission, actor: Actor) -> list[str]:
    entries = list(entries_of(f"submission:{submission.pk}"))
    return [one.verb.partition(".")[2] for one in as_told(entries, actor, on=ON)]


def test_a_finding_carries_every_cell_that_it_rests_on() -> None:
    """The rule reads fires, the sum that its sentence shows reads people."""
    shown = {
        "code": "fires_and_people",
        "severity": "hint",
        "rule": "now.fires <= before.posts",
        "values": {"rest": "100 - now.offenders"},
        "label": text("Cháy và người"),
        "message": text("{now.fires} vụ, kém 100 người {rest}."),
    }
    pack = a_pack(checks={one["code"]: _check(one) for one in (*CHECKS, shown)})

    (found,) = evaluate(
        pack,
        "commune",
        {FIRES: 3, OFFENDERS: 1},
        previous={CellKey("posts"): 2},
        same_period=None,
        period=parse_period("2024-08"),
    )

    assert found.message == "3 vụ, kém 100 người 99."
    assert found.reads == {FIRES, OFFENDERS, CellKey("posts")}


def test_counts_leave_out_from_far_away_what_reads_small_totals(
    cast: Cast, filled: Submission
) -> None:
    assert counts(filled, cast.clerk) == (0, 1, 0, False)
    assert counts(filled, cast.officer) == (0, 1, 0, False)
    assert counts(filled, cast.province_officer) == (0, 0, 0, True)

    actions.accept_warning(filled.pk, WARNED, "Đúng.", actor=cast.clerk, at=AT)
    assert counts(filled, cast.clerk) == (0, 0, 1, False)
    assert counts(filled, cast.province_officer) == (0, 0, 0, True)

    # 2 of 1 case settled: that rule reads no people, and is counted everywhere.
    actions.enter(filled.pk, cells(settled=2), actor=cast.clerk, at=AT)
    assert counts(filled, cast.clerk) == (1, 0, 1, False)
    assert counts(filled, cast.auditor) == (1, 0, 0, True)


def test_counts_made_before_they_were_told_apart_are_not_told_far_away(
    cast: Cast, filled: Submission
) -> None:
    rows = Submission.objects.filter(pk=filled.pk)
    rows.update(blocks_told=None, warnings_told=None, explained_told=None)

    assert counts(filled, cast.clerk) == (0, 1, 0, False)
    assert counts(filled, cast.province_officer) == (None, None, None, True)

    actions.refresh_findings(filled.pk)
    assert counts(filled, cast.province_officer) == (0, 0, 0, True)


def test_what_people_wrote_on_such_a_form_stays_near(cast: Cast, filled: Submission) -> None:
    noted = CellInput(FIRES, 3, note="Có 4 người.", source="Sổ: 4 người")
    actions.enter(filled.pk, [noted], actor=cast.clerk, at=AT)
    actions.write_text(filled.pk, "causes", "Bốn người.", actor=cast.clerk, at=AT)
    asked = Assignee(unit_id=cast.one, role="clerk")
    actions.open_follow_up(filled.pk, "Rõ 4 người", asked, key=FIRES, actor=cast.officer, at=AT)

    def told(actor: Actor) -> tuple[object, ...]:
        view = queries.submission_view(filled.pk, actor, on=ON)
        figure = next(one.figure for one in view.cells if one.key == FIRES)
        past = queries.cell_history(filled.pk, FIRES, actor, on=ON).revisions[0]
        assert figure is not None
        return (
            (figure.value, figure.note, figure.source),
            (past.note, past.source),
            [one.text for one in view.texts.values()],
            [one.text for one in queries.text_history(filled.pk, "causes", actor=actor, on=ON)],
            [one.text for one in queries.follow_ups_of_submission(filled.pk, actor, on=ON)],
            view.words_withheld,
        )

    written = ("Có 4 người.", "Sổ: 4 người")
    near = ((3, *written), written, ["Bốn người."], ["Bốn người."], ["Rõ 4 người"], False)
    assert told(cast.clerk) == told(cast.officer) == near
    assert told(cast.province_officer) == ((3, "", ""), ("", ""), [], [], [], True)


def test_from_far_away_nobody_sees_that_a_group_was_declared_empty(
    cast: Cast,
) -> None:
    """Its other flows are 0 by the same act, which says that the small total of it is 0 too."""
    january = parse_period("2024-01")
    form = actions.ensure_submission(cast.one, "commune", january, actor=cast.clerk, at=AT)
    actions.declare_nothing(form.pk, "events", actor=cast.clerk, at=AT)
    cases = CellKey("cases")

    def origins(actor: Actor) -> set[str]:
        view = queries.submission_view(form.pk, actor, on=ON)
        history = queries.cell_history(form.pk, cases, actor, on=ON)
        found = {one.figure.origin for one in view.cells if one.figure}
        return found | {one.origin for one in (*history.revisions, *history.past)}

    assert origins(cast.officer) == {"declared"}
    assert origins(cast.province_officer) == {"entered"}


def test_a_form_without_small_totals_tells_its_words_to_everybody(cast: Cast) -> None:
    village = actions.ensure_submission(
        cast.village, "village", parse_period("2024-08"), actor=OPERATOR, at=AT
    )
    noted = CellInput(FIRES, 3, note="Có gió to.")
    actions.enter(village.pk, [noted], actor=OPERATOR, at=AT)

    view = queries.submission_view(village.pk, cast.province_officer, on=ON)

    assert not view.words_withheld
    assert [one.figure.note for one in view.cells if one.figure] == ["Có gió to."]
    assert not view.standing.without_people
    assert view.standing.warnings_open == 0


def test_acts_whose_refusal_would_tell_are_for_who_is_near(cast: Cast, filled: Submission) -> None:
    far = cast.province_officer

    with pytest.raises(NotAllowed):
        actions.submit(filled.pk, actor=far, at=AT)
    with pytest.raises(NotAllowed):
        actions.accept_warning(filled.pk, WARNED, "Đúng.", actor=far, at=AT)
    with pytest.raises(NotAllowed):
        actions.write_text(filled.pk, "causes", "Một.", actor=far, at=AT)
    with pytest.raises(NotAllowed):
        actions.record_same_period(filled.pk, OFFENDERS, 2, "Báo cáo cũ", actor=far, at=AT)

    actions.accept_warning(filled.pk, WARNED, "Đúng.", actor=cast.clerk, at=AT)
    handed_in = actions.submit(filled.pk, actor=cast.clerk, at=AT)
    seen = {filled.pk: handed_in.revision}
    (refused,) = actions.accept_many(seen, actor=far, at=AT)
    assert refused.refusal is not None
    assert refused.refusal.code == "withheld_form"
    filled.refresh_from_db()
    assert filled.state == "submitted"
    (taken,) = actions.accept_many(seen, actor=cast.officer, at=AT)
    assert taken.refusal is None


def test_from_far_away_the_journal_tells_the_steps_only(cast: Cast, filled: Submission) -> None:
    actions.accept_warning(filled.pk, WARNED, "Đúng.", actor=cast.clerk, at=AT)
    actions.submit(filled.pk, actor=cast.clerk, at=AT)
    stream = f"submission:{filled.pk}"

    assert verbs(filled, cast.clerk) == ["open", "enter", "accept_warning", "submit"]
    worked = WORKED.partition(".")[2]
    assert verbs(filled, cast.auditor) == ["open", worked, worked, "submit"]
    entries = list(entries_of(stream))
    told = as_told(entries, cast.auditor, on=ON)
    assert [one.facts for one in told[1:3]] == [{}, {}]
    assert told[3].facts == {"revision": 2, "before": "draft", "after": "submitted"}
    assert [one.hash for one in told] == [one.hash for one in entries]
    assert entries[2].verb == "reporting.accept_warning"  # the row itself is left alone
    require_whole(stream, cast.officer, on=ON)
    with pytest.raises(NotAllowed):
        require_whole(stream, cast.auditor, on=ON)


def test_the_reason_of_a_lock_is_read_near_to_the_unit_only(cast: Cast, filled: Submission) -> None:
    actions.enter(filled.pk, cells(offenders=3), actor=cast.clerk, at=AT)
    handed_in = actions.submit(filled.pk, actor=cast.clerk, at=AT)
    actions.accept(filled.pk, revision=handed_in.revision, actor=cast.officer, at=AT)
    until = ON + timedelta(days=90)
    actions.lock(filled.pk, "Đủ 3 người", ends_on=until, actor=cast.officer, at=AT)

    reasons = [
        one.reason for one in queries.submission_view(filled.pk, cast.officer, on=ON).changes
    ]
    far = queries.submission_view(filled.pk, cast.province_officer, on=ON)

    assert "Đủ 3 người" in reasons
    assert {one.reason for one in far.changes} == {""}
