"""Papers of recognition through the API: drafted, found again, looked at, refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings

from api.conftest import body_of, error_of, signed_in
from criteria.conftest import Cast, cast, decided
from keng.documents import word
from keng.publishing.models import Paper

__all__ = ["cast"]


@pytest.fixture(autouse=True)
def _folder(settings: LazySettings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


def test_a_decision_is_drafted_and_found_again(cast: Cast) -> None:
    made = decided(cast)
    leader = signed_in(cast.leader.account_id)
    asked = {
        "kind": "recognition-decision",
        "about_id": made.pk,
        "head": {"lines": {"basis": "Căn cứ văn bản A"}},
    }

    paper = body_of(leader.post("/papers/recognition", asked))

    assert paper["type"] == "QĐ"
    assert paper["outline"] == "recognition-decision"
    found = leader.client.get(f"/api/v1/papers/recognition?about=decision&about_id={made.pk}")
    assert [one["id"] for one in body_of(found)] == [paper["id"]]


def test_a_preview_is_a_word_file_and_keeps_nothing(cast: Cast) -> None:
    made = decided(cast)
    leader = signed_in(cast.leader.account_id)

    answer = leader.client.get(
        f"/api/v1/papers/recognition/preview?kind=recognition-decision&about_id={made.pk}"
    )

    assert answer.status_code == 200
    assert "QUYẾT ĐỊNH" in word.paragraphs_of(answer.content)
    assert not Paper.objects.exists()


def test_who_may_not_see_the_run_gets_no_paper(cast: Cast) -> None:
    made = decided(cast)
    other = signed_in(cast.other_clerk.account_id)

    answer = other.client.get(
        f"/api/v1/papers/recognition/preview?kind=recognition-decision&about_id={made.pk}"
    )

    assert answer.status_code == 403


def test_an_unknown_kind_is_refused_with_those_that_there_are(cast: Cast) -> None:
    leader = signed_in(cast.leader.account_id)

    answer = leader.post("/papers/recognition", {"kind": "letter", "about_id": 1})

    assert "recognition-minutes" in error_of(answer, 404)["message"]
