"""What a province lays over a set: additions, choices, unknowns typed in."""

from __future__ import annotations

from decimal import Decimal

import pytest

from keng.kernel.errors import BadInput, NotFound
from keng.packs.judging.conclusions import conclude
from keng.packs.judging.overlay import Overlay, overlaid, unknowns
from keng.packs.judging.rulebook import made_ready
from keng.packs.judging.verdicts import judge_all
from keng.packs.judging.vocabulary import Claim, Outcome, Result
from keng.packs.schema import CriteriaSet, Criterion, Fact
from keng.packs.sets import require_sound
from pack_cast import shipped
from packs.judging.cases import all_outcomes, case, figures


def the_law(code: str) -> CriteriaSet:
    return shipped("antq").set_of(code)


CAMERAS = Criterion.model_validate(
    {
        "code": "DP-1",
        "group": "local",
        "title": {"vi": "Có camera an ninh", "en": "Security cameras"},
        "kind": "count",
        "rule": "now.cameras >= fact.cameras_wanted",
    }
)
WANTED = Fact.model_validate(
    {
        "code": "cameras_wanted",
        "title": {"vi": "Số camera theo kế hoạch", "en": "Cameras planned"},
        "type": "number",
        "unit": "mắt camera",
    }
)


def test_a_local_criterion_is_judged_beside_those_of_the_law() -> None:
    local = overlaid(
        the_law("tt124-village"), Overlay(added=(CAMERAS,), facts={"cameras_wanted": WANTED})
    )
    one = made_ready(local, shipped("antq"))
    verdicts = {
        **all_outcomes(one, Outcome.MET),
        "DP-1": judge_all(one, case(now=figures(cameras=3), facts={"cameras_wanted": 4}))["DP-1"],
    }

    assert local.criteria["DP-1"].group == "local"
    assert verdicts["DP-1"].outcome is Outcome.NOT_MET
    assert conclude(one, verdicts, case()).result is Result.NOT_RECOGNISED


def test_a_set_that_allows_no_additions_takes_none() -> None:
    with pytest.raises(BadInput, match="không cho phép"):
        overlaid(the_law("qd9745"), Overlay(added=(CAMERAS,)))


def test_a_code_that_is_taken_is_refused() -> None:
    twin = CAMERAS.model_copy(update={"code": "KDC-1a"})

    with pytest.raises(BadInput, match="đã có trong bộ"):
        overlaid(the_law("tt124-village"), Overlay(added=(twin,)))


def test_a_parameter_is_chosen_from_its_values() -> None:
    law = the_law("qd9745")

    chosen = overlaid(law, Overlay(parameters={"restrain": "five_less"}))

    assert unknowns(law) == ("parameter:restrain", "recognised_from")
    assert unknowns(chosen) == ("recognised_from",)
    with pytest.raises(BadInput, match="no_rise, five_less"):
        overlaid(law, Overlay(parameters={"restrain": "half"}))
    with pytest.raises(BadInput, match="restrain"):
        overlaid(law, Overlay(parameters={"other": "half"}))


def test_the_chosen_parameter_judges_and_the_case_may_still_say_otherwise() -> None:
    one = made_ready(
        overlaid(the_law("qd9745"), Overlay(parameters={"restrain": "no_rise"})), shipped("antq")
    )
    given = case(now=figures(crimes_social_order=3), last_year=figures(crimes_social_order=3))

    assert judge_all(one, given)["DH-18"].outcome is Outcome.MET
    strict = case(now=given.now, last_year=given.last_year, params={"restrain": "five_less"})
    assert judge_all(one, strict)["DH-18"].outcome is Outcome.NOT_MET


@pytest.mark.parametrize(
    "overlay",
    [Overlay(points={"QD510-CQ-01": Decimal(4)}), Overlay(recognised_from=3)],
)
def test_what_the_law_gives_is_not_replaced(overlay: Overlay) -> None:
    law = the_law("qd510-agency").model_copy(update={"recognised_from": 2})

    with pytest.raises(BadInput, match="không thay được"):
        overlaid(law, overlay)


@pytest.mark.parametrize(
    "overlay", [Overlay(points={"X-1": Decimal(4)}), Overlay(bounds={"tot": Decimal(4)})]
)
def test_codes_that_the_set_does_not_have_are_told(overlay: Overlay) -> None:
    with pytest.raises(NotFound):
        overlaid(the_law("qd510-agency"), overlay)


def test_laying_over_changes_the_law_itself_in_nothing() -> None:
    law = the_law("qd510-agency")
    before = law.model_dump()

    overlaid(law, Overlay(points={"QD510-CQ-04b": Decimal(5)}, bounds={"kha": Decimal(70)}))

    assert law.model_dump() == before
    assert (
        judge_all(
            made_ready(law, shipped("antq")),
            case(claims={"QD510-CQ-04b": Claim(points=Decimal(5))}),
        )["QD510-CQ-04b"].points
        is None
    )


def test_words_about_people_are_refused_on_screen_as_in_a_pack() -> None:
    title = {"vi": "Số đối tượng được quản lý", "en": "Tasks"}
    watched = Criterion.model_validate({**CAMERAS.model_dump(), "title": title})

    with pytest.raises(BadInput, match="đối tượng"):
        overlaid(the_law("tt124-village"), Overlay(added=(watched,)))


def test_an_overlay_that_contradicts_itself_is_told_whole() -> None:
    pack = shipped("antq")
    points = {"QD510-CQ-04b": Decimal(60), "QD510-CQ-05": Decimal(60)}
    bounds = {"xuat_sac": Decimal(70), "kha": Decimal(80)}

    with pytest.raises(BadInput) as refusal:
        require_sound(
            overlaid(the_law("qd510-agency"), Overlay(points=points, bounds=bounds)), pack
        )

    assert "tổng điểm các tiêu chí là 132" in refusal.value.message
    assert "chồng lên loại trên" in refusal.value.message


def test_a_local_criterion_needs_no_examples_but_names_that_are_known() -> None:
    pack = shipped("antq")
    law = the_law("tt124-village")
    unknown = Criterion.model_validate({**CAMERAS.model_dump(), "rule": "now.camera >= 1"})

    require_sound(overlaid(law, Overlay(added=(CAMERAS,), facts={"cameras_wanted": WANTED})), pack)
    with pytest.raises(BadInput, match=r"camera.*có phải: cameras"):
        require_sound(overlaid(law, Overlay(added=(unknown,))), pack)
