"""The leader: a paper waits at home, is looked at, goes back, and its next version is approved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from keng.packs.content import content_of
from keng.packs.models import PackVersion
from keng.publishing import actions as papers
from keng.publishing.heads import Head
from keng.publishing.models import Paper
from keng.reporting import actions
from publishing_cast import a_publishing_pack
from reporting_cast import cells
from web_cast import AUGUST, NOW, Office, an_office

pytestmark = pytest.mark.browser
Open = Callable[..., Page]


def _install() -> None:
    pack = a_publishing_pack(periods=["month"])
    PackVersion.objects.create(code="sample", version="1", content=content_of(pack))


@pytest.fixture
def office(transactional_db: None) -> Iterator[Office]:
    """The office with a programme that has an outline, and accepted figures of xã Một."""
    del transactional_db
    made = an_office(_install)
    clerk, officer = made.actor("clerk"), made.actor("officer")
    actions.enter(made.draft.pk, cells(cases=9, settled=5, fires=2), actor=clerk, at=NOW)
    actions.write_text(made.draft.pk, "proposals", "Đề nghị hỗ trợ.", actor=clerk, at=NOW)
    handed_in = actions.submit(made.draft.pk, actor=clerk, at=NOW)
    actions.accept(handed_in.pk, revision=handed_in.revision, actor=officer, at=NOW)
    return made


def _submitted(office: Office) -> Paper:
    clerk: dict[str, Any] = {"actor": office.actor("clerk"), "at": NOW}
    paper = papers.draft_paper(office.one, AUGUST, "commune", **clerk)
    return papers.submit_paper(paper.pk, **clerk)


def test_the_leader_sends_a_paper_back_and_approves_the_next_version(
    open_page: Open, office: Office
) -> None:
    paper = _submitted(office)
    leader = open_page("leader", "/")
    leader.click("#cho-duyet a")
    expect(leader.locator(".sheet img").first).to_be_visible(timeout=60_000)
    leader.wait_for_load_state("networkidle")
    assert leader.evaluate("document.querySelector('.sheet img').naturalWidth") > 500

    leader.click("summary:has-text('Trả lại để sửa')")
    leader.fill("form[action$='/tra-lai/'] [name=reason]", "Thiếu người ký")
    leader.click("form[action$='/tra-lai/'] button")
    expect(leader.locator(".note.success")).to_contain_text("Đã trả lại")

    clerk: dict[str, Any] = {"actor": office.actor("clerk"), "at": NOW}
    papers.rewrite_paper(paper.pk, head=Head(signer="Trần Thị Thử"), **clerk)
    papers.submit_paper(paper.pk, **clerk)
    leader.goto(leader.url.rstrip("/") + "/ky/")
    expect(leader.locator(".changes ins")).to_have_text("Trần Thị Thử")
    leader.click("form[action$='/duyet/'] button")
    expect(leader.locator(".note.success")).to_contain_text("Đã duyệt")

    assert Paper.objects.get().state == "approved"
