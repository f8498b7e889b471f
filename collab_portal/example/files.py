"""Reads the TOML files of the example register: what entries share is filled in here."""

import tomllib
from pathlib import Path

# What entries may name by a key of the file's own, instead of writing it again.
SHARED = ("sources", "variations", "stated")


class BadEntry(Exception):
    """Says which record of the files is wrong, in which field, and how."""


def read(path: Path, name: str, key: str) -> list[dict]:
    """The entries of a file's table `name`, each with all that it shares with others filled in.

    `key` is the field that every entry has and no two have alike. Raises BadEntry.
    """
    try:
        file = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadEntry(f"{path.name}: {error}") from error
    entries = [_filled_in(entry, file, key) for entry in file.get(name, [])]
    keys = [entry[key] for entry in entries]
    if twice := {value for value in keys if keys.count(value) > 1}:
        raise BadEntry(f"{', '.join(sorted(twice))}: the file has this {key} twice.")
    return entries


def _filled_in(entry: dict, file: dict, key: str) -> dict:
    """The entry with what it takes from a set, and what it shares with others in full."""
    where = entry.get(key) or entry.get("title") or "an entry"
    if key not in entry:
        raise BadEntry(f"{where}, {key}: it has none.")
    common = _shared(file, "like", entry["like"], where) if "like" in entry else {}
    filled = {**common, **entry}
    # An empty text takes out what the set gives.
    filled = {name: value for name, value in filled.items() if value != "" or name not in common}
    filled.pop("like", None)
    for table in SHARED:
        if table in filled:
            filled[table] = [
                _shared(file, table, item, where) if isinstance(item, str) else item
                for item in filled[table]
            ]
    return filled


def _shared(file: dict, table: str, key: str, where: str) -> dict:
    try:
        return file[table][key]
    except KeyError:
        raise BadEntry(f"{where}, {table}: the file has no [{table}.{key}].") from None
