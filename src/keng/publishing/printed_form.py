"""One submission printed as the official form: a Word file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from keng.documents import word
from keng.kernel.actors import Actor
from keng.kernel.moments import local_day
from keng.packs.schema import Outline, Pack
from keng.publishing.form_table import (
    facts_of_form,
    is_illustrative,
    notes_of_form,
    opening_of_form,
    subtitle_of_form,
    table_of_form,
)
from keng.publishing.gathering import names_of, place_of, revision_of
from keng.publishing.heads import Head, issuer_of, letterhead_of, profile_of
from keng.publishing.report import DRAFT_MARK, ILLUSTRATIVE_MARK, PERIOD_PROPERTY
from keng.reporting.lifecycle import COUNTED
from keng.reporting.queries import SubmissionView, submission_view

SUBMISSION_PROPERTY: Final = "KengSubmission"
FORM_PROPERTY, REVISION_PROPERTY = "KengForm", "KengFormRevision"


@dataclass(frozen=True)
class PrintedForm:
    """A printed form: the Word file, its figures as our reader finds them, its marks and name.

    `name` is for a file, without its ending and in plain letters.
    """

    content: bytes
    fields: tuple[word.ReadField, ...]
    marks: tuple[str, ...]
    name: str


def print_form(submission_id: int, *, actor: Actor, at: datetime) -> PrintedForm:
    """Lay out a submission as its paper form, with the figures that `actor` may see.

    Every figure is a content control with its source. DỰ THẢO stands on each page until the level
    above has accepted the figures. Nothing is stored. Raises NotFound and NotAllowed ("view").
    """
    view = submission_view(submission_id, actor, on=local_day(at))
    content = word.write(_document(view, at))
    return PrintedForm(
        content=content,
        fields=tuple(word.read_fields(content)),
        marks=_marks(view),
        name=_file_name(view),
    )


def _document(view: SubmissionView, at: datetime) -> word.WordDocument:
    unit, period = view.standing.unit, view.standing.period
    facts = facts_of_form(view, unit_key=unit.key, revision=revision_of(at))
    table = table_of_form(view, facts)
    return word.WordDocument(
        letterhead=_letterhead(view, at),
        type_name=view.sheet.form.label.vi,
        subject=subtitle_of_form(view),
        blocks=(*opening_of_form(view), table, *notes_of_form(view)),
        ending=word.FormSignatures(),
        made_at=at,
        marks=_marks(view),
        orientation=word.Orientation.LANDSCAPE,
        # Not the unit's property of a report: `keng report --refresh` reads consolidated figures
        # and must not put them in place of what the unit itself reported.
        properties={
            SUBMISSION_PROPERTY: str(view.standing.submission_id),
            FORM_PROPERTY: view.standing.form,
            REVISION_PROPERTY: str(view.standing.revision),
            PERIOD_PROPERTY: period.code,
        },
    )


def _marks(view: SubmissionView) -> tuple[str, ...]:
    draft = () if view.standing.state in COUNTED else (DRAFT_MARK,)
    return (*draft, *((ILLUSTRATIVE_MARK,) if is_illustrative(view) else ()))


def _letterhead(view: SubmissionView, at: datetime) -> word.Letterhead:
    """The head that the unit's reports have; a unit that writes none stands by its own name."""
    unit, period = view.standing.unit, view.standing.period
    names = names_of(unit, period, view.sheet.pack)
    names["place"] = place_of(unit, on=period.last)
    outline = _outline_for(view.sheet.pack, unit.level, view.standing.form)
    if outline is None:
        return word.Letterhead(
            parent=names["superior"],
            issuer=unit.full_name,
            symbol="",
            place=names["place"],
            year=period.last.year,
        )
    head = Head(addressees=())
    profile = profile_of(view.sheet.pack, outline, unit.level)
    issuer = issuer_of(profile, head, outline, names, local_day(at))
    return letterhead_of(issuer, head, period.last.year)


def _outline_for(pack: Pack, level: str, form: str) -> Outline | None:
    """The first outline with a head for such a unit, one that reads this form before others."""
    headed = {code for code, profile in pack.profiles.items() if level in profile.unit_levels}
    fitting = [
        one
        for one in pack.outlines.values()
        if level in one.unit_levels and headed & set(one.profiles)
    ]
    return next((one for one in fitting if form in one.forms), next(iter(fitting), None))


def _file_name(view: SubmissionView) -> str:
    standing = view.standing
    name = f"bieu-{standing.form}-{standing.unit.key}-{standing.period.code}"
    return "".join(letter if letter.isalnum() else "-" for letter in name)
