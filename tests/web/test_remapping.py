"""Acts on the map by screen: what they do is told first, nothing is left by looking."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from keng.kernel.actors import OPERATOR
from keng.orgunits import queries
from keng.orgunits.actions import Naming, NewUnit, create_unit
from keng.orgunits.models import Affiliation, Change, Designation, Succession, Unit
from keng.reporting import actions as reporting
from reporting_cast import cells
from web_cast import NOW, SETUP, START, Office

DAY = "2024-09-01"
MERGER = {
    "units": ["xã Một", "xã Hai"],
    "into": "xã Một Hai",
    "code": "",
    "under": "",
    "on": DAY,
    "basis": "Nghị quyết 12/NQ-HĐND",
}


def page(response: Any) -> str:
    return " ".join(response.content.decode().split())


def village(name: str, parent: int) -> int:
    new = NewUnit(Naming("thon", name), parent)
    return create_unit(new, on=START, basis="NQ 1", actor=OPERATOR, at=SETUP).pk


def looked(office: Office, kind: str, asked: dict[str, Any], login: str = "keeper") -> Any:
    return office.browser(login).post(f"/don-vi/thay-doi/{kind}/", {**asked, "do": "look"})


def confirmed(office: Office, kind: str, asked: dict[str, Any]) -> Any:
    keeper = office.browser("keeper")
    mark = keeper.post(f"/don-vi/thay-doi/{kind}/", {**asked, "do": "look"}).context["mark"]
    return keeper.post(
        f"/don-vi/thay-doi/{kind}/", {**asked, "do": "confirm", "seen": mark}, follow=True
    )


def test_a_merger_tells_what_it_does_and_leaves_nothing_behind(office: Office) -> None:
    before = (Change.objects.count(), Unit.objects.count())

    seen = looked(office, "sap-nhap", MERGER).context["seen"]

    assert [one.partition(",")[0] for one in seen.ended] == ["xã Hai", "xã Một"]
    assert [one.partition(",")[0] for one in seen.begun] == ["xã Một Hai"]
    assert (Change.objects.count(), Unit.objects.count()) == before


def test_a_whole_merger_is_compared_with_the_sum_of_what_it_was_made_of(office: Office) -> None:
    found = {
        one.name: one for one in looked(office, "sap-nhap", MERGER).context["seen"].comparisons
    }

    assert found["xã Một Hai"].verdict == "whole"
    assert "xã Hai" in found["xã Một Hai"].words
    assert (found["huyện Bắc"].was, found["huyện Bắc"].verdict) == ("whole", "whole")


def test_what_is_owed_in_the_period_before_the_merger_is_filled_by_the_successor(
    office: Office,
) -> None:
    seen = looked(office, "sap-nhap", MERGER).context["seen"]

    assert {one.submission_id for one in seen.duties} == {office.draft.pk, office.other_draft.pk}
    assert {one.words for one in seen.duties} == {"xã Một Hai nhập và nộp thay, biểu giữ nguyên"}


def test_what_is_owed_for_a_period_that_spans_the_day_passes_as_a_new_form(office: Office) -> None:
    seen = looked(office, "sap-nhap", {**MERGER, "on": "2024-08-15"}).context["seen"]

    assert all(one.words.startswith("chuyển cho xã Một Hai") for one in seen.duties)
    assert [one.spans for one in seen.periods] == [True]


def test_who_has_a_role_at_a_unit_that_ends_is_named(office: Office) -> None:
    seen = looked(office, "sap-nhap", MERGER).context["seen"]

    assert {one.name for one in seen.people} == {
        "Người clerk",
        "Người leader",
        "Người other.clerk",
    }


def test_a_split_commune_is_not_compared_and_the_district_still_is(office: Office) -> None:
    asked = {"units": ["xã Một"], "into": ["xã Ba", "xã Bốn"], "on": DAY, "basis": "NQ 13"}

    found = {
        one.name: one for one in looked(office, "chia-tach", asked).context["seen"].comparisons
    }

    assert found["xã Ba"].verdict == found["xã Bốn"].verdict == "none"
    assert "không so sánh được" in found["xã Ba"].words
    assert found["huyện Bắc"].verdict == "whole"


def test_a_part_that_leaves_the_district_takes_the_comparison_of_both_with_it(
    office: Office,
) -> None:
    south = create_unit(
        NewUnit(Naming("huyen", "Nam"), office.province),
        on=START,
        basis="NQ 1",
        actor=OPERATOR,
        at=SETUP,
    ).pk
    new = create_unit(
        NewUnit(Naming("xa", "Năm"), south), on=START, basis="NQ 1", actor=OPERATOR, at=SETUP
    )
    del new
    asked = {
        "units": ["xã Một", "xã Năm"],
        "into": ["xã Sáu", "xã Bảy"],
        "on": DAY,
        "basis": "NQ 14",
    }
    one, five = office.one, queries.unit_named("xã Năm", on=NOW.date()).id
    shares = {f"share_{one}": ["0", "1"], f"share_{five}": ["1"]}

    found = {
        unit.name: unit
        for unit in looked(office, "sap-xep", {**asked, **shares}).context["seen"].comparisons
    }

    assert found["xã Sáu"].verdict == "none"
    # Both new communes lie in huyện Bắc, whose old territory did not hold xã Năm: the group of
    # xã Sáu and xã Bảy lies inside huyện Bắc today, and is compared there as one.
    assert found["huyện Bắc"].verdict == "whole"


def test_where_villages_go_is_asked_before_anything_is_told(office: Office) -> None:
    hamlet = village("An", office.one)
    asked = {"units": ["xã Một"], "into": ["xã Ba", "xã Bốn"], "on": DAY, "basis": "NQ 13"}

    open_page = looked(office, "chia-tach", asked)
    told = looked(office, "chia-tach", {**asked, f"goes_{hamlet}": "1", "asked": "1"})

    assert [one.name for one in open_page.context["questions"]] == [f"goes_{hamlet}"]
    assert open_page.context["seen"] is None if "seen" in open_page.context else True
    assert [one.will.partition(",")[0] for one in told.context["seen"].moved] == ["xã Bốn"]


def test_a_merger_is_carried_out_once_it_was_looked_at(office: Office) -> None:
    response = confirmed(office, "sap-nhap", MERGER)

    assert "Đã ghi thay đổi" in page(response)
    assert [one.name for one in queries.children(office.north, on=NOW.date())] == ["Một Hai"]
    assert Change.objects.latest("pk").basis == "Nghị quyết 12/NQ-HĐND"


def test_what_was_altered_after_the_look_is_looked_at_again(office: Office) -> None:
    keeper = office.browser("keeper")
    mark = keeper.post("/don-vi/thay-doi/sap-nhap/", {**MERGER, "do": "look"}).context["mark"]
    before = Change.objects.count()

    response = keeper.post(
        "/don-vi/thay-doi/sap-nhap/",
        {**MERGER, "into": "xã Khác", "do": "confirm", "seen": mark},
    )

    assert response.status_code == 200
    assert Change.objects.count() == before


def test_a_merger_is_undone_after_its_undoing_was_told(office: Office) -> None:
    confirmed(office, "sap-nhap", MERGER)
    change = Change.objects.latest("pk").pk
    keeper, where = office.browser("keeper"), f"/don-vi/thay-doi/{change}/hoan-tac/"

    seen = keeper.post(where, {"basis": "Nhập nhầm", "do": "look"}).context["seen"]
    assert [one.partition(",")[0] for one in seen.begun] == ["xã Hai", "xã Một"]
    assert queries.is_in_force(office.one, on=NOW.date()) is False

    keeper.post(where, {"basis": "Nhập nhầm", "do": "confirm"})
    assert queries.is_in_force(office.one, on=NOW.date())
    assert "đã hoàn tác" in page(keeper.get(f"/don-vi/thay-doi/{change}/"))


@pytest.mark.parametrize(
    ("kind", "asked", "told"),
    [
        ("doi-ten", {"unit": "xã Một", "to": "phường Một", "code": "123"}, "phường Một (123)"),
        ("chuyen", {"unit": "xã Một", "under": "tỉnh Đông"}, "tỉnh Đông"),
        ("giai-the", {"unit": "xã Một"}, "kết thúc"),
        ("lap-moi", {"kind": "thon", "name": "An", "under": "xã Một", "manager": ""}, "thôn An"),
        ("giao-quan-ly", {"unit": "xã Một", "by": "xã Hai"}, "đổi đơn vị quản lý"),
    ],
)
def test_every_other_act_tells_what_it_does_and_is_done(
    kind: str, asked: dict[str, str], told: str, office: Office
) -> None:
    asked = {"on": "2024-09-02", "basis": "QĐ 5", "code": "", **asked}
    before = Change.objects.count()

    assert told in page(looked(office, kind, asked))
    assert Change.objects.count() == before
    confirmed(office, kind, asked)
    assert Change.objects.count() == before + 1


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"units": ["xã Một"]}, "ít nhất 2"),
        ({"units": ["xã Một", "xã Chín"]}, "xã Chín"),
        ({"into": "Một Hai"}, "viết loại trước tên"),
        ({"basis": ""}, "field-wrong"),
        ({"on": "2019-01-01"}, "note error"),
    ],
)
def test_an_act_that_cannot_be_done_says_why_and_keeps_what_was_typed(
    asked: dict[str, Any], words: str, office: Office
) -> None:
    response = looked(office, "sap-nhap", {**MERGER, **asked})

    assert response.status_code == 422
    assert words in page(response)
    assert "Nghị quyết 12/NQ-HĐND" in page(response) or not asked.get("basis", "x")


def test_nobody_without_the_grant_changes_the_map(office: Office) -> None:
    for login in ("clerk", "officer", "auditor"):
        assert looked(office, "sap-nhap", MERGER, login).status_code == 403
    assert office.browser("keeper").get("/don-vi/thay-doi/khong-co/").status_code == 404


def test_an_administrator_of_one_province_cannot_touch_another(office: Office) -> None:
    other = create_unit(
        NewUnit(Naming("tinh", "Tây"), office.nation),
        on=START,
        basis="NQ 1",
        actor=OPERATOR,
        at=SETUP,
    ).pk
    create_unit(
        NewUnit(Naming("huyen", "Xa"), other), on=START, basis="NQ 1", actor=OPERATOR, at=SETUP
    )

    response = looked(
        office,
        "doi-ten",
        {"unit": "huyện Xa", "to": "huyện Gần", "code": "", "on": DAY, "basis": "NQ 3"},
    )

    assert response.status_code == 422
    assert Unit.objects.filter(designations__name="Gần").count() == 0


def test_names_are_offered_while_they_are_typed(office: Office) -> None:
    found = page(office.browser("keeper").get("/don-vi/goi-y/?units=xa+mo&on=2024-09-01"))

    assert 'value="xã Một, huyện Bắc, tỉnh Đông"' in found
    assert "xã Hai" not in found


def test_the_papers_cited_before_are_offered(office: Office) -> None:
    assert '<option value="NQ 1">' in page(office.browser("keeper").get("/don-vi/thay-doi/chuyen/"))


def test_the_comparison_after_the_merger_is_the_one_that_was_told(office: Office) -> None:
    for draft in (office.draft, office.other_draft):
        reporting.enter(draft.pk, cells(fires=3), actor=OPERATOR, at=NOW)
    told = looked(office, "sap-nhap", MERGER).context["seen"].comparisons
    confirmed(office, "sap-nhap", MERGER)

    merged = next(one for one in told if one.name == "xã Một Hai")
    now = queries.unit_named("xã Một Hai", on=NOW.date()).id
    counterpart = queries.counterpart_of([now], shown_on=NOW.date(), other=START)
    assert merged.verdict == "whole"
    assert counterpart.is_closed
    assert counterpart.units == {office.one, office.two}


NAME = {"unit": "xã Một", "to": "xã Mốt", "code": "", "on": DAY, "basis": "CV 3"}


def merged_by_some_day(office: Office) -> int:
    """xã Một and xã Hai merged, of which only "no later than 1 September" is known."""
    confirmed(office, "sap-nhap", MERGER)
    made = queries.unit_named("xã Một Hai", on=NOW.date()).id
    for rows in (Designation.objects, Affiliation.objects):
        rows.filter(unit_id=made).update(day_is="by")  # as the seed of the country tells it
    Succession.objects.filter(successor_id=made).update(day_is="by")
    return made


def test_the_page_of_a_unit_leads_to_its_corrections(office: Office) -> None:
    keeper = office.browser("keeper")

    form = keeper.get(keeper.get(f"/don-vi/{office.one}/").context["names"][0].correct_url)

    assert form.context["form"].initial["unit"] == "xã Một, huyện Bắc, tỉnh Đông"
    assert form.context["form"].initial["to"] == "xã Một"
    assert form.context["form"].initial["on"] == START.isoformat()
    clerk = page(office.browser("clerk").get(f"/don-vi/{office.one}/"))
    assert "dinh-chinh" not in clerk


def test_a_wrong_name_is_put_right_for_as_long_as_it_stood(office: Office) -> None:
    seen = looked(office, "dinh-chinh-ten", NAME).context["seen"]
    assert [(one.was, one.will) for one in seen.renamed] == [("xã Một", "xã Mốt")]
    assert seen.comparisons == ()
    assert queries.names_of(office.one)[0].text == "xã Một"

    confirmed(office, "dinh-chinh-ten", NAME)

    (name,) = queries.names_of(office.one)
    assert (name.text, name.first, name.basis) == ("xã Mốt", START, "CV 3")
    change = Change.objects.latest("pk")
    assert queries.retracted_rows(change.pk)[0]["name"] == "Một"


@pytest.mark.parametrize(
    ("given", "code"),
    [({"code": "123"}, "123"), ({}, "77"), ({"no_code": "on"}, ""), ({"code": " 8 "}, "8")],
)
def test_a_code_is_kept_unless_another_one_is_given_or_none_is_right(
    given: dict[str, str], code: str, office: Office
) -> None:
    confirmed(office, "dinh-chinh-ten", {**NAME, "code": "77"})

    confirmed(office, "dinh-chinh-ten", {**NAME, "to": "xã Một", **given})

    assert queries.names_of(office.one)[0].code == code


def test_a_school_is_corrected_by_its_full_name(office: Office) -> None:
    new = NewUnit(Naming("thcs", "Trường THCS Mot"), office.one, office.one)
    school = create_unit(new, on=START, basis="NQ 1", actor=OPERATOR, at=SETUP).pk
    asked = {**NAME, "unit": "Trường THCS Mot, xã Một", "to": "Trường THCS Một"}

    confirmed(office, "dinh-chinh-ten", asked)

    assert queries.names_of(school)[0].text == "Trường THCS Một"


def test_a_corrected_name_is_taken_back_after_a_look(office: Office) -> None:
    confirmed(office, "dinh-chinh-ten", NAME)
    change = Change.objects.latest("pk").pk
    keeper, where = office.browser("keeper"), f"/don-vi/thay-doi/{change}/hoan-tac/"

    seen = keeper.post(where, {"basis": "Nhầm", "do": "look"}).context["seen"]
    assert [(one.was, one.will) for one in seen.renamed] == [("xã Mốt", "xã Một")]
    assert queries.names_of(office.one)[0].text == "xã Mốt"

    keeper.post(where, {"basis": "Nhầm", "do": "confirm"})
    assert queries.names_of(office.one)[0].text == "xã Một"
    assert "đã hoàn tác" in page(keeper.get(f"/don-vi/thay-doi/{change}/"))


def test_the_true_day_of_a_merger_tells_what_is_compared_from_then_on(office: Office) -> None:
    merged = merged_by_some_day(office)
    keeper = office.browser("keeper")
    unit = page(keeper.get(f"/don-vi/{merged}/"))
    assert "Chỉ biết đã xảy ra muộn nhất ngày: 01/09/2024" in unit
    assert "/don-vi/thay-doi/dinh-chinh-ngay/?unit=" in unit
    asked = {"units": ["xã Một Hai"], "on": "2024-08-15", "basis": "NQ 12"}

    seen = looked(office, "dinh-chinh-ngay", asked).context["seen"]

    assert [one.partition(",")[0] for one in seen.begun] == ["xã Một Hai"]
    assert [one.partition(",")[0] for one in seen.ended] == ["xã Hai", "xã Một"]
    found = {one.name: one for one in seen.comparisons}
    assert (found["xã Một Hai"].was, found["xã Một Hai"].verdict) == ("", "whole")
    assert [one.spans for one in seen.periods] == [True]  # the day lies inside August
    assert queries.successors(office.one)[0].on.isoformat() == DAY

    confirmed(office, "dinh-chinh-ngay", asked)
    assert queries.successors(office.one)[0].on.isoformat() == "2024-08-15"
    assert "muộn nhất" not in page(keeper.get(f"/don-vi/{merged}/"))

    change = Change.objects.latest("pk").pk
    keeper.post(f"/don-vi/thay-doi/{change}/hoan-tac/", {"basis": "Nhầm", "do": "confirm"})
    step = queries.successors(office.one)[0]
    assert (step.on.isoformat(), step.day_is.value) == (DAY, "by")


@pytest.mark.parametrize(
    ("kind", "asked", "words"),
    [
        ("dinh-chinh-ten", {**NAME, "basis": ""}, "field-wrong"),
        ("dinh-chinh-ten", {**NAME, "to": "Mốt"}, "viết loại trước tên"),
        ("dinh-chinh-ten", {**NAME, "to": "tỉnh Mốt"}, "viết loại trước tên"),
        ("dinh-chinh-ten", {**NAME, "on": "2019-01-01"}, "note error"),
        ("dinh-chinh-ngay", {"units": ["xã Một"], "on": DAY, "basis": "NQ"}, "chưa xác định"),
        ("dinh-chinh-ngay", {"units": [], "on": DAY, "basis": "NQ"}, "ít nhất 1"),
    ],
)
def test_a_correction_that_cannot_be_made_says_why_and_changes_nothing(
    kind: str, asked: dict[str, Any], words: str, office: Office
) -> None:
    before = Change.objects.count()

    response = looked(office, kind, asked)

    assert response.status_code == 422
    assert words in page(response)
    assert Change.objects.count() == before


def test_nobody_without_the_grant_corrects(office: Office) -> None:
    for login in ("clerk", "officer", "auditor"):
        assert looked(office, "dinh-chinh-ten", NAME, login).status_code == 403
    assert queries.names_of(office.one)[0].text == "xã Một"


HEADINGS = ["Loại", "Tên", "Trực thuộc", "Đơn vị quản lý", "Mã số"]


def sheet(*lines: list[str]) -> SimpleUploadedFile:
    book = Workbook()
    page_of_book = book.active
    assert page_of_book is not None
    for line in (HEADINGS, *lines):
        page_of_book.append(line)
    kept = io.BytesIO()
    book.save(kept)
    return SimpleUploadedFile("ds.xlsx", kept.getvalue())


def test_a_list_of_villages_is_looked_at_and_then_made(office: Office) -> None:
    keeper = office.browser("keeper")
    lines = [["thôn", "An", "xã Một"], ["thôn", "Bình", "xã Một"]]
    act = {"on": DAY, "basis": "QĐ 7"}
    before = Unit.objects.count()

    seen = keeper.post("/don-vi/nap/", {**act, "workbook": sheet(*lines)})
    assert seen.context["told"] == {"made": 2, "there": 0}
    assert Unit.objects.count() == before

    keeper.post("/don-vi/nap/luu/", {**act, "token": seen.context["token"]})
    assert [one.name for one in queries.children(office.one, on=NOW.date())] == ["An", "Bình"]
    again = keeper.post("/don-vi/nap/", {**act, "workbook": sheet(*lines)})
    assert again.context["told"] == {"made": 0, "there": 2}
    assert "token" not in again.context


def test_a_wrong_list_names_its_cells_and_makes_nothing(office: Office) -> None:
    lines = [["thôn", "An", "xã Một"], ["thành", "Bình", "xã Chín"]]
    before = Unit.objects.count()

    response = office.browser("keeper").post(
        "/don-vi/nap/", {"on": DAY, "basis": "QĐ 7", "workbook": sheet(*lines)}
    )

    assert response.status_code == 422
    assert {one.place for one in response.context["problems"]} == {"Sheet!A3", "Sheet!C3"}
    assert Unit.objects.count() == before


def test_a_list_for_another_province_is_refused(office: Office) -> None:
    other = NewUnit(Naming("tinh", "Tây"), office.nation)
    create_unit(other, on=START, basis="NQ 1", actor=OPERATOR, at=SETUP)
    before = Unit.objects.count()

    response = office.browser("keeper").post(
        "/don-vi/nap/",
        {"on": DAY, "basis": "QĐ 7", "workbook": sheet(["co_quan", "Sở Ví dụ", "tỉnh Tây"])},
    )

    assert response.status_code == 422
    assert "token" not in response.context
    assert Unit.objects.count() == before


def test_the_template_of_the_list_is_what_the_list_reads(office: Office) -> None:
    response = office.browser("keeper").get("/don-vi/nap/mau.xlsx")

    book = load_workbook(io.BytesIO(response.content))
    rows = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()]
    assert HEADINGS in rows


def test_a_list_with_a_mark_of_secrecy_is_not_taken_in(office: Office) -> None:
    lines = [["MẬT"], ["thôn", "An", "xã Một"]]

    response = office.browser("keeper").post(
        "/don-vi/nap/", {"on": DAY, "basis": "QĐ 7", "workbook": sheet(*lines)}
    )

    assert response.status_code == 422
    assert "token" not in response.context
    assert "độ mật" in page(response)
