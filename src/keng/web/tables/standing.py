"""What several screens say alike: the reader's units, titles of forms, a line per submission."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from keng.kernel.periods import Period
from keng.kernel.vietnamese import format_count
from keng.orgunits.queries import UnitView, path_of, unit_view, views
from keng.packs import installed
from keng.reporting.queries import RoundTally, RoundView, Standing
from keng.web import clock, wording
from keng.web.frame.requests import KengRequest
from keng.web.tables.formtable import SHORT_FORM


@dataclass(frozen=True)
class OwnUnit:
    """A unit that the account works for, and as what."""

    id: int
    key: str
    full_name: str
    path: str
    roles: str


@dataclass(frozen=True)
class SubmissionLine:
    """One submission in a list; the counts of findings as in `Standing`."""

    id: int
    unit_id: int
    unit_name: str
    title: str
    period: Period
    state: str
    due_on: date | None
    is_late: bool
    late: str
    first_submitted_on: date | None
    filled: int
    total: int
    blocks: int | None
    warnings: int | None
    explained: int | None
    without_people: bool
    note: str

    @property
    def entry_url(self) -> str:
        """Where it is filled in: a short form as questions, a long one as a grid."""
        is_short = 0 < self.total <= SHORT_FORM
        return reverse("web:questions" if is_short else "web:form", args=[self.id])


@dataclass(frozen=True)
class ShownRound:
    """A round in words."""

    id: int
    title: str
    owner: str
    period: Period
    due_on: date
    closed: bool
    cutoff_note: str
    handed_in: int = 0
    accepted: int = 0
    expected: int = 0
    late: int = 0


def own_units(request: KengRequest) -> list[OwnUnit]:
    """The units at which the account has a role today, also in another's place."""
    on = clock.today()
    roles: dict[int, list[str]] = {}
    for duty in request.duties:
        word = wording.role(duty.role)
        if duty.in_place_of is not None:
            word = _("%(role)s (làm thay)") % {"role": word}
        roles.setdefault(duty.unit_id, []).append(word)
    return [_own_unit(unit_id, words, on) for unit_id, words in roles.items()]


class FormTitles(Mapping[str, str]):
    """The titles of the forms of a pack, by code; a form made for a request is known as well."""

    def __init__(self, pack: installed.Pack) -> None:
        self._pack = pack
        self._language = wording.language()

    def __getitem__(self, code: str) -> str:
        form = self._pack.find_form(code)
        if form is None:
            raise KeyError(code)
        return form.label.of(self._language)

    def __iter__(self) -> Iterator[str]:
        return iter(self._pack.forms)

    def __len__(self) -> int:
        return len(self._pack.forms)


def form_titles() -> FormTitles:
    """The titles of the forms of the installed pack; going through them leaves made ones out."""
    return FormTitles(installed.current())


def lines_of(standings: Iterable[Standing]) -> list[SubmissionLine]:
    """The standings of submissions in words."""
    titles = form_titles()
    return [_line(standing, titles.get(standing.form, standing.form)) for standing in standings]


def _line(standing: Standing, title: str) -> SubmissionLine:
    returned = standing.state == "returned" and standing.return_due_on is not None
    return SubmissionLine(
        id=standing.submission_id,
        unit_id=standing.unit.id,
        unit_name=standing.unit.full_name,
        title=title,
        period=standing.period,
        state="untouched" if is_untouched(standing) else str(standing.state),
        due_on=standing.return_due_on if returned else standing.due_on,
        is_late=standing.is_late,
        late=late_words(standing),
        first_submitted_on=standing.first_submitted_on,
        filled=standing.cells_filled,
        total=standing.cells_total,
        blocks=standing.blocks,
        warnings=standing.warnings_open,
        explained=standing.warnings_accepted,
        without_people=standing.without_people,
        note=_("đã chuyển cho đơn vị kế thừa") if standing.passed_on else "",
    )


def is_untouched(standing: Standing) -> bool:
    """Whether nobody has entered anything yet."""
    return standing.state == "draft" and not standing.cells_filled


def late_words(standing: Standing) -> str:
    """How late the unit is or was; empty if it is not."""
    if not standing.days_late:
        return ""
    days = {"days": format_count(standing.days_late)}
    if standing.first_submitted_on is None:
        return _("quá hạn %(days)s ngày") % days
    return _("nộp muộn %(days)s ngày") % days


def _own_unit(unit_id: int, roles: list[str], on: date) -> OwnUnit:
    view: UnitView = unit_view(unit_id, on=on)
    return OwnUnit(
        id=unit_id,
        key=view.key,
        full_name=view.full_name,
        path=path_of(unit_id, on=on),
        roles=", ".join(roles),
    )


def shown_rounds(
    rounds: Sequence[RoundView], tallies: Mapping[int, RoundTally]
) -> list[ShownRound]:
    """Rounds in words, with how far they have come."""
    owners = views({one.owner_unit_id for one in rounds}, on=clock.today())
    return [_round(one, tallies.get(one.id), owners[one.owner_unit_id].full_name) for one in rounds]


def _title(one: RoundView) -> str:
    """The title as it was opened, which is Vietnamese; for a reader in English the form's own."""
    if wording.language() == "vi":
        return one.title
    form = installed.current().find_form(one.form)
    return f"{form.label.en}, {one.period.label('en')}" if form else one.title


def _round(one: RoundView, tally: RoundTally | None, owner: str) -> ShownRound:
    # A cut-off before the end of the period is said.
    note = ""
    if one.cutoff_on < one.period.last:
        note = _("số liệu đến hết ngày %(day)s") % {"day": wording.day(one.cutoff_on)}
    return ShownRound(
        id=one.id,
        title=_title(one),
        owner=owner,
        period=one.period,
        due_on=one.due_on,
        closed=not one.is_open,
        cutoff_note=note,
        handed_in=tally.handed_in if tally else 0,
        accepted=tally.accepted if tally else 0,
        expected=tally.expected if tally else 0,
        late=tally.late if tally else 0,
    )
