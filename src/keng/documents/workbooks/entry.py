"""The cells in which a person types: open, coloured, with their rule in view."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from keng.documents.workbooks import styles


class EntryCells:
    """Collects the entry cells of one sheet; `finish` adds their validations to it."""

    def __init__(self, page: Worksheet, statuses: Sequence[str] = ()) -> None:
        self._page = page
        self._by_digits: dict[int, DataValidation] = {}
        self._statuses = _status_list(statuses)

    def add_value(self, cell: Cell, digits: int, hint: str, *, is_locked: bool) -> None:
        """A cell for a figure; a locked one (computed or derived) is only shown."""
        cell.alignment = styles.RIGHT
        cell.number_format = styles.number_format(digits)
        if hint:
            cell.comment = Comment(hint, "Keng", height=_height(hint), width=340)
        if is_locked:
            cell.fill = styles.LOCKED_FILL
            return
        cell.fill, cell.protection = styles.ENTRY_FILL, styles.OPEN
        self._validation(digits).add(cell)

    def add_status(self, cell: Cell) -> None:
        """A cell for how final the value is, with the permitted words to choose from."""
        cell.protection = styles.OPEN
        if self._statuses is not None:
            self._statuses.add(cell)

    def add_text(self, cell: Cell) -> None:
        """A cell for a remark."""
        cell.protection = styles.OPEN

    def finish(self) -> None:
        """Put the validations on the sheet."""
        for _, validation in sorted(self._by_digits.items()):
            self._page.add_data_validation(validation)
        if self._statuses is not None and self._statuses.sqref:
            self._page.add_data_validation(self._statuses)

    def _validation(self, digits: int) -> DataValidation:
        # A warning, not a stop: "không" and "12 vụ" are understood by the import.
        if digits not in self._by_digits:
            self._by_digits[digits] = DataValidation(
                type="decimal" if digits else "whole",
                operator="greaterThanOrEqual",
                formula1="0",
                allow_blank=True,
                errorStyle="warning",
                showErrorMessage=True,
                errorTitle="Kiểm tra số liệu",
                error="Ô này cần một số không âm"
                + (f", tối đa {digits} chữ số thập phân." if digits else ", không có phần lẻ."),
            )
        return self._by_digits[digits]


def _status_list(statuses: Sequence[str]) -> DataValidation | None:
    if not statuses:
        return None
    return DataValidation(
        type="list",
        formula1=f'"{",".join(statuses)}"',
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Loại số liệu",
        error=f"Để trống (chính thức) hoặc chọn: {', '.join(statuses)}.",
    )


def _height(text: str) -> int:
    lines = sum(1 + len(line) // 45 for line in text.splitlines())
    return 30 + 18 * lines


def protect(page: Worksheet) -> None:
    """Lock all but the entry cells, without a password; widths may still be changed."""
    page.protection.sheet = True
    page.protection.formatColumns = False
    page.protection.formatRows = False
