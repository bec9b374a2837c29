"""A figure that a request and the programme both ask is one fact: told once, added up once."""

from __future__ import annotations

from datetime import date

import pytest

from inquiries_cast import CASES, DAMAGE, FIRES, an_open_one
from keng.consolidation.queries import consolidate, drill
from keng.consolidation.rollup import Mark
from keng.inquiries import queries
from keng.inquiries.vocabulary import Heading
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import BadInput
from keng.kernel.figures import CellKey
from keng.kernel.periods import parse_period
from keng.orgunits.actions import Naming, NewUnit, merge
from keng.reporting import actions
from keng.reporting.models import Figure, Submission
from keng.reporting.queries import burden_of, offers_for
from reporting_cast import cells
from web_cast import AUGUST, NOW, Office

ON = NOW.date()


def test_the_form_of_the_programme_stands_and_nothing_is_added_twice(office: Office) -> None:
    asked = an_open_one(office)
    _accepted(office, _form_of(office, asked.round_id), fires=9, damage=1, cases=4, settled=4)

    # Only the request has been answered: its figures are the unit's figures.
    found = _values(office)
    assert found == {"fires": 9, "damage": 1, "cases": 4, "settled": 4, "settled_share": 100}

    _accepted(office, office.draft, fires=2, cases=4)

    rows = _rows(office)
    assert rows[FIRES].value == 2  # not 11, and not 9
    assert Mark.DISAGREES in rows[FIRES].marks
    assert rows[CASES].value == 4  # not 8
    assert Mark.DISAGREES not in rows[CASES].marks
    assert rows[DAMAGE].value == 1  # only the request asked it so far


def test_the_order_of_acceptance_does_not_matter(office: Office) -> None:
    _accepted(office, office.draft, fires=2, cases=4)
    asked = an_open_one(office)
    _accepted(office, _form_of(office, asked.round_id), fires=9, damage=1, cases=4, settled=4)

    assert _rows(office)[FIRES].value == 2


def test_a_month_that_a_request_asked_is_part_of_the_quarter_once(office: Office) -> None:
    asked = an_open_one(office, headings=(Heading("Cháy", (FIRES,)),))
    _accepted(office, _form_of(office, asked.round_id), fires=3)
    _accepted(office, office.draft, fires=3)
    for month, value in (("2024-07", 1), ("2024-09", 5)):
        made = actions.ensure_submission(
            office.one, "commune", parse_period(month), actor=OPERATOR, at=NOW
        )
        _accepted(office, made, fires=value)

    found = consolidate(office.north, parse_period("2024Q3"), actor=OPERATOR, on=ON)

    assert {row.key: row.value for row in found.rows}[FIRES] == 9  # 1 + 3 + 5


def test_a_cell_that_only_requests_ask_is_consolidated_with_its_coverage(office: Office) -> None:
    good = CellKey.parse("classed[class=kha]")
    year = parse_period("2024")
    asked = an_open_one(
        office, period=year, due_on=date(2024, 12, 20), headings=(Heading("Loại", (good,)),)
    )
    one = _form_of(office, asked.round_id)
    typed = actions.CellInput(good, 7)
    actions.enter(one.pk, [typed], actor=office.actor("clerk"), at=NOW)
    _handed_on(office, one)

    row = {row.key: row for row in consolidate(office.north, year, actor=OPERATOR, on=ON).rows}[
        good
    ]

    assert (row.value, row.accepted, row.expected) == (7, 1, 2)
    parts = drill(office.north, year, good, actor=OPERATOR, on=ON)
    assert {part.unit_id: part.value for part in parts if part.value is not None} == {office.one: 7}


def test_what_stands_in_the_other_form_is_offered_with_its_source(office: Office) -> None:
    clerk = office.actor("clerk")
    actions.enter(office.draft.pk, cells(fires=2, cases=4), actor=clerk, at=NOW)
    one = _form_of(office, an_open_one(office).round_id)

    offers = offers_for(one.pk, clerk, on=ON)
    assert [(offer.key, offer.value, offer.form_label, offer.state) for offer in offers] == [
        (FIRES, 2, "Biểu commune", "draft"),
        (CASES, 4, "Biểu commune", "draft"),
    ]

    actions.take_over(one.pk, [FIRES], actor=clerk, at=NOW)

    stands = Figure.objects.get(submission=one, indicator="fires")
    assert (stands.value, stands.source) == (2, "Lấy từ biểu “Biểu commune”, tháng 8/2024")
    assert [offer.key for offer in offers_for(one.pk, clerk, on=ON)] == [CASES]


def test_the_half_year_is_offered_out_of_its_months(office: Office) -> None:
    area = CellKey("area")
    for number, fires in (("2024-07", 1), ("2024-09", 5)):
        made = actions.ensure_submission(
            office.one, "commune", parse_period(number), actor=OPERATOR, at=NOW
        )
        actions.enter(made.pk, cells(fires=fires, area=100 + fires), actor=OPERATOR, at=NOW)
    quarter = parse_period("2024Q3")
    asked = an_open_one(
        office, period=quarter, due_on=date(2024, 10, 10), headings=(Heading("Q", (FIRES, area)),)
    )
    one = _form_of(office, asked.round_id)
    clerk = office.actor("clerk")

    # A month is missing: the fires are not known, the area of 30 September is.
    assert [(offer.key, offer.value) for offer in offers_for(one.pk, clerk, on=ON)] == [(area, 105)]

    actions.enter(office.draft.pk, cells(fires=2), actor=clerk, at=NOW)
    offers = {offer.key: offer for offer in offers_for(one.pk, clerk, on=ON)}
    assert offers[FIRES].value == 8  # 1 + 2 + 5
    assert [period.code for period in offers[FIRES].periods] == ["2024-07", "2024-08", "2024-09"]
    actions.take_over(one.pk, [FIRES], actor=clerk, at=NOW)
    stands = Figure.objects.get(submission=one, indicator="fires")
    assert stands.source == ("Lấy từ biểu “Biểu commune”: tháng 7/2024, tháng 8/2024, tháng 9/2024")
    already = queries.inquiry_view(asked.pk, office.actor("officer"), on=ON).already
    assert already is not None
    assert (already.given, already.asked) == (2, 4)


def test_what_is_not_offered_is_not_taken_over(office: Office) -> None:
    one = _form_of(office, an_open_one(office).round_id)

    with pytest.raises(BadInput) as refusal:
        actions.take_over(one.pk, [FIRES], actor=office.actor("clerk"), at=NOW)

    assert refusal.value.code == "nothing_offered"
    assert not Figure.objects.filter(submission=one).exists()


def test_a_small_total_is_offered_near_the_unit_only(office: Office) -> None:
    offenders = CellKey("offenders")
    clerk = office.actor("clerk")
    actions.enter(office.draft.pk, cells(offenders=3), actor=clerk, at=NOW)
    one = _form_of(office, an_open_one(office, headings=(Heading("Xử lý", (offenders,)),)).round_id)

    assert [offer.key for offer in offers_for(one.pk, clerk, on=ON)] == [offenders]
    assert offers_for(one.pk, office.actor("auditor"), on=ON) == []


def test_the_officer_sees_how_much_is_known_already(office: Office) -> None:
    actions.enter(office.draft.pk, cells(fires=2, cases=4), actor=office.actor("clerk"), at=NOW)
    asked = an_open_one(office)

    already = queries.inquiry_view(asked.pk, office.actor("officer"), on=ON).already

    assert already is not None
    assert (already.cells, already.of) == (2, 4)
    assert (already.given, already.asked) == (2, 8)  # two of four cells of two units
    assert already.forms == {"Biểu commune": 2}


def test_the_burden_of_the_year_knows_the_request(office: Office) -> None:
    an_open_one(office)

    found = burden_of(2024, office.actor("officer"), on=ON)

    assert [(one.is_same_period, one.units, len(one.keys)) for one in found] == [(True, 2, 4)]


def test_a_successor_takes_over_the_duty_of_a_request(office: Office) -> None:
    asked = an_open_one(office)
    merge(
        [office.one, office.two],
        NewUnit(Naming("xa", "Mới"), office.north),
        on=date(2024, 8, 20),
        basis="NQ 7",
        actor=OPERATOR,
        at=NOW,
    )

    passed = actions.pass_duties(asked.round_id or 0, actor=office.actor("officer"), at=NOW)

    assert len(passed) == 2
    heir = Submission.objects.get(pk=passed[0].target_id)
    assert heir.form == asked.versions.get().form


def _form_of(office: Office, round_id: int | None) -> Submission:
    return Submission.objects.get(round_id=round_id, unit_id=office.one)


def _accepted(office: Office, submission: Submission, **values: int) -> None:
    actions.enter(submission.pk, cells(**values), actor=OPERATOR, at=NOW)
    _handed_on(office, submission)


def _handed_on(office: Office, submission: Submission) -> None:
    sent = actions.submit(submission.pk, actor=office.actor("clerk"), at=NOW)
    officer = office.actor("officer")
    actions.accept(submission.pk, revision=sent.revision, actor=officer, at=NOW)


def _rows(office: Office) -> dict[CellKey, object]:
    found = consolidate(office.north, AUGUST, actor=OPERATOR, on=ON)
    return {row.key: row for row in found.rows}


def _values(office: Office) -> dict[str, int]:
    found = consolidate(office.north, AUGUST, actor=OPERATOR, on=ON)
    return {row.key.indicator: row.value for row in found.rows if row.value is not None}
