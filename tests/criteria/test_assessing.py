"""Claims, facts, one-box criteria, evidence, proposals from figures."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO

import pytest
from PIL import Image

from keng.criteria import actions, evidence, queries
from keng.criteria.actions import ClaimInput, FactInput, NotReady
from keng.criteria.models import Claim, Evidence, TypedFact
from keng.criteria.queries.shapes import EvidenceView
from keng.kernel.errors import BadInput, Conflict, NotAllowed, WrongState
from keng.kernel.figures import CellKey

from .conftest import AT, LATER, Cast, correct, report, say_all, submitted, village


def test_the_same_claim_again_writes_nothing(cast: Cast) -> None:
    found = village(cast)
    first = actions.claim(found.pk, "K1", ClaimInput("met"), actor=cast.clerk, at=AT)
    again = actions.claim(found.pk, "K1", ClaimInput("met"), actor=cast.clerk, at=AT)

    assert (first.revision, again.revision) == (1, 1)


def test_two_who_write_at_once_are_told(cast: Cast) -> None:
    found = village(cast)
    actions.claim(found.pk, "K1", ClaimInput("met"), actor=cast.clerk, at=AT)

    with pytest.raises(Conflict) as refusal:
        actions.claim(
            found.pk, "K1", ClaimInput("not_met"), expected_revision=0, actor=cast.head, at=AT
        )

    assert refusal.value.theirs == 1
    assert Claim.objects.get(criterion="K1").claim == "met"


@pytest.mark.parametrize(
    "said",
    [
        ClaimInput("met", note="Có 2 vụ"),
        ClaimInput("met", exception="force_majeure", exception_reason="Bão"),
        ClaimInput("met", points=Decimal(1)),
        ClaimInput("not_met", occurred=True),
        ClaimInput("met", done=("meeting",)),
    ],
)
def test_a_one_box_criterion_takes_nothing_but_the_box(cast: Cast, said: ClaimInput) -> None:
    found = village(cast)

    with pytest.raises(BadInput) as refusal:
        actions.claim(found.pk, "K2", said, actor=cast.clerk, at=AT)

    assert refusal.value.code == "one_box_only"
    assert not Claim.objects.exists()


def test_a_one_box_criterion_takes_no_evidence_of_any_kind(cast: Cast) -> None:
    found = village(cast)
    figures = report(cast.first, "2024", "village", fires=1)
    tries = [
        lambda: actions.attach_file(found.pk, "K2", b"chu", "a.txt", actor=cast.clerk, at=AT),
        lambda: actions.add_link(found.pk, "K2", "https://a.vn", "A", actor=cast.clerk, at=AT),
        lambda: actions.cite_paper(found.pk, "K2", 1, "A", actor=cast.clerk, at=AT),
        lambda: actions.cite_figure(
            found.pk, "K2", figures, CellKey("fires"), "A", actor=cast.clerk, at=AT
        ),
    ]

    for one in tries:
        with pytest.raises(BadInput) as refusal:
            one()
        assert refusal.value.code == "one_box_only"
    assert not Evidence.objects.exists()


def test_an_exception_needs_its_reason(cast: Cast) -> None:
    found = village(cast)
    with pytest.raises(BadInput) as nothing:
        actions.claim(
            found.pk,
            "K3",
            ClaimInput(occurred=True, exception="force_majeure"),
            actor=cast.clerk,
            at=AT,
        )
    with pytest.raises(BadInput) as unknown:
        actions.claim(
            found.pk,
            "K3",
            ClaimInput(occurred=True, exception="luck", exception_reason="Rủi"),
            actor=cast.clerk,
            at=AT,
        )

    assert (nothing.value.code, unknown.value.code) == ("reason_missing", "unknown_exception")


def test_points_of_a_criterion_without_points_are_refused(cast: Cast) -> None:
    found = village(cast)

    with pytest.raises(BadInput) as refusal:
        actions.claim(found.pk, "K1", ClaimInput("met", points=Decimal(5)), actor=cast.clerk, at=AT)

    assert refusal.value.code == "no_points"


def test_a_note_about_people_is_not_stored(cast: Cast) -> None:
    found = village(cast)

    with pytest.raises(BadInput) as refusal:
        actions.claim(
            found.pk,
            "K1",
            ClaimInput("met", note="Đã giáo dục 03 người nghiện ma túy."),
            actor=cast.clerk,
            at=AT,
        )

    assert refusal.value.code == "about_people"
    assert not Claim.objects.exists()


def test_facts_are_typed_by_their_type(cast: Cast) -> None:
    found = village(cast)
    actions.type_facts(found.pk, FactInput({"households": 120}), actor=cast.clerk, at=AT)
    same = actions.type_facts(found.pk, FactInput({"households": 120}), actor=cast.clerk, at=AT)
    actions.type_facts(found.pk, FactInput({"households": 130}), actor=cast.clerk, at=AT)
    for wrong in ({"households": -1}, {"households": True}, {"households": "x"}, {"cows": 1}):
        with pytest.raises(BadInput):
            actions.type_facts(found.pk, FactInput(wrong), actor=cast.clerk, at=AT)

    assert same == []
    assert list(TypedFact.objects.values_list("n", "value")) == [(1, 120), (2, 130)]
    seen = queries.assessment_view(found.pk, actor=cast.clerk, at=AT)
    assert seen.facts == {"households": 130}


def test_a_stranger_writes_nothing(cast: Cast) -> None:
    found = village(cast)

    with pytest.raises(NotAllowed):
        actions.claim(found.pk, "K1", ClaimInput("met"), actor=cast.other_clerk, at=AT)

    assert not Claim.objects.exists()


def test_a_program_named_pdf_is_refused_by_its_content(cast: Cast) -> None:
    found = village(cast)
    program = b"MZ" + bytes(range(256)) * 20

    with pytest.raises(BadInput) as refusal:
        actions.attach_file(found.pk, "K1", program, "nghi-quyet.pdf", actor=cast.clerk, at=AT)

    assert refusal.value.code == "file_unknown"
    assert not Evidence.objects.exists()


def test_a_file_whose_name_says_something_else_is_refused(cast: Cast) -> None:
    found = village(cast)

    with pytest.raises(BadInput) as refusal:
        actions.attach_file(found.pk, "K1", b"Mot dong chu", "a.pdf", actor=cast.clerk, at=AT)

    assert refusal.value.code == "name_and_content_differ"


def test_two_gigabytes_are_refused_by_their_size_alone() -> None:
    with pytest.raises(BadInput) as refusal:
        evidence.refuse_too_large(2 * 1024**3, "phim.mp4")

    assert refusal.value.message.startswith("Tệp nặng 2048 MB, quá 25 MB.")


def test_a_secret_file_is_refused_before_it_is_stored(cast: Cast) -> None:
    found = village(cast)
    text = "TỐI MẬT\nKế hoạch của thôn".encode()

    with pytest.raises(BadInput) as refusal:
        actions.attach_file(found.pk, "K1", text, "kh.txt", actor=cast.clerk, at=AT)

    assert refusal.value.code == "secret_marked"
    assert not evidence.store().root.exists()


def test_a_new_revision_stands_before_the_old_one(cast: Cast) -> None:
    found = village(cast)
    old = actions.attach_file(found.pk, "K1", b"ban mot", "kh.txt", actor=cast.clerk, at=AT)
    new = actions.attach_file(
        found.pk, "K1", b"ban hai", "kh.txt", replaces=old.pk, actor=cast.clerk, at=AT
    )

    [first, second] = _pieces(found.pk, "K1", cast)
    assert (first.is_replaced, second.n, second.replaces) == (True, 2, old.pk)
    assert queries.evidence_content(new.pk, actor=cast.clerk, at=AT)[1] == b"ban hai"
    assert queries.evidence_content(old.pk, actor=cast.clerk, at=AT)[1] == b"ban mot"


def test_the_same_file_at_several_criteria_is_shown_and_not_refused(cast: Cast) -> None:
    found = village(cast)
    for code in ("K1", "K3", "K4"):
        actions.attach_file(found.pk, code, b"mot ban", "kh.txt", actor=cast.clerk, at=AT)
    again = actions.attach_file(found.pk, "K1", b"mot ban", "kh.txt", actor=cast.clerk, at=AT)

    [places] = queries.same_file(found.pk, actor=cast.clerk, at=AT).values()
    assert places == ("K1", "K3", "K4")
    assert [piece.others for piece in _pieces(found.pk, "K1", cast)] == [2]
    assert Evidence.objects.count() == 3
    assert again.n == 1


def test_a_photo_loses_its_metadata(cast: Cast) -> None:
    found = village(cast)
    taken = _photo()
    assert b"Hanoi" in taken

    made = actions.attach_file(found.pk, "K4", taken, "anh.jpg", actor=cast.clerk, at=AT)

    _, kept = queries.evidence_content(made.pk, actor=cast.clerk, at=AT)
    assert made.kind == "photo"
    assert b"Hanoi" not in kept


def test_evidence_that_was_taken_out_can_be_put_back(cast: Cast) -> None:
    found = village(cast)
    made = actions.add_link(found.pk, "K1", "https://a.vn/1", "Bài", actor=cast.clerk, at=AT)
    actions.remove_evidence(made.pk, actor=cast.clerk, at=AT)
    assert [piece.is_removed for piece in _pieces(found.pk, "K1", cast)] == [True]

    actions.restore_evidence(made.pk, actor=cast.clerk, at=AT)

    assert [piece.is_removed for piece in _pieces(found.pk, "K1", cast)] == [False]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://a.vn", "a.vn", "https://"])
def test_only_addresses_of_the_web_are_links(cast: Cast, link: str) -> None:
    found = village(cast)

    with pytest.raises(BadInput) as refusal:
        actions.add_link(found.pk, "K1", link, "Bài", actor=cast.clerk, at=AT)

    assert refusal.value.code == "bad_link"


def test_a_figure_as_evidence_tells_when_it_was_corrected(cast: Cast) -> None:
    found = village(cast)
    figures = report(cast.first, "2024", "village", fires=1)
    actions.cite_figure(
        found.pk, "K1", figures, CellKey("fires"), "Số vụ cháy", actor=cast.clerk, at=AT
    )
    assert [piece.figure_moved for piece in _pieces(found.pk, "K1", cast)] == [False]

    correct(figures, LATER, fires=2)

    assert [piece.figure_moved for piece in _pieces(found.pk, "K1", cast)] == [True]


def test_the_proposal_keeps_every_step_and_the_revisions_that_it_read(cast: Cast) -> None:
    report(cast.first, "2023", "village", fires=2)
    report(cast.first, "2024", "village", fires=1)
    found = village(cast)

    [row] = actions.propose(found.pk, actor=cast.clerk, at=AT)

    assert (row.criterion, row.proposed) == ("K5", "met")
    assert row.steps
    reads = {(one.space, one.value) for one in row.readings.all()}
    assert reads == {("now", 1), ("last_year", 2)}
    assert all(one.sources.count() == 1 for one in row.readings.all())


def test_a_criterion_whose_figure_was_never_reported_says_what_is_missing(cast: Cast) -> None:
    found = village(cast)

    seen = queries.assessment_view(found.pk, actor=cast.clerk, at=AT)

    one = next(each for each in seen.criteria if each.criterion.code == "K5")
    assert one.outcome == "unknown"
    assert len(one.missing) == 2


def test_differing_from_the_figures_needs_an_explanation(cast: Cast) -> None:
    report(cast.first, "2023", "village", fires=1)
    report(cast.first, "2024", "village", fires=2)
    found = village(cast)
    [row] = actions.propose(found.pk, actor=cast.clerk, at=AT)

    with pytest.raises(BadInput):
        actions.answer_proposal(
            found.pk, "K5", "differs", " ", seen=row.revision, actor=cast.clerk, at=AT
        )
    done = actions.answer_proposal(
        found.pk,
        "K5",
        "differs",
        "Một vụ ghi nhầm sang thôn khác.",
        seen=row.revision,
        actor=cast.clerk,
        at=AT,
    )

    assert (done.stance, done.proposed) == ("differs", "not_met")


def test_submitting_lists_every_gap(cast: Cast) -> None:
    report(cast.first, "2023", "village", fires=2)
    report(cast.first, "2024", "village", fires=1)
    found = village(cast)
    actions.claim(found.pk, "K1", ClaimInput("met"), actor=cast.clerk, at=AT)

    with pytest.raises(NotReady) as refusal:
        actions.submit(found.pk, actor=cast.clerk, at=AT)

    assert [gap.criterion for gap in refusal.value.gaps] == ["K2", "K3", "K4", "K5"]
    found.refresh_from_db()
    assert found.state == "draft"


def test_a_submitted_assessment_is_not_written(cast: Cast) -> None:
    found = submitted(cast)

    with pytest.raises(WrongState):
        actions.claim(found.pk, "K1", ClaimInput("not_met"), actor=cast.clerk, at=AT)
    back = actions.take_back(found.pk, "Sửa K1", actor=cast.clerk, at=AT)
    assert back.state == "draft"


def test_questions_come_back_and_must_be_answered(cast: Cast) -> None:
    found = submitted(cast)
    with pytest.raises(BadInput):
        actions.return_with_questions(found.pk, "", {}, actor=cast.leader, at=AT)
    with pytest.raises(BadInput) as box:
        actions.return_with_questions(found.pk, "", {"K2": "Vụ nào?"}, actor=cast.leader, at=AT)
    actions.return_with_questions(
        found.pk, "Xem lại", {"K1": "Nghị quyết số mấy?"}, actor=cast.leader, at=AT
    )
    with pytest.raises(NotReady):
        actions.submit(found.pk, actor=cast.clerk, at=AT)
    [asked] = queries.assessment_view(found.pk, actor=cast.clerk, at=AT).criteria[0].questions

    actions.answer_question(asked.id, "Nghị quyết 05.", actor=cast.clerk, at=AT)

    assert box.value.code == "one_box_only"
    assert actions.submit(found.pk, actor=cast.clerk, at=AT).state == "submitted"


def test_an_on_site_check_keeps_photos_without_metadata(cast: Cast) -> None:
    found = submitted(cast)
    visit = actions.record_visit(
        found.pk,
        AT.date(),
        "Đã xem kẻng và sổ trực.",
        [(_photo(), "a.jpg")],
        actor=cast.leader,
        at=AT,
    )

    [seen] = queries.assessment_view(found.pk, actor=cast.clerk, at=AT).visits
    assert (seen.id, len(seen.photos)) == (visit.pk, 1)
    assert b"Hanoi" not in queries.evidence_content(seen.photos[0].id, actor=cast.clerk, at=AT)[1]
    with pytest.raises(NotAllowed):
        actions.record_visit(found.pk, AT.date(), "Tự xem", [], actor=cast.head, at=AT)


def test_who_is_far_away_sees_no_evidence(cast: Cast) -> None:
    found = village(cast)
    made = actions.attach_file(found.pk, "K1", b"mot ban", "kh.txt", actor=cast.clerk, at=AT)

    with pytest.raises(NotAllowed):
        queries.evidence_content(made.pk, actor=cast.other_clerk, at=AT)
    with pytest.raises(NotAllowed):
        queries.evidence_content(made.pk, actor=cast.chief, at=AT)


def _pieces(assessment_id: int, code: str, cast: Cast) -> list[EvidenceView]:
    seen = queries.assessment_view(assessment_id, actor=cast.clerk, at=AT)
    return list(next(one for one in seen.criteria if one.criterion.code == code).evidence)


def _photo() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "Hanoi, nha ong A"
    written = BytesIO()
    Image.new("RGB", (40, 30), "green").save(written, "JPEG", exif=exif)
    return written.getvalue()


def test_say_all_meets_every_criterion_of_a_person(cast: Cast) -> None:
    found = village(cast)
    say_all(found, cast.clerk)

    seen = queries.assessment_view(found.pk, actor=cast.clerk, at=AT)

    assert [one.outcome for one in seen.criteria] == ["met", "met", "met", "met", "unknown"]


def test_saying_the_same_again_keeps_what_was_said_to_the_proposal(cast: Cast) -> None:
    report(cast.first, "2023", "village", fires=2)
    report(cast.first, "2024", "village", fires=1)
    found = village(cast)
    [row] = actions.propose(found.pk, actor=cast.clerk, at=AT)
    actions.answer_proposal(found.pk, "K5", "confirmed", seen=row.revision, actor=cast.clerk, at=AT)

    again = actions.claim(found.pk, "K5", ClaimInput(), actor=cast.clerk, at=AT)

    assert (again.stance, again.revision) == ("confirmed", row.revision + 1)
