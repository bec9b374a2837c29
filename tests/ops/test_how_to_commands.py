"""Every `keng ...` that the pages for administrators tell is a command, with these flags."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from keng.ops.main import main

ROOT: Final = Path(__file__).resolve().parents[2]
PAGES: Final = (ROOT / "README.md", *sorted((ROOT / "docs" / "how-to").glob("*.md")))
TOLD: Final = re.compile(r"(?:bin/|`|^ *)keng ((?:[a-z-]+ ?){1,2})([^`\n|#;&<]*)", re.MULTILINE)
PARTS: Final = re.compile(r"\[-h\] [A-Z]+ \.\.\.")
"""The usage of a command of parts: `keng user [-h] PART ...`."""
FLAG: Final = re.compile(r"(?<![\w-])--[a-z][a-z-]+")


def helped(words: list[str], capsys: pytest.CaptureFixture[str]) -> str | None:
    """What --help of a command says; None where there is no such command."""
    with pytest.raises(SystemExit) as end:
        main([*words, "--help"])
    said = capsys.readouterr().out
    return said if end.value.code == 0 else None


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_tells_commands_that_exist(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wrong: list[str] = []
    for told in TOLD.finditer(page.read_text(encoding="utf-8")):
        first, *more = told[1].split()
        said = helped([first], capsys)
        if said is None:
            wrong.append(f"no command: {told[0]}")
            continue
        if more and PARTS.search(said):
            said = helped([first, *more[:1]], capsys)
        if said is None:
            wrong.append(f"no part: {told[0]}")
        else:
            wrong += [f"no {flag}: {told[0]}" for flag in FLAG.findall(told[2]) if flag not in said]

    assert wrong == []
