"""Photos as evidence beside a cell: put in, taken out, put back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from keng.documents.photos import redrawn
from keng.documents.store import digest_of
from keng.kernel.actors import Actor
from keng.kernel.errors import BadInput, NotFound
from keng.kernel.figures import CellKey
from keng.reporting.actions._hold import held, journal
from keng.reporting.lifecycle import Act
from keng.reporting.models import Photo, Submission
from keng.reporting.photos import MOST_A_CELL, store
from keng.reporting.queries.sheets import sheet_of


@transaction.atomic
def add_photo(
    submission_id: int,
    key: CellKey,
    content: bytes,
    *,
    filename: str = "",
    actor: Actor,
    at: datetime,
) -> Photo:
    """Keep a photo as evidence of a cell, drawn anew without its metadata (semantics 27).

    The same photo again changes nothing; one that was taken out is put back. Raises NotAllowed,
    WrongState, BadInput: no such cell, a group that takes no photos, six photos already, or no
    picture. Nothing is saved then.
    """
    submission = held(submission_id, Act.ENTER, actor=actor, at=at)
    _refuse_place(submission, key)
    picture = redrawn(content, filename=filename)
    digest = digest_of(picture.content)
    cell = {"indicator": key.indicator, "by": key.by}
    known = submission.photos.filter(**cell, sha256=digest).first()
    if known is not None:
        return known if known.removed_at is None else _put_back(submission, known, actor, at)
    _refuse_too_many(submission, key)
    store().keep(picture.content)
    made = Photo.objects.create(
        submission=submission,
        **cell,
        sha256=digest,
        width=picture.width,
        height=picture.height,
        at=at,
        account_id=actor.account_id,
    )
    _write(submission, "add_photo", made, actor=actor, at=at)
    return made


@transaction.atomic
def remove_photo(photo_id: int, *, actor: Actor, at: datetime) -> Photo:
    """Take a photo out of the submission; it can be put back and stays in the history.

    Raises NotFound, NotAllowed, WrongState; nothing is changed then.
    """
    photo = _photo(photo_id)
    submission = held(photo.submission_id, Act.ENTER, actor=actor, at=at)
    photo.refresh_from_db()
    if photo.removed_at is None:
        photo.removed_at, photo.removed_by = at, actor.account_id
        photo.save(update_fields=["removed_at", "removed_by"])
        _write(submission, "remove_photo", photo, actor=actor, at=at)
    return photo


@transaction.atomic
def restore_photo(photo_id: int, *, actor: Actor, at: datetime) -> Photo:
    """Put a photo back that was taken out.

    Raises NotFound, NotAllowed, WrongState, BadInput: the cell has six others by now.
    """
    photo = _photo(photo_id)
    submission = held(photo.submission_id, Act.ENTER, actor=actor, at=at)
    photo.refresh_from_db()
    return photo if photo.removed_at is None else _put_back(submission, photo, actor, at)


def _put_back(submission: Submission, photo: Photo, actor: Actor, at: datetime) -> Photo:
    _refuse_too_many(submission, photo.key)
    photo.removed_at, photo.removed_by = None, None
    photo.save(update_fields=["removed_at", "removed_by"])
    _write(submission, "restore_photo", photo, actor=actor, at=at)
    return photo


def _write(submission: Submission, verb: str, photo: Photo, *, actor: Actor, at: datetime) -> None:
    """What is seen of the submission has changed, so its revision moves with the journal line."""
    submission.revision += 1
    facts = {"photo": photo.pk, "cell": str(photo.key), "sha256": photo.sha256}
    journal(submission, verb, facts, actor=actor, at=at, rows=[photo])
    submission.save(update_fields=["revision"])


def _photo(photo_id: int) -> Photo:
    found = Photo.objects.filter(pk=photo_id).first()
    if found is None:
        raise NotFound(f"Không có ảnh số {photo_id}.", message_en=f"There is no photo {photo_id}.")
    return found


def _refuse_place(submission: Submission, key: CellKey) -> None:
    group = sheet_of(submission).form.group_of(key)
    if group is None:
        raise BadInput("Biểu không có ô này.", message_en="The form has no such cell.")
    if not group.photos:
        raise BadInput(
            f"Nhóm “{group.label.vi}” không nhận ảnh; hãy ghi nguồn bằng chữ.",
            message_en=f"The group {group.label.en!r} takes no photos; tell the source in words.",
            code="no_photos_here",
        )


def _refuse_too_many(submission: Submission, key: CellKey) -> None:
    here = submission.photos.filter(
        indicator=key.indicator, by=key.by, removed_at__isnull=True
    ).count()
    if here >= MOST_A_CELL:
        raise BadInput(
            f"Ô này đã có {MOST_A_CELL} ảnh; hãy bỏ bớt một ảnh trước.",
            message_en=f"The cell has {MOST_A_CELL} photos already; take one out first.",
            code="too_many_photos",
        )
