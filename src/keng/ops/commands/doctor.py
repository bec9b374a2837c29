"""`keng doctor`: what this machine lacks, and what that means for the user."""

from __future__ import annotations

import argparse
import platform
import shutil
import sys
from dataclasses import dataclass

from keng.ops.main import add_place, start_django_in_new_folder


@dataclass(frozen=True)
class Check:
    """One line of the doctor: what was looked at, whether it is well, and what to do."""

    what: str
    found: str
    well: bool = True
    advice: str = ""


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = subparsers.add_parser("doctor", help="check this machine and this folder")
    add_place(command)
    command.set_defaults(run=examine)


def examine(arguments: argparse.Namespace) -> int:
    """Print one line a check; exit 1 if something that Keng needs is missing."""
    start_django_in_new_folder(arguments)
    checks = [check() for check in (_python, _database, _migrations, _folder, _libreoffice)]
    for check in checks:
        mark = "OK  " if check.well else "LACK"
        advice = f" — {check.advice}" if check.advice else ""
        print(f"{mark} {check.what}: {check.found}{advice}")
    return 0 if all(check.well for check in checks) else 1


def _python() -> Check:
    return Check("Python", platform.python_version(), well=sys.version_info >= (3, 11))


def _database() -> Check:
    from django.db import connection

    with connection.cursor() as cursor:
        version = "sqlite_version()" if connection.vendor == "sqlite" else "version()"
        cursor.execute(f"SELECT {version}")
        return Check("database", f"{connection.vendor} {cursor.fetchone()[0]}")


def _migrations() -> Check:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not waiting:
        return Check("tables", "up to date")
    return Check("tables", f"{len(waiting)} migrations wait", well=False, advice="keng migrate")


def _folder() -> Check:
    from django.conf import settings

    free = shutil.disk_usage(settings.KENG_DIR).free // 2**20
    advice = "" if free > 1024 else "less than 1 GiB free: make room before the next round"
    return Check("folder", f"{settings.KENG_DIR} ({free} MiB free)", well=free > 64, advice=advice)


def _libreoffice() -> Check:
    found = shutil.which("soffice") or ""
    advice = "" if found else "optional: without it no PDF is made beside the Word file"
    return Check("LibreOffice", found or "not installed", advice=advice)
