"""A programme with commendations, and shorthands to propose, for the tests of the register."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from groups_cast import a_group_pack
from keng.commendations.actions import DecisionHead, Described
from keng.commendations.vocabulary import Recipient
from keng.packs.content import content_of
from keng.packs.models import PackVersion
from keng.packs.schema import Pack
from reporting_cast import text

SOURCE = {"sure": "read", "place": "Điều 1"}
SINCE = "2020-01-01"
NAME = "Nguyễn Văn Minh Họa"
AWARDS = ("bang_khen", "giay_khen", "thu_khen", "ky_niem_chuong")
CELLS = [
    f"{indicator}[award={award}]"
    for indicator in ("commended_groups", "commended_persons")
    for award in ("bang_khen", "giay_khen", "thu_khen")
]


def _decider(level: str) -> dict[str, Any]:
    return {"level": level, "post": text("Chủ tịch"), "since": SINCE, "source": SOURCE}


def _award(code: str, label: str, shape: str, **more: Any) -> dict[str, Any]:
    said = {"given_to": ["group", "person"], "decided_by": None, **more}
    return {"code": code, "label": text(label), "shape": shape, "source": SOURCE, **said}


def _null(value: int | None = None) -> list[dict[str, Any]]:
    return [{"since": SINCE, "value": value, "source": {"sure": "unverified"}}]


COMMENDATIONS: dict[str, Any] = {
    "awards": {
        "bang_khen": _award(
            "bang_khen",
            "Bằng khen",
            "certificate",
            decided_by=[_decider("province")],
            years_between=_null(2),
        ),
        "giay_khen": _award(
            "giay_khen",
            "Giấy khen",
            "certificate",
            decided_by=[_decider("district"), _decider("commune")],
            years_between=_null(),
        ),
        "thu_khen": _award("thu_khen", "Thư khen", "letter", given_to=None),
        "ky_niem_chuong": _award("ky_niem_chuong", "Kỷ niệm chương", "medal", given_to=["person"]),
    },
    "voting": {"quorum": _null(), "in_favour": _null()},
    "several": [{"since": SINCE, "allowed": False, "source": SOURCE}],
    "counted": {"groups": "commended_groups", "persons": "commended_persons"},
    "asked": [text("Bao nhiêu phiếu tán thành?")],
}
AWARD_VALUES = {
    "bang_khen": text("Bằng khen"),
    "giay_khen": text("Giấy khen"),
    "thu_khen": text("Thư khen"),
    "ky_niem_chuong": text("Kỷ niệm chương"),
}


def with_commendations(pack: Pack, form: str = "commune") -> Pack:
    """The pack with the section, its two indicators, and their cells in a form ("" for none)."""
    plain = pack.model_dump(mode="json", by_alias=True)
    plain["breakdowns"]["award"] = {
        "code": "award",
        "label": text("Hình thức khen"),
        "values": AWARD_VALUES,
    }
    group = next(iter(plain["groups"]))
    for code in ("commended_groups", "commended_persons"):
        plain["indicators"][code] = {
            "code": code,
            "group": group,
            "label": text(code),
            "unit": next(iter(plain["units"])),
            "counts": "award",
            "kind": "flow",
            "by": ["award"],
            "derived": "commendations",
        }
    cells = [{"indicator": one.split("[")[0], "by": one.split("[")[1][:-1]} for one in CELLS]
    if form:
        plain["forms"][form]["groups"].append(
            {"code": "commendations", "label": text("Khen"), "photos": False, "cells": cells}
        )
    plain["commendations"] = COMMENDATIONS
    return Pack.model_validate(plain)


def install_commending_pack() -> int:
    """Put the programme into the database as the installed one; the id of its version."""
    content = content_of(with_commendations(a_group_pack()))
    return PackVersion.objects.create(code="sample", version="1", content=content).pk


def a_collective(home_id: int, **more: Any) -> Described:
    """A free-named collective for a certificate; keywords replace what is said of it."""
    said = Described(
        award="giay_khen",
        recipient=Recipient.GROUP,
        home_id=home_id,
        deed="Phát hiện và dập tắt đám cháy chợ",
        achievement="Tổ đã dập tắt đám cháy tại chợ trong mười phút, không để cháy lan.",
        name="Tổ liên gia số 3",
    )
    return replace(said, **more)


def a_person(home_id: int, **more: Any) -> Described:
    """A person for a certificate, with a name that is plainly illustrative."""
    said = Described(
        award="giay_khen",
        recipient=Recipient.PERSON,
        home_id=home_id,
        deed="Trả lại tài sản nhặt được",
        achievement="Đã giao nộp ví tiền nhặt được cho cơ quan có trách nhiệm để trả lại.",
        name=NAME,
        about="Tổ viên tổ tự quản thôn Đầu",
    )
    return replace(said, **more)


def a_head(on: date, **more: Any) -> DecisionHead:
    """The head of a decision with minutes."""
    said = {
        "symbol": "QĐ-UBND",
        "authority": "CHỦ TỊCH",
        "signer_post": "Chủ tịch",
        "minutes": "Biên bản họp xét số 1/BB-HĐ",
        **more,
    }
    return DecisionHead(on=on, **said)
