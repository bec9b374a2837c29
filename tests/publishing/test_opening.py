"""To whom a paper opens that prints small totals of people, and what the register keeps of it."""

from __future__ import annotations

import pytest

from keng.kernel.errors import NotAllowed
from keng.kernel.figures import CellKey
from keng.papers import queries as register
from keng.publishing import actions, queries
from keng.publishing.models import Paper
from keng.publishing.opening import _tells_a_number, cells_beside_words, is_open_to
from keng.publishing.proofread import proofread_paper
from outside_cast import JULY, World, a_world
from web_cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    """Xã Một reported 20 and 3 people in July; its report is issued, that of huyện Bắc a draft."""
    return a_world(0)


def test_a_report_opens_to_its_unit_and_right_above_it_and_no_further_up(world: World) -> None:
    office, paper = world.office, world.papers[-1]

    for login in ("clerk", "officer"):
        actor = office.actor(login)
        assert not queries.paper_view(paper, actor=actor, at=NOW).withheld
        assert queries.content_of(paper, actor=actor, at=NOW).startswith(b"PK")
    far = office.actor("keeper")
    seen = queries.paper_view(paper, actor=far, at=NOW)
    assert (seen.withheld, seen.files, seen.gaps) == (True, (), ())
    for ask in (queries.content_of, queries.pages_of, proofread_paper, actions.make_pdf):
        with pytest.raises(NotAllowed):
            ask(paper, actor=far, at=NOW)
    with pytest.raises(NotAllowed):
        queries.file_content(paper, 1, actor=far, at=NOW)


def test_the_page_of_a_paper_that_does_not_open_offers_nothing_that_would_be_refused(
    world: World,
) -> None:
    paper = world.papers[-1]

    near, far = (
        world.office.browser(login).get(f"/bao-cao/{paper}/").content.decode()
        for login in ("officer", "keeper")
    )

    assert "Bạn không mở được văn bản này." not in near
    assert "Bạn không mở được văn bản này." in far
    for offered in (f"/bao-cao/{paper}/ky/", f"/bao-cao/{paper}/tep/", "Lịch sử"):
        assert offered in near
        assert offered not in far


def test_a_report_with_the_parts_below_opens_not_even_right_above(world: World) -> None:
    """Tỉnh Đông sees the total of huyện Bắc as everybody does, and its report has each commune."""
    district = world.papers[-2]

    assert not queries.paper_view(district, actor=world.office.actor("officer"), at=NOW).withheld
    assert queries.paper_view(district, actor=world.office.actor("keeper"), at=NOW).withheld


def test_the_register_keeps_neither_file_nor_line_with_a_small_total(world: World) -> None:
    clerk = world.office.actor("clerk")
    entry = register.entry_of_issued(world.papers[-1])
    assert entry is not None

    kept = register.paper_view(entry, actor=clerk, at=NOW)

    assert "Có 03 vụ, xử lý 20 vụ" not in kept.text
    assert not any(letter.isdigit() for letter in kept.text)
    assert "KẾT QUẢ" in kept.text.upper()
    assert kept.withheld > 0
    assert not kept.file_kept
    assert kept.sha256


def test_a_report_with_what_people_wrote_opens_as_one_with_the_totals(world: World) -> None:
    """It has printed no figure; its written part may tell any total of the form."""
    office = world.office
    paper = Paper(unit_id=office.one, outline="commune", last=JULY.last)
    paper.pk = 0  # without files
    near, far = office.actor("officer"), office.actor("keeper")

    assert is_open_to(paper, actor=near, on=NOW.date())
    assert not is_open_to(paper, actor=far, on=NOW.date())

    assert CellKey("offenders") in cells_beside_words("commune")
    paper.outline = "without-written-parts"
    assert is_open_to(paper, actor=far, on=NOW.date())


def test_lines_with_a_number_in_words_are_held_beside_small_totals() -> None:
    said = ("Hai người là vợ chồng.", "Không còn ai.", "Có ba người.", "Mười.", "Số 4.")
    plain = ("BÁO CÁO", "XÃ MỘT", "Nơi nhận:", "Tình hình ổn định.")

    assert [one for one in (*said, *plain) if _tells_a_number(one)] == list(said)
