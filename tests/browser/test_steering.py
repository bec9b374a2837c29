"""A secretary records a meeting, makes a conclusion a task; the body finds it in its agenda."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files

import pytest
from playwright.sync_api import Page, expect

from keng.access.actions import finish_tour
from keng.access.tours import Tour
from keng.planning.models import Task
from keng.steering.models import Meeting
from planning_cast import Plans, some_plans
from steering_cast import Steering, some_steering, steering_keywords
from web_cast import NOW, PHONE, Office

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def plans(office: Office) -> Plans:
    return some_plans(office)


@pytest.fixture
def told(office: Office, plans: Plans) -> Steering:
    return some_steering(office, plans.village)


def test_a_conclusion_reaches_the_body_that_has_to_do_it(
    open_page: Open, plans: Plans, told: Steering
) -> None:
    page = open_page("clerk", f"/ban-chi-dao/{told.committee.pk}/")
    page.click("summary:has-text('Ghi cuộc họp, báo họp')")
    page.fill("[name=hop-day]", "2024-08-30")
    page.fill("[name=hop-agenda]", "Việc tháng 9")
    page.check("label:has-text('Trưởng Công an xã')")
    page.fill("[name=hop-minutes]", "Ông Nguyễn Văn Bình báo cáo.")
    page.click("#them-hop .btn-primary")
    expect(page.locator("#them-hop .note.error")).to_contain_text("tên")
    page.fill("[name=hop-minutes]", "Đoàn Thanh niên báo cáo.\nBàn việc tháng 9.")
    page.click("#them-hop .btn-primary")

    expect(page.locator("h1")).to_have_text("Họp định kỳ, giao ban 30/08/2024")
    page.fill("[name=kl-text]", "Sơn lại tường rào trường học")
    page.fill("[name=kl-body]", "Đoàn Thanh niên xã")
    page.fill("[name=kl-due_on]", "2024-09-01")
    page.click("text=Thêm kết luận")
    page.click("summary:has-text('Giao thành nhiệm vụ')")
    page.click("button:has-text('Giao nhiệm vụ')")
    expect(page.locator("#ket-luan .state")).to_contain_text("quá hạn")

    for one in Tour:
        finish_tour(one.value, actor=plans.youth, at=NOW)
    agenda = open_page("youth", "/ke-hoach/viec/", PHONE)
    expect(agenda.locator("#qua-han")).to_contain_text("Sơn lại tường rào trường học")
    agenda.click("text=Sơn lại tường rào trường học")
    agenda.fill("[name=text]", "Đã sơn xong")
    agenda.fill("[name=day]", "2024-09-02")
    agenda.click("#ket-qua .btn-primary")
    expect(agenda.locator("h1 + .state")).to_have_text("đã xong")

    page.reload()
    expect(page.locator("#ket-luan .state")).to_have_text("đã xong")
    page.click("#ket-luan a")
    expect(page.locator("h2:has-text('Từ kết luận cuộc họp')")).to_be_visible()
    task = Task.objects.get(title="Sơn lại tường rào trường học")
    assert Meeting.objects.get().conclusions.get().task_id == task.pk


# The other three looks are those of test_every_page.
@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "dark")], ids=["phone-dark"])
def test_committees_and_coordination_are_accessible_and_fit(
    size: tuple[int, int], scheme: str, open_page: Open, office: Office, plans: Plans
) -> None:
    ids = steering_keywords(office, plans.village)
    places = (
        "/ban-chi-dao/",
        "/ban-chi-dao/lap/",
        f"/ban-chi-dao/{ids['committee_id']}/",
        f"/hop/{ids['meeting_id']}/",
        "/phoi-hop/",
        "/phoi-hop/ghi/",
        f"/phoi-hop/{ids['cooperation_id']}/",
    )
    page = open_page("clerk", places[0], size)
    page.emulate_media(color_scheme=scheme)
    start = page.url.split("/ban-chi-dao/")[0]
    wrong = []
    for address in places:
        page.goto(start + address)
        page.wait_for_load_state("networkidle")
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        found = page.evaluate(
            f"async () => {{ {AXE}; return axe.run(document, {{runOnly: {RULES!r}}}); }}"
        )
        wrong += [
            (address, one["id"], one["nodes"][0]["html"][:160]) for one in found["violations"]
        ]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append((address, "scrolls sideways", ""))

    assert wrong == []
