"""What people wrote beside figures, where other pages and files than the form itself carry it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.test import Client

from keng.consolidation.queries import drill
from keng.documents.reading import read
from keng.kernel.figures import CellKey
from keng.reporting import queries
from outside_cast import JULY, World, a_world
from web_cast import NOW

pytestmark = pytest.mark.django_db

REPORT = "/bao-cao/tai/?unit=xa+mot&period=2024-07&outline=commune"


@pytest.fixture
def world() -> World:
    """Xã Một reported 20 offenders in July, with a note of it beside its cases, and in words."""
    return a_world(0)


def report_of(client: Client) -> str:
    answer = client.get(REPORT)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return "\n".join(read(BytesIO(content).getvalue(), name="bao-cao.docx").lines)


def test_a_figure_is_opened_from_far_away_without_what_was_written_beside_it(
    world: World,
) -> None:
    def sources(login: str) -> list[tuple[int | None, str, tuple[str, ...]]]:
        actor = world.office.actor(login)
        found = []
        for key in (CellKey("cases"), CellKey("fires")):
            parts = drill(world.office.one, JULY, key, actor=actor, on=NOW.date())
            listed = [it for one in parts for it in one.sources if it.period == JULY]
            found += [(it.value, it.note, it.warnings) for it in listed]
        return found

    assert sources("officer") == [
        (13, "Trong đó có 20 người.", ()),
        (2, "", ("Đã rà, 20 người là đúng.",)),
    ]
    assert sources("keeper") == [(13, "", ()), (2, "", ())]


def test_a_report_for_other_eyes_says_that_the_written_part_is_left_out(world: World) -> None:
    near, far = (report_of(world.office.browser(login)) for login in ("officer", "keeper"))

    assert "Trong đó có 20 người." in near
    assert "Không trích" not in near
    assert "[Không trích ở cấp này: Nguyên nhân]" in far
    assert "20 người" not in far


def test_the_texts_of_a_form_are_given_near_only(world: World) -> None:
    july = world.submissions[-1]
    on = NOW.date()

    near = queries.texts_of(july, actor=world.office.actor("officer"), on=on)
    assert [one.slot for one in near.values()] == ["causes"]
    assert queries.texts_of(july, actor=world.office.actor("keeper"), on=on) == {}


def test_the_board_of_a_round_says_what_its_counts_leave_out(world: World) -> None:
    """August: xã Một breaks a rule about people that blocks, and one that warns."""
    path = f"/dot/{world.office.round_id}/"
    near, far = (world.office.browser(login).get(path) for login in ("officer", "keeper"))

    def counts(page: Any) -> dict[str, tuple[int, int, int]]:
        rows = page.context["rows"]
        return {one.unit_name: (one.blocks, one.warnings, one.explained) for one in rows}

    assert counts(near) == {"xã Hai": (0, 0, 0), "xã Một": (1, 1, 0)}
    assert counts(far) == {"xã Hai": (0, 0, 0), "xã Một": (0, 0, 0)}
    assert "không tính các quy tắc" in far.content.decode()
    assert "không tính các quy tắc" not in near.content.decode()
