"""`keng assess`: a unit judged by a set of criteria, with every step."""

from __future__ import annotations

import argparse
import json
from datetime import date
from typing import TYPE_CHECKING

from keng.kernel.moments import local_day
from keng.ops.main import add_place, start_django
from keng.ops.naming import unit_at
from keng.ops.session import actor_of, now

if TYPE_CHECKING:
    from keng.criteria.queries.shapes import CriterionView, EvidenceView, StepView

RESULTS = {
    "recognised": "recognised",
    "not_recognised": "not recognised",
    "waiting": "waiting",
    "undecidable": "cannot be decided",
}
_VERDICTS = {
    "met": "met",
    "not_met": "not met",
    "not_applicable": "not applicable",
    "unknown": "unknown",
    "waiting": "unknown",
}
_TOLD = {
    "recognised": "được công nhận",
    "not_recognised": "không được công nhận",
    "waiting": "còn chờ kết quả khác",
    "undecidable": "chưa đủ căn cứ để quyết định",
    "met": "đạt",
    "not_met": "chưa đạt",
    "not_applicable": "không áp dụng",
    "unknown": "chưa rõ",
}
_HIDDEN = "không hiện với người xem này"
_STANCES = {"confirmed": True, "differs": False}


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = subparsers.add_parser(
        "assess",
        help="judge a unit by a set of criteria",
        description="The verdict on every criterion of a set for one unit and year, with steps.",
    )
    command.add_argument("--unit", required=True, help="key or name path of the unit")
    command.add_argument("--set", required=True, dest="set_name", metavar="NAME")
    command.add_argument("--year", required=True, type=int)
    command.add_argument("--format", choices=("text", "json"), default="text")
    add_place(command)
    command.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Print the verdicts; 1 for a refusal."""
    start_django(arguments)
    from keng.criteria.queries import set_named, verdicts_of

    unit = unit_at(arguments.unit, on=_day(arguments.year))
    found = set_named(arguments.set_name, unit.level, unit.kind)
    result, criteria = verdicts_of(
        unit.id, found.code, arguments.year, actor=actor_of(arguments), at=now()
    )
    if arguments.format == "json":
        document = {"result": RESULTS.get(result), "verdicts": [_verdict(one) for one in criteria]}
        print(json.dumps(document, ensure_ascii=False, indent=1))
        return 0
    told = _TOLD.get(result, _HIDDEN)
    print(f"{unit.full_name}, {found.title.vi}, năm {arguments.year}: {told}")
    for one in criteria:
        print("\n".join(_lines(one)))
    return 0


def _day(year: int) -> date:
    """The day on which the unit is named: the end of the year, or today while it runs."""
    return min(date(year, 12, 31), local_day(now()))


def _verdict(one: CriterionView) -> dict[str, object]:
    claim, points = one.claim, one.criterion.points
    most = points.max if points is not None else None
    return {
        "criterion": one.criterion.code,
        "verdict": _VERDICTS.get(one.outcome),
        "proposed": _VERDICTS.get(claim.proposed) if claim is not None else None,
        "confirmed": _STANCES.get(claim.stance) if claim is not None else None,
        "score": None if one.points is None else f"{one.points:f}",
        "max": None if most is None else f"{most:f}",
        "exception": (claim.exception or None) if claim is not None else None,
        "steps": [_step(step) for step in one.steps],
        "evidence": [_evidence(piece) for piece in one.evidence if not piece.is_removed],
    }


def _step(step: StepView) -> str:
    told = step.what.vi if step.value is None else f"{step.what.vi}: {step.value.vi}"
    return f"{told} ({step.source})" if step.source else told


def _evidence(piece: EvidenceView) -> dict[str, object]:
    return {
        "kind": piece.kind,
        "title": piece.title,
        "revision": piece.n,
        "sha256": piece.sha256 or None,
        "link": piece.link or None,
    }


def _lines(one: CriterionView) -> list[str]:
    verdict = _TOLD.get(one.outcome, _HIDDEN)
    told = [f"{one.criterion.code}  {one.criterion.title.vi}: {verdict}"]
    told += [f"    {_step(step)}" for step in one.steps]
    told += [f"    cần: {words.vi}" for words in one.missing]
    return told
