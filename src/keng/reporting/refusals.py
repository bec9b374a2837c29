"""What this room refuses beyond the general refusals, each with all that a person must repair."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from keng.kernel.errors import BadInput, DomainError
from keng.kernel.figures import CellKey

if TYPE_CHECKING:
    from keng.reporting.findings import FindingView


@dataclass(frozen=True)
class CellProblem:
    """Why one cell of a batch cannot be taken, and what to do."""

    key: CellKey
    code: str
    message: str
    message_en: str


class RejectedCells(BadInput):
    """Some cells of a batch cannot be taken; nothing of the batch was saved.

    `problems` names every one of them, not only the first.
    """

    default_code = "rejected_cells"

    def __init__(self, problems: Sequence[CellProblem], *, where: str = "") -> None:
        first = problems[0]
        more, more_en = _and_more(len(problems) - 1)
        super().__init__(first.message + more, message_en=first.message_en + more_en, where=where)
        self.problems = list(problems)


class BlockingFindings(DomainError):
    """The figures contradict each other, or a warning has no written reason; nothing was handed in.

    `code` is "blocking_findings" where a check of severity block fails, else
    "unanswered_warnings". `findings` lists all of them.
    """

    default_code = "blocking_findings"

    def __init__(self, findings: Sequence[FindingView], *, where: str = "") -> None:
        blocked = [finding for finding in findings if finding.severity == "block"]
        count = len(blocked or findings)
        super().__init__(
            f"Chưa nộp được: còn {count} lỗi phải sửa."
            if blocked
            else f"Chưa nộp được: còn {count} cảnh báo chưa được sửa hoặc giải trình.",
            message_en=f"Not submitted: {count} errors must be corrected."
            if blocked
            else f"Not submitted: {count} warnings are neither corrected nor explained.",
            where=where,
            code=None if blocked else "unanswered_warnings",
        )
        self.findings = list(findings)


class UnansweredReturn(DomainError):
    """Cells that were returned with a reason are neither changed nor answered.

    `cells` lists them.
    """

    default_code = "unanswered_return"

    def __init__(self, cells: Sequence[CellKey], *, labels: Sequence[str], where: str = "") -> None:
        listed = "; ".join(labels)
        super().__init__(
            f"Chưa nộp lại được: các ô bị trả lại chưa sửa và chưa giải trình: {listed}.",
            message_en=f"Not resubmitted: returned cells neither changed nor answered: {listed}.",
            where=where,
        )
        self.cells = list(cells)


def _and_more(count: int) -> tuple[str, str]:
    return (f" (và {count} ô khác)", f" (and {count} more cells)") if count else ("", "")
