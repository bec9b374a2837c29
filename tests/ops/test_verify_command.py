"""`keng verify`, `keng seal` and `keng migrate` from the command line."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.db import DatabaseError, connection

from access_cast import an_account
from keng.db.dialects import AppendOnly, missing_guards
from keng.journal.models import Entry
from keng.ops.main import main
from keng.verifying.queries import latest_checks
from keng.verifying.rooms import ROOMS

pytestmark = pytest.mark.django_db
Printed = pytest.CaptureFixture[str]


def by_hand(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def report(capsys: Printed, *words: str) -> dict[str, object]:
    capsys.readouterr()
    main(["verify", "--format", "json", *words])
    return json.loads(capsys.readouterr().out)


def test_a_sound_database_is_said_to_be_sound(capsys: Printed) -> None:
    an_account("lan")

    assert main(["verify"]) == 0
    assert "nguyên vẹn" in capsys.readouterr().out
    assert report(capsys) == {"ok": True, "problems": []}


def test_a_row_changed_by_hand_is_told_with_table_id_and_words(capsys: Printed) -> None:
    account = an_account("lan")
    by_hand("UPDATE access_account SET is_active = NOT is_active")

    assert main(["verify"]) == 1
    assert f"access_account {account.pk}: " in capsys.readouterr().out
    told = report(capsys)

    assert told["ok"] is False
    assert [set(problem) for problem in told["problems"]] == [{"table", "id", "what"}]


def test_a_row_that_cannot_be_read_is_a_problem_and_hides_no_other(capsys: Printed) -> None:
    account = an_account("lan")
    for sql in AppendOnly("journal_entry").drop_sql(connection):
        by_hand(sql)
    by_hand("UPDATE journal_entry SET facts = '[1]'")

    told = report(capsys)

    tables = {problem["table"] for problem in told["problems"]}
    assert {"journal_entry", "keng.access.queries"} <= tables
    assert account.pk


def test_a_seal_that_left_the_machine_is_held_against_the_database(
    capsys: Printed, tmp_path: Path
) -> None:
    an_account("lan")
    kept = tmp_path / "outside" / "seal.json"
    kept.parent.mkdir()
    assert main(["seal", "-o", str(kept)]) == 0
    assert report(capsys, "--seal-file", str(kept))["ok"] is True

    for table in ("sealedhead", "seal"):
        for sql in AppendOnly(f"journal_{table}").drop_sql(connection):
            by_hand(sql)
        by_hand(f"DELETE FROM journal_{table}")
        for sql in AppendOnly(f"journal_{table}").create_sql(connection):
            by_hand(sql)

    assert report(capsys)["ok"] is True  # the database alone cannot know
    told = report(capsys, "--seal-file", str(kept))
    assert [problem["table"] for problem in told["problems"]] == ["journal_seal"]


def test_a_file_that_is_no_seal_is_refused_by_name(capsys: Printed, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello")

    assert main(["verify", "--seal-file", str(tmp_path / "notes.txt")]) == 1
    assert main(["verify", "--seal-file", str(tmp_path / "missing")]) == 1

    assert "missing" in capsys.readouterr().err


def test_a_run_is_remembered_with_what_it_held(capsys: Printed, tmp_path: Path) -> None:
    account = an_account("lan")
    kept = tmp_path / "seal.json"
    assert main(["seal", "-o", str(kept)]) == 0
    entries = Entry.objects.count()

    assert main(["verify", "--as", "lan", "--seal-file", str(kept)]) == 0

    (check,) = latest_checks(5)
    assert (check.account_id, check.job_id) == (account.pk, None)
    assert (check.first_seal, check.last_seal, check.outside_seals) == (1, 1, 1)
    assert (check.entries, check.problems) == (entries, 0)
    capsys.readouterr()
    by_hand("UPDATE access_account SET is_active = NOT is_active")
    assert main(["verify"]) == 1
    assert [one.problems for one in latest_checks(5)] == [1, 0]


def test_a_run_that_cannot_be_written_down_is_told_all_the_same(
    capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_account("lan")

    def refused(*_given: object, **_named: object) -> None:
        raise DatabaseError("attempt to write a readonly database")

    monkeypatch.setattr("keng.verifying.actions.record_check", refused)

    assert main(["verify"]) == 0
    told = capsys.readouterr()
    assert "nguyên vẹn" in told.out
    assert "readonly" in told.err
    assert latest_checks() == []


def test_an_empty_journal_has_no_seal(capsys: Printed) -> None:
    assert main(["seal"]) == 1
    an_account("lan")
    capsys.readouterr()

    assert main(["seal"]) == 0
    assert json.loads(capsys.readouterr().out)["n"] == 1


NO_FACTS = {"jobs"}  # a queue of work in hand: what was asked and how it ended is in the journal


def test_every_room_with_tables_of_its_own_is_asked() -> None:
    asked = {room.split(".")[1] for room in ROOMS}
    with_tables = {
        config.name.split(".")[1]
        for config in apps.get_app_configs()
        if config.name.startswith("keng.") and config.models and list(config.get_models())
    }

    assert with_tables - NO_FACTS <= asked
    for room, problems in ROOMS.items():
        assert import_module(room).problems is problems


def test_migrating_again_does_no_harm_and_puts_guards_back(
    capsys: Printed, own_folder: Path
) -> None:
    for sql in AppendOnly("journal_entry").drop_sql(connection):
        by_hand(sql)
    assert missing_guards()

    assert main(["migrate"]) == 0

    assert missing_guards() == []
    assert "2 khóa" in capsys.readouterr().out
    assert (own_folder / "seal.key").exists()
