"""A criteria set as a text that a person edits, and such a text read and checked beside its pack.

The text is a file of `criteria/`, as the loader reads it: what is wrong comes with its line.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml
from pydantic import ValidationError

from keng.packs.forbidden import forbidden_problems
from keng.packs.loading import shape_problem
from keng.packs.problems import PackError, Place, Problem
from keng.packs.schema import CriteriaSet, Criterion, Pack
from keng.packs.schema.criteria import Fact
from keng.packs.sets import set_problems
from keng.packs.yamltext import Fields, Scalar, plain, read_yaml

KEYED = ("groups", "facts", "evidence", "parameters", "criteria")
"""Sections of a set whose parts bear their key as their code."""


def set_text(one: CriteriaSet) -> str:
    """The set as the YAML that `drafted` reads back; what is not said is left out."""
    said = one.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    del said["code"]
    for section in KEYED:
        said[section] = {
            key: {name: value for name, value in part.items() if name != "code"}
            for key, part in said.get(section, {}).items()
        }
    for given in said.get("classes", ()) if one.method == "score" else ():
        given.setdefault("at_least", None)  # what nobody knows yet must be seen to be typed in
    filled = {key: value for key, value in said.items() if key == "groups" or value not in ({}, [])}
    return yaml.dump(filled, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=100)


def drafted(text: str, code: str, pack: Pack) -> Pack:
    """The pack with the set `code` as the text has it; nothing is saved.

    Raises PackError with every fault and its line: writing, shape, names, contradictions, worked
    examples that come out otherwise, words about people whom Keng never counts.
    """
    file = f"{code}.yaml"
    node, problems = read_yaml(text, file)
    if not isinstance(node, Fields):
        at = Place(file, 1)
        empty = Problem(at, "bộ tiêu chí trống hoặc sai mẫu", "the set is empty or has no shape")
        raise PackError(file, problems or [empty])
    for section in KEYED:
        _name_parts(node.fields.get(section))
    node.fields["code"] = Scalar(code, node.at)
    root = Fields({"criteria": Fields({code: node}, {code: node.at}, node.at)}, {}, node.at)
    problems = [*problems, *forbidden_problems(root)]
    try:
        law = CriteriaSet.model_validate(plain(node))
    except ValidationError as error:
        problems += [shape_problem(one, node) for one in error.errors()]
        raise PackError(file, problems) from None
    made = pack.model_copy(update={"criteria": {**pack.criteria, code: law}})
    problems += set_problems(made, root, only=code)
    if problems:
        raise PackError(file, problems)
    return made


def _name_parts(node: object) -> None:
    if not isinstance(node, Fields):
        return
    for key, part in node.fields.items():
        if isinstance(part, Fields):
            part.fields["code"] = Scalar(key, node.places.get(key, part.at))


class _Writer(yaml.SafeDumper):
    """Writes every value as text-only YAML has it: numbers and truths bare, `null` for None."""


def _text(writer: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    bare = text not in {"null", ""} and text == text.strip()
    style = None if bare else '"'
    return writer.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _fields(writer: yaml.SafeDumper, fields: Mapping[str, Any]) -> yaml.MappingNode:
    flat = all(isinstance(one, str | int | bool | None) for one in fields.values())
    short = sum(len(str(one)) for one in fields.values()) < 80
    return writer.represent_mapping("tag:yaml.org,2002:map", fields, flow_style=flat and short)


_Writer.add_representer(str, _text)
_Writer.add_representer(dict, _fields)


def additions(text: str) -> dict[str, Any]:
    """Criteria and facts that a province adds, as an overlay holds them.

    The text has the sections `criteria` and `facts` of a set. Raises PackError with the lines.
    """
    file = "dia-phuong.yaml"
    node, problems = read_yaml(text, file)
    if not isinstance(node, Fields) or not set(node.fields) <= {"criteria", "facts"}:
        at = Place(file, 1)
        shape = Problem(at, "cần mục criteria, facts", "the sections are criteria and facts")
        raise PackError(file, problems or [shape])
    for section in ("criteria", "facts"):
        _name_parts(node.fields.get(section))
    kinds: tuple[tuple[str, type[Criterion] | type[Fact]], ...] = (
        ("criteria", Criterion),
        ("facts", Fact),
    )
    found: dict[str, dict[str, Any]] = {"criteria": {}, "facts": {}}
    for section, kind in kinds:
        parts = node.fields.get(section, Fields({}))
        for key, part in parts.fields.items() if isinstance(parts, Fields) else ():
            if section == "criteria" and isinstance(part, Fields):
                part.fields.setdefault("group", Scalar("local", part.at))
            try:
                made = kind.model_validate(plain(part))
            except ValidationError as error:
                root = part if isinstance(part, Fields) else Fields({}, {}, part.at)
                problems += [shape_problem(one, root) for one in error.errors()]
                continue
            found[section][key] = made.model_dump(mode="json", exclude_defaults=True)
    if problems:
        raise PackError(file, problems)
    return {
        **({"added": list(found["criteria"].values())} if found["criteria"] else {}),
        **({"facts": found["facts"]} if found["facts"] else {}),
    }


def additions_text(overlay: Mapping[str, Any]) -> str:
    """The same as the text that `additions` reads; "" where a province added nothing."""
    added = {one["code"]: _without(one, "code", "group") for one in overlay.get("added", ())}
    facts = {code: _without(one, "code") for code, one in overlay.get("facts", {}).items()}
    said = {key: part for key, part in (("criteria", added), ("facts", facts)) if part}
    if not said:
        return ""
    return yaml.dump(said, Dumper=_Writer, allow_unicode=True, sort_keys=False, width=100)


def _without(part: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {key: value for key, value in part.items() if key not in names}
