"""A programme with groups and events, and shorthands to make some, for the tests of registers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from keng.initiatives.actions import Described, NewActivity, NewEvent, NewGroup
from keng.packs.content import content_of
from keng.packs.models import PackVersion
from keng.packs.schema import Pack
from reporting_cast import INDICATORS, a_pack, text

SOURCE = {"sure": "read"}


def _stock(code: str, register: str, kind: str = "stock", **more: Any) -> dict[str, Any]:
    return {
        "code": code,
        "group": "main",
        "label": text(code.replace("_", " ").capitalize()),
        "unit": "vụ",
        "counts": "initiative",
        "kind": kind,
        "derived": register,
        **more,
    }


GROUP_CELLS = ["new", "replicas", "ended", "known", "on_paper", "points", "people", "cameras"]
EVENT_CELLS = ["sessions", "attendances", "days", "households", "reached"]
_SINCE_JANUARY = {"kind": "distinct_ytd", "entry": "cumulative"}
MORE = [
    *(_stock(code, "initiatives", "flow") for code in GROUP_CELLS[:4]),
    *(_stock(code, "initiatives") for code in GROUP_CELLS[4:]),
    *(_stock(code, "campaigns", "flow") for code in EVENT_CELLS[:3]),
    *(_stock(code, "campaigns", **_SINCE_JANUARY) for code in EVENT_CELLS[3:]),
]


def _labelled(**labels: str) -> dict[str, dict[str, Any]]:
    return {code: {"code": code, "label": text(label)} for code, label in labels.items()}


def _ask(code: str, fills: list[str]) -> dict[str, Any]:
    return {"code": code, "label": text(code), "unit": "lượt", "fills": fills}


INITIATIVES: dict[str, Any] = {
    "kinds": {
        "gong": {"code": "gong", "label": text("Tiếng kẻng an ninh"), "source": SOURCE},
        "team": {
            "code": "team",
            "label": text("Tổ tự quản"),
            "equipment": ["cameras"],
            "source": SOURCE,
        },
    },
    "equipment": {
        "cameras": {
            "code": "cameras",
            "label": text("Camera"),
            "unit": "mắt",
            "fills": "cameras",
        }
    },
    "activities": {
        **_labelled(met="Họp", patrolled="Tuần tra"),
        "mediated": {"code": "mediated", "label": text("Hòa giải"), "photos": False},
    },
    "grades": _labelled(effective="Hiệu quả", formal="Hình thức"),
    "events": {
        "festival": {
            "code": "festival",
            "label": text("Ngày hội"),
            "each": ["days"],
            "asks": {"attendances": _ask("attendances", ["attendances"])},
        },
        "session": {
            "code": "session",
            "label": text("Buổi tuyên truyền"),
            "each": ["sessions"],
            "reaches": "reached",
            "asks": {"attendances": _ask("attendances", ["attendances"])},
        },
        "signing": {
            "code": "signing",
            "label": text("Ký cam kết"),
            "asks": {"households": _ask("households", ["households"])},
        },
    },
    "counted": {
        "alive": "models",
        "new": "new",
        "replicated": "replicas",
        "dissolved": "ended",
        "recognised": "known",
        "on_paper": "on_paper",
        "points": "points",
        "members": "people",
    },
    "on_paper": {
        "activity_months": None,
        "review_months": None,
        "needs_dossier": None,
        "source": {"sure": "unverified"},
    },
}


def a_group_pack(**more: Any) -> Pack:
    """The sample programme with the registers and a monthly form that both of them fill."""
    plain = a_pack()
    forms = plain.model_dump(mode="json")["forms"]
    cells = [{"indicator": one, "by": ""} for one in (*GROUP_CELLS, *EVENT_CELLS)]
    forms["commune"]["groups"].append(
        {"code": "registers", "label": text("Sổ"), "photos": False, "cells": cells}
    )
    forms["village"]["groups"].append(
        {
            "code": "registers",
            "label": text("Sổ"),
            "photos": False,
            "cells": [{"indicator": "models", "by": ""}, {"indicator": "sessions", "by": ""}],
        }
    )
    indicators = {one["code"]: one for one in (*INDICATORS, *MORE)}
    return a_pack(indicators=indicators, forms=forms, initiatives=INITIATIVES, **more)


def install_group_pack(**more: Any) -> int:
    """Put the programme into the database as the installed one; the id of its version."""
    content = content_of(a_group_pack(**more))
    return PackVersion.objects.create(code="sample", version="1", content=content).pk


def a_group(unit_id: int, name: str = "Tiếng kẻng thôn Đầu", **more: Any) -> NewGroup:
    """A gong founded on 5 January 2024 by a paper; keywords replace what is said of it."""
    about = {"unit_id", "replicated_from", "illustrative", "token"}
    described = Described(
        name=name,
        kind="gong",
        post="Trưởng thôn",
        founded_on=date(2024, 1, 5),
        paper_number="07/QĐ-UBND",
        members=12,
    )
    said = {key: value for key, value in more.items() if key not in about}
    rest = {key: value for key, value in more.items() if key in about}
    return NewGroup(replace(described, **said), unit_id, **rest)


def an_activity(on: date, kind: str = "met", **more: Any) -> NewActivity:
    """An activity of a day."""
    return NewActivity(kind, on, **more)


def a_session(host_id: int, on: date, attendances: int = 40, **more: Any) -> NewEvent:
    """A session with its attendances."""
    told = {"title": "Tuyên truyền pháp luật", "numbers": {"attendances": attendances}, **more}
    return NewEvent("session", host_id, on, **told)
