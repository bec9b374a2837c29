"""Signing in, and the lock-out that survives restarts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.test import Client, RequestFactory

from access_cast import AT, PASSWORD, an_account
from keng.access import actions, queries
from keng.access.actions import LockedOut, SignInRefused
from keng.access.actors import AccountActor
from keng.access.backends import AccountBackend
from keng.access.models import SignInTally
from keng.journal.queries import entries_of
from keng.kernel.actors import OPERATOR
from keng.web.frame.places import place_of

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def fail(times: int, *, at: datetime = AT, login: str = "lan") -> None:
    for _ in range(times):
        with pytest.raises(SignInRefused):
            actions.sign_in(login, "wrong", at=at)


def test_the_right_password_signs_in_whatever_the_case_of_the_login() -> None:
    account = an_account("lan")

    assert actions.sign_in(" LAN ", PASSWORD, at=AT) == account
    entry = entries_of(f"account:{account.pk}").last()
    assert entry is not None
    assert (entry.verb, entry.account_id) == ("access.signed_in", account.pk)


def test_a_wrong_password_and_an_unknown_login_get_the_same_words() -> None:
    an_account("lan")
    told = []

    for login in ("lan", "nobody"):
        with pytest.raises(SignInRefused) as refusal:
            actions.sign_in(login, "wrong", at=AT)
        told.append(refusal.value.message)

    assert told[0] == told[1]


def test_a_closed_account_does_not_sign_in() -> None:
    account = an_account("lan")
    actions.close_account(account.pk, actor=OPERATOR, at=AT)

    with pytest.raises(SignInRefused):
        actions.sign_in("lan", PASSWORD, at=AT)

    assert AccountBackend().get_user(account.pk) is None


@pytest.mark.parametrize("login", ["lan", "nobody"])
def test_after_five_failures_even_the_right_password_waits_a_quarter_of_an_hour(
    login: str,
) -> None:
    an_account("lan")
    fail(5, login=login)

    with pytest.raises(LockedOut) as refusal:
        actions.sign_in(login, PASSWORD, at=AT + 14 * MINUTE)

    assert "09:15" in refusal.value.message  # nine o'clock in Vietnam and a quarter
    if login == "lan":
        assert actions.sign_in("lan", PASSWORD, at=AT + 15 * MINUTE)


def test_a_lock_is_twice_as_long_each_time_and_never_over_eight_hours() -> None:
    an_account("lan")
    at, waits = AT, []

    for _ in range(8):
        fail(5, at=at)
        until = SignInTally.objects.get().locked_until
        assert until is not None
        waits.append((until - at) // MINUTE)
        at = until

    assert waits == [15, 30, 60, 120, 240, 480, 480, 480]


def test_a_success_or_a_day_without_an_attempt_starts_the_count_anew() -> None:
    an_account("lan")

    fail(4)
    actions.sign_in("lan", PASSWORD, at=AT)
    fail(4)
    fail(4, at=AT + timedelta(days=1, minutes=1))

    assert actions.sign_in("lan", PASSWORD, at=AT + timedelta(days=1, minutes=2))


def test_a_temporary_password_ends_the_lock() -> None:
    account = an_account("lan")
    fail(5)

    given = actions.give_temporary_password(account.pk, actor=OPERATOR, at=AT)

    assert actions.sign_in("lan", given, at=AT) == account


def test_a_lock_stands_in_the_journal_and_what_was_typed_stands_nowhere() -> None:
    account = an_account("lan")
    fail(5)
    fail(5, login="mat-khau-cua-toi")

    verbs = [entry.verb for entry in entries_of(f"account:{account.pk}")]
    assert verbs.count("access.locked_out") == 1
    assert "mat-khau" not in str(list(SignInTally.objects.values()))


def test_attempts_are_counted_before_the_password_is_checked() -> None:
    an_account("lan")
    fail(1)

    assert SignInTally.objects.get().failures == 1
    actions.sign_in("lan", PASSWORD, at=AT)
    assert not SignInTally.objects.exists()


def test_old_tallies_are_swept_away() -> None:
    fail(1, login="one")

    fail(1, login="two", at=AT + timedelta(days=2))

    assert SignInTally.objects.count() == 1


def test_django_signs_in_through_the_same_door() -> None:
    account = an_account("lan")

    assert authenticate(None, username="lan", password="wrong", at=AT) is None
    assert SignInTally.objects.get().failures == 1
    assert authenticate(None, username="lan", password=PASSWORD, at=AT) == account
    assert authenticate(None, username="", password="", at=AT) is None
    assert authenticate(None, username="lan", password=PASSWORD) is None  # no moment, no way in


def test_a_new_password_ends_the_sessions_of_the_old_one(client: Client) -> None:
    account = an_account("lan")
    client.force_login(account)
    hashed = account.get_session_auth_hash()

    actions.set_password(account.pk, "mười-hai-con-giáp", actor=AccountActor(account), at=AT)

    assert queries.account_by_id(account.pk).get_session_auth_hash() != hashed


def spray(times: int, *, at: datetime = AT, place: str = "203.0.113.7", first: int = 0) -> None:
    """One password tried under as many names."""
    for number in range(first, first + times):
        with pytest.raises(SignInRefused):
            actions.sign_in(f"nguoi{number}", "Matkhau@123", at=at, place=place)


def test_many_names_from_one_address_are_slowed_and_other_addresses_are_not() -> None:
    an_account("lan")
    spray(50)

    with pytest.raises(LockedOut) as refusal:
        actions.sign_in("lan", PASSWORD, at=AT + MINUTE / 2, place="203.0.113.7")

    assert refusal.value.code == "place_slowed"
    assert actions.sign_in("lan", PASSWORD, at=AT + MINUTE / 2, place="203.0.113.8")
    assert actions.sign_in("lan", PASSWORD, at=AT + MINUTE / 2)
    assert actions.sign_in("lan", PASSWORD, at=AT + MINUTE, place="203.0.113.7")


def test_a_slowed_address_gets_ten_attempts_a_minute_until_an_hour_of_quiet() -> None:
    spray(50)
    spray(10, at=AT + MINUTE, first=50)

    with pytest.raises(LockedOut):
        actions.sign_in("nguoi70", "x", at=AT + MINUTE, place="203.0.113.7")
    spray(49, at=AT + 62 * MINUTE, first=80)


def test_of_an_address_only_a_digest_is_kept() -> None:
    spray(1)

    assert not any("203.0.113.7" in row.subject for row in SignInTally.objects.all())


@pytest.mark.parametrize(
    ("proxies", "passed_on", "place"),
    [
        (0, "", "127.0.0.1"),
        (0, "198.51.100.4", ""),  # a proxy that nobody told us of: everybody would be one
        (1, "198.51.100.4", "198.51.100.4"),
        (1, "6.6.6.6, 198.51.100.4", "198.51.100.4"),  # the left part is what the client wrote
        (2, "6.6.6.6, 198.51.100.4, 10.0.0.1", "198.51.100.4"),
        (2, "198.51.100.4", ""),
    ],
)
def test_an_address_is_what_the_own_proxies_saw(
    proxies: int, passed_on: str, place: str, settings: Any
) -> None:
    settings.PROXIES = proxies
    headers = {"X-Forwarded-For": passed_on} if passed_on else {}

    assert place_of(RequestFactory().get("/", headers=headers)) == place


def test_a_header_hides_nobody_who_comes_from_another_machine(settings: Any) -> None:
    settings.PROXIES = 0
    asked = RequestFactory().get(
        "/", headers={"X-Forwarded-For": "6.6.6.6"}, REMOTE_ADDR="198.51.100.4"
    )

    assert place_of(asked) == "198.51.100.4"


def test_a_lock_that_a_clock_ahead_of_the_time_has_set_does_not_outlive_its_correction() -> None:
    an_account("lan")
    fail(5, at=AT + timedelta(days=365))

    assert actions.sign_in("lan", PASSWORD, at=AT)
    fail(5)
    with pytest.raises(LockedOut):
        actions.sign_in("lan", PASSWORD, at=AT + MINUTE)
