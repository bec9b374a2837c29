"""Each page asks the database a fixed number of questions, however many units there are.

The budgets stand in query_budgets.json; a page that needs more shows in review.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from inquiries_cast import a_draft
from keng.intake.actions import save_map
from keng.kernel.actors import OPERATOR
from keng.notices import tasks
from keng.notices.actions import renew_feed
from keng.orgunits.actions import Naming, NewUnit, create_unit
from keng.orgunits.queries import changes
from keng.reporting import actions
from keng.reporting.models import Submission
from map_cast import a_monthly_way
from papers_cast import a_small_register
from planning_cast import some_plans
from reporting_cast import cells
from reports_cast import a_confirmed_report
from steering_cast import steering_keywords
from web_cast import AUGUST, DUE, NOW, SETUP, START, Office

BUDGETS: dict[str, int] = json.loads((Path(__file__).parent / "query_budgets.json").read_text())

SERIES = "unit=huyện Bắc&form=commune&year=2024"


def pages(office: Office, round_id: int) -> dict[str, tuple[str, str]]:
    change_id = changes(unit_id=office.one, limit=1)[0].id
    table = "unit=huyện Bắc&period=2024-08&compare=on"
    return {
        "home of a clerk": ("clerk", "/"),
        "home of an officer": ("officer", "/"),
        "form": ("clerk", f"/bieu/{office.draft.pk}/nhap/"),
        "questions": ("clerk", f"/bieu/{office.draft.pk}/hoi/"),
        "submission": ("officer", f"/bieu/{office.draft.pk}/"),
        "cell": ("clerk", f"/bieu/{office.draft.pk}/o/fires/"),
        "rounds": ("officer", "/dot/"),
        "requests": ("officer", "/dot/yeu-cau/?n={inquiry}"),
        "request": ("officer", "/dot/yeu-cau/{inquiry}/"),
        "round": ("officer", f"/dot/{round_id}/"),
        "consolidated": ("officer", f"/tong-hop/?{table}"),
        "drill": ("officer", f"/tong-hop/o/?{table}&key=fires"),
        "lines of the consolidated table": ("officer", f"/tong-hop/net/?{table}"),
        "numbers": ("officer", f"/so-lieu/?{table}&ind=fires&ind=offenders&below=children"),
        "units": ("clerk", "/don-vi/?q=xa"),
        "unit": ("clerk", f"/don-vi/{office.north}/"),
        "changes of the map": ("keeper", "/don-vi/thay-doi/"),
        "change of the map": ("keeper", f"/don-vi/thay-doi/{change_id}/"),
        "act on the map": ("keeper", "/don-vi/thay-doi/sap-nhap/"),
        "users": ("keeper", "/nguoi-dung/"),
        "empty posts": ("keeper", "/nguoi-dung/thieu/"),
        "invite": ("keeper", "/nguoi-dung/moi/?show=all"),
        "programmes": ("keeper", "/chuong-trinh/"),
        "journal": ("auditor", "/nhat-ky/"),
        "notices": ("officer", "/thong-bao/"),
        "choices": ("officer", "/tai-khoan/thong-bao/"),
        "chase": ("officer", f"/dot/{office.round_id}/nhac/?tat-ca=1"),
        "calls": ("officer", f"/dot/{office.round_id}/nhac/goi/"),
        "calendar": ("officer", "/lich/{secret}.ics"),
        "matrix": ("officer", "/dot/bang/"),
        "review": ("officer", f"/bieu/{waiting_in(round_id)}/"),
        "oddities": ("officer", f"/bieu/{waiting_in(round_id)}/bat-thuong/"),
        "accept many": ("officer", f"/dot/{round_id}/tiep-nhan/"),
        "follow-ups": ("officer", "/theo-doi/"),
        "many units": ("officer", f"/dot/{office.round_id}/nhap-nhieu/"),
        "stream of the journal": ("auditor", f"/nhat-ky/luong/?stream=round:{office.round_id}"),
        "jobs": ("keeper", "/viec/"),
        "calendar of rounds": ("officer", "/dot/lich/?nam=2024"),
        "series of rounds": ("officer", f"/dot/lich/mo/?{SERIES}"),
        "account security": ("leader", "/tai-khoan/bao-mat/"),
        "second step rules": ("keeper", "/nguoi-dung/buoc-hai/"),
        "search": ("officer", "/tim/?q=xa"),
        "ways of reading": ("officer", "/nap-tep/cach-doc/?n={way}"),
        "way of reading": ("officer", "/nap-tep/cach-doc/{way}/"),
        "old reports": ("clerk", "/doc-bao-cao/?n={report}"),
        "old report": ("clerk", "/doc-bao-cao/{report}/"),
        "plans": ("officer", "/ke-hoach/?n={plan}"),
        "plan": ("officer", "/ke-hoach/{plan}/"),
        "board of a plan": ("officer", "/ke-hoach/{plan}/?xem=bang"),
        "year of a plan": ("officer", "/ke-hoach/{plan}/?xem=nam"),
        "target of a plan": ("clerk", "/ke-hoach/chi-tieu/{target}/?n={plan}"),
        "agenda": ("officer", "/ke-hoach/viec/?n={plan}"),
        "task of a plan": ("clerk", "/ke-hoach/nhiem-vu/{task}/"),
        "chain of a task": ("officer", "/ke-hoach/nhiem-vu/{above}/cap-duoi/"),
        "whose old report": ("clerk", "/doc-bao-cao/{report}/xac-nhan/"),
        "register": ("officer", "/van-ban/?q=tuan&n={entry}"),
        "papers to confirm": ("clerk", "/van-ban/cho/?n={entry}"),
        "paper of the register": ("clerk", "/van-ban/{entry}/"),
        "chain of papers": ("clerk", "/van-ban/{entry}/chuoi/"),
        "paper confirmed": ("clerk", "/van-ban/{entry}/xac-nhan/"),
        "all number series": ("officer", "/van-ban/so/?n={entry}"),
        "number series": ("clerk", "/van-ban/so/{series}/"),
        "committees": ("officer", "/ban-chi-dao/?n={committee_id}"),
        "committee": ("clerk", "/ban-chi-dao/{committee_id}/"),
        "meeting": ("clerk", "/hop/{meeting_id}/"),
        "coordination": ("officer", "/phoi-hop/?n={cooperation_id}"),
        "a programme of coordination": ("clerk", "/phoi-hop/{cooperation_id}/"),
    }


def a_way(office: Office) -> int:
    """A kept way of reading of the officer's district."""
    actor = office.actor("officer")
    made = save_map("Bảng huyện", a_monthly_way(), unit_id=office.north, actor=actor, at=NOW)
    return made.saved_map_id


def a_feed(office: Office) -> str:
    """The secret of the officer's calendar, whose notices were heard too."""
    tasks.read_journal(at=NOW)
    return renew_feed(actor=office.actor("officer"), at=NOW)


def waiting_in(round_id: int) -> int:
    """A form of the round that waits to be accepted."""
    return Submission.objects.filter(round_id=round_id).order_by("pk")[3].pk


def questions(browser: Client, path: str) -> int:
    browser.get(path)  # fills what the process keeps in memory: pack, map of the day
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(path).status_code == 200
    return len(asked)


def many_units(office: Office, count: int) -> int:
    """As many more communes, a round for all of them, every form handed in; the round."""
    for number in range(count):
        new = NewUnit(Naming("xa", f"Thêm {number}"), office.north)
        create_unit(new, on=START, basis="NQ 1", actor=OPERATOR, at=SETUP)
    period = office.draft.period.preceding()
    made = actions.open_round(
        "commune", period, owner_unit_id=office.north, due_on=DUE, actor=OPERATOR, at=NOW
    )
    for submission in made.submissions.all():
        actions.enter(submission.pk, cells(fires=1), actor=OPERATOR, at=NOW)
        actions.submit(submission.pk, actor=OPERATOR, at=NOW)
    return made.pk


@pytest.mark.parametrize("page", sorted(BUDGETS))
def test_a_page_keeps_its_budget_however_many_units_there_are(page: str, office: Office) -> None:
    round_id = many_units(office, 12)
    login, path = pages(office, round_id)[page]
    if "{secret}" in path:
        path = path.format(secret=a_feed(office))
    if "{plan}" in path or "{task}" in path or "{above}" in path:
        made = some_plans(office)
        ids = {name: task.pk for name, task in made.tasks.items()}
        ids["target"] = made.one.targets.get(n=2).pk
        path = path.format(plan=made.one.pk, task=ids["class"], **ids)
    if "{inquiry}" in path:
        path = path.format(inquiry=a_draft(office).pk)
    if "{way}" in path:
        path = path.format(way=a_way(office))
    if "{report}" in path:
        path = path.format(report=a_confirmed_report(office, office.actor("clerk"), AUGUST))

    if "{entry}" in path or "{series}" in path:
        entry, series = a_small_register(office)
        path = path.format(entry=entry, series=series)

    if "_id}" in path:
        path = path.format(**steering_keywords(office))

    assert questions(office.browser(login), path) <= BUDGETS[page]


def test_saving_a_cell_keeps_its_budget(office: Office) -> None:
    browser, address = office.browser("clerk"), f"/bieu/{office.draft.pk}/o/"
    cell = {"key": "fires", "value": "2", "expected_revision": 0}
    body = {"mutation": "0123456789abcdef", "cells": [cell]}
    browser.get(address + "?key=fires")

    with CaptureQueriesContext(connection) as asked:
        response = browser.post(address, body, content_type="application/json")

    assert response.status_code == 200
    assert len(asked) <= 48
