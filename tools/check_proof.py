"""Check the proof of one stream of the journal on a machine without Keng: Python alone.

    python check_proof.py proof-submission-41.json
    python check_proof.py proof-submission-41.json seal.json   # and a seal kept outside earlier

Recomputes the hash of every entry and the chain between them, the root of every seal from its
heads, and that each sealed head is an entry of the stream. A seal's own proof needs the key; it is
held against the seal that left the machine (`keng seal -o`). 0: all holds; 1: what does not.
"""

import hashlib
import json
import sys
from pathlib import Path

BEGINNING = "0" * 64


def digest(value):
    """SHA-256 over JSON with sorted keys, no spaces, in UTF-8."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def entry_hash(stream, entry):
    """What the entry's hash has to be."""
    names = ("n", "at", "on", "account", "verb", "facts", "previous")
    return digest([stream, *(entry[name] for name in names)])


def problems(proof, outside=None):
    """Everything in the proof that does not hold."""
    yield from in_entries(proof["stream"], proof["entries"])
    hashes = {entry["n"]: entry["hash"] for entry in proof["entries"]}
    for seal in proof["seals"]:
        yield from in_seal(seal, proof["stream"], hashes)
    if outside is not None:
        yield from against(proof["seals"], outside)


def in_entries(stream, entries):
    """Entries that are missing, changed or out of the chain."""
    previous = BEGINNING
    for place, entry in enumerate(entries, start=1):
        if entry["n"] != place:
            yield f"entry {place} is missing"
        if entry["previous"] != previous:
            yield f"entry {entry['n']} does not follow the one before"
        if entry_hash(stream, entry) != entry["hash"]:
            yield f"entry {entry['n']} was changed"
        previous = entry["hash"]


def in_seal(seal, stream, hashes):
    """A seal whose root is not that of its heads, or whose head is another entry."""
    if digest(sorted(seal["heads"])) != seal["root"]:
        yield f"seal {seal['n']} does not have the root of its heads"
    for name, n, hashed in seal["heads"]:
        if name == stream and hashes.get(n) != hashed:
            yield f"seal {seal['n']} holds another entry {n}"


def against(seals, outside):
    """Whether the seal that left the machine is among those of the proof, unchanged."""
    same = [seal for seal in seals if seal["n"] == outside["n"]]
    if not same:
        yield f"seal {outside['n']} covers no entry of this stream; take the one that does"
    for seal in same:
        if any(seal[name] != outside[name] for name in ("at", "root", "key_id", "proof")):
            yield f"seal {seal['n']} is not the one that left the machine"


def main(paths):
    """Print what does not hold; 0 if all does."""
    read = [json.loads(Path(path).read_text(encoding="utf-8")) for path in paths]
    found = list(problems(*read))
    for line in found:
        print(line)
    if not found:
        print(f"{read[0]['stream']}: {len(read[0]['entries'])} entries hold")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:3]))
