"""Names in a criteria set that must be known: groups, facts, cells, classes, other sets, kinds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from keng.orgunits.vocabulary import KINDS
from keng.packs.references import Finding, Path, cell_problem, unknown, unknown_indicator
from keng.packs.schema import CriteriaSet, Criterion, Pack
from keng.packs.schema.criteria_results import Condition, FlowBack


def set_name_findings(one: CriteriaSet, pack: Pack) -> Iterator[Finding]:
    """Every name of a set that leads nowhere."""
    path: Path = ("criteria", one.code)
    yield from _who(one, pack, path)
    for code, criterion in one.criteria.items():
        yield from _of_criterion(one, criterion, pack, (*path, "criteria", code))
    yield from _of_results(one, pack, path)
    for number, flow in enumerate(one.flows_back):
        yield from _of_flow(one, flow, pack, (*path, "flows_back", number))


def _named(
    path: Path, what: tuple[str, str], names: Iterable[str | None], known: Iterable[str]
) -> Iterator[Finding]:
    known = list(known)
    for name in names:
        if name is not None and name not in known:
            yield unknown(path, what[0], what[1], name, known)


_GROUP = ("nhóm", "group")
_FACT = ("dữ kiện", "fact")
_CRITERION = ("tiêu chí", "criterion")
_CLASS = ("loại", "class")
_SET = ("bộ tiêu chí", "criteria set")


def _who(one: CriteriaSet, pack: Pack, path: Path) -> Iterator[Finding]:
    kinds = ("loại đơn vị", "kind of unit")
    for field in ("kinds", "but"):
        names = getattr(one.subjects, field)
        yield from _named((*path, "subjects", field), kinds, names, KINDS)
    spans = [span for spans in one.window.substitutes for span in spans]
    regimes = [one.window.regime, *(span.regime for span in spans)]
    known = pack.calendar.regimes
    yield from _named((*path, "window"), ("chế độ kỳ", "regime"), regimes, known)
    yield from _named((*path, "replaces"), _SET, one.replaces, pack.criteria)


def _of_criterion(
    one: CriteriaSet, criterion: Criterion, pack: Pack, path: Path
) -> Iterator[Finding]:
    yield from _named((*path, "group"), _GROUP, [criterion.group], one.groups)
    yield from _named((*path, "facts"), _FACT, criterion.facts, one.facts)
    evidence = ("loại minh chứng", "kind of evidence")
    yield from _named((*path, "evidence"), evidence, criterion.evidence, one.evidence)
    for number, text in enumerate(criterion.figures):
        if finding := cell_problem(pack, (*path, "figures", number), text):
            yield finding
    yield from _other_sets(one, criterion, pack, path)
    for number, example in enumerate(criterion.examples):
        at = (*path, "examples", number)
        yield from _example_names(one, criterion, example.facts, pack, at)
        for text in (*example.now, *example.last_year):
            if finding := cell_problem(pack, at, text):
                yield finding


def _other_sets(
    one: CriteriaSet, criterion: Criterion, pack: Pack, path: Path
) -> Iterator[Finding]:
    if (reference := criterion.reference) is not None:
        yield from _named((*path, "reference", "set"), _SET, [reference.set], pack.criteria)
        if (other := pack.criteria.get(reference.set)) is not None:
            at = (*path, "reference", "criteria")
            yield from _named(at, _CRITERION, reference.criteria, other.criteria)
    if (result := criterion.result) is not None:
        yield from _result_names((*path, "result"), result.set, result.classes, pack)
    if (children := criterion.children) is not None:
        yield from _named((*path, "children", "sets"), _SET, children.sets, pack.criteria)
        at = (*path, "children", "pool_from")
        yield from _named(at, ("tham số", "parameter"), [children.pool_from], one.parameters)


def _example_names(
    one: CriteriaSet, criterion: Criterion, facts: Iterable[str], pack: Pack, at: Path
) -> Iterator[Finding]:
    known = set(one.facts)
    if criterion.reference is not None and criterion.reference.set in pack.criteria:
        known |= set(pack.criteria[criterion.reference.set].facts)
    yield from _named((*at, "facts"), _FACT, facts, known)


def _result_names(path: Path, code: str, classes: Iterable[str], pack: Pack) -> Iterator[Finding]:
    yield from _named((*path, "set"), _SET, [code], pack.criteria)
    if (other := pack.criteria.get(code)) is not None:
        known = [found.code for found in other.classes]
        yield from _named((*path, "classes"), _CLASS, classes, known)


def _of_results(one: CriteriaSet, pack: Pack, path: Path) -> Iterator[Finding]:
    classes = [found.code for found in one.classes]
    for field in ("gates", "vetoes"):
        for number, condition in enumerate(getattr(one, field)):
            yield from _of_condition(one, condition, pack, (*path, field, number))
    for number, found in enumerate(one.classes):
        yield from _named((*path, "classes", number, "needs"), _GROUP, found.needs, one.groups)
    for number, quota in enumerate(one.quotas):
        names = (quota.of, quota.falls_to, *quota.among)
        yield from _named((*path, "quotas", number), _CLASS, names, classes)
    for number, tie in enumerate(one.tie_breaks):
        at: Path = (*path, "tie_breaks", number)
        yield from _named(at, _GROUP, [tie.group], one.groups)
        yield from _named(at, _CRITERION, [tie.criterion], one.criteria)
    for number, example in enumerate(one.conclusions):
        at = (*path, "conclusions", number)
        yield from _named(at, _CRITERION, (*example.but, *example.points), one.criteria)
        yield from _named(at, _FACT, example.facts, one.facts)
        yield from _named(at, _CLASS, [example.in_class], classes)


def _of_condition(
    one: CriteriaSet, condition: Condition, pack: Pack, path: Path
) -> Iterator[Finding]:
    classes = [found.code for found in one.classes]
    yield from _named((*path, "criteria"), _CRITERION, condition.criteria, one.criteria)
    truths = [code for code, fact in one.facts.items() if fact.type == "truth"]
    yield from _named((*path, "fact"), _FACT, [condition.fact], truths)
    yield from _named((*path, "at_most"), _CLASS, [condition.at_most], classes)
    if condition.set is not None:
        yield from _result_names(path, condition.set, condition.classes, pack)


def _of_flow(one: CriteriaSet, flow: FlowBack, pack: Pack, path: Path) -> Iterator[Finding]:
    indicator = pack.indicators.get(flow.indicator)
    if indicator is None:
        yield unknown_indicator(pack, (*path, "indicator"), flow.indicator)
        return
    if indicator.derived != "criteria":
        yield (
            (*path, "indicator"),
            f"chỉ tiêu “{flow.indicator}” không lấy từ sổ công nhận (derived: criteria)",
            f"the indicator {flow.indicator!r} is not filled by criteria (derived: criteria)",
        )
    for dimension, values in (("unit_kind", flow.kinds), ("class", flow.classes)):
        if (dimension in indicator.by) != bool(values):
            yield (
                path,
                (
                    f"chỉ tiêu “{flow.indicator}” phân tổ theo {', '.join(indicator.by) or '—'}: "
                    f"hãy ghi đúng kinds và classes"
                ),
                (
                    f"{flow.indicator!r} is broken down by {', '.join(indicator.by) or '—'}: "
                    f"give `kinds` and `classes` to match"
                ),
            )
        elif dimension in indicator.by and dimension in pack.breakdowns:
            known = pack.breakdowns[dimension].values
            yield from _named(path, ("giá trị", "value"), values.values(), known)
    yield from _named(path, _CLASS, flow.classes, [found.code for found in one.classes])
