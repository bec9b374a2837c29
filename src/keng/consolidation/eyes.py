"""How one reader sees the values of small totals: exactly, as everybody does, or not at all."""

from __future__ import annotations

from dataclasses import dataclass

from keng.consolidation.catalogue import Catalogue
from keng.consolidation.publicity import Publicity
from keng.consolidation.rollup import Mark
from keng.consolidation.shapes import Consolidated, Part, PartKind, Row
from keng.consolidation.sight import Reader, Sight
from keng.consolidation.suppression import Face
from keng.kernel.figures import CellKey

_UNITS = frozenset({PartKind.CHILD, PartKind.BODY, PartKind.DETAIL})


@dataclass(frozen=True)
class TableEyes:
    """How a reader sees the rows of one table: this year's value, last year's, all of a row."""

    table: Consolidated
    now: Publicity
    then: Publicity
    reader: Reader
    reader_then: Reader
    reader_on_map: Reader
    known: Catalogue

    def sees_whole(self, row: Row) -> bool:
        """Whether nothing of the row has to be held back: the reader sees all it is made of."""
        unit = self.table.unit_id
        if not self.table.is_plain:
            return self._is_inside(row) and self.reader_on_map.is_at(unit)
        sees_now = row.value is None or self._sees_all_now(row)
        sees_then = row.previous is None or self.sees_last_year(row)
        return self.reader.is_at(unit) and sees_now and sees_then

    def value_face(self, row: Row) -> Face:
        """How the value of the row is shown."""
        unit, key = self.table.unit_id, row.key
        if row.value is None:
            return Face.EXACT
        if not self.table.is_plain:
            return Face.EXACT if self._is_inside(row) else Face.HELD
        match self.reader.sight(unit, key, self.now, marks=row.marks):
            case Sight.ALL:
                return Face.EXACT if self._tells_no_more(key, self.reader, self.now) else Face.HELD
            case Sight.SOME:
                return Face.HELD
            case Sight.NONE:
                return self.now.face(unit, key)

    def sees_last_year(self, row: Row) -> bool:
        """Whether last year's value of the row is shown."""
        unit, key, value = self.table.unit_id, row.key, row.previous
        if value is None:
            return True
        if not self.table.is_plain:
            return self._is_inside(row) and self.reader_on_map.is_at(unit)
        if not self.then.is_value(unit, key, value):
            # From another map, or typed: only for who is at the unit and sees what is there now.
            return self.reader.is_at(unit) and self._sees_all_now(row)
        match self.reader_then.sight(unit, key, self.then):
            case Sight.ALL:
                return self._tells_no_more(key, self.reader_then, self.then)
            case Sight.SOME:
                return False
            case Sight.NONE:
                return self.then.shows(unit, key, value)

    def _sees_all_now(self, row: Row) -> bool:
        unit = self.table.unit_id
        return self.reader.sight(unit, row.key, self.now, marks=row.marks) is Sight.ALL

    def _tells_no_more(self, key: CellKey, reader: Reader, public: Publicity) -> bool:
        """Whether a longer period's value tells nothing of units that the reader is outside of.

        What a unit reported itself may still differ from its months by what others gave for them.
        """
        unit = self.table.unit_id
        is_given_by_others = not reader.is_at(unit) and public.is_given(unit, key)
        return not is_given_by_others or public.adds_up(unit, key)

    def _is_inside(self, row: Row) -> bool:
        """Whether the reader may see the row of a preview, another map or an earlier knowledge."""
        unit, rank = self.table.unit_id, self.known.entry_ranks[row.key]
        if not self.reader_on_map.reaches_all(unit, rank):
            return False
        if Mark.DERIVED in row.marks and self.reader_on_map.is_above(unit, rank):
            return False  # holds values of units further down, who reported in another's place
        return self.reader_on_map.is_at(unit) or self.now.is_leaf(unit)


class PartEyes:
    """How a reader sees the parts of one figure."""

    def __init__(self, key: CellKey, public: Publicity, reader: Reader, *, is_plain: bool) -> None:
        self._key = key
        self._public = public
        self._reader = reader
        self._is_plain = is_plain

    def face(self, part: Part) -> Face:
        """How the part is shown: a report to who is near to it, a sum as `TableEyes` shows it."""
        unit = part.unit_id
        if part.kind not in _UNITS:
            return self._face_of_report(part)
        if not self._is_plain:
            is_shown = self._public.is_leaf(unit) and self._reader.is_near(unit)
            return Face.EXACT if is_shown else Face.HELD
        match self._reader.sight(unit, self._key, self._public):
            case Sight.ALL:
                return Face.EXACT
            case Sight.SOME:
                return Face.HELD
            case Sight.NONE:
                return self._public.face(unit, self._key)

    def _face_of_report(self, part: Part) -> Face:
        unit = part.unit_id
        if self._reader.is_at(unit):
            return Face.EXACT
        tells = self._is_plain or self._public.is_leaf(unit)
        return Face.EXACT if tells and self._reader.is_near(unit) else Face.HELD
