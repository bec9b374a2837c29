"""The pages of commendations ask no more questions for many proposals than for few.

The budgets stand in commendation_budgets.json; a page that needs more shows in review.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from commending_cast import a_collective, a_head, a_person
from keng.commendations import actions, queries
from pages_cast import an_office_with_papers, commended
from web_cast import NOW, Office

BUDGETS: dict[str, int] = json.loads(
    (Path(__file__).parent / "commendation_budgets.json").read_text(encoding="utf-8")
)
PAGES = {
    "calls": ("clerk", "/khen-thuong/"),
    "call": ("clerk", "/khen-thuong/dot/{call_id}/"),
    "proposal": ("clerk", "/khen-thuong/{proposal_id}/"),
    "votes": ("clerk", "/khen-thuong/dot/{call_id}/phieu/"),
    "deciding": ("leader", "/khen-thuong/dot/{call_id}/quyet-dinh/"),
    "decision": ("leader", "/khen-thuong/quyet-dinh/{commending_id}/"),
    "register": ("officer", "/khen-thuong/so/?q=to"),
    "rules": ("officer", "/khen-thuong/quy-dinh/"),
}


@pytest.fixture
def office(db: None, settings: Any, tmp_path: Any) -> Office:
    """The office, its keys and files in a folder of the test."""
    del db
    settings.KENG_DIR, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    return an_office_with_papers()


def many(office: Office, call_id: int) -> None:
    """Twenty more proposals, half of them persons; six of the groups commended."""
    clerk, leader = office.actor("clerk"), office.actor("leader")
    for number in range(20):
        name = f"Tổ số {number}" if number % 2 else "Người Minh Họa"
        said = a_collective(office.one, name=name) if number % 2 else a_person(office.one)
        actions.propose(call_id, said, proposer_id=office.one, actor=clerk, at=NOW)
    view = queries.call_view(call_id, actor=leader, at=NOW)
    groups = [one.proposal.pk for one in view.waiting if one.proposal.recipient == "group"]
    head = a_head(NOW.date(), number=8)
    actions.decide(call_id, head, groups[:6], seen=view.digest, actor=leader, at=NOW)


@pytest.mark.parametrize("page", sorted(PAGES))
def test_a_page_keeps_its_budget_however_many_proposals_there_are(
    page: str, office: Office
) -> None:
    known = commended(office)
    many(office, known["call_id"])
    login, path = PAGES[page]
    browser, where = office.browser(login), path.format(**known)
    browser.get(where)  # fills what the process keeps in memory: pack, map of the day

    with CaptureQueriesContext(connection) as asked:
        assert browser.get(where).status_code == 200

    assert len(asked) <= BUDGETS[page], len(asked)
