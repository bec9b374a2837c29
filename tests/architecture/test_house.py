"""Rules of the house that no other tool checks."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "keng"
SUPPRESSIONS = 40  # may only fall; each has its code and reason on the line

MODULES = sorted(
    path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts and path.stat().st_size
)


def test_no_programme_is_named_in_the_code() -> None:
    names = [path.name for path in (ROOT / "programmes").iterdir() if path.is_dir()]

    assert names
    for path in MODULES:
        text = path.read_text(encoding="utf-8")
        assert not [name for name in names if re.search(rf"\b{name}\b", text)], path


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def _public_functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
            yield node


def test_public_actions_and_queries_say_what_they_mean() -> None:
    silent = [
        f"{path.relative_to(SOURCE)}:{node.lineno} {node.name}"
        for path in MODULES
        if path.stem in {"actions", "queries"} or path.parent.name in {"actions", "queries"}
        for node in _public_functions(path)
        if not ast.get_docstring(node)
    ]

    assert silent == []


def test_each_edge_has_one_clock_and_nothing_below_has_any() -> None:
    clocks = {"web/clock.py", "api/clock.py", "ops/session.py"}
    clock = re.compile(r"date\.today\(|datetime\.now\(|timezone\.now\(|localdate\(\)|time\.time\(")
    found = [
        f"{path.relative_to(SOURCE)}:{number}"
        for path in MODULES
        if path.relative_to(SOURCE).as_posix() not in clocks
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if clock.search(line)
    ]

    assert found == []


def test_suppressions_have_a_code_and_a_reason_and_become_fewer() -> None:
    pattern = re.compile(r"#\s*(?:noqa|type:\s*ignore)(?P<rest>.*)$")
    lines = [
        (f"{path.relative_to(ROOT)}:{number}", match["rest"])
        for path in [*MODULES, *(ROOT / "tests").rglob("*.py")]
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if (match := pattern.search(line)) and "re.compile" not in line
    ]

    bare = [place for place, rest in lines if not re.match(r"(?:: ?|\[)[\w, -]+\]?\s+\S+", rest)]
    assert bare == []
    assert len(lines) <= SUPPRESSIONS


def test_every_dependency_has_its_line_of_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    page = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    names = [re.split(r"[\[<>=]", wanted)[0] for wanted in project["dependencies"]]

    assert [name for name in names if f"| {name} |" not in page] == []


def test_links_between_pages_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{page.relative_to(ROOT)} -> {target}"
        for page in pages
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]

    assert broken == []
