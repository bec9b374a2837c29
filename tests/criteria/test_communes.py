"""Communes: shares of villages, waiting on them, small totals, local sets, commands."""

from __future__ import annotations

import json
from datetime import date

import pytest

from criteria_cast import install, village_set
from keng.criteria import actions, queries
from keng.criteria.actions import ClaimInput, LocalSet
from keng.criteria.models import Assessment, LocalVersion, Run
from keng.criteria.queries.shapes import CriterionView
from keng.kernel.errors import BadInput, Conflict, DomainError, NotAllowed
from keng.ops.commands import assess
from keng.ops.commands import decide as decide_command
from keng.ops.main import main
from keng.orgunits.queries import ancestors

from .conftest import AT, SPRING, Cast, correct, decide, decided, person, report, reviewed, village


def test_a_commune_waits_on_its_villages_with_best_and_worst_case(cast: Cast) -> None:
    actions.register_all(["kdc"], 2024, cast.one, actor=cast.clerk, at=SPRING)
    found = _commune(cast)

    waiting = _criterion(found, "X3", cast)
    assert waiting.outcome == "waiting"
    told = [step.value.vi for step in waiting.steps if step.value]
    assert "tốt nhất: đạt; xấu nhất: chưa đạt" in told

    decided(cast)
    assert _criterion(found, "X3", cast).outcome == "waiting"  # 1 of 3, two are open


def test_enough_villages_decide_the_share_while_others_are_open(cast: Cast) -> None:
    decided(cast)
    found = _commune(cast)

    assert _criterion(found, "X3", cast).outcome == "met"  # 1 of 1 registered, no longer in time


def test_a_village_that_was_refused_counts_against_the_share(cast: Cast) -> None:
    decided(cast, but="K1")
    found = _commune(cast)

    one = _criterion(found, "X3", cast)

    assert one.outcome == "not_met"
    assert one.to_change


def test_a_small_total_is_shown_to_the_commune_and_held_back_from_afar(cast: Cast) -> None:
    report(cast.one, "2024", offenders=3, fires=1)
    found = _commune(cast)
    province = cast.district

    near = _criterion(found, "X4", cast)
    assert any("3" in step.value.vi for step in near.steps if step.value)

    [above, *_] = ancestors(province, on=date(2024, 12, 31))
    far = person("officer.dong", above, "officer")
    seen = queries.assessment_view(found.pk, actor=far, at=AT)
    one = next(each for each in seen.criteria if each.criterion.code == "X4")
    assert (one.outcome, one.steps, one.to_change) == ("", (), ())
    assert (seen.result, seen.score, seen.asked) == ("", None, ())
    assert queries.why(found.pk, actor=far, at=AT).reasons == ()


def test_how_a_small_total_is_judged_reads_the_same_from_afar_whatever_it_is(cast: Cast) -> None:
    # X4 asks for at most 9 people: 3 meet it, 12 do not.
    above = ancestors(cast.district, on=date(2024, 12, 31))[0]
    far = person("officer.dong", above, "officer")
    reported = report(cast.one, "2024", offenders=3, fires=1)
    found = _commune(cast)
    few = queries.assessment_view(found.pk, actor=far, at=AT)
    assert _criterion(found, "X4", cast).outcome == "met"

    correct(reported, AT, offenders=12)

    assert _criterion(found, "X4", cast).outcome == "not_met"
    assert queries.assessment_view(found.pk, actor=far, at=AT) == few


def test_who_decides_reads_how_a_small_total_is_judged(cast: Cast) -> None:
    report(cast.one, "2024", offenders=3, fires=1)
    found = _commune(cast)

    seen = queries.assessment_view(found.pk, actor=cast.chief, at=AT)

    assert next(one for one in seen.criteria if one.criterion.code == "X4").outcome == "met"


def test_the_chief_right_above_decides_on_communes(cast: Cast) -> None:
    report(cast.one, "2023", fires=2, offenders=9)
    report(cast.one, "2024", fires=1, offenders=9)
    decided(cast)
    found = _commune(cast)
    actions.claim(found.pk, "X1", ClaimInput("met"), actor=cast.clerk, at=AT)
    for row in actions.propose(found.pk, actor=cast.clerk, at=AT):
        actions.answer_proposal(
            found.pk, row.criterion, "confirmed", seen=row.revision, actor=cast.clerk, at=AT
        )
    actions.submit(found.pk, actor=cast.clerk, at=AT)
    with pytest.raises(NotAllowed):
        actions.agree(found.pk, {}, "Họp", actor=cast.leader, at=AT)
    actions.agree(found.pk, {}, "Họp", actor=cast.chief, at=AT)

    [line] = decide(found.run, cast.chief).lines.all()

    assert (line.unit_id, line.outcome) == (cast.one, "recognised")


ADDED = {
    "added": [
        {
            "code": "L1",
            "group": "local",
            "title": {"vi": "Có kẻng", "en": "Has a gong"},
            "kind": "attest",
        }
    ]
}


def test_a_local_version_is_previewed_and_published(cast: Cast) -> None:
    decided(cast)

    [mover] = queries.preview_local(cast.district, "kdc", 2024, ADDED, actor=cast.admin, at=AT)
    made = _publish(cast, ADDED, "keep", seen=0)

    assert (mover.unit, mover.was, mover.now) == ("thôn Đầu", "recognised", "undecidable")
    assert (made.n, made.running, made.adopted_by) == (1, "keep", [])
    with pytest.raises(Conflict):
        _publish(cast, ADDED, "keep", seen=0)


def test_a_running_year_takes_a_local_version_only_where_that_was_said(cast: Cast) -> None:
    run = village(cast).run
    _publish(cast, ADDED, "keep", seen=0)
    assert Run.objects.get(pk=run.pk).local_id is None

    made = _publish(cast, ADDED, "adopt", seen=1)

    assert (Run.objects.get(pk=run.pk).local_id, made.adopted_by) == (made.pk, [run.pk])
    [found] = Assessment.objects.all()
    codes = [one.criterion.code for one in _view(found, cast)]
    assert codes == ["K1", "K2", "K3", "K4", "K5", "L1"]


@pytest.mark.parametrize(
    "overlay",
    [
        {
            "added": [
                {"code": "K1", "group": "main", "title": {"vi": "A", "en": "A"}, "kind": "attest"}
            ]
        },
        {"added": [{"code": "L1", "kind": "attest"}]},
        {"points": {"K9": "5"}},
        {"points": {"K1": "nhiều"}},
    ],
)
def test_an_overlay_that_the_set_does_not_allow_is_refused(
    cast: Cast, overlay: dict[str, object]
) -> None:
    with pytest.raises(DomainError):
        _publish(cast, overlay, "keep", seen=0)

    assert not LocalVersion.objects.exists()


def test_publishing_needs_the_grant_a_basis_and_what_becomes_of_the_running(cast: Cast) -> None:
    said = LocalSet("kdc", ADDED, "QĐ 9", date(2024, 1, 1), "keep")
    with pytest.raises(NotAllowed):
        actions.publish_local(cast.district, said, seen=0, actor=cast.leader, at=AT)
    for basis, running in (("", "keep"), ("QĐ 9", "perhaps")):
        said = LocalSet("kdc", ADDED, basis, date(2024, 1, 1), running)
        with pytest.raises(BadInput):
            actions.publish_local(cast.district, said, seen=0, actor=cast.admin, at=AT)


def test_what_if_shows_who_moves_and_saves_nothing(cast: Cast) -> None:
    found = reviewed(cast)

    [mover] = queries.what_if(found.run_id, ADDED, actor=cast.leader, at=AT)

    assert (mover.unit, mover.now) == ("thôn Đầu", "undecidable")
    assert not LocalVersion.objects.exists()


def test_a_newer_programme_leaves_an_open_run_as_it_was(cast: Cast) -> None:
    found = village(cast)
    install(village_set(criteria={}))

    assert len(_view(found, cast)) == 5


def test_assess_prints_the_contract(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    reviewed(cast)
    arguments = [
        "--unit",
        "thôn Đầu, xã Một, huyện Bắc, tỉnh Đông",
        "--set",
        "kdc",
        "--year",
        "2024",
    ]

    assert main(["assess", *arguments, "--format", "json"]) == 0

    said = json.loads(capsys.readouterr().out)
    assert said["result"] == "recognised"
    assert [one["verdict"] for one in said["verdicts"]] == ["met"] * 5
    last = said["verdicts"][-1]
    assert (last["proposed"], last["confirmed"]) == ("met", True)
    assert set(last) == {
        "criterion",
        "verdict",
        "proposed",
        "confirmed",
        "score",
        "max",
        "exception",
        "steps",
        "evidence",
    }
    assert main(["assess", *arguments]) == 0
    assert "được công nhận" in capsys.readouterr().out


def test_assess_judges_a_unit_that_has_not_registered(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--unit", "thôn Cuối, xã Một", "--set", "kdc", "--year", "2024"]

    assert main(["assess", *arguments, "--format", "json"]) == 0

    assert json.loads(capsys.readouterr().out)["result"] == "cannot be decided"
    assert not Assessment.objects.filter(unit_id=cast.last).exists()


def test_assess_refuses_an_unknown_set(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    del cast
    assert main(["assess", "--unit", "xã Một", "--set", "abc", "--year", "2024"]) == 1
    assert "abc" in capsys.readouterr().err


def test_decide_rehearses_and_never_decides(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    reviewed(cast)
    reviewed(cast, cast.last, but="K4")
    arguments = ["--set", "kdc", "--year", "2024", "--unit", "xã Một, huyện Bắc"]
    assert main(["decide", *arguments]) == 2
    capsys.readouterr()

    assert main(["decide", *arguments, "--dry-run", "--format", "json"]) == 0

    said = json.loads(capsys.readouterr().out)
    assert [one["unit"] for one in said["list"]] == ["thôn Đầu"]
    assert {one["unit"]: one["code"] for one in said["not_on_list"]} == {
        "thôn Cuối": "not_recognised",
        "thôn Giữa": "not_registered",
    }
    assert main(["decide", *arguments, "--dry-run"]) == 0
    assert "thôn Giữa: Chưa đăng ký." in capsys.readouterr().out
    assert Run.objects.get().decisions == 0


def test_decide_on_a_run_that_nobody_opened_names_all_units(
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    del cast
    arguments = ["--set", "kdc", "--year", "2024", "--unit", "xã Một, huyện Bắc"]

    assert main(["decide", *arguments, "--dry-run", "--format", "json"]) == 0

    assert len(json.loads(capsys.readouterr().out)["not_on_list"]) == 3
    assert assess.RESULTS["undecidable"] == "cannot be decided"
    assert decide_command.run is not None


def _commune(cast: Cast) -> Assessment:
    return actions.register("xa", 2024, cast.one, actor=cast.clerk, at=SPRING)


def _criterion(found: Assessment, code: str, cast: Cast) -> CriterionView:
    return next(one for one in _view(found, cast) if one.criterion.code == code)


def _view(found: Assessment, cast: Cast) -> tuple[CriterionView, ...]:
    return queries.assessment_view(found.pk, actor=cast.clerk, at=AT).criteria


def _publish(cast: Cast, overlay: dict[str, object], running: str, *, seen: int) -> LocalVersion:
    said = LocalSet("kdc", overlay, "QĐ 9/QĐ-UBND", date(2024, 1, 1), running)
    return actions.publish_local(cast.district, said, seen=seen, actor=cast.admin, at=AT)
