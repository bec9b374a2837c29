"""The marks of a council's sheet as a browser sends them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.http import QueryDict

from keng.criteria.actions import MarkInput
from keng.kernel.errors import BadInput
from keng.web.frame.requests import whole


def kept_rows(rows: list[Any], posted: QueryDict | None) -> list[tuple[Any, Mapping[str, str]]]:
    """Each row with what its fields hold: what was sent and refused is not lost."""
    return [
        (
            row,
            {
                "v": _sent(posted, f"v-{row.code}", row.verdict),
                "p": _sent(posted, f"p-{row.code}", row.points),
                "r": _sent(posted, f"r-{row.code}", row.remark),
                "q": _sent(posted, f"q-{row.code}", ""),
                "agreed": _sent(posted, f"v-{row.code}", row.agreed),
            },
        )
        for row in rows
    ]


def _sent(posted: QueryDict | None, name: str, otherwise: str) -> str:
    return posted.get(name, otherwise) or "" if posted is not None else otherwise


def marks_in(posted: QueryDict) -> dict[str, MarkInput]:
    """The marks that were chosen; a criterion without a verdict is left out."""
    found = {}
    for name, verdict in posted.items():
        if not name.startswith("v-") or not isinstance(verdict, str) or not verdict:
            continue
        code = name.removeprefix("v-")
        points = _points(posted.get(f"p-{code}", "") or "", code)
        found[code] = MarkInput(verdict, points, posted.get(f"r-{code}", "") or "")
    return found


def _points(text: str, code: str) -> Decimal | None:
    said = text.strip().replace(",", ".")
    if not said:
        return None
    try:
        found = Decimal(said)
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise BadInput(
            f"“{text}” không phải là điểm; ví dụ 4,5.",
            message_en=f"{text!r} is no number of points; for example 4.5.",
            where=code,
        )
    return found


def member_in(sent: QueryDict) -> int | None:
    """Whose sheet is meant; None for one's own."""
    asked = sent.get("thanh-vien", "") or ""
    return whole(asked, None)
