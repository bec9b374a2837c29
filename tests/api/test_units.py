"""Units by name and by day."""

from __future__ import annotations

from access_cast import MERGER, unit
from api.conftest import Caller, body_of, error_of
from intake.conftest import Desk


def test_a_unit_is_found_without_diacritics(clerk: Caller) -> None:
    found = body_of(clerk.get("/units", q="quang khai", on="2024-06-30"))

    assert [(one["key"], one["full_name"]) for one in found] == [("qk", "xã Quang Khải")]
    assert found[0]["path"] == "xã Quang Khải, huyện Tứ Kỳ, tỉnh Hải Dương"


def test_a_unit_is_shown_with_what_it_became(clerk: Caller) -> None:
    shown = body_of(clerk.get("/units/show", unit="xã Quang Khải", on="2024-06-30"))

    assert [one["key"] for one in shown["above"]] == ["tkh", "hd", "vn"]
    [step] = shown["successors"]
    assert (step["successor"]["key"], step["extent"], step["on"]) == ("tk", "whole", str(MERGER))


def test_a_name_that_several_units_bear_lists_them(desk: Desk, clerk: Caller) -> None:
    unit("qk2", "xa", "Quang Khải", under=desk.country.quang_ninh, until=MERGER)

    refused = error_of(clerk.get("/units/show", unit="xã Quang Khải", on="2024-06-30"), 422)

    assert refused["code"] == "ambiguous"
    assert len(refused["candidates"]) == 2


def test_an_unknown_unit_is_not_found(clerk: Caller) -> None:
    assert error_of(clerk.get("/units/show", unit="xã Đâu Đó"), 404)["code"] == "not_found"
