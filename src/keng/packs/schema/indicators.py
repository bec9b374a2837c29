"""Indicators: what is counted, how it adds up, and the closed lists of what may be counted.

The closed lists are a line that Keng does not cross: there is no way to declare an indicator that
counts people of a faith, an ethnic group, a nationality or an opinion, or to break a count down by
them, because no such word is in the lists (docs/mechanisms/what-a-pack-may-count.md).
"""

from __future__ import annotations

from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from keng.packs.schema.texts import Code, Level, Line, Part, Text

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
            raise ValueError(
                f"chiều phân tổ “{self.code}” không có trong danh sách đóng "
                f"({', '.join(BREAKDOWN_VALUES)}); hãy bỏ chiều này "
                f"(this breakdown is not in the closed list; remove it)"
            )
        if unknown := sorted(set(self.values) - allowed):
            raise ValueError(
                f"giá trị {', '.join(unknown)} không thuộc chiều “{self.code}” "
                f"({', '.join(sorted(allowed))}); hãy bỏ hoặc sửa "
                f"(not a value of this breakdown; remove or correct it)"
            )
        return self


class Indicator(Part):
    """A thing that units count and report ("chỉ tiêu báo cáo").

    Values are integers in the smallest unit: with `digits: 2`, 664.49 ha is stored as 66449.
    `kind`: flow adds up over time; stock is the last value; distinct_ytd is a cumulative count
    reset on 1 January; year_result is one value per programme year; ratio is computed, never
    entered. `at` is the entry level, `derived` the register that fills it, `small` a total of
    people in a sensitive situation, shown as <5 from 1 to 4 outside the unit and its superior.
    `since`/`until` are half-open days between which the indicator is asked for.
    """

    code: Code
    group: Code
    label: Text
    unit: Text
    counts: Counts
    kind: Kind
    at: Level = "commune"
    by: tuple[Code, ...] = ()
    digits: int = Field(default=0, ge=0, le=6)
    small: bool = False
    derived: Literal["initiatives", "campaigns", "criteria", "commendations"] | None = None
    part_of: Code | None = None
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
        for wrong, what in (
            (
                self.small and self.by,
                "tổng số nhạy cảm (small) không được phân tổ; hãy bỏ “by” "
                "(a small total is never broken down; remove `by`)",
            ),
            (
                self.counts in SENSITIVE_COUNTS and not self.small,
                f"chỉ tiêu đếm “{self.counts}” phải có small: true "
                f"(a total of people in a sensitive situation must be `small: true`)",
            ),
            (
                (self.kind == "ratio") != bool(self.numerator and self.denominator),
                "tỷ lệ (ratio) phải có numerator và denominator, và chỉ tỷ lệ mới có "
                "(a ratio, and only a ratio, has a numerator and a denominator)",
            ),
            (
                (self.kind == "ratio") != (self.rollup == "recompute"),
                "tỷ lệ phải có rollup: recompute, không cộng hay lấy trung bình phần trăm "
                "(a ratio is recomputed from the summed parts: `rollup: recompute`)",
            ),
            (
                self.kind == "distinct_ytd" and self.entry != "cumulative",
                "chỉ tiêu distinct_ytd nhập lũy kế; hãy ghi entry: cumulative "
                "(a distinct_ytd indicator is entered cumulatively: `entry: cumulative`)",
            ),
            (
                bool(self.since and self.until and self.since >= self.until),
                "“since” phải trước “until” (`since` must be before `until`)",
            ),
            (
                len(set(self.by)) != len(self.by),
                "“by” lặp lại một chiều (`by` repeats a breakdown)",
            ),
        ):
            if wrong:
                raise ValueError(what)
        return self

    @property
    def is_entered(self) -> bool:
        """Whether somebody types it: a ratio is always computed."""
        return self.kind != "ratio"

    def in_force(self, on: date) -> bool:
        """Whether the indicator is asked for on that day."""
        return (self.since is None or self.since <= on) and (self.until is None or on < self.until)
