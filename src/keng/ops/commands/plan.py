"""`keng plan read`: a plan as data: tasks, targets, duties, bodies. No database, no Django."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from keng.ops.commands.read import opened, tell_notes

if TYPE_CHECKING:
    from keng.documents.reading import ReadDocument
    from keng.prose.plans.found import PlanRead

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

_SAID: Final = {
    "no_lead": "không nói cơ quan chủ trì",
    "impossible_day": "ngày không có trong lịch",
    "past_day": "hạn trước ngày của kế hoạch",
    "wrong_letters": "bản quét mất dấu hoặc sai chữ; hãy đối chiếu với bản gốc",
    "no_tasks": "không thấy nhiệm vụ nào",
}


def register(subparsers: Subparsers) -> None:
    """Add the command."""
    plan = subparsers.add_parser("plan", help="read a plan: tasks, targets, reports owed")
    parts = plan.add_subparsers(title="commands", metavar="COMMAND", required=True)
    read = parts.add_parser("read", help="tasks, targets, duties and bodies of a plan")
    read.add_argument("file", type=Path, metavar="FILE", help="the plan (txt, docx, pdf)")
    read.add_argument("--format", choices=("text", "json"), default="text")
    read.set_defaults(run=read_file)


def read_file(arguments: argparse.Namespace) -> int:
    """Print what a plan holds; 1 where a day cannot be or nothing was found, else 0.

    Raises NotFound for a file that is not there, BadInput for one that cannot be read.
    """
    from keng.prose.plans.reading import told

    source = opened(arguments.file)
    tell_notes(source)
    answer = told(plan_of(source))
    if arguments.format == "json":
        about = {"name": source.name, "sha256": source.sha256, "kind": source.kind.value}
        print(json.dumps({"source": about, **answer}, ensure_ascii=False))
    else:
        print("\n".join(_told(source.name, answer)))
    return int(any(one["code"] in ("impossible_day", "no_tasks") for one in answer["problems"]))


def plan_of(source: ReadDocument) -> PlanRead:
    """A file that was read, read as a plan."""
    from keng.prose.plans.reading import read_plan
    from keng.prose.plans.tables import Cell

    return read_plan(source.lines, [[Cell(*cell) for cell in one.cells] for one in source.tables])


def _told(name: str, answer: dict[str, Any]) -> list[str]:
    """The answer as lines of text, like a compiler's: file, line, what."""
    lines = [f"{name}:{task['line']}: {_task(task)}" for task in answer["tasks"]]
    for target in answer["targets"]:
        value = "" if target["value"] is None else f"{target['value']} {target['unit'] or ''}: "
        lines.append(f"{name}:{target['line']}: chỉ tiêu: {value}{target['what']}")
    for duty in answer["duties"]:
        due = duty["due"] or duty["due_written"] or "không nói hạn"
        lines.append(f"{name}:{duty['line']}: báo cáo: {duty['what']} ({due})")
    for problem in answer["problems"]:
        said = f"{_SAID[problem['code']]}: {problem['text']}".rstrip(": ")
        lines.append(f"{name}:{problem['line']}: cần xem: {said}")
    return lines


def _task(task: dict[str, Any]) -> str:
    helpers = f"; phối hợp: {', '.join(task['helpers'])}" if task["helpers"] else ""
    due = task["due"] or (f"quý {task['quarter']}" if task["quarter"] else "")
    until = f"; hạn: {due}" if due else ""
    return f"[{task['lead'] or '?'}] {task['title']}{helpers}{until}"
