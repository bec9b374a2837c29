"""A paper from its first draft to its signed file, and what is refused on the way."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from keng.access.actors import AccountActor
from keng.documents import word
from keng.journal.models import Entry
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, Conflict, DomainError, NotAllowed, NotFound, WrongState
from keng.kernel.figures import CellKey
from keng.papers import actions as numbering
from keng.papers import queries as register
from keng.papers.queries import Filter
from keng.publishing import actions, pdf, queries
from keng.publishing.heads import Head
from keng.publishing.models import Paper, PaperFile
from keng.publishing.states import TABLE, Act, State, next_state
from keng.reporting.actions import ensure_submission

from .conftest import AT, YEAR, Cast, correct, write
from .test_report import _edited, lines

LATER = datetime(2025, 1, 20, 3, 0, tzinfo=UTC)
DAY = date(2025, 1, 10)
SIGNED = b"%PDF-1.7 signed"


@pytest.fixture
def draft(cast: Cast) -> Paper:
    """The commune's report of 2024 with nothing missing."""
    write(cast, "proposals", "Không.")
    return actions.draft_paper(cast.one, YEAR, "commune", actor=cast.clerk, at=AT)


@pytest.fixture
def approved(cast: Cast, draft: Paper) -> Paper:
    """The same, submitted by the clerk and approved by the leader."""
    submitted = actions.submit_paper(draft.pk, actor=cast.clerk, at=AT)
    return actions.approve_paper(draft.pk, revision=submitted.revision, actor=cast.leader, at=AT)


@pytest.fixture
def issued(cast: Cast, approved: Paper) -> Paper:
    """The same, issued as number 5."""
    return actions.issue_paper(approved.pk, number=5, day=DAY, actor=cast.clerk, at=AT)


def again(paper: Paper) -> Paper:
    return Paper.objects.get(pk=paper.pk)


def verbs(paper: Paper) -> list[str]:
    rows = Entry.objects.filter(stream=f"paper:{paper.pk}").order_by("n")
    return list(rows.values_list("verb", flat=True))


def text_of(paper: Paper, actor: AccountActor) -> list[str]:
    return lines(queries.content_of(paper.pk, actor=actor, at=AT))


def refused(paper: Paper, act: Callable[[], object], refusal: type[DomainError]) -> DomainError:
    """The act is refused and leaves paper, files and journal as they were."""
    before = (again(paper).revision, again(paper).state, paper.files.count(), verbs(paper))
    with pytest.raises(refusal) as told:
        act()
    after = (again(paper).revision, again(paper).state, paper.files.count(), verbs(paper))
    assert after == before
    return told.value


def test_a_draft_is_written_marked_and_kept_with_its_journal_line(cast: Cast, draft: Paper) -> None:
    view = queries.paper_view(draft.pk, actor=cast.clerk, at=AT)
    content = queries.content_of(draft.pk, actor=cast.clerk, at=AT)

    assert (view.state, view.state_label) == ("draft", "dự thảo")
    assert view.subject == "Kết quả chương trình thử năm 2024"
    assert view.number_line == "\u00a0" * 8 + "/BC-UBND"
    assert [file.kind for file in view.files] == ["built"]
    assert view.files[0].name == "BC-UBND-2024.docx"
    assert "DỰ THẢO" in lines(content)
    assert word.paper_id_of(content) == str(draft.pk)
    assert verbs(draft) == ["publishing.built"]


def test_only_who_enters_figures_of_the_unit_drafts_its_paper(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.draft_paper(cast.one, YEAR, "commune", actor=cast.other_clerk, at=AT)

    assert not Paper.objects.exists()
    assert not PaperFile.objects.exists()


def test_the_way_of_a_paper_is_one_table() -> None:
    for state in State:
        for act in Act:
            if (state, act) in TABLE:
                assert next_state(state, act) is TABLE[state, act]
            else:
                with pytest.raises(WrongState):
                    next_state(state, act)


def test_a_draft_with_gaps_is_not_submitted(cast: Cast) -> None:
    paper = actions.draft_paper(cast.one, YEAR, "commune", actor=cast.clerk, at=AT)

    told = refused(paper, lambda: actions.submit_paper(paper.pk, actor=cast.clerk, at=AT), BadInput)

    assert told.code == "paper_has_gaps"
    assert "[Chưa viết: Kiến nghị]" in told.message
    assert queries.paper_view(paper.pk, actor=cast.clerk, at=AT).gaps == ("[Chưa viết: Kiến nghị]",)


def test_a_gap_may_be_filled_in_word(cast: Cast) -> None:
    paper = actions.draft_paper(cast.one, YEAR, "commune", actor=cast.clerk, at=AT)
    content = queries.content_of(paper.pk, actor=cast.clerk, at=AT)
    edited = _edited(content, "[Chưa viết: Kiến nghị]", "Đề nghị cấp trên quan tâm.")

    actions.bring_back(paper.pk, edited, actor=cast.clerk, at=AT)
    submitted = actions.submit_paper(paper.pk, actor=cast.clerk, at=AT)

    assert submitted.state == "submitted"
    assert "Đề nghị cấp trên quan tâm." in text_of(paper, cast.clerk)
    assert verbs(paper) == ["publishing.built", "publishing.edited", "publishing.submitted"]


def test_a_file_brought_back_tells_what_was_typed_over_and_what_is_gone(
    cast: Cast, draft: Paper
) -> None:
    content = queries.content_of(draft.pk, actor=cast.clerk, at=AT)
    fields = word.read_fields(content)
    shares = [f for f in fields if f.source and f.source.view == "change_pct"]
    edited = _edited(content, ">tăng 02<", ">tăng 20<")
    edited = _edited(edited, f'"{shares[0].key}"', '"Heading"')
    edited = _edited(edited, f"· {shares[0].key}", "· mine")

    found = actions.bring_back(draft.pk, edited, actor=cast.clerk, at=AT)

    assert {f.text for f in found.typed_over} == {"tăng 20"}
    assert [f.key for f in found.lost] == [shares[0].key]


@pytest.mark.parametrize("change", ["other paper", "secret", "no word file"])
def test_a_foreign_secret_or_broken_file_is_not_taken_in(
    cast: Cast, draft: Paper, change: str
) -> None:
    content = queries.content_of(draft.pk, actor=cast.clerk, at=AT)
    edited = {
        "other paper": lambda: word.belonging_to(content, "999"),
        "secret": lambda: _edited(content, "1. Tình hình", "TỐI MẬT"),
        "no word file": lambda: b"%PDF-1.7",
    }[change]()

    refused(
        draft,
        lambda: actions.bring_back(draft.pk, edited, actor=cast.clerk, at=AT),
        DomainError,
    )


def test_a_draft_is_refreshed_from_the_figures_of_today(cast: Cast, draft: Paper) -> None:
    submission = ensure_submission(cast.one, "commune", YEAR, actor=cast.clerk, at=AT)
    correct(cast, submission.pk, cases=15)

    found = actions.refresh_paper(draft.pk, actor=cast.clerk, at=LATER)
    nothing = actions.refresh_paper(draft.pk, actor=cast.clerk, at=LATER)

    assert found.changed
    assert nothing.changed == ()
    assert "- Vụ việc: 15 vụ, tăng 05 vụ (50%) so với cùng kỳ." in text_of(draft, cast.clerk)
    assert verbs(draft) == ["publishing.built", "publishing.refreshed"]


def test_a_draft_is_written_anew_with_another_head(cast: Cast, draft: Paper) -> None:
    head = Head(profile="committee", signer="Lê Văn Thử", addressees=("Ban Chỉ đạo huyện",))

    actions.rewrite_paper(draft.pk, head=head, actor=cast.clerk, at=LATER)
    actions.rewrite_paper(draft.pk, actor=cast.clerk, at=LATER)  # the head is kept

    text = text_of(draft, cast.clerk)
    assert "BAN CHỈ ĐẠO CŨ" in text
    assert "Kính gửi: Ban Chỉ đạo huyện." in text
    assert "Lê Văn Thử" in text
    assert again(draft).series == "bcd"
    assert draft.files.count() == 3


def test_the_leader_approves_what_the_leader_has_seen(cast: Cast, draft: Paper) -> None:
    submitted = actions.submit_paper(draft.pk, actor=cast.clerk, at=AT)

    refused(
        draft,
        lambda: actions.approve_paper(draft.pk, revision=1, actor=cast.leader, at=AT),
        Conflict,
    )
    refused(
        draft,
        lambda: actions.approve_paper(
            draft.pk, revision=submitted.revision, actor=cast.clerk, at=AT
        ),
        NotAllowed,
    )
    approved = actions.approve_paper(
        draft.pk, revision=submitted.revision, actor=cast.leader, at=AT
    )

    assert approved.state == "approved"
    assert verbs(draft)[-1] == "publishing.approved"


def test_a_paper_is_given_back_with_a_reason_and_may_be_changed_again(
    cast: Cast, draft: Paper
) -> None:
    actions.submit_paper(draft.pk, actor=cast.clerk, at=AT)

    refused(
        draft,
        lambda: actions.give_back_paper(draft.pk, "  ", actor=cast.leader, at=AT),
        BadInput,
    )
    given = actions.give_back_paper(draft.pk, "Viết lại phần II", actor=cast.leader, at=AT)

    assert (given.state, given.give_back_reason) == ("draft", "Viết lại phần II")
    assert actions.submit_paper(draft.pk, actor=cast.clerk, at=AT).give_back_reason == ""


def test_an_issued_paper_has_number_and_day_no_draft_mark_and_a_frozen_snapshot(
    cast: Cast, issued: Paper
) -> None:
    text = text_of(issued, cast.clerk)
    fields = word.read_fields(queries.content_of(issued.pk, actor=cast.clerk, at=AT))

    assert "Số: 05/BC-UBND" in text
    assert "Một, ngày 10 tháng 01 năm 2025" in text
    assert any("(Kèm theo Báo cáo số 05/BC-UBND ngày 10 tháng 01" in line for line in text)
    assert "DỰ THẢO" not in text
    assert issued.snapshot is not None
    assert [row["key"] for row in issued.snapshot] == [f.key for f in fields]
    assert {"indicator": "cases", "view": "value", "exact": "12"}.items() <= issued.snapshot[
        0
    ].items()
    entry = Entry.objects.filter(verb=queries.ISSUED_VERB).get()
    assert entry.facts["snapshot"] == issued.snapshot_digest
    assert entry.facts["number"] == 5
    assert list(queries.problems()) == []


def test_an_issued_paper_never_changes_again(cast: Cast, issued: Paper) -> None:
    for act in (
        lambda: actions.refresh_paper(issued.pk, actor=cast.clerk, at=LATER),
        lambda: actions.rewrite_paper(issued.pk, actor=cast.clerk, at=LATER),
        lambda: actions.bring_back(issued.pk, b"", actor=cast.clerk, at=LATER),
        lambda: actions.give_back_paper(issued.pk, "Sai", actor=cast.leader, at=LATER),
        lambda: actions.issue_paper(issued.pk, actor=cast.clerk, at=LATER),
    ):
        refused(issued, act, WrongState)


def test_number_and_day_may_be_left_open_and_entered_once(cast: Cast, approved: Paper) -> None:
    actions.issue_paper(approved.pk, actor=cast.clerk, at=AT)
    assert "Số: " + "\u00a0" * 8 + "/BC-UBND" in text_of(approved, cast.clerk)

    actions.number_paper(approved.pk, 7, DAY, actor=cast.clerk, at=LATER)

    assert "Số: 07/BC-UBND" in text_of(approved, cast.clerk)
    refused(
        approved,
        lambda: actions.number_paper(approved.pk, 8, DAY, actor=cast.clerk, at=LATER),
        WrongState,
    )
    assert verbs(approved)[-2:] == ["publishing.issued", "publishing.numbered"]


def test_a_number_is_given_once_in_a_series_and_year(cast: Cast, issued: Paper) -> None:
    assert queries.suggested_number(cast.one, "ubnd", 2025) == 6
    assert queries.suggested_number(cast.one, "bcd", 2025) == 1
    assert queries.suggested_number(cast.one, "ubnd", 2026) == 1
    second = actions.draft_paper(cast.one, YEAR, "commune", actor=cast.clerk, at=AT)
    submitted = actions.submit_paper(second.pk, actor=cast.clerk, at=AT)
    actions.approve_paper(second.pk, revision=submitted.revision, actor=cast.leader, at=AT)

    told = refused(
        second,
        lambda: actions.issue_paper(second.pk, number=5, day=DAY, actor=cast.clerk, at=AT),
        Conflict,
    )

    assert "05/BC-UBND" in told.message
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.filter(pk=second.pk).update(
            state="issued",
            number=5,
            issued_year=2025,
            series="ubnd",
            snapshot=[],
            snapshot_digest="x",
        )
    assert issued.number == 5


def test_a_number_without_a_day_is_refused(cast: Cast, approved: Paper) -> None:
    refused(
        approved,
        lambda: actions.issue_paper(approved.pk, number=5, actor=cast.clerk, at=AT),
        BadInput,
    )


def test_without_approval_a_paper_is_issued_only_with_its_signed_file(
    cast: Cast, draft: Paper
) -> None:
    actions.submit_paper(draft.pk, actor=cast.clerk, at=AT)

    refused(
        draft,
        lambda: actions.issue_paper(draft.pk, number=5, day=DAY, actor=cast.clerk, at=AT),
        WrongState,
    )
    actions.issue_paper(draft.pk, number=5, day=DAY, signed=SIGNED, actor=cast.clerk, at=AT)

    assert queries.content_of(draft.pk, actor=cast.clerk, at=AT, kind="signed") == SIGNED
    assert again(draft).state == "issued"


def test_the_signed_file_comes_back_and_its_hash_is_kept(cast: Cast, issued: Paper) -> None:
    refused(
        issued,
        lambda: actions.attach_signed(issued.pk, b"GIF89a", actor=cast.clerk, at=LATER),
        BadInput,
    )
    file = actions.attach_signed(issued.pk, SIGNED, actor=cast.clerk, at=LATER)
    actions.attach_signed(issued.pk, SIGNED + b" again", actor=cast.clerk, at=LATER)

    assert file.name == "BC-UBND-2024.pdf"
    entry = Entry.objects.filter(verb="publishing.signed").first()
    assert entry is not None
    assert entry.facts["file"] == file.sha256
    assert issued.files.filter(kind="signed").count() == 2
    assert "Số: 05/BC-UBND" in text_of(issued, cast.clerk)  # the Word file is still the Word file


def test_later_corrections_are_shown_and_drafted_but_the_paper_stays(
    cast: Cast, issued: Paper
) -> None:
    assert queries.changes_since_issue(issued.pk, actor=cast.clerk, at=AT) == []
    with pytest.raises(BadInput):
        actions.draft_correction(issued.pk, actor=cast.clerk, at=LATER)
    submission = ensure_submission(cast.one, "commune", YEAR, actor=cast.clerk, at=AT)
    correct(cast, submission.pk, cases=14)

    changes = queries.changes_since_issue(issued.pk, actor=cast.clerk, at=LATER)
    correction = actions.draft_correction(issued.pk, actor=cast.clerk, at=LATER)

    assert {(c.indicator, c.view, c.printed, c.now) for c in changes} >= {
        ("cases", "value", "12", "14"),
        ("cases", "change", "tăng 02", "tăng 04"),
        ("cases", "change_pct", "20%", "40%"),
    }
    assert correction.corrects_id == issued.pk
    text = text_of(correction, cast.clerk)
    assert "Báo cáo này đính chính Báo cáo số 05/BC-UBND ngày 10/01/2025 như sau:" in text
    assert "- Vụ việc: đã báo cáo 12, nay là 14;" in text
    assert "- Vụ việc: 12 vụ, tăng 02 vụ (20%) so với cùng kỳ." in text_of(issued, cast.clerk)


def test_papers_are_seen_by_those_who_may_see_the_unit(cast: Cast, issued: Paper) -> None:
    assert [p.id for p in queries.papers_of(cast.one, actor=cast.officer, at=AT)] == [issued.pk]
    with pytest.raises(NotAllowed):
        queries.papers_of(cast.one, actor=cast.other_clerk, at=AT)
    with pytest.raises(NotAllowed):
        queries.content_of(issued.pk, actor=cast.other_clerk, at=AT)
    with pytest.raises(NotFound):
        queries.paper_view(999, actor=OPERATOR, at=AT)
    with pytest.raises(NotFound):
        queries.content_of(issued.pk, actor=cast.clerk, at=AT, kind="signed")


def test_verification_finds_a_changed_file_and_a_changed_snapshot(
    cast: Cast, issued: Paper, own_folder: Path
) -> None:
    file = issued.files.latest("n")
    place = own_folder / "files" / "papers" / file.sha256[:2] / file.sha256
    place.write_bytes(b"other")
    Paper.objects.filter(pk=issued.pk).update(snapshot=[{**(issued.snapshot or [{}])[0]}])

    found = {(p.table, p.what) for p in queries.problems()}

    assert found == {
        ("publishing_paperfile", "its stored file is gone or changed"),
        ("publishing_paper", "the snapshot is not what was issued"),
        ("publishing_paper", "khác với nhật ký: đã bị sửa ngoài Keng"),
    }
    place.unlink()
    with pytest.raises(NotFound, match="bản sao lưu"):
        queries.content_of(issued.pk, actor=cast.clerk, at=AT)


def test_a_file_row_is_never_changed_or_removed(issued: Paper) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        issued.files.update(name="x")
    with pytest.raises(IntegrityError), transaction.atomic():
        PaperFile.objects.filter(paper=issued).delete()


def test_the_snapshot_holds_the_figures_of_the_consolidation(issued: Paper) -> None:
    values = {
        (CellKey(row["indicator"], row["by"]), row["view"]): row["exact"]
        for row in issued.snapshot or []
    }

    assert values[CellKey("cases"), "value"] == "12"
    assert values[CellKey("cases"), "previous"] == "10"
    assert values[CellKey("area"), "value"] == "664.49"


def test_without_libreoffice_there_is_no_pdf_and_the_reason_is_told(
    cast: Cast, issued: Paper, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)

    told = refused(
        issued, lambda: actions.make_pdf(issued.pk, actor=cast.clerk, at=LATER), pdf.NoOffice
    )

    assert "chưa cài LibreOffice" in told.message
    assert pdf.office() is None


@pytest.mark.libreoffice
def test_a_pdf_is_made_once_beside_each_word_file(cast: Cast, issued: Paper) -> None:
    first = actions.make_pdf(issued.pk, actor=cast.clerk, at=LATER)
    second = actions.make_pdf(issued.pk, actor=cast.clerk, at=LATER)

    assert first.pk == second.pk
    content = queries.content_of(issued.pk, actor=cast.clerk, at=LATER, kind="pdf")
    assert content.startswith(b"%PDF-")
    assert first.name == "BC-UBND-2024.pdf"


def test_an_issued_paper_takes_its_number_in_the_register_and_is_filed(
    cast: Cast, approved: Paper
) -> None:
    issued = actions.issue_paper(approved.pk, number=5, day=DAY, actor=cast.clerk, at=AT)
    actions.attach_signed(issued.pk, SIGNED, actor=cast.clerk, at=AT)

    (filed,) = register.found_papers(Filter(), actor=cast.clerk, on=DAY)[:9]
    view = register.paper_view(filed.id, actor=cast.clerk, at=AT)
    assert (filed.line, filed.direction, view.issued_id) == ("05/BC-UBND", "sent", issued.pk)
    # Its form counts people: the file lies with the paper, which asks who opens it.
    assert (view.file_kept, view.sha256) == (False, sha256(SIGNED).hexdigest())
    assert queries.content_of(issued.pk, actor=cast.clerk, at=AT, kind="signed") == SIGNED
    (series,) = register.series_of(cast.clerk, on=DAY)
    assert (series.code, series.last, series.counts["outside"]) == ("ubnd", 5, 4)
    assert list(register.problems()) == []


def test_a_number_voided_in_the_register_is_not_given_to_a_paper(
    cast: Cast, approved: Paper
) -> None:
    series = numbering.open_series(cast.one, "ubnd", "UBND", DAY.year, actor=cast.clerk, at=AT)
    first = numbering.reserve_number(series.pk, "", actor=cast.clerk, at=AT)
    numbering.void_number(first.pk, "Ghi nhầm", actor=cast.clerk, at=AT)

    with pytest.raises(Conflict):
        actions.issue_paper(approved.pk, number=1, day=DAY, actor=cast.clerk, at=AT)

    approved.refresh_from_db()
    assert approved.state == State.APPROVED.value
