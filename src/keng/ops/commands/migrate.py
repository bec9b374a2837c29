"""`keng migrate`: bring the tables of the database up to this version, after a backup."""

from __future__ import annotations

import argparse
import sys
import traceback
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from keng.kernel.errors import BadInput
from keng.ops.main import add_place, start_django_in_new_folder
from keng.ops.session import now

if TYPE_CHECKING:
    from keng.backups.making import Made

_FOLDER: Final = "before-upgrade"


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = subparsers.add_parser(
        "migrate",
        help="make or update the tables, put missing guards back, make the seal key",
        description="Before the tables of a database with data are changed, a backup is written "
        "and read again: the way back to the earlier version. If it cannot be made, nothing is "
        "changed.",
    )
    add_place(command)
    kept = command.add_mutually_exclusive_group()
    kept.add_argument(
        "--backup-to",
        type=Path,
        metavar="FOLDER",
        help=f"where the backup before the change goes (default: {_FOLDER} in KENG_DIR)",
    )
    kept.add_argument(
        "--without-backup", action="store_true", help="a backup was made in another way"
    )
    command.set_defaults(run=migrate)


def migrate(arguments: argparse.Namespace) -> int:
    """Update the tables; harmless if there is nothing to do. 1 when refused or failed half-way."""
    start_django_in_new_folder(arguments)
    from django.conf import settings
    from django.core.management import call_command

    from keng.access.actions import state_sealed_names
    from keng.backups.tables import applied_migrations, waiting_migrations
    from keng.db.dialects import restore_guards
    from keng.journal.keys import seal_keys

    Path(settings.KENG_DIR).mkdir(parents=True, exist_ok=True)
    at, made = now(), None
    if waiting_migrations() and applied_migrations() and not arguments.without_backup:
        made = _saved(arguments.backup_to or settings.KENG_DIR / _FOLDER, at)
    try:
        call_command("migrate", interactive=False, verbosity=1)
        restored = restore_guards()
    except Exception:  # noqa: BLE001  whatever stopped it, the tables may be half of each version
        traceback.print_exc()
        _tell_the_way_back(made)
        return 1
    seal_keys()
    state_sealed_names(at=now())
    if made is not None:
        _write_down(made, at)
    if restored:
        print(f"Đã đặt lại {restored} khóa bảo vệ; hãy chạy `keng verify`.")
    return 0


def _saved(folder: Path, at: datetime) -> Made:
    from keng.backups.making import make

    place = folder.resolve() / f"keng-before-upgrade-{at:%Y%m%dT%H%M%SZ}.kengbackup"
    try:
        made = make(place, passphrase=None, with_keys=False, at=at)
    except OSError as error:
        raise BadInput(
            f"Không ghi được bản sao lưu vào {folder} ({error.strerror}); chưa thay đổi gì. Hãy "
            "chọn thư mục khác bằng --backup-to.",
            message_en=f"The backup cannot be written into {folder} ({error.strerror}); nothing "
            "was changed. Choose another folder by --backup-to.",
        ) from error
    print(f"Đã sao lưu trước khi nâng cấp: {made.place} ({made.bytes} byte, sha256 {made.sha256}).")
    return made


def _write_down(made: Made, at: datetime) -> None:
    """Only now: the journal of the earlier version is not this program's to write."""
    from keng.backups.actions import record_backup
    from keng.kernel.actors import OPERATOR

    record_backup(made, is_encrypted=False, took=now() - at, actor=OPERATOR, at=at)


def _tell_the_way_back(made: Made | None) -> None:
    place = made.place if made else "bản sao lưu của bạn"
    print(
        "keng: nâng cấp không xong; đừng cho ai làm việc trên cơ sở dữ liệu này. Để quay lại: "
        f"dùng bản Keng cũ, khôi phục {place} vào thư mục và cơ sở dữ liệu trống "
        "(docs/how-to/upgrade.md).\n"
        "      The upgrade failed half-way; let nobody work on this database. The way back: with "
        "the old Keng restore that backup into an empty folder and an empty database.",
        file=sys.stderr,
    )
