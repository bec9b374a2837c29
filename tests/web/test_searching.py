"""The search page and the suggestions under the box."""

from __future__ import annotations

from django.urls import reverse

from keng.search.sources import SOURCES
from keng.web.phrases.findings import HEADINGS, ICONS, VIEWS
from web_cast import Office


def test_the_page_groups_what_it_found_and_links_to_it(office: Office) -> None:
    text = office.browser("clerk").get("/tim/?q=mot").content.decode()

    assert f'href="/don-vi/{office.one}/"' in text
    assert "Đơn vị" in text


def test_pages_are_found_only_where_the_reader_may_open_them(office: Office) -> None:
    assert 'href="/nhat-ky/"' in office.browser("auditor").get("/tim/?q=nhat+ky").content.decode()
    clerk = office.browser("clerk").get("/tim/?q=nhat+ky").content.decode()
    assert 'href="/nhat-ky/"' not in clerk


def test_pages_are_found_by_their_english_words_too(office: Office) -> None:
    found = office.browser("clerk").get("/tim/?q=rounds").content.decode().split("<main")[1]
    assert '<a href="/dot/">' in found.split("</main>")[0]


def test_an_indicator_leads_to_the_own_table(office: Office) -> None:
    text = office.browser("clerk").get("/tim/?q=fires").content.decode()

    assert "/tong-hop/?unit=x%C3%A3+M%E1%BB%99t" in text


def test_suggestions_are_a_fragment(office: Office) -> None:
    text = office.browser("clerk").get("/tim/goi-y/?q=mot").content.decode()

    assert "<html" not in text
    assert 'role="option"' in text


def test_nothing_found_says_what_to_try(office: Office) -> None:
    browser = office.browser("clerk")

    assert "Thử ít từ hơn" in browser.get("/tim/?q=zzzz").content.decode()
    assert "Gõ tên đơn vị" in browser.get("/tim/").content.decode()
    assert browser.get("/tim/goi-y/?q=").content.decode().strip() == ""


def test_what_was_typed_is_shown_and_not_run(office: Office) -> None:
    text = office.browser("clerk").get("/tim/?q=<script>alert(1)</script>").content.decode()

    assert "<script>alert" not in text


def test_every_kind_of_hit_has_words_and_leads_to_a_page() -> None:
    kinds = {source.kind for source in SOURCES} | {"page"}
    by_code = {"criteria_set": "tt124-village"}

    assert kinds == set(HEADINGS) == set(ICONS)
    for kind, view in VIEWS.items():
        assert reverse(f"web:{view}", args=[by_code.get(kind, 1)])
    assert kinds - set(VIEWS) == {"page", "indicator"}
