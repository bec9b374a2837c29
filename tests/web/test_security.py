"""The account made safe on the screens: second step, sessions, tokens, rules."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.test import Client

from keng.access import actions, standing, totp, vault
from keng.access.models import ApiToken, OpenSession, SecondStep
from keng.kernel.actors import OPERATOR
from keng.web import clock
from keng.web.phrases.browsers import browser_of
from web_cast import NOW, PASSWORD, Office

LATER = NOW + timedelta(minutes=2)
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/126.0 Safari/537.36 Edg/126.0"


def code_of(office: Office, login: str, at: datetime) -> str:
    account = office.accounts[login]
    sealed = SecondStep.objects.get(account=account).sealed
    secret = vault.opened(sealed, account_id=account.pk)
    return totp.code_of(secret, int(at.timestamp()) // 30)


def signed_in(login: str, agent: str = EDGE) -> tuple[Client, Any]:
    browser = Client(headers={"user-agent": agent})
    return browser, browser.post("/dang-nhap/", {"login": login, "password": PASSWORD})


def set_up(office: Office, login: str = "leader") -> list[str]:
    browser = office.browser(login)
    browser.post("/tai-khoan/bao-mat/cai/")
    answer = browser.post("/tai-khoan/bao-mat/bat/", {"code": code_of(office, login, NOW)})
    assert answer.status_code == 200
    return list(answer.context["codes"])


def test_the_picture_is_drawn_here_and_shown_until_a_code_is_typed(office: Office) -> None:
    browser = office.browser("leader")
    browser.post("/tai-khoan/bao-mat/cai/")

    text = browser.get("/tai-khoan/bao-mat/").content.decode()

    assert 'src="data:image/svg+xml' in text
    assert browser.get("/tai-khoan/bao-mat/").headers["Cache-Control"].startswith("max-age=0")
    wrong = browser.post("/tai-khoan/bao-mat/bat/", {"code": "000000"})
    assert wrong.status_code == 422
    assert "Mã không đúng" in wrong.content.decode()


def test_signing_in_asks_for_the_code(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    set_up(office)
    monkeypatch.setattr(clock, "now", lambda: LATER)
    browser, answer = signed_in("leader")
    planted = browser.session.session_key
    browser.post("/dang-nhap/", {"login": "leader", "password": PASSWORD})
    assert browser.session.session_key != planted  # nobody who planted a key holds the next one

    assert answer.headers["Location"] == "/dang-nhap/buoc-hai/?next=%2F"
    assert browser.get("/").status_code == 302  # not signed in yet
    wrong = browser.post("/dang-nhap/buoc-hai/", {"code": "000000"})
    assert wrong.status_code == 422
    code = code_of(office, "leader", LATER)
    right = browser.post("/dang-nhap/buoc-hai/?next=/dot/", {"code": code})
    assert right.headers["Location"] == "/dot/"
    assert browser.get("/").status_code == 200


def test_a_code_on_paper_does_too(office: Office) -> None:
    codes = set_up(office)
    browser, _ = signed_in("leader")

    assert browser.post("/dang-nhap/buoc-hai/", {"code": codes[3]}).status_code == 302
    assert browser.get("/").status_code == 200


def test_without_the_password_before_it_no_code_is_taken(office: Office) -> None:
    codes = set_up(office)

    answer = Client().post("/dang-nhap/buoc-hai/", {"code": codes[0]})

    assert answer.headers["Location"] == "/dang-nhap/"
    assert standing.second_step_of(office.accounts["leader"].pk).codes_left == 10


def test_the_password_is_forgotten_after_a_few_minutes(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = set_up(office)
    browser, _ = signed_in("leader")
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=6))

    answer = browser.post("/dang-nhap/buoc-hai/", {"code": codes[0]})

    assert answer.headers["Location"] == "/dang-nhap/"


@pytest.mark.parametrize("by_a_rule", [True, False])
def test_where_it_is_asked_nothing_else_opens_before_it_is_set_up(
    office: Office, monkeypatch: pytest.MonkeyPatch, *, by_a_rule: bool
) -> None:
    if by_a_rule:
        asked = {"unit": "tỉnh Đông", "way": "from", "since": NOW.date().isoformat()}
        keeper = office.browser("keeper")
        assert keeper.post("/nguoi-dung/buoc-hai/", asked).status_code == 302
    else:
        monkeypatch.setattr(standing, "ASKED_WITHOUT_A_RULE", True)  # as it is out of the box
    browser, _ = signed_in("leader")

    assert browser.get("/").headers["Location"] == "/tai-khoan/bao-mat/"
    refused = browser.get("/api/v1/duties")
    assert refused.status_code == 403
    assert refused.json()["error"]["code"] == "second_step_needed"
    browser.post("/tai-khoan/bao-mat/cai/")
    code = code_of(office, "leader", NOW)
    browser.post("/tai-khoan/bao-mat/bat/", {"code": code})
    assert browser.get("/").status_code == 200
    clerk, _ = signed_in("clerk")
    assert clerk.get("/").status_code == 200  # clerks are not asked


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"way": "from", "since": "2024-10-01"}, [date(2024, 10, 1)]),
        ({"way": "from", "since": ""}, "wrong"),
        ({"way": "never", "since": ""}, [None]),
        ({"way": "never", "since": "2024-10-01"}, "wrong"),
        ({"way": "none", "since": ""}, []),
        ({"way": "", "since": ""}, "wrong"),
    ],
)
def test_a_unit_names_a_day_or_none_and_nothing_is_guessed(
    office: Office, given: dict[str, str], kept: object
) -> None:
    keeper = office.browser("keeper")

    answer = keeper.post("/nguoi-dung/buoc-hai/", {"unit": "tỉnh Đông", **given})

    rules = [since for _, since in keeper.get("/nguoi-dung/buoc-hai/").context["rules"]]
    assert (rules, answer.status_code) == (([], 422) if kept == "wrong" else (kept, 302))


def test_the_page_of_the_rule_names_who_has_none_yet(office: Office) -> None:
    set_up(office, "leader")

    lacking = office.browser("keeper").get("/nguoi-dung/buoc-hai/").context["lacking"]

    assert sorted(one.login for one in lacking) == ["auditor", "keeper", "officer"]


def test_who_lost_the_phone_is_helped_by_the_level_above(office: Office) -> None:
    set_up(office)
    account = office.accounts["leader"].pk
    keeper = office.browser("keeper")
    assert (
        "Đặt lại bước đăng nhập thứ hai" in keeper.get(f"/nguoi-dung/{account}/").content.decode()
    )

    keeper.post(f"/nguoi-dung/{account}/buoc-hai/dat-lai/")

    assert not standing.has_second_step(account)
    _browser, answer = signed_in("leader")
    assert answer.headers["Location"] == "/"


def test_a_reset_ends_the_sessions_of_that_account(office: Office) -> None:
    browser, _ = signed_in("leader")
    set_up(office)

    actions.reset_second_step(office.accounts["leader"].pk, actor=OPERATOR, at=LATER)

    assert browser.get("/").status_code == 302


def test_one_sees_and_ends_ones_sessions(office: Office) -> None:
    here, _ = signed_in("leader")
    there, _ = signed_in("leader", "Mozilla/5.0 (Linux; Android 14) Chrome/126.0 Mobile")
    text = here.get("/tai-khoan/bao-mat/").content.decode()
    assert "Edge, Windows" in text
    assert "Chrome, Android" in text

    other = next(
        one for one in here.get("/tai-khoan/bao-mat/").context["sessions"] if not one.is_this
    )
    here.post(f"/tai-khoan/phien/{other.id}/")

    assert there.get("/").status_code == 302
    assert here.get("/").status_code == 200
    assert office.accounts["leader"].pk


def test_all_other_sessions_end_at_once(office: Office) -> None:
    browsers = [signed_in("leader")[0] for _ in range(3)]

    browsers[0].post("/tai-khoan/phien/khac/")

    assert [one.get("/").status_code for one in browsers] == [200, 302, 302]
    assert office.accounts["leader"].pk


def test_nobody_ends_the_session_of_another(office: Office) -> None:
    theirs, _ = signed_in("leader")
    session = OpenSession.objects.get(account=office.accounts["leader"])

    answer = office.browser("clerk").post(f"/tai-khoan/phien/{session.pk}/")

    assert answer.status_code == 404
    assert theirs.get("/").status_code == 200


def test_a_reopened_account_is_signed_in_nowhere(office: Office) -> None:
    browser, _ = signed_in("leader")
    account_id = office.accounts["leader"].pk
    actions.close_account(account_id, actor=OPERATOR, at=NOW)
    actions.reopen_account(account_id, actor=OPERATOR, at=NOW)

    assert browser.get("/").status_code == 302
    assert signed_in("leader")[0].get("/").status_code == 200


def test_who_reads_the_table_of_sessions_is_nobody(office: Office) -> None:
    theirs, _ = signed_in("leader")
    cookie = theirs.cookies[settings.SESSION_COOKIE_NAME].value
    kept = [*Session.objects.values_list("session_key", flat=True)]
    kept += OpenSession.objects.values_list("key", flat=True)

    assert len(kept) == 2
    for key in (*kept, "", " "):
        thief = Client()
        thief.cookies[settings.SESSION_COOKIE_NAME] = key
        assert thief.get("/").status_code == 302
    assert cookie not in kept
    assert theirs.get("/").status_code == 200
    assert office.accounts["leader"].pk


def test_a_session_that_has_run_out_is_none(office: Office) -> None:
    browser, _ = signed_in("leader")
    assert Session.objects.update(expire_date=datetime(2020, 1, 1, tzinfo=UTC)) == 1

    assert browser.get("/").status_code == 302
    assert office.accounts["leader"].pk


def test_who_writes_the_table_of_sessions_becomes_nobody_else(office: Office) -> None:
    signed_in("leader")
    data = Session.objects.get().session_data
    clerk, _ = signed_in("clerk")
    mine = OpenSession.objects.get(account=office.accounts["clerk"]).key
    assert Session.objects.filter(session_key=mine).update(session_data=data) == 1

    assert clerk.get("/").status_code == 302


def test_the_session_is_still_known_after_a_change_of_password(office: Office) -> None:
    browser, _ = signed_in("leader")
    wanted = "trong-dam-gi-dep-bang-sen"
    browser.post("/mat-khau/", {"present": PASSWORD, "wanted": wanted, "again": wanted})

    (one,) = browser.get("/tai-khoan/bao-mat/").context["sessions"]

    assert one.is_this
    browser.post("/dang-xuat/")
    assert not OpenSession.objects.exists()
    assert office.accounts["leader"].pk


def test_a_token_is_shown_once_and_opens_the_api(office: Office) -> None:
    browser = office.browser("clerk")
    asked = {
        "label": "Máy thống kê",
        "scope": "read",
        "last_day": (NOW + timedelta(days=300)).date().isoformat(),
        "password": PASSWORD,
    }

    token = browser.post("/tai-khoan/ma/", asked).context["new_token"]

    assert token.startswith("keng_")
    assert token not in browser.get("/tai-khoan/bao-mat/").content.decode()
    assert ApiToken.objects.get().account_id == office.accounts["clerk"].pk
    browser.post(f"/tai-khoan/ma/{ApiToken.objects.get().pk}/")
    assert ApiToken.objects.get().ended_at is not None


def test_a_wrong_password_makes_no_token(office: Office) -> None:
    asked = {"label": "x", "scope": "read", "last_day": "2024-10-01", "password": "sai"}

    answer = office.browser("clerk").post("/tai-khoan/ma/", asked)

    assert answer.status_code == 422
    assert "Mật khẩu không đúng" in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_an_open_session_does_not_let_anybody_guess_the_password(office: Office) -> None:
    browser, wanted = office.browser("clerk"), "trong-dam-gi-dep-bang-sen"
    asked = {"present": "sai", "wanted": wanted, "again": wanted}
    for _ in range(5):
        assert browser.post("/mat-khau/", asked).status_code == 422

    answer = browser.post("/mat-khau/", asked | {"present": PASSWORD})

    assert answer.status_code == 422
    assert "quá nhiều lần" in answer.content.decode()
    office.accounts["clerk"].refresh_from_db()
    assert office.accounts["clerk"].check_password(PASSWORD)


def test_an_unknown_browser_is_called_nothing() -> None:
    assert browser_of("curl/8") == ""
