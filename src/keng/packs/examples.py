"""Every rule of a pack compiled, every worked example computed, every placeholder known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from keng.kernel.errors import BadInput
from keng.kernel.figures import CellKey, to_scaled
from keng.kernel.periods import parse_period
from keng.packs.problems import Problem
from keng.packs.references import PLACEHOLDER, Finding, Path, cell_problem, unknown
from keng.packs.rulebook import (
    TIMES,
    Compiled,
    Situation,
    about_cell,
    compile_check,
    outcome,
    put_in,
    selects,
    whole_facts,
)
from keng.packs.schema import Check, CheckExample, Pack
from keng.packs.yamltext import Fields, locate
from keng.rules.evaluation import Unknown
from keng.rules.language import RuleError


def check_problems(pack: Pack, root: Fields) -> list[Problem]:
    """What is wrong with the checks of a pack: names, rules, placeholders, examples."""
    findings = [found for check in pack.checks.values() for found in _problems_of(check, pack)]
    return [Problem(locate(root, path), vi, en) for path, vi, en in findings]


def _problems_of(check: Check, pack: Pack) -> Iterator[Finding]:
    path: Path = ("checks", check.code)
    named = list(_unknown_names(check, pack, path))
    yield from named
    if named:
        return
    try:
        compiled = compile_check(check, pack)
    except RuleError as refusal:
        yield (*path, "rule"), f"quy tắc sai, {refusal.message}", f"rule, {refusal.message_en}"
        return
    except BadInput as refusal:
        yield (*path, "cells"), refusal.message, refusal.message_en
        return
    yield from _missing_cells(check, compiled, pack, path)
    yield from _small_totals(check, compiled, pack, path)
    for ready in compiled:
        yield from _unknown_placeholders(ready, pack, path)
    for number, example in enumerate(check.examples):
        yield from _example_problem(compiled, example, pack, (*path, "examples", number))


def _unknown_names(check: Check, pack: Pack, path: Path) -> Iterator[Finding]:
    each = () if check.each is None else (check.each,)
    named: list[tuple[Path, Iterable[str], Iterable[str]]] = [
        (("forms",), check.forms, pack.forms),
        (("each",), each, pack.breakdowns),
    ]
    if check.over is not None:
        named.append((("over", "groups"), check.over.groups, pack.groups))
        named.append((("over", "indicators"), check.over.indicators, pack.indicators))
        named.append((("over", "but"), check.over.but, pack.indicators))
    for field, names, known in named:
        for name in names:
            if name not in known:
                yield unknown((*path, *field), "mã", str(field[-1]), name, known)


def _missing_cells(
    check: Check, compiled: tuple[Compiled, ...], pack: Pack, path: Path
) -> Iterator[Finding]:
    """A check on a form without the cells that it reads would never speak there."""
    for code in check.forms:
        form = pack.forms[code]
        cells = set(form.cells())
        if check.over is not None:
            if not any(selects(check, pack.indicator_of(key)) for key in cells):
                yield (
                    (*path, "over"),
                    f"biểu “{code}” không có ô nào được chọn; hãy bỏ biểu này khỏi forms",
                    f"no cell of the form {code!r} is selected; remove the form",
                )
            continue
        read = {key for ready in compiled for _, key in ready.reads}
        if absent := sorted(str(key) for key in read - cells):
            names = ", ".join(absent[:4])
            yield (
                (*path, "forms"),
                f"biểu “{code}” không có ô {names} mà quy tắc đọc; hãy bỏ biểu hoặc thêm ô",
                f"the form {code!r} lacks {names}, which the rule reads; remove it or add cells",
            )


def _small_totals(
    check: Check, compiled: tuple[Compiled, ...], pack: Pack, path: Path
) -> Iterator[Finding]:
    """A finding shows numbers to all who see the submission; small totals are not among them."""
    read = {key.indicator for ready in compiled for _, key in ready.reads}
    cells = {key.indicator for form in check.forms for key in pack.forms[form].cells()}
    for code in sorted(cells & {code for code, it in pack.indicators.items() if it.small}):
        if code in read or selects(check, pack.indicators[code]):
            yield (
                path,
                f"quy tắc đọc tổng số nhạy cảm “{code}”; hãy bỏ ra hoặc ghi vào but",
                f"the rule reads the small total {code!r}; leave it out or name it in `but`",
            )


def _unknown_placeholders(ready: Compiled, pack: Pack, path: Path) -> Iterator[Finding]:
    check = ready.check
    known = {"each"} if check.each is not None else set()
    known |= set(check.values) | {f"law.{code}" for code in pack.thresholds}
    if check.over is not None:
        known |= {"cell", *(f"cell.{time}" for time in TIMES)}
    else:
        known |= {f"{time}.{key}" for time, key in ready.reads}
    for field in ("message", "fix"):
        for language in ("vi", "en"):
            text = str(getattr(getattr(check, field), language))
            for name in PLACEHOLDER.findall(text.replace("={each}", f"={ready.each}")):
                if name not in known:
                    at: Path = (*path, field, language)
                    yield unknown(at, "chỗ điền", "placeholder", name, known)


def _example_problem(
    compiled: tuple[Compiled, ...], example: CheckExample, pack: Pack, at: Path
) -> Iterator[Finding]:
    wrong = list(_wrong_cells(example, pack, at))
    yield from wrong
    ready = next((one for one in compiled if example.each in {one.each, None}), None)
    if ready is None or (ready.check.over is None) != (example.cell is None):
        yield (
            at,
            "ví dụ phải ghi “cell” khi quy tắc chạy theo ô, và “each” đúng giá trị",
            "an example names `cell` where the rule runs over cells, and a right `each`",
        )
        return
    if wrong:
        return
    try:
        said = verdict_of(ready, example, pack)
    except BadInput as refusal:
        yield at, refusal.message, refusal.message_en
        return
    if said != example.expect:
        yield (
            at,
            f"ví dụ ghi “{example.expect}” nhưng quy tắc cho ra “{said}”; hãy sửa một trong hai",
            f"the example says {example.expect!r} but the rule says {said!r}; correct one of them",
        )


def _wrong_cells(example: CheckExample, pack: Pack, at: Path) -> Iterator[Finding]:
    texts = [
        ((*at, time, text), put_in(text, example.each))
        for time in TIMES
        for text in getattr(example, time)
    ]
    if example.cell is not None:
        texts.append(((*at, "cell"), example.cell))
    for path, text in texts:
        if finding := cell_problem(pack, path, text):
            yield finding


def verdict_of(ready: Compiled, example: CheckExample, pack: Pack) -> str:
    """What a compiled check says about an example: pass, fail or unknown.

    Raises BadInput for a period or a figure that cannot be read.
    """
    now, before, last_year = (
        _figures(getattr(example, time), example.each, pack) for time in TIMES
    )
    situation = Situation(now, before, last_year, parse_period(example.period))
    facts = whole_facts(situation, pack)
    if example.cell is not None:
        facts.put("cell", about_cell(CellKey.parse(example.cell), situation, pack))
    said = outcome(ready, facts)
    if isinstance(said, Unknown):
        return "unknown"
    return "pass" if said else "fail"


def _figures(
    written: Mapping[str, str | None], each: str | None, pack: Pack
) -> dict[CellKey, int | None]:
    figures: dict[CellKey, int | None] = {}
    for text, value in written.items():
        key = CellKey.parse(put_in(text, each))
        figures[key] = None if value is None else to_scaled(value, pack.digits_of(key))
    return figures
