"""Registering on screen: one's own unit, all units of a commune, withdrawing, titles."""

from __future__ import annotations

import pytest

from assessing_cast import Villages, an_office_of_villages
from keng.criteria import queries
from web_cast import NOW


@pytest.fixture
def villages(db: None) -> Villages:
    del db
    return an_office_of_villages()


def _states(villages: Villages) -> dict[str, str]:
    rows = queries.enrolments_below(
        villages.office.one, 2024, actor=villages.actor("clerk"), at=NOW
    )
    return {one.unit: one.state for one in rows}


def test_a_head_registers_the_own_village(villages: Villages) -> None:
    browser = villages.office.browser("head")
    page = browser.get("/dang-ky/").content.decode()
    assert "Bộ kdc" in page
    assert "31/03/2024" in page

    form = {"nam": "2024", "don-vi": str(villages.first), "unit": f"kdc:{villages.first}"}
    answer = browser.post("/dang-ky/ghi/", form, follow=True)

    assert "Đã đăng ký 01 đơn vị" in answer.content.decode()
    assert _states(villages)["thôn Đầu"] == "draft"


def test_a_clerk_registers_all_that_are_missing_and_undoes_it(villages: Villages) -> None:
    browser, here = villages.office.browser("clerk"), str(villages.office.one)
    both = {"nam": "2024", "don-vi": here}
    browser.post("/dang-ky/ghi/", both | {"unit": f"kdc:{villages.middle}"})

    answer = browser.post("/dang-ky/ghi/", both | {"all": "kdc"}, follow=True)
    assert "Đã đăng ký 02 đơn vị" in answer.content.decode()
    assert set(_states(villages).values()) == {"draft"}

    made = answer.context["just_made"]
    undo = both | {"assessment": made, "reason": "Đăng ký nhầm."}
    browser.post("/dang-ky/rut/", undo)
    assert _states(villages) == {
        "thôn Đầu": "withdrawn",
        "thôn Giữa": "draft",
        "thôn Cuối": "withdrawn",
    }


def test_who_has_not_registered_is_listed_alone(villages: Villages) -> None:
    browser, here = villages.office.browser("clerk"), str(villages.office.one)
    form = {"nam": "2024", "don-vi": here, "unit": f"kdc:{villages.middle}"}
    browser.post("/dang-ky/ghi/", form)

    page = browser.get(f"/dang-ky/?don-vi={here}&nam=2024&loc=chua").content.decode()

    assert "thôn Đầu" in page
    assert "thôn Giữa" not in page


def test_a_withdrawal_without_a_reason_changes_nothing(villages: Villages) -> None:
    browser, here = villages.office.browser("clerk"), str(villages.office.one)
    both = {"nam": "2024", "don-vi": here}
    browser.post("/dang-ky/ghi/", both | {"unit": f"kdc:{villages.first}"})
    [row] = queries.enrolments_of(villages.first, 2024, actor=villages.actor("head"), at=NOW)

    answer = browser.post(
        "/dang-ky/rut/", both | {"assessment": row.assessment_id, "reason": " "}, follow=True
    )

    assert "Hãy ghi lý do rút đăng ký" in answer.content.decode()
    assert _states(villages)["thôn Đầu"] == "draft"


def test_nothing_ticked_and_too_strange_a_year_are_told(villages: Villages) -> None:
    browser = villages.office.browser("clerk")
    form = {"nam": "2024", "don-vi": str(villages.office.one)}

    assert browser.post("/dang-ky/ghi/", form).status_code == 422
    assert browser.get("/dang-ky/?nam=không").status_code == 422


def test_another_commune_may_neither_see_nor_register_the_villages(villages: Villages) -> None:
    browser, here = villages.office.browser("other.clerk"), str(villages.office.one)
    form = {"nam": "2024", "don-vi": here, "unit": f"kdc:{villages.first}"}

    assert browser.get(f"/dang-ky/?don-vi={here}").status_code == 403
    answer = browser.post("/dang-ky/ghi/", form)

    assert answer.status_code == 302  # told on the page that follows, which is closed as well
    assert set(_states(villages).values()) == {""}


def test_a_title_is_signed_up_for_and_withdrawn(villages: Villages) -> None:
    browser, here = villages.office.browser("clerk"), str(villages.office.one)
    both = {"nam": "2024", "don-vi": here}
    browser.post("/dang-ky/danh-hieu/", both | {"title": "unit_of_excellence"})
    clerk = villages.actor("clerk")
    [row] = queries.pledges_of(villages.office.one, 2024, actor=clerk, at=NOW)

    browser.post(f"/dang-ky/danh-hieu/{row.id}/rut/", both | {"reason": "Chưa đủ điều kiện."})

    page = browser.get(f"/dang-ky/?don-vi={here}&nam=2024").content.decode()
    assert "Chưa đủ điều kiện." in page
    [row] = queries.pledges_of(villages.office.one, 2024, actor=clerk, at=NOW)
    assert row.withdrawn_on is not None


def test_the_first_page_tells_what_to_register_and_by_when(villages: Villages) -> None:
    page = villages.office.browser("clerk").get("/").content.decode()

    assert "Đăng ký: Bộ kdc" in page
    assert "03 đơn vị chưa đăng ký" in page
