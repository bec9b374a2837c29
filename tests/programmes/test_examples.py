"""Every pack of the repository loads, and every worked example in it comes out as written."""

from __future__ import annotations

import pytest

from keng.kernel.figures import CellKey
from keng.packs.examples import verdict_of
from keng.packs.loading import load_pack
from keng.packs.rulebook import compile_check
from keng.packs.schema import Check, Pack
from pack_cast import FOLDERS, SOUND, shipped

CHECKS = [
    pytest.param(folder.name, check, id=f"{folder.name}:{check.code}")
    for folder in FOLDERS
    for check in shipped(folder.name).checks.values()
]


@pytest.mark.parametrize(("pack", "check"), CHECKS)
def test_every_worked_example_comes_out_as_written(pack: str, check: Check) -> None:
    programme = shipped(pack)
    compiled = {ready.each: ready for ready in compile_check(check, programme)}

    for example in check.examples:
        ready = compiled[example.each if check.each is not None else None]
        assert verdict_of(ready, example, programme) == example.expect, example


@pytest.mark.parametrize(("pack", "check"), CHECKS)
def test_every_check_has_an_example_that_passes_and_one_that_fails(pack: str, check: Check) -> None:
    del pack

    assert {"pass", "fail"} <= {example.expect for example in check.examples}


def test_the_sound_pack_of_the_tests_is_sound() -> None:
    assert load_pack(SOUND).code == "sound"


@pytest.fixture
def antq() -> Pack:
    return shipped("antq")


def test_the_programme_has_its_forty_checks_and_more(antq: Pack) -> None:
    assert len(antq.checks) >= 40


def test_only_balances_parts_and_negative_numbers_block(antq: Pack) -> None:
    blocking = {code for code, check in antq.checks.items() if check.severity == "block"}

    assert all(
        "==" in antq.checks[code].rule or "<=" in antq.checks[code].rule or code == "not_negative"
        for code in blocking
    )
    assert not {code for code in blocking if "above" in code or "without" in code}


def test_every_entered_indicator_stands_in_a_form_or_is_computed(antq: Pack) -> None:
    asked = {key.indicator for form in antq.forms.values() for key in form.cells()}
    entered = {code for code, indicator in antq.indicators.items() if indicator.is_entered}

    assert entered == asked


def test_totals_of_people_in_a_sensitive_situation_are_small_and_never_split(antq: Pack) -> None:
    small = {code: it for code, it in antq.indicators.items() if it.small}

    assert set(small) == {"people_with_addiction", "offenders_handled"}
    assert all(not indicator.by for indicator in small.values())


def test_cells_are_labelled_with_their_breakdown(antq: Pack) -> None:
    key = CellKey.of("units_classified", {"unit_kind": "village", "class": "xuat_sac"})

    assert antq.cell_label(key) == ("Đơn vị được phân loại phong trào – Xuất sắc, Thôn, khu dân cư")
    assert antq.cell_label(key, "en") == "Units classified – Excellent, Villages"


def test_no_file_of_a_pack_is_too_long_to_read() -> None:
    long = {
        str(path.relative_to(folder)): lines
        for folder in FOLDERS
        for path in folder.rglob("*.yaml")
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > 180
    }

    assert long == {}


def test_an_unknown_due_day_is_null_and_a_known_one_has_its_source(antq: Pack) -> None:
    dues = [due for duty in antq.calendar.duties.values() for due in duty.due.values()]
    known = [due for due in dues if due is not None and due.is_known]

    assert known
    assert None in dues
    assert all(due.source is not None for due in known)
    assert antq.calendar.asked


def test_the_nine_month_span_of_the_decree_is_marked_unverified(antq: Pack) -> None:
    assert antq.calendar.regimes["nd09"].unverified_spans == (9,)


def test_the_police_profile_is_asked_for_and_the_committees_own_series_is_known(
    antq: Pack,
) -> None:
    assert antq.profiles["ubnd"].is_complete
    assert antq.profiles["ban_chi_dao"].series != antq.profiles["ubnd"].series
    assert not antq.profiles["cong_an"].is_complete
    assert antq.profiles["cong_an"].asked
