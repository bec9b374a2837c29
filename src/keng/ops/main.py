"""`keng`: one command. Exit codes: 0 fine, 1 findings or refusals, 2 wrong use."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import keng.ops.commands
from keng.kernel.errors import Ambiguous, BadInput, DomainError
from keng.ops.session import now
from keng.screening.desk import Desk, at_a_desk, checked_reason, decide_whole
from keng.screening.refusals import PersonalData


def main(argv: Sequence[str] | None = None) -> int:
    """Parse the arguments, run the command and return its exit code.

    A refusal is printed as one plain sentence (Vietnamese, then English) on standard error.
    """
    _speak_utf8()
    arguments = parser().parse_args(argv)
    try:
        with at_a_desk(Desk(at=now())):
            keeps = getattr(arguments, "keep_personal_data", None)
            decide_whole(
                reason=checked_reason(keeps) if keeps is not None else "",
                take_out=getattr(arguments, "take_out_personal_data", False),
            )
            return int(arguments.run(arguments))
    except DomainError as refusal:
        print(_told(refusal), file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader (head, less) has seen enough; close quietly as other commands do.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if not _is_of_database(error):
            raise
        print(_told_of_database(error), file=sys.stderr)
        return 1


def parser() -> argparse.ArgumentParser:
    """The whole command line; each module of `keng.ops.commands` adds its own part."""
    whole = argparse.ArgumentParser(prog="keng", description="Keng, the reporting system.")
    subparsers = whole.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for module in sorted(iter_modules(keng.ops.commands.__path__), key=lambda found: found.name):
        import_module(f"keng.ops.commands.{module.name}").register(subparsers)
    return whole


def add_place(command: argparse.ArgumentParser) -> None:
    """Add `--dir`, `--as` and what is done with personal data in texts: for every command."""
    command.add_argument(
        "--dir",
        type=Path,
        help="folder of the database, files and keys (default: KENG_DIR, else ./var)",
    )
    command.add_argument(
        "--as",
        dest="login",
        help="act as this account (default: KENG_AS, else the operator of the machine)",
    )
    personal = command.add_mutually_exclusive_group()
    personal.add_argument(
        "--keep-personal-data",
        metavar="REASON",
        help="keep personal data that stand in the texts of this command, for this reason",
    )
    personal.add_argument(
        "--take-out-personal-data",
        action="store_true",
        help="leave personal data out of the notes of the files that are imported",
    )


def start_django(arguments: argparse.Namespace) -> None:
    """Start Django on the folder of `--dir`, which must hold a database; once per process.

    Raises BadInput for a folder without one: a mistyped path must not become an empty system.
    """
    folder = _point_at(arguments)
    on_sqlite = not os.environ.get("KENG_DATABASE_URL")
    if on_sqlite and not _is_started() and not (folder / "keng.sqlite3").exists():
        raise BadInput(
            f"Thư mục {folder} chưa có cơ sở dữ liệu Keng; hãy kiểm tra --dir, hoặc tạo mới bằng "
            "`keng migrate`.",
            message_en=f"{folder} holds no Keng database; check --dir, or make one by "
            "`keng migrate`.",
        )
    _start()


def start_django_in_new_folder(arguments: argparse.Namespace) -> None:
    """Start Django on a folder whose database the command is about to make or to examine."""
    _point_at(arguments)
    _start()


def _point_at(arguments: argparse.Namespace) -> Path:
    if directory := getattr(arguments, "dir", None):
        os.environ["KENG_DIR"] = str(Path(directory).resolve())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "keng.config.settings")
    return Path(os.environ.get("KENG_DIR", "var")).resolve()


def _is_started() -> bool:
    registry = sys.modules.get("django.apps")
    return registry is not None and bool(registry.apps.ready)


def _start() -> None:
    import django

    # Database, papers, photos and mail are for the user that runs Keng: other users of the machine
    # would else read all of it, as most systems let them read what a program makes.
    os.umask(0o077)
    django.setup()


def _is_of_database(error: Exception) -> bool:
    """Whether the database could not be asked: gone, refusing, locked, without its tables."""
    database = sys.modules.get("django.db")
    return database is not None and isinstance(error, database.OperationalError)


def _told_of_database(error: Exception) -> str:
    first = next(iter(str(error).strip().splitlines()), repr(error))
    return (
        f"keng: không dùng được cơ sở dữ liệu: {first}\n"
        "      Hãy chạy `keng doctor` để biết thiếu gì và sửa thế nào.\n"
        "      The database cannot be used; `keng doctor` says what is wrong and how to mend it."
    )


def _told(refusal: DomainError) -> str:
    lines = [f"keng: {refusal}"]
    if refusal.message_en != refusal.message:
        lines.append(f"      {refusal.message_en}")
    if isinstance(refusal, Ambiguous):
        lines.extend(f"      - {candidate}" for candidate in refusal.candidates)
    if isinstance(refusal, PersonalData):
        lines.extend(f"      - {one.field or one.kind}: {one.kind}" for one in refusal.passages)
        lines.append("      (--keep-personal-data REASON)")
    return "\n".join(lines)


def _speak_utf8() -> None:
    # A bare LANG=C terminal would stop at the first Vietnamese letter.
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
