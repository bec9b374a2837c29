"""`keng backup`: the whole office in one file, while people go on working."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from keng.ops.main import add_place, start_django
from keng.ops.passphrases import add_passphrase, asked_twice, passphrase_of
from keng.ops.session import actor_of, now

if TYPE_CHECKING:
    from keng.backups.making import Made

_OURS: Final = re.compile(r"keng-\d{8}T\d{6}Z\.kengbackup")


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = subparsers.add_parser(
        "backup", help="write the database and files into one file, while people go on working"
    )
    add_place(command)
    where = command.add_mutually_exclusive_group(required=True)
    where.add_argument("-o", "--output", type=Path, metavar="FILE", help="the file, not there yet")
    where.add_argument(
        "--to", type=Path, metavar="FOLDER", help="a folder; the file is named by the moment"
    )
    command.add_argument(
        "--keep",
        type=int,
        metavar="N",
        help="with --to: afterwards keep the N newest backups of that folder, remove older ones",
    )
    add_passphrase(command)
    command.add_argument("--encrypt", action="store_true", help="ask for a passphrase")
    command.add_argument(
        "--with-keys",
        action="store_true",
        help="put seal.key and secret.key in too; only with a passphrase",
    )
    command.set_defaults(run=backup)


def backup(arguments: argparse.Namespace) -> int:
    """Write it, read it again, write down that it is good, remove older ones; 1 when refused."""
    if arguments.keep is not None and (arguments.to is None or arguments.keep < 1):
        print("keng: --keep N goes with --to FOLDER; N is 1 or more", file=sys.stderr)
        return 2
    start_django(arguments)
    from keng.backups.actions import require_operator
    from keng.backups.making import make

    require_operator(actor_of(arguments))
    at = now()
    passphrase = passphrase_of(arguments) or (asked_twice() if arguments.encrypt else None)
    place = arguments.output or arguments.to / _name_at(at)
    made = make(
        place.resolve(),
        passphrase=passphrase,
        with_keys=arguments.with_keys,
        at=at,
        tell=_progress,
    )
    _write_down(made, arguments, is_encrypted=passphrase is not None, at=at)
    _tell(made, is_encrypted=passphrase is not None)
    if arguments.keep is not None:
        _remove_older(arguments.to, arguments.keep)
    return 0


def _name_at(at: datetime) -> str:
    return f"keng-{at:%Y%m%dT%H%M%SZ}.kengbackup"


def _write_down(
    made: Made, arguments: argparse.Namespace, *, is_encrypted: bool, at: datetime
) -> None:
    """A database that cannot be written to is saved all the same; that it was is not kept."""
    from django.core.exceptions import ImproperlyConfigured
    from django.db import DatabaseError

    from keng.backups.actions import record_backup

    try:
        record_backup(
            made, is_encrypted=is_encrypted, took=now() - at, actor=actor_of(arguments), at=at
        )
    except (DatabaseError, ImproperlyConfigured) as error:
        print(f"keng: không ghi lại được lần sao lưu này: {error}", file=sys.stderr)


def _tell(made: Made, *, is_encrypted: bool) -> None:
    manifest = made.manifest
    print(f"Đã sao lưu vào {made.place} ({made.bytes} byte, sha256 {made.sha256}).")
    print(
        f"Có: {manifest.rows} dòng của {len(manifest.tables)} bảng, {len(manifest.files)} tệp "
        f"({manifest.file_bytes} byte)"
        + (f", khóa {', '.join(manifest.keys)}" if manifest.keys else "")
        + "; đã đọc lại từ đầu đến cuối."
    )
    if not manifest.keys:
        print(
            "Không có: seal.key, secret.key (hãy cất riêng, ở nơi khác bản sao lưu), phiên đăng "
            "nhập, tệp đang xem thử, thư mục mail."
        )
    if not is_encrypted:
        print("Chưa mã hóa: ai có tệp này đọc được mọi số liệu. Thêm --encrypt để mã hóa.")
    for name in manifest.vanished:
        print(f"Tệp đã được dọn trong lúc sao lưu: {name}")


def _remove_older(folder: Path, keep: int) -> None:
    """Only files that are named as ours are; the newest stay."""
    found = sorted(path for path in folder.iterdir() if _OURS.fullmatch(path.name))
    for path in found[:-keep]:
        path.unlink()
        print(f"Đã xóa bản cũ {path.name}.")


def _progress(what: str) -> None:
    if sys.stderr.isatty():
        print(f"… {what}", file=sys.stderr)
