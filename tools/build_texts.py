"""Gather the texts of the screens, say which have no English yet, and compile the catalogue.

    .venv/bin/python tools/build_texts.py          # add new texts, drop those gone, compile
    .venv/bin/python tools/build_texts.py --check  # only say what is missing; exit 1 if anything is

Vietnamese is the source language, so a text is its own key. New texts come into the catalogue with
an empty English, which the check refuses. Needs no gettext on the machine.
"""

from __future__ import annotations

import ast
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import polib
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[1] / "src" / "keng"
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
_CALLS = frozenset({"_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy"})
_IN_TEMPLATE = re.compile(r"""\bn?gettext\(u?('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")""")


def texts() -> dict[str, set[str]]:
    """Every text that a template or a module asks for, with the files that ask."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in sorted(ROOT.rglob("*")):
        if path.suffix not in {".html", ".py", ".txt"} or "migrations" in path.parts:
            continue
        written = path.read_text(encoding="utf-8")
        gathered = _of_module(written) if path.suffix == ".py" else _of_template(written)
        for text in gathered:
            found[text].add(path.relative_to(ROOT).as_posix())
    return found


def _of_template(written: str) -> Iterator[str]:
    for quoted in _IN_TEMPLATE.findall(templatize(written)):
        yield ast.literal_eval(quoted)


def _of_module(written: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(written)):
        if not (isinstance(node, ast.Call) and node.args):
            continue
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        first = node.args[0]
        if name in _CALLS and isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield first.value


def missing(catalogue: polib.POFile) -> list[str]:
    """The texts without their English, in order."""
    known = {entry.msgid for entry in catalogue if entry.translated()}
    return sorted(texts().keys() - known)


def renew(catalogue: polib.POFile) -> None:
    """Take in new texts, drop those that nobody asks for, keep each with the files that ask."""
    wanted = texts()
    for entry in list(catalogue):
        if entry.msgid not in wanted:
            catalogue.remove(entry)
    known = {entry.msgid: entry for entry in catalogue}
    for text, files in wanted.items():
        entry = known.get(text)
        if entry is None:
            entry = polib.POEntry(msgid=text, flags=["python-format"] if "%(" in text else [])
            catalogue.append(entry)
        entry.occurrences = [(one, "") for one in sorted(files)]


def main() -> int:
    """Renew and compile, or only check; 1 where a text has no English."""
    catalogue = polib.pofile(str(CATALOGUE), wrapwidth=100)
    if "--check" not in sys.argv:
        renew(catalogue)
        catalogue.save(str(CATALOGUE))
        catalogue.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))
    without = missing(catalogue)
    for text in without:
        print(f"no English yet: {text!r}")
    return 1 if without else 0


if __name__ == "__main__":
    sys.exit(main())
