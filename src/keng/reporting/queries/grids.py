"""Many units in one grid: the submissions of a round that one person may fill."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from keng.kernel.actors import Actor
from keng.kernel.figures import CellKey
from keng.packs import installed
from keng.packs.schema import Form, Pack
from keng.reporting.cells import Sheet
from keng.reporting.lifecycle import EDITABLE
from keng.reporting.models import Figure, Round
from keng.reporting.queries.figures import FigureView, view_of
from keng.reporting.queries.rounds import Standing, round_view, standings


@dataclass(frozen=True)
class RoundGrid:
    """The form of a round and the units whose submissions the actor may fill now, by name.

    `keys` are the cells that may be typed here: sensitive totals are typed in the form of each
    unit, where it is decided who is near enough to see them.
    """

    pack: Pack
    form: Form
    keys: tuple[CellKey, ...]
    rows: tuple[Standing, ...]


def round_grid(round_id: int, actor: Actor, *, on: date) -> RoundGrid:
    """What the actor may type for many units of a round; three queries. NotFound if no round.

    A closed round has no rows, nor has a submission that is handed in.
    """
    round_view(round_id)
    asked = Round.objects.get(pk=round_id)
    pack = installed.version_of(asked.pack_version_id)
    form = pack.form_of(asked.form)
    rows = asked.submissions.filter(state__in=EDITABLE, duty_passed_to__isnull=True)
    reach = actor.reach("enter", on=on)
    if reach is not None:
        rows = rows.filter(unit_id__in=reach)
    if asked.closed_at is not None:
        rows = rows.none()
    typed = Sheet(pack, form, asked.period).open_keys()
    keys = tuple(key for key in typed if not pack.indicator_of(key).small)
    return RoundGrid(pack, form, keys, tuple(standings(rows, on=on, actor=actor)))


def figures_of_many(
    submission_ids: list[int], keys: tuple[CellKey, ...], basis: str
) -> Mapping[int, Mapping[CellKey, FigureView]]:
    """What stands in some cells of many submissions; one query."""
    wanted = set(keys)
    found: dict[int, dict[CellKey, FigureView]] = {pk: {} for pk in submission_ids}
    for row in Figure.objects.filter(
        submission_id__in=submission_ids,
        basis=basis,
        indicator__in={key.indicator for key in keys},
    ):
        if row.key in wanted:
            found[row.submission_id][row.key] = view_of(row)
    return found
