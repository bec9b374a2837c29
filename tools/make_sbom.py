"""What Keng is made of, as CycloneDX, out of `uv.lock`; and what is known against its parts.

`python tools/make_sbom.py > sbom.cdx.json` lists each library with version, source digest and who
needs it. `--audit FILE` also reads a list of advisories that was carried here (OSV records, one
JSON object a line or in a list) and names every part that one of them concerns; exit code 1 then.
Neither asks the network.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
_OWN = "keng"


def main() -> int:
    """Print the list; with --audit the findings to standard error as well."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lock", type=Path, default=ROOT / "uv.lock")
    parser.add_argument("--audit", type=Path, metavar="FILE")
    asked = parser.parse_args()
    bill = bill_of(asked.lock)
    print(written(bill), end="")
    if asked.audit is None:
        return 0
    found = list(concerned(bill, advisories(asked.audit)))
    for line in found:
        print(line, file=sys.stderr)
    print(f"{len(found)} findings in {len(bill['components'])} parts", file=sys.stderr)
    return 1 if found else 0


def bill_of(lock: Path) -> dict[str, Any]:
    """The list of parts: what runs with Keng, without what only its development needs."""
    packages = {one["name"]: one for one in tomllib.loads(lock.read_text("utf-8"))["package"]}
    needed = sorted(_reached(packages) - {_OWN})
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": _component(packages[_OWN], "application")},
        "components": [_component(packages[name], "library") for name in needed],
        "dependencies": [
            {
                "ref": _ref(packages[name]),
                "dependsOn": [
                    _ref(packages[other]) for other in sorted(set(_needs(packages[name])))
                ],
            }
            for name in [_OWN, *needed]
        ],
    }


def written(bill: dict[str, Any]) -> str:
    """The list as text that does not change when nothing changed."""
    return json.dumps(bill, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def advisories(place: Path) -> list[dict[str, Any]]:
    """The records of a file: a list, or one object a line."""
    text = place.read_text(encoding="utf-8").strip()
    found = json.loads(text) if text.startswith("[") else map(json.loads, text.splitlines())
    return list(found)


def concerned(bill: dict[str, Any], records: Iterable[dict[str, Any]]) -> Iterator[str]:
    """A line for each part that a record names with just its version."""
    versions = {one["name"]: one["version"] for one in bill["components"]}
    for record in records:
        for affected in record.get("affected", ()):
            name = str(affected.get("package", {}).get("name", "")).lower().replace("_", "-")
            if versions.get(name) in set(affected.get("versions", ())):
                told = f"{name} {versions[name]}: {record['id']} {record.get('summary', '')}"
                yield told.rstrip()


def _reached(packages: dict[str, Any]) -> set[str]:
    reached, open_ones = {_OWN}, [_OWN]
    while open_ones:
        for name in _needs(packages[open_ones.pop()]):
            if name not in reached:
                reached.add(name)
                open_ones.append(name)
    return reached


def _needs(package: dict[str, Any]) -> list[str]:
    wanted = [*package.get("dependencies", ())]
    for more in package.get("optional-dependencies", {}).values():
        wanted += more
    return sorted({one["name"] for one in wanted})


def _ref(package: dict[str, Any]) -> str:
    return f"pkg:pypi/{package['name']}@{package.get('version', '0')}"


def _component(package: dict[str, Any], kind: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "type": kind,
        "name": package["name"],
        "version": package.get("version", "0"),
        "purl": _ref(package),
        "bom-ref": _ref(package),
    }
    if digest := package.get("sdist", {}).get("hash", "").removeprefix("sha256:"):
        found["hashes"] = [{"alg": "SHA-256", "content": digest}]
    return found


if __name__ == "__main__":
    sys.exit(main())
