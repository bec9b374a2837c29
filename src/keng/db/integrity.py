"""Whether the database keeps what it promises: guards in place, references that lead somewhere."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from keng.db.dialects import missing_guards
from keng.kernel.problems import Problem


def problems() -> Iterator[Problem]:
    """Guards that were taken off, and on SQLite also dangling references and damaged pages.

    PostgreSQL keeps references itself, whoever writes; an SQLite shell does so only when asked.
    """
    for table, name in missing_guards():
        what = f"khóa bảo vệ {name} đã bị gỡ; chạy `keng migrate` để đặt lại"
        yield Problem(table, name, what)
    if connection.vendor == "sqlite":
        yield from _damaged_pages()
        yield from _dangling_references()


def _damaged_pages() -> Iterator[Problem]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA quick_check")
        for (told,) in cursor.fetchall():
            if told != "ok":
                yield Problem("sqlite", "file", f"tệp cơ sở dữ liệu hỏng: {told}")


def _dangling_references() -> Iterator[Problem]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_key_check")
        for table, row_id, target, _ in cursor.fetchall():
            yield Problem(table, str(row_id), f"trỏ tới một dòng không còn trong {target}")
