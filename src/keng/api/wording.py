"""From what queries answer to what travels."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from keng.api import shapes
from keng.kernel.errors import BadInput
from keng.kernel.figures import CellKey, to_decimal, to_scaled
from keng.orgunits.queries import SuccessionView, UnitView, path_of
from keng.packs.schema import Pack
from keng.reporting.findings import FindingView
from keng.reporting.queries import AdjustmentView, RoundView, Standing
from keng.reporting.queries.views import CellView


def exact(value: int | None, digits: int) -> str | None:
    """A stored integer as text in the natural unit: 66449 with two digits is "664.49"."""
    return None if value is None else f"{to_decimal(value, digits):f}"


def scaled(text: str | None, digits: int, *, cell: str) -> int | None:
    """The stored integer that a text means, None for None; BadInput names the cell."""
    return None if text is None else known_scaled(text, digits, cell=cell)


def known_scaled(text: str, digits: int, *, cell: str) -> int:
    """The stored integer that a text means where one is needed; BadInput names the cell."""
    try:
        return to_scaled(text.strip(), digits)
    except BadInput as wrong:
        raise BadInput(wrong.message, message_en=wrong.message_en, where=cell) from wrong


def unit_out(unit: UnitView, *, on: date) -> shapes.UnitOut:
    """A unit with its way up."""
    return shapes.UnitOut(
        key=unit.key,
        level=unit.level,
        kind=unit.kind,
        name=unit.name,
        full_name=unit.full_name,
        path=path_of(unit.id, on=on),
        code=unit.code,
        exists=unit.exists,
    )


def step_out(step: SuccessionView) -> shapes.StepOut:
    """One step of what became of a unit."""
    return shapes.StepOut(
        predecessor=unit_out(step.predecessor, on=step.on),
        successor=unit_out(step.successor, on=step.on),
        on=step.on,
        extent=str(step.extent),
        basis=step.basis,
    )


def round_out(one: RoundView) -> shapes.RoundOut:
    """A round."""
    return shapes.RoundOut(
        id=one.id,
        title=one.title,
        form=one.form,
        period=one.period.code,
        cutoff_on=one.cutoff_on,
        due_on=one.due_on,
        due_source=one.due_source,
        is_open=one.is_open,
    )


def standing_out(one: Standing, *, on: date) -> shapes.StandingOut:
    """How far a unit has come."""
    return shapes.StandingOut(
        submission=one.submission_id,
        unit=unit_out(one.unit, on=on),
        form=one.form,
        period=one.period.code,
        state=one.state.value,
        revision=one.revision,
        due_on=one.return_due_on or one.due_on,
        first_submitted_on=one.first_submitted_on,
        owes=one.owes,
        is_late=one.is_late,
        days_late=one.days_late,
        blocks=one.blocks,
        warnings_open=one.warnings_open,
        warnings_accepted=one.warnings_accepted,
        without_people=one.without_people,
        cells_filled=one.cells_filled,
        cells_total=one.cells_total,
    )


def cell_out(cell: CellView, pack: Pack) -> shapes.CellOut:
    """One cell of a form."""
    indicator, figure = pack.indicator_of(cell.key), cell.figure
    digits = indicator.digits
    return shapes.CellOut(
        cell=str(cell.key),
        label=pack.cell_label(cell.key),
        unit_of_measure=indicator.unit,
        digits=digits,
        value=exact(figure.value, digits) if figure is not None else None,
        status=figure.status if figure is not None else "",
        note=figure.note if figure is not None else "",
        source=figure.source if figure is not None else "",
        origin=figure.origin if figure is not None else "",
        revision=figure.revision if figure is not None else 0,
        previous=exact(cell.before, digits),
        last_year=exact(cell.last_year, digits),
        is_open=cell.is_open,
        withheld=cell.withheld,
    )


def adjustment_out(one: AdjustmentView, pack: Pack, *, on: date) -> shapes.AdjustmentOut:
    """What a level above uses instead of the reported value."""
    key = CellKey(one.indicator, one.by)
    digits = pack.digits_of(key)
    return shapes.AdjustmentOut(
        id=one.id,
        cell=str(key),
        adjuster=path_of(one.adjuster_id, on=on),
        value=exact(one.value, digits),
        reported=exact(one.reported_value, digits),
        reason=one.reason,
        answer=one.answer,
        answer_text=one.answer_text,
        at=one.at,
    )


def findings_out(findings: Iterable[FindingView]) -> list[shapes.FindingOut]:
    """What the rules say."""
    return [
        shapes.FindingOut(
            check=one.check,
            severity=one.severity,
            cells=[str(key) for key in one.cells],
            message=one.message,
            message_en=one.message_en,
            fix=one.fix,
            fix_en=one.fix_en,
            is_open=one.is_open,
            explanation=one.explanation.reason if one.explanation is not None else None,
        )
        for one in findings
    ]


def keys_of(texts: Iterable[str]) -> list[CellKey]:
    """Cell keys out of texts; BadInput for one that is none."""
    return [CellKey.parse(text) for text in texts]
