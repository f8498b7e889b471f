"""How wide the characters of a PDF's font are."""

from typing import Any, NamedTuple

import pikepdf

# Where a font says nothing, as the standard 14 may: about the widths of Helvetica and Times.
_MIDDLING = 0.53
_GUESSED = {
    **dict.fromkeys(b" fijlrtI.,:;!|'()[]/-", 0.28),
    **dict.fromkeys(b"ABCDEFGHJKLNOPQRSTUVXYZ", 0.68),
    **dict.fromkeys(b"mwMW@%", 0.85),
}
_MOST_CODES = 65_536


class Font(NamedTuple):
    """Widths in parts of the font's size, by character code of `code_size` bytes."""

    code_size: int
    widths: dict[int, float]
    otherwise: float

    def letters(self, text: bytes) -> list[tuple[int, float]]:
        """Every code with its width."""
        codes = [
            int.from_bytes(text[place : place + self.code_size])
            for place in range(0, len(text), self.code_size)
        ]
        return [(code, self.widths.get(code, self.otherwise)) for code in codes]


def font_of(font: pikepdf.Object) -> Font:
    """Composite fonts are taken to have codes of two bytes, as nearly all have."""
    if str(font.get("/Subtype")) == "/Type0":
        inner = font.get("/DescendantFonts")[0]
        widths = _composite_widths(inner.get("/W", pikepdf.Array()))
        return Font(2, _scaled(widths, 0.001), float(inner.get("/DW", 1_000)) / 1_000)
    scale = float(font.get("/FontMatrix", [0.001])[0])
    first = int(font.get("/FirstChar", 0))
    listed = font.get("/Widths", pikepdf.Array())
    widths = {first + number: float(width) for number, width in enumerate(listed)}
    return Font(1, _scaled(widths, scale) or _GUESSED, _MIDDLING)


def _scaled(widths: dict[int, float], scale: float) -> dict[int, float]:
    return {code: width * scale for code, width in widths.items()}


def _composite_widths(listed: Any) -> dict[int, float]:
    """Rows of `first [width ...]` or `first last width` (ISO 32000-2, 9.7.4.3)."""
    widths: dict[int, float] = {}
    rest = list(listed)
    while len(rest) > 1:
        first, second, *_ = rest
        if isinstance(second, pikepdf.Array):
            widths |= {int(first) + number: float(width) for number, width in enumerate(second)}
            rest = rest[2:]
        elif len(rest) > 2:
            last = min(int(second), int(first) + _MOST_CODES)
            widths |= dict.fromkeys(range(int(first), last + 1), float(rest[2]))
            rest = rest[3:]
        else:
            break
    return widths
