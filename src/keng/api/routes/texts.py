"""The hand-written parts of a report, kept with the submission."""

from __future__ import annotations

from ninja import Router

from keng.api import shapes
from keng.api.authentication import ApiRequest
from keng.kernel.errors import NotFound
from keng.packs.schema import Text
from keng.reporting import actions, queries
from keng.reporting.queries import SubmissionView, TextView, submission_view

router = Router(tags=["texts"])


@router.get("/{int:submission_id}/texts", response=list[shapes.TextOut])
def texts(request: ApiRequest, submission_id: int) -> list[shapes.TextOut]:
    """Every part that a person writes, in the order of the outlines, written or not."""
    view = submission_view(submission_id, request.auth, on=request.on)
    return [_out(slot, label, view.texts.get(slot)) for slot, label in _slots(view).items()]


@router.put("/{int:submission_id}/texts/{slot}", response=shapes.TextOut)
def write(
    request: ApiRequest, submission_id: int, slot: str, asked: shapes.TextBody
) -> shapes.TextOut:
    """Write one part; "" empties it, 409 if somebody else wrote meanwhile."""
    actions.write_text(
        submission_id,
        slot,
        asked.text,
        expected_revision=asked.revision,
        actor=request.auth,
        at=request.at,
    )
    view = submission_view(submission_id, request.auth, on=request.on)
    return _out(slot, _slots(view)[slot], view.texts.get(slot))


@router.get("/{int:submission_id}/texts/{slot}/history", response=list[shapes.TextOut])
def history(request: ApiRequest, submission_id: int, slot: str) -> list[shapes.TextOut]:
    """Every version of one part, newest first."""
    view = submission_view(submission_id, request.auth, on=request.on)
    slots = _slots(view)
    if slot not in slots:
        raise NotFound(
            f"Không có phần viết “{slot}”.", message_en=f"There is no text slot {slot!r}."
        )
    written = queries.text_history(submission_id, slot, actor=request.auth, on=request.on)
    return [_out(slot, slots[slot], one) for one in written]


def _slots(view: SubmissionView) -> dict[str, Text]:
    return queries.text_slots(view.sheet.pack, view.sheet.form.code)


def _out(slot: str, label: Text, text: TextView | None) -> shapes.TextOut:
    return shapes.TextOut(
        slot=slot,
        label=label.vi,
        text=text.text if text is not None else "",
        revision=text.revision if text is not None else 0,
        at=text.at if text is not None else None,
        account=text.account_id if text is not None else None,
    )
