"""Tasks closed with what proves them, by those who did them."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from keng.kernel.errors import BadInput, Conflict, NotAllowed, WrongState
from keng.planning import actions, queries
from keng.planning.actions import ResultGiven, TaskGiven
from keng.planning.models import Result, Target
from keng.planning.vocabulary import Rhythm, TaskState
from planning_cast import TODAY, Plans
from web_cast import NOW

AUGUST_31 = date(2024, 8, 31)


def _photo() -> bytes:
    written = BytesIO()
    picture = Image.new("RGB", (40, 30), "green")
    exif = picture.getexif()
    exif[0x010F] = "May anh bi mat"
    picture.save(written, "JPEG", exif=exif)
    return written.getvalue()


def _close(plans: Plans, name: str, given: ResultGiven) -> Result:
    task = plans.task(name)
    return actions.report_result(task.pk, given, revision=task.revision, actor=plans.youth, at=NOW)


def test_who_helps_closes_the_task_with_a_figure_and_a_photo(plans: Plans) -> None:
    given = ResultGiven(TODAY, "Đã mở lớp", figure="35 người dự", photo=_photo())

    result = _close(plans, "class", given)

    task = plans.task("class")
    assert (task.state, task.done_on) == (TaskState.DONE, TODAY)
    kept = queries.photo_of(result.pk, plans.office.actor("clerk"), on=TODAY)
    assert b"May anh bi mat" not in kept
    assert list(queries.problems()) == []


def test_another_unit_does_not_close_it(plans: Plans) -> None:
    task = plans.task("class")

    with pytest.raises(NotAllowed):
        actions.report_result(
            task.pk,
            ResultGiven(TODAY, "Xong"),
            revision=task.revision,
            actor=plans.office.actor("other.clerk"),
            at=NOW,
        )

    assert plans.task("class").state == TaskState.OPEN


def test_of_two_who_close_a_task_the_second_is_told(plans: Plans) -> None:
    seen = plans.task("class").revision
    _close(plans, "class", ResultGiven(TODAY, "Xong"))

    with pytest.raises(Conflict, match="đã có người báo xong"):
        actions.report_result(
            plans.tasks["class"].pk,
            ResultGiven(TODAY, "Tôi cũng xong"),
            revision=seen,
            actor=plans.office.actor("clerk"),
            at=NOW,
        )

    assert Result.objects.count() == 1


def test_a_part_of_the_work_leaves_the_task_open(plans: Plans) -> None:
    _close(plans, "class", ResultGiven(TODAY, "Đã lập danh sách", partly=True))

    assert plans.task("class").state == TaskState.OPEN


def test_a_task_in_a_rhythm_is_closed_turn_by_turn(plans: Plans) -> None:
    _close(plans, "patrol", ResultGiven(TODAY, "Tháng 8", covers=AUGUST_31))
    _close(plans, "patrol", ResultGiven(TODAY, "Tháng 1"))

    line = queries.task_view(plans.tasks["patrol"].pk, plans.youth, on=TODAY).line
    assert line.state == TaskState.OPEN
    assert line.standing.due == date(2024, 2, 29)
    assert line.standing.missed == 6  # February to July
    with pytest.raises(BadInput, match="đã có kết quả"):
        _close(plans, "patrol", ResultGiven(TODAY, "Lại tháng 8", covers=AUGUST_31))


@pytest.mark.parametrize(
    ("given", "why"),
    [
        (ResultGiven(TODAY), "ít nhất một thứ"),
        (ResultGiven(date(2024, 9, 3), "Mai"), "tương lai"),
        (ResultGiven(TODAY, photo=b"khong phai anh"), "không phải ảnh"),
    ],
)
def test_what_proves_nothing_is_refused(plans: Plans, given: ResultGiven, why: str) -> None:
    with pytest.raises(BadInput, match=why):
        _close(plans, "class", given)

    assert plans.task("class").state == TaskState.OPEN


def test_mediation_takes_no_photo(plans: Plans) -> None:
    clerk = plans.office.actor("clerk")
    given = TaskGiven("Hòa giải mâu thuẫn ở thôn", rhythm=Rhythm.ALWAYS)
    task = actions.add_task(plans.one.pk, given, actor=clerk, at=NOW)

    with pytest.raises(BadInput, match="không đính ảnh"):
        actions.report_result(
            task.pk, ResultGiven(TODAY, photo=_photo()), revision=1, actor=clerk, at=NOW
        )


def test_a_task_closed_too_early_is_opened_again_with_a_reason(plans: Plans) -> None:
    _close(plans, "class", ResultGiven(TODAY, "Xong"))
    task = plans.task("class")

    actions.reopen_task(
        task.pk,
        "Nhầm nhiệm vụ",
        revision=task.revision,
        actor=plans.office.actor("clerk"),
        at=NOW,
    )

    assert plans.task("class").state == TaskState.OPEN
    assert Result.objects.count() == 2
    assert list(queries.problems()) == []


def test_nothing_is_closed_in_a_draft(plans: Plans) -> None:
    clerk = plans.office.actor("clerk")
    draft = actions.take_over(plans.one.pk, 2025, "Kế hoạch xã", actor=clerk, at=NOW)
    task = draft.tasks.order_by("n").first()
    assert task is not None

    with pytest.raises(WrongState):
        actions.report_result(task.pk, ResultGiven(TODAY, "Xong"), revision=1, actor=clerk, at=NOW)


def test_a_target_is_written_down_and_judged_by_its_own_day(plans: Plans) -> None:
    clerk = plans.office.actor("clerk")
    target = Target.objects.get(what__startswith="Xây dựng")

    actions.measure_target(target.pk, 2, date(2024, 8, 31), actor=clerk, at=NOW)

    view = queries.plan_view(plans.one.pk, clerk, on=TODAY)
    share, models = view.targets
    assert (models.now.value, models.now.is_met, models.now.forecast) == (2, False, 3)
    assert share.now.why == "nothing_written"


def test_a_share_over_100_is_not_written_down(plans: Plans) -> None:
    target = Target.objects.get(measure="%")

    with pytest.raises(BadInput):
        actions.measure_target(target.pk, 101, TODAY, actor=plans.office.actor("clerk"), at=NOW)
