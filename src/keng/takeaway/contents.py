"""What an archive says about itself, and the names of what lies in it."""

from __future__ import annotations

from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

FORMAT: Final = 1
NAME, HASHES = "contents.json", "SHA256SUMS"
README, COLUMNS, LEFT_OUT = "README.md", "columns.csv", "left-out.csv"
TABLES, FILES = "tables/", "files/"
FIGURES: Final = "so-lieu.xlsx"


class _Told(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Taken(_Told):
    """A table of the archive: its columns in their order, how many rows lie in it and in Keng."""

    columns: list[str]
    rows: int
    of_rows: int


class LeftOut(_Told):
    """Rows, values or files that do not go along: how many, and why in two languages."""

    what: str
    column: str = ""
    count: int
    vi: str
    en: str


class Contents(_Told):
    """The whole archive; `unit` is the stable key of a unit, empty for the whole office."""

    format: Literal[1]
    keng: str
    made_at: str
    unit: str
    unit_name: str
    migrations: list[tuple[str, str]]
    tables: dict[str, Taken]
    left_out: list[LeftOut]
    files: int

    @property
    def rows(self) -> int:
        """The rows of all tables together."""
        return sum(table.rows for table in self.tables.values())
