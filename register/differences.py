"""What differs between two bodies, in words, for approvers and for readers of the history."""

from dataclasses import dataclass
from typing import Any

from organisations.dates import PartialDate

# Keys that the approval itself writes: they differ in every edition.
OF_THE_APPROVAL = {"schema", "change_note", "second_person_approval", "erasure"}


@dataclass(frozen=True)
class Difference:
    """One thing that changed. Texts are empty where there was or is nothing."""

    what: str
    before: str
    after: str


def differences(before: dict, after: dict) -> list[Difference]:
    """Field by field; for lists, the items taken out and the items added.

    Values that read the same are not a difference: an organisation is compared by its name, not by
    other details of the directory that changed since.
    """
    found = []
    for key in after:
        old, new = before.get(key), after[key]
        if key in OF_THE_APPROVAL or old == new:
            continue
        what = key.removeprefix("is_").removesuffix("_on").replace("_", " ").capitalize()
        if isinstance(new, list):
            olds, news = [text(item) for item in old or []], [text(item) for item in new]
            found += [Difference(what, item, "") for item in olds if item not in news]
            found += [Difference(what, "", item) for item in news if item not in olds]
        elif text(old, key) != text(new, key):
            found.append(Difference(what, text(old, key), text(new, key)))
    return found


def text(value: Any, key: str = "") -> str:
    """A value as a person reads it: the names in it, without its keys."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        if "name" in value and "slug" in value:
            return value["name"]
        # In one order, because a draft has its keys in another than what was published.
        parts = (_part(name, item) for name, item in sorted(value.items()))
        return ", ".join(part for part in parts if part)
    if isinstance(value, list):
        return "; ".join(text(item, key) for item in value)
    if key.endswith("_on"):
        return PartialDate.parse(value).display()
    words = str(value)
    return words.replace("_", " ") if words.islower() else words


def _part(name: str, item: Any) -> str:
    """One key of an object: the name of what is true, nothing for what is false."""
    if isinstance(item, bool):
        return name.removeprefix("is_").replace("_", " ") if item else ""
    return text(item, name)
