"""The original page beside the form: opened, marked, covered, fetched, taken away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from lxml import html

from jobs_cast import worked_off
from keng.intake.models import KeptOriginal, OriginalOpening, ReadReport
from keng.intake.reports.originals import sealing
from reports_cast import SECRET_PERSON, kept_report, kept_with_original, paper_of
from web_cast import Office

LIST, NEW = "/doc-bao-cao/", "/doc-bao-cao/moi/"
Committed = Callable[..., Any]


@pytest.fixture
def clerk(office: Office) -> Client:
    return office.browser("clerk")


@pytest.fixture
def address(office: Office) -> str:
    """The page of a report of which the original is kept, confirmed for 2022."""
    return f"{LIST}{kept_with_original(office, office.actor('clerk')).pk}/"


def page(response: Any) -> str:
    return str(response.content.decode())


def test_the_box_is_empty_and_says_what_it_means(office: Office, clerk: Client) -> None:
    form = html.fromstring(page(clerk.get(NEW)))
    (box,) = form.xpath("//input[@name='keep']")

    assert box.get("checked") is None
    assert "mỗi lần mở được ghi vào nhật ký" in form.text_content()
    upload = SimpleUploadedFile("bc-2022.pdf", paper_of(2022))
    clerk.post(NEW, {"office": office.one, "reports": upload, "keep": "on"}, follow=True)
    worked_off()
    assert KeptOriginal.objects.get().report == ReadReport.objects.get()


def test_without_an_original_the_masked_text_stands_as_before(
    office: Office, clerk: Client
) -> None:
    made = kept_report(office, office.actor("clerk"))

    shown = page(clerk.get(f"{LIST}{made.pk}/", follow=True))

    assert "Mở bản gốc" not in shown


def test_the_page_opens_at_the_figure_with_its_mark(clerk: Client, address: str) -> None:
    closed = page(clerk.get(f"{address}?so=3"))
    assert "Mở bản gốc" in closed
    assert "Văn bản đã che" in closed
    assert clerk.get(f"{address}goc/1/").status_code == 409

    opened = clerk.post(f"{address}goc/mo/", {"so": "3"}, follow=True)

    assert opened.redirect_chain[-1][0] == f"{address}?so=3"
    shown = html.fromstring(page(opened))
    assert shown.xpath("//img[@src=$src]", src=f"{address}goc/1/")
    assert len(shown.xpath("//svg//a[contains(@class,'paper-figure')]")) == 4
    (current,) = shown.xpath("//svg//a[@aria-current]")
    assert (current.get("id"), current.get("aria-label")) == ("so-3", "450 hộ (cần hỏi)")
    (mark,) = current
    top, height = int(mark.get("y")) / 10_000, int(mark.get("height")) / 10_000
    assert top < (30 + 7 * 11 - 1.5) / 297 < top + height  # line 12, 7 mm each from 30 mm
    assert SECRET_PERSON not in page(opened)
    picture = clerk.get(f"{address}goc/1/")
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/jpeg")
    assert picture["Cache-Control"] == "no-store"


def test_the_masked_text_is_one_press_away(clerk: Client, address: str) -> None:
    clerk.post(f"{address}goc/mo/")

    text = page(clerk.get(f"{address}?so=3&xem=chu"))

    assert "[đoạn không trích]" in text
    assert "Xem ảnh trang" in text
    assert "<svg viewBox" not in text


def test_the_untouched_page_is_an_act_and_is_said_to_be_one(clerk: Client, address: str) -> None:
    clerk.post(f"{address}goc/mo/")
    assert clerk.get(f"{address}goc/1/khong-che/").status_code == 409

    opened = clerk.post(f"{address}goc/1/mo-khong-che/", {"so": "2"}, follow=True)

    assert opened.redirect_chain[-1][0] == f"{address}?so=2&trang=1"
    assert f'src="{address}goc/1/khong-che/"' in page(opened)
    untouched = clerk.get(f"{address}goc/1/khong-che/").content
    assert untouched != clerk.get(f"{address}goc/1/").content
    again = page(clerk.get(f"{address}?so=2&trang=1&che=1"))
    assert f'src="{address}goc/1/"' in again
    assert list(OriginalOpening.objects.order_by("n").values_list("what", flat=True)) == [
        "covered",
        "page",
    ]


def test_the_level_above_sees_the_text_and_who_keeps_the_page(office: Office, address: str) -> None:
    officer = office.browser("officer")

    shown = page(officer.get(address))

    assert "xã Một giữ bản gốc" in " ".join(html.fromstring(shown).text_content().split())
    assert officer.post(f"{address}goc/mo/").status_code == 403
    assert officer.get(f"{address}goc/1/").status_code == 403
    assert officer.post(f"{address}goc/tep/").status_code == 403
    assert OriginalOpening.objects.count() == 0


def test_the_file_is_fetched_as_it_was_given(clerk: Client, address: str) -> None:
    given = clerk.post(f"{address}goc/tep/")

    assert given.content == paper_of(2022)
    assert "bc-2022.pdf" in given["Content-Disposition"]
    assert given["Content-Type"] == "application/octet-stream"


def test_taken_away_the_masked_text_is_left(
    clerk: Client, address: str, django_capture_on_commit_callbacks: Committed
) -> None:
    refused = clerk.post(f"{address}goc/bo/", {"reason": " "})
    assert refused.status_code == 422
    assert "ghi lý do" in page(refused)

    with django_capture_on_commit_callbacks(execute=True):
        done = clerk.post(f"{address}goc/bo/", {"reason": "Hết cần"}, follow=True)

    assert "hủy khóa" in page(done)
    assert "Lý do: Hết cần" in " ".join(html.fromstring(page(done)).text_content().split())
    assert "[đoạn không trích]" in page(done)
    assert sealing.names("") == set()
    assert clerk.post(f"{address}goc/mo/").status_code == 404
