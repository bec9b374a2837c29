"""Callers of the API: the clerk of a commune, the officers above, an auditor, each signed in."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from access_cast import somebody
from intake.conftest import Desk, country, desk, opened, programme
from keng.access.queries import account_by_id

__all__ = ["country", "desk", "opened", "programme"]


@dataclass
class Caller:
    """Somebody who calls the API; bodies go and come as JSON."""

    client: Client

    def get(self, path: str, **query: Any) -> HttpResponse:
        return self.client.get(f"/api/v1{path}", query)

    def put(self, path: str, body: Any = None) -> HttpResponse:
        return self.client.put(
            f"/api/v1{path}", json.dumps(body or {}), content_type="application/json"
        )

    def post(self, path: str, body: Any = None) -> HttpResponse:
        return self.client.post(
            f"/api/v1{path}", json.dumps(body or {}), content_type="application/json"
        )


def body_of(response: HttpResponse, status: int = 200) -> Any:
    """The JSON of an answer that must have this status."""
    assert response.status_code == status, response.content.decode()
    return json.loads(response.content)


def error_of(response: HttpResponse, status: int) -> Any:
    """What a refusal says."""
    return body_of(response, status)["error"]


def signed_in(account_id: int) -> Caller:
    """A caller with the session of an account."""
    client = Client()
    client.force_login(account_by_id(account_id))
    return Caller(client)


@pytest.fixture
def clerk(desk: Desk) -> Caller:
    """The clerk of xã Quang Khải."""
    return signed_in(desk.clerk.account_id)


@pytest.fixture
def caller_at(db: None) -> Callable[[str, int], Caller]:
    """Somebody with a role at a unit."""
    del db

    def make(role: str, unit_id: int) -> Caller:
        return signed_in(somebody(role, unit_id).account_id)

    return make


@pytest.fixture
def caller(desk: Desk, caller_at: Callable[[str, int], Caller]) -> Callable[[str, int], Caller]:
    """The same, beside the submission of xã Quang Khải."""
    del desk
    return caller_at


@pytest.fixture
def officer(desk: Desk, caller: Callable[[str, int], Caller]) -> Caller:
    """The officer of huyện Tứ Kỳ, directly above."""
    return caller("officer", desk.country.tu_ky_district)
