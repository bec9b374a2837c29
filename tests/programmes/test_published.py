"""Every published figure has a cell or a reason, and each cell is one of the programme."""

from __future__ import annotations

import pytest

from keng.kernel.figures import CellKey
from keng.packs.published import PublishedFigure, published_figures
from pack_cast import PROGRAMMES, shipped

FIGURES = published_figures(PROGRAMMES / "antq")


@pytest.mark.parametrize("figure", FIGURES, ids=[str(n) for n in range(len(FIGURES))])
def test_a_published_figure_has_a_cell_of_the_programme_or_a_reason(
    figure: PublishedFigure,
) -> None:
    assert figure.cell or figure.reason
    assert figure.cell is None or shipped("antq").knows(CellKey.parse(figure.cell))


def test_reasons_are_sentences() -> None:
    assert all(figure.reason.endswith(".") for figure in FIGURES if figure.reason)


def test_figures_that_fill_one_cell_together_say_so() -> None:
    ammunition = [one for one in FIGURES if one.cell == "ammunition_turned_in"]

    assert len(ammunition) == 2  # 5 military rounds and 3 rubber ones
    assert all(one.adds_up for one in ammunition)
