"""Names in the part of a pack about commendations that must be known, or must fit. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from keng.packs.problems import Problem
from keng.packs.references import Finding, Path, unknown, unknown_indicator
from keng.packs.schema import Pack
from keng.packs.yamltext import Fields, locate

REGISTER = "commendations"
BREAKDOWN = "award"


def award_problems(pack: Pack, root: Fields) -> list[Problem]:
    """Awards that are no value of the breakdown, and indicators that the register cannot fill."""
    findings = [*_awards(pack), *_counted(pack), *_levels(pack)]
    return [Problem(locate(root, path), vi, en) for path, vi, en in findings]


def _awards(pack: Pack) -> Iterator[Finding]:
    known = pack.breakdowns[BREAKDOWN].values if BREAKDOWN in pack.breakdowns else {}
    for code in pack.commendations.awards:
        if code not in known:
            at: Path = (REGISTER, "awards", code)
            yield unknown(
                at, "giá trị của chiều award", "value of the breakdown award", code, known
            )


def _levels(pack: Pack) -> Iterator[Finding]:
    """One level decides one award by one rule on a day."""
    for code, award in pack.commendations.awards.items():
        ends: dict[str, object] = {}
        for number, one in enumerate(award.decided_by or ()):
            before = ends.get(one.level, one.since)
            if before is None or (one.until is not None and one.until <= one.since):
                yield (
                    (REGISTER, "awards", code, "decided_by", number),
                    f"cấp {one.level} có hai quy định chồng ngày, hoặc “until” không sau “since”",
                    f"the level {one.level} has two rules on one day, or until is not after since",
                )
            ends[one.level] = one.until


def _counted(pack: Pack) -> Iterator[Finding]:
    counted = pack.commendations.counted
    for field in type(counted).model_fields:
        name = getattr(counted, field)
        if name is None:
            continue
        at: Path = (REGISTER, "counted", field)
        indicator = pack.indicators.get(name)
        if indicator is None:
            yield unknown_indicator(pack, at, name)
        elif (
            indicator.derived != REGISTER
            or indicator.by not in {(), (BREAKDOWN,)}
            or indicator.kind != "flow"
            or indicator.digits
            or indicator.small
        ):
            vi = f"chỉ tiêu “{name}” phải ghi derived: {REGISTER}, kind: flow, phân tổ nhiều nhất "
            en = f"the indicator {name!r} must be `derived: {REGISTER}`, a flow, broken down by "
            rest = f"theo {BREAKDOWN}, không số lẻ, không small"
            yield at, f"{vi}{rest}", f"{en}{BREAKDOWN} at most, whole and not small"
