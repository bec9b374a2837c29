"""All checks of a form over one submission: pure, repeatable, quick enough for every keystroke."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Iterable, Iterator
from threading import Lock

from keng.checks.findings import Finding
from keng.checks.wording import finding_of, too_large
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period
from keng.packs.rulebook import (
    Compiled,
    Figures,
    Situation,
    about_cell,
    context_facts,
    outcome,
    rules_for,
    whole_facts,
)
from keng.packs.schema import Form, Pack
from keng.rules.evaluation import Facts, Unknown

_ORDER = {"block": 0, "warn": 1, "hint": 2}


def evaluate(
    pack: Pack,
    form: Form | str,
    figures: Figures,
    *,
    previous: Figures | None,
    same_period: Figures | None,
    period: Period,
) -> list[Finding]:
    """What the checks of the form find in the figures, blocking ones first.

    Figures are integers in each indicator's smallest unit, None or absent where nobody knows;
    `previous` are those of the period before, `same_period` those of the same period last year.
    A rule whose figures are not all known says nothing: missing is not zero, and a false alarm
    teaches people to look away. The order is stable: severity, then the pack's order.

    The same question is asked twice in a row again and again (the dry run of an import and its
    saving, a save and the page after it), so the latest answers are kept.
    """
    sheet = pack.form_of(form) if isinstance(form, str) else form
    situation = Situation(figures, previous, same_period, period)
    question = _question(pack, sheet, situation)
    found = _KEPT.get(question)
    if found is None:
        found = _judged(pack, sheet, situation)
        _KEPT.put(question, found, about=(pack, sheet))
    return list(found)


def _judged(pack: Pack, sheet: Form, situation: Situation) -> tuple[Finding, ...]:
    figures, period = situation.now, situation.period
    rules = rules_for(sheet, pack)
    found = list(_findings(rules.whole, None, whole_facts(situation, pack), pack))
    # Facts of their own: after `put` the engine reads all facts anew, so they must be few.
    facts = Facts(context_facts(period, pack))
    for key, chosen in rules.by_cell:
        if figures.get(key) is not None:
            facts.put("cell", about_cell(key, situation, pack))
            found.extend(_findings(chosen, key, facts, pack))
    return tuple(sorted(found, key=lambda finding: _ORDER[finding.severity]))


class _Latest:
    """The latest answers, each with what it is about: an identity in use is nobody else's."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._answers: OrderedDict[Hashable, tuple[tuple[Finding, ...], object]] = OrderedDict()
        self._lock = Lock()

    def get(self, question: Hashable) -> tuple[Finding, ...] | None:
        """The answer given before, or None."""
        with self._lock:
            kept = self._answers.get(question)
        return None if kept is None else kept[0]

    def put(self, question: Hashable, answer: tuple[Finding, ...], *, about: object) -> None:
        """Keep an answer and let go of the oldest."""
        with self._lock:
            self._answers[question] = (answer, about)
            while len(self._answers) > self._size:
                self._answers.popitem(last=False)


_KEPT = _Latest(8)


def _question(pack: Pack, form: Form, situation: Situation) -> Hashable:
    """What decides the answer; an unknown figure and an absent one are the same."""
    return (
        id(pack),
        id(form),
        situation.period,
        *(_known(one) for one in (situation.now, situation.before, situation.last_year)),
    )


def _known(figures: Figures | None) -> frozenset[tuple[CellKey, int | None]]:
    return frozenset(item for item in (figures or {}).items() if item[1] is not None)


def _findings(
    rules: Iterable[Compiled], cell: CellKey | None, facts: Facts, pack: Pack
) -> Iterator[Finding]:
    for ready in rules:
        said = outcome(ready, facts)
        if said is False:
            yield finding_of(ready, cell, facts, pack)
        elif said is Unknown.TOO_LARGE:
            yield too_large(ready, cell, facts, pack)
