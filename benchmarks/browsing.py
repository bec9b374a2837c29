"""A signed-in person who opens pages, and an empty page of Django behind the same middleware.

Times are of the server alone (Django's test client: middleware, permission, queries, template).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from datetime import datetime
from types import ModuleType
from typing import Any

EMPTY = "/empty/"


def signed_in(login: str, role: str, unit_id: int, at: datetime) -> Any:
    """A browser of somebody with one role at one unit; it can open the empty page as well."""
    from django.test import Client

    from keng.access import actions
    from keng.kernel.actors import OPERATOR

    _with_an_empty_page()
    made = actions.create_account(login, login, unit_id=unit_id, actor=OPERATOR, at=at)
    actions.grant(made.pk, role, unit_id=unit_id, actor=OPERATOR, at=at)
    account = actions.set_password(made.pk, "con-co-bay-la", actor=OPERATOR, at=at)
    browser = Client()
    browser.force_login(account)
    return browser


def seconds(ask: Callable[[], Any], repeats: int) -> list[float]:
    """How long each of several requests took, the shortest first; one before them warms up.

    SystemExit if an answer is not 200.
    """
    took = []
    for _ in range(repeats + 1):
        begun = time.perf_counter()
        answer = ask()
        took.append(time.perf_counter() - begun)
        if answer.status_code != 200:
            raise SystemExit(f"{answer.request['PATH_INFO']} answers {answer.status_code}")
    return sorted(took[1:])


def questions(ask: Callable[[], Any]) -> int:
    """How many queries one request makes."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        ask()
    return len(asked)


def _with_an_empty_page() -> None:
    from django.conf import settings
    from django.http import HttpResponse
    from django.urls import include, path

    from keng.config.settled import settle
    from keng.web.frame.declarations import public

    addresses = ModuleType("benchmark_addresses")
    nothing = public(lambda _request: HttpResponse(""))
    vars(addresses)["urlpatterns"] = [path("empty/", nothing), path("", include("keng.web.urls"))]
    sys.modules[addresses.__name__] = addresses
    settings.ROOT_URLCONF = addresses.__name__
    settings.ALLOWED_HOSTS = ["testserver"]
    settle()  # as the server does before its first request
