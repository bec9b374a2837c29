"""The checks of a pack compiled: which rules run on a form, over which cells, reading which facts.

Namespaces of a rule: `now` (this submission), `before` (the period before it), `last_year` (the
same period of last year), `period` (months, year, starts_year), `law` (thresholds in force on the
last day). A rule over cells reads `cell` (now, before, last_year, one) instead of the first three;
`cell.one` is 1 in the smallest unit of the indicator, so that "at least 5" is 5 * cell.one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product

from keng.kernel.figures import CellKey
from keng.kernel.periods import Period, cumulative_start
from keng.packs.schema import Check, Form, Indicator, Pack, is_made
from keng.rules.dated import in_force
from keng.rules.evaluation import Facts, Rule, Unknown, Value, compile_rule
from keng.rules.typing import Type

Figures = Mapping[CellKey, int | None]
TIMES = ("now", "before", "last_year")
_PERIOD = {
    "months": Type.NUMBER,
    "year": Type.NUMBER,
    "last_month": Type.NUMBER,
    "starts_year": Type.TRUTH,
}
_CELL = dict.fromkeys((*TIMES, "one"), Type.NUMBER)


@dataclass(frozen=True)
class Compiled:
    """A check made ready: once per value of its breakdown, `each`, or once for all."""

    check: Check
    each: str | None
    rule: Rule
    values: Mapping[str, Rule]
    cells: tuple[CellKey, ...]

    @property
    def reads(self) -> tuple[tuple[str, CellKey], ...]:
        """The figures that the rule and its values read, as (time, cell)."""
        rules = (self.rule, *self.values.values())
        names = dict.fromkeys(name for rule in rules for name in rule.names)
        return tuple(
            dict.fromkeys(
                (name.space, CellKey.parse(name.field)) for name in names if name.space in TIMES
            )
        )

    def rests_on(self, cell: CellKey | None) -> frozenset[CellKey]:
        """Every cell that a finding of it tells of; `cell` where it runs over cells."""
        read = {key for _, key in self.reads}
        return frozenset({*read, *self.cells, *((cell,) if cell is not None else ())})


@dataclass(frozen=True)
class FormRules:
    """What runs on one form: rules over the whole, and rules over each of some cells."""

    whole: tuple[Compiled, ...]
    by_cell: tuple[tuple[CellKey, tuple[Compiled, ...]], ...]


@dataclass(frozen=True)
class Situation:
    """The figures of a submission with what they are compared with; None = nothing known."""

    now: Figures
    before: Figures | None
    last_year: Figures | None
    period: Period


def every_cell(indicator: Indicator, pack: Pack) -> Iterator[CellKey]:
    """The cells that an indicator may have: its total, and every combination of its breakdowns."""
    yield CellKey(indicator.code)
    known = [dimension for dimension in indicator.by if dimension in pack.breakdowns]
    if not indicator.by or known != list(indicator.by):
        return
    for combination in product(*(pack.breakdowns[dimension].values for dimension in known)):
        yield CellKey.of(indicator.code, dict(zip(known, combination, strict=True)))


def compile_check(check: Check, pack: Pack) -> tuple[Compiled, ...]:
    """The rules of a check; RuleError for the first that is wrong, with its column."""
    if check.over is not None:
        scope = {"cell": _CELL, "period": _PERIOD, "law": _law_scope(pack)}
        rule = compile_rule(check.rule, scope)
        values = {
            name: compile_rule(text, scope, yields=Type.NUMBER)
            for name, text in check.values.items()
        }
        return (Compiled(check, None, rule, values, ()),)
    if check.each is None:
        return (_compile_one(check, None, pack),)
    return tuple(_compile_one(check, value, pack) for value in pack.breakdowns[check.each].values)


def _compile_one(check: Check, each: str | None, pack: Pack) -> Compiled:
    scope = pack.kept("scope", lambda: _scope(pack))
    rule = compile_rule(put_in(check.rule, each), scope)
    values = {
        name: compile_rule(put_in(text, each), scope, yields=Type.NUMBER)
        for name, text in check.values.items()
    }
    named = tuple(CellKey.parse(put_in(text, each)) for text in check.cells)
    read = [CellKey.parse(name.field) for name in rule.names if name.space == "now"]
    return Compiled(check, each, rule, values, named or tuple(dict.fromkeys(read)))


def put_in(text: str, each: str | None) -> str:
    """The text with the value of the breakdown in place of {each}."""
    return text if each is None else text.replace("{each}", each)


def rules_for(form: Form, pack: Pack) -> FormRules:
    """The compiled checks of a form; compiled once per pack in the process."""
    return pack.kept(f"rules:{form.code}", lambda: _rules_for(form, pack))


def checks_touching(key: CellKey, form: Form, pack: Pack) -> list[Check]:
    """The checks of the form that look at the cell or point at it, in the pack's order, once each.

    The value of this submission counts; a rule that only reads what the cell held before does not.
    """
    rules = rules_for(form, pack)
    whole = [
        one.check
        for one in rules.whole
        if key in one.cells or any(at == "now" and read == key for at, read in one.reads)
    ]
    single = [one.check for at, chosen in rules.by_cell if at == key for one in chosen]
    touching = {one.code for one in (*whole, *single)}
    return [check for check in pack.checks.values() if check.code in touching]


def _rules_for(form: Form, pack: Pack) -> FormRules:
    mine = [check for check in pack.checks.values() if _is_of(check, form, pack)]
    compiled = [ready for check in mine for ready in _compiled(check, pack)]
    if is_made(form.code):
        compiled = [ready for ready in compiled if _can_speak(ready, form)]
    by_cell = []
    for key in form.cells():
        chosen = tuple(ready for ready in compiled if selects(ready.check, pack.indicator_of(key)))
        if chosen:
            by_cell.append((key, chosen))
    whole = tuple(ready for ready in compiled if ready.check.over is None)
    return FormRules(whole, tuple(by_cell))


def _is_of(check: Check, form: Form, pack: Pack) -> bool:
    """Whether a check is of the form; of a made one are those of like forms of the programme."""
    if not is_made(form.code):
        return form.code in check.forms
    named = [pack.forms[code] for code in check.forms if code in pack.forms]
    return any(
        one.basis == form.basis and set(one.unit_levels) & set(form.unit_levels) for one in named
    )


def _can_speak(ready: Compiled, form: Form) -> bool:
    """Whether a made form holds all that the rule looks at: a missing cell is no mistake there."""
    if ready.check.over is not None:
        return True
    looked_at = {key for _at, key in ready.reads} | set(ready.cells)
    return bool(looked_at) and looked_at <= set(form.cells())


def _compiled(check: Check, pack: Pack) -> tuple[Compiled, ...]:
    return pack.kept(f"check:{check.code}", lambda: compile_check(check, pack))


def selects(check: Check, indicator: Indicator) -> bool:
    """Whether a check over cells looks at the cells of this indicator."""
    over = check.over
    if over is None or indicator.code in over.but:
        return False
    wanted = (
        (over.kinds, indicator.kind),
        (over.groups, indicator.group),
        (over.indicators, indicator.code),
    )
    return all(not allowed or value in allowed for allowed, value in wanted)


def whole_facts(situation: Situation, pack: Pack) -> Facts:
    """The facts that rules over a whole form read."""
    return Facts(
        {
            "now": _by_text(situation.now),
            "before": _by_text(situation.before),
            "last_year": _by_text(situation.last_year),
            **context_facts(situation.period, pack),
        }
    )


def about_cell(key: CellKey, situation: Situation, pack: Pack) -> dict[str, int | None]:
    """The namespace `cell` for one cell."""
    return {
        "now": situation.now.get(key),
        "before": (situation.before or {}).get(key),
        "last_year": (situation.last_year or {}).get(key),
        "one": 10 ** pack.digits_of(key),
    }


def context_facts(period: Period, pack: Pack) -> dict[str, Mapping[str, Value | None]]:
    """What rules know of the period and of the law on its last day."""
    months = period.months()
    law = {
        code: value.value if (value := in_force(threshold.values, period.last)) else None
        for code, threshold in pack.thresholds.items()
    }
    return {
        "period": {
            "months": len(months) or None,
            "year": period.year,
            "last_month": _last_month(period),
            "starts_year": period.first == cumulative_start(period),
        },
        "law": law,
    }


def outcome(ready: Compiled, facts: Facts) -> Value | Unknown:
    """What the rule of a compiled check says: True where the figures are fine."""
    return ready.rule.evaluate(facts)


def _last_month(period: Period) -> int | None:
    whole_year = Period(period.regime, cumulative_start(period), period.last)
    return len(whole_year.months()) or None


def _by_text(figures: Figures | None) -> dict[str, int | None]:
    return {str(key): value for key, value in (figures or {}).items()}


def cell_scope(pack: Pack) -> dict[str, Type]:
    """Every cell that a rule may read: indicators that are entered, whole and broken down."""
    return pack.kept("cells", lambda: _cell_scope(pack))


def _cell_scope(pack: Pack) -> dict[str, Type]:
    return {
        str(key): Type.NUMBER
        for indicator in pack.indicators.values()
        if indicator.is_entered
        for key in every_cell(indicator, pack)
    }


def _scope(pack: Pack) -> dict[str, dict[str, Type]]:
    return {**dict.fromkeys(TIMES, cell_scope(pack)), "period": _PERIOD, "law": _law_scope(pack)}


def _law_scope(pack: Pack) -> dict[str, Type]:
    return dict.fromkeys(pack.thresholds, Type.NUMBER)
