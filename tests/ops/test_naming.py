"""Periods on the command line, also of a regime that only the installed programme knows."""

from __future__ import annotations

import argparse
from datetime import date

import pytest

from keng.kernel import periods
from keng.kernel.errors import BadInput
from keng.ops.naming import period_of
from keng.packs.content import content_of
from keng.packs.models import PackVersion
from reporting_cast import CALENDAR, a_pack, text


def test_a_regime_of_the_installed_programme_is_understood(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert db is None
    # What a process has once learnt it keeps; other tests list what a fresh one knows.
    monkeypatch.setattr(periods, "_KNOWN", dict(periods.known_regimes()))
    own = {
        "code": "tenth",
        "label": text("Chốt ngày 9", "Closes on the 9th"),
        "day": "10",
        "months_before": "1",
        "source": {"sure": "read"},
    }
    regimes = {**CALENDAR["regimes"], "tenth": own}
    pack = a_pack(calendar={**CALENDAR, "regimes": regimes})
    PackVersion.objects.create(code="sample", version="1", content=content_of(pack))

    period = period_of(argparse.Namespace(period="2024-08@tenth"))

    assert (period.first, period.last) == (date(2024, 7, 10), date(2024, 8, 9))


def test_a_period_that_nobody_knows_is_refused(db: None) -> None:
    assert db is None
    PackVersion.objects.create(code="sample", version="1", content=content_of(a_pack()))

    with pytest.raises(BadInput):
        period_of(argparse.Namespace(period="2024@nobody"))
