"""Plans on the screens: written, read in, taken over, closed on a phone, seen as a chain."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from keng.access.models import Account
from keng.planning.models import Plan, Result, Source, Task
from keng.planning.vocabulary import State, TaskState
from planning_cast import Plans, some_plans
from web_cast import Office

PLAN = """II. NHIỆM VỤ
1. Công an xã chủ trì tuần tra trước ngày 30/9.
2. Tham mưu bố trí kinh phí.
"""


@pytest.fixture
def plans(office: Office) -> Plans:
    return some_plans(office)


def test_a_plan_is_begun_written_and_issued(office: Office) -> None:
    browser = office.browser("clerk")
    form = {"unit": office.one, "year": 2024, "title": "Kế hoạch xã"}
    browser.post("/ke-hoach/lap/", form)
    plan = Plan.objects.get()
    task = {"nv-title": "Mở lớp", "nv-lead": "Công an xã", "nv-due_on": "2024-09-30"}

    added = browser.post(f"/ke-hoach/{plan.pk}/them/nhiem-vu/", task | {"nv-rhythm": "once"})
    issued = browser.post(f"/ke-hoach/{plan.pk}/ban-hanh/", {"basis": "07/KH-UBND"})

    assert (added.status_code, issued.status_code) == (302, 302)
    plan.refresh_from_db()
    assert (plan.state, plan.basis) == (State.ISSUED, "07/KH-UBND")
    page = browser.get(f"/ke-hoach/{plan.pk}/").content.decode()
    assert "Mở lớp" in page
    assert "30/09/2024" in page


def test_a_plan_without_tasks_says_so_where_it_is_issued(office: Office) -> None:
    browser = office.browser("clerk")
    browser.post("/ke-hoach/lap/", {"unit": office.one, "year": 2024, "title": "Kế hoạch"})

    answer = browser.post(f"/ke-hoach/{Plan.objects.get().pk}/ban-hanh/")

    assert answer.status_code == 422
    assert "chưa có nhiệm vụ nào" in answer.content.decode()


def test_a_share_over_100_is_refused_beside_its_form(plans: Plans) -> None:
    form = {"ct-what": "Hộ", "ct-aim": "at_least", "ct-value": "101", "ct-measure": "%"}

    answer = plans.office.browser("clerk").post(f"/ke-hoach/{plans.one.pk}/them/chi-tieu/", form)

    assert answer.status_code == 422
    assert "từ 0 đến 100%" in answer.content.decode()


def test_the_board_has_the_quarters(plans: Plans) -> None:
    page = plans.office.browser("clerk").get(f"/ke-hoach/{plans.one.pk}/?xem=bang").content.decode()

    assert "Quý IV" in page
    assert "Mở lớp chữa cháy" in page


def test_the_youth_closes_its_task_with_a_photo(plans: Plans) -> None:
    browser = plans.office.browser("clerk")
    browser.force_login(Account.objects.get(login="youth"))
    written = BytesIO()
    Image.new("RGB", (30, 20), "red").save(written, "JPEG")
    task = plans.task("class")
    form = {"revision": task.revision, "day": "2024-09-02", "text": "Đã mở lớp"}
    photo = SimpleUploadedFile("a.jpg", written.getvalue())

    answer = browser.post(f"/ke-hoach/nhiem-vu/{task.pk}/ket-qua/", form | {"photo": photo})

    assert answer.status_code == 302
    assert plans.task("class").state == TaskState.DONE
    shown = browser.get(f"/ke-hoach/anh/{Result.objects.get().pk}.jpg")
    assert shown.headers["Content-Type"] == "image/jpeg"


def test_a_result_without_anything_is_refused_in_its_form(plans: Plans) -> None:
    task = plans.task("class")

    answer = plans.office.browser("clerk").post(
        f"/ke-hoach/nhiem-vu/{task.pk}/ket-qua/",
        {"revision": task.revision, "day": "2024-09-02"},
    )

    assert answer.status_code == 422
    assert "ít nhất một thứ" in answer.content.decode()


def test_who_comes_second_is_told(plans: Plans) -> None:
    task, browser = plans.task("class"), plans.office.browser("clerk")
    form = {"revision": task.revision, "day": "2024-09-02", "text": "Xong"}
    browser.post(f"/ke-hoach/nhiem-vu/{task.pk}/ket-qua/", form)

    second = browser.post(f"/ke-hoach/nhiem-vu/{task.pk}/ket-qua/", form)

    assert second.status_code == 409
    assert "đã có người báo xong" in second.content.decode()
    assert Result.objects.count() == 1


def test_a_task_is_changed_dropped_and_opened_again(plans: Plans) -> None:
    task, browser = plans.task("class"), plans.office.browser("clerk")
    where = f"/ke-hoach/nhiem-vu/{task.pk}"
    form = {"nv-title": "Mở hai lớp", "nv-rhythm": "once", "nv-helpers": "A\nB"}
    browser.post(f"{where}/sua/", form | {"revision": task.revision})
    browser.post(f"{where}/bo/", {"reason": "Trùng", "revision": plans.task("class").revision})
    dropped = plans.task("class")
    browser.post(f"{where}/mo-lai/", {"reason": "Nhầm", "revision": dropped.revision})

    assert (dropped.title, dropped.state) == ("Mở hai lớp", TaskState.DROPPED)
    assert plans.task("class").state == TaskState.OPEN


def test_the_agenda_and_the_chain_are_shown(plans: Plans) -> None:
    officer = plans.office.browser("officer")
    agenda = officer.get("/ke-hoach/viec/").content.decode()
    chain = officer.get(f"/ke-hoach/nhiem-vu/{plans.tasks['above'].pk}/cap-duoi/").content.decode()

    assert "Ban hành hướng dẫn" in agenda
    assert "1/2 đơn vị chưa có nhiệm vụ" in chain
    assert "xã Hai" in chain


def test_a_link_to_a_task_above_is_kept(plans: Plans) -> None:
    task = plans.task("patrol")

    plans.office.browser("clerk").post(
        f"/ke-hoach/nhiem-vu/{task.pk}/gan/", {"above": plans.tasks["late"].pk}
    )

    assert plans.task("patrol").implements_id == plans.tasks["late"].pk


def test_last_years_plan_is_taken_over(plans: Plans) -> None:
    browser = plans.office.browser("clerk")
    page = browser.get(f"/ke-hoach/{plans.one.pk}/chep/").content.decode()

    answer = browser.post(
        f"/ke-hoach/{plans.one.pk}/chep/", {"year": 2025, "title": "Kế hoạch 2025"}
    )

    assert "Chép 2 nhiệm vụ" in page
    assert answer.status_code == 302
    assert Plan.objects.get(year=2025).tasks.count() == 2


def test_a_plan_is_read_in_and_taken_line_by_line(plans: Plans) -> None:
    browser, plan = plans.office.browser("clerk"), plans.one
    file = SimpleUploadedFile("kh.txt", PLAN.encode())
    browser.post(f"/ke-hoach/{plan.pk}/doc/", {"plan": file})
    source = Source.objects.get()
    where = f"/ke-hoach/ban-doc/{source.pk}"
    page = browser.get(f"{where}/").content.decode()
    before = plan.tasks.count()

    browser.post(f"{where}/nhan/")
    form = {"doc-title": "Bố trí kinh phí", "doc-lead": "Văn phòng", "doc-rhythm": "once"}
    taken = browser.post(f"{where}/2/", form | {"act": "take"})

    assert "Công an xã chủ trì tuần tra" in page
    assert "văn bản không nói cơ quan chủ trì" in page
    assert taken.status_code == 302
    assert plan.tasks.count() == before + 2
    assert Task.objects.get(title="Bố trí kinh phí").lead is not None
    assert "Đã quyết định hết" in browser.get(f"{where}/").content.decode()


def test_a_secret_plan_is_refused_on_the_page(plans: Plans) -> None:
    file = SimpleUploadedFile("kh.txt", f"TỐI MẬT\n{PLAN}".encode())

    answer = plans.office.browser("clerk").post(f"/ke-hoach/{plans.one.pk}/doc/", {"plan": file})

    assert answer.status_code == 422
    assert not Source.objects.exists()


def test_a_neighbour_opens_no_task_of_the_commune(plans: Plans) -> None:
    browser = plans.office.browser("other.clerk")

    assert browser.get(f"/ke-hoach/{plans.one.pk}/").status_code == 403
    assert browser.get(f"/ke-hoach/nhiem-vu/{plans.tasks['class'].pk}/").status_code == 403


def test_the_pages_are_also_in_english(plans: Plans) -> None:
    browser = plans.office.browser("clerk")
    browser.post("/ngon-ngu/", {"language": "en"})

    assert "Tasks" in browser.get(f"/ke-hoach/{plans.one.pk}/").content.decode()
