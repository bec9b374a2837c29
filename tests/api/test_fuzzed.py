"""Every operation of the API as every role, with requests drawn from its own OpenAPI document.

No answer may be a failure of ours (5xx), and what is answered with 200 has the shape that the
document promises. The short round runs in the suite; KENG_FUZZ makes it long.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, Response
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import response_schema_conformance

from keng.access import actions as access
from keng.access.actors import AccountActor
from keng.kernel.errors import BadInput
from keng.publishing import pdf
from keng.reporting.queries.views import submission_view
from pages_cast import an_office_with_papers, keywords
from web_cast import NOW, PASSWORD, Office

pytestmark = pytest.mark.django_db

EACH = int(os.environ.get("KENG_FUZZ", "3"))  # requests for each operation
DOCUMENT = json.loads((Path(__file__).parent / "openapi.json").read_text(encoding="utf-8"))
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]
ROLES = ("clerk", "leader", "other.clerk", "officer", "keeper", "auditor", "stranger")
LIFE = timedelta(days=30)
ODD_TEXTS = (
    "=HYPERLINK(1)",
    "{{ 7*7 }}",
    "\x00",
    "A" * 5000,
    "-1e999",
    "٣",
    "../../etc/passwd",
    "<w:p/>",
)


@pytest.fixture(autouse=True)
def one_connection() -> Iterator[None]:
    """What is asked and rolled back stays on the connection of the test, as in Django's client.

    A request that begins or ends closes one that is in a transaction, on PostgreSQL for good.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The office with a paper, an old report, a photo; without LibreOffice."""
    del db

    def no_office(content: bytes) -> bytes:
        raise BadInput(f"{len(content)}", code="no_office")

    monkeypatch.setattr(pdf, "to_pdf", no_office)
    return an_office_with_papers()


def tokens(office: Office) -> dict[str, str]:
    """A token that may write, for each role."""
    now = datetime.now(tz=UTC)
    last = (now + LIFE).date()
    return {
        login: access.make_token(
            "thử", "write", last_day=last, password=PASSWORD, actor=office.actor(login), at=now
        )
        for login in ROLES
    }


def known_parts(office: Office) -> dict[str, Any]:
    """What really exists, for requests that get further than "not found"."""
    found = dict(keywords(office))
    clerk: AccountActor = office.actor("clerk")
    view = submission_view(office.draft.pk, clerk, on=NOW.date())
    return found | {
        "submission_id": office.draft.pk,
        "submission": [office.draft.pk],
        "round_id": office.round_id,
        "unit": "xã Một, huyện Bắc",
        "key": "xã Một, huyện Bắc",
        "period": "2024-08",
        "form": "commune",
        "cell": str(view.cells[0].key),
        "outline": "commune",
        "n": 1,
    }


def brought_home(case: Case, known: dict[str, Any], draw: Any) -> None:
    """Put what exists in the place of some drawn parts of a request, and odd texts in others."""
    for holder in (case.path_parameters, case.query, case.body):
        items = holder if isinstance(holder, list) else [holder]
        for part in items:
            if isinstance(part, dict):
                _mix(part, known, draw)


def _mix(part: dict[str, Any], known: dict[str, Any], draw: Any) -> None:
    for name in sorted(part):
        choice = draw(st.integers(0, 9))
        if name in known and choice < 8:
            part[name] = known[name]
        elif isinstance(part[name], str) and choice == 9:
            part[name] = draw(st.sampled_from(ODD_TEXTS))


def each_role(draw: Any) -> str:
    return str(draw(st.sampled_from(ROLES)))


def rolled_back(act: Callable[[], Response]) -> Response:
    """What an act answers; nothing of it stays."""
    with transaction.atomic():
        found = act()
        transaction.set_rollback(True)
    return found


def test_no_request_brings_the_api_down(office: Office) -> None:
    held, known, application = tokens(office), known_parts(office), get_wsgi_application()
    wrong: list[str] = []
    answers = Counter[int]()

    def attack(operation: Any) -> None:
        @settings(
            max_examples=EACH,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=operation.as_strategy(), data=st.data())
        def one(case: Case, data: st.DataObject) -> None:
            brought_home(case, known, data.draw)
            role = each_role(data.draw)
            headers = {"Authorization": f"Bearer {held[role]}", "Accept-Encoding": "identity"}
            answer = rolled_back(lambda: case.call(headers=headers))
            answers[answer.status_code] += 1
            try:
                case.validate_response(
                    answer,
                    checks=[not_a_server_error, response_schema_conformance],
                    headers=headers,
                )
            except FailureGroup as found:
                wrong.append(f"{operation.label} as {role}: {found}")

        one()

    for operation in OPERATIONS:
        operation.app = application
        attack(operation)

    assert wrong == []
    # Requests get through: what is drawn is not merely refused.
    assert answers[200] > answers.total() / 10, answers
