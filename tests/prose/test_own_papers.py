"""Whole papers written by us, clean, misread and recognised without marks, against their gold."""

from __future__ import annotations

import pytest

from own_papers import measured, paper, recognised

CLEAN = ["commune-year", "eight-months", "half-year-police", "plan", "party-year"]
WITHOUT_MARKS = [
    ("commune-year", "commune-year.english"),
    ("party-year", "party-year.english"),
    ("half-year-police", "half-year-police.noisy-english"),
]


@pytest.mark.parametrize("name", CLEAN)
def test_a_clean_paper_is_read_nearly_whole(name: str) -> None:
    scores = measured(paper(name))

    assert scores.figures.f1 >= 0.98
    assert scores.citations.f1 == scores.headings.f1 == scores.meta.f1 == 1
    assert scores.watched == 0


@pytest.mark.parametrize("name", ["front-quarter", "school-year"])
@pytest.mark.parametrize("how", ["", "noisy"])
def test_papers_of_other_bodies_that_no_rule_was_made_for(name: str, how: str) -> None:
    ending = {"front-quarter": "noisy-english", "school-year": "noisy"}[name]
    lines = recognised(f"{name}.{ending}") if how else None

    scores = measured(paper(name), lines)

    assert scores.figures.f1 >= 0.95
    assert scores.citations.f1 == 1
    assert scores.headings.f1 >= 0.95
    assert scores.watched == 0


def test_digits_that_were_taken_for_letters_are_put_back() -> None:
    scores = measured(paper("misread-letters"))

    assert scores.figures.f1 >= 0.95
    assert scores.citations.f1 == scores.headings.f1 == scores.meta.f1 == 1


def test_a_noisy_scan_keeps_its_parts_and_figures() -> None:
    scores = measured(paper("eight-months"), recognised("eight-months.noisy"))

    assert scores.figures.f1 >= 0.95
    assert scores.headings.f1 >= 0.95
    assert scores.meta.f1 == 1
    assert scores.watched == 0


@pytest.mark.parametrize(("name", "recognition"), WITHOUT_MARKS)
def test_a_text_layer_that_lost_its_marks_is_still_read(name: str, recognition: str) -> None:
    scores = measured(paper(name), recognised(recognition))

    assert scores.figures.f1 >= 0.95
    assert scores.citations.f1 >= 0.9
    assert scores.headings.f1 >= 0.95
    assert scores.watched == 0


@pytest.mark.parametrize("name", ["unseen-half-year", "unseen-bulletin", "unseen-special"])
def test_papers_marked_before_they_were_read(name: str) -> None:
    scores = measured(paper(name))

    assert scores.figures.f1 >= 0.97
    assert scores.citations.f1 == scores.headings.f1 == scores.meta.f1 == 1
    assert scores.watched == 0
