"""Plans in a real browser: taken over by a secretary, closed on a phone, readable by everybody."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from keng.access.actions import finish_tour
from keng.access.tours import Tour
from keng.planning.models import Plan, Result
from keng.planning.vocabulary import TaskState
from planning_cast import Plans, some_plans
from web_cast import NOW, PHONE, Office

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.fixture
def plans(office: Office) -> Plans:
    return some_plans(office)


def test_a_secretary_takes_over_last_years_plan(open_page: Open, plans: Plans) -> None:
    page = open_page("clerk", f"/ke-hoach/{plans.one.pk}/")
    page.click("text=Chép sang năm mới")
    expect(page.locator("[name=year]")).to_have_value("2025")
    page.fill("[name=title]", "Kế hoạch xã năm 2025")
    page.click("main form .btn-primary")
    expect(page.locator("h1")).to_have_text("Kế hoạch xã năm 2025")

    page.click("text=Xây dựng 04 mô hình mới")
    page.click("summary:has-text('Sửa chỉ tiêu')")
    page.fill("[name=ct-what]", "Xây dựng 06 mô hình mới")
    page.fill("[name=ct-value]", "6")
    page.click("form[action$='/sua/'] button")
    expect(page.locator(".facts")).to_contain_text("ít nhất 6 mô hình")
    page.click(".crumbs a >> nth=1")
    page.click("text=Cả năm")
    expect(page.locator("svg.plan-year")).to_be_visible()
    with page.expect_download() as given:
        page.click("text=Xuất Word")

    assert given.value.suggested_filename.endswith(".docx")
    made = Plan.objects.get(year=2025)
    assert [one.value for one in made.targets.order_by("n")] == [90, 6]
    assert made.tasks.filter(due_on__year=2025).count() == 1


def test_the_youth_closes_its_task_on_a_phone(
    open_page: Open, plans: Plans, tmp_path: Path
) -> None:
    for one in Tour:
        finish_tour(one.value, actor=plans.youth, at=NOW)
    Image.new("RGB", (40, 30), "red").save(tmp_path / "lop.jpg")
    page = open_page("youth", "/ke-hoach/viec/", PHONE)
    page.click("text=Mở lớp chữa cháy")
    page.fill("[name=day]", "2024-09-02")
    page.fill("[name=text]", "Đã mở lớp cho 25 người")
    page.set_input_files("[name=photo]", tmp_path / "lop.jpg")
    page.click("#ket-qua .btn-primary")

    expect(page.locator("h1 + .state")).to_have_text("đã xong")
    expect(page.locator(".plan-photo")).to_be_visible()
    assert plans.task("class").state == TaskState.DONE
    assert Result.objects.get().photo


# The other three looks are those of test_every_page.
@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "dark")], ids=["phone-dark"])
def test_what_an_officer_sees_of_plans_is_accessible_and_fits(
    size: tuple[int, int], scheme: str, open_page: Open, plans: Plans
) -> None:
    where = f"/ke-hoach/{plans.north.pk}/"
    above = f"/ke-hoach/nhiem-vu/{plans.tasks['above'].pk}/"
    page = open_page("officer", where, size)
    page.emulate_media(color_scheme=scheme)
    wrong = []
    for address in (where, f"{where}?xem=bang", f"{where}?xem=nam", above, f"{above}cap-duoi/"):
        page.goto(page.url.split("/ke-hoach/")[0] + address)
        page.wait_for_load_state("networkidle")
        found = page.evaluate(
            f"async () => {{ {AXE}; return axe.run(document, {{runOnly: {RULES!r}}}); }}"
        )
        wrong += [
            (address, one["id"], one["nodes"][0]["html"][:160]) for one in found["violations"]
        ]
        if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            wrong.append((address, "scrolls sideways", ""))

    assert wrong == []
