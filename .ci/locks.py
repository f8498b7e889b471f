"""Refuse a lock file that disagrees with the short list it is made from; `make lock` remakes it.

Reads the four files alone, so it needs neither network nor an installed package.
"""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^[A-Za-z0-9][\w.-]*(?:\[[\w,.-]+\])?==[^\s;]+")


def pins(lines: list[str]) -> set[str]:
    """The `name[extras]==version` that lines begin with, in the spelling that locks use."""
    found = (PIN.match(line) for line in lines)
    names = (match[0].partition("==") for match in found if match)
    return {f"{name.lower().replace('_', '-')}=={version}" for name, _, version in names}


def listed(name: str) -> set[str]:
    """What a short list pins. SystemExit if a line is neither a pin, a comment nor an `-r`."""
    lines = (ROOT / name).read_text().splitlines()
    for line in lines:
        if line and not line.startswith(("#", "-r ")) and not PIN.match(line):
            raise SystemExit(f"{name}: not pinned with ==: {line}")
    return pins(lines)


def locked(name: str, source: str = "") -> set[str]:
    """What a lock pins; with the name of a short list, what the lock says that list asks for."""
    entries = re.split(r"\n(?=[A-Za-z0-9])", (ROOT / name).read_text())
    asked_for = re.compile(rf"-r {re.escape(source)}$" if source else "", re.M)
    return pins([entry for entry in entries if asked_for.search(entry)])


def problems() -> list[str]:
    """A line for each disagreement; none if all is well."""
    found = [
        f"{source} and {lock} disagree on {pin}"
        for source, lock in (
            ("requirements.txt", "requirements.lock"),
            ("requirements.txt", "requirements-dev.lock"),
            ("requirements-dev.txt", "requirements-dev.lock"),
        )
        for pin in sorted(listed(source) ^ locked(lock, source))
    ]
    missing = locked("requirements.lock") - locked("requirements-dev.lock")
    return found + [f"requirements-dev.lock lacks {pin} of the site" for pin in sorted(missing)]


if __name__ == "__main__":
    found = problems()
    print("\n".join([*found, "Run: make lock"] if found else ["Lists and locks agree."]))
    sys.exit(bool(found))
