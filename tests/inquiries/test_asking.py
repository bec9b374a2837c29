"""An officer asks a form of their own making; what is refused, and that nothing is left then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from inquiries_cast import CASES, DAMAGE, FIRES, GOOD, SETTLED, a_content, a_draft, an_open_one
from keng.inquiries import actions, queries
from keng.inquiries.models import Inquiry, Version
from keng.inquiries.vocabulary import Heading, State
from keng.journal.models import Entry
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput, Conflict, NotAllowed, WrongState
from keng.kernel.figures import CellKey
from keng.kernel.periods import parse_period
from keng.orgunits.actions import dissolve
from keng.packs import installed
from keng.packs.models import MadeForm
from keng.reporting import actions as reporting
from keng.reporting.models import Round, Submission
from keng.reporting.queries import sheet_of, submission_view
from reporting_cast import a_pack, cells
from web_cast import AUGUST, NOW, SETUP, Office

ON = NOW.date()


def test_opening_gives_each_unit_the_form_as_it_was_written(office: Office) -> None:
    row = an_open_one(office)

    asked = Submission.objects.filter(round=row.round)
    form = sheet_of(asked.get(unit_id=office.one)).form
    assert {one.unit_id for one in asked} == {office.one, office.two}
    assert [one.label.vi for one in form.groups] == ["Cháy, nổ", "Vụ việc"]
    assert form.cells() == [FIRES, DAMAGE, CASES, SETTLED]
    assert form.note is not None
    assert form.note.vi == "Chỉ tính vụ việc trên địa bàn xã."
    assert row.round is not None
    assert row.round.title == "Chuyên đề cháy, nổ tháng 8, tháng 8/2024"
    assert {one.due_on for one in asked} == {date(2024, 9, 10)}
    assert row.state == State.OPEN


def test_the_journal_tells_each_act_without_its_words(office: Office) -> None:
    row = an_open_one(office)

    told = list(Entry.objects.filter(stream=f"inquiry:{row.pk}").values_list("verb", "facts"))
    assert [verb for verb, _ in told] == ["inquiries.drafted", "inquiries.opened"]
    assert "Chuyên đề" not in str(told)
    assert "địa bàn" not in str(told)


def test_only_chosen_units_are_asked(office: Office) -> None:
    row = an_open_one(office, units=(office.two,))

    assert list(Submission.objects.filter(round=row.round).values_list("unit_id", flat=True)) == [
        office.two
    ]


def test_without_an_indicator_nothing_is_opened(office: Office) -> None:
    row = a_draft(office, headings=())

    with pytest.raises(BadInput) as refusal:
        actions.open_inquiry(row.pk, seen=1, actor=office.actor("officer"), at=NOW)

    assert refusal.value.code == "no_indicator"
    assert not MadeForm.objects.exists()
    assert Round.objects.count() == 1  # the monthly one


@pytest.mark.parametrize(
    ("headings", "code"),
    [
        ((Heading("Cháy", (FIRES, FIRES)),), "repeated_indicator"),
        ((Heading("Cháy", (FIRES,)), Heading("Nổ", (FIRES,))), "repeated_indicator"),
        ((Heading("Cháy", (CellKey("believers"),)),), "unknown_indicator"),
        ((Heading("Cháy", (CellKey.parse("fires[class=kha]"),)),), "unknown_indicator"),
        ((Heading("Tỷ lệ", (CellKey("settled_share"),)),), "not_asked_in_period"),
        ((Heading("Cũ", (CellKey("guards"),)),), "not_asked_in_period"),
        ((Heading("", (FIRES,)),), "text_missing"),
        ((Heading("Số vụ theo tôn giáo", (FIRES,)),), "forbidden_words"),
        ((Heading("Vụ của ông Nguyễn Văn A", (FIRES,)),), "personal_data"),
    ],
)
def test_a_form_that_cannot_be_is_refused_before_it_is_kept(
    office: Office, headings: tuple[Heading, ...], code: str
) -> None:
    with pytest.raises(BadInput) as refusal:
        a_draft(office, headings=headings)

    assert refusal.value.code == code
    assert not Inquiry.objects.exists()


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"due_on": date(2024, 9, 1)}, "due_day_past"),
        ({"due_on": date(2024, 9, 15), "period": parse_period("2024-10")}, "due_day_before_period"),
        ({"due_on": None}, "due_day_unknown"),
        ({"headings": (Heading("Cháy", (FIRES,)), Heading("Trống"))}, "empty_heading"),
    ],
)
def test_what_cannot_be_asked_is_refused_when_it_is_opened(
    office: Office, more: dict[str, object], code: str
) -> None:
    row = a_draft(office, **more)

    with pytest.raises(BadInput) as refusal:
        actions.open_inquiry(row.pk, seen=1, actor=office.actor("officer"), at=NOW)

    assert refusal.value.code == code
    assert not Version.objects.exists()
    assert not MadeForm.objects.exists()


def test_a_unit_that_has_ended_is_named_and_nobody_is_asked(office: Office) -> None:
    row = a_draft(office, units=(office.one, office.two))
    dissolve(office.two, on=date(2024, 8, 10), basis="NQ 5", actor=OPERATOR, at=SETUP)

    with pytest.raises(BadInput, match=r"xã Hai.*không còn") as refusal:
        actions.open_inquiry(row.pk, seen=1, actor=office.actor("officer"), at=NOW)

    assert refusal.value.code == "unit_not_asked"
    assert Round.objects.count() == 1


def test_of_two_officers_who_open_it_the_second_is_told(office: Office) -> None:
    row = a_draft(office)
    actions.open_inquiry(row.pk, seen=1, actor=office.actor("officer"), at=NOW)

    with pytest.raises(Conflict, match="đã mở"):
        actions.open_inquiry(row.pk, seen=1, actor=OPERATOR, at=NOW)

    assert Round.objects.count() == 2


def test_who_manages_no_rounds_of_the_office_may_neither_write_nor_see_it(office: Office) -> None:
    row = a_draft(office)
    clerk = office.actor("clerk")

    with pytest.raises(NotAllowed):
        actions.rewrite(row.pk, a_content(title="Khác"), seen=1, actor=clerk, at=NOW)
    with pytest.raises(NotAllowed):
        queries.inquiry_view(row.pk, clerk, on=ON)
    assert queries.inquiries_seen_by(clerk, on=ON) == []


def test_a_change_over_what_somebody_else_changed_is_refused(office: Office) -> None:
    row, officer = a_draft(office), office.actor("officer")
    actions.rewrite(row.pk, a_content(title="Lần hai"), seen=1, actor=officer, at=NOW)

    with pytest.raises(Conflict):
        actions.rewrite(row.pk, a_content(title="Lần ba"), seen=1, actor=officer, at=NOW)

    row.refresh_from_db()
    assert row.title == "Lần hai"


def test_until_somebody_types_the_form_becomes_a_new_version(office: Office) -> None:
    row, officer = an_open_one(office), office.actor("officer")
    first = row.versions.get().form
    smaller = a_content(headings=(Heading("Cháy", (FIRES,)),))
    row = actions.rewrite(row.pk, smaller, seen=row.revision, actor=officer, at=NOW)

    row = actions.change_form(row.pk, seen=row.revision, actor=officer, at=NOW)

    asked = Submission.objects.filter(round=row.round)
    assert {one.cells_total for one in asked} == {1}
    assert [sheet_of(one).form.cells() for one in asked] == [[FIRES], [FIRES]]
    assert [one.n for one in row.versions.order_by("n")] == [1, 2]
    assert installed.current().form_of(first).cells() == [FIRES, DAMAGE, CASES, SETTLED]


def test_once_somebody_has_typed_only_a_new_request_asks_otherwise(office: Office) -> None:
    row, officer = an_open_one(office), office.actor("officer")
    submission = Submission.objects.get(round=row.round, unit_id=office.one)
    reporting.enter(submission.pk, cells(fires=2), actor=office.actor("clerk"), at=NOW)
    smaller = a_content(headings=(Heading("Cháy", (FIRES,)),))
    row = actions.rewrite(row.pk, smaller, seen=row.revision, actor=officer, at=NOW)

    with pytest.raises(WrongState) as refusal:
        actions.change_form(row.pk, seen=row.revision, actor=officer, at=NOW)

    assert refusal.value.code == "form_begun"
    assert Version.objects.count() == MadeForm.objects.count() == 1
    again = actions.copy_inquiry(row.pk, parse_period("2024-09"), actor=officer, at=NOW)
    assert again.taken_from_id == row.pk
    assert again.title == row.title


def test_period_units_and_day_of_an_open_one_stay(office: Office) -> None:
    row, officer = an_open_one(office), office.actor("officer")

    with pytest.raises(WrongState):
        actions.rewrite(
            row.pk, a_content(units=(office.one,)), seen=row.revision, actor=officer, at=NOW
        )


def test_an_inquiry_that_was_given_up_stays_and_is_closed_to_everything(office: Office) -> None:
    row, officer = a_draft(office), office.actor("officer")

    row = actions.drop_inquiry(row.pk, seen=1, actor=officer, at=NOW)

    assert [one.state for one in queries.inquiries_seen_by(officer, on=ON)] == [State.DROPPED]
    with pytest.raises(WrongState):
        actions.open_inquiry(row.pk, seen=row.revision, actor=officer, at=NOW)


def test_a_made_form_is_asked_by_its_own_request_only(office: Office) -> None:
    form = an_open_one(office).versions.get().form
    officer = office.actor("officer")

    with pytest.raises(BadInput, match="yêu cầu riêng"):
        reporting.open_round(
            form, parse_period("2024-09"), owner_unit_id=office.north, actor=officer, at=NOW
        )
    with pytest.raises(BadInput, match="yêu cầu riêng"):
        reporting.ensure_submission(
            office.one, form, parse_period("2024-07"), actor=office.actor("clerk"), at=NOW
        )


def test_checks_of_the_programme_speak_where_the_form_holds_all_that_they_read(
    office: Office,
) -> None:
    row = an_open_one(office)
    clerk = office.actor("clerk")
    one = Submission.objects.get(round=row.round, unit_id=office.one)

    reporting.enter(one.pk, cells(cases=3, settled=5, fires=30), actor=clerk, at=NOW)

    found = {finding.check for finding in submission_view(one.pk, clerk, on=ON).findings}
    # Persons against cases is not asked: the form has no cell of persons.
    assert found == {"settled_within_cases", "fires_many"}
    with pytest.raises(reporting.BlockingFindings):
        reporting.submit(one.pk, actor=clerk, at=NOW)


def test_a_breakdown_can_be_asked_without_its_total(office: Office) -> None:
    year = parse_period("2024")
    row = an_open_one(
        office, period=year, due_on=date(2024, 12, 20), headings=(Heading("Loại", (GOOD,)),)
    )

    assert installed.current().form_of(row.versions.get().form).cells() == [GOOD]


def test_indicators_are_found_without_diacritics_in_any_order() -> None:
    found = queries.choices("chay thiet hai", AUGUST, a_pack(), chosen=[DAMAGE], language="vi")

    assert [(one.code, one.total.is_chosen) for group in found for one in group.found] == [
        ("damage", True)
    ]


def test_what_nobody_types_in_the_period_cannot_be_chosen() -> None:
    found = queries.choices("", AUGUST, a_pack(), chosen=[], language="vi")

    codes = {one.code for group in found for one in group.found}
    assert "settled_share" not in codes  # computed
    assert "guards" not in codes  # ended in July
    assert "teams" in codes


def test_cells_move_within_and_over_headings() -> None:
    content = a_content()

    assert content.moved(FIRES, 1).headings[0].cells == (DAMAGE, FIRES)
    down = content.moved(DAMAGE, 1)
    assert [one.cells for one in down.headings] == [(FIRES,), (DAMAGE, CASES, SETTLED)]
    up = content.moved(CASES, -1)
    assert [one.cells for one in up.headings] == [(FIRES, DAMAGE, CASES), (SETTLED,)]
    assert content.moved(FIRES, -1) == content
    assert content.moved(SETTLED, 1) == content
    assert replace(content).without_heading(0).cells == (CASES, SETTLED)
