"""What outsiders see of small totals, in tables, parts, other periods and last year."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime
from typing import Unpack

import pytest

from consolidation_cast import ADDICTS, EVER, FIRES, HANDLED, TODAY, Country, a_country, period
from keng.access.actors import AccountActor
from keng.access.models import Account, Grant
from keng.consolidation.queries import consolidate, drill
from keng.consolidation.shapes import Compare, Drafts, Row, View
from keng.kernel.actors import OPERATOR, Actor
from keng.kernel.figures import CellKey

pytestmark = pytest.mark.django_db


def someone(country: Country, path: str, role: str = "officer") -> Actor:
    account = Account.objects.create(login=f"at-{path}-{role}", unit_id=country.ids[path])
    Grant.objects.create(account=account, unit_id=country.ids[path], role=role, valid_from=EVER)
    return AccountActor(account)


def row(
    actor: Actor, country: Country, path: str, code: str, key: CellKey, **view: Unpack[View]
) -> Row:
    found = consolidate(country.ids[path], period(code), actor=actor, on=TODAY, **view)
    answer = found.row(key)
    assert answer is not None
    return answer


def seen(actor: Actor, country: Country, path: str, code: str, key: CellKey = ADDICTS) -> str:
    answer = row(actor, country, path, code, key)
    return answer.shown or str(answer.value)


def a_province() -> Country:
    country = a_country({"A": "province", "A/a": "commune", "A/b": "commune", "A/c": "commune"})
    for path, addicts in (("A/a", 3), ("A/b", 20), ("A/c", 30)):
        country.report(path, "2024", addicts=addicts, fires=2)
    return country


def test_the_unit_and_its_direct_superior_see_what_others_see_as_fewer_than_five() -> None:
    country = a_province()
    clerk, officer = someone(country, "A/a", "clerk"), someone(country, "A")
    nation = someone(country, "Việt Nam")

    assert seen(clerk, country, "A/a", "2024") == "3"
    assert seen(officer, country, "A/a", "2024") == "3"
    assert seen(nation, country, "A/a", "2024") == "<5"


def test_a_second_figure_is_held_back_so_that_the_first_does_not_follow() -> None:
    country = a_province()
    nation = someone(country, "Việt Nam")

    shown = [seen(nation, country, path, "2024") for path in ("A", "A/a", "A/b", "A/c")]

    assert shown == ["53", "<5", "…", "30"]  # 53 - 30 = 23 for two communes


def test_figures_that_are_not_small_totals_are_shown_as_they_are() -> None:
    country = a_province()

    assert seen(someone(country, "Việt Nam"), country, "A/a", "2024", FIRES) == "2"


def test_a_hidden_value_leaves_neither_value_nor_sources_in_the_parts() -> None:
    country = a_country(
        {"A": "province", "A/d": "district", "A/d/a": "commune", "A/d/b": "commune"}
    )
    country.report("A/d/a", "2024", addicts=3)
    country.report("A/d/b", "2024", addicts=20)
    province, district = someone(country, "A"), someone(country, "A/d")

    outside, inside = (
        drill(country.ids["A/d"], period("2024"), ADDICTS, actor=actor, on=TODAY)
        for actor in (province, district)
    )

    assert [(part.value, part.shown, part.sources) for part in outside] == [
        (None, "<5", ()),
        (None, "…", ()),
    ]
    assert [part.value for part in inside] == [3, 20]


def test_the_months_and_the_quarter_do_not_tell_the_month_that_is_hidden() -> None:
    country = a_country({"A": "province", "A/a": "commune", "A/b": "commune"})
    for month, handled in (("2024-01", 3), ("2024-02", 9), ("2024-03", 8)):
        country.report("A/a", month, handled=handled)
        country.report("A/b", month, handled=40)
    nation = someone(country, "Việt Nam")

    shown = [
        seen(nation, country, "A/a", code, HANDLED)
        for code in ("2024-01", "2024-02", "2024-03", "2024Q1")
    ]

    assert shown == ["<5", "9", "8", "…"]


def test_a_longer_period_is_shown_where_its_months_are() -> None:
    country = a_country({"A": "province", "A/a": "commune", "A/b": "commune"})
    for month in ("2024-01", "2024-02", "2024-03"):
        country.report("A/a", month, handled=9)
        country.report("A/b", month, handled=40)

    assert seen(someone(country, "Việt Nam"), country, "A/a", "2024Q1", HANDLED) == "27"


def test_last_year_and_the_change_do_not_tell_a_hidden_value() -> None:
    country = a_province()
    for path, addicts in (("A/a", 10), ("A/b", 2), ("A/c", 30)):
        country.report(path, "2023", addicts=addicts)
    nation, clerk = someone(country, "Việt Nam"), someone(country, "A/a", "clerk")

    now_hidden = row(nation, country, "A/a", "2024", ADDICTS, compare=Compare.SAME_PERIOD)
    then_hidden = row(nation, country, "A/b", "2024", ADDICTS, compare=Compare.SAME_PERIOD)
    both_shown = row(nation, country, "A", "2024", ADDICTS, compare=Compare.SAME_PERIOD)
    own = row(clerk, country, "A/a", "2024", ADDICTS, compare=Compare.SAME_PERIOD)

    assert (now_hidden.shown, now_hidden.value, now_hidden.change) == ("<5", None, None)
    assert now_hidden.change_pct is None
    assert (then_hidden.previous, then_hidden.previous_shown) == (None, "…")
    assert then_hidden.change is None
    assert (both_shown.value, both_shown.previous, both_shown.change) == (53, 42, 11)
    assert (own.value, own.previous, own.change) == (3, 10, -7)


def test_a_change_on_fewer_units_than_the_totals_is_held_back() -> None:
    country = a_province()
    country.report("A/b", "2023", addicts=10)
    country.report("A/c", "2023", addicts=10)
    nation = someone(country, "Việt Nam")

    found = row(nation, country, "A", "2024", ADDICTS, compare=Compare.SAME_PERIOD)

    # 53 now; 50 of them in b and c, which reported last year: the rest is a's 3.
    assert found.value == 53
    assert (found.change, found.both) == (None, None)
    assert "50" not in found.note


def test_who_stands_right_above_a_unit_is_an_outsider_to_the_units_below_it() -> None:
    country = a_country({"A": "province", "A/a": "commune", "A/b": "commune"})
    country.report("A/a", "2024-01", handled=3)
    for month in ("2024-01", "2024-02"):
        country.report("A/b", month, handled=40)
    nation = someone(country, "Việt Nam")

    # a gave January only, so the two months of the province are b's: 83 - 80 would be a's 3.
    shown = [
        seen(nation, country, "A", code, HANDLED)
        for code in ("2024-01", "2024-02", "2024-01/2024-02")
    ]

    assert shown == ["43", "40", "…"]


def test_a_preview_another_map_and_earlier_knowledge_hold_small_totals_back() -> None:
    country = a_province()
    nation = someone(country, "Việt Nam")
    views: list[View] = [
        {"drafts": Drafts.INCLUDED},
        {"known_at": datetime(2026, 1, 16, tzinfo=UTC)},
    ]

    for view in views:
        assert row(nation, country, "A/c", "2024", ADDICTS, **view).value is None
    assert row(OPERATOR, country, "A/c", "2024", ADDICTS, drafts=Drafts.INCLUDED).value == 30


def test_an_adjusted_family_is_closed_because_its_sums_do_not_meet() -> None:
    country = a_country({"A": "province", "A/a": "commune", "A/b": "commune"})
    small = country.report("A/a", "2024", addicts=3)
    country.report("A/b", "2024", addicts=40)
    country.adjust(small, "A", "addicts", 9)
    nation = someone(country, "Việt Nam")

    assert [seen(nation, country, path, "2024") for path in ("A/a", "A/b")] == ["…", "…"]


def test_what_is_hidden_does_not_depend_on_which_outsider_asks() -> None:
    country = a_province()
    country.add("B", "province")
    actors = [someone(country, "Việt Nam"), someone(country, "Việt Nam", "auditor")]

    shown = {tuple(seen(one, country, p, "2024") for p in ("A/a", "A/b", "A/c")) for one in actors}

    assert len(shown) == 1


@pytest.mark.any_engine
def test_an_attacker_with_every_public_table_rules_out_no_small_value() -> None:
    """Two communes, two months and their quarter: every data set with the same sums a month."""
    country = a_country({"A": "province", "A/a": "commune", "A/b": "commune"})
    nation = someone(country, "Việt Nam")
    behind: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
    totals = (11, 30)
    for first in (0, 1, 2, 3, 4, 7, 10):
        for second in (1, 4):
            for code, value, total in (
                ("2024-01", first, totals[0]),
                ("2024-02", second, totals[1]),
            ):
                country.report("A/a", code, handled=value)
                country.report("A/b", code, handled=total - value)
            picture = tuple(
                seen(nation, country, path, code, HANDLED)
                for path in ("Việt Nam", "A", "A/a", "A/b")
                for code in ("2024-01", "2024-02", "2024-01/2024-02")
            )
            behind[picture].append((first, second))

    for candidates in behind.values():
        firsts, seconds = ({pair[place] for pair in candidates} for place in (0, 1))
        if firsts & {1, 2, 3, 4}:
            assert {1, 2, 3, 4} <= firsts
        if seconds & {1, 4}:
            assert {1, 4} <= seconds
