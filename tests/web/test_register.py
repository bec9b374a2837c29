"""The screens of the register: a clerk files and finds; others see no more than they may."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from jobs_cast import worked_off
from keng.documents.workbooks import table_workbook
from keng.papers import actions, queries
from keng.papers.models import Link, Number, Paper
from keng.papers.vocabulary import Direction
from papers_cast import COMMUNE_PLAN, PROVINCE_PLAN, a_file, a_small_register
from web_cast import NOW, Office

GOOD = ["41/KH-UBND", "02/3/2024", "Kế hoạch", "UBND tỉnh Đông", "Canh gác chợ"]
HEADS = ["Số, ký hiệu", "Ngày văn bản", "Loại", "Tác giả", "Trích yếu"]


def _text(name: str, words: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, words.encode())


def _send(office: Office, *files: SimpleUploadedFile, login: str = "clerk") -> Any:
    given = {"office": office.one, "direction": "received", "given": list(files)}
    return office.browser(login).post(reverse("web:register_files"), given)


def test_a_clerk_files_a_paper_from_its_file_and_finds_it(office: Office) -> None:
    answer = _send(office, _text("ke-hoach.txt", COMMUNE_PLAN.replace("2025", "2024")))
    paper = Paper.objects.get()
    assert answer.url == reverse("web:confirm_registered", args=[paper.pk])

    clerk = office.browser("clerk")
    page = clerk.get(answer.url).content.decode()
    assert 'value="KH-UBND"' in page
    assert "Tổ chức tuần tra ban đêm năm 2024" in page
    given = {
        "revision": 1,
        "direction": "received",
        "kind": "KH",
        "number": "05",
        "symbol": "KH-UBND",
        "issued_on": "2024-03-02",
        "issuer": "UBND xã Một",
        "title": "Tổ chức tuần tra ban đêm năm 2024",
    }
    done = clerk.post(answer.url, given)
    assert done.url == reverse("web:registered", args=[paper.pk])

    found = clerk.get(reverse("web:register"), {"q": "tuan tra dem"}).content.decode()
    assert reverse("web:registered", args=[paper.pk]) in found
    nothing = clerk.get(reverse("web:register"), {"q": "khong co"}).content.decode()
    assert "Không có văn bản nào khớp" in nothing
    anywhere = clerk.get(reverse("web:search"), {"q": "tuan tra"}).content.decode()
    assert reverse("web:registered", args=[paper.pk]) in anywhere


def test_what_is_missing_or_wrong_is_named_at_its_field(office: Office) -> None:
    clerk = office.browser("clerk")
    given = {"office": office.one, "direction": "received", "title": "", "issued_on": "2024-02-30"}

    page = clerk.post(reverse("web:register_typed"), given)

    assert page.status_code == 422
    assert "Hãy ghi trích yếu nội dung văn bản." in page.content.decode()
    assert not Paper.objects.exists()


def test_a_secret_file_is_refused_and_nothing_is_kept(office: Office) -> None:
    page = _send(office, _text("mat.txt", "TỐI MẬT\n" + COMMUNE_PLAN))

    assert page.status_code == 200
    assert "mang dấu độ mật" in page.content.decode()
    assert not Paper.objects.exists()


def test_a_folder_is_read_by_a_job_and_waits(office: Office) -> None:
    answer = _send(office, _text("a.txt", COMMUNE_PLAN), _text("b.txt", PROVINCE_PLAN))
    worked_off()

    page = office.browser("clerk").get(answer.url).content.decode()

    assert "Đã đọc 2 văn bản" in page
    waiting = office.browser("clerk").get(reverse("web:register_waiting")).content.decode()
    assert waiting.count("KH-UBND</a>") == 2


def test_a_list_is_looked_at_and_its_good_rows_saved_when_the_person_says_so(
    office: Office,
) -> None:
    book = table_workbook("Sổ", HEADS, [GOOD, ["42/KH-UBND", "30/2/2024", *GOOD[2:]]])
    given = {
        "office": office.one,
        "direction": "received",
        "given": SimpleUploadedFile("so.xlsx", book),
    }
    clerk = office.browser("clerk")
    answer = clerk.post(reverse("web:register_lists"), given)
    worked_off()

    page = clerk.get(answer.url).content.decode()
    assert "1 văn bản mới" in page
    assert "!B5" in page
    assert not Paper.objects.exists()
    job_id = answer.url.rstrip("/").rsplit("/", 1)[1]
    clerk.post(reverse("web:job_save", args=[job_id]), {"policy": "what_is_right"})
    worked_off()

    assert Paper.objects.get().title == "Canh gác chợ"


def test_the_chain_is_drawn_and_said(office: Office) -> None:
    plan, _series = a_small_register(office)

    page = office.browser("clerk").get(reverse("web:paper_chain", args=[plan])).content.decode()

    assert page.count("<rect") == 3
    assert page.count("124/2021/TT-BCA") >= 3  # the picture, the table, who rests on it
    assert "triển khai thực hiện 38/KH-UBND (UBND tỉnh Đông)" in page


def test_links_are_added_settled_and_taken_back(office: Office) -> None:
    plan, _series = a_small_register(office)
    clerk = office.browser("clerk")
    address = reverse("web:registered_act", args=[plan, "link"])

    wrong = clerk.post(address, {"kind": "cites", "number": "", "symbol": ""})
    assert wrong.status_code == 422
    clerk.post(address, {"kind": "cites", "number": "9", "symbol": "QĐ-UBND"})
    link = Link.objects.get(ref_symbol="QĐ-UBND")
    page = clerk.get(reverse("web:registered", args=[plan])).content.decode()
    assert "09/QĐ-UBND" in page
    clerk.post(reverse("web:remove_link", args=[link.pk]))

    assert "09/QĐ-UBND" not in clerk.get(reverse("web:registered", args=[plan])).content.decode()


def test_a_paper_ends_and_is_put_aside_with_its_reason(office: Office) -> None:
    plan, series = a_small_register(office)
    clerk = office.browser("clerk")

    ended = {"ends_on": "2024-09-02", "revision": Paper.objects.get(pk=plan).revision}
    clerk.post(reverse("web:registered_act", args=[plan, "end"]), ended)
    assert "hết hiệu lực 02/09/2024" in clerk.get(f"/van-ban/{plan}/").content.decode()
    clerk.post(reverse("web:registered_act", args=[plan, "drop"]), {"reason": "Ghi nhầm"})

    assert "Ghi nhầm" in clerk.get(f"/van-ban/{plan}/").content.decode()
    assert Number.objects.get(series=series, n=2).state == "void"


def test_numbers_are_taken_given_back_and_voided_on_the_page(office: Office) -> None:
    _plan, series = a_small_register(office)
    clerk = office.browser("clerk")
    address = reverse("web:number_series", args=[series])

    clerk.post(address, {"about": "Thông báo"})
    taken = Number.objects.get(series=series, n=3)
    assert "Thông báo" in clerk.get(address).content.decode()
    clerk.post(reverse("web:give_back_number", args=[taken.pk]))
    assert "Lấy số 3" in clerk.get(address).content.decode()
    first = Number.objects.get(series=series, n=1)
    clerk.post(reverse("web:void_number", args=[first.pk]), {"reason": "Nhầm"})
    clerk.post(
        reverse("web:change_number_series", args=[series]),
        {"code": "KH-BCĐ", "name": "Ban Chỉ đạo", "reason": "QĐ 12", "goes_on": "on"},
    )

    assert [one.code for one in queries.open_series_of([office.one], 2024)] == ["KH-BCĐ"]
    assert list(queries.problems()) == []


def test_the_exchange_file_leaves_out_what_is_not_known_and_says_so(office: Office) -> None:
    plan, _series = a_small_register(office)
    clerk = office.browser("clerk")

    content = clerk.get(reverse("web:registered_edxml", args=[plan])).content.decode()
    page = clerk.get(reverse("web:registered", args=[plan])).content.decode()

    assert "<edXML:CodeNotation>KH-UBND</edXML:CodeNotation>" in content
    assert "<edXML:PromulgationDate>02/09/2024</edXML:PromulgationDate>" in content
    assert "OrganId" not in content
    assert "mã định danh của cơ quan gửi" in page
    received = Paper.objects.get(direction="received", state="filed")
    assert clerk.get(reverse("web:registered_edxml", args=[received.pk])).status_code == 422


def test_another_commune_sees_and_changes_nothing(office: Office) -> None:
    plan, series = a_small_register(office)
    other = office.browser("other.clerk")

    for name, key in (
        ("registered", plan),
        ("paper_chain", plan),
        ("registered_file", plan),
        ("registered_edxml", plan),
        ("confirm_registered", plan),
        ("number_series", series),
    ):
        assert other.get(reverse(f"web:{name}", args=[key])).status_code == 403
    refused = other.post(reverse("web:registered_act", args=[plan, "drop"]), {"reason": "x"})
    assert refused.status_code == 403
    assert Paper.objects.get(pk=plan).state == "filed"
    assert f"/van-ban/{plan}/" not in other.get(reverse("web:register")).content.decode()


def test_withheld_words_are_not_on_the_page(office: Office) -> None:
    words = COMMUNE_PLAN + "\nĐịa bàn có 14 người nghiện ma túy đang được quản lý."
    given = a_file(words)
    clerk = office.actor("clerk")
    paper = actions.keep_read(office.one, Direction.RECEIVED, given, actor=clerk, at=NOW)

    page = office.browser("clerk").get(f"/van-ban/{paper.pk}/").content.decode()

    assert "[đoạn không trích]" in page
    assert "nghiện" not in page
    assert "tệp gốc không được giữ" in page
