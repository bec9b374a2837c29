"""What a heading may mean is offered by likeness of words: one, several, or none."""

from __future__ import annotations

import pytest

from keng.intake.foreign.grids import plain
from keng.intake.foreign.headings import Heading
from keng.intake.foreign.suggesting import Suggestion, measure_in, suggestions
from keng.kernel.figures import CellKey
from keng.packs.schema import Pack


def suggested(pack: Pack, *shown: str) -> list[Suggestion]:
    headings = [Heading(at, plain(text), "", text) for at, text in enumerate(shown)]
    return list(suggestions(headings, pack, pack.form_of("commune")).values())


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("VỤ CHÁY", "fires"),
        ("2. Vụ việc đã giải quyết", "cases_settled"),
        ("Diện tích tự nhiên (ha)", "area_ha"),
        ("Vụ viêc đa giải quyet", "cases_settled"),
    ],
)
def test_one_strong_likeness_is_offered_as_chosen(pack: Pack, heading: str, key: str) -> None:
    (found,) = suggested(pack, heading)

    assert found.strong == CellKey(key)
    assert found.candidates[0] == CellKey(key)


def test_several_likely_cells_are_a_question(pack: Pack) -> None:
    (found,) = suggested(pack, "Vụ việc giải")

    assert found.strong is None
    assert {str(key) for key in found.candidates} >= {"cases_total", "cases_settled"}


def test_a_heading_unlike_all_cells_has_no_suggestion(pack: Pack) -> None:
    assert suggested(pack, "Ghi chú", "Số điện thoại") == [Suggestion(), Suggestion()]


def test_two_headings_for_one_cell_are_a_question(pack: Pack) -> None:
    assert [one.strong for one in suggested(pack, "Vụ cháy", "Vụ cháy:")] == [None, None]


@pytest.mark.parametrize(
    ("heading", "measure"),
    [
        ("Thiệt hại (nghìn vụ)", "nghìn vụ"),
        ("Vụ cháy (ĐVT: vụ)", "vụ"),
        ("Vụ cháy (lũy kế)", ""),
        ("Vụ cháy", ""),
    ],
)
def test_a_unit_of_measure_in_brackets_is_recognised(
    pack: Pack, heading: str, measure: str
) -> None:
    assert measure_in(heading, pack) == measure
