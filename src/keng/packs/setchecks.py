"""What contradicts itself in a criteria set: rules, bounds, quotas, references in a ring."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from keng.kernel.errors import BadInput
from keng.packs.judging.limits import impossible
from keng.packs.judging.rulebook import rule_texts, scope_of
from keng.packs.references import Finding, Path
from keng.packs.schema import CriteriaSet, Criterion, Pack
from keng.rules.evaluation import compile_rule
from keng.rules.language import Literal, RuleError

_NEEDS_EXAMPLES = frozenset({"count", "compare", "choice", "ratio", "ratio_of_children"})


def contradictions(one: CriteriaSet, pack: Pack) -> Iterator[Finding]:
    """What cannot be meant: each with its place and what to do. Names must be known already."""
    for code, criterion in one.criteria.items():
        yield from _few_examples(criterion, ("criteria", one.code, "criteria", code))
    yield from inconsistencies(one, pack)


def inconsistencies(one: CriteriaSet, pack: Pack) -> Iterator[Finding]:
    """The same but for missing examples: also for a set with a province's overlay."""
    path: Path = ("criteria", one.code)
    for code, criterion in one.criteria.items():
        at: Path = (*path, "criteria", code)
        yield from _rules(one, criterion, pack, at)
        yield from _points(one, criterion, at)
    yield from _classes(one, path)
    yield from _sums(one, path)
    yield from _quotas(one, path)
    yield from _ring(one, pack, path)
    yield from _unused_facts(one, path)
    yield from _days(one, path)


def _rules(one: CriteriaSet, criterion: Criterion, pack: Pack, path: Path) -> Iterator[Finding]:
    scope = scope_of(one, pack)
    for part, text, yields in rule_texts(criterion):
        at: Path = (*path, *part)
        try:
            rule = compile_rule(text, scope, yields=yields)
        except RuleError as refusal:
            yield at, f"quy tắc sai, {refusal.message}", f"rule, {refusal.message_en}"
            continue
        except BadInput as refusal:
            yield at, refusal.message, refusal.message_en
            continue
        is_bound = part[-1] in {"at_least", "more_than"}
        if not rule.names and not is_bound:
            yield (
                at,
                "quy tắc không nêu số liệu hay dữ kiện nào; hãy viết now.…, fact.… hoặc bỏ quy tắc",
                "the rule names no figure and no fact; write now.…, fact.… or remove it",
            )
        elif is_bound and isinstance(rule.expression, Literal):
            yield from _bound(part[-1], int(rule.expression.value), at)
        elif impossible(rule.expression):
            yield (
                at,
                "không giá trị nào làm quy tắc này đúng; hãy xem lại các ngưỡng",
                "no value can make this rule true; look at its bounds again",
            )


def _bound(way: str, percent: int, at: Path) -> Iterator[Finding]:
    highest = 100 if way == "at_least" else 99
    if not 0 <= percent <= highest:
        yield (
            at,
            f"ngưỡng {percent}% không đơn vị nào đạt được; hãy ghi từ 0 đến {highest}",
            f"no unit can reach {percent} %; write 0 to {highest}",
        )


def _points(one: CriteriaSet, criterion: Criterion, at: Path) -> Iterator[Finding]:
    if criterion.points is None:
        return
    if one.method != "score":
        yield (
            (*at, "points"),
            "chỉ bộ chấm điểm (method: score) có điểm; hãy bỏ points",
            "only a set with `method: score` has points; remove them",
        )
    elif one.scale is not None and (criterion.points.max or 0) > one.scale:
        yield (
            (*at, "points"),
            f"điểm tối đa {criterion.points.max} lớn hơn thang {one.scale}",
            f"the most points {criterion.points.max} are more than the scale {one.scale}",
        )


def _few_examples(criterion: Criterion, at: Path) -> Iterator[Finding]:
    if criterion.kind not in _NEEDS_EXAMPLES:
        return
    outcomes = {example.expect for example in criterion.examples}
    if not {"met", "not_met"} <= outcomes:
        yield (
            at,
            "tiêu chí có quy tắc cần ít nhất một ví dụ đạt (met) và một ví dụ chưa đạt (not_met)",
            "a criterion with a rule needs an example that is met and one that is not_met",
        )


def _classes(one: CriteriaSet, path: Path) -> Iterator[Finding]:
    above: Decimal | None = None
    most = one.scale if one.method == "score" else Decimal(len(one.criteria))
    for number, found in enumerate(one.classes):
        bound = found.at_least
        if bound is None:
            continue
        at: Path = (*path, "classes", number, "at_least")
        if above is not None and bound >= above:
            yield (
                at,
                (
                    f"loại “{found.code}” từ {bound} chồng lên loại trên (từ {above}); "
                    "hãy xếp từ cao xuống thấp"
                ),
                (
                    f"the class {found.code!r} from {bound} overlaps the one above (from {above}); "
                    "best first"
                ),
            )
        if most is not None and not 0 <= bound <= most:
            yield (
                at,
                f"không đơn vị nào đạt được {bound}: cao nhất là {most}",
                f"no unit can reach {bound}: the most is {most}",
            )
        above = bound


def _sums(one: CriteriaSet, path: Path) -> Iterator[Finding]:
    """Points and numbers of criteria against the whole that they are parts of."""
    if one.recognised_from is not None and one.recognised_from > len(one.criteria):
        yield (
            (*path, "recognised_from"),
            f"cần {one.recognised_from} tiêu chí nhưng bộ chỉ có {len(one.criteria)}",
            f"{one.recognised_from} criteria are needed, the set has {len(one.criteria)}",
        )
    points = [it.points.max for it in one.criteria.values() if it.points is not None]
    known = sum((point for point in points if point is not None), Decimal())
    if one.scale is None or not points:
        return
    whole = one.complete and None not in points
    if known > one.scale or (whole and known != one.scale):
        yield (
            (*path, "scale"),
            f"tổng điểm các tiêu chí là {known}, thang điểm là {one.scale}; hãy sửa một trong hai",
            f"the points add up to {known}, the scale is {one.scale}; correct one of them",
        )
    for code, group in one.groups.items():
        mine = [
            it.points.max or Decimal()
            for it in one.criteria.values()
            if it.group == code and it.points is not None
        ]
        if group.max is not None and sum(mine, Decimal()) > group.max:
            yield (
                (*path, "groups", code, "max"),
                f"tổng điểm của nhóm là {sum(mine, Decimal())}, lớn hơn {group.max}",
                f"the points of the group add up to {sum(mine, Decimal())}, above {group.max}",
            )


def _quotas(one: CriteriaSet, path: Path) -> Iterator[Finding]:
    order = [found.code for found in one.classes]
    for number, quota in enumerate(one.quotas):
        if {quota.of, quota.falls_to} <= set(order) and order.index(quota.falls_to) <= order.index(
            quota.of
        ):
            yield (
                (*path, "quotas", number, "falls_to"),
                f"“{quota.falls_to}” không thấp hơn “{quota.of}”; đơn vị vượt tỷ lệ phải hạ loại",
                f"{quota.falls_to!r} is not below {quota.of!r}; units beyond a quota fall",
            )
    shares = [quota.at_most or 0 for quota in one.quotas if not quota.among]
    if sum(shares) > 100:
        yield (
            (*path, "quotas"),
            f"các tỷ lệ khống chế trên toàn bộ đơn vị cộng lại là {sum(shares)}%, quá 100%",
            f"quotas over all units add up to {sum(shares)} %, above 100 %",
        )


def _ring(one: CriteriaSet, pack: Pack, path: Path) -> Iterator[Finding]:
    """Sets that need each other's results could never be decided."""
    trail = _trail_back(one.code, pack)
    if trail is not None:
        ring = " → ".join((one.code, *trail))
        yield (
            path,
            f"các bộ dẫn chiếu vòng tròn: {ring}; hãy bỏ một dẫn chiếu",
            f"the sets refer to each other in a ring: {ring}; remove one reference",
        )


def _trail_back(code: str, pack: Pack) -> tuple[str, ...] | None:
    waiting: list[tuple[str, ...]] = [(other,) for other in needs(pack.criteria[code])]
    seen: set[str] = set()
    while waiting:
        trail = waiting.pop()
        last = trail[-1]
        if last == code:
            return trail
        if last not in seen and last in pack.criteria:
            seen.add(last)
            waiting += [(*trail, other) for other in needs(pack.criteria[last])]
    return None


def needs(one: CriteriaSet) -> tuple[str, ...]:
    """The sets on whose criteria or results for the same unit a set rests; not those of children.

    A commune by its villages and a village by its commune are different units: children are
    judged below, so they never close a ring here.
    """
    found = [it.reference.set for it in one.criteria.values() if it.reference is not None]
    found += [it.result.set for it in one.criteria.values() if it.result is not None]
    found += [it.set for it in (*one.gates, *one.vetoes) if it.set is not None]
    return tuple(dict.fromkeys(found))


def _unused_facts(one: CriteriaSet, path: Path) -> Iterator[Finding]:
    texts = [text for it in one.criteria.values() for _, text, _ in rule_texts(it)]
    shown = {code for it in one.criteria.values() for code in it.facts}
    shown |= {it.fact for it in (*one.gates, *one.vetoes) if it.fact is not None}
    for code in one.facts:
        if code not in shown and not any(_reads(text, f"fact.{code}") for text in texts):
            yield (
                (*path, "facts", code),
                f"dữ kiện “{code}” không tiêu chí nào dùng; hãy bỏ hoặc dùng",
                f"no criterion uses the fact {code!r}; remove it or use it",
            )


def _reads(text: str, name: str) -> bool:
    after = text.partition(name)[2]
    return name in text and not (after[:1].isalnum() or after[:1] == "_")


def _days(one: CriteriaSet, path: Path) -> Iterator[Finding]:
    if one.since is not None and one.until is not None and one.since >= one.until:
        yield (*path, "until"), "“since” phải trước “until”", "`since` must be before `until`"
