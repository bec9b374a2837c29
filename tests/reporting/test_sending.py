"""A batch under an id is saved once, however often the network makes a browser send it."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from keng.kernel.errors import BadInput, Conflict, NotAllowed
from keng.kernel.figures import CellKey
from keng.reporting import actions, queries
from keng.reporting.models import Mutation, Submission
from reporting_cast import cells

from .conftest import AT, Cast

ID = "0123456789abcdef"
FIRES = CellKey("fires")
pytestmark = pytest.mark.django_db


def test_the_same_batch_sent_again_changes_nothing(cast: Cast, draft: Submission) -> None:
    first = actions.enter_once(draft.pk, ID, cells(fires=2), actor=cast.clerk, at=AT)
    actions.enter(draft.pk, cells(fires=5), actor=cast.colleague, at=AT)

    again = actions.enter_once(draft.pk, ID, cells(fires=2), actor=cast.clerk, at=AT)

    assert first is not None
    assert again is None
    assert queries.figures_of(draft.pk)[FIRES].value == 5
    assert len(queries.history_of(draft.pk, FIRES)) == 2


def test_a_batch_that_was_saved_is_answered_for_after_the_form_was_handed_in(
    cast: Cast, draft: Submission
) -> None:
    actions.enter_once(draft.pk, ID, cells(fires=2), actor=cast.clerk, at=AT)
    actions.submit(draft.pk, actor=cast.clerk, at=AT)

    assert actions.enter_once(draft.pk, ID, cells(fires=2), actor=cast.clerk, at=AT) is None


def test_an_id_stands_for_one_batch_of_one_person(cast: Cast, draft: Submission) -> None:
    actions.enter_once(draft.pk, ID, cells(fires=2), actor=cast.clerk, at=AT)

    with pytest.raises(BadInput):
        actions.enter_once(draft.pk, ID, cells(fires=3), actor=cast.clerk, at=AT)
    with pytest.raises(BadInput):
        actions.enter_once(draft.pk, ID, cells(fires=2), actor=cast.colleague, at=AT)
    assert queries.figures_of(draft.pk)[FIRES].value == 2


def test_a_refused_batch_leaves_its_id_free(cast: Cast, draft: Submission) -> None:
    actions.enter(draft.pk, cells(fires=7), actor=cast.colleague, at=AT)
    stale = cells(fires=2)[0].__class__(FIRES, 2, expected_revision=0)

    with pytest.raises(Conflict):
        actions.enter_once(draft.pk, ID, [stale], actor=cast.clerk, at=AT)

    assert not Mutation.objects.exists()


@pytest.mark.parametrize("wrong", ["", "short", "x" * 41, "with space 1"])
def test_what_is_no_id_is_refused(wrong: str, cast: Cast, draft: Submission) -> None:
    with pytest.raises(BadInput):
        actions.enter_once(draft.pk, wrong, cells(fires=2), actor=cast.clerk, at=AT)
    assert queries.figures_of(draft.pk) == {}


def test_a_stranger_learns_nothing_of_an_id(cast: Cast, draft: Submission) -> None:
    actions.enter_once(draft.pk, ID, cells(fires=2), actor=cast.clerk, at=AT)

    with pytest.raises(NotAllowed):
        actions.enter_once(draft.pk, ID, cells(fires=2), actor=cast.other_clerk, at=AT)


def test_the_database_keeps_an_id_once(cast: Cast, draft: Submission) -> None:
    actions.enter_once(draft.pk, ID, cells(fires=2), actor=cast.clerk, at=AT)

    with pytest.raises(IntegrityError), transaction.atomic():
        Mutation.objects.create(submission=draft, mutation=ID, digest="0" * 64, at=AT)
