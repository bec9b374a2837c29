"""Photos as evidence beside a cell: list, add, take out, put back, fetch."""

from __future__ import annotations

from django.http import HttpResponse
from ninja import File, Form, Router
from ninja.files import UploadedFile

from keng.api import shapes
from keng.api.authentication import ApiRequest
from keng.kernel.figures import CellKey
from keng.reporting import actions
from keng.reporting.queries import photo_content, photos_of, submission_view

router = Router(tags=["submissions"])
photos = Router(tags=["submissions"])


@router.get("/{int:submission_id}/photos", response=list[shapes.PhotoOut])
def listed(request: ApiRequest, submission_id: int) -> list[shapes.PhotoOut]:
    """The photos of a submission; none for who is neither the unit nor its direct superior.

    Who may not see the unit at all is refused, as at every other address of the submission.
    """
    submission_view(submission_id, request.auth, on=request.on)
    return _shown(request, submission_id)


@router.post("/{int:submission_id}/photos", response=list[shapes.PhotoOut])
def add(
    request: ApiRequest, submission_id: int, cell: Form[str], file: File[UploadedFile]
) -> list[shapes.PhotoOut]:
    """Add a photo to a cell (multipart); it is drawn anew, so that nothing of its file stays."""
    name, content = file.name or "", file.read()
    actions.add_photo(
        submission_id,
        CellKey.parse(cell),
        content,
        filename=name,
        actor=request.auth,
        at=request.at,
    )
    return _shown(request, submission_id)


@photos.get("/{int:photo_id}")
def content(request: ApiRequest, photo_id: int) -> HttpResponse:
    """The picture itself, as JPEG."""
    found = photo_content(photo_id, request.auth, on=request.on)
    return HttpResponse(found, content_type="image/jpeg")


@photos.post("/{int:photo_id}/remove", response=list[shapes.PhotoOut])
def remove(request: ApiRequest, photo_id: int) -> list[shapes.PhotoOut]:
    """Take a photo out; it stays in the history and can be put back."""
    gone = actions.remove_photo(photo_id, actor=request.auth, at=request.at)
    return _shown(request, gone.submission_id)


@photos.post("/{int:photo_id}/restore", response=list[shapes.PhotoOut])
def restore(request: ApiRequest, photo_id: int) -> list[shapes.PhotoOut]:
    """Put a photo back that was taken out."""
    back = actions.restore_photo(photo_id, actor=request.auth, at=request.at)
    return _shown(request, back.submission_id)


def _shown(request: ApiRequest, submission_id: int) -> list[shapes.PhotoOut]:
    return [
        shapes.PhotoOut(
            id=one.id,
            cell=str(one.key),
            width=one.width,
            height=one.height,
            at=one.at,
            account=one.account_id,
            is_removed=one.is_removed,
        )
        for one in photos_of(submission_id, request.auth, on=request.on)
    ]
