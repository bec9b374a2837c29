"""`keng doctor`: what is wrong with this machine, and how to mend it."""

from __future__ import annotations

import argparse
import json
from dataclasses import asdict

from keng.ops.checkups import examined
from keng.ops.checkupsoutside import Check
from keng.ops.main import add_place, start_django_in_new_folder


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = subparsers.add_parser("doctor", help="say what is wrong here and how to mend it")
    add_place(command)
    command.add_argument("--format", choices=["text", "json"], default="text")
    command.set_defaults(run=examine)


def examine(arguments: argparse.Namespace) -> int:
    """Print one line a check and what to do; exit 1 if something that Keng needs is not well."""
    start_django_in_new_folder(arguments)
    checks = examined()
    is_well = all(check.well for check in checks)
    if arguments.format == "json":
        told = {"ok": is_well, "checks": [asdict(check) for check in checks]}
        print(json.dumps(told, ensure_ascii=False, indent=2))
    else:
        for check in checks:
            print(_line(check))
    return 0 if is_well else 1


def _line(check: Check) -> str:
    mark = "OK  " if check.well else "LACK"
    return f"{mark} {check.what}: {check.found}" + (f" — {check.advice}" if check.advice else "")
