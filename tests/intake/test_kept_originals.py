"""An original that is kept: sealed, opened by its office only, each time noted, gone when taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction

from jobs_cast import worked_off
from keng.access.actors import AccountActor
from keng.intake import queries as room
from keng.intake.models import KeptOriginal, OriginalOpening, ReadReport
from keng.intake.reports import actions as reports
from keng.intake.reports.asking import ask_to_read
from keng.intake.reports.originals import actions, queries, sealing
from keng.intake.reports.originals.preparing import Keeping
from keng.intake.reports.originals.rows import discard_unkept
from keng.journal.models import Entry
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from reading_samples import PdfPage, a_pdf, typed_lines
from reports_cast import SECRET_PERSON, kept_with_original, paper_of, yearly
from web_cast import NOW, Office, an_office

SOON = NOW + timedelta(minutes=10)
LATE = NOW + timedelta(minutes=31)
Committed = Callable[..., Any]


@pytest.fixture
def office(db: None) -> Office:
    del db
    return an_office()


@pytest.fixture
def clerk(office: Office) -> AccountActor:
    return office.actor("clerk")


@pytest.fixture
def report(office: Office, clerk: AccountActor) -> ReadReport:
    return kept_with_original(office, clerk)


def everything_below(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


def verbs(report: ReadReport) -> list[str]:
    entries = Entry.objects.filter(stream=f"read_report:{report.pk}").order_by("n")
    return list(entries.values_list("verb", flat=True))


def test_nothing_of_it_lies_in_clear_and_the_hash_does(report: ReadReport) -> None:
    lying = everything_below(Path(settings.MEDIA_ROOT))

    assert b"%PDF" not in lying
    assert report.sha256
    assert sealing.opened("1-1-test", sealing.PAPER, sha256=report.sha256) == paper_of(2022)
    assert "intake.original_kept" in verbs(report)


def test_its_pages_open_to_the_office_for_half_an_hour_and_the_journal_says_so(
    clerk: AccountActor, report: ReadReport
) -> None:
    with pytest.raises(WrongState, match="chưa mở"):
        queries.covered_page(report.pk, 1, clerk, at=NOW)

    actions.open_original(report.pk, actor=clerk, at=NOW)

    assert queries.covered_page(report.pk, 1, clerk, at=SOON).startswith(b"\xff\xd8")
    with pytest.raises(WrongState, match="chưa mở"):
        queries.covered_page(report.pk, 1, clerk, at=LATE)
    with pytest.raises(NotFound):
        queries.covered_page(report.pk, 2, clerk, at=SOON)
    last = Entry.objects.filter(verb="intake.original_opened").get()
    assert (last.facts["what"], last.facts["page"], last.account_id) == (
        "covered",
        0,
        clerk.account_id,
    )
    assert list(room.problems()) == []


def test_an_opening_is_of_the_person_and_not_of_the_office(
    office: Office, clerk: AccountActor, report: ReadReport
) -> None:
    actions.open_original(report.pk, actor=clerk, at=NOW)

    with pytest.raises(WrongState, match="chưa mở"):
        queries.covered_page(report.pk, 1, office.actor("leader"), at=SOON)


def test_the_untouched_page_takes_an_act_of_its_own(
    clerk: AccountActor, report: ReadReport
) -> None:
    actions.open_original(report.pk, actor=clerk, at=NOW)
    covered = queries.covered_page(report.pk, 1, clerk, at=NOW)
    with pytest.raises(WrongState, match="chưa mở"):
        queries.untouched_page(report.pk, 1, clerk, at=NOW)

    actions.open_untouched(report.pk, 1, actor=clerk, at=NOW)

    assert queries.untouched_page(report.pk, 1, clerk, at=SOON) != covered
    with pytest.raises(NotFound):
        actions.open_untouched(report.pk, 7, actor=clerk, at=NOW)
    opened = OriginalOpening.objects.order_by("n").values_list("n", "what", "page")
    assert list(opened) == [(1, "covered", 0), (2, "page", 1)]


@pytest.mark.parametrize("login", ["officer", "keeper", "auditor", "other.clerk"])
def test_nobody_else_opens_it(office: Office, report: ReadReport, login: str) -> None:
    actor = office.actor(login)
    for act in (
        lambda: actions.open_original(report.pk, actor=actor, at=NOW),
        lambda: actions.open_untouched(report.pk, 1, actor=actor, at=NOW),
        lambda: actions.open_file(report.pk, actor=actor, at=NOW),
        lambda: actions.take_original_away(report.pk, "Hết cần", actor=actor, at=NOW),
        lambda: queries.covered_page(report.pk, 1, actor, at=NOW),
        lambda: queries.untouched_page(report.pk, 1, actor, at=NOW),
    ):
        with pytest.raises(NotAllowed):
            act()

    assert OriginalOpening.objects.count() == 0


def test_the_operator_of_the_machine_does_not_open_it(report: ReadReport) -> None:
    with pytest.raises(NotAllowed):
        actions.open_file(report.pk, actor=OPERATOR, at=NOW)


def test_the_level_above_learns_only_that_it_is_kept(office: Office, report: ReadReport) -> None:
    view = queries.original_of(report.pk, office.actor("officer"), at=NOW)

    assert view is not None
    assert (view.is_owner, view.may_open, view.is_open) == (False, False, False)


def test_the_file_itself_is_fetched_and_noted(clerk: AccountActor, report: ReadReport) -> None:
    name, content = actions.open_file(report.pk, actor=clerk, at=NOW)

    assert (name, content) == ("bc-2022.pdf", paper_of(2022))
    assert OriginalOpening.objects.get().what == "file"


def test_taken_away_it_is_gone_and_the_masked_text_stays(
    clerk: AccountActor, report: ReadReport, django_capture_on_commit_callbacks: Committed
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        actions.take_original_away(report.pk, " Hết thời hạn giữ ", actor=clerk, at=NOW)

    assert sealing.is_gone("1-1-test")
    assert sealing.names("") == set()
    kept = KeptOriginal.objects.get()
    assert (kept.reason, kept.taken_by_id) == ("Hết thời hạn giữ", clerk.account_id)
    assert "Hết thời hạn" not in str(list(Entry.objects.values_list("facts", flat=True)))
    with pytest.raises(NotFound, match="đã bỏ"):
        actions.open_original(report.pk, actor=clerk, at=NOW)
    assert ReadReport.objects.get().text.lines
    assert list(room.problems()) == []


def test_it_is_not_taken_away_without_a_reason(
    clerk: AccountActor, report: ReadReport, django_capture_on_commit_callbacks: Committed
) -> None:
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(BadInput, match="lý do"):
        actions.take_original_away(report.pk, "  ", actor=clerk, at=NOW)

    assert sealing.has_key("1-1-test")
    assert KeptOriginal.objects.get().taken_at is None


def test_what_failed_to_be_taken_away_is_still_there(
    clerk: AccountActor, report: ReadReport, django_capture_on_commit_callbacks: Committed
) -> None:
    """The key goes only when the row is certain."""
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        actions.take_original_away(report.pk, "Nhầm", actor=clerk, at=NOW)
        transaction.set_rollback(True)

    assert sealing.has_key("1-1-test")
    assert KeptOriginal.objects.get().taken_at is None


def test_a_reading_that_is_dropped_takes_its_original_with_it(
    clerk: AccountActor, report: ReadReport, django_capture_on_commit_callbacks: Committed
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        reports.drop_report(report.pk, actor=clerk, at=NOW)

    assert sealing.is_gone("1-1-test")
    assert verbs(report)[-2:] == ["intake.original_taken_away", "intake.report_dropped"]
    assert list(room.problems()) == []


def test_verification_names_a_file_that_was_changed_or_lost(report: ReadReport) -> None:
    place = Path(settings.MEDIA_ROOT) / "originals" / "1-1-test" / "paper"
    whole = place.read_bytes()
    pk = str(KeptOriginal.objects.get(report=report).pk)

    place.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    changed = [(one.table, one.id) for one in room.problems()]
    place.unlink()
    lost = [(one.table, one.id) for one in room.problems()]
    place.write_bytes(whole)

    assert changed == lost == [("intake_keptoriginal", pk)]
    assert list(room.problems()) == []


def test_verification_names_a_row_that_was_changed(report: ReadReport) -> None:
    KeptOriginal.objects.update(figures={"1": [1, [0, 0, 1, 1]]})

    assert [one.table for one in room.problems()] == ["intake_keptoriginal"]
    with pytest.raises(IntegrityError), transaction.atomic():
        KeptOriginal.objects.update(taken_at=NOW)  # without a reason
    assert report.pk


def test_verification_names_what_was_taken_away_and_is_still_there(
    clerk: AccountActor, report: ReadReport
) -> None:
    """The machine stopped between the row and the key."""
    actions.take_original_away(report.pk, "Hết cần", actor=clerk, at=NOW)

    assert ["vẫn còn" in one.what for one in room.problems()] == [True]


def test_a_sealed_file_opens_as_no_other(report: ReadReport) -> None:
    with pytest.raises(WrongState, match="hỏng hoặc bị thay"):
        sealing.opened("1-1-test", sealing.PAPER, sha256="0" * 64)
    assert report.sha256 != "0" * 64


def test_a_machine_without_the_key_says_so_and_verifies(
    clerk: AccountActor, report: ReadReport
) -> None:
    """As after a backup was put back: it holds the sealed file and no key."""
    (Path(settings.KENG_DIR) / "original-keys" / "1-1-test").unlink()
    actions.open_original(report.pk, actor=clerk, at=NOW)

    with pytest.raises(WrongState, match="không có khóa"):
        queries.covered_page(report.pk, 1, clerk, at=NOW)
    view = queries.original_of(report.pk, clerk, at=NOW)
    assert view is not None
    assert not view.may_open
    assert list(room.problems()) == []


def sent_in(office: Office, clerk: AccountActor, content: bytes, name: str) -> None:
    given = [(name, content)]
    ask_to_read(given, office_id=office.one, actor=clerk, at=NOW, keeping=Keeping.ORIGINAL)
    worked_off()


def test_a_job_keeps_it_only_where_it_was_asked(office: Office, clerk: AccountActor) -> None:
    ask_to_read([("a.pdf", paper_of(2021))], office_id=office.one, actor=clerk, at=NOW)
    worked_off()
    assert KeptOriginal.objects.count() == 0
    assert sealing.names("") == set()

    sent_in(office, clerk, paper_of(2022), "b.pdf")

    kept = KeptOriginal.objects.get()
    assert kept.report.name == "b.pdf"
    assert sealing.names("") == {kept.name}
    assert SECRET_PERSON.encode() not in everything_below(Path(settings.MEDIA_ROOT))
    assert list(room.problems()) == []


def test_a_paper_marked_secret_is_kept_in_no_way(office: Office, clerk: AccountActor) -> None:
    secret = a_pdf(PdfPage(typed_lines(f"MẬT\n{yearly(2022)}", size=10)))

    sent_in(office, clerk, secret, "mat.pdf")

    assert ReadReport.objects.count() == 0
    assert sealing.names("") == set()


def test_a_file_that_was_read_before_leaves_nothing_sealed(
    office: Office, clerk: AccountActor
) -> None:
    sent_in(office, clerk, paper_of(2022), "a.pdf")
    (kept,) = sealing.names("")

    sent_in(office, clerk, paper_of(2022), "b.pdf")

    assert sealing.names("") == {kept}


def test_an_original_is_kept_for_the_own_office_only(office: Office) -> None:
    with pytest.raises(NotAllowed, match="chính cơ quan"):
        ask_to_read(
            [("a.pdf", paper_of(2022))],
            office_id=office.one,
            actor=office.actor("officer"),
            at=NOW,
            keeping=Keeping.ORIGINAL,
        )


def test_what_a_killed_worker_left_is_removed(report: ReadReport) -> None:
    sealing.seal("1-1-killed", {sealing.PAPER: b"x"}, sha256="0" * 64)
    sealing.seal("11-1-other", {sealing.PAPER: b"x"}, sha256="0" * 64)

    discard_unkept("1-")

    assert sealing.names("") == {"1-1-test", "11-1-other"}
    assert report.pk
