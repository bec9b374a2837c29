"""`keng lint`: contradictions and slips of reports, without a database."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keng.proofing.finding import Finding

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def register(subparsers: Subparsers) -> None:
    """Add the command."""
    command = subparsers.add_parser(
        "lint",
        help="proofread reports: sums, shares, papers, form, personal data",
        description="Proofread reports: arithmetic, cited papers, form, personal data. Nothing is "
        "stored. Exit code 1 where an error or a warning was found.",
    )
    command.add_argument("files", type=Path, nargs="+", metavar="FILE", help="txt, docx ...")
    command.add_argument("--format", choices=("text", "json", "sarif"), default="text")
    command.set_defaults(run=lint)


def lint(arguments: argparse.Namespace) -> int:
    """Proofread each file; 0 nothing, 1 errors or warnings, 2 a file that cannot be read."""
    from keng.kernel.errors import DomainError
    from keng.proofing import telling

    reports: list[tuple[str, tuple[Finding, ...]]] = []
    for path in arguments.files:
        try:
            reports.append((str(path), _found(path)))
        except DomainError as refusal:
            print(f"keng: {refusal}\n      {refusal.message_en}", file=sys.stderr)
            return 2
    tell = {"text": telling.as_text, "json": telling.as_json, "sarif": telling.as_sarif}
    print(tell[arguments.format](reports))
    return int(any(telling.is_wrong(finding) for _, found in reports for finding in found))


def _found(path: Path) -> tuple[Finding, ...]:
    """What was found in one file; what could not be looked for is said on standard error."""
    from keng.documents.reading import Kind
    from keng.ops.commands.read import opened
    from keng.proofing.proofreading import proofread

    document = opened(path)
    found = proofread(document.lines)
    if document.kind is not Kind.DOCX:
        return found
    from keng.documents.word.appearance import appearance
    from keng.proofing.layout.judging import judge_layout

    verdict = judge_layout(appearance(path.read_bytes()))
    if verdict.unjudged:
        print(f"{document.name}: {verdict.unjudged[0]}", file=sys.stderr)
    return tuple(sorted((*found, *verdict.findings), key=lambda one: (one.line, one.code)))
