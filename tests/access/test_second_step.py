"""The second step: set up by a code, asked for, replaced by paper, reset from above."""

from __future__ import annotations

import base64
import subprocess
import sys
from datetime import date, datetime, timedelta

import pytest

from access_cast import AT, PASSWORD, Country, an_account
from keng.access import actions, standing, totp, vault
from keng.access.actions import LockedOut, SignInRefused, WrongCode
from keng.access.actors import AccountActor
from keng.access.backends import AccountBackend
from keng.access.models import Account, RecoveryCode, SecondStep
from keng.access.roles import Role
from keng.journal.keys import forget_read_keys
from keng.journal.queries import entries_of
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import NotAllowed, WrongState
from keng.kernel.moments import local_day

LATER = AT + timedelta(minutes=2)
# RFC 6238, appendix B, SHA-1; the last six of its eight digits.
VECTORS = [(59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")]


@pytest.mark.parametrize(("second", "code"), VECTORS)
def test_codes_are_those_of_the_standard(second: int, code: str) -> None:
    assert totp.code_of(b"12345678901234567890", second // 30) == code


def secret_of(account: Account) -> bytes:
    step = SecondStep.objects.get(account=account)
    return vault.opened(step.sealed, account_id=account.pk)


def code_at(account: Account, at: datetime) -> str:
    return totp.code_of(secret_of(account), int(at.timestamp()) // 30)


def with_second_step(account: Account) -> list[str]:
    actor = AccountActor(account)
    actions.begin_second_step(actor=actor, at=AT)
    return actions.confirm_second_step(code_at(account, AT), actor=actor, at=AT)


@pytest.fixture
def lan(country: Country) -> Account:
    """A leader of xã Tứ Kỳ."""
    account = an_account("lan", unit_id=country.tu_ky)
    actions.grant(account.pk, "leader", unit_id=country.tu_ky, actor=OPERATOR, at=AT)
    return account


def test_it_is_on_only_once_a_code_was_typed(lan: Account) -> None:
    actor = AccountActor(lan)
    actions.begin_second_step(actor=actor, at=AT)

    assert not standing.has_second_step(lan.pk)
    with pytest.raises(WrongCode):
        actions.confirm_second_step("000000", actor=actor, at=AT)
    codes = actions.confirm_second_step(code_at(lan, AT), actor=actor, at=AT)

    assert standing.has_second_step(lan.pk)
    assert len(set(codes)) == 10
    assert list(standing.problems()) == []


def test_the_phone_is_shown_what_it_needs_until_then_and_never_again(lan: Account) -> None:
    actions.begin_second_step(actor=AccountActor(lan), at=AT)
    shown = standing.second_step_of(lan.pk)

    assert shown.address.startswith("otpauth://totp/Keng%3Alan?secret=")
    assert base64.b32decode(shown.secret.replace(" ", "")) == secret_of(lan)
    actions.confirm_second_step(code_at(lan, AT), actor=AccountActor(lan), at=AT)
    assert standing.second_step_of(lan.pk).secret == ""


def test_the_password_alone_admits_nobody(lan: Account) -> None:
    with_second_step(lan)
    before = len(entries_of(f"account:{lan.pk}"))

    actions.sign_in("lan", PASSWORD, at=LATER)

    assert len(entries_of(f"account:{lan.pk}")) == before  # "signed in" is not said yet
    assert AccountBackend().authenticate(None, username="lan", password=PASSWORD, at=LATER) is None


def test_a_code_admits_once(lan: Account) -> None:
    with_second_step(lan)
    code = code_at(lan, LATER)

    actions.pass_second_step(lan.pk, code, at=LATER)

    assert list(entries_of(f"account:{lan.pk}"))[-1].facts == {"second": "phone"}
    with pytest.raises(WrongCode):
        actions.pass_second_step(lan.pk, code, at=LATER)


@pytest.mark.parametrize(("seconds", "fits"), [(-30, True), (30, True), (-90, False), (90, False)])
def test_a_clock_may_be_half_a_minute_off(lan: Account, seconds: int, *, fits: bool) -> None:
    with_second_step(lan)
    code = code_at(lan, LATER + timedelta(seconds=seconds))

    if fits:
        actions.pass_second_step(lan.pk, code, at=LATER)
    else:
        with pytest.raises(WrongCode):
            actions.pass_second_step(lan.pk, code, at=LATER)


def test_a_code_on_paper_stands_in_once(lan: Account) -> None:
    first, *_ = with_second_step(lan)

    actions.pass_second_step(lan.pk, first.upper(), at=LATER)

    with pytest.raises(WrongCode):
        actions.pass_second_step(lan.pk, first, at=LATER)
    assert standing.second_step_of(lan.pk).codes_left == 9
    assert list(standing.problems()) == []


def test_new_codes_end_the_old_ones(lan: Account) -> None:
    old = with_second_step(lan)

    new = actions.renew_recovery_codes(code_at(lan, LATER), actor=AccountActor(lan), at=LATER)

    assert not set(old) & set(new)
    with pytest.raises(WrongCode):
        actions.pass_second_step(lan.pk, old[0], at=LATER)
    assert list(standing.problems()) == []


def test_guessing_is_locked_out_and_the_right_password_does_not_help(lan: Account) -> None:
    with_second_step(lan)
    for _ in range(5):
        actions.sign_in("lan", PASSWORD, at=LATER)
        with pytest.raises(WrongCode):
            actions.pass_second_step(lan.pk, "000000", at=LATER)

    with pytest.raises(LockedOut):
        actions.pass_second_step(lan.pk, code_at(lan, LATER), at=LATER)


def test_a_session_left_open_does_not_let_anybody_guess_codes(lan: Account) -> None:
    with_second_step(lan)
    actor = AccountActor(lan)
    for act in (actions.end_second_step, actions.renew_recovery_codes) * 2:
        with pytest.raises(WrongCode):
            act("000000", actor=actor, at=LATER)
    with pytest.raises(WrongCode):
        actions.end_second_step("٣٤٥٦٧٨", actor=actor, at=LATER)

    with pytest.raises(LockedOut):
        actions.end_second_step(code_at(lan, LATER), actor=actor, at=LATER)

    assert standing.has_second_step(lan.pk)


def test_a_closed_account_is_not_admitted(lan: Account) -> None:
    with_second_step(lan)
    actions.close_account(lan.pk, actor=OPERATOR, at=LATER)

    with pytest.raises(SignInRefused):
        actions.pass_second_step(lan.pk, code_at(lan, LATER), at=LATER)


def test_the_database_alone_gives_no_secret_away(
    lan: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_second_step(lan)
    monkeypatch.setenv("KENG_SEAL_KEY", "ab" * 32)
    forget_read_keys()

    with pytest.raises(WrongState):
        secret_of(lan)


def test_a_secret_opens_for_its_own_account_only(lan: Account) -> None:
    with_second_step(lan)
    step = SecondStep.objects.get(account=lan)

    with pytest.raises(WrongState):
        vault.opened(step.sealed, account_id=lan.pk + 1)


def test_who_keeps_the_account_resets_it(lan: Account, country: Country) -> None:
    with_second_step(lan)
    keeper = an_account("quan-tri", unit_id=country.hai_phong)
    actions.grant(keeper.pk, "administrator", unit_id=country.hai_phong, actor=OPERATOR, at=AT)

    actions.reset_second_step(lan.pk, actor=AccountActor(keeper), at=LATER)

    assert not standing.has_second_step(lan.pk)
    assert not RecoveryCode.objects.exists()
    assert list(entries_of(f"account:{lan.pk}"))[-1].verb == "access.second_step_reset"
    assert list(standing.problems()) == []


def test_nobody_else_resets_it_not_even_oneself(lan: Account, country: Country) -> None:
    with_second_step(lan)
    stranger = an_account("nguoi-la", unit_id=country.quang_ninh)
    actions.grant(stranger.pk, "administrator", unit_id=country.quang_ninh, actor=OPERATOR, at=AT)

    for account in (lan, stranger):
        with pytest.raises(NotAllowed):
            actions.reset_second_step(lan.pk, actor=AccountActor(account), at=LATER)

    assert standing.has_second_step(lan.pk)


@pytest.mark.parametrize(
    ("role", "days", "needed"),
    [("leader", 0, True), ("officer", 5, True), ("leader", -1, False), ("clerk", 0, False)],
)
def test_a_rule_asks_everyone_above_clerk_below_its_unit_from_its_day(
    role: str, days: int, country: Country, *, needed: bool
) -> None:
    since, on = date(2025, 8, 10), date(2025, 8, 10) + timedelta(days=days)
    account = an_account("minh", unit_id=country.tu_ky)
    actions.grant(account.pk, role, unit_id=country.tu_ky, actor=OPERATOR, at=AT)

    actions.ask_for_second_step(country.hai_phong, since, actor=OPERATOR, at=AT)

    assert standing.needs_second_step(account.pk, on=on) == needed
    assert list(standing.problems()) == []


def test_a_rule_does_not_reach_beside_and_can_be_taken_back(lan: Account, country: Country) -> None:
    on = local_day(AT)
    actions.ask_for_second_step(country.quang_ninh, on, actor=OPERATOR, at=AT)
    assert not standing.needs_second_step(lan.pk, on=on)
    actions.ask_for_second_step(country.hai_phong, on, actor=OPERATOR, at=AT)
    assert standing.lacks_second_step(lan.pk, on=on)
    with_second_step(lan)
    assert not standing.lacks_second_step(lan.pk, on=on)
    with pytest.raises(NotAllowed):
        actions.end_second_step(code_at(lan, LATER), actor=AccountActor(lan), at=LATER)

    actions.drop_second_step_rule(country.hai_phong, actor=OPERATOR, at=LATER)

    actions.end_second_step(code_at(lan, LATER), actor=AccountActor(lan), at=LATER)
    assert not standing.has_second_step(lan.pk)
    assert list(standing.problems()) == []


@pytest.mark.parametrize(
    ("rules", "needed"),
    [
        ({}, True),
        ({"tu_ky": None}, False),
        ({"hai_phong": None}, False),
        ({"hai_phong": date(2025, 8, 10)}, True),
        ({"hai_phong": date(2025, 8, 11)}, False),  # not yet
        ({"tu_ky": None, "hai_phong": date(2025, 8, 10)}, True),  # the level above asks
        ({"tu_ky": date(2025, 8, 10), "hai_phong": None}, True),
        ({"quang_ninh": None}, True),
    ],
)
def test_without_a_rule_everyone_above_clerk_is_asked(
    rules: dict[str, date | None],
    country: Country,
    monkeypatch: pytest.MonkeyPatch,
    *,
    needed: bool,
) -> None:
    monkeypatch.setattr(standing, "ASKED_WITHOUT_A_RULE", True)
    accounts = {role: an_account(f"nguoi.{role}", unit_id=country.tu_ky) for role in Role}
    for role, account in accounts.items():
        actions.grant(account.pk, role, unit_id=country.tu_ky, actor=OPERATOR, at=AT)

    for name, since in rules.items():
        actions.ask_for_second_step(getattr(country, name), since, actor=OPERATOR, at=AT)

    asked = {
        role: standing.needs_second_step(account.pk, on=date(2025, 8, 10))
        for role, account in accounts.items()
    }
    assert asked == {role: needed and role != Role.CLERK for role in Role}
    assert list(standing.problems()) == []


def test_keng_itself_asks_where_no_rule_does() -> None:
    fresh = "from keng.access import standing; print(standing.ASKED_WITHOUT_A_RULE)"
    told = subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); {fresh}"],
        capture_output=True,
        check=True,
        text=True,
    )
    assert told.stdout.strip() == "True"


def test_who_does_not_keep_the_unit_sets_no_rule(lan: Account, country: Country) -> None:
    with pytest.raises(NotAllowed):
        actions.ask_for_second_step(
            country.hai_phong, local_day(AT), actor=AccountActor(lan), at=AT
        )


def test_a_second_step_taken_out_by_hand_is_found(lan: Account) -> None:
    with_second_step(lan)
    SecondStep.objects.all().delete()

    assert [one.table for one in standing.problems()] == ["access_secondstep"]
