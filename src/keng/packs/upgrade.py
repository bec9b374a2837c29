"""What a new version of a pack may not do to figures that are already stored. Pure.

A stored value is an integer in the indicator's smallest unit; its meaning lives in the pack. A
version that drops an indicator would hide its figures, one that changes `digits` would multiply
them. So indicators end with `until`, and a changed meaning gets a new code.
"""

from __future__ import annotations

from collections.abc import Iterator

from keng.packs.schema import Indicator, Pack

_MEANING = (
    "unit",
    "counts",
    "kind",
    "digits",
    "entry",
    "rollup",
    "numerator",
    "denominator",
    "per",
)


def meaning_lost(old: Pack, new: Pack) -> list[tuple[str, str]]:
    """Why the new version may not follow the old one (Vietnamese, English); empty if it may."""
    return [*_indicators(old, new), *_breakdowns(old, new), *_regimes(old, new), *_forms(old, new)]


def _indicators(old: Pack, new: Pack) -> Iterator[tuple[str, str]]:
    for code, before in old.indicators.items():
        after = new.indicators.get(code)
        if after is None:
            yield (
                f"chỉ tiêu “{code}” bị bỏ; hãy giữ lại và ghi until là ngày thôi dùng",
                f"the indicator {code!r} is gone; keep it and write `until`",
            )
        elif changed := _changed(before, after):
            yield (
                f"chỉ tiêu “{code}” đổi {', '.join(changed)}; hãy đặt mã mới cho nghĩa mới",
                f"the indicator {code!r} changes {', '.join(changed)}; give a new code",
            )


def _changed(before: Indicator, after: Indicator) -> list[str]:
    changed = [field for field in _MEANING if getattr(before, field) != getattr(after, field)]
    if set(before.by) != set(after.by):
        changed.append("by")
    if before.small and not after.small:
        changed.append("small")
    return changed


def _breakdowns(old: Pack, new: Pack) -> Iterator[tuple[str, str]]:
    for code, before in old.breakdowns.items():
        after = new.breakdowns.get(code)
        gone = set(before.values) - set(after.values if after is not None else ())
        if gone:
            names = ", ".join(sorted(gone))
            yield (
                f"chiều phân tổ “{code}” mất giá trị {names}; hãy giữ lại",
                f"the breakdown {code!r} loses {names}; keep them",
            )


def _regimes(old: Pack, new: Pack) -> Iterator[tuple[str, str]]:
    for code, before in old.calendar.regimes.items():
        after = new.calendar.regimes.get(code)
        if after is None or after.regime() != before.regime():
            yield (
                f"chế độ kỳ “{code}” bị bỏ hoặc đổi mốc; hãy giữ lại và đặt mã mới",
                f"the regime {code!r} is gone or has other cut-offs; keep it, add a new code",
            )


def _forms(old: Pack, new: Pack) -> Iterator[tuple[str, str]]:
    for code in old.forms:
        if code not in new.forms:
            yield (
                f"biểu “{code}” bị bỏ; hãy giữ lại, các đợt cũ còn dùng",
                f"the form {code!r} is gone; keep it for the rounds that used it",
            )
