"""Check the types of our own ES modules with TypeScript's compiler; nothing is built.

    .venv/bin/python tools/check_scripts.py             # where there is no tsc, say so and go on
    .venv/bin/python tools/check_scripts.py --required  # fail where there is no tsc

The rules stand in jsconfig.json: strict, every module in static/keng. A module may not switch the
check off for itself. Debian has the compiler in the package node-typescript; KENG_TSC names
another.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MODULES = ROOT / "src" / "keng" / "web" / "static" / "keng"
_SWITCHED_OFF = re.compile(r"@ts-(nocheck|ignore|expect-error)")


def unchecked() -> list[str]:
    """Modules that do not ask for the check, or that switch it off somewhere."""
    texts = {path.name: path.read_text(encoding="utf-8") for path in sorted(MODULES.glob("*.js"))}
    return [
        name
        for name, text in texts.items()
        if not text.startswith("// @ts-check\n") or _SWITCHED_OFF.search(text)
    ]


def main(arguments: list[str]) -> int:
    """0 where every module is sound; 1 otherwise, and without a compiler if one is required."""
    if names := unchecked():
        print(f"not checked, or switched off inside: {', '.join(names)}")
        return 1
    compiler = os.environ.get("KENG_TSC") or shutil.which("tsc")
    if compiler is None:
        print("tsc is missing: the types of the scripts were NOT checked (apt: node-typescript)")
        return 1 if "--required" in arguments else 0
    rules = str(ROOT / "jsconfig.json")
    done = subprocess.run([compiler, "-p", rules], check=False)  # noqa: S603
    print("scripts: no problems" if done.returncode == 0 else "scripts: see above")
    return 1 if done.returncode else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
