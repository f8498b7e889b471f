"""The graphics state of a PDF (ISO 32000-2, 8.4), as far as it matters for what hides what."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import pikepdf

from .pdf_fonts import Font
from .pdf_places import IDENTITY, Area, Matrix, numbers

_BLANK = 32  # in fonts of one byte; others may have it anywhere
_DARK = 0.4  # of full brightness, below which black text can hardly be read
_CLEAR = 0.8  # opacity below which one can see through


class Text(NamedTuple):
    """A piece of text that was painted."""

    area: Area
    codes: frozenset[int]  # as the font knows its characters
    is_dark: bool  # so dark, or so invisible, that nobody sees it on black


class Box(NamedTuple):
    """A filled box that was painted."""

    area: Area
    is_dark: bool
    covers: bool  # what was painted there before can no longer be seen


@dataclass
class State:
    matrix: Matrix = IDENTITY
    clip: Area | None = None
    is_dark: bool = True
    is_ink: bool = False  # the colour is of named inks, where 1 and not 0 is darkest
    is_clear: bool = False  # what lies under it shines through
    is_mixed: bool = False  # its colour is mixed with what lies under it, as a highlighter's
    font: Font | None = None
    size: float = 0
    leading: float = 0
    letter_gap: float = 0
    word_gap: float = 0
    horizontal_scaling: float = 1
    rise: float = 0
    mode: int = 0

    @property
    def is_black(self) -> bool:
        """Whether black text painted on it cannot be seen."""
        return self.is_dark and not self.is_clear

    @property
    def covers(self) -> bool:
        return not self.is_clear and (self.is_dark or not self.is_mixed)

    def letters(self, text: bytes) -> tuple[list[tuple[int, float, float]], float]:
        """(code, start, end) of each character but blanks, along the line; and the whole width."""
        places, wide = [], 0.0
        for code, width in self.font.letters(text):
            is_blank = self.font.code_size == 1 and code == _BLANK
            end = wide + (width * self.size) * self.horizontal_scaling
            if not is_blank:
                places.append((code, wide, end))
            gap = self.letter_gap + (self.word_gap if is_blank else 0)
            wide = end + gap * self.horizontal_scaling
        return places, wide

    def set_opacity(self, chosen: pikepdf.Object) -> None:
        """By a dictionary of graphics state parameters."""
        if "/ca" in chosen:
            self.is_clear = float(chosen.get("/ca")) < _CLEAR
        if "/BM" in chosen:
            self.is_mixed = str(chosen.get("/BM")) not in {"/Normal", "/Compatible"}

    def set_space(self, space: Any) -> None:
        """By a colour space; every one begins with black, or near enough."""
        kind = str(space[0]) if isinstance(space, pikepdf.Array) else ""
        self.is_ink = kind in {"/Separation", "/DeviceN"}
        self.is_dark = True

    def set_colour(self, parts: tuple) -> None:
        if not parts or isinstance(parts[-1], pikepdf.Name):  # a pattern
            self.is_dark = False
            return
        parts = numbers(parts)
        black = 0.0
        if self.is_ink:
            parts = (1 - max(parts),)
        elif len(parts) == 4:
            *inks, black = parts
            parts = tuple(1 - ink for ink in inks)
        weights = (0.3, 0.59, 0.11) if len(parts) == 3 else (1,)
        brightness = sum(part * weight for part, weight in zip(parts, weights, strict=False))
        self.is_dark = brightness * (1 - black) < _DARK
