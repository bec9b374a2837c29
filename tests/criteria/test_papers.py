"""Papers of recognition: what they say, what they hold back, how a decision gets its number."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.conf import LazySettings

from criteria_cast import a_criteria_pack
from keng.criteria import actions as criteria
from keng.criteria.models import Assessment, Decision
from keng.documents import word
from keng.kernel.errors import BadInput, Conflict, NotAllowed, NotFound
from keng.packs.content import content_of
from keng.packs.models import PackVersion
from keng.publishing import actions, queries, recognition
from keng.publishing.heads import Head, SignedBy
from keng.publishing.models import Paper
from keng.publishing.recognition import About, BuiltPaper, PaperKind
from keng.reporting.models import Submission
from publishing_cast import PROFILES

from .conftest import (
    AT,
    HEAD,
    LATER,
    SPRING,
    Cast,
    correct,
    decide,
    decided,
    report,
    reviewed,
    submitted,
)

DAY = date(2025, 1, 6)
ANSWERS = (
    ("basis", "Căn cứ văn bản A\nTheo đề nghị tại Tờ trình số 02/TTr-HĐ"),
    ("met_at", "8 giờ ngày 05/01/2025"),
    ("met_where", "Trụ sở xã"),
)


@pytest.fixture(autouse=True)
def _programme(cast: Cast, settings: LazySettings, tmp_path: Path) -> None:
    """The programme says how people's committees head and sign their papers."""
    assert cast
    settings.MEDIA_ROOT = str(tmp_path)
    content = content_of(a_criteria_pack(profiles=PROFILES))
    PackVersion.objects.create(code="sample", version="9", content=content, digest="9" * 64)


def built(kind: PaperKind, about: int, cast: Cast, head: Head | None = None) -> BuiltPaper:
    given = head or Head()
    return recognition.build(kind, about, actor=cast.leader, at=AT, head=given)


def text_of(paper: BuiltPaper) -> str:
    return "\n".join(word.paragraphs_of(paper.content))


def issued(made: Decision, cast: Cast, number: int | None = 7) -> Paper:
    """The paper of a decision from its draft to its number."""
    head = Head(lines=ANSWERS)
    kind, who = PaperKind.DECISION, {"actor": cast.leader, "at": AT}
    paper = actions.draft_recognition(kind, made.pk, head=head, **who)
    paper = actions.submit_paper(paper.pk, **who)
    actions.approve_paper(paper.pk, revision=paper.revision, **who)
    return actions.issue_paper(paper.pk, number=number, day=DAY if number else None, **who)


def test_a_decision_prints_its_list_and_in_whose_name_it_is_signed(cast: Cast) -> None:
    paper = built(PaperKind.DECISION, decided(cast).pk, cast)

    text = text_of(paper)
    assert "Công nhận 01 đơn vị là bộ kdc năm 2024 (có danh sách kèm theo)." in text
    assert "Thôn Đầu" in text
    assert "TM. ỦY BAN NHÂN DÂN" in text
    assert "ỦY BAN NHÂN DÂN XÃ MỘT" in text
    assert "CHỦ TỊCH ỦY BAN" not in text
    assert paper.issuer.symbol == "QĐ-UBND"
    assert paper.unit_id == cast.one


def test_a_chairman_who_decides_himself_stands_over_the_decision(cast: Cast) -> None:
    head = replace(HEAD, authority="CHỦ TỊCH", signer_post="Nguyễn")
    made = decide(reviewed(cast).run, cast.leader, head=head)

    assert "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MỘT" in text_of(built(PaperKind.DECISION, made.pk, cast))


def test_a_deputy_signs_under_both_lines(cast: Cast) -> None:
    head = replace(HEAD, authority="TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH", signer_post="Phó Chủ tịch")
    made = decide(reviewed(cast).run, cast.leader, head=head)

    signature = built(PaperKind.DECISION, made.pk, cast).issuer.signature

    assert signature.authority == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH")
    assert signature.title == "Phó Chủ tịch"


def test_by_order_is_given_with_the_head_of_the_paper(cast: Cast) -> None:
    lines = (("authority", "TL. CHỦ TỊCH"), ("signer_title", "CHÁNH VĂN PHÒNG"))

    paper = built(PaperKind.DECISION, decided(cast).pk, cast, Head(lines=lines))

    assert "TL. CHỦ TỊCH" in text_of(paper)
    assert "CHÁNH VĂN PHÒNG" in text_of(paper)


def test_who_is_not_recognised_stands_in_a_list_with_the_reason(cast: Cast) -> None:
    text = text_of(built(PaperKind.DECISION, decided(cast, but="K1").pk, cast))

    assert "Không có đơn vị nào được công nhận" in text
    assert "DANH SÁCH KHÔNG ĐƯỢC CÔNG NHẬN" in text
    assert "Có nghị quyết" in text


def test_of_an_attested_clause_the_list_names_only_the_group(cast: Cast) -> None:
    text = text_of(built(PaperKind.DECISION, decided(cast, but="K2").pk, cast))

    assert "Không có vụ việc thuộc khoản 3" not in text
    assert "K2" not in text
    assert "Chung" in text


def test_what_the_law_does_not_say_keeps_a_draft_from_being_submitted(cast: Cast) -> None:
    made = decided(cast)
    paper = actions.draft_recognition(PaperKind.DECISION, made.pk, actor=cast.leader, at=AT)

    with pytest.raises(BadInput) as refusal:
        actions.submit_paper(paper.pk, actor=cast.leader, at=AT)

    assert refusal.value.code == "paper_has_gaps"
    assert Paper.objects.get(pk=paper.pk).state == "draft"


def test_a_decision_takes_the_number_and_day_of_its_issued_paper(cast: Cast) -> None:
    made = decided(cast)

    paper = issued(made, cast)

    made.refresh_from_db()
    assert (made.number, made.on) == (7, DAY)
    text = "\n".join(word.paragraphs_of(queries.content_of(paper.pk, actor=cast.leader, at=AT)))
    assert "Số: 07/QĐ-UBND" in text
    assert "DỰ THẢO" not in text
    assert list(queries.problems()) == []


def test_a_paper_issued_with_room_for_its_number_numbers_the_decision_later(cast: Cast) -> None:
    made = decided(cast)
    paper = issued(made, cast, number=None)
    made.refresh_from_db()
    assert made.number is None

    actions.number_paper(paper.pk, 8, DAY, actor=cast.leader, at=AT)

    made.refresh_from_db()
    assert made.number == 8


def test_a_decision_that_has_a_number_is_not_issued_under_another(cast: Cast) -> None:
    made = decide(reviewed(cast).run, cast.leader, head=replace(HEAD, number=3))

    with pytest.raises(Conflict):
        issued(made, cast, number=7)

    made.refresh_from_db()
    assert made.number == 3
    assert not Paper.objects.filter(state="issued").exists()


def test_nobody_numbers_the_decision_of_another_unit(cast: Cast) -> None:
    made = decided(cast)

    with pytest.raises(NotAllowed):
        criteria.number_decision(made.pk, 7, DAY, actor=cast.other_clerk, at=AT)

    made.refresh_from_db()
    assert made.number is None


def test_a_certificate_stands_on_a_page_for_each_and_asks_for_the_number(cast: Cast) -> None:
    made = decided(cast)
    assert any("số quyết định" in gap for gap in built(PaperKind.CERTIFICATES, made.pk, cast).gaps)
    issued(made, cast)

    paper = built(PaperKind.CERTIFICATES, made.pk, cast)

    assert not paper.gaps
    text = text_of(paper)
    assert text.count("GIẤY CÔNG NHẬN") == 1
    assert "Thôn Đầu" in text
    assert "Quyết định số 07/QĐ-UBND ngày 06 tháng 01 năm 2025" in text


def test_a_decision_that_recognises_nobody_has_no_certificates(cast: Cast) -> None:
    made = decided(cast, but="K1")

    with pytest.raises(BadInput) as refusal:
        built(PaperKind.CERTIFICATES, made.pk, cast)

    assert refusal.value.code == "nobody_recognised"


def test_to_revoke_is_a_decision_that_names_the_first_and_says_why(cast: Cast) -> None:
    made = decided(cast)
    issued(made, cast)
    other = criteria.revoke(made.pk, HEAD, "Phát hiện sai sót", actor=cast.leader, at=LATER)

    text = text_of(built(PaperKind.DECISION, other.pk, cast))

    assert "Thu hồi kết quả công nhận" in text
    assert "Quyết định số 07/QĐ-UBND ngày 06/01/2025" in text
    assert "Phát hiện sai sót" in text
    assert "Thôn Đầu" in text


def test_a_delegated_decision_cites_by_what_it_was_delegated(cast: Cast) -> None:
    run = criteria.open_run("xa", 2024, cast.district, actor=cast.chief, at=SPRING)
    report(cast.one, "2023", fires=2)
    report(cast.one, "2024", fires=1, offenders=3)
    found = criteria.register("xa", 2024, cast.one, actor=cast.clerk, at=SPRING)
    basis = "Quyết định ủy quyền số 9"
    criteria.delegate(run.pk, cast.one, basis, since=DAY, actor=cast.chief, at=AT)
    _hand_in(found, cast)
    criteria.agree(found.pk, {}, "Họp.", actor=cast.leader, at=AT)
    made = decide(run, cast.leader)

    text = text_of(built(PaperKind.DECISION, made.pk, cast))

    assert "Căn cứ Quyết định ủy quyền số 9 của huyện Bắc" in text


def test_minutes_name_posts_who_stepped_aside_and_what_was_agreed(cast: Cast) -> None:
    found = submitted(cast)
    seat = criteria.appoint_member(found.run_id, "Mặt trận", cast.one, actor=cast.leader, at=AT)
    reason = "Có liên quan"
    criteria.step_aside(found.pk, reason, member_id=seat.pk, actor=cast.clerk, at=AT)
    criteria.agree(found.pk, {}, "Họp ngày 05/01.", actor=cast.leader, at=AT)

    paper = built(PaperKind.MINUTES, found.run_id, cast, Head(lines=ANSWERS))

    text = text_of(paper)
    assert "Thành viên: Mặt trận, xã Một" in text
    assert "Không tham gia xét thôn Đầu vì có liên quan" in text
    assert reason not in text
    assert "Ý kiến thống nhất: Họp ngày 05/01." in text
    assert "CHỦ TỌA" in text
    assert not paper.gaps


def test_a_proposal_addresses_who_decides_and_tells_who_is_left_out(cast: Cast) -> None:
    found = reviewed(cast)

    paper = built(PaperKind.PROPOSAL, found.run_id, cast)

    text = text_of(paper)
    assert "Kính gửi: Ủy ban nhân dân xã Một." in text
    assert "Thôn Giữa" in text
    assert "Chưa đăng ký." in text
    assert paper.issuer.symbol == "TTr-HĐ"


def test_results_lead_each_figure_to_its_source(cast: Cast) -> None:
    found = submitted(cast)

    paper = built(PaperKind.RESULTS, found.pk, cast)

    [now, before] = paper.fields
    assert (now.text, before.text) == ("1", "2")
    assert now.source is not None
    assert (now.source.indicator, now.source.period) == ("fires", "2024")
    assert before.source is not None
    assert before.source.period == "2023"
    text = text_of(paper)
    assert "Đạt 5/5 tiêu chí được áp dụng" in text
    assert "K5. Số vụ cháy không tăng" in text


def test_results_tell_attested_clauses_as_a_group(cast: Cast) -> None:
    text = text_of(built(PaperKind.RESULTS, submitted(cast).pk, cast))

    assert "Các nội dung chỉ xác nhận của nhóm “Chung”" in text
    assert "Không có vụ việc thuộc khoản 3" not in text


def test_of_a_small_total_results_print_what_is_public_of_it(cast: Cast) -> None:
    # Nobody else reported: the 3 are all of the district, and a part of "<5" is not told.
    report(cast.one, "2024", fires=1, offenders=3)
    found = criteria.register("xa", 2024, cast.one, actor=cast.clerk, at=SPRING)

    paper = built(PaperKind.RESULTS, found.pk, cast)

    [few] = [one for one in paper.fields if one.source and one.source.indicator == "offenders"]
    assert few.text == "…"
    assert few.source is not None
    assert few.source.exact == ""


def test_results_are_written_by_the_unit_its_manager_or_the_council(cast: Cast) -> None:
    found = submitted(cast)
    actions.draft_recognition(PaperKind.RESULTS, found.pk, actor=cast.head, at=AT)
    actions.draft_recognition(PaperKind.RESULTS, found.pk, actor=cast.clerk, at=AT)

    with pytest.raises(NotAllowed):
        actions.draft_recognition(PaperKind.RESULTS, found.pk, actor=cast.other_clerk, at=AT)

    assert Paper.objects.count() == 2


def test_a_village_without_a_symbol_numbers_no_papers(cast: Cast) -> None:
    found = submitted(cast)

    paper = actions.draft_recognition(PaperKind.RESULTS, found.pk, actor=cast.head, at=AT)

    view = queries.paper_view(paper.pk, actor=cast.head, at=AT)
    assert view.number_line == ""
    assert view.files[0].name == "recognition-results-2024.docx"
    assert any("chức vụ người ký" in gap.lower() for gap in view.gaps)


def test_issued_results_say_what_has_changed_since(cast: Cast) -> None:
    found = submitted(cast)
    head = Head(lines=(*ANSWERS, ("signer_title", "TRƯỞNG THÔN")))
    who = {"actor": cast.head, "at": AT}
    paper = actions.draft_recognition(PaperKind.RESULTS, found.pk, head=head, **who)
    content = queries.content_of(paper.pk, **who)
    given = [line for line in word.paragraphs_of(content) if "chưa rõ" in line]
    assert given == []
    actions.submit_paper(paper.pk, **who)
    actions.issue_paper(paper.pk, signed=b"%PDF-1.7 signed", **who)
    assert queries.changes_since_issue(paper.pk, **who) == []

    correct(_sheet(cast), LATER, fires=4)

    [change] = queries.changes_since_issue(paper.pk, actor=cast.head, at=LATER)
    assert (change.printed, change.now) == ("1", "4")


def test_a_draft_is_written_anew_and_not_refilled(cast: Cast) -> None:
    found = submitted(cast)
    who = {"actor": cast.head, "at": AT}
    paper = actions.draft_recognition(PaperKind.RESULTS, found.pk, **who)

    with pytest.raises(BadInput) as refusal:
        actions.refresh_paper(paper.pk, **who)
    assert refusal.value.code == "write_anew"

    again = actions.rewrite_paper(paper.pk, head=Head(signed_by=SignedBy.HEAD), **who)
    assert again.revision == 2
    assert again.about_id == found.pk


def test_what_was_answered_once_stays_when_a_paper_is_written_anew(cast: Cast) -> None:
    made, who = decided(cast), {"actor": cast.leader, "at": AT}
    head = Head(lines=ANSWERS)
    paper = actions.draft_recognition(PaperKind.DECISION, made.pk, head=head, **who)

    actions.rewrite_paper(paper.pk, head=Head(signer="Nguyễn Văn A"), **who)

    assert queries.paper_view(paper.pk, **who).gaps == ()
    text = "\n".join(word.paragraphs_of(queries.content_of(paper.pk, **who)))
    assert "Căn cứ văn bản A" in text
    assert "Nguyễn Văn A" in text


def test_a_decision_is_not_corrected_by_a_report(cast: Cast) -> None:
    paper = issued(decided(cast), cast)

    with pytest.raises(BadInput) as refusal:
        actions.draft_correction(paper.pk, actor=cast.leader, at=AT)

    assert refusal.value.code == "amend_instead"


def test_papers_about_a_decision_are_found_again(cast: Cast) -> None:
    made = decided(cast)
    paper = issued(made, cast)

    found = queries.recognition_papers(About.DECISION, made.pk, actor=cast.leader, at=AT)
    far = queries.recognition_papers(About.DECISION, made.pk, actor=cast.other_clerk, at=AT)

    assert [one.id for one in found] == [paper.pk]
    assert far == []


def test_another_commune_writes_no_papers_of_the_run(cast: Cast) -> None:
    made = decided(cast)

    for kind, about in ((PaperKind.DECISION, made.pk), (PaperKind.MINUTES, made.run_id)):
        with pytest.raises(NotAllowed):
            actions.draft_recognition(kind, about, actor=cast.other_clerk, at=AT)

    assert not Paper.objects.exists()


def test_unknown_kinds_and_subjects_are_named_with_what_there_is(cast: Cast) -> None:
    assert cast
    with pytest.raises(NotFound, match="recognition-decision"):
        recognition.kind_of("decision")
    with pytest.raises(NotFound, match="assessment"):
        recognition.about_of("unit")


def _hand_in(found: Assessment, cast: Cast) -> None:
    criteria.claim(found.pk, "X1", criteria.ClaimInput("met"), actor=cast.clerk, at=AT)
    for row in criteria.propose(found.pk, actor=cast.clerk, at=AT):
        if row.proposed in {"met", "not_met"}:
            criteria.answer_proposal(
                *(found.pk, row.criterion, "confirmed"), seen=row.revision, actor=cast.clerk, at=AT
            )
    criteria.submit(found.pk, actor=cast.clerk, at=AT)


def _sheet(cast: Cast) -> int:
    return Submission.objects.get(unit_id=cast.first, first=date(2024, 1, 1)).pk
