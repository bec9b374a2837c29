"""A team leader logs a patrol on a phone: with a photo, once, also when the network drops."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from cable import Cable
from groups_cast import a_group, install_group_pack
from keng.initiatives.actions import found_group
from keng.initiatives.models import Activity, Group
from web_cast import NOW, PHONE, Office, an_office

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


@pytest.fixture
def office(transactional_db: None, under_way: Any) -> Iterator[Office]:
    """The office with a programme that knows groups."""
    del transactional_db
    yield an_office(install_group_pack)
    under_way.wait()


@pytest.fixture
def group(office: Office) -> Group:
    return found_group(a_group(office.one), actor=office.actor("clerk"), at=NOW)


def test_a_team_leader_logs_a_patrol(
    open_page: Open, group: Group, cable: Cable, tmp_path: Path
) -> None:
    Image.new("RGB", (3000, 2000), "navy").save(tmp_path / "tuan-tra.jpg")
    page = open_page("clerk", f"/mo-hinh/{group.pk}/", PHONE)

    page.click("text=Ghi hoạt động")
    page.click("label:has-text('Tuần tra')")
    page.fill("[name=on]", "2024-09-01")
    page.fill("[name=note]", "Tuần tra ban đêm các ngõ")
    page.set_input_files("[name=photo]", tmp_path / "tuan-tra.jpg")
    cable.pull(page)
    page.click("[data-send]")
    expect(page.locator("[data-told]")).to_contain_text("Chưa gửi được")
    expect(page.locator("[name=note]")).to_have_value("Tuần tra ban đêm các ngõ")
    assert not Activity.objects.exists()

    cable.plug_in(page)
    page.click("[data-send]")
    expect(page.locator("h1")).to_have_text(group.name)
    expect(page.locator("main")).to_contain_text("Tuần tra ban đêm các ngõ")

    logged = Activity.objects.get()
    assert (logged.kind, logged.on.isoformat()) == ("patrolled", "2024-09-01")
    assert logged.sha256
    assert max(logged.width, logged.height) <= 1600  # made small on the phone
    group.refresh_from_db()
    assert group.last_activity_on == logged.on
