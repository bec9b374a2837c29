"""A decision as data: what it followed from, without the name of a person, and the way back. Pure.

Of a person stands the number of the proposal and the digest of what was sealed then; whoever holds
the key can show that the sealed name is the one that was decided on. Whether the votes passed is
computed again from the votes and the rule that are frozen here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from keng.commendations.tallying import Passed, Tally, VotingRule

FORMAT: Final = 1
BLOCKED: Final = frozenset({Passed.FAILED, Passed.NO_QUORUM})


def rerun_problem(snapshot: Mapping[str, Any], lines: frozenset[tuple[int, str, str]]) -> str:
    """What does not hold of a frozen decision; "" where all of it does.

    `lines` are (proposal, award, recipient) as the table holds them.
    """
    rule = VotingRule(**snapshot["voting"])
    frozen = set()
    for line in snapshot["lines"]:
        frozen.add((line["proposal"], snapshot["award"], line["recipient"]))
        passed = Tally(*line["votes"]).passed(rule)
        if passed.value != line["passed"]:
            return f"đề nghị {line['proposal']}: tính lại phiếu ra {passed.value}"
        if passed in BLOCKED and snapshot["kind"] == "commend":
            return f"đề nghị {line['proposal']}: phiếu không đạt mà vẫn được khen"
    return "" if frozen == set(lines) else "danh sách trong ảnh chụp khác với các dòng quyết định"
