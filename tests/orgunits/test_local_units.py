from __future__ import annotations

from datetime import date

import pytest

from keng.journal.models import Entry
from keng.kernel.actors import OPERATOR
from keng.kernel.errors import NotAllowed
from keng.orgunits import queries
from keng.orgunits.actions import BadRows, LocalUnitRow, check_local_units, import_local_units
from keng.orgunits.models import Change, Unit

from .conftest import ACT, AT, Country, Stranger

DAY, TODAY = date(2025, 1, 1), date(2026, 3, 2)
COLUMNS = ("kind", "name", "parent", "manager", "code")


def _row(number: int, *texts: str) -> LocalUnitRow:
    cells = {name: f"{letter}{number}" for name, letter in zip(COLUMNS, "ABCDE", strict=True)}
    return LocalUnitRow("Thôn", dict(zip(COLUMNS, texts, strict=False)), cells)


GOOD = [
    _row(2, "thôn", "3", "xã Hòa Bình"),
    _row(3, "Tổ dân phố", "Số 1", "xa phu my, song xanh"),
    _row(4, "trường trung học cơ sở", "Trường THCS Phú Mỹ", "xã Phú Mỹ", "xã Phú Mỹ", "S1"),
    _row(5, "co_quan", "Trạm Y tế", "xã Phú Mỹ", "huyện Sông Xanh"),
]


def test_all_rows_become_units_by_one_change(country: Country) -> None:
    changes = Change.objects.count()

    outcome = import_local_units(GOOD, on=DAY, basis=ACT, actor=OPERATOR, at=AT)

    school = queries.unit_named("Trường THCS Phú Mỹ, xã Phú Mỹ", on=TODAY)
    assert len(outcome.created) == 4
    assert outcome.unchanged == 0
    assert school.kind == "thcs"
    assert school.code == "S1"
    assert queries.direct_superior(school.id, on=TODAY) == country.phu_my
    assert Change.objects.count() == changes + 1
    key = queries.unit_view(outcome.created[0], on=TODAY).key
    assert Entry.objects.get(stream=f"unit:{key}").verb == "orgunits.import"
    assert list(queries.problems()) == []


def test_the_same_sheet_again_changes_nothing(country: Country) -> None:
    import_local_units(GOOD, on=DAY, basis=ACT, actor=OPERATOR, at=AT)
    before = (Unit.objects.count(), Change.objects.count())

    outcome = import_local_units(
        [*GOOD, _row(6, "thôn", "1", "xã Hòa Bình")], on=DAY, basis=ACT, actor=OPERATOR, at=AT
    )

    assert outcome.created == ()
    assert outcome.unchanged == 5  # thôn 1 stood in the country before
    assert (Unit.objects.count(), Change.objects.count()) == before
    assert country.thon_1


@pytest.mark.parametrize(
    ("row", "cell", "code"),
    [
        (_row(7, "hội kín", "A", "xã Phú Mỹ"), "A7", "unknown_kind"),
        (_row(7, "xã", "Mới", "huyện Sông Xanh"), "A7", "unknown_kind"),
        (_row(7, "", "A", "xã Phú Mỹ"), "A7", "unknown_kind"),
        (_row(7, "thôn", "", "xã Phú Mỹ"), "B7", "bad_input"),
        (_row(7, "thôn", "A", ""), "C7", "no_parent"),
        (_row(7, "thôn", "A", "xã Không Có"), "C7", "not_found"),
        (_row(7, "thôn", "A", "huyện Sông Xanh"), "C7", "wrong_parent"),
        (_row(7, "co_quan", "A", "xã Phú Mỹ", "xã Không Có"), "D7", "not_found"),
        (_row(7, "thôn", "3", "xã Hòa Bình"), "B7", "two_rows_for_one_unit"),
    ],
)
def test_a_wrong_cell_is_named_and_nothing_is_saved(
    country: Country, row: LocalUnitRow, cell: str, code: str
) -> None:
    before = Unit.objects.count()

    with pytest.raises(BadRows) as refusal:
        import_local_units([*GOOD, row], on=DAY, basis=ACT, actor=OPERATOR, at=AT)

    assert [(one.sheet, one.cell, one.code) for one in refusal.value.problems] == [
        ("Thôn", cell, code)
    ]
    assert refusal.value.problems[0].message
    assert Unit.objects.count() == before
    assert country.nation


def test_every_wrong_cell_is_listed_at_once(country: Country) -> None:
    rows = [_row(2, "hội kín", "A", "xã Không Có"), _row(3, "thôn", "", "")]

    with pytest.raises(BadRows) as refusal:
        check_local_units(rows, on=DAY)

    assert [one.cell for one in refusal.value.problems] == ["A2", "C2", "B3", "C3"]
    assert "Thôn!A2" in str(refusal.value)
    assert country.nation


def test_an_ambiguous_parent_lists_the_candidates(country: Country) -> None:
    import_local_units(
        [_row(2, "thôn", "Đông", "xã Hòa Bình"), _row(3, "thôn", "Đông", "xã Phú Mỹ")],
        on=DAY,
        basis=ACT,
        actor=OPERATOR,
        at=AT,
    )

    with pytest.raises(BadRows) as refusal:
        check_local_units([_row(4, "co_quan", "Tổ hòa giải", "thôn Đông")], on=TODAY)

    assert refusal.value.problems[0].code == "ambiguous"
    assert "thôn Đông, xã Hòa Bình" in refusal.value.problems[0].message
    assert country.nation


def test_a_check_counts_and_writes_nothing(country: Country) -> None:
    before = Unit.objects.count()

    assert check_local_units(GOOD, on=DAY) == (4, 0)
    assert Unit.objects.count() == before
    assert country.nation


def test_the_grant_is_asked_over_every_parent_and_manager(country: Country) -> None:
    clerk = Stranger(frozenset({country.hoa_binh, country.phu_my}))

    with pytest.raises(NotAllowed):
        import_local_units(GOOD, on=DAY, basis=ACT, actor=clerk, at=AT)
    outcome = import_local_units(GOOD[:3], on=DAY, basis=ACT, actor=clerk, at=AT)

    assert len(outcome.created) == 3
