"""Writes docs/reference/import-problems.md from the wordings in the code.

`python -m intake.problem_page > ../docs/reference/import-problems.md` in the folder tests, with
DJANGO_SETTINGS_MODULE=keng.config.settings.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable

_HEAD = """\
<!-- written by tests/intake/problem_page.py from the code; do not edit -->
# What an import may say

Each problem reads `file!sheet!cell: what: what to do`. In JSON it is
`{"file", "sheet", "cell", "code", "message"}`; a problem of a whole sheet has no cell, one of the
whole file has neither. Nothing of a file is saved while it has a problem, unless the person says
"save what is right, list the rest". *Italics* stand for what is filled in. How a form is filled in:
[how-to/excel.md](../how-to/excel.md).
"""
_SECTIONS = {
    "file": "## The file as a whole\n\nIt is not read further; nothing is saved in either mode.",
    "sheet": "## A sheet, a unit, a period",
    "cell": "## A cell",
    "foreign": "## A table of another office\n\nBesides those above. "
    "[how-to/foreign-tables.md](../how-to/foreign-tables.md)",
    "remark": "## What is passed over\n\nTold of a table of another office; nothing is kept from "
    "being saved by it.",
    "form": "## A cell that the form does not take\n\nWorded as on the screens.",
}


def page() -> str:
    """The whole page."""
    from keng.documents.workbooks import REFUSALS  # noqa: PLC0415 - after Django has started
    from keng.intake.workbooks import problems  # noqa: PLC0415 - see above
    from keng.reporting import cells  # noqa: PLC0415 - see above

    tables = {
        "file": REFUSALS.items(),
        "sheet": problems._SHEET.items(),
        "cell": problems._CELL.items(),
        "foreign": problems._FOREIGN.items(),
        "remark": problems.REMARKS.items(),
        "form": [(code, cells._SENTENCES[code]) for code in sorted(problems.PASSED_ON)],
    }
    parts = [_HEAD]
    for name, rows in tables.items():
        parts.append(f"{_SECTIONS[name]}\n\n{_table(rows)}")
    return "\n".join(parts)


def _table(rows: Iterable[tuple[str, tuple[str, str]]]) -> str:
    lines = ["| code | Tiếng Việt | English |", "|---|---|---|"]
    lines += [f"| `{code}` | {_shown(vi)} | {_shown(en)} |" for code, (vi, en) in rows]
    return "\n".join(lines) + "\n"


def _shown(sentence: str) -> str:
    named = re.sub(r"\{(\w+)(?:!r)?\}", r"*\1*", sentence)
    return named.replace("|", "\\|")


if __name__ == "__main__":
    import django

    django.setup()
    sys.stdout.write(page())
