"""What text may hold that becomes a link or the words of one."""

import unicodedata

from django.core.exceptions import ValidationError

# Format characters (direction marks, zero-width spaces, soft hyphens), separators of lines.
_INVISIBLE = {"Cf", "Zl", "Zp"}


def no_invisible_characters(text: str) -> None:
    """Refuse what a reader cannot see: it makes an address look like another."""
    for place, character in enumerate(text):
        if unicodedata.category(character) in _INVISIBLE:
            raise ValidationError(
                "Take out the invisible character after “%(before)s”: %(name)s (U+%(code)s).",
                code="invisible_character",
                params={
                    "before": text[max(place - 20, 0) : place],
                    "name": unicodedata.name(character, "no name").lower(),
                    "code": f"{ord(character):04X}",
                },
            )
