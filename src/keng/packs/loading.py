"""Loading a pack from its folder: whole and right, or refused with everything that is wrong.

`load_pack` reads text-only YAML, builds the schema, checks that every name is known, compiles and
evaluates every rule, computes every worked example and refuses what must not be counted. It needs
no Django and no database; `keng pack check` is this and nothing else.
"""

from __future__ import annotations

from pathlib import Path
from textwrap import shorten
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from keng.packs.assembly import Assembly
from keng.packs.award_names import award_problems
from keng.packs.examples import check_problems
from keng.packs.forbidden import forbidden_problems
from keng.packs.problems import PackError, Place, Problem
from keng.packs.published import published_problems
from keng.packs.references import reference_problems
from keng.packs.register_names import register_problems
from keng.packs.schema import Pack
from keng.packs.sets import set_problems
from keng.packs.yamltext import Fields, locate, plain

__all__ = ["PackError", "Place", "Problem", "load_pack", "shape_problem"]


def load_pack(path: Path | str) -> Pack:
    """The pack in a folder.

    Raises PackError, whose `problems` list every fault with file and line; nothing is kept of a
    pack that has one. Later stages run as far as the earlier ones allow, so one run shows as much
    as can be known: writing, then shape, then names, rules and examples.
    """
    folder = Path(path)
    if not folder.is_dir():
        place = Place(folder.name, 1)
        missing = Problem(
            place, f"không có thư mục “{folder}”", f"there is no folder {str(folder)!r}"
        )
        raise PackError(str(folder), [missing])
    assembly = Assembly(folder)
    assembly.read()
    problems = [*assembly.problems, *forbidden_problems(assembly.root)]
    pack = _shaped(assembly, problems)
    if pack is not None:
        problems.extend(reference_problems(pack, assembly.root))
        problems.extend(register_problems(pack, assembly.root))
        problems.extend(award_problems(pack, assembly.root))
        problems.extend(check_problems(pack, assembly.root))
        problems.extend(set_problems(pack, assembly.root))
        problems.extend(published_problems(pack, assembly.extra))
    if problems or pack is None:
        raise PackError(str(folder), problems)
    return pack


def _shaped(assembly: Assembly, problems: list[Problem]) -> Pack | None:
    """The pack if it has the shape of the schema; else None, and `problems` says why not."""
    if not assembly.is_whole:
        return None
    try:
        return Pack.model_validate(plain(assembly.root))
    except ValidationError as error:
        told = {problem.at for problem in problems}
        found = [shape_problem(one, assembly.root) for one in error.errors()]
        problems.extend(problem for problem in found if problem.at not in told)
        return None


def shape_problem(error: ErrorDetails, root: Fields) -> Problem:
    """What the schema refuses, in our words and at its line."""
    path = tuple(error["loc"])
    name = str(path[-1]) if path else ""
    vi, en = _wording(error, name)
    return Problem(locate(root, path), vi, en)


def _wording(error: ErrorDetails, name: str) -> tuple[str, str]:
    context: dict[str, Any] = error.get("ctx", {})
    if error["type"] == "pack":
        return context["vi"], context["en"]
    choices = str(context.get("expected") or context.get("expected_tags") or "")
    known = {
        "name": context["discriminator"].strip("'") if "discriminator" in context else name,
        "value": shorten(str(context.get("tag", error.get("input"))), 80, placeholder="…"),
        "expected": choices.replace(" or ", ", ").replace("'", ""),
        "msg": error["msg"],
        "bound": str(context.get("le", context.get("ge", ""))),
    }
    vi, en = _WORDS.get(error["type"], ("“{name}: {value}” sai: {msg}", "{name}: {value!r}: {msg}"))
    return vi.format(**known), en.format(**known)


# pydantic's error types in our words: what is wrong and what to do, Vietnamese and English.
_CHOICE = (
    "“{name}: {value}” không được; chọn một trong: {expected}",
    "{name}: {value!r} is not allowed; choose one of {expected}",
)
_WORDS = {
    "missing": ("thiếu khóa “{name}”; hãy thêm vào", "the key {name!r} is missing; add it"),
    "extra_forbidden": (
        "không hiểu khóa “{name}”; hãy sửa hoặc xóa",
        "unknown key {name!r}; correct or remove it",
    ),
    "literal_error": _CHOICE,
    "union_tag_invalid": _CHOICE,
    "union_tag_not_found": ("thiếu “item” của mục này", "the `item` of this entry is missing"),
    "string_pattern_mismatch": (
        "mã “{value}” phải viết thường, không dấu, không khoảng trắng",
        "the code {value!r} must be lower case letters, digits and _",
    ),
    "bool_parsing": ("“{name}” là true hoặc false", "{name!r} is true or false"),
    "less_than_equal": (
        "“{name}: {value}” quá lớn; nhiều nhất là {bound}",
        "{name}: {value!r} is too large; {bound} is the most",
    ),
    "greater_than_equal": (
        "“{name}: {value}” quá nhỏ; ít nhất là {bound}",
        "{name}: {value!r} is too small; {bound} is the least",
    ),
    "int_parsing": (
        "“{name}: {value}” phải là số nguyên",
        "{name}: {value!r} must be a whole number",
    ),
    "string_type": ("“{name}” phải là chữ", "{name!r} must be text"),
    "dict_type": ("“{name}” phải là các cặp khóa: giá trị", "{name!r} must be key: value pairs"),
    "model_type": ("“{name}” phải là các cặp khóa: giá trị", "{name!r} must be key: value pairs"),
    "tuple_type": ("“{name}” phải là danh sách [a, b]", "{name!r} must be a list [a, b]"),
    "date_from_datetime_parsing": (
        "“{name}: {value}” phải là ngày dạng 2024-07-01",
        "{name}: {value!r} must be a day such as 2024-07-01",
    ),
}
