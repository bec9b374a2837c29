"""A small programme with two sets of criteria: of villages, and of communes that manage them."""

from __future__ import annotations

from typing import Any

from keng.packs.content import content_of
from keng.packs.models import PackVersion
from keng.packs.schema import Pack
from reporting_cast import INDICATORS, a_pack, text

SOURCE = {"sure": "read", "place": "Điều 1"}
BREAKDOWN = {
    "class": {
        "code": "class",
        "label": text("Loại", "Class"),
        "values": {"kha": text("Khá", "Good"), "xuat_sac": text("Xuất sắc", "Excellent")},
    },
    "unit_kind": {
        "code": "unit_kind",
        "label": text("Loại đơn vị", "Kind of unit"),
        "values": {"village": text("Thôn", "Village"), "commune": text("Xã", "Commune")},
    },
}
COUNTS = ("units_in_scope", "units_registered", "units_recognised")


def _criterion(code: str, kind: str, vi: str, **more: Any) -> dict[str, Any]:
    return {"code": code, "group": "main", "title": text(vi, f"Criterion {code}"), "kind": kind} | {
        **more
    }


def a_set(code: str, criteria: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """A set that holds since 2020, over the calendar year, all criteria to be met."""
    return {
        "code": code,
        "title": text(f"Bộ {code}", f"Set {code}"),
        "short": text(code, code),
        "source": SOURCE,
        "known": "verified",
        "since": "2020-01-01",
        "window": {"regime": "calendar"},
        "method": "all_met",
        "groups": {"main": {"code": "main", "title": text("Chung", "Main")}},
        "criteria": {one["code"]: one for one in criteria},
        **more,
    }


def village_set(**more: Any) -> dict[str, Any]:
    """Villages: three things said by a person, one checklist, a box, and one from figures."""
    flows = [
        {"indicator": f"units_{what}", "what": what, "kinds": {"village": "village"}}
        for what in ("in_scope", "registered", "recognised")
    ]
    return (
        a_set(
            "kdc",
            [
                _criterion(
                    "K1", "attest", "Có nghị quyết", evidence=["paper"], facts=["households"]
                ),
                _criterion("K2", "attest_only", "Không có vụ việc thuộc khoản 3"),
                _criterion(
                    "K3",
                    "not_occurred",
                    "Không để cháy lớn",
                    exceptions=[
                        {"code": "force_majeure", "title": text("Bất khả kháng", "Act of God")}
                    ],
                ),
                _criterion(
                    "K4",
                    "checklist",
                    "Họp và ký cam kết",
                    checklist=[
                        {"code": "meeting", "title": text("Họp", "Met")},
                        {"code": "signed", "title": text("Ký", "Signed")},
                    ],
                ),
                _criterion(
                    "K5", "compare", "Số vụ cháy không tăng", rule="now.fires <= last_year.fires"
                ),
            ],
            subjects={"levels": ["village"]},
            decided_by=[{"levels": ["village"], "decides": "commune", "signs": "committee"}],
            deadlines={
                "registering": {"at_latest": "03-31", "source": SOURCE},
                "deciding": {"before": "11-15", "source": SOURCE},
            },
            dossiers={"registering": [text("Bản đăng ký", "Registration form")]},
            evidence={"paper": {"code": "paper", "title": text("Văn bản", "Paper")}},
            facts={
                "households": {
                    "code": "households",
                    "title": text("Số hộ", "Households"),
                    "type": "number",
                    "unit": "hộ",
                }
            },
            flows_back=flows,
            local_additions_allowed=True,
            merged={"registration": "any", "years_in_row": "all"},
        )
        | more
    )


def commune_set(**more: Any) -> dict[str, Any]:
    """Communes: fires against last year, and 70 % of the villages recognised."""
    share = {
        "sets": ["kdc"],
        "levels": ["village"],
        "counted": "recognised",
        "among": "registered",
        "at_least": "70",
        "empty": "not_applicable",
    }
    return (
        a_set(
            "xa",
            [
                _criterion("X1", "attest", "Có kế hoạch", points=None),
                _criterion(
                    "X2", "compare", "Số vụ cháy không tăng", rule="now.fires <= last_year.fires"
                ),
                _criterion("X3", "ratio_of_children", "70% thôn được công nhận", children=share),
                _criterion("X4", "count", "Không quá 9 người bị xử lý", rule="now.offenders <= 9"),
            ],
            subjects={"levels": ["commune"]},
            decided_by=[{"levels": ["commune"], "decides": "district", "signs": "chair"}],
            delegation={"levels": ["commune"], "levels_down": 1},
        )
        | more
    )


def register_of_titles() -> dict[str, Any]:
    """Titles that units sign up for beside the sets."""
    return a_set(
        "titles",
        [],
        subjects={"levels": ["village", "commune"]},
        register_only=True,
        titles={"unit_of_excellence": text("Tập thể xuất sắc", "Unit of excellence")},
    )


def a_criteria_pack(*sets: dict[str, Any], **more: Any) -> Pack:
    """The sample programme with these sets; with none: villages, communes, titles."""
    chosen = sets or (village_set(), commune_set(), register_of_titles())
    counts = [
        {
            "code": code,
            "group": "main",
            "label": text(code, code),
            "unit": "vụ",
            "counts": "unit",
            "kind": "year_result",
            "by": ["unit_kind"],
            "derived": "criteria",
        }
        for code in COUNTS
    ]
    base = a_pack().model_dump(mode="json", by_alias=True)
    results = {
        "code": "results",
        "label": text("Kết quả", "Results"),
        "unit_levels": ["commune"],
        "regime": "calendar",
        "periods": ["year"],
        "groups": [
            {
                "code": "results",
                "label": text("Kết quả", "Results"),
                "cells": [
                    {"indicator": code, "by": f"unit_kind={kind}"}
                    for code in COUNTS
                    for kind in ("village", "commune")
                ],
            }
        ],
    }
    village = {
        **base["forms"]["village"],
        "periods": ["month", "quarter", "half", "months", "year"],
    }
    return a_pack(
        indicators={one["code"]: one for one in [*INDICATORS, *counts]},
        breakdowns=BREAKDOWN,
        forms={**base["forms"], "results": results, "village": village},
        criteria={one["code"]: one for one in chosen},
        **more,
    )


def install(*sets: dict[str, Any]) -> int:
    """Put the programme into the database as the installed one; the id of its version."""
    content = content_of(a_criteria_pack(*sets))
    n = PackVersion.objects.count() + 1
    return PackVersion.objects.create(
        code="sample", version=str(n), content=content, digest=f"{n:064d}"
    ).pk
