"""A small country with a small programme: what the tests of consolidation stand on.

Rows are written as `reporting` leaves them after its actions, mark included, so that a test can put
down a hundred figures in a line; that the actions do leave such rows is tested beside this.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import count

from keng.kernel.figures import CellKey
from keng.kernel.periods import Period, parse_period
from keng.kernel.vietnamese import sort_key
from keng.orgunits.actions.ledger import new_stamp
from keng.orgunits.models import Affiliation, Designation, Succession, Unit
from keng.orgunits.vocabulary import search_form
from keng.packs.content import content_of
from keng.packs.models import PackVersion
from keng.packs.schema import Pack
from keng.reporting.models import (
    Adjustment,
    DirtyMark,
    Figure,
    Round,
    StatedComparison,
    Submission,
)

NOON = datetime(2026, 1, 15, 5, 0, tzinfo=UTC)
EVER = date(2000, 1, 1)
TODAY = date(2026, 1, 15)
SOURCE = {"sure": "read"}
FIRES, HOUSES, SIGNED = CellKey("fires"), CellKey("houses"), CellKey("signed")
PLANS, SHARE, ADDICTS, HANDLED = (
    CellKey("plans"),
    CellKey("share"),
    CellKey("addicts"),
    CellKey("handled"),
)
_KINDS = {
    "nation": "nation",
    "province": "tinh",
    "district": "huyen",
    "commune": "xa",
    "village": "thon",
    "agency": "co_quan",
    "school": "thcs",
    "body": "phu_nu",
}


def text(words: str) -> dict[str, str]:
    return {"vi": words, "en": words}


def an_indicator(code: str, kind: str, **more: object) -> dict[str, object]:
    known = {"code": code, "group": "all", "label": text(code), "unit": "vụ", "counts": "case"}
    return known | {"kind": kind} | more


def a_form(code: str, levels: list[str], cells: list[str], **more: object) -> dict[str, object]:
    listed = [{"indicator": cell} for cell in cells]
    group = {"code": "all", "label": text("Tất cả"), "cells": listed}
    known: dict[str, object] = {
        "code": code,
        "label": text(code),
        "unit_levels": levels,
        "regime": "calendar",
        "periods": ["month", "quarter", "half", "months", "year"],
        "groups": [group],
    }
    return known | more


_ALL = ["fires", "houses", "signed", "plans", "addicts", "handled"]


def a_pack(version: str = "1") -> Pack:
    """Two flows, a stock, a count of distinct units, two small totals and a share."""
    small = {"small": True, "counts": "people_total", "unit": "người"}
    cumulative = {"entry": "cumulative"}
    share = {"rollup": "recompute", "numerator": "signed", "denominator": "houses", "per": 100}
    indicators = [
        an_indicator("fires", "flow"),
        an_indicator("houses", "stock"),
        an_indicator("signed", "distinct_ytd", **cumulative),
        an_indicator("plans", "flow"),
        an_indicator("addicts", "stock", **small),
        an_indicator("handled", "flow", **small),
        an_indicator("share", "ratio", digits=1, counts="share", unit="%", **share),
    ]
    forms = [
        a_form("commune", ["commune"], _ALL),
        a_form("village", ["village"], ["fires", "addicts"]),
        a_form("body", ["body"], ["plans"]),
        a_form("own", ["district", "province", "nation"], ["plans"]),
        a_form("total", ["district", "province"], ["fires", "plans"], basis="reported_total"),
    ]
    regime = {"calendar": {"code": "calendar", "label": text("lịch"), "source": SOURCE}}
    return Pack.model_validate(
        {
            "code": "trial",
            "version": version,
            "title": text("Thử"),
            "units": {"vụ": "cases", "người": "people", "%": "%"},
            "groups": {"all": {"code": "all", "label": text("Tất cả")}},
            "indicators": {str(one["code"]): one for one in indicators},
            "forms": {str(one["code"]): one for one in forms},
            "calendar": {"regimes": regime},
        }
    )


@dataclass
class Country:
    """Units by name, and short ways to put figures down."""

    pack_version: PackVersion
    ids: dict[str, int] = field(default_factory=dict)
    _numbers: count[int] = field(default_factory=count)

    def add(self, path: str, level: str, *, since: date = EVER, until: date | None = None) -> int:
        """A unit by its path from the nation down: "A", "A/B"; its name is the last step."""
        above, _, name = path.rpartition("/")
        unit = Unit.objects.create(key=f"u{next(self._numbers)}", level=level, created_at=NOON)
        self.ids[path] = unit.pk
        Designation.objects.create(
            unit=unit,
            kind=_KINDS[level],
            name=name,
            folded=search_form(name),
            sort_key=sort_key(name),
            basis="test",
            valid_from=since,
            valid_until=until,
        )
        parent = self.ids[above] if above else self.ids.get("Việt Nam")
        if parent is not None and path != "Việt Nam":
            Affiliation.objects.create(
                unit=unit, parent_id=parent, basis="test", valid_from=since, valid_until=until
            )
        new_stamp()
        return unit.pk

    def succeed(self, old: str, new: str, on: date, extent: str = "whole") -> None:
        """Territory of one unit passes to another."""
        Succession.objects.create(
            predecessor_id=self.ids[old],
            successor_id=self.ids[new],
            on=on,
            extent=extent,
            basis="test",
        )
        new_stamp()

    def report(
        self,
        path: str,
        period: str,
        *,
        form: str = "commune",
        state: str = "accepted",
        status: str = "official",
        **values: int | None,
    ) -> Submission:
        """A submission with figures, as it stands after `accept`; writing again changes it."""
        span = parse_period(period)
        submission, _ = Submission.objects.update_or_create(
            unit_id=self.ids[path],
            form=form,
            regime=span.regime,
            first=span.first,
            last=span.last,
            defaults=self._state(state, len(values)),
        )
        basis = "reported_total" if form == "total" else "own"
        for indicator, value in values.items():
            Figure.objects.update_or_create(
                submission=submission,
                indicator=indicator,
                by="",
                basis=basis,
                defaults={
                    "value": value,
                    "status": status,
                    "origin": "entered",
                    "revision": 1,
                    "at": NOON,
                },
            )
        mark(submission)
        return submission

    def ask(self, paths: list[str], period: str, *, form: str = "commune") -> Round:
        """A round with an empty draft for each unit that has no submission yet."""
        span = parse_period(period)
        found = Round.objects.create(
            form=form,
            pack_version=self.pack_version,
            regime=span.regime,
            first=span.first,
            last=span.last,
            cutoff_on=span.last,
            due_on=span.last,
            owner_unit_id=self.ids["Việt Nam"],
            title="đợt",
            opened_at=NOON,
        )
        for path in paths:
            Submission.objects.update_or_create(
                unit_id=self.ids[path],
                form=form,
                regime=span.regime,
                first=span.first,
                last=span.last,
                defaults={"round": found},
                create_defaults={
                    "round": found,
                    "pack_version": self.pack_version,
                    "opened_at": NOON,
                },
            )
        return found

    def adjust(
        self, submission: Submission, adjuster: str, indicator: str, value: int
    ) -> Adjustment:
        """The level above uses another value."""
        row = Adjustment.objects.create(
            submission=submission,
            unit_id=submission.unit_id,
            adjuster_id=self.ids[adjuster],
            form=submission.form,
            indicator=indicator,
            value=value,
            reported_revision=1,
            reason="nhầm",
            at=NOON,
            regime=submission.regime,
            first=submission.first,
            last=submission.last,
        )
        mark(submission)
        return row

    def state_last_year(self, submission: Submission, **values: int) -> None:
        """Last year's figures, typed with their source."""
        for indicator, value in values.items():
            StatedComparison.objects.create(
                submission=submission, indicator=indicator, value=value, source="BC 12", at=NOON
            )
        mark(submission)

    def _state(self, state: str, filled: int) -> dict[str, object]:
        given: dict[str, object] = {
            "pack_version": self.pack_version,
            "state": state,
            "opened_at": NOON,
            "cells_filled": filled,
        }
        if state not in {"draft", "returned", "reopened"}:
            given["submitted_at"] = NOON
        if state in {"accepted", "locked"}:
            given |= {"accepted_at": NOON, "accepted_revision": 1}
        if state == "locked":
            given |= {"locked_at": NOON, "lock_reason": "chốt"}
        return given


def mark(submission: Submission) -> None:
    """Tell consolidation, as every action of reporting does."""
    DirtyMark.objects.create(
        unit_id=submission.unit_id,
        submission=submission,
        form=submission.form,
        regime=submission.regime,
        first=submission.first,
        last=submission.last,
        act="accept",
        at=NOON,
    )


def a_country(paths: Mapping[str, str] | None = None) -> Country:
    """The nation, one province and two communes, unless other units are named."""
    pack = a_pack()
    version = PackVersion.objects.create(
        code=pack.code, version=pack.version, content=content_of(pack)
    )
    country = Country(version)
    country.add("Việt Nam", "nation")
    for path, level in (paths or {"A": "province", "A/a": "commune", "A/b": "commune"}).items():
        country.add(path, level)
    return country


def period(code: str) -> Period:
    """A period by its code."""
    return parse_period(code)
