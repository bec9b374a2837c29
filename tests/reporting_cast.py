"""A small programme for the tests of reporting: few indicators, one of each sort, three checks."""

from __future__ import annotations

from typing import Any

from keng.kernel.figures import CellKey
from keng.packs.content import content_of
from keng.packs.models import PackVersion
from keng.packs.schema import Pack
from keng.reporting.cells import CellInput


def text(vi: str, en: str = "") -> dict[str, str]:
    """A text in both languages."""
    return {"vi": vi, "en": en or vi}


def _indicator(code: str, vi: str, kind: str = "flow", **more: Any) -> dict[str, Any]:
    return {
        "code": code,
        "group": "main",
        "label": text(vi, code.replace("_", " ")),
        "unit": "vụ",
        "counts": "case",
        "kind": kind,
        **more,
    }


INDICATORS = [
    _indicator("cases", "Vụ việc"),
    _indicator("settled", "Vụ việc đã xử lý"),
    _indicator("pending", "Vụ việc còn tồn", "stock"),
    _indicator("fires", "Vụ cháy"),
    _indicator("damage", "Thiệt hại do cháy"),
    _indicator("area", "Diện tích", "stock", digits=2),
    _indicator("signed", "Hộ ký cam kết", "distinct_ytd", entry="cumulative"),
    _indicator("posts", "Bài đăng", entry="cumulative"),
    _indicator("offenders", "Số người bị xử lý", counts="people_total", small=True),
    _indicator("models", "Mô hình", "stock", derived="initiatives"),
    _indicator("teams", "Tổ bảo vệ", "stock", since="2024-07-01"),
    _indicator("guards", "Bảo vệ dân phố", "stock", until="2024-07-01"),
    _indicator("classed", "Đơn vị được phân loại", "year_result", by=["class"]),
    _indicator(
        "settled_share",
        "Tỷ lệ xử lý",
        "ratio",
        rollup="recompute",
        numerator="settled",
        denominator="cases",
        per=100,
    ),
]
MONTHLY = [
    ("events", ["cases", "settled", "pending", "settled_share", "offenders", "posts"]),
    ("fire", ["fires", "damage"]),
    ("forces", ["area", "signed", "models", "teams", "guards"]),
]
CHECKS = [
    {
        "code": "settled_within_cases",
        "severity": "block",
        "rule": "now.settled <= now.cases",
        "label": text("Xử lý không quá phát sinh", "Settled within cases"),
        "message": text(
            "Đã xử lý {now.settled} vụ, nhiều hơn {now.cases} vụ.", "Too many settled."
        ),
    },
    {
        "code": "fires_jump",
        "severity": "warn",
        "rule": "now.fires <= before.fires + 5",
        "label": text("Số vụ cháy tăng vọt", "Fires jump"),
        "message": text("{now.fires} vụ cháy, kỳ trước {before.fires} vụ.", "Fires jumped."),
    },
    {
        "code": "fires_many",
        "severity": "hint",
        "rule": "now.fires <= 20",
        "label": text("Nhiều vụ cháy", "Many fires"),
        "message": text("{now.fires} vụ cháy.", "Many fires."),
    },
    {
        "code": "offenders_within_cases",
        "severity": "warn",
        "rule": "now.offenders <= now.cases * 3",
        "label": text("Số người so với số vụ", "Offenders against cases"),
        "message": text("{now.offenders} người trong {now.cases} vụ.", "Many people."),
    },
]


def _check(check: dict[str, Any]) -> dict[str, Any]:
    fix = text("Kiểm tra lại.", "Check again.")
    examples = [{"expect": "pass"}, {"expect": "fail"}]
    return {"forms": ["commune"], "fix": fix, "examples": examples, **check}


def _form(code: str, groups: list[tuple[str, list[str]]], **more: Any) -> dict[str, Any]:
    return {
        "code": code,
        "label": text(f"Biểu {code}", f"Form {code}"),
        "unit_levels": ["commune"],
        "regime": "calendar",
        "periods": ["month", "quarter", "half", "months", "year"],
        "groups": [
            {
                "code": group,
                "label": text(f"Nhóm {group}", group),
                "photos": group == "fire",
                "cells": [
                    {"indicator": (k := CellKey.parse(c)).indicator, "by": k.by} for c in cells
                ],
            }
            for group, cells in groups
        ],
        **more,
    }


def due(**days: Any) -> dict[str, Any]:
    """A due day with a source."""
    return {**days, "source": {"sure": "read", "place": "Điều 1"}}


CALENDAR = {
    "regimes": {
        "calendar": {
            "code": "calendar",
            "label": text("Lịch thường", "Calendar"),
            "source": {"sure": "read"},
        }
    },
    "duties": {
        "monthly": {
            "code": "monthly",
            "label": text("Báo cáo tháng", "Monthly report"),
            "form": "commune",
            "regime": "calendar",
            "every": "month",
            "due": {"commune": due(day=5, months_after=1)},
        },
        "yearly": {
            "code": "yearly",
            "label": text("Báo cáo năm", "Yearly report"),
            "form": "commune",
            "regime": "calendar",
            "every": "year",
            "due": {"commune": due(before="11-10")},
        },
    },
    "local_dues": [
        {
            "duty": "yearly",
            "unit": "huyện Bắc",
            "level": "commune",
            "since": "2020-01-01",
            "due": due(at_latest="11-05"),
        }
    ],
    "holidays": {
        "quoc_khanh": {
            "code": "quoc_khanh",
            "label": text("Quốc khánh", "National Day"),
            "day": "09-02",
            "days": 2,
            "source": {"sure": "read"},
        }
    },
}
OUTLINE = {
    "code": "commune",
    "label": text("Báo cáo của xã", "Commune report"),
    "title_template": text("Kết quả {period}", "Results of {period}"),
    "periods": ["month", "year"],
    "unit_levels": ["commune"],
    "forms": ["commune"],
    "profiles": [],
    "sections": [
        {
            "code": "assessment",
            "number_style": "I",
            "title": text("Đánh giá", "Assessment"),
            "items": [{"item": "text", "code": "causes", "label": text("Nguyên nhân", "Causes")}],
        }
    ],
}
CLASSES = ["classed[class=kha]", "classed[class=xuat_sac]"]


def a_pack(**more: Any) -> Pack:
    """The programme; keywords replace its parts."""
    parts: dict[str, Any] = {
        "code": "sample",
        "version": "1",
        "title": text("Chương trình thử", "Sample programme"),
        "groups": {"main": {"code": "main", "label": text("Chính", "Main")}},
        "units": {"vụ": "cases"},
        "breakdowns": {
            "class": {
                "code": "class",
                "label": text("Loại", "Class"),
                "values": {"kha": text("Khá", "Good"), "xuat_sac": text("Xuất sắc", "Excellent")},
            }
        },
        "indicators": {one["code"]: one for one in INDICATORS},
        "forms": {
            "commune": _form("commune", MONTHLY),
            "commune_year": _form("commune_year", [("results", CLASSES)], periods=["year"]),
            "village": _form("village", [("fire", ["fires"])], unit_levels=["village"]),
            "old_total": _form(
                "old_total",
                [("fire", ["fires", "damage"])],
                unit_levels=["district"],
                basis="reported_total",
            ),
        },
        "checks": {one["code"]: _check(one) for one in CHECKS},
        "calendar": CALENDAR,
        "outlines": {"commune": OUTLINE},
        **more,
    }
    return Pack.model_validate(parts)


def install_sample() -> int:
    """Put the programme into the database as the installed one; the id of its version."""
    content = content_of(a_pack())
    return PackVersion.objects.create(code="sample", version="1", content=content).pk


def cells(**values: int | None) -> list[CellInput]:
    """A batch of totals: `cells(fires=2, cases=9)`."""
    return [CellInput(CellKey(indicator), value) for indicator, value in values.items()]
