"""Evidence that is a paper: looked for by number or title, chosen, kept with the way to it."""

from __future__ import annotations

import pytest

from assessing_cast import Villages, a_village, an_office_of_villages
from keng.criteria import actions
from keng.criteria.models import Evidence
from keng.kernel.errors import NotFound
from papers_cast import a_small_register
from web_cast import NOW, Office


@pytest.fixture
def villages(db: None) -> Villages:
    """The office with three villages."""
    del db
    return an_office_of_villages()


def test_a_paper_of_the_register_is_found_by_its_words_and_cited(villages: Villages) -> None:
    office: Office = villages.office
    entry, _series = a_small_register(office)
    dossier, clerk = a_village(villages, 2024, NOW), office.browser("clerk")
    at = f"/ho-so/{dossier}/tieu-chi/K1/"

    page = clerk.get(f"{at}tim-van-ban/?q=tuan")
    [hit] = [one for one in page.context["found"].papers if one.id == entry]
    assert hit.kind == "so-van-ban"
    assert hit.title in page.content.decode()
    clerk.post(f"{at}dan/{hit.kind}/", {"paper": hit.id})

    row = Evidence.objects.get()
    assert (row.kind, row.registered_id) == ("paper", entry)
    assert hit.title in row.title
    assert f'href="/van-ban/{entry}/"' in clerk.get(at).content.decode()


def test_the_same_paper_is_cited_once(villages: Villages) -> None:
    entry, _series = a_small_register(villages.office)
    dossier, clerk = a_village(villages, 2024, NOW), villages.actor("clerk")

    one = actions.cite_registered(dossier, "K1", entry, actor=clerk, at=NOW)
    two = actions.cite_registered(dossier, "K1", entry, actor=clerk, at=NOW)

    assert one.pk == two.pk
    assert Evidence.objects.count() == 1


def test_a_paper_that_one_does_not_see_is_neither_found_nor_cited(villages: Villages) -> None:
    entry, _series = a_small_register(villages.office)  # in the register of xã Một
    dossier, head = a_village(villages, 2024, NOW), villages.office.browser("head")

    page = head.get(f"/ho-so/{dossier}/tieu-chi/K1/tim-van-ban/?q=tuan")

    assert page.context["found"].papers == ()
    assert "Không thấy văn bản nào" in page.content.decode()
    with pytest.raises(NotFound):
        actions.cite_registered(dossier, "K1", entry, actor=villages.actor("head"), at=NOW)
    assert not Evidence.objects.exists()


def test_a_way_of_citing_that_there_is_not_is_refused(villages: Villages) -> None:
    dossier, head = a_village(villages, 2024, NOW), villages.office.browser("head")

    page = head.post(f"/ho-so/{dossier}/tieu-chi/K1/dan/tho/", {"paper": 1}, follow=True)

    assert "Không có cách dẫn này." in page.content.decode()
