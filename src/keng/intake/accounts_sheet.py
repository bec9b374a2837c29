"""The sheet of accounts to be made: unit, login, full name, role; reading it and an empty one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from keng.access.actions import Invitation, InvitationProblem
from keng.access.roles import ROLE_WORDS, Role
from keng.documents.workbooks import Column, table_workbook
from keng.intake.typed_rows import TypedRow, read_typed
from keng.kernel.errors import DomainError
from keng.kernel.vietnamese import fold
from keng.orgunits.actions import RowProblem
from keng.orgunits.queries import unit_named

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "unit": ("Đơn vị", "Tên đơn vị"),
    "login": ("Tên đăng nhập", "Tài khoản"),
    "full_name": ("Họ tên, chức vụ", "Họ tên", "Họ và tên"),
    "role": ("Vai trò",),
}
_NEEDED: Final = ("unit",)
_TEMPLATE: Final = "trên màn hình mời người dùng"


@dataclass(frozen=True)
class ListedInvitation:
    """An invitation and the row that it stands in; its login is empty where none was typed."""

    invitation: Invitation
    row: TypedRow

    def problem_at(self, problem: InvitationProblem) -> RowProblem:
        """The problem at the cell of its field, or at that of the unit where the sheet has none."""
        cell = self.row.cells.get(problem.field) or self.row.cells["unit"]
        return RowProblem(self.row.sheet, cell, "refused", problem.message, problem.message_en)


def read_invitations(
    content: bytes, name: str, *, on: date
) -> tuple[list[ListedInvitation], list[RowProblem]]:
    """The accounts that a file asks for, and every cell that cannot be understood.

    A row without a role asks for a clerk. Raises what `typed_rows.read_typed` raises.
    """
    rows, problems = read_typed(
        content, name, headings=HEADINGS, needed=_NEEDED, template=_TEMPLATE
    )
    found: list[ListedInvitation] = []
    for row in rows:
        wrong = list(_wrong_cells(row, on=on))
        problems += wrong
        if not wrong:
            found.append(_listed(row, on=on))
    return found, problems


def empty_sheet() -> bytes:
    """A workbook with the headings and nothing else."""
    widths = {"unit": 52, "login": 24, "full_name": 36, "role": 28}
    return table_workbook(
        "Người dùng", [Column(HEADINGS[name][0], width=widths[name]) for name in HEADINGS], []
    )


def _listed(row: TypedRow, *, on: date) -> ListedInvitation:
    texts = {name: row.texts.get(name, "").strip() for name in HEADINGS}
    role = _role(texts["role"]) or Role.CLERK
    unit_id = unit_named(texts["unit"], on=on).id
    asked = Invitation(unit_id, role.value, texts["login"], texts["full_name"])
    return ListedInvitation(asked, row)


def _wrong_cells(row: TypedRow, *, on: date) -> Iterator[RowProblem]:
    try:
        unit_named(row.texts.get("unit", ""), on=on)
    except DomainError as refusal:
        yield RowProblem(
            row.sheet, row.cells["unit"], refusal.code, refusal.message, refusal.message_en
        )
    role = row.texts.get("role", "").strip()
    if role and _role(role) is None:
        words, words_en = _words("vi"), _words("en")
        yield RowProblem(
            row.sheet,
            row.cells["role"],
            "unknown_role",
            f"Không có vai trò “{role}”; hãy ghi một trong: {', '.join(words)}.",
            f"There is no role {role!r}; write one of: {', '.join(words_en)}.",
        )


def _role(text: str) -> Role | None:
    wanted = fold(text)
    for role, word in ROLE_WORDS.items():
        if wanted in {role.value, fold(word.vi), fold(word.en)}:
            return role
    return None


def _words(language: str) -> Collection[str]:
    return [str(getattr(word, language)) for word in ROLE_WORDS.values()]
