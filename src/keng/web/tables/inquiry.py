"""A request in words: the list, its form as it is written, what its units have told already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from keng.access.queries import names_of
from keng.inquiries.queries import InquiryLine, InquiryView, State
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period
from keng.orgunits.queries import UnitView, spoken_names
from keng.packs.installed import Pack
from keng.reporting.queries import Already, Offer
from keng.web import wording
from keng.web.tables.formtable import anchor_of, roman

_LOOKS = {State.DRAFT: "draft", State.OPEN: "accepted", State.DROPPED: "returned"}


@dataclass(frozen=True)
class ShownInquiry:
    """A request in a list."""

    id: int
    title: str
    state: str
    look: str
    owner: str
    period: Period
    due_on: date | None
    cells: int
    round_id: int | None


@dataclass(frozen=True)
class WrittenCell:
    """A cell of the form that is being written."""

    key: str
    anchor: str
    number: int
    label: str
    unit: str


@dataclass(frozen=True)
class WrittenHeading:
    """A heading with its cells; `place` counts from 0."""

    place: int
    number: str
    title: str
    cells: tuple[WrittenCell, ...]


@dataclass(frozen=True)
class ShownVersion:
    """A form that the units were given."""

    n: int
    at: datetime
    who: str
    is_last: bool


@dataclass(frozen=True)
class ShownOffer:
    """A figure that can be taken over."""

    key: str
    label: str
    value: str
    unit: str
    form: str
    state: str
    submission_id: int
    spans: str


def state_word(state: State, *, is_round_open: bool) -> str:
    """How far a request is."""
    if state is State.OPEN:
        return _("đang hỏi") if is_round_open else _("đã đóng")
    return _("đang soạn") if state is State.DRAFT else _("đã bỏ")


def shown_inquiries(lines: Iterable[InquiryLine], *, on: date) -> list[ShownInquiry]:
    """The requests of a list in words."""
    listed = list(lines)
    owners = spoken_names({one.owner_unit_id for one in listed}, on=on)
    return [
        ShownInquiry(
            id=one.id,
            title=one.title,
            state=state_word(one.state, is_round_open=one.is_round_open),
            look=_LOOKS[one.state],
            owner=owners[one.owner_unit_id],
            period=one.content.period,
            due_on=one.content.due_on,
            cells=len(one.content.cells),
            round_id=one.round_id,
        )
        for one in listed
    ]


def written(view: InquiryView, pack: Pack) -> list[WrittenHeading]:
    """The form as it is being written, numbered as the units will see it."""
    language = wording.language()
    return [
        WrittenHeading(
            place=place,
            number=roman(place + 1),
            title=heading.title,
            cells=tuple(
                WrittenCell(
                    key=str(key),
                    anchor=anchor_of(key),
                    number=number,
                    label=pack.cell_label(key, language),
                    unit=pack.unit_label(pack.indicator_of(key), language),
                )
                for number, key in enumerate(heading.cells, 1)
            ),
        )
        for place, heading in enumerate(view.line.content.headings)
    ]


def already_words(already: Already | None) -> list[str]:
    """How many of the figures the units have given for the period, form by form."""
    if already is None or not already.given:
        return []
    told = [
        _("%(n)s trong %(of)s chỉ tiêu đã có ở “%(form)s”.")
        % {"n": cells, "of": already.of, "form": form}
        for form, cells in already.forms.items()
    ]
    told.append(
        _(
            "Tính theo đơn vị: %(given)s trong %(asked)s ô đã có số; người nhập sẽ thấy các số ấy "
            "kèm nguồn và chỉ việc lấy sang."
        )
        % {"given": already.given, "asked": already.asked}
    )
    return told


def shown_versions(view: InquiryView) -> list[ShownVersion]:
    """The forms that the units were given, the first one first."""
    names = names_of([one.account_id for one in view.versions])
    return [
        ShownVersion(
            n=one.n,
            at=one.at,
            who=wording.account(one.account_id, names),
            is_last=one is view.versions[-1],
        )
        for one in view.versions
    ]


def units_chosen(view: InquiryView) -> list[tuple[UnitView, bool]]:
    """The units that can be asked, and whether each was chosen by name."""
    chosen = set(view.line.content.units)
    return [(unit, unit.id in chosen) for unit in view.candidates]


def shown_offers(offers: Sequence[Offer], pack: Pack) -> list[ShownOffer]:
    """The figures that can be taken over, each with where it stands."""
    language = wording.language()
    return [
        ShownOffer(
            key=str(one.key),
            label=pack.cell_label(one.key, language),
            value=wording.figure(one.value, pack.digits_of(one.key)),
            unit=pack.unit_label(pack.indicator_of(one.key), language),
            form=one.form_label,
            state=wording.state(one.state),
            submission_id=one.submission_id,
            spans=_spans(one),
        )
        for one in offers
    ]


def _spans(one: Offer) -> str:
    """The period that a figure is of, or the shorter ones that make it up."""
    if len(one.periods) == 1:
        return wording.period(one.periods[0])
    first, last = wording.period(one.periods[0]), wording.period(one.periods[-1])
    return _("cộng %(n)s kỳ, %(first)s đến %(last)s") % {
        "n": len(one.periods),
        "first": first,
        "last": last,
    }


def keys_from(texts: Iterable[str]) -> list[CellKey]:
    """The cells that a form names. Raises BadInput for a text that is none."""
    return [CellKey.parse(text) for text in texts]
