"""Verbs of the journal in words."""

from __future__ import annotations

import ast
from pathlib import Path

import keng
from keng.criteria.states import Act as CriteriaAct
from keng.reporting.lifecycle import Act
from keng.web.phrases.journalwords import VERBS, told
from web_cast import Office

SOURCE = Path(keng.__file__).parent
WRITERS = frozenset(
    {"record", "record_across", "journal", "saved", "store", "note", "touched", "run_told"}
)
OWN_WRITERS = frozenset({"_journal", "_record", "_write"})
TELLINGS = frozenset({"of_group", "of_event", "of_register", "of_call", "of_proposal", "of_unit"})


def written() -> set[str]:
    """Every verb that some room writes into the journal as a constant."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        room = path.relative_to(SOURCE).parts[0]
        if room in {"web", "api", "ops", "documents"}:
            continue
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and name_of(call) in WRITERS | OWN_WRITERS | TELLINGS:
                found |= {one if "." in one else f"{room}.{one}" for one in constants(call) if one}
    return found


def name_of(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def constants(call: ast.Call) -> list[str]:
    texts = [
        one.value
        for one in call.args[:2]
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    ]
    return [one for one in texts if one.replace("_", "").replace(".", "").isalpha()]


def test_every_verb_has_words() -> None:
    acts = {f"reporting.{act.value}" for act in Act if act is not Act.POST}
    acts |= {f"criteria.{act.value}" for act in CriteriaAct}

    assert len(written()) > 50
    assert sorted((written() | acts) - VERBS.keys()) == []


def test_the_page_tells_the_verb_and_keeps_its_code(office: Office) -> None:
    response = office.browser("auditor").get("/nhat-ky/", {"verb": "reporting.open_round"})

    shown = response.content.decode()
    assert "mở đợt" in shown
    assert "reporting.open_round" in shown


def test_a_verb_without_words_stays_as_it_is_written() -> None:
    assert told("somewhere.something") == "somewhere.something"
