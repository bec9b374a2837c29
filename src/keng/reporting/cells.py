"""What may stand in a cell: a batch of values is judged before it is stored. Pure.

The same judgement serves the grid, the import, the dry run of an import and the API.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from keng.kernel.figures import CellKey, FigureStatus
from keng.kernel.periods import Period
from keng.packs.schema import Form, Indicator, Pack
from keng.reporting.refusals import CellProblem

_STATUSES = frozenset(status.value for status in FigureStatus)
_BASES = frozenset({"own", "reported_total"})
_LARGEST = 2**63 - 1


@dataclass(frozen=True)
class CellInput:
    """One value for one cell, as an integer in the indicator's smallest unit; None empties it.

    `basis` "" takes the basis of the form ("own", or "reported_total" for totals of old reports).
    `expected_revision` is the revision of the cell that the person saw: 0 for an empty cell, None
    to write whatever stands there. A `note` or `source` of None stays as it is, except that the
    source of a value goes with the value.
    """

    key: CellKey
    value: int | None
    status: str = FigureStatus.OFFICIAL.value
    note: str | None = None
    source: str | None = None
    basis: str = ""
    expected_revision: int | None = None

    def in_basis(self, basis: str) -> CellInput:
        """The same value for another basis."""
        return CellInput(
            self.key,
            self.value,
            self.status,
            self.note,
            self.source,
            basis,
            self.expected_revision,
        )


@dataclass(frozen=True)
class Sheet:
    """The form of a submission as this judgement needs it.

    `registers` are the registers of Keng that already post figures for the unit: what they fill
    is not typed (semantics 12).
    """

    pack: Pack
    form: Form
    period: Period
    registers: frozenset[str] = frozenset()

    @property
    def keys(self) -> frozenset[CellKey]:
        """Every cell that the form has."""
        return frozenset(self.form.cells())

    def open_keys(self) -> list[CellKey]:
        """The cells that a person fills in this period, in the order of the form."""
        return [
            key
            for key in self.form.cells()
            if (indicator := self.pack.indicators.get(key.indicator)) is not None
            and indicator.is_entered
            and is_asked_in(indicator, self.period)
            and not (indicator.derived and indicator.derived in self.registers)
        ]


def is_asked_in(indicator: Indicator, period: Period) -> bool:
    """Whether the indicator is asked for on at least one day of the period."""
    begun = indicator.since is None or indicator.since <= period.last
    return begun and (indicator.until is None or indicator.until > period.first)


def with_basis(inputs: Iterable[CellInput], form: Form) -> list[CellInput]:
    """The same inputs with the form's basis where none was named."""
    return [item if item.basis else item.in_basis(form.basis) for item in inputs]


def problems_of(inputs: Sequence[CellInput], sheet: Sheet) -> list[CellProblem]:
    """Every cell of the batch that cannot be taken, in the order of the batch."""
    keys = sheet.keys
    twice = _repeated(item.key for item in inputs)
    problems = []
    for item in inputs:
        problem = _problem(item, sheet, keys)
        if problem is None and item.key in twice:
            problem = _say(item, sheet, "repeated_cell")
        if problem is not None:
            problems.append(problem)
    return problems


def _problem(item: CellInput, sheet: Sheet, keys: Collection[CellKey]) -> CellProblem | None:
    indicator = sheet.pack.indicators.get(item.key.indicator)
    if item.key not in keys or indicator is None:
        return _say(item, sheet, "unknown_cell")
    code = _wrong_cell(indicator, sheet) or _wrong_content(item)
    return _say(item, sheet, code) if code else None


def _wrong_cell(indicator: Indicator, sheet: Sheet) -> str:
    if not indicator.is_entered:
        return "computed_cell"
    if not is_asked_in(indicator, sheet.period):
        return "not_asked_in_period"
    if indicator.derived is not None and indicator.derived in sheet.registers:
        return "derived_cell"
    return ""


def _wrong_content(item: CellInput) -> str:
    if item.status not in _STATUSES:
        return "unknown_status"
    if item.basis not in _BASES:
        return "unknown_basis"
    return "" if item.value is None else _wrong_value(item, item.value)


def _wrong_value(item: CellInput, value: int) -> str:
    # A truth value is an int to Python and no count of anything.
    if type(value) is not int:
        return "not_a_whole_number"
    if item.basis == "reported_total" and not (item.source or "").strip():
        return "source_missing"
    if value < 0:
        return "negative_value"
    return "value_too_large" if value > _LARGEST else ""


_SENTENCES: dict[str, tuple[str, str]] = {
    "unknown_cell": (
        "biểu “{form}” không có ô “{key}”; hãy tải lại biểu mẫu đang dùng và nhập đúng ô",
        "form {form!r} has no cell {key!r}; fetch the current form and use its cells",
    ),
    "computed_cell": (
        "“{label}” do Keng tính, không nhập tay; hãy nhập tử số và mẫu số",
        "{label!r} is computed; enter its numerator and denominator instead",
    ),
    "not_asked_in_period": (
        "“{label}” không báo cáo trong {period}; hãy để trống ô này",
        "{label!r} is not reported in {period_en}; leave the cell empty",
    ),
    "derived_cell": (
        "“{label}” được lấy từ sổ theo dõi trong Keng, không nhập tay; hãy sửa ở sổ theo dõi",
        "{label!r} comes from a register of Keng; correct it in the register",
    ),
    "not_a_whole_number": (
        "“{label}” phải là số nguyên theo đơn vị nhỏ nhất của chỉ tiêu; hãy nhập lại",
        "{label!r} must be a whole number of the indicator's smallest unit; enter it again",
    ),
    "negative_value": (
        "“{label}” không thể là số âm ({value}); hãy kiểm tra lại",
        "{label!r} cannot be negative ({value}); check it again",
    ),
    "value_too_large": (
        "“{label}” lớn quá mức lưu được ({value}); hãy kiểm tra lại đơn vị",
        "{label!r} is too large to be stored ({value}); check the unit",
    ),
    "unknown_status": (
        "“{label}”: không có trạng thái “{status}”; dùng official, estimated hoặc expected",
        "{label!r}: no status {status!r}; use official, estimated or expected",
    ),
    "unknown_basis": (
        "“{label}”: loại số “{basis}” không có; dùng own hoặc reported_total",
        "{label!r}: no basis {basis!r}; use own or reported_total",
    ),
    "source_missing": (
        "“{label}” là tổng số theo báo cáo cũ; hãy ghi nguồn (số, ký hiệu, ngày của báo cáo)",
        "{label!r} is a total of an old report; give its source (number, symbol, date)",
    ),
    "repeated_cell": (
        "ô “{label}” có hai giá trị trong cùng một lần nhập; hãy giữ lại một",
        "the cell {label!r} has two values in one batch; keep one",
    ),
}


def _say(item: CellInput, sheet: Sheet, code: str) -> CellProblem:
    known = item.key.indicator in sheet.pack.indicators
    words = {
        "form": sheet.form.label.vi,
        "key": str(item.key),
        "label": sheet.pack.cell_label(item.key) if known else str(item.key),
        "period": sheet.period.label("vi"),
        "period_en": sheet.period.label("en"),
        "value": item.value,
        "status": item.status,
        "basis": item.basis,
    }
    vi, en = (sentence.format(**words) for sentence in _SENTENCES[code])
    return CellProblem(item.key, code, f"{vi[0].upper()}{vi[1:]}.", f"{en[0].upper()}{en[1:]}.")


def _repeated(keys: Iterable[CellKey]) -> set[CellKey]:
    return {key for key, count in Counter(keys).items() if count > 1}
