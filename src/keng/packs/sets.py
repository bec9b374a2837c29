"""The criteria sets of a pack checked: names, then contradictions, then every worked example."""

from __future__ import annotations

from keng.kernel.errors import BadInput
from keng.packs.judging.rulebook import ready
from keng.packs.problems import Problem
from keng.packs.schema import CriteriaSet, Pack
from keng.packs.setchecks import contradictions, inconsistencies
from keng.packs.setexamples import set_example_findings
from keng.packs.setnames import set_name_findings
from keng.packs.yamltext import Fields, locate


def set_problems(pack: Pack, root: Fields, *, only: str | None = None) -> list[Problem]:
    """What is wrong with the criteria sets of a pack, with its place.

    `only` names the one set that was changed: the others are asked for their names alone.

    Contradictions are looked for once all names are known, examples computed once nothing else is
    wrong: an earlier mistake would only be told a second time.
    """
    findings = [found for one in pack.criteria.values() for found in set_name_findings(one, pack)]
    sets = [one for one in pack.criteria.values() if only in {None, one.code}]
    if not findings:
        findings = [found for one in sets for found in contradictions(one, pack)]
    if not findings:
        findings = [found for one in sets for found in set_example_findings(ready(pack, one.code))]
    return [Problem(locate(root, path), vi, en) for path, vi, en in findings]


def require_sound(one: CriteriaSet, pack: Pack) -> None:
    """Refuse a set with an overlay that the loader would refuse in a pack: BadInput with it all.

    Unlike a set of a pack it needs no worked examples: the preview against last year shows more.
    """
    found = list(set_name_findings(one, pack)) or list(inconsistencies(one, pack))
    if found:
        raise BadInput(
            "; ".join(f"{path[-1]}: {vi}" for path, vi, _ in found),
            message_en="; ".join(f"{path[-1]}: {en}" for path, _, en in found),
            code="unsound_set",
        )
