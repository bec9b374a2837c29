"""`keng read`: an old report as data: header, parts, papers, figures. No database, no Django."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from keng.kernel.errors import NotFound

if TYPE_CHECKING:
    from keng.documents.reading import ReadDocument
    from keng.prose.indicators import Label

    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]


def register(subparsers: Subparsers) -> None:
    """Add the command."""
    read = subparsers.add_parser("read", help="read a report: header, parts, papers, figures")
    read.add_argument("file", type=Path, metavar="FILE", help="the report")
    read.add_argument("--format", choices=("text", "json"), default="text")
    read.add_argument(
        "--pack", metavar="CODE", help="propose indicators of this pack (default: the one shipped)"
    )
    read.set_defaults(run=read_file)


def read_file(arguments: argparse.Namespace) -> int:
    """Print what a report holds; figures about watched people are passed over and said to be.

    Raises NotFound for a file or a pack that is not there, BadInput for one that cannot be read.
    """
    from keng.prose.reading import read, told

    source = opened(arguments.file)
    tell_notes(source)
    answer = told(read(source.lines, source.footnotes), labels_of(arguments.pack))
    if arguments.format == "json":
        about = {"name": source.name, "sha256": source.sha256, "kind": source.kind.value}
        print(json.dumps({"source": about, **answer}, ensure_ascii=False))
    else:
        print("\n".join(_told(source, answer)))
    return 0


def tell_notes(source: ReadDocument) -> None:
    """Say on standard error what a reader of the result must know."""
    for note in source.notes:
        where = f", trang {note.page}" if note.page else ""
        print(f"{source.name}{where}: {note.message}", file=sys.stderr)


def opened(path: Path) -> ReadDocument:
    """The file as lines; what it takes long to recognise shows its pages on standard error.

    Raises NotFound, and FileRefused for a file that cannot or must not be read.
    """
    from keng.documents.reading import read

    if not path.is_file():
        raise NotFound(f"Không có tệp {path}.", message_en=f"There is no file {path}.")
    return read(path, progress=_progress if sys.stderr.isatty() else None)


def _progress(done: int, pages: int) -> None:
    print(f"\r{done}/{pages}", end="\n" if done == pages else "", file=sys.stderr, flush=True)


def labels_of(pack: str | None) -> tuple[Label, ...]:
    """The labels of a pack's indicators, of the first shipped one by default.

    Raises NotFound, with the packs there are, for a code that is none of them.
    """
    from keng.packs.labels import indicator_labels
    from keng.packs.shipping import shipped, shipped_codes
    from keng.prose.indicators import Label

    pack = pack or next(iter(shipped_codes()), None)
    if pack is None:
        return ()
    return tuple(Label(*label) for label in indicator_labels(shipped(pack)))


def _told(source: ReadDocument, answer: dict[str, Any]) -> list[str]:
    """The answer as lines of text, like a compiler's: file, line, what."""
    meta = answer["meta"]
    known = {name: value for name, value in meta.items() if isinstance(value, str)}
    lines = [f"{source.name}: {name}: {value}" for name, value in known.items()]
    for part in answer["sections"]:
        indent = "  " * (part["level"] - 1)
        lines.append(f"{source.name}:{part['line']}: {indent}{part['number']} {part['title']}")
    lines += [f"{source.name}:{cited['line']}: {cited['text']}" for cited in answer["citations"]]
    for figure in answer["figures"]:
        proposed = f" → {figure['indicator']}" if figure["indicator"] else ""
        lines.append(f"{source.name}:{figure['line']}: {figure['text']}{proposed}")
        if note := figure.get("note"):
            lines.append(f"{source.name}:{note['line']}:   chú thích: {note['text']}")
    lines += [
        f"{source.name}:{passed['line']}: không trích ({passed['reason']})"
        for passed in answer["skipped"]
    ]
    return lines
