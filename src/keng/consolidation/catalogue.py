"""What the programme says about a cell, looked up once for each version of the pack."""

from __future__ import annotations

from collections.abc import Callable

from keng.consolidation.rollup import RANKS
from keng.kernel.figures import CellKey
from keng.packs import installed
from keng.packs.schema import Form, Indicator, Pack


class Catalogue:
    """The cells of a pack in the order in which a table shows them, and how each adds up."""

    def __init__(self, version_id: int, pack: Pack) -> None:
        self.version_id = version_id
        self.pack = pack
        self.indicators: dict[CellKey, Indicator] = {}
        self.forms_with: dict[CellKey, list[Form]] = {}
        for form in pack.forms.values():
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

    def _place(self) -> Callable[[CellKey], tuple[int, int, str]]:
        group = {code: place for place, code in enumerate(self.pack.groups)}
        of_pack = {code: place for place, code in enumerate(self.pack.indicators)}
        indicators = self.pack.indicators
        return lambda key: (
            group[indicators[key.indicator].group],
            of_pack[key.indicator],
            key.by,
        )

    def adds_up(self, key: CellKey) -> bool:
        """Whether a figure of the cell is part of the figure of the unit above."""
        indicator = self.indicators.get(key)
        return indicator is not None and indicator.rollup == "sum"

    def digits(self, indicator: str) -> int:
        """Decimals of an indicator."""
        return self.pack.indicators[indicator].digits


_kept: dict[int, Catalogue] = {}
_MOST_KEPT = 4


def catalogue() -> Catalogue:
    """The catalogue of the installed pack. NotFound if no pack is installed."""
    version_id, pack = installed.current_version()
    kept = _kept.get(id(pack))
    if kept is None or kept.pack is not pack or kept.version_id != version_id:
        while len(_kept) >= _MOST_KEPT:
            _kept.pop(next(iter(_kept)))
        kept = _kept[id(pack)] = Catalogue(version_id, pack)
    return kept
