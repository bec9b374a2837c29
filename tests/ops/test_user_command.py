"""`keng user`: everything about accounts from the command line."""

from __future__ import annotations

import io
import json
import re
from datetime import date

import pytest

from access_cast import AT, PASSWORD, Country, a_country, a_grant, an_account
from keng.access import actions, queries, standing, totp, vault
from keng.access.actors import AccountActor
from keng.access.models import Grant, SecondStep, SecondStepRule, Substitute
from keng.journal.queries import entries_of
from keng.ops.main import main

pytestmark = pytest.mark.django_db
Printed = pytest.CaptureFixture[str]


@pytest.fixture
def country(db: None) -> Country:
    del db
    return a_country()


def test_an_account_is_added_with_its_role_and_a_temporary_password(
    country: Country, capsys: Printed
) -> None:
    done = main(["user", "add", "lan", "--name", "Lan", "--unit", "xã Tân Kỳ", "--role", "clerk"])

    assert done == 0
    given = re.search(r"lần: (\S+)", capsys.readouterr().out)
    assert given is not None
    account = queries.account_by_login("lan")
    assert account.check_password(given[1])
    assert account.must_change_password
    assert Grant.objects.get().unit_id == country.tan_ky
    assert {entry.account_id for entry in entries_of(f"account:{account.pk}")} == {None}


def test_an_account_whose_role_is_refused_is_not_half_made(
    country: Country, capsys: Printed
) -> None:
    done = main(["user", "add", "lan", "--unit", "xã Tân Kỳ", "--role", "king"])

    assert done == 1
    assert "clerk, leader, officer" in capsys.readouterr().err
    assert main(["user", "passwd", "lan"]) == 1  # there is no such account
    assert country.tan_ky


def test_a_role_needs_a_unit(country: Country, capsys: Printed) -> None:
    assert main(["user", "add", "lan", "--role", "clerk"]) == 1
    assert "--unit" in capsys.readouterr().err
    assert country.nation


def test_an_account_acts_with_as_and_its_own_rights(country: Country, capsys: Printed) -> None:
    an_account("lan", country.tan_ky)
    a_grant(an_account("quan-tri"), "administrator", country.tan_ky)

    near = ["user", "grant", "lan", "clerk", "--unit", "xã Tân Kỳ", "--as", "quan-tri"]
    far = ["user", "grant", "lan", "clerk", "--unit", "tỉnh Quảng Ninh", "--as", "quan-tri"]

    assert main(near) == 0
    assert main(far) == 1
    assert "Quảng Ninh" in capsys.readouterr().err
    assert [grant.role for grant in queries.grants_of(queries.account_by_login("lan").pk)] == [
        "clerk"
    ]


def test_a_role_is_given_for_days_and_taken_again(country: Country, capsys: Printed) -> None:
    account = an_account("lan")
    words = ["lan", "clerk", "--unit", "xã Tân Kỳ"]
    assert main(["user", "grant", *words, "--on", "2091-01-01", "--until", "2092-01-01"]) == 0
    assert "từ 01/01/2091 đến trước 01/01/2092" in capsys.readouterr().out

    assert main(["user", "end", *words, "--on", "2091-06-01"]) == 0

    held = queries.grants_of(account.pk)[0]
    assert str(held.valid_until) == "2091-06-01"
    assert main(["user", "end", *words, "--on", "2091-06-01"]) == 1
    assert held.unit_id == country.tan_ky


def test_a_wrong_day_is_wrong_use(capsys: Printed) -> None:
    with pytest.raises(SystemExit) as stop:
        main(["user", "grant", "lan", "clerk", "--unit", "x", "--on", "1/7/2025"])

    assert stop.value.code == 2
    assert "2025-07-01" in capsys.readouterr().err


def test_a_password_can_be_given_or_read(
    country: Country, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    an_account("lan", country.tan_ky)

    assert main(["user", "passwd", "lan"]) == 0
    assert queries.account_by_login("lan").must_change_password
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    assert main(["user", "passwd", "lan", "--stdin"]) == 0

    account = queries.account_by_login("lan")
    assert account.check_password(PASSWORD)
    assert not account.must_change_password
    assert PASSWORD not in capsys.readouterr().out


def test_a_substitute_and_a_hand_over_are_one_command_each(
    country: Country, capsys: Printed
) -> None:
    a_grant(an_account("lan"), "clerk", country.tan_ky)
    an_account("huong")
    where = ["--unit", "xã Tân Kỳ"]

    away = ["user", "substitute", "lan", "huong", *where, "--on", "2091-01-01"]
    assert main([*away, "--until", "2091-02-01"]) == 0
    assert "đến hết 31/01/2091" in capsys.readouterr().out
    assert main(["user", "handover", "lan", "huong", *where, "--on", "2091-01-10"]) == 0

    assert str(Substitute.objects.get().valid_until) == "2091-01-10"
    assert "clerk" in capsys.readouterr().out
    assert list(queries.problems()) == []


def test_accounts_are_listed_with_what_they_may_do(country: Country, capsys: Printed) -> None:
    a_grant(an_account("lan", country.tan_ky), "clerk", country.tan_ky)
    an_account("xuan", country.quang_ninh)
    assert main(["user", "close", "xuan"]) == 0
    capsys.readouterr()

    assert main(["user", "list"]) == 0
    told = capsys.readouterr().out
    assert main(["user", "list", "--unit", "xã Tân Kỳ", "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)

    assert "lan  (lan)" in told
    assert "  cán bộ lập báo cáo: xã Tân Kỳ, thành phố Hải Phòng" in told
    assert "[đã ngừng dùng]" in told
    assert [account["login"] for account in listed] == ["lan"]
    assert listed[0]["duties"][0]["role"] == "clerk"


def test_a_closed_account_is_reopened(country: Country) -> None:
    an_account("lan", country.tan_ky)

    assert main(["user", "close", "lan"]) == 0
    assert not queries.account_by_login("lan").is_active
    assert main(["user", "reopen", "lan"]) == 0

    assert queries.account_by_login("lan").is_active


def test_the_rule_of_the_second_step_is_set_and_dropped(country: Country, capsys: Printed) -> None:
    place = ["user", "second-step", "--unit", "xã Tân Kỳ"]
    assert main([*place, "--from", "2026-12-01"]) == 0
    assert SecondStepRule.objects.get(unit_id=country.tan_ky).since == date(2026, 12, 1)
    assert main([*place, "--never"]) == 0
    assert SecondStepRule.objects.get(unit_id=country.tan_ky).since is None
    assert main([*place, "--drop"]) == 0
    assert not SecondStepRule.objects.exists()
    assert list(standing.problems()) == []
    told = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[1] for line in told] == [
        "bước đăng nhập thứ hai bắt buộc từ 01/12/2026.",
        "bước đăng nhập thứ hai không bắt buộc.",
        "không còn quy định riêng về bước đăng nhập thứ hai.",
    ]


def test_the_last_administrator_who_lost_the_phone_is_let_in_from_the_machine(
    country: Country, capsys: Printed
) -> None:
    lan = an_account("lan", country.tan_ky)
    assert main(["user", "reset-second-step", "lan"]) == 1  # there is none
    assert "bước" in capsys.readouterr().err
    actions.begin_second_step(actor=AccountActor(lan), at=AT)
    secret = vault.opened(SecondStep.objects.get().sealed, account_id=lan.pk)
    code = totp.code_of(secret, int(AT.timestamp()) // 30)
    actions.confirm_second_step(code, actor=AccountActor(lan), at=AT)

    assert main(["user", "reset-second-step", "lan"]) == 0
    assert not standing.has_second_step(lan.pk)
    assert list(entries_of(f"account:{lan.pk}"))[-1].verb == "access.second_step_reset"
