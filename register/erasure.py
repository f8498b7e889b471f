"""Erasing a text from the ledger: what is refused, what is masked, and where else it remains.

An erasure masks the text in every edition of one record. The erasing edition lists what it masked,
so that the hashes can still be checked (register/chain.py).
"""

import json

from . import kinds
from .canonical import canonical, fixed_paths_of, mask, paths_of, sha256
from .models.edition import Edition

SHORTEST, LONGEST = 3, 200


def refusal(record, content: dict, note: str, text: str) -> str:
    """Why the text cannot be erased from the record's editions; empty if it can.

    `content` is what the working record says now, `note` the public note on the change.
    """
    if not SHORTEST <= len(text.strip()) <= LONGEST:
        return f"Give the text to erase: from {SHORTEST} to {LONGEST} characters of it."
    if paths_of([note], text):
        return "The note is public: it must not repeat the text to erase."
    coded = kinds.get(record.kind).coded_keys
    if still := paths_of(content, text, coded):
        return (
            "The working record still holds that text, so the next edition would publish it "
            f"again. Take it out first, in: {', '.join(still)}."
        )
    editions = Edition.objects.of(record.kind, record.slug)
    if fixed := {path for e in editions for path in fixed_paths_of(e.stored, text, coded)}:
        return (
            "That text is also part of fixed words or addresses, which cannot be masked: "
            f"{', '.join(sorted(fixed))}. Give a longer text."
        )
    return "" if masked(record, text) else "No edition of this record holds that text."


def masked(record, text: str) -> dict[int, tuple[dict, str]]:
    """By the sequence of each edition with the text: what the ledger will say, and its new body."""
    found, coded = {}, kinds.get(record.kind).coded_keys
    for edition in Edition.objects.of(record.kind, record.slug):
        if paths := paths_of(edition.stored, text, coded):
            body = canonical(mask(edition.stored, text, coded))
            parts = edition.parts() if edition.parts_sha256 else {}
            entry = {
                "sequence": edition.sequence,
                "paths": paths,
                "body_sha256": sha256(body),
                "former_sha256": {path: parts[path] for path in paths if path in parts},
            }
            found[edition.sequence] = (entry, body)
    return found


def others_with(record, text: str) -> list[str]:
    """Other records whose editions hold the text: an erasure masks only the record's own."""
    written = json.dumps(text, ensure_ascii=False)[1:-1]
    others = Edition.objects.filter(body__icontains=written)
    return sorted({str(e) for e in others if (e.kind, e.slug) != (record.kind, record.slug)})
