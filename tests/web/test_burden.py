"""Which figure is asked twice: by two forms for one period, and by a period within another."""

from __future__ import annotations

from keng.kernel.actors import OPERATOR
from keng.packs import installed
from keng.packs.content import content_of
from keng.packs.models import PackVersion
from keng.reporting import actions, queries
from web_cast import DUE, NOW, Office

TODAY = NOW.date()


def _with_a_second_form() -> None:
    """The same programme with a copy of the form under another code."""
    pack = installed.current()
    form = pack.forms["commune"]
    copy = form.model_copy(update={"code": "again"})
    made = pack.model_copy(update={"forms": {**pack.forms, "again": copy}})
    PackVersion.objects.create(code=pack.code, version="2", content=content_of(made))


def test_two_forms_for_one_period_ask_the_same_figures(office: Office) -> None:
    _with_a_second_form()
    period = office.draft.period
    second = actions.open_round(
        "again", period, owner_unit_id=office.north, due_on=DUE, actor=OPERATOR, at=NOW
    )

    (found,) = queries.burden_of(period.last.year, office.actor("officer"), on=TODAY)

    assert {found.first.id, found.second.id} == {office.round_id, second.pk}
    assert (found.is_same_period, found.times, found.units) == (True, 1, 2)
    assert len(found.keys) == len(installed.current().forms["again"].cells())


def test_a_clerk_counts_the_own_unit_only(office: Office) -> None:
    _with_a_second_form()
    period = office.draft.period
    actions.open_round(
        "again", period, owner_unit_id=office.north, due_on=DUE, actor=OPERATOR, at=NOW
    )

    (found,) = queries.burden_of(period.last.year, office.actor("clerk"), on=TODAY)

    assert found.units == 1


def test_one_form_month_after_month_asks_nothing_twice(office: Office) -> None:
    earlier = office.draft.period.preceding()
    actions.open_round(
        "commune", earlier, owner_unit_id=office.north, due_on=DUE, actor=OPERATOR, at=NOW
    )

    assert queries.burden_of(earlier.last.year, office.actor("officer"), on=TODAY) == []
    assert queries.burden_of(1999, office.actor("officer"), on=TODAY) == []


def test_the_page_names_both_askers(office: Office) -> None:
    _with_a_second_form()
    period = office.draft.period
    actions.open_round(
        "again", period, owner_unit_id=office.north, due_on=DUE, actor=OPERATOR, at=NOW
    )

    page = office.browser("officer").get(f"/dot/hoi-trung/?nam={period.last.year}").content.decode()
    empty = office.browser("officer").get("/dot/hoi-trung/?nam=1999").content.decode()

    assert "cùng kỳ: phải nhập hai lần" in page
    assert page.count("huyện Bắc") >= 2
    assert "không đơn vị nào bị hỏi" in empty
