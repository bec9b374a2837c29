"""What the paper of a plan says, part by part. Pure.

The order is that of official plans: aims, targets, tasks, schedule by quarter, who does what,
reports; the annex holds each task in one row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from keng.documents import word
from keng.kernel.vietnamese import format_count, format_number
from keng.planning.queries import WholePlan
from keng.planning.queries.shapes import DutyLine, TargetLine, TaskLine
from keng.planning.vocabulary import Aim, Rhythm

WITHHELD: Final = "[nội dung không xuất ra tệp; ghi tay vào bản trình ký]"
_RHYTHMS: Final[Mapping[str, str]] = {
    Rhythm.MONTHLY: "hằng tháng",
    Rhythm.QUARTERLY: "hằng quý",
    Rhythm.HALF_YEARLY: "6 tháng một lần",
    Rhythm.ALWAYS: "thường xuyên",
}
_AIMS: Final[Mapping[str, str]] = {Aim.AT_LEAST: "ít nhất", Aim.AT_MOST: "không quá"}
_QUARTERS: Final = ("", "I", "II", "III", "IV")
_COLUMNS: Final = (
    word.Column("STT", 5, word.Align.CENTRE),
    word.Column("Nhiệm vụ", 38),
    word.Column("Chủ trì", 17),
    word.Column("Phối hợp", 17),
    word.Column("Thời hạn", 12),
    word.Column("Sản phẩm", 16),
)


@dataclass
class _Share:
    """The numbers of the tasks that a body leads and helps with."""

    leads: list[str]
    helps: list[str]


def blocks_of(plan: WholePlan) -> tuple[word.Block, ...]:
    """The body of the paper; a part with nothing in it is left out and the next one counts on."""
    parts = [
        ("Mục tiêu", _goals(plan)),
        ("Chỉ tiêu", _targets(plan)),
        ("Nhiệm vụ", _tasks(plan)),
        ("Tiến độ thực hiện", _schedule(plan)),
        ("Tổ chức thực hiện", _shares(plan)),
        ("Chế độ báo cáo", _duties(plan)),
    ]
    blocks: list[word.Block] = []
    for number, (title, content) in enumerate(((t, c) for t, c in parts if c), 1):
        blocks.append(word.Heading(word.Rank.PART, word.roman(number), title.upper()))
        blocks += content
    return tuple(blocks)


def annex_of(plan: WholePlan) -> word.Annex:
    """Each task in one row: what, who leads, who helps, until when, what proves it."""
    rows = tuple(
        word.Row(
            cells=(
                (str(number),),
                (title_of(plan, one),),
                (one.lead.name if one.lead else "",),
                ("; ".join(body.name for body in one.helpers),),
                (when_of(one),),
                ("" if one.id in plan.withheld else one.proof,),
            )
        )
        for number, one in enumerate(plan.tasks, 1)
    )
    title = f"Phân công nhiệm vụ năm {plan.view.head.year}"
    return word.Annex(title, (word.Table(_COLUMNS, rows),))


def title_of(plan: WholePlan, task: TaskLine) -> str:
    """The title of a task; other words for one that is not written into a file."""
    return WITHHELD if task.id in plan.withheld else task.title


def when_of(task: TaskLine) -> str:
    """When a task is due as the plan says it, whatever was done of it already."""
    parts = [_RHYTHMS[task.rhythm]] if task.rhythm != Rhythm.ONCE else []
    if task.due_on is not None:
        day = f"ngày {task.due_on:%d}" if parts else f"{task.due_on:%d/%m/%Y}"
        parts.append(day)
    elif task.quarter:
        parts.append(f"Quý {_QUARTERS[task.quarter]}")
    elif task.due_written:
        parts.append(task.due_written)
    said = ", ".join(parts) or "trong năm"
    return said[:1].upper() + said[1:]


def _goals(plan: WholePlan) -> list[word.Block]:
    goals = plan.view.goals
    if len(goals) == 1:
        return [word.Paragraph((_ended(goals[0]),))]
    return [_numbered(number, goal) for number, goal in enumerate(goals, 1)]


def _targets(plan: WholePlan) -> list[word.Block]:
    kept = [one for one in plan.view.targets if not one.drop_reason]
    return [_numbered(number, _target(one)) for number, one in enumerate(kept, 1)]


def _target(one: TargetLine) -> str:
    said = one.what
    if one.value is not None:
        exact = Decimal(one.value).scaleb(-one.digits)
        is_count = one.measure != "%" and not one.digits
        number = format_count(one.value) if is_count else format_number(exact, one.digits)
        measure = "%" if one.measure == "%" else f" {one.measure}".rstrip()
        kind = f" {one.unit_kind}" if one.unit_kind else ""
        said = f"{said}: {_AIMS[one.aim]} {number}{measure}{kind}"
    return f"{said}; hoàn thành trước ngày {one.due_on:%d/%m/%Y}" if one.due_on else said


def _tasks(plan: WholePlan) -> list[word.Block]:
    return [
        _numbered(number, _joined(title_of(plan, one), _further(plan, one)))
        for number, one in enumerate(plan.tasks, 1)
    ]


def _further(plan: WholePlan, task: TaskLine) -> str:
    text = plan.texts.get(task.id, "")
    return "" if task.id in plan.withheld or text == task.title else text


def _schedule(plan: WholePlan) -> list[word.Block]:
    """The tasks by quarter; those in a rhythm or without a day come under the whole year."""
    by_quarter: dict[int, list[str]] = {}
    for number, one in enumerate(plan.tasks, 1):
        when = "" if one.quarter and _is_plain(one) else f"; {_lowered(when_of(one))}"
        said = f"{title_of(plan, one)} (nhiệm vụ {number}{when})"
        by_quarter.setdefault(_quarter(one), []).append(said)
    names = [(0, "Cả năm"), *((q, f"Quý {_QUARTERS[q]}") for q in range(1, 5))]
    held = [(name, by_quarter[quarter]) for quarter, name in names if quarter in by_quarter]
    blocks: list[word.Block] = []
    for number, (name, lines) in enumerate(held, 1):
        blocks.append(word.Heading(word.Rank.CLAUSE, str(number), name))
        blocks += [word.Paragraph((_ended(line),), bullet="-") for line in lines]
    return blocks


def _is_plain(task: TaskLine) -> bool:
    """Whether a task says no more about its time than its quarter."""
    return task.rhythm == Rhythm.ONCE and task.due_on is None


def _quarter(task: TaskLine) -> int:
    if task.rhythm != Rhythm.ONCE:
        return 0
    return (task.due_on.month + 2) // 3 if task.due_on else task.quarter or 0


def _shares(plan: WholePlan) -> list[word.Block]:
    """Each body with the numbers of its tasks; last the tasks that nobody leads yet."""
    shares: dict[str, _Share] = {}
    free: list[str] = []
    for number, one in enumerate(plan.tasks, 1):
        if one.lead is None:
            free.append(str(number))
        else:
            shares.setdefault(one.lead.name, _Share([], [])).leads.append(str(number))
        for body in one.helpers:
            shares.setdefault(body.name, _Share([], [])).helps.append(str(number))
    lines = [f"{name}: {'; '.join(_said(share))}" for name, share in shares.items()]
    if free:
        lines.append(f"Chưa giao cơ quan chủ trì: nhiệm vụ {', '.join(free)}")
    return [_numbered(number, line) for number, line in enumerate(lines, 1)]


def _said(share: _Share) -> Iterator[str]:
    if share.leads:
        yield f"chủ trì thực hiện nhiệm vụ {', '.join(share.leads)}"
    if share.helps:
        yield f"phối hợp thực hiện nhiệm vụ {', '.join(share.helps)}"


def _duties(plan: WholePlan) -> list[word.Block]:
    kept = [one for one in plan.view.duties if not one.drop_reason]
    return [_numbered(number, _duty(one)) for number, one in enumerate(kept, 1)]


def _duty(one: DutyLine) -> str:
    said = [one.what]
    if one.rhythm and one.rhythm.lower() not in one.what.lower():
        said.append(f"định kỳ {one.rhythm}")
    if one.receiver:
        said.append(f"gửi {one.receiver}")
    if one.due_on is not None:
        said.append(f"trước ngày {one.due_on:%d/%m/%Y}")
    elif one.due_written:
        said.append(one.due_written)
    return ", ".join(said)


def basis_of(plan: WholePlan, papers: Mapping[int, tuple[str, str]]) -> Sequence[word.Block]:
    """Căn cứ: each issued plan above whose paper is known; `papers` = number and issuer by id."""
    found = [one for one in plan.above if one.id in papers]
    lines: list[word.Block] = []
    for place, one in enumerate(found, 1):
        number, issuer = papers[one.id]
        day = f" {_long_day(one.issued_on)}" if one.issued_on else ""
        end = "." if place == len(found) else ";"
        said = f"Căn cứ Kế hoạch số {number}{day} của {issuer}{end}"
        lines.append(word.Paragraph((said,), line=word.Line.BASIS))
    return lines


def _long_day(day: date) -> str:
    """A day as papers cite it: days to 9 and months 1 and 2 are padded."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def _numbered(number: int, said: str) -> word.Paragraph:
    return word.Paragraph((f"{number}. {_ended(said)}",))


def _joined(title: str, text: str) -> str:
    return f"{_ended(title)} {text}" if text else title


def _ended(said: str) -> str:
    plain = said.rstrip()
    return plain if plain[-1:] in (".", "]", "!", "?") else plain.rstrip(";,:") + "."


def _lowered(said: str) -> str:
    return said if said.startswith("Quý") else said[:1].lower() + said[1:]
