"""The tasks of the running text of a plan: sentence by sentence, clause by clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from keng.kernel.letters import folded
from keng.prose.plans.bodies import capital, helpers_in, leading_body, opens_body
from keng.prose.plans.bodies import listed as listed_bodies
from keng.prose.plans.dues import Calendar
from keng.prose.plans.found import Duty, Task
from keng.prose.plans.outline import Part, Stretch
from keng.prose.plans.verbs import starts_a_clause, starts_with_a_verb
from keng.prose.plans.wording import said
from keng.prose.text import Span, Text

_WORKING: Final = frozenset({Part.TASKS, Part.SCHEDULE, Part.ASSIGNMENT})
_SPLIT: Final = re.compile(r";\s*|,?\s(?=(?:dong thoi|gan voi (?:viec )?tang cuong)\b)|[“”«»()‘’]")
_OPENING_SIGNS: Final = frozenset("“«(‘")
_CLOSING_SIGNS: Final = frozenset("”»)’")
_FAR: Final = 80
_AIM: Final = re.compile(
    r"(?:\d[\d.,]{0,30}\s?%[^.;]{3,120}|khong (?:de )?(?:xay ra|phat sinh|hinh thanh|vi pham|mac)"
    r"[^.;,]{3,80}|\b\d{2,3} mo hinh[^.;,]{0,40})"
)
_LEAST_WORDS: Final = 3
_CHAIRS: Final = re.compile(
    r"\bdo\s(?P<who>[^,.;]{3,60}?)\schu tri\b|\((?P<in>[^()]{3,60}?)\schu tri"
    r"|(?:[;,]\s|\bgiao\s)(?P<last>[^,.;()]{3,60}?)\schu tri(?: thuc hien)?\W*$"
)
_ONLY_A_LEAD: Final = re.compile(
    r"(?:giao )?(?P<who>[^,.;:()]{3,60}?)\schu tri(?: thuc hien)?"
    r"(?:[,;]?\sphoi hop (?:voi |cung )?(?P<others>[^.;:()]{3,200}))?\W*"
)


def tasks_of(
    text: Text, stretches: Sequence[Stretch], calendar: Calendar, known: Sequence[str]
) -> Iterator[tuple[Task, Span]]:
    """The tasks in order, each with its place. Reports that are owed come from `duties`."""
    for stretch in stretches:
        if not stretch.heading and stretch.part in _WORKING:
            yield from _of_stretch(text, stretch, calendar, known)


def _of_stretch(
    text: Text, stretch: Stretch, calendar: Calendar, known: Sequence[str]
) -> Iterator[tuple[Task, Span]]:
    """The tasks of one stretch; the last one is held back for a sentence that says who leads it."""
    lead, last = stretch.body, None
    for sentence in text.sentences_in(stretch.span):
        if len(text.said(sentence).split()) < _LEAST_WORDS:
            continue
        if last is not None and (led := _led(text, sentence, last[0])) is not None:
            last = led, Span(last[1].start, sentence.end)
            continue
        told = leading_body(text.said(sentence))
        lead = told[0] if told else stretch.body or (lead if _carries_on(stretch) else None)
        skip, is_listed = told[1] if told else 0, stretch.part is Part.SCHEDULE
        for clause in clauses(text, sentence, skip=skip, listed=is_listed):
            whose = _chair(text, clause) or lead
            if last is not None:
                yield last
            last = _task(text, clause, stretch, calendar, known, whose), clause
    if last is not None:
        yield last


def from_duty(duty: Duty, lead: str | None) -> Task:
    """A report that is owed, as work of those who owe it."""
    due = replace(duty.due, recurring=duty.due.recurring or duty.rhythm)
    return Task(duty.line, duty.end_line, duty.what, duty.what, lead, (), due)


def clauses(text: Text, sentence: Span, *, skip: int = 0, listed: bool = False) -> Iterator[Span]:
    """The orders of a sentence: it is cut where a clause begins with an order of its own.

    `skip` is the length of the body that the sentence begins with. What is `listed` in a schedule
    is an order whatever it begins with ("Hội nghị tổng kết").
    """
    start = sentence.start
    plain = text.folded
    if not (skip or listed or starts_with_a_verb(plain[start : sentence.end])):
        return
    depth = 0
    for found in _SPLIT.finditer(plain, sentence.start + skip, sentence.end):
        # What stands in a quotation or a bracket is no order of its own.
        sign = text.body[found.start()]
        if sign in _OPENING_SIGNS or sign in _CLOSING_SIGNS:
            depth = depth + 1 if sign in _OPENING_SIGNS else max(depth - 1, 0)
        elif depth == 0 and starts_a_clause(plain[found.end() : found.end() + _FAR]):
            yield Span(start, found.start())
            start = found.end()
    yield Span(start, sentence.end)


def _carries_on(stretch: Stretch) -> bool:
    """Whether the sentences behind one that names a body are that body's too."""
    return stretch.part is Part.ASSIGNMENT


def _task(
    text: Text,
    clause: Span,
    stretch: Stretch,
    calendar: Calendar,
    known: Sequence[str],
    lead: str | None,
) -> Task:
    line, end_line = text.lines_of(clause)
    words = said(text, clause)
    due = calendar.due(clause)
    if stretch.quarter and not due.quarter:
        due = replace(due, quarter=stretch.quarter)
    helpers = helpers_in(text.said(clause), known, lead)
    aim = _AIM.search(text.folded, clause.start, clause.end)
    target = said(text, Span(*aim.span())).text if aim else None
    return Task(line, end_line, words.title, words.text, lead, helpers, due, target, cut=words.cut)


def _chair(text: Text, clause: Span) -> str | None:
    plain = text.folded[clause.start : clause.end]
    for found in _CHAIRS.finditer(plain):
        group = next(name for name in ("who", "in", "last") if found[name])
        if group == "last" and not opens_body(found["last"]):
            continue
        start, end = found.span(group)
        return text.said(Span(clause.start + start, clause.start + end)).strip()
    return None


def _led(text: Text, sentence: Span, task: Task) -> Task | None:
    """The task before a sentence that says nothing but who leads it; None for any other sentence.

    A task that has a lead already keeps it: then the sentence is read as one of its own.
    """
    words = text.said(sentence)
    found = _ONLY_A_LEAD.fullmatch(folded(words))
    if task.lead is not None or not found or not opens_body(found["who"]):
        return None
    others = listed_bodies(words[slice(*found.span("others"))]) if found["others"] else ()
    helpers = tuple(dict.fromkeys((*task.helpers, *others)))
    lead = capital(words[slice(*found.span("who"))])
    return replace(task, lead=lead, helpers=helpers, end_line=text.lines_of(sentence)[1])
