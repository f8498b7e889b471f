"""What differs between two bodies, in words: for who approves, and for who reads the history."""

from dataclasses import dataclass
from typing import Any

# Keys that the approval itself writes: they differ in every edition.
OF_THE_APPROVAL = {"schema", "change_note", "second_person_approval", "erasure"}


@dataclass(frozen=True)
class Difference:
    """One thing that changed. Texts are empty where there was or is nothing."""

    what: str
    before: str
    after: str


def differences(before: dict, after: dict) -> list[Difference]:
    """Field by field; of lists, what was taken out and what was put in."""
    found = []
    for key in after:
        old, new = before.get(key), after[key]
        if key in OF_THE_APPROVAL or old == new:
            continue
        what = key.replace("_", " ").capitalize()
        if isinstance(new, list):
            found += [Difference(what, text(item), "") for item in old or [] if item not in new]
            found += [Difference(what, "", text(item)) for item in new if item not in (old or [])]
        else:
            found.append(Difference(what, text(old), text(new)))
    return found


def text(value: Any) -> str:
    """A value as a person reads it: the names in it, without its keys."""
    if value is None or value is False or value == "":
        return ""
    if value is True:
        return "yes"
    if isinstance(value, dict):
        if "name" in value:
            return value["name"]
        parts = (
            key.removeprefix("is_").replace("_", " ") if item is True else text(item)
            for key, item in value.items()
        )
        return ", ".join(part for part in parts if part)
    if isinstance(value, list):
        return "; ".join(text(item) for item in value)
    return str(value).replace("_", " ") if str(value).islower() else str(value)
