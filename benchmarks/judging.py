"""Judging against criteria sets, beside a plain Python loop over the same rules.

    python benchmarks/judging.py

Wall time, and beside it the processor's, for a machine that does other work too. Two loads: 200
units x 100 criteria (four rules by turns), and a nation's 3,321 communes x the 34 criteria of the
model commune. The plain loop computes the same outcomes with hand-written Python: no steps, no list
of what is missing, no figures used. It is the limit that judging cannot reach; the ratio is what
the explanations cost. Every outcome of both is compared.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from pathlib import Path

from keng.kernel.figures import CellKey
from keng.packs.judging.conclusions import conclude
from keng.packs.judging.rulebook import ReadySet, made_ready, ready
from keng.packs.judging.verdicts import judge_all
from keng.packs.judging.vocabulary import Case, Claim, Given, Outcome, Result
from keng.packs.loading import load_pack
from keng.packs.schema import CriteriaSet, Pack

PACK = Path(__file__).resolve().parents[1] / "programmes" / "antq"
COMMUNES = 3_321
Plain = Callable[[Mapping[str, int], Mapping[str, int]], bool]

_FEWER = (
    "now.hotspots == 0"
    " || (last_year.hotspots > 10 && now.hotspots * 100 <= last_year.hotspots * 80)"
    " || (last_year.hotspots <= 10 && last_year.hotspots - now.hotspots >= 2)"
)
RULES: list[tuple[str, Plain]] = [
    (
        "now.fires_serious == 0 && now.work_deaths == 0",
        lambda n, _: n["fires_serious"] == 0 == n["work_deaths"],
    ),
    (
        "now.crimes_social_order * 100 <= last_year.crimes_social_order * 95",
        lambda n, b: n["crimes_social_order"] * 100 <= b["crimes_social_order"] * 95,
    ),
    (
        _FEWER,
        lambda n, b: (
            n["hotspots"] == 0
            or (b["hotspots"] > 10 and n["hotspots"] * 100 <= b["hotspots"] * 80)
            or (b["hotspots"] <= 10 and b["hotspots"] - n["hotspots"] >= 2)
        ),
    ),
    ("now.sessions_direct >= 4", lambda n, _: n["sessions_direct"] >= 4),
]
NAMES = ("fires_serious", "work_deaths", "crimes_social_order", "hotspots", "sessions_direct")


class Chance:
    """Numbers that look like chance and are the same in every run."""

    def __init__(self, seed: int) -> None:
        self._state = seed

    def below(self, bound: int) -> int:
        """A whole number from 0 to bound - 1."""
        self._state = (self._state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self._state >> 33) % bound

    def one_of(self, choices: list[str]) -> str:
        """One of them."""
        return choices[self.below(len(choices))]

    def percent(self, share: int) -> bool:
        """True so often of a hundred times."""
        return self.below(100) < share


def hundred(pack: Pack) -> ReadySet:
    """A set of 100 criteria: the four rules, 25 times each."""
    text = {"vi": "Tiêu chí", "en": "Criterion"}
    criteria = {
        f"C-{n:03d}": {
            "code": f"C-{n:03d}",
            "group": "all",
            "title": text,
            "kind": "choice",
            "rule": RULES[n % 4][0],
        }
        for n in range(100)
    }
    one = CriteriaSet.model_validate(
        {
            "code": "hundred",
            "title": text,
            "short": text,
            "source": {"sure": "read"},
            "known": "verified",
            "since": "2022-01-01",
            "subjects": {"levels": ["commune"]},
            "window": {"regime": "calendar"},
            "method": "all_met",
            "groups": {"all": {"code": "all", "title": text}},
            "criteria": criteria,
        }
    )
    return made_ready(one, pack)


def keyed(values: Mapping[str, int]) -> dict[CellKey, int | None]:
    """Figures by cell."""
    return {CellKey(name): value for name, value in values.items()}


def two_hundred_units(pack: Pack) -> None:
    """200 units x 100 criteria."""
    chance, one = Chance(1), hundred(pack)
    figures = [
        tuple({name: chance.below(20) for name in NAMES} for _ in range(2)) for _ in range(200)
    ]
    cases = [Case(2024, keyed(now), keyed(before)) for now, before in figures]
    judge_all(one, cases[0])

    began = now()
    verdicts = [judge_all(one, case) for case in cases]
    judged = since(began)
    began = now()
    plain = [[RULES[n % 4][1](now, before) for n in range(100)] for now, before in figures]
    looped = since(began)

    found = [[v.outcome is Outcome.MET for v in unit.values()] for unit in verdicts]
    differ(found, plain)
    tell("200 units x 100 criteria", judged, looped, 200 * 100)


def a_nation(pack: Pack) -> None:
    """3,321 communes x 34 criteria, concluded as well."""
    chance, one = Chance(2), ready(pack, "qd9745")
    cells, facts = one.cells(), one.facts_asked()
    cases = [a_commune(one, cells, facts, chance) for _ in range(COMMUNES)]
    conclude(one, judge_all(one, cases[0]), cases[0])

    began = now()
    verdicts = [judge_all(one, case) for case in cases]
    judged = since(began)
    began = now()
    for case, found in zip(cases, verdicts, strict=True):
        conclude(one, found, case)
    concluded = since(began)
    rows = [flat(case) for case in cases]
    began = now()
    plain = [model_commune(row) for row in rows]
    looped = since(began)

    for found, outcomes in zip(verdicts, plain, strict=True):
        differ({code: v.outcome is Outcome.MET for code, v in found.items()}, outcomes)
    tell("3,321 communes x 34 criteria", judged, looped, COMMUNES * 34)
    print(f"    concluding all of them: {told(concluded)}")


def a_commune(
    one: ReadySet, cells: tuple[CellKey, ...], facts: Mapping[str, object], chance: Chance
) -> Case:
    """A commune with every figure, fact and claim that the set asks for."""
    typed = {
        code: chance.below(9)
        if fact.type == "number"
        else chance.one_of(sorted(fact.values))
        if fact.type == "choice"
        else chance.percent(50)
        for code, fact in facts.items()
    }
    items = [item.code for item in one.set.criteria["DH-10"].checklist]
    claims = {
        code: Claim(
            met=chance.percent(90),
            occurred=chance.percent(10),
            done=frozenset(items[: chance.below(8)]),
        )
        for code in one.criteria
    }
    return Case(
        2024,
        {cell: chance.below(15) for cell in cells},
        {cell: chance.below(15) for cell in cells},
        facts=typed,
        params={"restrain": "five_less"},
        claims=claims,
        results={"qd510-commune": Given(Result.RECOGNISED, chance.one_of(["xuat_sac", "kha"]))},
    )


Row = tuple[dict[str, int], dict[str, int], Case]


def flat(case: Case) -> Row:
    """The case as the plain loop wants it: figures by their text."""
    now = {str(key): value or 0 for key, value in case.now.items()}
    return now, {str(key): value or 0 for key, value in case.last_year.items()}, case


def model_commune(row: Row) -> dict[str, bool]:
    """The 34 criteria in hand-written Python."""
    n, b, case = row
    f, said = case.facts, {code: bool(claim.met) for code, claim in case.claims.items()}
    happened = {code: bool(claim.occurred) for code, claim in case.claims.items()}
    met = {
        code: said[code]
        for code in (
            "DH-01",
            "DH-02",
            "DH-04",
            "DH-08",
            "DH-11",
            "DH-24",
            "DH-25",
            "DH-28",
            "DH-29",
            "DH-31",
            "DH-32",
            "DH-33",
        )
    }
    group, person = "commended_groups[award={}]", "commended_persons[award={}]"
    awards = {
        award: (n[group.format(award)], n[person.format(award)])
        for award in ("bang_khen", "giay_khen")
    }
    people, people_before = n["people_with_addiction"], b["people_with_addiction"]
    good, crimes = {"excellent", "good"}, n["crimes_social_order"]
    return met | {
        "DH-03": n["conferences_held"] >= 1 and f["new_ways"] >= 1,
        "DH-05": n["letters_pending"] == 0 and said["DH-05"],
        "DH-06": f["party_rating"] in good
        and f["committee_title"] != "none"
        and f["unions_lowest"] in {"excellent", "fair"}
        and said["DH-06"],
        "DH-07": any(max(pair) >= 1 for pair in awards.values()),
        "DH-09": n["sessions_direct"] >= 1,
        "DH-10": len(case.claims["DH-10"].done or ()) >= 7,
        "DH-12": n["coordination_programmes"] >= 1
        and n["coordination_meetings"] >= 12
        and said["DH-12"],
        "DH-13": n["initiatives_dan_van_kheo"] >= 1 and n["initiatives_active"] >= 1,
        "DH-14": sum(awards["bang_khen"]) >= 1
        and sum(awards["giay_khen"]) >= 2
        and f["praised"] >= 1,
        "DH-15": case.results["qd510-commune"].in_class == "xuat_sac",
        "DH-16": n["hotspots"] == 0,
        "DH-17": not happened["DH-17"],
        "DH-18": crimes * 100 <= b["crimes_social_order"] * 95,
        "DH-19": (
            people == 0
            or (people_before > 10 and people * 100 <= people_before * 80)
            or (people_before <= 10 and people_before - people >= 2)
        )
        and said["DH-19"],
        "DH-20": n["fires_serious"] == 0
        and n["fire_premises"] > 0
        and n["fire_premises_with_file"] >= n["fire_premises"],
        "DH-21": n["traffic_serious_by_residents"] == 0 and said["DH-21"],
        "DH-22": not happened["DH-22"],
        "DH-23": not happened["DH-23"],
        "DH-26": n["villages"] > 0 and n["villages_inspected"] >= n["villages"],
        "DH-27": n["trainings_held"] >= 1,
        "DH-30": (n["reports_received"] == 0 or f["reports_passed_on"] >= n["reports_received"])
        and said["DH-30"],
        "DH-34": f["unit_rating"] in good and f["cell_rating"] in good and said["DH-34"],
    }


Spent = tuple[float, float]


def now() -> Spent:
    """The clock on the wall and that of the process."""
    return time.perf_counter(), time.process_time()


def since(began: Spent) -> Spent:
    """What has passed on both."""
    wall, own = now()
    return wall - began[0], own - began[1]


def told(spent: Spent) -> str:
    """Both in words."""
    return f"{spent[0]:.2f} s (processor {spent[1]:.2f} s)"


def tell(what: str, judged: Spent, looped: Spent, verdicts: int) -> None:
    """One line of the table."""
    each, ratio = judged[1] / verdicts * 1e6, judged[1] / looped[1]
    print(f"{what}: {told(judged)}, {each:.0f} µs a verdict")
    print(f"    plain loop: {looped[1]:.3f} s; judging takes {ratio:.0f} times that")


def differ(found: object, expected: object) -> None:
    """Stop where judging and the plain loop disagree."""
    if found != expected:
        raise SystemExit(f"judging says {found}, the plain loop {expected}")


def main() -> None:
    """Run both loads."""
    pack = load_pack(PACK)
    two_hundred_units(pack)
    a_nation(pack)


if __name__ == "__main__":
    main()
