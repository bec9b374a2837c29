"""The journal for an auditor: found, carried away, proved."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

from jobs_cast import worked_off
from keng.access import actions as access
from keng.db.dialects import AppendOnly
from keng.jobs.models import Job
from keng.journal import queries
from keng.journal.models import Entry
from keng.kernel.actors import OPERATOR
from keng.orgunits.vocabulary import NATION_KEY
from keng.reporting import actions
from keng.verifying.actions import held_now, record_check
from reporting_cast import cells
from web_cast import NOW, SETUP, Office, vouch_for_the_programme


@pytest.fixture(autouse=True)
def near(office: Office) -> None:
    """The auditor of the province also audits huyện Bắc: near enough to read all of its forms."""
    account = office.accounts["auditor"].pk
    access.grant(account, "auditor", unit_id=office.north, actor=OPERATOR, at=SETUP)


@pytest.fixture
def far(office: Office) -> Client:
    """An auditor of the province only: two levels above the communes."""
    made = access.create_account("far", unit_id=office.province, actor=OPERATOR, at=SETUP)
    access.grant(made.pk, "auditor", unit_id=office.province, actor=OPERATOR, at=SETUP)
    client = Client()
    client.force_login(made)
    return client


@pytest.fixture
def stream(office: Office) -> str:
    """The stream of the form of xã Một, with an entry of its clerk."""
    actions.enter(office.draft.pk, cells(fires=2), actor=office.actor("clerk"), at=NOW)
    return f"submission:{office.draft.pk}"


def rows(response: Any) -> list[dict[str, str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_from_far_above_the_kind_of_work_on_a_form_is_neither_told_nor_found(
    stream: str, far: Client
) -> None:
    seen = far.get(f"/nhat-ky/luong/?stream={stream}")
    listed = {one.verb for one in far.get("/nhat-ky/").context["entries"]}
    by_verb = far.get("/nhat-ky/?verb=enter").context["entries"]
    opened = far.get("/nhat-ky/?verb=reporting.open").context["entries"]

    assert [(one.verb, one.facts, one.is_altered) for one in seen.context["entries"]][1:] == [
        ("reporting.worked", "", False)
    ]
    assert "chỉ thấy các bước" in seen.content.decode()
    assert "bang-chung.json" not in seen.content.decode()
    assert "reporting.worked" in listed
    assert "reporting.enter" not in listed
    assert by_verb == []
    assert stream in {one.stream for one in opened}
    assert far.get(f"/nhat-ky/bang-chung.json?stream={stream}").status_code == 403
    assert "reporting.enter" not in {one["verb"] for one in rows(far.get("/nhat-ky/tai.csv"))}


def test_entries_are_found_by_unit_and_day(office: Office, stream: str) -> None:
    auditor = office.browser("auditor")

    of_unit = auditor.get("/nhat-ky/?unit=xã+Một&verb=enter").context["entries"]
    before = auditor.get("/nhat-ky/?unit=xã+Một&verb=enter&last=2024-09-01").context["entries"]
    of_other = auditor.get("/nhat-ky/?unit=xã+Hai&verb=enter").context["entries"]

    assert [one.stream for one in of_unit] == [stream]
    assert of_unit[0].url == f"/bieu/{office.draft.pk}/"
    assert before == of_other == []


def test_all_entries_leave_as_a_table_not_only_those_of_the_page(office: Office) -> None:
    for number in range(120):
        actions.enter(office.draft.pk, cells(fires=number), actor=office.actor("clerk"), at=NOW)

    found = rows(office.browser("auditor").get("/nhat-ky/tai.csv?verb=enter"))

    assert len(found) == Entry.objects.filter(verb="reporting.enter").count() == 120
    assert {len(one["hash"]) for one in found} == {64}


def test_a_stream_shows_its_hashes_and_that_they_hold(office: Office, stream: str) -> None:
    response = office.browser("auditor").get(f"/nhat-ky/luong/?stream={stream}")

    assert [one.n for one in response.context["entries"]] == list(
        range(1, queries.entries_of(stream).count() + 1)
    )
    assert "đều khớp" in response.content.decode()


def test_an_altered_entry_is_shown_loudly(office: Office, stream: str) -> None:
    with connection.cursor() as cursor:
        for sql in AppendOnly("journal_entry").drop_sql(connection):
            cursor.execute(sql)
        cursor.execute("UPDATE journal_entry SET facts = '{}' WHERE stream = %s", [stream])

    auditor = office.browser("auditor")

    assert "ĐÃ BỊ SỬA" in auditor.get("/nhat-ky/").content.decode()
    told = auditor.get(f"/nhat-ky/luong/?stream={stream}").content.decode()
    assert "nội dung đã bị sửa" in told
    assert "ĐÃ BỊ SỬA" in told


def test_the_proof_of_a_stream_is_carried_away(office: Office, stream: str) -> None:
    response = office.browser("auditor").get(f"/nhat-ky/bang-chung.json?stream={stream}")

    proof = json.loads(response.content)
    assert (proof["format"], proof["stream"]) == ("keng-proof-1", stream)
    assert "attachment" in response.headers["Content-Disposition"]


@pytest.mark.parametrize("page", ["luong/", "bang-chung.json"])
def test_an_auditor_of_one_province_reads_no_stream_of_the_country(
    page: str, office: Office
) -> None:
    auditor = office.browser("auditor")

    assert auditor.get(f"/nhat-ky/{page}?stream=unit:{NATION_KEY}").status_code == 403
    assert auditor.get(f"/nhat-ky/{page}?stream=submission:9999").status_code == 404


def recorded(problems: int = 0, *, days_ago: int = 0) -> None:
    at = NOW - timedelta(days=days_ago)
    took = timedelta(seconds=90)
    record_check(held_now(at), problems, took=took, actor=OPERATOR, at=at)


@pytest.mark.parametrize("login", ["auditor", "keeper"])
def test_who_watches_is_told_at_home_that_nothing_was_ever_verified(
    login: str, office: Office
) -> None:
    told = office.browser(login).get("/").content.decode()

    assert "Chưa lần nào dữ liệu được kiểm tra toàn bộ" in told
    assert "không phải quy định của pháp luật" in told
    assert "kiem-tra" not in office.browser("clerk").get("/").content.decode()


def test_a_recent_run_without_problems_is_told_without_a_warning(office: Office) -> None:
    recorded(days_ago=6)

    check = office.browser("auditor").get("/").context["check"]

    assert (check.tone, check.warnings) == ("good", [])
    assert (check.latest.who, check.latest.took) == (
        "người vận hành máy chủ",
        "1 phút 30 giây",
    )


@pytest.mark.parametrize(
    ("problems", "days_ago", "tone", "words"),
    [
        (0, 8, "warn", ["quá 7 ngày"]),
        (2, 0, "error", ["2 vấn đề"]),
        (2, 8, "error", ["2 vấn đề", "quá 7 ngày"]),
    ],
)
def test_an_old_run_or_one_with_problems_is_warned_of(
    problems: int, days_ago: int, tone: str, words: list[str], office: Office
) -> None:
    recorded(problems, days_ago=days_ago)

    for address in ("/", "/nhat-ky/"):
        check = office.browser("auditor").get(address).context["check"]
        assert check.tone == tone
        assert len(check.warnings) == len(words)
        assert all(word in told for word, told in zip(words, check.warnings, strict=True))


def test_the_number_of_days_is_a_setting(office: Office, settings: Settings) -> None:
    settings.VERIFY_EVERY_DAYS = 30
    recorded(days_ago=8)

    assert office.browser("auditor").get("/").context["check"].tone == "good"


def test_the_journal_lists_the_earlier_runs(office: Office) -> None:
    for days in (9, 3, 1):
        recorded(days_ago=days)

    check = office.browser("auditor").get("/nhat-ky/").context["check"]

    assert [one.at for one in check.earlier] == [NOW - timedelta(days=n) for n in (3, 9)]


@pytest.mark.parametrize("login", ["auditor", "keeper"])
def test_a_whole_verification_is_asked_for_and_watched(login: str, office: Office) -> None:
    vouch_for_the_programme()
    browser = office.browser(login)

    answer = browser.post("/viec/moi/kiem-tra/")
    worked_off()

    page = browser.get(answer.headers["Location"]).content.decode()
    assert "Kiểm tra toàn bộ dữ liệu" in page
    assert "0 vấn đề" in page
    assert "không có vấn đề" in browser.get("/").content.decode()


def test_the_page_of_a_run_names_the_rows_that_do_not_hold(office: Office) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE access_account SET is_active = NOT is_active WHERE login = 'leader'")
    browser = office.browser("auditor")

    answer = browser.post("/viec/moi/kiem-tra/")
    worked_off()

    page = browser.get(answer.headers["Location"]).content.decode()
    assert f"access_account {office.accounts['leader'].pk}" in page
    assert "Bảng và dòng" in page


@pytest.mark.parametrize("login", ["clerk", "officer", "stranger"])
def test_nobody_else_asks_for_a_verification(login: str, office: Office) -> None:
    assert office.browser(login).post("/viec/moi/kiem-tra/").status_code == 403
    assert not Job.objects.exists()
