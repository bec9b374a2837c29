"""What the programme says about a cell, looked up once for each version of the pack."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from keng.consolidation.rollup import RANKS
from keng.kernel.figures import CellKey
from keng.kernel.periods import Period, cumulative_start
from keng.packs import installed
from keng.packs.schema import Form, Indicator, Pack


class Catalogue:
    """The cells of a pack in the order in which a table shows them, and how each adds up."""

    def __init__(self, version_id: int, pack: Pack, made: Sequence[installed.Made] = ()) -> None:
        self.version_id = version_id
        self.pack = pack
        self._made = tuple(made)
        self.forms: dict[str, Form] = {
            **pack.forms,
            **{one.form.code: one.form for one in made},
        }
        self.indicators: dict[CellKey, Indicator] = {}
        self.forms_with: dict[CellKey, list[Form]] = {}
        for form in self.forms.values():
            for key in form.cells():
                if pack.indicators[key.indicator].kind == "ratio":
                    continue  # computed from its parts wherever a form shows it
                self.indicators[key] = pack.indicators[key.indicator]
                self.forms_with.setdefault(key, []).append(form)
        # Of every version: what was reported by a form that is gone still counts.
        self.forms_ever = sorted(
            {
                form
                for version in installed.versions()
                for form in installed.version_of(version.id).forms
            }
        )
        self.ratios = {
            CellKey(one.code): one for one in pack.indicators.values() if one.kind == "ratio"
        }
        self.order = sorted([*self.indicators, *self.ratios], key=self._place())
        self.has_cumulative_flows = any(
            one.kind == "flow" and one.entry == "cumulative" for one in self.indicators.values()
        )
        self.entry_ranks = {key: RANKS.get(one.at, 9) for key, one in self.indicators.items()}
        self.deepest_small_rank = max(
            (self.entry_ranks[key] for key, one in self.indicators.items() if one.small), default=0
        )

    def forms_read(self, period: Period) -> list[str]:
        """The forms whose reports may speak in the period: a made form asks for one period only."""
        start = cumulative_start(period)
        made = [
            one.form.code
            for one in self._made
            if one.period.regime == period.regime
            and start <= one.period.first
            and one.period.last <= period.last
        ]
        return [*self.forms_ever, *made]

    def _place(self) -> Callable[[CellKey], tuple[int, int, str]]:
        group = {code: place for place, code in enumerate(self.pack.groups)}
        of_pack = {code: place for place, code in enumerate(self.pack.indicators)}
        indicators = self.pack.indicators
        return lambda key: (
            group[indicators[key.indicator].group],
            of_pack[key.indicator],
            key.by,
        )

    def asks_bodies(self, key: CellKey) -> bool:
        """Whether a form asks bodies for the cell: they report beside or below a unit."""
        return any("body" in form.unit_levels for form in self.forms_with[key])

    def adds_up(self, key: CellKey) -> bool:
        """Whether a figure of the cell is part of the figure of the unit above."""
        indicator = self.indicators.get(key)
        return indicator is not None and indicator.rollup == "sum"

    def digits(self, indicator: str) -> int:
        """Decimals of an indicator."""
        return self.pack.indicators[indicator].digits


_kept: dict[tuple[int, str], Catalogue] = {}
_MOST_KEPT = 4


def catalogue() -> Catalogue:
    """The catalogue of the installed pack, with the forms that offices made of it.

    NotFound if no pack is installed.
    """
    version_id, pack, latest = installed.current_with_made()
    kept = _kept.get((id(pack), latest))
    if kept is None or kept.pack is not pack or kept.version_id != version_id:
        while len(_kept) >= _MOST_KEPT:
            _kept.pop(next(iter(_kept)))
        made = installed.made_forms(latest)
        kept = _kept[id(pack), latest] = Catalogue(version_id, pack, made)
    return kept
