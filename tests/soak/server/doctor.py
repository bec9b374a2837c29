"""What `keng doctor` must say, for tests/soak/server/check.sh: `doctor.py [CHECK...]`.

Exactly the named checks lack something, each with a way to mend it, and the exit code tells it.
"""

from __future__ import annotations

import json
import subprocess
import sys


def main(*expected: str) -> int:
    """Ask it once."""
    done = subprocess.run(
        ["keng", "doctor", "--format", "json"], capture_output=True, text=True, check=False
    )
    assert done.stdout.startswith("{"), done.stdout + done.stderr
    told = json.loads(done.stdout)
    lacking = {check["what"]: check for check in told["checks"] if not check["well"]}
    for check in lacking.values():
        print(f"{check['what']}: {check['found']} - {check['advice']}")
    assert set(lacking) == set(expected), f"lacking: {sorted(lacking)}"
    assert all(check["advice"] for check in lacking.values())
    assert done.returncode == (1 if lacking else 0) == (0 if told["ok"] else 1), done.returncode
    print(f"doctor: {len(told['checks'])} checks, {len(lacking)} lacking")
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
