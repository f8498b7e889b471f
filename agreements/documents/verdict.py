"""The words in which a file is judged, shared by what judges and by what asks.

Nothing here or in the modules that read files (pdf and its parts, ooxml, odf, text) imports
Django: they run in a child process that has neither its settings nor its secrets.
"""

import unicodedata
from dataclasses import dataclass, field

LONGEST_FACT = 300


class Unacceptable(ValueError):
    """A file the register does not take; the message tells the person who uploaded it why."""


@dataclass(frozen=True)
class Limits:
    """How much of anything a file may hold. Bytes are unpacked bytes."""

    pages: int = 500
    objects: int = 300_000  # numbered objects of a PDF
    unpacked: int = 150_000_000  # all the parts of an office file together
    ratio: int = 250  # unpacked to packed size of one part, above which it counts as a bomb
    parts: int = 5_000  # files inside an office file
    stream: int = 64_000_000  # one stream of a PDF


@dataclass
class Facts:
    """What reading a file told. `metadata` is for the editor: words to show, then values."""

    media_type: str
    pages: int | None = None
    has_text: bool | None = None
    metadata: dict[str, str] = field(default_factory=dict)
    keeps_earlier: bool = False  # a PDF whose bytes hold more than it shows: earlier versions
    is_only_marked: bool = False  # a PDF with places marked for redaction and not yet redacted

    def note(self, words: str, value: str) -> None:
        """Keep what the file says of its author; several values of one kind stand side by side."""
        value = clean(value)
        known = self.metadata.get(words, "")
        if value and value not in known.split("; "):
            self.metadata[words] = f"{known}; {value}"[:LONGEST_FACT] if known else value


def clean(text: str) -> str:
    """One line of visible text, cut short: what a file says is shown, never obeyed."""
    visible = "".join(" " if unicodedata.category(one)[0] in "CZ" else one for one in text)
    return " ".join(visible.split())[:LONGEST_FACT]
