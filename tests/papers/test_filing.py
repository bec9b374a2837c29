"""Filing: typed, read from a file and confirmed, mended, put aside, ended."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from keng.documents.reading import FileRefused
from keng.kernel.errors import BadInput, Conflict, NotAllowed, NotFound, WrongState
from keng.papers import actions, queries
from keng.papers.models import Paper, PaperText
from keng.papers.queries import Filter, Force, Within
from keng.papers.vocabulary import Direction
from papers.conftest import Desk
from papers_cast import AT, COMMUNE_PLAN, PROVINCE_PLAN, a_file, facts

TODAY = date(2025, 3, 20)
WATCHED = COMMUNE_PLAN + "\nĐịa bàn có 14 người nghiện ma túy đang được quản lý."


def _keep(desk: Desk, text: str, name: str = "a.txt") -> Paper:
    given = a_file(text, name)
    return actions.keep_read(desk.unit, Direction.RECEIVED, given, actor=desk.clerk, at=AT)


def _found(desk: Desk, **wanted: object) -> list[str]:
    asked = replace(Filter(), **wanted)
    return [one.title for one in queries.found_papers(asked, actor=desk.clerk, on=TODAY)[:50]]


def test_a_file_waits_with_what_it_says_until_a_person_confirms(desk: Desk) -> None:
    paper = _keep(desk, COMMUNE_PLAN)

    assert (paper.number, paper.symbol, paper.kind) == ("05", "KH-UBND", "KH")
    assert paper.issued_on == date(2025, 3, 2)
    assert paper.title == "Tổ chức tuần tra ban đêm năm 2025"
    assert _found(desk) == []
    assert [one.id for one in queries.papers_waiting(desk.clerk, on=TODAY)[:9]] == [paper.pk]

    actions.confirm_paper(
        paper.pk, facts(issuer="UBND xã Một"), revision=1, actor=desk.clerk, at=AT
    )

    assert _found(desk) == ["Tổ chức tuần tra ban đêm năm 2025"]
    assert queries.file_of(paper.pk, actor=desk.clerk, at=AT)[1] == COMMUNE_PLAN.encode()
    assert list(queries.problems()) == []


def test_words_are_found_without_diacritics_in_head_and_text(desk: Desk) -> None:
    paper = _keep(desk, COMMUNE_PLAN)
    actions.confirm_paper(paper.pk, facts(), revision=1, actor=desk.clerk, at=AT)
    actions.file_paper(desk.unit, facts("07", title="Giao ban tháng"), actor=desk.clerk, at=AT)

    assert _found(desk, words="tuan tra") == [paper.title]
    assert _found(desk, words="TUẦN TRA ban đ") == [paper.title]
    assert _found(desk, words="nhiem vu") == [paper.title]
    assert _found(desk, words="nhiem vu", within=Within.HEAD) == []
    assert _found(desk, words="07/KH-UBND") == ["Giao ban tháng"]
    assert _found(desk, words="không có chữ này") == []


def test_what_a_correction_says_is_found_and_what_it_said_is_not(desk: Desk) -> None:
    paper = actions.file_paper(desk.unit, facts(), actor=desk.clerk, at=AT)

    actions.correct_paper(
        paper.pk, facts(title="Canh gác chợ"), revision=1, actor=desk.clerk, at=AT
    )

    assert _found(desk, words="canh gac") == ["Canh gác chợ"]
    assert _found(desk, words="tuan tra") == []
    with pytest.raises(Conflict):
        actions.correct_paper(paper.pk, facts(), revision=1, actor=desk.clerk, at=AT)
    assert list(queries.problems()) == []


def test_filters_say_what_is_wanted(desk: Desk) -> None:
    made = actions.file_paper(desk.unit, facts(), actor=desk.clerk, at=AT)
    sent = facts("09", "BC-UBND", "Báo cáo tuần", direction=Direction.SENT, kind="BC", issuer="X")
    actions.file_paper(desk.unit, sent, actor=desk.clerk, at=AT)
    old = facts("10", title="Cũ", day=date(2024, 5, 1))
    actions.file_paper(desk.unit, old, actor=desk.clerk, at=AT)
    actions.end_paper(made.pk, date(2025, 3, 10), revision=1, actor=desk.clerk, at=AT)

    assert _found(desk, direction="sent") == ["Báo cáo tuần"]
    assert _found(desk, kind="BC") == ["Báo cáo tuần"]
    assert _found(desk, year=2024) == ["Cũ"]
    assert _found(desk, issuer="ủy ban nhân dân TINH dong") == [made.title, "Cũ"]
    assert _found(desk, in_force=Force.NO) == [made.title]
    assert made.title not in _found(desk, in_force=Force.YES)


def test_a_secret_paper_is_refused_before_anything_is_kept(desk: Desk) -> None:
    with pytest.raises(FileRefused):
        a_file(COMMUNE_PLAN.replace("Số: 05", "TUYỆT MẬT\nSố: 05"))
    with pytest.raises(BadInput, match="độ mật"):
        actions.file_paper(desk.unit, facts(title="TỐI MẬT"), actor=desk.clerk, at=AT)

    assert not Paper.objects.exists()


def test_watched_people_stay_out_of_text_index_and_file(desk: Desk) -> None:
    paper = _keep(desk, WATCHED)
    actions.confirm_paper(paper.pk, facts(), revision=1, actor=desk.clerk, at=AT)

    text = PaperText.objects.get(paper=paper)
    assert text.withheld == 1
    assert "nghiện" not in text.text
    assert "nghien" not in text.body
    assert _found(desk, words="nghien ma tuy") == []
    assert _found(desk, words="tuan tra") == [paper.title]
    paper.refresh_from_db()
    assert (paper.file_kept, len(paper.sha256)) == (False, 64)
    with pytest.raises(NotFound):
        queries.file_of(paper.pk, actor=desk.clerk, at=AT)


def test_a_title_that_counts_watched_people_is_not_taken(desk: Desk) -> None:
    title = "Danh sách 12 người nghiện ma túy trên địa bàn"

    with pytest.raises(BadInput) as refusal:
        actions.file_paper(desk.unit, facts(title=title), actor=desk.clerk, at=AT)

    assert refusal.value.code == "unquotable"
    ordinary = facts(title="Kế hoạch phòng, chống ma túy năm 2025")
    assert actions.file_paper(desk.unit, ordinary, actor=desk.clerk, at=AT).pk


def test_the_same_paper_or_file_is_filed_once_in_a_book(desk: Desk) -> None:
    actions.file_paper(desk.unit, facts(), actor=desk.clerk, at=AT)
    spelt = facts("5", issuer="Ủy ban nhân dân tỉnh Đông")

    with pytest.raises(Conflict, match="05/KH-UBND"):
        actions.file_paper(desk.unit, spelt, actor=desk.clerk, at=AT)
    _keep(desk, PROVINCE_PLAN)
    with pytest.raises(Conflict, match="Tệp này"):
        _keep(desk, PROVINCE_PLAN)
    elsewhere = actions.file_paper(desk.other, facts(), actor=desk.other_clerk, at=AT)
    assert elsewhere.pk


def test_an_entry_put_aside_stays_and_its_number_is_voided(desk: Desk) -> None:
    series = actions.open_series(desk.unit, "KH-UBND", "UBND", 2025, actor=desk.clerk, at=AT)
    sent = facts("", direction=Direction.SENT, series_id=series.pk)
    paper = actions.file_paper(desk.unit, sent, actor=desk.clerk, at=AT)

    actions.drop_paper(paper.pk, "Ghi nhầm", actor=desk.clerk, at=AT)

    assert _found(desk) == []
    view = queries.paper_view(paper.pk, actor=desk.clerk, at=AT)
    assert (view.head.state, view.reason) == ("dropped", "Ghi nhầm")
    assert list(series.numbers.values_list("n", "state")) == [(1, "void")]
    with pytest.raises(WrongState):
        actions.drop_paper(paper.pk, "Nữa", actor=desk.clerk, at=AT)
    assert list(queries.problems()) == []


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (facts(title=" "), "trích yếu"),
        (facts(kind="XX"), "loại văn bản"),
        (facts(day=date(2025, 4, 1)), "chưa đến"),
        (replace(facts(), arrived_on=date(2025, 3, 1)), "Ngày đến trước"),
    ],
)
def test_what_cannot_be_is_refused_with_what_is_wrong(
    desk: Desk, wanted: actions.Facts, said: str
) -> None:
    with pytest.raises(BadInput, match=said):
        actions.file_paper(desk.unit, wanted, actor=desk.clerk, at=AT)

    assert not Paper.objects.exists()


def test_who_is_not_of_the_unit_neither_files_nor_reads(desk: Desk) -> None:
    paper = actions.file_paper(desk.unit, facts(), actor=desk.clerk, at=AT)

    with pytest.raises(NotAllowed):
        actions.file_paper(desk.unit, facts("6"), actor=desk.other_clerk, at=AT)
    with pytest.raises(NotAllowed):
        queries.paper_view(paper.pk, actor=desk.other_clerk, at=AT)
    assert not queries.found_papers(Filter(), actor=desk.other_clerk, on=TODAY)
    assert len(queries.found_papers(Filter(), actor=desk.officer, on=TODAY)) == 1


def test_a_row_or_file_changed_by_hand_is_found(desk: Desk) -> None:
    paper = _keep(desk, COMMUNE_PLAN)
    PaperText.objects.filter(paper=paper).update(text="khác")
    Paper.objects.filter(pk=paper.pk).update(sha256="0" * 64)

    told = {(one.table, one.what) for one in queries.problems()}

    assert ("papers_paper", "its stored file is gone or changed") in told
    assert ("papers_papertext", "khác với nhật ký: đã bị sửa ngoài Keng") in told
