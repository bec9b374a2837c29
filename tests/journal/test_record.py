"""Writing the journal: chained by stream, in the transaction of what it records."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from pytest_django import DjangoAssertNumQueries

from journal_cast import AT, CLERK, write
from keng.journal import actions, queries
from keng.journal.chain import BEGINNING
from keng.journal.models import Entry
from keng.journal.vocabulary import NotForTheJournal
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput

pytestmark = pytest.mark.django_db


def test_entries_of_a_stream_are_counted_and_chained() -> None:
    first = write()
    second = write(verb="reporting.submitted")

    assert (first.n, first.previous) == (1, BEGINNING)
    assert (second.n, second.previous) == (2, first.hash)
    assert list(queries.entries_of("submission:41")) == [first, second]


def test_each_stream_has_its_own_chain() -> None:
    write("submission:41")
    other = write("submission:42")

    assert (other.n, other.previous) == (1, BEGINNING)


def test_an_entry_keeps_who_when_and_on_which_legal_day() -> None:
    late = datetime(2026, 6, 30, 18, 0, tzinfo=UTC)  # one o'clock on 1 July in Vietnam

    entry = actions.record("unit:vn", "orgunits.renamed", actor=CLERK, at=late, facts={})

    entry.refresh_from_db()
    assert entry.account_id == 7
    assert entry.at == late
    assert entry.on == date(2026, 7, 1)


def test_the_operator_of_the_machine_stands_as_no_account() -> None:
    entry = actions.record("pack:antq", "packs.installed", actor=OPERATOR, at=AT, facts={})

    assert entry.account_id is None


def test_several_lines_of_one_stream_are_written_with_two_statements(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    lines = [("reporting.entered", {"figure": n}) for n in range(50)]
    write("submission:40")  # the key is made, read and found fitting on first use

    with django_assert_num_queries(2):
        entries = actions.record_many("submission:41", lines, actor=CLERK, at=AT)

    assert [entry.n for entry in entries] == list(range(1, 51))
    assert all(entry.pk for entry in entries)


def test_one_entry_costs_one_reading_and_one_writing_statement(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    write()  # the key is made, read and found fitting on first use

    with django_assert_num_queries(2):
        write()


def test_one_verb_across_streams_continues_each_chain() -> None:
    before = write("submission:41")

    entries = actions.record_across(
        "reporting.opened",
        {f"submission:{n}": {"round": 9} for n in (41, 42)},
        actor=CLERK,
        at=AT,
    )

    heads = {entry.stream: (entry.n, entry.previous) for entry in entries}
    assert heads == {
        "submission:41": (2, before.hash),
        "submission:42": (1, BEGINNING),
    }


@pytest.mark.django_db(transaction=True)
def test_the_journal_is_not_written_outside_a_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        write()

    assert not Entry.objects.exists()


def test_what_is_undone_leaves_no_entry() -> None:
    def refused_after_all() -> None:
        with transaction.atomic():
            write()
            raise BadInput("undone")

    with pytest.raises(BadInput):
        refused_after_all()

    assert not Entry.objects.exists()


def test_a_naive_moment_is_refused() -> None:
    naive = AT.replace(tzinfo=None)

    with pytest.raises(BadInput):
        actions.record("unit:vn", "orgunits.renamed", actor=CLERK, at=naive, facts={})

    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "text",
    [
        "Nguyễn Văn A",
        "da xong",
        "Quang Khai",
        "ghi chú",
        "a,b c",
        "line\nbreak",
        "code\n",
        "x" * 161,
    ],
)
def test_free_text_and_names_are_refused(text: str) -> None:
    with pytest.raises(NotForTheJournal) as refusal:
        write(reason=text)

    assert text not in str(refusal.value)  # the message itself must not carry it into a log
    assert not Entry.objects.exists()


@pytest.mark.parametrize("value", [1.5, b"x", object(), {"a": 0.1}, ["ok", "not ok"]])
def test_what_is_not_a_reference_is_refused_wherever_it_hides(value: object) -> None:
    with pytest.raises(NotForTheJournal):
        write(value=value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "cases_total",
        "units_classified[class=xuat_sac;unit_kind=commune]",
        "2024H1",
        "2024Q3",
        "2024-08",
        "2024-01/2024-08@nd09",
        "2024H1@nd09",
        "2025-07-01",
        "2025-07-01T00:00:00+07:00",
        "2026-03-02T03:04:05.678901Z",
        "1.2.0",
        "antq@1.2.0",
        "9f" * 32,
    ],
)
def test_codes_periods_days_moments_and_digests_are_welcome(text: str) -> None:
    entry = write(value=text)

    entry.refresh_from_db()
    assert entry.facts == {"value": text}


@pytest.mark.parametrize("stream", ["submission", "Submission:1", "submission:", "unit:Tứ Kỳ"])
def test_a_stream_is_a_kind_and_a_reference(stream: str) -> None:
    with pytest.raises(NotForTheJournal):
        write(stream)


def test_the_database_itself_refuses_to_change_an_entry() -> None:
    write()

    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.update(account_id=F("n"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.all().delete()

    assert Entry.objects.get().account_id == 7


def test_a_job_with_a_cursor_reads_on_from_where_it_was() -> None:
    entries = [write(f"submission:{n}") for n in (1, 2, 3)]

    assert queries.entries_after(entries[0].pk, limit=1) == [entries[1]]
    assert queries.entries_after(entries[1].pk, limit=9) == [entries[2]]


def test_what_one_account_did_can_be_asked_by_day() -> None:
    mine = write()
    actions.record("unit:vn", "orgunits.renamed", actor=OPERATOR, at=AT, facts={})

    day = date(2026, 3, 2)
    assert list(queries.entries_by(7, first=day, last=day)) == [mine]
    assert not queries.entries_by(7, first=date(2026, 3, 3), last=date(2026, 3, 4)).exists()


@pytest.mark.django_db(transaction=True)
def test_writers_on_different_streams_do_not_wait_for_each_other() -> None:
    if connection.vendor == "sqlite":  # one writer at a time: nothing to wait for but the file
        assert connection.settings_dict["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
        return

    def elsewhere() -> int:
        with closing(connection), transaction.atomic():
            return write("submission:42").n

    with ThreadPoolExecutor(1) as other, transaction.atomic():
        write("submission:41")  # not committed while the other writes
        n = other.submit(elsewhere).result(timeout=5)

    assert n == 1
    assert Entry.objects.count() == 2


def test_the_newest_entries_are_found_by_stream_kind_verb_and_account() -> None:
    one = write("submission:4", "reporting.submit")
    two = write("submission:41", "reporting.accept")
    three = actions.record("unit:vn", "orgunits.rename", actor=OPERATOR, at=AT, facts={})

    assert queries.recent() == [three, two, one]
    assert queries.recent(before_id=two.pk) == [one]
    assert queries.recent(limit=1) == [three]
    assert queries.recent(stream="submission:4") == [one]
    assert queries.recent(stream="submission:") == [two, one]
    assert queries.recent(verb="accept") == queries.recent(verb="reporting.accept") == [two]
    assert queries.recent(account_ids=[7]) == [two, one]
    assert queries.recent(account_ids=[]) == []
