"""The photos that stand as evidence beside the cells of a submission."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from keng.kernel.actors import Actor
from keng.kernel.errors import NotAllowed, NotFound
from keng.kernel.figures import CellKey
from keng.kernel.problems import Problem
from keng.reporting.models import Photo
from keng.reporting.photos import store
from keng.reporting.queries.duties import is_near
from keng.reporting.queries.sheets import submission_of


@dataclass(frozen=True)
class PhotoView:
    """One photo; `is_removed` ones are shown to who may put them back."""

    id: int
    key: CellKey
    width: int
    height: int
    at: datetime
    account_id: int | None
    is_removed: bool


def photos_of(submission_id: int, actor: Actor, *, on: date) -> tuple[PhotoView, ...]:
    """The photos of a submission, oldest first; none for who is neither the unit nor just above.

    A photo shows more than a figure does, so it goes no further up than a small total (0044).
    """
    submission = submission_of(submission_id)
    if not is_near(actor, submission.unit_id, on=on):
        return ()
    return tuple(_view(photo) for photo in submission.photos.order_by("pk"))


def photo_content(photo_id: int, actor: Actor, *, on: date) -> bytes:
    """The JPEG bytes of a photo. Raises NotFound, and NotAllowed for who is too far away."""
    photo = Photo.objects.filter(pk=photo_id).select_related("submission").first()
    if photo is None:
        raise NotFound(f"Không có ảnh số {photo_id}.", message_en=f"There is no photo {photo_id}.")
    unit_id = photo.submission.unit_id
    actor.require("view", unit_id=unit_id, on=on)
    if not is_near(actor, unit_id, on=on):
        raise NotAllowed(
            "Ảnh chỉ hiện với đơn vị và cấp trên trực tiếp.",
            message_en="Photos are shown to the unit and its direct superior only.",
        )
    return store().read(photo.sha256)


def photo_problems() -> Iterator[Problem]:
    """Photos whose file is gone or no longer the one that was kept."""
    for photo in Photo.objects.order_by("pk").iterator():
        if not store().is_whole(photo.sha256):
            yield Problem(Photo._meta.db_table, str(photo.pk), "its stored file is gone or changed")


def _view(photo: Photo) -> PhotoView:
    return PhotoView(
        id=photo.pk,
        key=photo.key,
        width=photo.width,
        height=photo.height,
        at=photo.at,
        account_id=photo.account_id,
        is_removed=photo.removed_at is not None,
    )
