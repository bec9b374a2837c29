"""The photos beside the cells of a submission, in words for who cannot see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from keng.access.queries import names_of
from keng.kernel.actors import Actor
from keng.reporting import queries
from keng.reporting.queries import SubmissionView
from keng.web import wording


@dataclass(frozen=True)
class ShownPhoto:
    """A photo, what it is evidence of, and who put it there when."""

    id: int
    label: str
    words: str
    is_removed: bool


def photos_beside(
    view: SubmissionView, actor: Actor, *, on: date
) -> Mapping[str, Sequence[ShownPhoto]]:
    """The photos of each cell that the reader may see, by the key of the cell, oldest first."""
    found = queries.photos_of(view.standing.submission_id, actor, on=on)
    names = names_of({one.account_id for one in found})
    beside: dict[str, list[ShownPhoto]] = {}
    for one in found:
        label = view.sheet.pack.cell_label(one.key, wording.language())
        told = _("Ảnh minh chứng “%(label)s”, %(who)s đưa lên lúc %(at)s") % {
            "label": label,
            "who": wording.account(one.account_id, names),
            "at": wording.moment(one.at),
        }
        shown = ShownPhoto(one.id, label, told, one.is_removed)
        beside.setdefault(str(one.key), []).append(shown)
    return beside
