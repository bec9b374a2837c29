"""Typing for several units in one grid: what is saved, refused, contested, left out."""

from __future__ import annotations

from typing import Any

from keng.kernel.actors import OPERATOR
from keng.kernel.figures import CellKey
from keng.reporting import actions, queries
from reporting_cast import cells
from web_cast import NOW, Office


def address(office: Office, query: str = "") -> str:
    return f"/dot/{office.round_id}/nhap-nhieu/?{query}"


def values(submission_id: int) -> dict[str, int | None]:
    return {str(key): one.value for key, one in queries.figures_of(submission_id).items()}


def send(office: Office, login: str = "officer", **typed: Any) -> Any:
    """Texts by "SUBMISSION_KEY"; what stood there was empty."""
    body = {f"cell:{name.replace('_', ':', 1)}": text for name, text in typed.items()}
    return office.browser(login).post(address(office, "key=fires&key=cases"), body)


def test_the_grid_has_a_row_for_each_unit_that_still_enters(office: Office) -> None:
    actions.enter(office.draft.pk, cells(fires=3), actor=OPERATOR, at=NOW)

    response = office.browser("officer").get(address(office, "key=fires&key=area"))

    told = {row.unit_name: [cell.value for cell in row.cells] for row in response.context["rows"]}
    assert told == {"xã Hai": ["", ""], "xã Một": ["3", ""]}
    assert [label for label, _unit in response.context["heads"]] == ["Vụ cháy", "Diện tích"]


def test_a_handed_in_form_and_a_sensitive_total_are_not_typed_here(office: Office) -> None:
    actions.enter(office.draft.pk, cells(fires=3), actor=OPERATOR, at=NOW)
    actions.submit(office.draft.pk, actor=OPERATOR, at=NOW)

    response = office.browser("officer").get(address(office, "key=offenders&key=fires"))

    assert [row.unit_name for row in response.context["rows"]] == ["xã Hai"]
    assert [label for label, _unit in response.context["heads"]] == ["Vụ cháy"]
    assert "số liệu nhạy cảm về người" in response.content.decode()


def test_what_is_typed_is_saved_for_each_unit(office: Office) -> None:
    one, two = office.draft.pk, office.other_draft.pk

    response = send(office, **{f"{one}_fires": "2", f"{two}_fires": "4", f"{two}_cases": "1.050"})

    assert response.status_code == 302
    assert values(one) == {"fires": 2}
    assert values(two) == {"fires": 4, "cases": 1050}
    assert queries.figures_of(one)[CellKey("fires")].account_id == office.accounts["officer"].pk


def test_a_refused_cell_keeps_its_text_and_the_other_units_are_saved(office: Office) -> None:
    one, two = office.draft.pk, office.other_draft.pk

    response = send(office, **{f"{one}_fires": "ba", f"{one}_cases": "1", f"{two}_fires": "4"})

    assert response.status_code == 422
    assert (values(one), values(two)) == ({}, {"fires": 4})
    cell = {c.name: c for row in response.context["rows"] for c in row.cells}[f"{one}:fires"]
    assert cell.value == "ba"
    assert "không phải là số" in cell.wrong


def test_a_contested_cell_shows_the_other_value(office: Office) -> None:
    one = office.draft.pk
    actions.enter(one, cells(fires=7), actor=OPERATOR, at=NOW)

    response = send(office, **{f"{one}_fires": "2"})

    assert response.status_code == 422
    assert values(one) == {"fires": 7}
    assert "Người khác vừa ghi 7" in response.content.decode()


def test_nobody_types_for_a_unit_out_of_reach(office: Office) -> None:
    send(office, "clerk", **{f"{office.other_draft.pk}_fires": "2"})

    assert values(office.other_draft.pk) == {}
    assert office.browser("auditor").get(address(office)).status_code == 403


def test_a_closed_round_takes_nothing(office: Office) -> None:
    actions.close_round(office.round_id, "xong", actor=OPERATOR, at=NOW)

    send(office, **{f"{office.draft.pk}_fires": "2"})

    assert values(office.draft.pk) == {}
    assert "Không có đơn vị nào còn nhập được" in (
        office.browser("officer").get(address(office)).content.decode()
    )
