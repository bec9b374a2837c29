"""Write the list of units for proofreading without a database from the seed of the units.

Run it when the seed was built anew; `--check` says whether the list is current. The same seed gives
the same bytes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import sys
from collections.abc import Iterator
from pathlib import Path

from keng.proofing.units.shipped import NAMES

ROOMS = Path(__file__).resolve().parents[1] / "src" / "keng"
SEED = ROOMS / "orgunits" / "seed"
LIST = ROOMS / "proofing" / "units" / NAMES
LETTERS = {
    "tinh": "t",
    "thanh_pho_tw": "c",
    "thanh_pho": "c",
    "huyen": "h",
    "quan": "q",
    "thi_xa": "s",
    "xa": "x",
    "phuong": "p",
    "thi_tran": "n",
    "dac_khu": "d",
}


def rows_of(name: str) -> list[dict[str, str]]:
    """The rows of a table of the seed."""
    with gzip.open(SEED / name, "rt", encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


def lines() -> Iterator[str]:
    """The list, line by line."""
    units = [row for row in rows_of("units.csv.gz") if row["kind"] in LETTERS]
    numbers = {row["key"]: number for number, row in enumerate(units)}
    heirs: dict[str, list[str]] = {}
    for step in rows_of("successors.csv.gz"):
        heirs.setdefault(step["predecessor"], []).append(step["successor"])
    standing = {row["key"] for row in units if not row["until"]}
    for row in units:
        letter = LETTERS[row["kind"]]
        today = sorted(numbers[key] for key in _today(row["key"], heirs, standing))
        parent = numbers.get(row["parent"], "")
        told = (letter, row["name"], row["also"], row["until"], parent, " ".join(map(str, today)))
        yield "\t".join(map(str, told))


def _today(key: str, heirs: dict[str, list[str]], standing: set[str]) -> set[str]:
    """The units in force that hold what the unit held; none for one that stands itself."""
    found, waiting, seen = set(), list(heirs.get(key, ())), {key}
    while waiting:
        heir = waiting.pop()
        if heir in standing:
            found.add(heir)
        elif heir not in seen:
            waiting.extend(heirs.get(heir, ()))
        seen.add(heir)
    return found


def main() -> int:
    """Write the list, or with --check exit 1 where it is out of date."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--check", action="store_true")
    wanted = "\n".join(lines()) + "\n"
    if arguments.parse_args().check:
        current = gzip.decompress(LIST.read_bytes()).decode() if LIST.exists() else ""
        print("current" if current == wanted else f"out of date: {LIST.name}")
        return int(current != wanted)
    LIST.write_bytes(gzip.compress(wanted.encode(), compresslevel=9, mtime=0))
    print(f"written: {LIST.name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
