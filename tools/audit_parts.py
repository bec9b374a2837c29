"""What is known against the libraries of `uv.lock`, asked of the OSV service in one request.

`python tools/audit_parts.py` exits with 1 and names each library that an advisory concerns. On a
machine that does not reach the service nothing is checked: that is said in so many words and the
exit code is 0, so that an office without network can run the gate; with `--required` it is 2.
Names and versions are all that leaves the machine. For a list that was carried here by hand see
`tools/make_sbom.py --audit`.
"""

from __future__ import annotations

import argparse
import json
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from make_sbom import ROOT, bill_of

SERVICE: Final = "https://api.osv.dev/v1/querybatch"
_SECONDS: Final = 20.0
_ECOSYSTEM: Final = "PyPI"


def main() -> int:
    """Ask, and tell what was found or that nothing was checked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lock", type=Path, default=ROOT / "uv.lock")
    parser.add_argument("--service", default=SERVICE)
    parser.add_argument("--required", action="store_true", help="fail where nobody answers")
    asked = parser.parse_args()
    parts = bill_of(asked.lock)["components"]
    try:
        answer = answered(asked.service, parts)
        found = list(concerned(parts, answer))
    except (OSError, ValueError, KeyError, TypeError) as error:
        print(f"NOTHING WAS CHECKED: {asked.service} gave no answer ({error}).", file=sys.stderr)
        print(f"{len(parts)} libraries may hold known holes; ask again on a network, or", end=" ")
        print("give a list: python tools/make_sbom.py --audit FILE")
        return 2 if asked.required else 0
    for line in found:
        print(line, file=sys.stderr)
    print(f"{len(parts)} libraries asked about, {len(found)} concerned by an advisory")
    return 1 if found else 0


def answered(service: str, parts: list[Mapping[str, Any]]) -> Mapping[str, Any]:
    """What the service says of all parts at once. Raises OSError and ValueError."""
    if not service.startswith(("https://", "http://127.0.0.1:")):
        raise ValueError("only https")
    queries = [
        {
            "package": {"name": one["name"], "ecosystem": _ECOSYSTEM},
            "version": one["version"],
        }
        for one in parts
    ]
    request = urllib.request.Request(  # noqa: S310 - the scheme was looked at above
        service,
        data=json.dumps({"queries": queries}).encode(),
        headers={"Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=_SECONDS) as response:  # noqa: S310 - as above
        found: Mapping[str, Any] = json.load(response)
    return found


def concerned(parts: list[Mapping[str, Any]], answer: Mapping[str, Any]) -> Iterator[str]:
    """A line for each part with the advisories that name its version.

    Raises ValueError for an answer about another number of parts: nothing could be said then.
    """
    results = answer["results"]
    if len(results) != len(parts):
        raise ValueError(f"{len(results)} answers to {len(parts)} questions")
    for part, result in zip(parts, results, strict=True):
        if known := [str(one["id"]) for one in (result or {}).get("vulns") or ()]:
            yield f"{part['name']} {part['version']}: {', '.join(sorted(known))}"


if __name__ == "__main__":
    sys.exit(main())
