"""Rules about one indicator over time. They hold in every pack and are written in none. Pure.

A cumulative that falls, an exact period that its parts contradict, and a comparison that was typed
by hand and differs from what Keng has come to hold (semantics 2, 3, 15). All of them warn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from keng.checks import Finding
from keng.kernel.figures import CellKey, to_decimal
from keng.kernel.periods import Language, Period
from keng.kernel.vietnamese import format_number
from keng.packs.schema import Indicator, Pack
from keng.reporting.comparison import Surroundings, contradictions
from keng.reporting.series import FALLS, Contradiction

CUMULATIVE_FALLS = "series_cumulative_falls"
PARTS_DIFFER = "series_parts_differ"
COMPARISON_DIFFERS = "series_comparison_differs"
SERIES_CHECKS = (CUMULATIVE_FALLS, PARTS_DIFFER, COMPARISON_DIFFERS)

_SAID: dict[str, tuple[str, str]] = {
    CUMULATIVE_FALLS: (
        "{label}: số lũy kế giảm, {first_period} là {first}, {others} là {second}.",
        "{label}: the cumulative value falls, {first} for {first_period}, {second} for {others}.",
    ),
    PARTS_DIFFER: (
        "{label}: {first_period} là {first}, nhưng cộng {others} được {second}.",
        "{label}: {first} for {first_period}, but {others} add up to {second}.",
    ),
    COMPARISON_DIFFERS: (
        "{label}: cùng kỳ đã nhập tay là {first}, Keng có số đã báo cáo là {second} và dùng số đó.",
        "{label}: the same period was typed as {first}; {second} was reported and is used.",
    ),
}
_FIX: dict[str, tuple[str, str]] = {
    CUMULATIVE_FALLS: (
        "Kiểm tra lại hai kỳ; nếu kỳ trước sai, đề nghị cấp trên mở lại để sửa.",
        "Check both periods; if the earlier one is wrong, ask for it to be reopened.",
    ),
    PARTS_DIFFER: (
        "Đối chiếu các kỳ và sửa kỳ sai, hoặc giải trình chênh lệch.",
        "Compare the periods and correct the wrong one, or explain the difference.",
    ),
    COMPARISON_DIFFERS: (
        "Đối chiếu nguồn của số nhập tay; nếu báo cáo cũ sai, đề nghị mở lại để sửa.",
        "Compare with the source of the typed value; if the old report is wrong, reopen it.",
    ),
}


def series_findings(
    pack: Pack,
    indicators: Mapping[CellKey, Indicator],
    figures: Mapping[CellKey, int | None],
    around: Surroundings,
) -> list[Finding]:
    """What the figures of one submission contradict in the unit's own series."""
    told = {key: indicators[key] for key in around.stated if key in indicators}
    reported = around.reported_last_year(told)
    found = []
    for key, indicator in indicators.items():
        found += list(_about_series(pack, key, indicator, figures.get(key), around))
        typed, known = around.stated.get(key), reported.get(key)
        if typed is not None and known is not None and typed != known:
            found.append(_finding(COMPARISON_DIFFERS, pack, key, (typed, known)))
    return found


def _about_series(
    pack: Pack,
    key: CellKey,
    indicator: Indicator,
    value: int | None,
    around: Surroundings,
) -> Iterator[Finding]:
    others = around.entered.get(key)
    if value is None or not others:
        return
    entered = {**others, around.period: value}
    for one in contradictions(indicator, around.period, entered):
        check = CUMULATIVE_FALLS if one.reason == FALLS else PARTS_DIFFER
        yield _finding(check, pack, key, (one.stated_value, one.others_value), one)


def _finding(
    check: str,
    pack: Pack,
    key: CellKey,
    values: tuple[int, int],
    one: Contradiction | None = None,
) -> Finding:
    digits = pack.digits_of(key)
    first, second = (to_decimal(value, digits) for value in values)
    return Finding(
        check=check,
        severity="warn",
        cells=(key,),
        message=_said(check, "vi", pack.cell_label(key, "vi"), (first, second), digits, one),
        message_en=_said(check, "en", pack.cell_label(key, "en"), (first, second), digits, one),
        fix=_FIX[check][0],
        fix_en=_FIX[check][1],
        values={"first": first, "second": second},
        reads=frozenset({key}),
    )


def _said(
    check: str,
    language: Language,
    label: str,
    values: tuple[Decimal, Decimal],
    digits: int,
    one: Contradiction | None,
) -> str:
    sentence = _SAID[check][0 if language == "vi" else 1]
    return sentence.format(
        label=label,
        first=format_number(values[0], digits),
        second=format_number(values[1], digits),
        first_period=one.stated.label(language) if one is not None else "",
        others=_listed(one.others, language) if one is not None else "",
    )


def _listed(periods: tuple[Period, ...], language: Language) -> str:
    return ", ".join(period.label(language) for period in periods)
