"""Three things are compared: what stood when the form was fetched, what the file says, what is."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.filled_forms import (
    NOTE,
    PREVIOUS,
    STATUS,
    VALUE,
    a_fetched,
    at,
    edited,
    form_file,
    typed,
)
from keng.documents.workbooks import open_workbook
from keng.intake.workbooks.judging import Bench, Judged, judge
from keng.intake.workbooks.manifest import FetchedCell
from keng.intake.workbooks.scanning import scan
from keng.kernel.figures import CellKey, to_decimal
from keng.packs.schema import Pack
from keng.reporting.queries.figures import FigureView
from keng.screening.desk import Desk, at_a_desk

ACCOUNT = 7


def now_holds(value: int | None, **changes: object) -> FigureView:
    facts: dict[str, object] = {
        "key": CellKey("fires"),
        "basis": "own",
        "value": value,
        "status": "official",
        "note": "",
        "source": "",
        "origin": "entered",
        "revision": 1,
        "at": datetime(2024, 7, 1, tzinfo=UTC),
        "account_id": 3,
        **changes,
    }
    return FigureView(**facts)  # type: ignore[arg-type]  # tests override single fields


def judged(
    pack: Pack,
    values: dict[str, object],
    *,
    was: FetchedCell | None = None,
    now: FigureView | None = None,
    key: str = "fires",
) -> Judged:
    """What comes of one cell after typing; `was` stood when the form was fetched."""
    fetched = a_fetched(pack, cells={key: was} if was else {})
    content = edited(form_file(pack, fetched), typed(values))
    found = scan(open_workbook(content, name="a.xlsx"), file="a.xlsx")
    [cell] = [cell for cell in found.units[0].cells if str(cell.key) == key]
    return judge(
        cell, was or FetchedCell(), now, Bench("a.xlsx", pack, pack.form_of("commune"), ACCOUNT)
    )


def codes(judged: Judged) -> list[str]:
    return [problem.code for problem in judged.problems]


def test_a_figure_typed_into_an_empty_cell_is_a_change_with_its_source(pack: Pack) -> None:
    change = judged(pack, {at(VALUE, "fires"): 7}).change

    assert change is not None
    assert change.input.value == 7
    assert change.input.status == "official"
    assert change.input.note is None
    assert change.input.source == "a.xlsx!xã A!E12"
    assert change.input.expected_revision == 0


def test_decimals_become_the_smallest_unit(pack: Pack) -> None:
    change = judged(pack, {at(VALUE, "area_ha"): 664.49}, key="area_ha").change

    assert change is not None
    assert change.input.value == 66449


def test_an_untouched_cell_is_unchanged_even_if_the_server_moved_on(pack: Pack) -> None:
    outcome = judged(pack, {}, was=FetchedCell(1, "5"), now=now_holds(6, revision=2))

    assert outcome == Judged()


def test_a_cell_that_already_holds_the_figure_is_unchanged(pack: Pack) -> None:
    outcome = judged(pack, {at(VALUE, "fires"): 7}, now=now_holds(7, revision=4))

    assert outcome == Judged()


def test_a_cell_that_both_sides_changed_is_a_conflict(pack: Pack) -> None:
    outcome = judged(
        pack,
        {at(VALUE, "fires"): 7},
        was=FetchedCell(1, "5"),
        now=now_holds(6, revision=2),
    )

    assert codes(outcome) == ["changed_since"]
    assert "6" in outcome.problems[0].message
    assert "7" in outcome.problems[0].message


def test_correcting_a_file_that_was_imported_before_is_no_conflict(pack: Pack) -> None:
    mine = now_holds(6, revision=2, origin="imported", source="a.xlsx!xã A!E12", account_id=ACCOUNT)

    change = judged(pack, {at(VALUE, "fires"): 7}, was=FetchedCell(1, "5"), now=mine).change

    assert change is not None
    assert (change.input.value, change.input.expected_revision) == (7, 2)


def test_an_import_of_somebody_else_is_a_conflict_like_any_other(pack: Pack) -> None:
    theirs = now_holds(6, revision=2, origin="imported", source="a.xlsx!xã A!E12", account_id=8)

    outcome = judged(pack, {at(VALUE, "fires"): 7}, was=FetchedCell(1, "5"), now=theirs)

    assert codes(outcome) == ["changed_since"]


def test_a_cell_that_is_emptied_keeps_its_figure_and_is_told(pack: Pack) -> None:
    outcome = judged(pack, {at(VALUE, "fires"): None}, was=FetchedCell(1, "5"), now=now_holds(5))

    assert outcome == Judged(left_blank=True)


def test_a_status_alone_changes_the_cell_and_keeps_its_figure(pack: Pack) -> None:
    change = judged(
        pack, {at(STATUS, "fires"): "Ước"}, was=FetchedCell(1, "5"), now=now_holds(5)
    ).change

    assert change is not None
    assert (change.input.value, change.input.status) == (5, "estimated")


def test_a_note_alone_changes_the_cell_and_keeps_its_figure(pack: Pack) -> None:
    change = judged(
        pack, {at(NOTE, "fires"): "theo sổ"}, was=FetchedCell(1, "5"), now=now_holds(5)
    ).change

    assert change is not None
    assert (change.input.value, change.input.note) == (5, "theo sổ")


def test_a_note_with_personal_data_is_a_problem_until_it_is_decided(pack: Pack) -> None:
    typed_in = {at(VALUE, "fires"): 7, at(NOTE, "fires"): "gọi 0900000001"}

    undecided = judged(pack, typed_in)
    with at_a_desk(Desk(whole="Số trực ban")):
        kept = judged(pack, typed_in)
    with at_a_desk(Desk(takes_out=True)):
        taken_out = judged(pack, typed_in)

    assert (undecided.change, codes(undecided)) == (None, ["personal_note"])
    assert "0900000001" not in undecided.problems[0].message
    assert kept.change is not None
    assert kept.change.input.note == "gọi 0900000001"
    assert taken_out.change is not None
    assert taken_out.change.input.note == "gọi [đã bỏ]"


def test_a_new_figure_keeps_the_status_that_the_form_shows(pack: Pack) -> None:
    was = FetchedCell(1, "5", status="ước")

    change = judged(
        pack, {at(VALUE, "fires"): 6}, was=was, now=now_holds(5, status="estimated")
    ).change

    assert change is not None
    assert change.input.status == "estimated"


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({at(STATUS, "fires"): "tạm"}, "status_unknown"),
        ({at(STATUS, "fires"): "ước"}, "status_without_value"),
        ({at(NOTE, "fires"): "=1+1"}, "text_is_formula"),
        ({at(PREVIOUS, "fires"): 4}, "previous_changed"),
        ({"C12": "Vụ nổ"}, "label_mismatch"),
        ({"C12": None}, "label_mismatch"),
        ({at(VALUE, "fires"): "=1+1"}, "formula"),
        ({at(VALUE, "fires"): "1,234"}, "ambiguous_number"),
        ({at(VALUE, "fires"): "12 người"}, "other_unit"),
        ({at(VALUE, "fires"): True}, "boolean_cell"),
        ({at(VALUE, "fires"): -1}, "negative"),
        ({at(VALUE, "fires"): 1.5}, "too_many_decimals"),
        ({at(VALUE, "fires"): "-"}, "dash"),
        ({at(VALUE, "fires"): "<5"}, "suppressed"),
    ],
)
def test_what_is_wrong_with_a_cell_is_named(
    pack: Pack, values: dict[str, object], code: str
) -> None:
    outcome = judged(pack, values)

    assert codes(outcome) == [code]
    assert outcome.change is None
    assert ": " in outcome.problems[0].message


def test_a_merged_cell_is_named_with_its_area(pack: Pack) -> None:
    content = edited(
        form_file(pack, a_fetched(pack)),
        typed({"E11": 5}),
        lambda book: book.worksheets[0].merge_cells("E11:E12"),
    )
    found = scan(open_workbook(content, name="a.xlsx"), file="a.xlsx")
    cells = {str(cell.key): cell for cell in found.units[0].cells}

    for key in ("cases_settled", "fires"):
        outcome = judge(
            cells[key], FetchedCell(), None, Bench("a.xlsx", pack, pack.form_of("commune"), ACCOUNT)
        )
        assert codes(outcome) == ["merged_cell"]
        assert "E11:E12" in outcome.problems[0].message


@settings(max_examples=40, deadline=None)
@given(
    figures=st.dictionaries(
        st.sampled_from(["cases_total", "cases_settled", "fires", "area_ha"]),
        st.integers(0, 10**11),
    )
)
def test_any_figures_come_back_from_a_form_as_they_went_in(
    pack: Pack, figures: dict[str, int]
) -> None:
    cells = {
        key: FetchedCell(1, str(to_decimal(value, pack.indicators[key].digits)))
        for key, value in figures.items()
    }
    content = form_file(pack, a_fetched(pack, cells=cells))

    found = scan(open_workbook(content, name="a.xlsx"), file="a.xlsx")

    # Judged as if nothing had been fetched, every figure is a change to exactly itself.
    bench = Bench("a.xlsx", pack, pack.form_of("commune"), ACCOUNT)
    read = {
        str(cell.key): change.input.value
        for cell in found.units[0].cells
        if (change := judge(cell, FetchedCell(), None, bench).change) is not None
    }
    assert read == figures


def test_figures_shown_as_text_come_back_too(pack: Pack) -> None:
    change = judged(pack, {at(VALUE, "area_ha"): "1.234,5 ha"}, key="area_ha").change

    assert change is not None
    assert to_decimal(change.input.value or 0, 2) == Decimal("1234.50")
