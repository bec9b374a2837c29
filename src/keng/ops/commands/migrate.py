"""`keng migrate`: bring the tables of the database up to this version."""

from __future__ import annotations

import argparse
from pathlib import Path

from keng.ops.main import add_place, start_django_in_new_folder
from keng.ops.session import now


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = subparsers.add_parser(
        "migrate", help="make or update the tables, put missing guards back, make the seal key"
    )
    add_place(command)
    command.set_defaults(run=migrate)


def migrate(arguments: argparse.Namespace) -> int:
    """Update the tables; harmless if there is nothing to do."""
    start_django_in_new_folder(arguments)
    from django.conf import settings
    from django.core.management import call_command

    from keng.access.actions import state_sealed_names
    from keng.db.dialects import restore_guards
    from keng.journal.keys import seal_keys

    Path(settings.KENG_DIR).mkdir(parents=True, exist_ok=True)
    call_command("migrate", interactive=False, verbosity=1)
    restored = restore_guards()
    seal_keys()
    state_sealed_names(at=now())
    if restored:
        print(f"Đã đặt lại {restored} khóa bảo vệ; hãy chạy `keng verify`.")
    return 0
