"""A seal outside the database: the line that an office keeps where nobody can rewrite it."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass

from keng.journal.canonical import moment_text
from keng.journal.models import Seal
from keng.kernel.errors import BadInput

FORMAT = "keng-seal-1"


@dataclass(frozen=True)
class SealRecord:
    """What must stay true of seal `n` for as long as the database lives."""

    n: int
    at: str
    root: str
    key_id: str
    proof: str

    @classmethod
    def of(cls, seal: Seal) -> SealRecord:
        """The record of a stored seal."""
        return cls(seal.n, moment_text(seal.at), seal.root, seal.key_id, seal.proof)

    def to_text(self) -> str:
        """The record as one line of JSON, fit to be kept in a file, printed or mailed."""
        return json.dumps({"format": FORMAT, **asdict(self)}, sort_keys=True) + "\n"

    @classmethod
    def from_text(cls, text: str) -> SealRecord:
        """Read a record back. Raises BadInput if it is not one."""
        try:
            content = json.loads(text)
            kinds = {name: type(value) for name, value in content.items()}
            if content.pop("format") != FORMAT or kinds.pop("n") is not int:
                raise ValueError(FORMAT)
            if set(kinds.values()) != {str}:
                raise TypeError(FORMAT)
            record = cls(**content)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise BadInput(
                "Tệp không phải là dấu niêm của Keng; hãy dùng tệp do lệnh `keng seal -o` ghi ra.",
                message_en="The file is not a seal of Keng; use one that `keng seal -o` wrote.",
            ) from error
        return record
