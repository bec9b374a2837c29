"""Indicators: what is counted, how it adds up, and the closed lists of what may be counted.

The closed lists are a line that Keng does not cross: there is no way to declare an indicator that
counts people of a faith, an ethnic group, a nationality or an opinion, or to break a count down by
them, because no such word is in the lists (docs/mechanisms/what-a-pack-may-count.md).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from keng.packs.schema.texts import Code, Level, Line, Part, Text, refusal

Kind = Literal["flow", "stock", "distinct_ytd", "year_result", "ratio"]
Counts = Literal[
    "area",
    "unit",
    "household",
    "resident",
    "document",
    "meeting",
    "session",
    "attendance",
    "publication",
    "material",
    "money",
    "commitment",
    "report",
    "letter",
    "dispute",
    "case",
    "place",
    "accident",
    "casualty",
    "object",
    "premises",
    "inspection",
    "force_member",
    "force_team",
    "training",
    "patrol",
    "initiative",
    "device",
    "programme",
    "criterion",
    "award",
    "building",
    "people_total",
    "share",
]
SENSITIVE_COUNTS: frozenset[str] = frozenset({"people_total"})

BREAKDOWN_VALUES: dict[str, frozenset[str]] = {
    "unit_kind": frozenset(
        {
            "commune",
            "village",
            "agency",
            "enterprise",
            "school_lower_secondary",
            "school_upper_secondary_and_above",
        }
    ),
    "class": frozenset({"xuat_sac", "kha", "trung_binh", "yeu", "chua_phan_loai"}),
    "award": frozenset({"bang_khen", "giay_khen", "thu_khen", "ky_niem_chuong"}),
    "topic": frozenset(
        {
            "fire_safety",
            "fireworks",
            "weapons",
            "drugs",
            "traffic",
            "fraud",
            "theft",
            "gambling",
            "violence",
            "environment",
            "general",
        }
    ),
    "channel": frozenset(
        {"in_person", "phone", "letter_box", "social_media", "application", "meeting", "other"}
    ),
}


class IndicatorGroup(Part):
    """A heading under which indicators stand, in forms, tables and annexes."""

    code: Code
    label: Text


class Breakdown(Part):
    """A way to split a count: one of the closed list, with the labels that people see."""

    code: Code
    label: Text
    values: dict[Code, Text]

    @model_validator(mode="after")
    def _closed(self) -> Self:
        allowed = BREAKDOWN_VALUES.get(self.code)
        if allowed is None:
            known = ", ".join(BREAKDOWN_VALUES)
            raise refusal(
                f"chiều phân tổ “{self.code}” không có trong danh sách đóng ({known}); hãy bỏ",
                f"the breakdown {self.code!r} is not in the closed list ({known}); remove it",
            )
        if unknown := sorted(set(self.values) - allowed):
            names, known = ", ".join(unknown), ", ".join(sorted(allowed))
            raise refusal(
                f"giá trị {names} không thuộc chiều “{self.code}” ({known}); hãy bỏ hoặc sửa",
                f"{names}: no value of {self.code!r} ({known}); remove or correct it",
            )
        return self


RegisterName = Literal[
    "initiatives", "campaigns", "criteria", "commendations", "committees", "coordination"
]


class Indicator(Part):
    """A thing that units count and report ("chỉ tiêu báo cáo").

    Values are integers in the smallest unit: with `digits: 2`, 664.49 ha is stored as 66449.
    `kind`: flow adds up over time; stock is the last value; distinct_ytd is a cumulative count
    reset on 1 January; year_result is one value per programme year; ratio is computed, never
    entered. `at` is the entry level, `derived` the register that fills it, `small` a total of
    people in a sensitive situation, shown as <5 from 1 to 4 outside the unit and its superior.
    A stock is counted on the last day of a period, but one that is the `opening_of` another on the
    first: over several months the opening of the first one stands.
    `since`/`until` are half-open days between which the indicator is asked for.
    """

    code: Code
    group: Code
    label: Text
    unit: Line
    counts: Counts
    kind: Kind
    at: Level = "commune"
    by: tuple[Code, ...] = ()
    digits: int = Field(default=0, ge=0, le=6)
    small: bool = False
    derived: RegisterName | None = None
    part_of: Code | None = None
    opening_of: Code | None = Field(
        default=None,
        description="a stock at the start of the period: the stock that closed the one before",
    )
    since: date | None = None
    until: date | None = None
    rollup: Literal["sum", "recompute", "none"] = "sum"
    numerator: Code | None = None
    denominator: Code | None = None
    per: int = Field(default=1, ge=1, description="a ratio is numerator * per / denominator")
    off_by_default: bool = False
    entry: Literal["in_period", "cumulative"] = "in_period"
    note: Text | None = None
    example: Line | None = Field(default=None, description="what a good entry looks like")

    @model_validator(mode="after")
    def _coherent(self) -> Self:
        wrong = [rule for rule in _COHERENCE if rule[0](self)]
        if wrong:
            raise refusal("; ".join(vi for _, vi, _ in wrong), "; ".join(en for _, _, en in wrong))
        return self

    @property
    def is_entered(self) -> bool:
        """Whether somebody types it: a ratio is always computed."""
        return self.kind != "ratio"

    def in_force(self, on: date) -> bool:
        """Whether the indicator is asked for on that day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)


# What contradicts itself in one indicator: (is it wrong?, what to do in Vietnamese, in English).
_COHERENCE: tuple[tuple[Callable[[Indicator], bool], str, str], ...] = (
    (
        lambda it: it.small and bool(it.by),
        "tổng số nhạy cảm (small) không được phân tổ; hãy bỏ “by”",
        "a small total is never broken down; remove `by`",
    ),
    (
        lambda it: it.counts in SENSITIVE_COUNTS and not it.small,
        "chỉ tiêu đếm people_total phải ghi small: true",
        "a total of people in a sensitive situation must be `small: true`",
    ),
    (
        lambda it: (it.kind == "ratio") != bool(it.numerator and it.denominator),
        "tỷ lệ (ratio), và chỉ tỷ lệ, có numerator và denominator",
        "a ratio, and only a ratio, has a numerator and a denominator",
    ),
    (
        lambda it: (it.kind == "ratio") != (it.rollup == "recompute"),
        "tỷ lệ phải ghi rollup: recompute; không cộng, không lấy trung bình phần trăm",
        "a ratio is recomputed from the summed parts: `rollup: recompute`",
    ),
    (
        lambda it: it.opening_of is not None and it.kind != "stock",
        "chỉ số hiện có (stock) mới có opening_of",
        "only a stock is the `opening_of` another",
    ),
    (
        lambda it: it.kind == "distinct_ytd" and it.entry != "cumulative",
        "chỉ tiêu distinct_ytd nhập lũy kế; hãy ghi entry: cumulative",
        "a distinct_ytd indicator is entered cumulatively: `entry: cumulative`",
    ),
    (
        lambda it: bool(it.since and it.until and it.since >= it.until),
        "“since” phải trước “until”",
        "`since` must be before `until`",
    ),
    (
        lambda it: len(set(it.by)) != len(it.by),
        "“by” lặp lại một chiều",
        "`by` repeats a breakdown",
    ),
)
