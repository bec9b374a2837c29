"""Requests through the API: written, asked, answered with what is known, changed, refused."""

from __future__ import annotations

from typing import Any

from api.conftest import Caller, body_of, error_of
from keng.packs import installed
from keng.reporting.models import Submission


def _asked(**more: Any) -> dict[str, Any]:
    return {
        "owner": "huyện Tứ Kỳ",
        "title": "Chuyên đề thử",
        "period": "2023",
        "due_on": "2099-01-05",
        "levels": ["commune"],
        "headings": [{"title": "Nội dung", "cells": _cells()}],
        **more,
    }


def _cells() -> list[str]:
    """Two flows of the commune's form."""
    pack = installed.current()
    keys = pack.form_of("commune").cells()
    return [str(key) for key in keys if pack.indicator_of(key).kind == "flow"][:2]


def test_a_request_is_written_asked_and_changed_before_anybody_types(officer: Caller) -> None:
    made = body_of(officer.post("/inquiries", _asked()))
    number = made["id"]

    opened = body_of(officer.post(f"/inquiries/{number}/open", {"revision": made["revision"]}))
    assert (opened["state"], opened["asked"]) == ("open", 2)
    one = [{"title": "Nội dung", "cells": _cells()[:1]}]
    body = {**_asked(headings=one), "revision": opened["revision"]}
    rewritten = body_of(officer.put(f"/inquiries/{number}", body))
    assert rewritten["is_rewritten"]
    seen = {"revision": rewritten["revision"]}
    changed = body_of(officer.post(f"/inquiries/{number}/change-form", seen))

    assert len(changed["versions"]) == 2
    assert not changed["is_rewritten"]
    rows = Submission.objects.filter(round_id=changed["round"])
    assert {row.cells_total for row in rows} == {1}


def test_indicators_are_searched_and_marked_when_chosen(officer: Caller) -> None:
    made = body_of(officer.post("/inquiries", _asked()))

    found = body_of(officer.get(f"/inquiries/{made['id']}/indicators"))

    assert {one["cell"] for one in found if one["is_chosen"]} == set(_cells())


def test_the_second_who_opens_it_is_refused(officer: Caller) -> None:
    made = body_of(officer.post("/inquiries", _asked()))
    seen = {"revision": made["revision"]}
    body_of(officer.post(f"/inquiries/{made['id']}/open", seen))

    assert error_of(officer.post(f"/inquiries/{made['id']}/open", seen), 409)["code"] == "conflict"


def test_what_cannot_be_asked_is_refused_with_its_reason(officer: Caller, clerk: Caller) -> None:
    unknown = [{"title": "Nội dung", "cells": ["believers"]}]
    wrong = error_of(officer.post("/inquiries", _asked(headings=unknown)), 422)

    assert wrong["code"] == "unknown_indicator"
    assert error_of(clerk.post("/inquiries", _asked()), 403)["code"] == "not_allowed"
    assert body_of(officer.get("/inquiries")) == []


def test_a_request_is_asked_again_and_given_up(officer: Caller) -> None:
    made = body_of(officer.post("/inquiries", _asked()))

    again = body_of(officer.post(f"/inquiries/{made['id']}/copy", {"period": "2022"}))
    seen = {"revision": again["revision"]}
    dropped = body_of(officer.post(f"/inquiries/{again['id']}/drop", seen))

    assert (again["taken_from"], again["due_on"]) == (made["id"], None)
    assert dropped["state"] == "dropped"
    listed = body_of(officer.get("/inquiries"))
    assert [one["state"] for one in listed] == ["dropped", "draft"]


def test_figures_given_elsewhere_are_offered_and_taken_over(officer: Caller, clerk: Caller) -> None:
    regular = {"owner": "huyện Tứ Kỳ", "form": "commune", "period": "2023", "due_on": "2024-01-05"}
    body_of(officer.post("/rounds", regular))
    mine = next(one for one in body_of(clerk.get("/duties")) if one["period"] == "2023")
    cell = _cells()[0]
    values = [{"cell": cell, "value": "7"}]
    body_of(clerk.post(f"/submissions/{mine['submission']}/cells", values))
    made = body_of(officer.post("/inquiries", _asked()))
    opened = body_of(officer.post(f"/inquiries/{made['id']}/open", {"revision": made["revision"]}))
    one = Submission.objects.get(round_id=opened["round"], unit__pk=_unit_of(mine["submission"]))

    offers = body_of(clerk.get(f"/submissions/{one.pk}/offers"))
    assert [(offer["cell"], offer["value"]) for offer in offers] == [(cell, "7")]
    body_of(clerk.post(f"/submissions/{one.pk}/take-over", {"cells": [cell]}))

    assert body_of(clerk.get(f"/submissions/{one.pk}/offers")) == []


def _unit_of(submission_id: int) -> int:
    return Submission.objects.get(pk=submission_id).unit_id
