"""Properties of judging: more knowledge or a better value never lowers, order never matters."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keng.kernel.figures import CellKey
from keng.packs.content import content_of
from keng.packs.judging.conclusions import conclude
from keng.packs.judging.rulebook import ReadySet, ready
from keng.packs.judging.shares import least_numerator, outlook
from keng.packs.judging.verdicts import judge, judge_all
from keng.packs.judging.vocabulary import (
    Case,
    Child,
    ChildState,
    Claim,
    Given,
    Outcome,
    Result,
    Verdict,
)
from keng.packs.schema import Pack
from pack_cast import shipped
from packs.judging.cases import case, the_set

SETS = ("tt124-village", "tt124-commune", "tt124-agency", "tt124-school", "qd9745", "teams-2026")
DECIDED = {Outcome.MET, Outcome.NOT_MET, Outcome.NOT_APPLICABLE}
small = st.integers(0, 30)


def facts_of(one: ReadySet) -> st.SearchStrategy[dict[str, object]]:
    known = {
        code: small
        if fact.type == "number"
        else st.booleans()
        if fact.type == "truth"
        else st.sampled_from(sorted(fact.values))
        for code, fact in one.facts_asked().items()
    }
    return st.fixed_dictionaries({}, optional=known)


def codes_of(one: ReadySet) -> list[str]:
    return [*one.criteria, *(code for other in one.others.values() for code in other.criteria)]


@cache
def cases_of(code: str) -> st.SearchStrategy[Case]:
    one = the_set(code)
    numbers = st.fixed_dictionaries({}, optional=dict.fromkeys(one.cells(), small))
    claim = st.builds(Claim, met=st.none() | st.booleans(), occurred=st.none() | st.booleans())
    claims = st.fixed_dictionaries({}, optional=dict.fromkeys(codes_of(one), claim))
    kids = st.lists(st.sampled_from(ChildState), max_size=8)
    return st.builds(
        lambda now, before, facts, claims, kids, restrain: case(
            now=now,
            last_year=before,
            facts=facts,
            claims=claims,
            params={"restrain": restrain} if code == "qd9745" else {},
            children=of_states(kids),
        ),
        numbers,
        numbers,
        facts_of(one),
        claims,
        kids,
        st.sampled_from(["no_rise", "five_less", None]),
    )


def of_states(states: list[ChildState]) -> tuple[Child, ...]:
    return tuple(
        Child(f"u{n}", ("village", "school")[n % 2], "tt124-village", state)
        for n, state in enumerate(states)
    )


@cache
def loaded_again() -> Pack:
    return Pack.model_validate(content_of(shipped("antq")))


@pytest.mark.parametrize("code", SETS)
@given(st.data())
@settings(max_examples=25, deadline=None)
def test_verdicts_and_conclusions_are_functions_of_the_set_and_the_case(
    code: str, data: st.DataObject
) -> None:
    found = data.draw(cases_of(code))
    one, again = the_set(code), ready(loaded_again(), code)

    verdicts = judge_all(one, found)

    assert judge_all(again, replace(found)) == verdicts
    assert conclude(again, verdicts, found) == conclude(one, verdicts, found)
    first = next(iter(one.criteria))
    assert judge(one, first, found) == verdicts[first]


# Criteria that ask has() choose between two facts, and a figure stands before what a person says
# did not occur: there, learning a figure may of course change the answer.
def _keeps_what_it_knows(one: ReadySet, code: str) -> bool:
    criterion = one.set.criteria[code]
    texts = [criterion.rule or "", criterion.share.numerator if criterion.share else ""]
    free = criterion.kind not in {"reference", "ratio_of_children"}
    return free and criterion.kind != "not_occurred" and not any("has(" in text for text in texts)


@pytest.mark.parametrize("code", SETS)
@given(st.data())
@settings(max_examples=25, deadline=None)
def test_learning_more_never_changes_what_was_decided(code: str, data: st.DataObject) -> None:
    one = the_set(code)
    less = data.draw(cases_of(code))
    more = data.draw(cases_of(code))
    joined = replace(
        less,
        now={**more.now, **less.now},
        last_year={**more.last_year, **less.last_year},
        facts={**more.facts, **less.facts},
        claims={**more.claims, **less.claims},
    )

    before, after = judge_all(one, less), judge_all(one, joined)

    for name in filter(lambda name: _keeps_what_it_knows(one, name), one.criteria):
        if before[name].outcome in DECIDED:
            assert after[name].outcome is before[name].outcome, name


BETTER_IS_MORE = {
    ("tt124-commune", "XA-1c", "initiatives_active"),
    ("qd9745", "DH-09", "sessions_direct"),
    ("qd9745", "DH-26", "villages_inspected"),
    ("qd9745", "DH-20", "fire_premises_with_file"),
}
BETTER_IS_LESS = {
    ("qd9745", "DH-05", "letters_pending"),
    ("qd9745", "DH-16", "hotspots"),
    ("qd9745", "DH-18", "crimes_social_order"),
    ("qd9745", "DH-19", "people_with_addiction"),
    ("tt124-village", "KDC-4b", "crimes_serious_or_above"),
}
WORTH = {Outcome.NOT_MET: 0, Outcome.UNKNOWN: 1, Outcome.WAITING: 1, Outcome.MET: 2}


@pytest.mark.parametrize(
    ("code", "name", "indicator", "sign"),
    [(*one, 1) for one in sorted(BETTER_IS_MORE)] + [(*one, -1) for one in sorted(BETTER_IS_LESS)],
)
@given(st.data(), st.integers(1, 20))
@settings(max_examples=25, deadline=None)
def test_a_better_value_never_lowers_a_verdict(
    code: str, name: str, indicator: str, sign: int, data: st.DataObject, step: int
) -> None:
    one, key = the_set(code), CellKey(indicator)
    value = data.draw(st.integers(20, 60) if sign < 0 else small)
    found = data.draw(cases_of(code))
    worse = replace(found, now={**found.now, key: value})
    better = replace(found, now={**found.now, key: value + sign * step})

    before, after = judge(one, name, worse), judge(one, name, better)

    assert WORTH[after.outcome] >= WORTH[before.outcome]


@given(st.lists(st.sampled_from(ChildState), min_size=1, max_size=10), st.data())
@settings(deadline=None)
def test_the_outlook_holds_whatever_the_open_units_turn_out_to_be(
    states: list[ChildState], data: st.DataObject
) -> None:
    one = the_set("tt124-commune").set.criteria
    for share, bound in ((one["XA-4a"].children, 100), (one["XA-4b"].children, 70)):
        assert share is not None
        villages = [Child(f"u{n}", "village", "tt124-village", s) for n, s in enumerate(states)]
        now = outlook(share, villages, at_least=bound, pool="joint")[0]
        ends = [_end_of(child, data) for child in villages]
        final = outlook(share, ends, at_least=bound, pool="joint")[0]

        assert now.outcome in {final.outcome, Outcome.WAITING}
        assert WORTH[now.worst] <= WORTH[final.outcome] <= WORTH[now.best]
        assert outlook(share, reversed(villages), at_least=bound, pool="joint")[0] == now


def _end_of(child: Child, data: st.DataObject) -> Child:
    ends = {
        ChildState.NOT_YET: [ChildState.UNREGISTERED, ChildState.RECOGNISED, ChildState.REFUSED],
        ChildState.UNDECIDED: [ChildState.RECOGNISED, ChildState.REFUSED],
    }
    return child._replace(state=data.draw(st.sampled_from(ends.get(child.state, [child.state]))))


@given(st.lists(st.sampled_from(ChildState), max_size=8), st.integers(0, 7))
@settings(deadline=None)
def test_one_more_recognised_child_never_lowers_a_commune(
    states: list[ChildState], place: int
) -> None:
    one = the_set("tt124-commune")
    raised = [
        ChildState.RECOGNISED if n == place and state is not ChildState.UNREGISTERED else state
        for n, state in enumerate(states)
    ]

    for name in ("XA-4a", "XA-4b"):
        before = judge(one, name, case(children=of_states(states)))
        after = judge(one, name, case(children=of_states(raised)))
        assert WORTH[after.outcome] >= WORTH[before.outcome]


@pytest.mark.parametrize("strictly", [True, False])
@given(among=st.integers(0, 400), bound=st.integers(1, 100))
def test_the_least_numerator_is_the_least(*, among: int, bound: int, strictly: bool) -> None:
    needed = least_numerator(among, bound, strictly=strictly)

    def reached(count: int) -> bool:
        left, right = count * 100, bound * among
        return left > right if strictly else left >= right

    assert reached(needed)
    assert needed == 0 or not reached(needed - 1)


@given(st.data())
@settings(max_examples=40, deadline=None)
def test_a_better_verdict_never_lowers_a_conclusion(data: st.DataObject) -> None:
    code = data.draw(st.sampled_from(["tt124-village", "tt124-commune", "tt124-school"]))
    one = the_set(code)
    outcomes = {name: data.draw(st.sampled_from(list(WORTH))) for name in one.criteria}
    raised = data.draw(st.sampled_from(sorted(outcomes)))
    worth = {
        Result.NOT_RECOGNISED: 0,
        Result.UNDECIDABLE: 1,
        Result.WAITING: 1,
        Result.RECOGNISED: 2,
    }

    def result(found: dict[str, Outcome]) -> int:
        verdicts = {name: Verdict(name, outcome) for name, outcome in found.items()}
        return worth[conclude(one, verdicts, case()).result]

    assert result({**outcomes, raised: Outcome.MET}) >= result(outcomes)


def test_results_of_other_sets_are_read_by_their_code_alone() -> None:
    one = the_set("qd9745")
    other = {"tt124-commune": Given(Result.RECOGNISED, "xuat_sac")}

    assert judge(one, "DH-15", case(results=other)).outcome is Outcome.WAITING
