"""`keng commend`: calls, the register, a paper, and a name withdrawn."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from commending_cast import NAME, a_head, a_person
from keng.commendations import actions, queries
from keng.commendations.actions import NewCall
from keng.commendations.models import Proposal
from keng.kernel.actors import OPERATOR
from keng.ops.main import main
from pages_cast import an_office_with_papers
from web_cast import NOW


@pytest.fixture
def decided(db: None, settings: Any, tmp_path: Path) -> Proposal:
    """A person of xã Một who is commended."""
    del db
    settings.KENG_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    office = an_office_with_papers()
    call = actions.open_call(NewCall(office.one, NOW.year, "Năm"), actor=OPERATOR, at=NOW).pk
    one = office.one
    made = actions.propose(call, a_person(one), proposer_id=one, actor=OPERATOR, at=NOW)
    seen = queries.call_view(call, actor=OPERATOR, at=NOW).digest
    head = a_head(NOW.date(), number=3)
    actions.decide(call, head, [made.pk], seen=seen, actor=OPERATOR, at=NOW)
    return made


def test_calls_and_register_are_told(decided: Proposal, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["commend", "calls", "--year", str(NOW.year), "--format", "json"]) == 0
    calls = json.loads(capsys.readouterr().out)["calls"]
    assert [(one["id"], one["decided"]) for one in calls] == [(decided.call_id, 1)]

    assert main(["commend", "list", "--text", "minh hoa", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [(one["name"], one["number"]) for one in told["rows"]] == [(NAME, 3)]
    assert told["counts"] == {"giay_khen/person": 1}

    assert main(["commend", "list"]) == 0
    assert NAME in capsys.readouterr().out
    assert main(["commend", "calls", "--year", "2001"]) == 0
    assert "no calls in 2001" in capsys.readouterr().out


def test_a_paper_is_written_and_a_name_withdrawn(
    decided: Proposal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    number = decided.lines.get().decision_id
    out = tmp_path / "qd.docx"

    assert main(["commend", "paper", "decision", "--about", str(number), "-o", str(out)]) == 0
    assert out.read_bytes().startswith(b"PK")
    assert "còn thiếu" in capsys.readouterr().out
    asked = ["commend", "withdraw-name", str(decided.pk), "--reason"]
    assert main([*asked, "Theo đề nghị"]) == 0
    assert main([*asked, "Lần nữa"]) == 1
    capsys.readouterr()

    assert main(["commend", "list"]) == 0
    assert "(tên đã rút)" in capsys.readouterr().out
