"""From registering to the decision, in one go."""

from __future__ import annotations

from keng.criteria import queries

from .conftest import AT, Cast, decided


def test_a_village_is_registered_assessed_and_recognised(cast: Cast) -> None:
    made = decided(cast)

    [line] = queries.decision_view(made.pk, actor=cast.leader, at=AT).lines
    assert (line.unit, line.outcome, line.years) == ("thôn Đầu", "recognised", 1)


def test_a_village_that_misses_one_criterion_is_told_which(cast: Cast) -> None:
    made = decided(cast, but="K4")

    [line] = queries.decision_view(made.pk, actor=cast.leader, at=AT).lines
    why = queries.why(line.assessment_id, actor=cast.head, at=AT)
    assert line.outcome == "not_recognised"
    assert [reason.en for reason in why.reasons] == ["K4. Criterion K4"]
