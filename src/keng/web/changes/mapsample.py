"""The sample of which a way of reading is made: what was chosen of it so far, and answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from keng.intake import queries
from keng.intake.foreign import Applied, Shape, TableMap, UnitFrom
from keng.intake.foreign.answering import LEFT_OUT, Answers, answered_before
from keng.intake.foreign.applying import scan_tables
from keng.intake.foreign.grids import Grid, Tables, open_file, plain
from keng.intake.foreign.layouts import (
    Layout,
    likely_heading,
    likely_measures,
    likely_names,
    likely_shape,
)
from keng.intake.foreign.naming import Names
from keng.intake.foreign.sampling import HeadingAsked, NameAsked, headings_asked, names_asked
from keng.intake.workbooks import ImportProblem
from keng.intake.workbooks.scanning import FoundUnit
from keng.kernel.errors import BadInput
from keng.kernel.periods import CALENDAR, Period
from keng.kernel.vietnamese import parse_number
from keng.orgunits.queries import UnitView, unit_by_key, unit_view
from keng.packs import installed
from keng.packs.schema import Form, Pack
from keng.reporting.queries import matrix_periods
from keng.web import clock, wording
from keng.web.frame import uploads
from keng.web.frame.requests import KengRequest, is_whole

_VALUES_SHOWN: Final = 40


@dataclass(frozen=True)
class Sample:
    """The sample file that was sent in, and for whom and which form it is mapped."""

    token: str
    tables: Tables
    office_id: int
    pack: Pack
    form: Form
    map_id: int

    @property
    def facts(self) -> dict[str, str]:
        """What the address of each step carries."""
        return {
            "file": self.token,
            "office": str(self.office_id),
            "form": self.form.code,
            "map": str(self.map_id or ""),
        }

    def before(self, request: KengRequest) -> TableMap | None:
        """The way of reading that is made anew; None for a new one."""
        if not self.map_id:
            return None
        return queries.map_view(self.map_id, request.actor, on=clock.today()).way

    def names(self, said: Mapping[str, str]) -> Names:
        """How names of units are understood on the last day of the newest period of the form."""
        return Names(self.office_id, self.form, self._period().last, said)

    def units(self) -> list[UnitView]:
        """The units that a name may mean."""
        return queries.nameable_units(self.office_id, self.form, on=self._period().last)

    def reading(self, way: TableMap) -> Reading:
        """What the way reads in the sample."""
        period = self._period()
        # A table of one unit says nowhere whose it is; for looking at it the office stands in.
        is_open = way.shape is Shape.ONE_UNIT and way.unit_from is UnitFrom.ASKED
        unit = unit_view(self.office_id, on=period.last).key if is_open else ""
        found = scan_tables(self.tables, Applied(way, self.office_id, period, unit))
        values = [
            ShownValue(
                _("(chọn khi nhập)") if is_open else _whose(one, period),
                self.pack.cell_label(cell.key, wording.language()),
                " ".join(cell.value.cell.text.split()),
                "!".join((cell.value.place.sheet, cell.value.place.cell)),
            )
            for one in found.units
            for cell in one.cells
            if cell.value.cell is not None
        ]
        return Reading(values[:_VALUES_SHOWN], len(values), found.problems, found.remarks)

    def _period(self) -> Period:
        asked = matrix_periods(self.form.code)
        today = clock.today()
        return asked[0] if asked else CALENDAR.span(today.year, 1, 12)


@dataclass(frozen=True)
class ShownValue:
    """One value that was read: whose, of which indicator, as it stands, and where."""

    unit: str
    label: str
    text: str
    place: str


@dataclass(frozen=True)
class Reading:
    """The first values that a way reads in the sample, how many there are, and what it says."""

    values: Sequence[ShownValue]
    count: int
    problems: Sequence[ImportProblem]
    remarks: Sequence[ImportProblem]


def sample_of(request: KengRequest, given: Mapping[str, str]) -> Sample:
    """The sample that an address names.

    Raises BadInput and NotFound for a file that is too old or not the reader's own, NotAllowed for
    an office for which the reader does not enter, and what the file is refused for.
    """
    token = given.get("file", "")
    content, name = uploads.brought_back(token, account_id=request.actor.account_id)
    office_id = _number(given.get("office"))
    request.actor.require("enter", unit_id=office_id, on=clock.today())
    pack = installed.current()
    form = pack.form_of(given.get("form", ""))
    tables = open_file(content, name=name)
    if not tables.grids:
        raise BadInput(
            f"{name}: tệp không có bảng nào; hãy chọn tệp có bảng đã điền.",
            message_en=f"{name}: there is no table in the file; choose one with a filled table.",
        )
    return Sample(token, tables, office_id, pack, form, _number(given.get("map")))


def layout_of(sample: Sample, given: Mapping[str, str]) -> Layout:
    """How the sample is laid out by what was chosen; what was not chosen yet is guessed."""
    grids = sample.tables.grids
    index = min(_number(given.get("table"), _fullest(grids)), len(grids) - 1)
    grid = grids[index]
    top, rows = likely_heading(grid)
    if given.get("seen") == str(index):  # the row numbers belong to this table
        top = min(_number(given.get("top"), top) or top, max(1, grid.last_row))
        rows = max(1, min(_number(given.get("rows"), rows), 4))
    block = Layout(grid, top, rows, Shape.UNITS_IN_ROWS).block
    is_new = given.get("seen") != str(index)
    wanted = "" if is_new else given.get("shape", "")
    shape = Shape(wanted) if wanted in set(Shape) else likely_shape(block, sample.names({}))

    def column(name: str, likely: int) -> int:
        return likely if is_new or name not in given else _number(given.get(name))

    unit_from = given.get("unit_from", "")
    return Layout(
        grid=grid,
        top=top,
        rows=rows,
        shape=shape,
        names=column("names", likely_names(block, shape)) or likely_names(block, shape),
        value=column("value", 0),
        measures=column("measures", likely_measures(block)),
        unit_from=UnitFrom(unit_from) if unit_from in set(UnitFrom) else UnitFrom.ASKED,
        by_sheet_name=not is_new and "by_name" in given,
    )


def facts_of(layout: Layout, sample: Sample) -> dict[str, str]:
    """The layout as the fields of its form hold it."""
    index = str(sample.tables.grids.index(layout.grid))
    by_name = {"by_name": "on"} if layout.by_sheet_name else {}
    return by_name | {
        "table": index,
        "seen": index,
        "top": str(layout.top),
        "rows": str(layout.rows),
        "shape": layout.shape.value,
        "names": str(layout.names),
        "value": str(layout.value),
        "measures": str(layout.measures),
        "unit_from": layout.unit_from.value,
    }


def asked_of(layout: Layout, sample: Sample) -> list[HeadingAsked]:
    """Every heading that may be a cell of the form. Raises BadInput."""
    return headings_asked(layout, sample.pack, sample.form)


def names_of(layout: Layout, sample: Sample) -> list[NameAsked]:
    """Every name of which it is not plain whose it is."""
    return names_asked(layout, sample.names({}))


def answers_before(
    asked: Sequence[HeadingAsked], names: Sequence[NameAsked], before: TableMap | None
) -> Answers:
    """What is offered as chosen: of the earlier version, else what is strongly likely."""
    known = answered_before(asked, before) if before is not None else {}
    answers = Answers()
    for one in asked:
        at = one.heading.at
        strong = one.suggestion.strong
        line = known.get(at)
        answers.cells[at] = line.key if line else str(strong or "") if before is None else ""
        answers.measures[at] = (line.measure if line else "") or one.measure
        if line is not None and line.measure:
            answers.factors[at] = line.factor
    for name in names:
        said = before.units.get(name.text, "") if before is not None else ""
        passed = before is not None and name.text in before.passed
        is_left_out = passed or (before is None and name.is_total)
        answers.names[name.text] = LEFT_OUT if is_left_out else said
    return answers


def answers_posted(
    asked: Sequence[HeadingAsked], names: Sequence[NameAsked], post: Mapping[str, str]
) -> Answers:
    """What was answered. Raises BadInput for a factor that is no number above 0."""
    answers = Answers()
    for one in asked:
        at = one.heading.at
        answers.cells[at] = post.get(f"c{at}", "")
        answers.measures[at] = post.get(f"m{at}", "").strip()[:80]
        if text := post.get(f"f{at}", "").strip():
            factor = parse_number(text)
            if factor is None or factor <= 0:
                raise BadInput(
                    f"“{one.anchor.told}”: “{text}” không phải số lớn hơn 0; ghi ví dụ 1000 hoặc "
                    "0,01.",
                    message_en=f"{one.anchor.told!r}: {text!r} is no number above 0; write for "
                    "example 1000 or 0,01.",
                )
            answers.factors[at] = factor
    for n, name in enumerate(names):
        answers.names[name.text] = post.get(f"n{n}", "")
    return answers


def _whose(found: FoundUnit, period: Period) -> str:
    """The name in the table and, where it is another, the unit that is meant by it."""
    if not found.unit_key:
        return _("%(name)s (chưa rõ đơn vị)") % {"name": found.unit_name}
    unit = unit_by_key(found.unit_key, on=period.last)
    known = {plain(unit.full_name), plain(unit.name)}
    is_plain = plain(found.unit_name) in known
    return found.unit_name if is_plain else f"{found.unit_name} → {unit.full_name}"


def _fullest(grids: Sequence[Grid]) -> int:
    """The table that is seen and holds the most."""
    sizes = [0 if grid.sheet.is_hidden else sum(map(len, grid.sheet.rows)) for grid in grids]
    return sizes.index(max(sizes))


def _number(text: str | None, otherwise: int = 0) -> int:
    return int(text) if text and text.isascii() and is_whole(text) and len(text) < 10 else otherwise
