"""A file that was read as a plan, made into what is kept of it: masked text and findings. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

from keng.documents.reading import ReadDocument
from keng.kernel.letters import folded
from keng.planning.actions import FindingRead, SourceRead
from keng.planning.vocabulary import Aim, Read, Rhythm
from keng.proofing.withholding import masked
from keng.prose.plans.dues import Due
from keng.prose.plans.found import Duty, Target, Task
from keng.prose.plans.reading import read_plan
from keng.prose.plans.tables import Cell
from keng.prose.reading import WITHHELD, read

_RHYTHMS: Final = (
    (Rhythm.HALF_YEARLY, r"\b0?6 thang\b"),
    (Rhythm.MONTHLY, r"\bhang thang\b|\bmoi thang\b|^thang\b"),
    (Rhythm.QUARTERLY, r"\bhang quy\b|\bmoi quy\b|^quy\b"),
    (Rhythm.ALWAYS, r"thuong xuyen|duy tri|lien tuc|hang (?:ngay|tuan)|moi tuan|ca nam|trong nam"),
)
_MOST_DIGITS: Final = 4
_NO_LEAD: Final = "no_lead"
_IMPOSSIBLE: Final = "impossible_day"
_OTHER_YEAR: Final = "past_day"
_WITHHELD: Final = "withheld"
_NO_VALUE: Final = "no_value"


def source_read(source: ReadDocument, year: int) -> SourceRead:
    """What is kept of a file for the plan of a year. What the file does not say is a doubt."""
    cells = [[Cell(*cell) for cell in table.cells] for table in source.tables]
    plan = read_plan(source.lines, cells)
    findings = [
        *(_task(one, year) for one in plan.tasks),
        *_targets(plan.targets),
        *(_duty(one, year) for one in plan.duties),
    ]
    return SourceRead(
        name=source.name,
        sha256=source.sha256,
        lines=masked(read(source.lines)).lines,
        findings=sorted(findings, key=lambda one: (one.line, one.kind.value)),
        notes=[{"code": one.code, "vi": one.message, "en": one.message_en} for one in source.notes],
    )


def _task(task: Task, year: int) -> FindingRead:
    due_on, doubts = _day(task.due, year)
    if task.lead is None:
        doubts.append(_NO_LEAD)
    if WITHHELD in task.title:
        doubts.append(_WITHHELD)
    content: dict[str, Any] = {
        "title": task.title[:300],
        "text": task.text[:5000] if task.cut else "",
        "lead": (task.lead or "")[:200],
        "helpers": [name[:200] for name in task.helpers],
        "quarter": task.due.quarter,
        "due_on": due_on.isoformat() if due_on else "",
        "due_written": "" if due_on else task.due.written[:120],
        "rhythm": rhythm_of(task.due.recurring).value,
        "proof": (task.product or "")[:300],
    }
    return FindingRead(Read.TASK, task.line, task.end_line, content, doubts)


def _targets(targets: Sequence[Target]) -> Iterator[FindingRead]:
    for target in targets:
        value, digits = _scaled(target.value)
        doubts = [_WITHHELD] if WITHHELD in target.what else []
        if target.value is not None and value is None:
            doubts.append(_NO_VALUE)
        content: dict[str, Any] = {
            "what": target.what[:500],
            "value": value,
            "digits": digits,
            "measure": (target.unit or "")[:60],
            "aim": _aim(value).value,
        }
        yield FindingRead(Read.TARGET, target.line, target.end_line, content, doubts)


def _duty(duty: Duty, year: int) -> FindingRead:
    due_on, doubts = _day(duty.due, year)
    content: dict[str, Any] = {
        "what": duty.what[:500],
        "rhythm": (duty.rhythm or "")[:120],
        "due_on": due_on.isoformat() if due_on else "",
        "due_written": "" if due_on else duty.due.written[:120],
        "receiver": (duty.to or "")[:200],
    }
    return FindingRead(Read.DUTY, duty.line, duty.end_line, content, doubts)


def rhythm_of(said: str | None) -> Rhythm:
    """The rhythm that words name; once where they name none that we keep ("hằng năm")."""
    plain = folded(said or "")
    for rhythm, words in _RHYTHMS:
        if re.search(words, plain):
            return rhythm
    return Rhythm.ONCE


def _day(due: Due, year: int) -> tuple[date | None, list[str]]:
    """The due day as far as it can be one of the plan's year, and what is doubtful about it."""
    if due.impossible:
        return None, [_IMPOSSIBLE]
    said = due.day or ""
    if said.startswith("--") and len(said) == len("--05-10"):
        said = f"{year}{said[1:]}"
    if len(said) != len("2026-05-10"):
        return None, []
    day = date.fromisoformat(said)
    return (day, []) if year <= day.year <= year + 1 else (None, [_OTHER_YEAR])


def _scaled(value: Decimal | None) -> tuple[int | None, int]:
    """A number as an integer and its decimals; None where it has too many of them."""
    if value is None:
        return None, 0
    exponent = value.normalize().as_tuple().exponent
    digits = max(-exponent, 0) if isinstance(exponent, int) else 0
    if digits > _MOST_DIGITS or abs(value) >= Decimal(10) ** 12:
        return None, 0
    return int(value.scaleb(digits)), digits


def _aim(value: int | None) -> Aim:
    """None = a direction; 0 = what must not happen, so at most none."""
    if value is None:
        return Aim.DIRECTION
    return Aim.AT_MOST if value == 0 else Aim.AT_LEAST
