"""Where the passphrase of a backup comes from: never the command line, which others can see."""

from __future__ import annotations

import argparse
import getpass
import os
from pathlib import Path
from typing import Final

from keng.kernel.errors import BadInput

VARIABLE: Final = "KENG_BACKUP_PASSPHRASE"


def add_passphrase(command: argparse.ArgumentParser) -> None:
    """Add the option that names a file with the passphrase."""
    command.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help=f"a file whose first line is the passphrase (or set {VARIABLE})",
    )


def passphrase_of(arguments: argparse.Namespace) -> str | None:
    """The passphrase of the file or the environment, else None. Raises BadInput for a bad file."""
    path: Path | None = arguments.passphrase_file
    if path is None:
        return os.environ.get(VARIABLE) or None
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(
            f"Không đọc được tệp cụm mật khẩu {path}: {error}.",
            message_en=f"The passphrase file {path} cannot be read: {error}.",
            where=str(path),
        ) from error
    if not lines or not lines[0].strip():
        raise BadInput(
            "Tệp cụm mật khẩu trống.", message_en="The passphrase file is empty.", where=str(path)
        )
    return lines[0].strip()


def asked_twice() -> str:
    """A new passphrase, typed twice. Raises BadInput if the two differ."""
    first = getpass.getpass("Cụm mật khẩu / passphrase: ")
    if getpass.getpass("Gõ lại / again: ") != first:
        raise BadInput("Hai lần gõ khác nhau.", message_en="The two differ.")
    return first
