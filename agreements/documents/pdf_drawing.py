"""What a page of a PDF paints, in the order in which it paints: pieces of text and filled boxes.

It follows the content streams (ISO 32000-2, chapters 8 and 9) of the page, of the forms drawn on
it and of its annotations, only as exactly as is needed to say whether a box lies over a text.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pikepdf

from .pdf_fonts import Font, font_of
from .pdf_places import (
    IDENTITY,
    Area,
    area_of,
    as_box,
    common,
    fitting,
    moved,
    numbers,
    sides,
    surrounding,
    times,
    without_frames,
)
from .pdf_state import Box, State, Text

_DEEPEST = 8  # forms drawn in forms
_MOST_TOGETHER = 50  # boxes of one path that are compared with each other
THINNEST = 3  # points: a thinner box is a line
_LETTER = 0.7  # of the size: the height above the line in which most of a letter is
_UNSEEN = {3, 7}  # text rendering modes that paint nothing, as in the text of a scan
_HIDDEN = 0b10  # flag of an annotation
_MALFORMED = (ArithmeticError, AttributeError, IndexError, KeyError, TypeError, ValueError)


class Painter:
    """Paints pages until `deadline` (of time.monotonic), then raises TimeoutError."""

    def __init__(self, deadline: float):
        self.deadline = deadline
        self.fonts: dict[tuple[int, int], Font] = {}

    def has_boxes(self, page: pikepdf.Page) -> bool:
        """Whether there are any, which is much faster to find out than where the text is."""
        self.followed = _FOLLOWED_FOR_BOXES
        return any(min(sides(box.area)) >= THINNEST for box in self._marks(page))

    def marks(self, page: pikepdf.Page) -> Iterator[Text | Box]:
        self.followed = _FOLLOWED
        yield from self._marks(page)

    def _marks(self, page: pikepdf.Page) -> Iterator[Text | Box]:
        self._begin(page.resources)
        yield from self._follow(page.obj, 0)
        annotations = page.obj.get("/Annots")
        for one in annotations if isinstance(annotations, pikepdf.Array) else ():
            self._begin(page.resources)
            try:
                yield from self._annotation(one)
            except _MALFORMED:
                continue

    def check_time(self):
        if time.monotonic() > self.deadline:
            raise TimeoutError

    def _begin(self, resources: Any):
        self.resources = resources
        self.state, self.saved = State(), []
        self.path, self.is_clipping = [], False
        self.text = self.line = IDENTITY

    def _follow(self, drawing: pikepdf.Object, depth: int) -> Iterator[Text | Box]:
        for operands, operator in pikepdf.parse_content_stream(drawing, self.followed):
            self.check_time()
            name = str(operator)
            try:
                if name == "Do":
                    yield from self._draw(self._named("/XObject", operands[0]), depth)
                elif name in _MARKS:
                    yield from _MARKS[name](self, *operands)
                else:
                    _SETTINGS[name](self, *operands)
            except _MALFORMED:
                continue  # readers pass it over too

    def _named(self, kind: str, name: Any) -> Any:
        return self.resources.get(kind, {}).get(str(name))

    # Forms, pictures and annotations

    def _draw(self, drawn: Any, depth: int) -> Iterator[Text | Box]:
        if not isinstance(drawn, pikepdf.Stream):
            return
        if str(drawn.get("/Subtype")) == "/Image":
            yield Box(area_of(self.state.matrix, 0, 0, 1, 1), is_dark=False, covers=False)
            return
        if depth == _DEEPEST:
            return
        kept = dict(vars(self))
        try:
            self.state, self.saved, self.path = replace(self.state), [], []
            self.resources = drawn.get("/Resources", self.resources)
            self.state.matrix = times(numbers(drawn.get("/Matrix", IDENTITY)), self.state.matrix)
            self._narrow(area_of(self.state.matrix, *numbers(drawn.get("/BBox"))))
            yield from self._follow(drawn, depth + 1)
        finally:
            vars(self).update(kept)

    def _annotation(self, one: pikepdf.Object) -> Iterator[Text | Box]:
        """Its appearance, stretched from its own box to the place of the annotation (12.5.5)."""
        look = one.get("/AP", {}).get("/N")
        if isinstance(look, pikepdf.Dictionary):  # of a button, one for each state
            look = look.get(str(one.get("/AS")))
        if look is None or int(one.get("/F", 0)) & _HIDDEN:
            return
        own = area_of(numbers(look.get("/Matrix", IDENTITY)), *numbers(look.get("/BBox")))
        place = area_of(IDENTITY, *numbers(one.get("/Rect")))
        self.state.matrix = fitting(own, place)
        yield from self._draw(look, 0)

    # Graphics state

    def _save(self):
        self.saved.append(replace(self.state))

    def _restore(self):
        if self.saved:
            self.state = self.saved.pop()

    def _transform(self, *matrix):
        self.state.matrix = times(numbers(matrix), self.state.matrix)

    def _set_named_state(self, name):
        self.state.set_opacity(self._named("/ExtGState", name))

    def _set_space(self, name):
        self.state.set_space(self._named("/ColorSpace", name))

    def _set_device_colour(self, *parts):
        self.state.set_space(None)
        self.state.set_colour(parts)

    def _set_colour(self, *parts):
        self.state.set_colour(parts)

    # Paths

    def _move(self, x, y):
        self.path.append([self._point(x, y)])

    def _straight(self, x, y):
        self.path[-1].append(self._point(x, y))

    def _curve(self, *places):
        points = zip(places[::2], places[1::2], strict=True)
        self.path[-1] += [self._point(x, y) for x, y in points] + [None]  # see as_box

    def _rectangle(self, x, y, wide, high):
        x, y, wide, high = numbers((x, y, wide, high))
        corners = (x, y), (x + wide, y), (x + wide, y + high), (x, y + high)
        self.path.append([self._point(*corner) for corner in corners])

    def _point(self, x, y) -> tuple[float, float]:
        return moved(self.state.matrix, float(x), float(y))

    def _clip_next(self):
        self.is_clipping = True

    def _fill(self) -> Iterator[Box]:
        state = self.state
        boxes = [box for subpath in self.path if (box := as_box(subpath))]
        for box in without_frames(boxes) if len(boxes) <= _MOST_TOGETHER else boxes:
            if seen := common(box, state.clip):
                yield Box(seen, state.is_black, state.covers)
        yield from self._end_path()

    def _end_path(self) -> Iterator[Box]:
        if self.is_clipping:
            points = [point for subpath in self.path for point in subpath if point]
            self._narrow(surrounding(points) if points else (0, 0, 0, 0))
        self.path, self.is_clipping = [], False
        yield from ()

    def _narrow(self, area: Area):
        self.state.clip = common(area, self.state.clip) or (0, 0, 0, 0)

    # Text

    def _begin_text(self):
        self.text = self.line = IDENTITY

    def _set_font(self, name, size):
        self.state.size = float(size)
        font = self._named("/Font", name)
        known = self.fonts.get(font.objgen) if font.is_indirect else None
        self.state.font = known or font_of(font)
        if font.is_indirect:
            self.fonts[font.objgen] = self.state.font

    def _set_line(self, *matrix):
        self.text = self.line = numbers(matrix)

    def _next_line(self, x=0, y=None):
        y = -self.state.leading if y is None else y
        self.text = self.line = times((1, 0, 0, 1, float(x), float(y)), self.line)

    def _next_line_leading(self, x, y):
        self.state.leading = -float(y)
        self._next_line(x, y)

    def _show(self, text) -> Iterator[Text]:
        yield from self._show_pieces([text])

    def _show_on_next_line(self, *operands) -> Iterator[Text]:
        if len(operands) == 3:
            self.state.word_gap, self.state.letter_gap = numbers(operands[:2])
        self._next_line()
        yield from self._show_pieces(operands[-1:])

    def _show_pieces(self, pieces) -> Iterator[Text]:
        for piece in pieces:
            if isinstance(piece, pikepdf.String):
                yield from self._show_piece(bytes(piece))
            else:
                self._advance(
                    -float(piece) / 1_000 * self.state.size * self.state.horizontal_scaling
                )

    def _show_piece(self, text: bytes) -> Iterator[Text]:
        """Without the blanks around it, which nobody would miss under a box."""
        state = self.state
        places, wide = state.letters(text)
        if places:
            turned = times(self.text, state.matrix)
            top = state.rise + _LETTER * state.size
            area = area_of(turned, places[0][1], state.rise, places[-1][2], top)
            if common(area, state.clip):
                codes = frozenset(code for code, _, _ in places)
                yield Text(area, codes, state.is_dark or state.mode in _UNSEEN)
        self._advance(wide)

    def _advance(self, wide: float):
        self.text = times((1, 0, 0, 1, wide, 0), self.text)


def _setter(name: str, scale: float = 1) -> Callable:
    def set_value(painter: Painter, value: Any):
        setattr(painter.state, name, float(value) * scale)

    return set_value


_DRAWING: dict[str, Callable] = {
    "q": Painter._save,
    "Q": Painter._restore,
    "cm": Painter._transform,
    "gs": Painter._set_named_state,
    "cs": Painter._set_space,
    **dict.fromkeys(("g", "rg", "k"), Painter._set_device_colour),
    **dict.fromkeys(("sc", "scn"), Painter._set_colour),
    "m": Painter._move,
    "l": Painter._straight,
    **dict.fromkeys(("c", "v", "y"), Painter._curve),
    "re": Painter._rectangle,
    **dict.fromkeys(("W", "W*"), Painter._clip_next),
}
_WRITING: dict[str, Callable] = {
    "BT": Painter._begin_text,
    "Tf": Painter._set_font,
    "Tm": Painter._set_line,
    "Td": Painter._next_line,
    "TD": Painter._next_line_leading,
    "T*": Painter._next_line,
    "TL": _setter("leading"),
    "Tc": _setter("letter_gap"),
    "Tw": _setter("word_gap"),
    "Tz": _setter("horizontal_scaling", 0.01),
    "Ts": _setter("rise"),
    "Tr": _setter("mode"),
}
_BOXES: dict[str, Callable] = {
    **dict.fromkeys(("f", "F", "f*", "B", "B*", "b", "b*"), Painter._fill),
    **dict.fromkeys(("S", "s", "n"), Painter._end_path),
}
_TEXTS: dict[str, Callable] = {
    "Tj": Painter._show,
    "TJ": Painter._show_pieces,
    **dict.fromkeys(("'", '"'), Painter._show_on_next_line),
}
_SETTINGS, _MARKS = _DRAWING | _WRITING, _BOXES | _TEXTS
_FOLLOWED = " ".join(["Do", *_SETTINGS, *_MARKS])
_FOLLOWED_FOR_BOXES = " ".join(["Do", *_DRAWING, *_BOXES])
