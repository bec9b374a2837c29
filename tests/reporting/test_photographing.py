"""Photos as evidence: who may put them where, taken out and put back, seen only nearby."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from keng.journal.models import Entry
from keng.kernel.errors import BadInput, NotAllowed, NotFound, WrongState
from keng.kernel.figures import CellKey
from keng.kernel.periods import parse_period
from keng.reporting import actions, queries
from keng.reporting.models import Photo, Submission
from keng.reporting.photos import MOST_A_CELL, store
from photo_cast import a_photo
from reporting_cast import cells

from .conftest import AT, Cast

pytestmark = pytest.mark.django_db
FIRES = CellKey("fires")
ON = AT.date()


@pytest.fixture
def draft(cast: Cast) -> Submission:
    period = parse_period("2024-08")
    actions.open_round(
        "commune", period, owner_unit_id=cast.province, actor=cast.province_officer, at=AT
    )
    return Submission.objects.get(unit_id=cast.one)


def by(actor: Any) -> dict[str, Any]:
    return {"actor": actor, "at": AT}


def test_a_photo_is_kept_without_its_metadata_and_journalled(cast: Cast, draft: Submission) -> None:
    made = actions.add_photo(draft.pk, FIRES, a_photo(), **by(cast.clerk))

    assert b"SecretPhone" not in store().read(made.sha256)
    draft.refresh_from_db()
    assert draft.revision == 1
    line = Entry.objects.get(verb="reporting.add_photo")
    assert line.facts["sha256"] == made.sha256
    [shown] = queries.photos_of(draft.pk, cast.clerk, on=ON)
    assert (shown.key, shown.width, shown.is_removed) == (FIRES, 40, False)


def test_the_same_photo_again_changes_nothing(cast: Cast, draft: Submission) -> None:
    first = actions.add_photo(draft.pk, FIRES, a_photo(), **by(cast.clerk))

    again = actions.add_photo(draft.pk, FIRES, a_photo(), **by(cast.clerk))

    assert again.pk == first.pk
    assert Entry.objects.filter(verb="reporting.add_photo").count() == 1


def test_a_photo_that_was_taken_out_can_be_put_back(cast: Cast, draft: Submission) -> None:
    made = actions.add_photo(draft.pk, FIRES, a_photo(), **by(cast.clerk))

    actions.remove_photo(made.pk, **by(cast.clerk))
    [gone] = queries.photos_of(draft.pk, cast.clerk, on=ON)
    actions.restore_photo(made.pk, **by(cast.clerk))
    [back] = queries.photos_of(draft.pk, cast.clerk, on=ON)

    assert (gone.is_removed, back.is_removed) == (True, False)
    verbs = Entry.objects.filter(stream=f"submission:{draft.pk}").values_list("verb", flat=True)
    assert list(verbs.order_by("n"))[-2:] == ["reporting.remove_photo", "reporting.restore_photo"]


def test_a_group_that_takes_no_photos_says_so(cast: Cast, draft: Submission) -> None:
    with pytest.raises(BadInput) as refusal:
        actions.add_photo(draft.pk, CellKey("cases"), a_photo(), **by(cast.clerk))

    assert refusal.value.code == "no_photos_here"
    assert not Photo.objects.exists()


def test_a_seventh_photo_of_one_cell_is_refused(cast: Cast, draft: Submission) -> None:
    for shade in range(MOST_A_CELL):
        actions.add_photo(draft.pk, FIRES, a_photo(f"rgb({shade * 40},0,0)"), **by(cast.clerk))

    with pytest.raises(BadInput) as refusal:
        actions.add_photo(draft.pk, FIRES, a_photo("white"), **by(cast.clerk))

    assert refusal.value.code == "too_many_photos"
    assert Photo.objects.count() == MOST_A_CELL
    kept = [one for one in store().root.rglob("*") if one.is_file()]
    assert len(kept) == MOST_A_CELL  # nothing of the refused one was kept


def test_who_may_not_enter_keeps_no_photo(cast: Cast, draft: Submission) -> None:
    with pytest.raises(NotAllowed):
        actions.add_photo(draft.pk, FIRES, a_photo(), **by(cast.other_clerk))

    assert not Photo.objects.exists()


def test_what_was_handed_in_takes_no_more_photos(cast: Cast, draft: Submission) -> None:
    made = actions.add_photo(draft.pk, FIRES, a_photo(), **by(cast.clerk))
    actions.enter(draft.pk, cells(fires=1), **by(cast.clerk))
    actions.submit(draft.pk, **by(cast.clerk))

    with pytest.raises(WrongState):
        actions.remove_photo(made.pk, **by(cast.clerk))
    with pytest.raises(WrongState):
        actions.add_photo(draft.pk, FIRES, a_photo("white"), **by(cast.clerk))

    assert Photo.objects.get().removed_at is None


def test_photos_go_no_further_up_than_the_direct_superior(cast: Cast, draft: Submission) -> None:
    made = actions.add_photo(draft.pk, FIRES, a_photo(), **by(cast.clerk))

    assert len(queries.photos_of(draft.pk, cast.officer, on=ON)) == 1
    assert queries.photos_of(draft.pk, cast.province_officer, on=ON) == ()
    with pytest.raises(NotAllowed):
        queries.photo_content(made.pk, cast.province_officer, on=ON)
    with pytest.raises(NotAllowed):
        queries.photo_content(made.pk, cast.other_clerk, on=ON)
    assert queries.photo_content(made.pk, cast.officer, on=ON).startswith(b"\xff\xd8")


def test_a_photo_that_does_not_exist_is_told(cast: Cast) -> None:
    with pytest.raises(NotFound):
        actions.remove_photo(999, **by(cast.clerk))
    with pytest.raises(NotFound):
        queries.photo_content(999, cast.clerk, on=ON)


def test_verify_tells_of_a_photo_whose_file_was_changed(
    cast: Cast, draft: Submission, own_folder: Path
) -> None:
    made = actions.add_photo(draft.pk, FIRES, a_photo(), **by(cast.clerk))
    place = own_folder / "files" / "photos" / made.sha256[:2] / made.sha256
    kept = place.read_bytes()

    place.write_bytes(b"another picture")
    told = [problem.what for problem in queries.problems()]
    place.write_bytes(kept)

    assert told == ["its stored file is gone or changed"]
