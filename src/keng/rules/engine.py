"""The CEL engine itself: the one place that touches the library `common-expression-language`.

Only its compiled part is loaded. The package's own `__init__` also imports its command line with
three terminal libraries, half a second that a command without a database cannot afford
(docs/decisions/0020-cel-is-loaded-without-its-command-line.md).
"""

from __future__ import annotations

import sys
from importlib.machinery import PathFinder
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any, Protocol, cast


class Program(Protocol):
    """A compiled rule of the library."""

    def execute(self, context: object) -> Any:
        """Evaluate with a context; raises KeyError for a missing fact."""


class Context(Protocol):
    """The facts in the library's own form."""

    def add_variable(self, name: str, value: object) -> None:
        """Put a value under a name, in place of what stood there."""


def _load() -> ModuleType:
    loaded = sys.modules.get("cel.cel")
    if loaded is not None:
        return loaded
    package = find_spec("cel")
    folders = package.submodule_search_locations if package is not None else None
    spec = PathFinder.find_spec("cel.cel", list(folders or ()))
    if spec is None or spec.loader is None:
        raise ImportError("the package common-expression-language is not installed")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    # The extension may be initialised once per process: whoever imports `cel` later gets ours.
    sys.modules["cel.cel"] = module
    return module


_CEL = _load()


def compile_program(source: str) -> Program:
    """Compile a rule that the parser has accepted; ValueError if CEL does not."""
    return cast("Program", _CEL.compile(source))


def context_of(variables: dict[str, dict[str, Any]]) -> Context:
    """The facts in the library's own form: built once, read by any number of rules."""
    return cast("Context", _CEL.Context(variables=variables))
