"""Papers written before the rules were looked at: sound ones are left alone, slips are found.

The rules were widened on each set after it had been measured once; those first numbers are told in
docs/algorithms/proofreading.md. What is asked here only keeps them from getting worse.
"""

from __future__ import annotations

from functools import cache

import pytest

from keng.proofing.finding import Finding, Severity
from keng.proofing.proofreading import proofread
from proofing_unseen import PAPERS, Paper, flagged, paper, serious, told_anew, touches

NAMES = sorted(path.stem for path in PAPERS.glob("*.txt"))
# The marks are lost, or only the sense of the words tells.
MISSED = {
    "eight-months": 4,
    "final-district-table": 3,
    "final-school": 3,
    "fresh-quarter": 2,
    "fresh-thematic": 3,
    "last-commune-month": 3,
    "last-front": 2,
    "last-province-special": 3,
    "minutes": 2,
    "monthly-bulletin": 3,
}


@cache
def found_in(name: str) -> tuple[Paper, list[tuple[str, list[Finding], bool]]]:
    """A paper and, for each of its slips, what is told anew and whether that touches it."""
    read = paper(name)
    sound = proofread(read.text.split("\n"))
    told = []
    for slip in read.slips:
        new = told_anew(read, slip, sound)
        told.append((slip.wrong, new, any(touches(read, slip, one) for one in new)))
    return read, told


@pytest.mark.parametrize("name", NAMES)
def test_a_sound_paper_and_its_true_relations_are_told_nothing(name: str) -> None:
    read = paper(name)

    sound = serious(read.text)

    assert sound == []
    assert flagged(read, sound) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_fewer_slips_are_found_than_before(name: str) -> None:
    _, told = found_in(name)

    missed = [wrong for wrong, _, found in told if not found]

    assert len(missed) <= MISSED.get(name, 0), missed


@pytest.mark.parametrize("name", NAMES)
def test_what_a_slip_brings_up_lies_on_the_slip(name: str) -> None:
    read, told = found_in(name)

    elsewhere = [
        one
        for (_, new, _), slip in zip(told, read.slips, strict=True)
        for one in new
        if one.severity is Severity.ERROR and not touches(read, slip, one)
    ]

    assert elsewhere == []


def test_four_slips_of_five_are_found_over_all_papers() -> None:
    told = [found for name in NAMES for _, _, found in found_in(name)[1]]

    assert sum(told) >= 0.8 * len(told)
