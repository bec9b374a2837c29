"""The list of one decider: order, quotas, and ties that are left to people."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keng.packs.judging.ranking import allowed, rank
from keng.packs.judging.rulebook import ReadySet
from keng.packs.judging.vocabulary import Candidate, Conclusion, Placed, Result
from keng.packs.schema.criteria_results import Quota, TieBreak
from packs.judging.cases import the_set


def teams(*, tie_breaks: tuple[TieBreak, ...] = ()) -> ReadySet:
    """The rating of teams, with tie-breaks."""
    one = the_set("teams-2026")
    return replace(one, set=one.set.model_copy(update={"tie_breaks": tie_breaks}))


def rated(key: str, in_class: str | None, *, met: int = 7, years: int = 0) -> Candidate:
    result = Result.RECOGNISED if in_class else Result.NOT_RECOGNISED
    return Candidate(key, Conclusion("teams-2026", result, met, 7, 7, in_class=in_class), years)


BY_YEARS = TieBreak(by="years")
QUOTA = Quota.model_validate(
    {"code": "q", "of": "excellent", "among": ["good"], "at_most": 20, "falls_to": "good"}
)


@pytest.mark.parametrize(
    ("excellent", "good", "kept"),
    [
        (8, 10, 3),  # 3 of 10 + 5 = 15 rated good
        (2, 10, 2),
        (1, 4, 0),  # one excellent beside four good is 25 %: it falls
        (1, 5, 1),
        (6, 0, 1),  # 1 of 5 that fell
        (0, 10, 0),
    ],
)
def test_those_who_fall_count_where_they_fall_to(excellent: int, good: int, kept: int) -> None:
    assert allowed(QUOTA, {"excellent": excellent, "good": good}, excellent + good) == kept


def test_beyond_the_quota_the_last_in_order_fall() -> None:
    listed = [rated(f"tổ {n}", "excellent", years=n) for n in range(1, 4)]
    listed += [rated(f"tổ {n}", "good") for n in range(4, 13)]

    placed = {one.key: one for one in rank(teams(tie_breaks=(BY_YEARS,)), listed)}

    assert placed["tổ 3"].in_class == placed["tổ 2"].in_class == "excellent"
    assert (placed["tổ 1"].in_class, placed["tổ 1"].lowered_by) == ("good", "excellent_share")
    assert placed["tổ 3"].rank == 1


def test_units_that_nothing_tells_apart_at_the_border_are_left_to_people() -> None:
    listed = [rated(f"tổ {n}", "excellent", years=5) for n in range(1, 4)]
    listed += [rated(f"tổ {n}", "good") for n in range(4, 13)]

    placed = {one.key: one for one in rank(teams(tie_breaks=(BY_YEARS,)), listed)}

    assert placed["tổ 1"].in_class is None
    assert placed["tổ 1"].result is Result.WAITING
    assert placed["tổ 1"].tied_with == ("tổ 2", "tổ 3")


def test_a_quota_that_nobody_knows_leaves_its_class_undecided() -> None:
    one = the_set("teams-2026")
    unknown = QUOTA.model_copy(update={"at_most": None})
    open_ = replace(one, set=one.set.model_copy(update={"quotas": (unknown,)}))

    placed = rank(open_, [rated("tổ 1", "excellent"), rated("tổ 2", "good")])

    assert [(one.key, one.in_class, one.result) for one in placed] == [
        ("tổ 2", "good", Result.RECOGNISED),
        ("tổ 1", None, Result.UNDECIDABLE),
    ]


def test_scores_and_groups_break_ties_in_the_order_of_the_set() -> None:
    breaks = (TieBreak(by="group", group="excellent"), TieBreak(by="score"))
    one = teams(tie_breaks=breaks)

    def scored(key: str, group: int, score: int) -> Candidate:
        plain = rated(key, "good")
        conclusion = replace(plain.conclusion, score=Decimal(score))
        return replace(plain, conclusion=conclusion, group_scores={"excellent": Decimal(group)})

    placed = rank(one, [scored("a", 1, 90), scored("b", 2, 50), scored("c", 2, 60)])

    assert [found.key for found in placed] == ["c", "b", "a"]


candidates = st.lists(
    st.tuples(st.sampled_from(["excellent", "good", None]), st.integers(0, 3), st.integers(0, 7)),
    max_size=14,
)


@given(candidates, st.randoms(use_true_random=False))
@settings(deadline=None)
def test_the_order_in_which_units_are_handed_in_does_not_matter(
    units: list[tuple[str | None, int, int]], chance: object
) -> None:
    one = teams(tie_breaks=(BY_YEARS, TieBreak(by="met")))
    listed = [
        rated(f"u{n:02d}", found, years=years, met=met)
        for n, (found, years, met) in enumerate(units)
    ]
    shuffled = list(listed)
    chance.shuffle(shuffled)

    placed = rank(one, shuffled)

    assert placed == rank(one, listed)
    assert sorted(found.key for found in placed) == sorted(found.key for found in listed)
    assert _within(placed)


def _within(placed: tuple[Placed, ...]) -> bool:
    excellent = sum(one.in_class == "excellent" for one in placed)
    good = sum(one.in_class == "good" for one in placed)
    return excellent * 100 <= 20 * good or excellent == 0
