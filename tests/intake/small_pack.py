"""A programme small enough to check by hand: five figures of a commune and two rules."""

from __future__ import annotations

from pathlib import Path

from keng.packs.loading import load_pack
from keng.packs.schema import Pack

_FILES = {
    "pack.yaml": """
code: small
version: "1"
title: {vi: Chương trình thử, en: A small programme}
units: {vụ: cases, ha: ha, người: people}
""",
    "calendar.yaml": """
regimes:
  calendar:
    label: {vi: Tháng dương lịch, en: Calendar months}
    source: {sure: read}
""",
    "indicators/order.yaml": """
group: order
label: {vi: Trật tự, en: Order}
indicators:
  cases_total:
    label: {vi: Vụ việc, en: Cases}
    unit: vụ
    counts: case
    kind: flow
    note: {vi: Đếm theo sổ trực ban., en: From the register.}
  cases_settled:
    label: {vi: Vụ việc đã giải quyết, en: Cases settled}
    unit: vụ
    counts: case
    kind: flow
    part_of: cases_total
  fires:
    label: {vi: Vụ cháy, en: Fires}
    unit: vụ
    counts: case
    kind: flow
  people_fined:
    label: {vi: Người bị xử phạt hành chính, en: People fined}
    unit: người
    counts: people_total
    kind: stock
    small: true
""",
    "indicators/context.yaml": """
group: context
label: {vi: Bối cảnh, en: Context}
indicators:
  area_ha:
    label: {vi: Diện tích tự nhiên, en: Area}
    unit: ha
    counts: area
    kind: stock
    digits: 2
""",
    "checks/order.yaml": """
settled_within_total:
  label: {vi: Giải quyết không quá tổng số, en: Settled within total}
  severity: block
  forms: [commune]
  rule: now.cases_settled <= now.cases_total
  message: {vi: Số giải quyết lớn hơn tổng số vụ., en: More settled than there were cases.}
  fix: {vi: Sửa một trong hai số., en: Correct one of the two.}
  examples:
    - {now: {cases_settled: "2", cases_total: "3"}, expect: pass}
    - {now: {cases_settled: "4", cases_total: "3"}, expect: fail}
many_fires:
  label: {vi: Nhiều vụ cháy, en: Many fires}
  severity: warn
  forms: [commune]
  rule: now.fires < 50
  message: {vi: Số vụ cháy cao bất thường., en: An unusual number of fires.}
  fix: {vi: Kiểm tra lại., en: Check again.}
  examples:
    - {now: {fires: "2"}, expect: pass}
    - {now: {fires: "60"}, expect: fail}
""",
    "forms/01-commune.yaml": """
code: commune
label: {vi: Biểu số liệu của xã, en: Form of a commune}
unit_levels: [commune]
regime: calendar
periods: [month, year]
groups:
  - code: order
    cells: [cases_total, cases_settled, fires, people_fined]
  - code: context
    cells: [area_ha]
""",
}


def written_to(folder: Path) -> Path:
    """The files of the pack in a folder."""
    for name, text in _FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip("\n"), encoding="utf-8")
    return folder


def small_pack(folder: Path) -> Pack:
    """The pack, loaded from files in the folder."""
    return load_pack(written_to(folder))
