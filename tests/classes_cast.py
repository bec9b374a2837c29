"""An illustrative set with points, gate, classes, quota and tie, small enough to add up by hand.

Nothing in it is law: points, bounds and the share are made up for the tests. Seven villages of
xã Một, of which six are judged; three criteria of 60, 30 and 10 points.

| village | P1 | P2 | P3 | points | by points |
|---|---|---|---|---|---|
| A | 60 | 30 | 10 | 100 | excellent |
| B | 55 | 30 | 10 | 95 | excellent |
| C | 55 | 30 | 10 | 95 | excellent |
| D | 50 | 20 | 10 | 80 | good |
| E | 60 | 30 | 0 | 90 | the gate asks for P3: not recognised |
| F | 30 | 20 | 10 | 60 | average |

At most 34 % of the six may be excellent: 2 (2 of 6 is 33.3 %, 3 of 6 is 50 %). A keeps it; of B and
C one must fall, and P1 does not tell them apart.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from criteria_cast import SOURCE, _criterion, a_set, install
from keng.criteria import actions
from keng.criteria.actions import ClaimInput, MarkInput
from keng.criteria.models import Assessment
from keng.kernel.actors import OPERATOR
from recognition_cast import a_village
from reporting_cast import text
from web_cast import NOW, Office, an_office

POINTS: Final[dict[str, tuple[int, int, int]]] = {
    "A": (60, 30, 10),
    "B": (55, 30, 10),
    "C": (55, 30, 10),
    "D": (50, 20, 10),
    "E": (60, 30, 0),
    "F": (30, 20, 10),
}


def classes_set() -> dict[str, Any]:
    """The set of the table above."""
    marked = {"given": "marked"}
    return a_set(
        "diem",
        [
            _criterion("P1", "attest", "Phong trào", points={"max": "60", **marked}),
            _criterion("P2", "attest", "Phối hợp", points={"max": "30", **marked}),
            _criterion("P3", "attest", "Có kế hoạch", points={"max": "10", **marked}),
        ],
        title=text("Bộ chấm điểm (minh họa)", "Set with points (illustrative)"),
        method="score",
        scale="100",
        not_applicable_points="none",
        subjects={"levels": ["village"]},
        decided_by=[{"levels": ["village"], "decides": "commune", "signs": "committee"}],
        gates=[{"code": "plan", "title": text("Có kế hoạch", "Has a plan"), "criteria": ["P3"]}],
        classes=[
            {"code": "xuat_sac", "title": text("Xuất sắc", "Excellent"), "at_least": "90"},
            {"code": "kha", "title": text("Khá", "Good"), "at_least": "70"},
            {"code": "trung_binh", "title": text("Trung bình", "Average"), "at_least": "50"},
        ],
        quotas=[{"code": "share", "of": "xuat_sac", "at_most": "34", "falls_to": "kha"}],
        tie_breaks=[{"by": "criterion", "criterion": "P1"}],
        source=SOURCE,
    )


def an_office_with_classes() -> Office:
    """The office with the illustrative set alone."""
    return an_office(lambda: install(classes_set()))


def marks(points: tuple[int, int, int]) -> dict[str, MarkInput]:
    """The agreed marks: a criterion without points is not met."""
    return {
        f"P{n}": MarkInput("met" if given else "not_met", Decimal(given))
        for n, given in enumerate(points, start=1)
    }


def handed_in(unit_id: int, points: tuple[int, int, int]) -> Assessment:
    """A village that claims what the council will find, and hands in."""
    found = actions.register("diem", 2024, unit_id, actor=OPERATOR, at=NOW)
    for n, given in enumerate(points, start=1):
        said = ClaimInput("met" if given else "not_met", points=Decimal(given))
        actions.claim(found.pk, f"P{n}", said, actor=OPERATOR, at=NOW)
    return actions.submit(found.pk, actor=OPERATOR, at=NOW)


def six_villages(office: Office) -> dict[str, Assessment]:
    """The six of the table, reviewed as it says, and a seventh that never registered."""
    found = {}
    for name, points in POINTS.items():
        one = handed_in(a_village(office, name), points)
        actions.agree(one.pk, marks(points), "Họp ngày 01/9.", actor=OPERATOR, at=NOW)
        found[name] = one
    a_village(office, "G")
    return found
