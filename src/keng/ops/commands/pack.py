"""`keng pack`: check a programme pack without a database, compare and install it with one."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from keng.ops.main import add_place, start_django

if TYPE_CHECKING:
    from keng.packs.loading import PackError
    from keng.packs.schema import Pack

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def register(subparsers: Subparsers) -> None:
    """Add the command and its parts."""
    pack = subparsers.add_parser("pack", help="programme packs: check, install, diff, list")
    parts = pack.add_subparsers(title="parts", metavar="PART", required=True)
    check = parts.add_parser("check", help="read a pack, compute its examples; no database")
    check.add_argument("path", type=Path, metavar="PATH", help="folder of the pack")
    check.add_argument("--format", choices=("text", "json"), default="text")
    check.set_defaults(run=check_pack)
    install = parts.add_parser("install", help="check a pack and put it in use")
    install.add_argument(
        "path", type=Path, metavar="PATH", help="folder, or code of a shipped pack"
    )
    diff = parts.add_parser("diff", help="what a pack would change against the version in use")
    diff.add_argument("path", type=Path, metavar="PATH", help="folder, or code of a shipped pack")
    listed = parts.add_parser("list", help="the installed versions, the one in use first")
    for command, run in (
        (install, install_pack),
        (diff, diff_pack),
        (listed, list_packs),
    ):
        add_place(command)
        command.set_defaults(run=run)


def check_pack(arguments: argparse.Namespace) -> int:
    """Print every problem of a pack as file:line: what; 1 if there is any."""
    # Loading brings pydantic and the rule engine: other commands start without them.
    from keng.packs.loading import PackError, load_pack

    try:
        pack = load_pack(arguments.path)
    except PackError as refusal:
        _tell_refusal(refusal, arguments)
        return 1
    if arguments.format == "json":
        print(json.dumps({"ok": True, "problems": [], **_summary(pack)}, ensure_ascii=False))
    else:
        counts = ", ".join(f"{count} {name}" for name, count in _summary(pack)["counts"].items())
        print(f"{pack.code} {pack.version}: {counts}")
    return 0


def install_pack(arguments: argparse.Namespace) -> int:
    """Install a pack from its folder, or a shipped one by its code."""
    from keng.packs.loading import PackError

    path = _folder(arguments.path)
    start_django(arguments)
    from keng.ops.session import actor_of, now
    from keng.packs.installed import install

    try:
        version = install(path, actor=actor_of(arguments), at=now())
    except PackError as refusal:
        _tell_refusal(refusal, argparse.Namespace(path=path, format="text"))
        return 1
    print(f"Đã cài / installed: {version.code} {version.version} ({version.digest[:12]})")
    return 0


def diff_pack(arguments: argparse.Namespace) -> int:
    """Print what a pack changes against the version in use; 1 if the pack is refused."""
    from keng.packs.differences import FATES, differences
    from keng.packs.loading import PackError, load_pack

    path = _folder(arguments.path)
    try:
        pack = load_pack(path)
    except PackError as refusal:
        _tell_refusal(refusal, argparse.Namespace(path=path, format="text"))
        return 1
    start_django(arguments)
    from keng.packs.installed import current

    in_use = current(pack.code)
    found = differences(in_use, pack)
    for one in found:
        print(f"{one.sort} {one.code} ({one.label.vi}): {FATES[one.fate].vi} / {one.fate}")
        for change in one.changes:
            before = change.before.vi if change.before else "–"
            after = change.after.vi if change.after else "–"
            print(f"    {change.what.vi}: {before} → {after}")
    print(f"{in_use.version} → {pack.version}: {len(found)} mục khác / parts differ")
    return 0


def list_packs(arguments: argparse.Namespace) -> int:
    """Print the installed versions, the one in use first."""
    start_django(arguments)
    from keng.packs.installed import versions

    for version in versions():
        print(f"{version.code} {version.version} {version.digest}")
    return 0


def _folder(path: Path) -> Path:
    """The folder of a pack, also of a shipped one that is named by its code."""
    from keng.packs.shipping import shipped, shipped_codes

    if not path.exists() and str(path) in shipped_codes():
        return shipped(str(path))
    return path


def _tell_refusal(refusal: PackError, arguments: argparse.Namespace) -> None:
    if arguments.format == "json":
        problems = [
            {
                "file": problem.at.file,
                "line": problem.at.line,
                "message": problem.message,
                "message_en": problem.message_en,
            }
            for problem in refusal.problems
        ]
        print(json.dumps({"ok": False, "problems": problems}, ensure_ascii=False))
        return
    for problem in refusal.problems:
        print(f"{arguments.path / problem.at.file}:{problem.at.line}: {problem.message}")
        print(f"    {problem.message_en}")
    print(f"{len(refusal.problems)} lỗi / problems", file=sys.stderr)


def _summary(pack: Pack) -> dict[str, Any]:
    criteria = [it for one in pack.criteria.values() for it in one.criteria.values()]
    examples = sum(len(one.examples) for one in pack.checks.values())
    examples += sum(len(one.examples) for one in criteria)
    examples += sum(len(one.conclusions) for one in pack.criteria.values())
    counts = {
        "indicators": len(pack.indicators),
        "forms": len(pack.forms),
        "checks": len(pack.checks),
        "examples": examples,
        "outlines": len(pack.outlines),
        "duties": len(pack.calendar.duties),
        "sets": len(pack.criteria),
        "criteria": len(criteria),
        "acts": len(pack.acts),
    }
    return {"code": pack.code, "version": pack.version, "counts": counts}
