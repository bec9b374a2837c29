"""`keng restore`: a new machine from a backup, with proof that nothing is missing."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from keng.kernel.errors import BadInput
from keng.ops.main import start_django_in_new_folder
from keng.ops.newfolder import (
    begin,
    finished,
    give_up,
    move_up,
    require_empty,
    token_of,
    was_whole,
)
from keng.ops.passphrases import add_passphrase, passphrase_of
from keng.ops.session import now

if TYPE_CHECKING:
    from keng.backups.manifest import Manifest

_SEAL_KEY, _SECRET_KEY = "seal.key", "secret.key"


def register(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command."""
    command = subparsers.add_parser(
        "restore", help="fill an empty folder and an empty database from a backup, and compare"
    )
    command.add_argument("file", type=Path, metavar="FILE", help="a file of `keng backup`")
    command.add_argument(
        "--dir", type=Path, help="the new, empty folder (default: KENG_DIR, else ./var)"
    )
    add_passphrase(command)
    command.add_argument(
        "--seal-key", type=Path, metavar="FILE", help="the seal.key of the old machine"
    )
    command.add_argument(
        "--without-seal-key",
        action="store_true",
        help="restore although the key is not at hand; Keng writes nothing until it is put there",
    )
    command.set_defaults(run=restore)


def restore(arguments: argparse.Namespace) -> int:
    """Read the whole backup, restore it, compare every row, verify; 1 if anything is not as told.

    The folder may hold the two key files and nothing else, the database no table. Whatever fails,
    both are left as they were.
    """
    from keng.backups import archive

    passphrase = passphrase_of(arguments)
    folder = Path(arguments.dir or os.environ.get("KENG_DIR", "var")).resolve()
    if was_whole(folder):
        return finished(folder, arguments)
    require_empty(folder)
    if not arguments.file.is_file():
        raise BadInput(
            f"Không có tệp {arguments.file}.", message_en=f"There is no file {arguments.file}."
        )
    print("Đọc bản sao lưu từ đầu đến cuối / reading the whole backup", flush=True)
    manifest = archive.examined(arguments.file, passphrase)
    _require_key(folder, manifest, arguments)
    making = begin(folder)
    try:
        problems = _restored(making, folder, manifest, passphrase, arguments)
        move_up(making, folder)
    except BaseException:
        give_up(folder)
        raise
    return _told(folder, manifest, problems)


def _restored(
    making: Path,
    folder: Path,
    manifest: Manifest,
    passphrase: str | None,
    arguments: argparse.Namespace,
) -> list[str]:
    _lay_keys(making, folder, arguments)
    arguments.dir = making
    start_django_in_new_folder(arguments)
    from keng.backups import restoring

    restoring.require_empty_database(token_of(making))
    differing = restoring.restore(
        arguments.file,
        manifest,
        passphrase=passphrase,
        files=making / "files",
        keys=making,
        tell=_progress,
    )
    if differing:
        _undo()
        raise BadInput(
            f"Sau khi khôi phục, các bảng sau khác bản sao lưu: {', '.join(differing)}; đã bỏ tất "
            "cả, không giữ lại gì.",
            message_en=f"These tables differ from the backup: {', '.join(differing)}; nothing was "
            "kept.",
        )
    print(f"{manifest.rows} dòng của {len(manifest.tables)} bảng: đúng như bản sao lưu.")
    try:
        return _brought_up(manifest, arguments)
    except BaseException:
        _undo()
        raise


def _brought_up(manifest: Manifest, arguments: argparse.Namespace) -> list[str]:
    """Bring the tables up to this version, write down where they come from, verify the whole."""
    from django.core.management import call_command

    from keng.access.actions import state_sealed_names
    from keng.backups.actions import record_restoration
    from keng.db.dialects import restore_guards
    from keng.kernel.actors import OPERATOR
    from keng.verifying.rooms import ROOMS, problems_in

    call_command("migrate", interactive=False, verbosity=0)
    restore_guards()
    if arguments.without_seal_key:
        return []
    state_sealed_names(at=now())
    found = []
    for room in ROOMS:
        _progress(room)
        found += [f"{one.table} {one.id}: {one.what}" for one in problems_in(room)]
    record_restoration(manifest, actor=OPERATOR, at=now())
    return found


def _undo() -> None:
    from keng.db.wholedatabase import drop_what_was_made

    drop_what_was_made()


def _lay_keys(making: Path, folder: Path, arguments: argparse.Namespace) -> None:
    if arguments.seal_key is not None:
        _copy_key(arguments.seal_key, making / _SEAL_KEY)
    for name in (_SEAL_KEY, _SECRET_KEY):
        if (folder / name).exists() and not (making / name).exists():
            _copy_key(folder / name, making / name)


def _copy_key(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)
    target.chmod(0o600)


def _require_key(folder: Path, manifest: Manifest, arguments: argparse.Namespace) -> None:
    """The key must be at hand before anything is made: without it nothing can be verified."""
    has_one = (
        os.environ.get("KENG_SEAL_KEY")
        or _SEAL_KEY in manifest.keys
        or arguments.seal_key is not None
        or (folder / _SEAL_KEY).exists()
    )
    if not has_one and not arguments.without_seal_key:
        raise BadInput(
            "Bản sao lưu này không kèm khóa niêm; hãy cho tệp seal.key của máy cũ bằng --seal-key, "
            "hoặc thêm --without-seal-key nếu sẽ đặt khóa vào sau.",
            message_en="This backup holds no seal key; give the seal.key of the old machine by "
            "--seal-key, or add --without-seal-key to put it there later.",
        )


def _told(folder: Path, manifest: Manifest, problems: list[str]) -> int:
    print(f"Đã khôi phục vào {folder}: {len(manifest.files)} tệp, dữ liệu đến {manifest.made_at}.")
    print(
        "Họ tên người dùng, người được khen và bản gốc báo cáo cũ chỉ mở được khi có khóa của "
        "chúng: chép account-names, commended-names và original-keys từ máy cũ sang. Đăng nhập "
        "không cần chúng."
    )
    for problem in problems:
        print(problem)
    if not (folder / _SEAL_KEY).exists() and not os.environ.get("KENG_SEAL_KEY"):
        print(
            "Chưa có khóa niêm: chép seal.key của máy cũ vào thư mục này, rồi chạy `keng verify`."
        )
    elif problems:
        print(f"{len(problems)} vấn đề (có sẵn trong bản sao lưu).")
    else:
        print("Nhật ký, dấu niêm và mọi số liệu: nguyên vẹn.")
    return 1 if problems else 0


def _progress(what: str) -> None:
    if sys.stderr.isatty():
        print(f"… {what}", file=sys.stderr)
