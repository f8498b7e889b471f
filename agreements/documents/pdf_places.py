"""Places on a page of a PDF: matrices (ISO 32000-2, 8.3.4) and upright rectangles."""

from collections.abc import Iterable
from typing import Any

Matrix = tuple[float, float, float, float, float, float]
Area = tuple[float, float, float, float]  # left, bottom, right, top
Point = tuple[float, float]

IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_NEAR = 0.5  # points by which the corners of a box may be off
_MOST_POINTS = 20


def numbers(values: Iterable[Any]) -> tuple[float, ...]:
    return tuple(float(value) for value in values)


def times(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        *(a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j),
        *(e * g + f * i + k, e * h + f * j + m),
    )


def moved(matrix: Matrix, x: float, y: float) -> Point:
    """The point after the transformation."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def fitting(own: Area, place: Area) -> Matrix:
    """What moves and stretches one area to another."""
    wide, high = ((place[n + 2] - place[n]) / (own[n + 2] - own[n]) for n in (0, 1))
    return wide, 0, 0, high, place[0] - own[0] * wide, place[1] - own[1] * high


def area_of(matrix: Matrix, x: float, y: float, x_end: float, y_end: float) -> Area:
    """The rectangle after the transformation; if it is turned, the upright area around it."""
    corners = ((x, y), (x_end, y), (x_end, y_end), (x, y_end))
    return surrounding([moved(matrix, *corner) for corner in corners])


def surrounding(points: list[Point]) -> Area:
    across, up = [x for x, _ in points], [y for _, y in points]
    return min(across), min(up), max(across), max(up)


def as_box(subpath: list[Point | None]) -> Area | None:
    """The area of a subpath that is an upright rectangle, or one with rounded corners or sides.

    None among its points says that it has curves.
    """
    points = [point for point in subpath if point]
    if not 4 <= len(points) <= _MOST_POINTS:
        return None
    left, bottom, right, top = surrounding(points)
    for x, y in points:
        is_beside = min(x - left, right - x) < _NEAR
        is_level = min(y - bottom, top - y) < _NEAR
        if not (is_beside or is_level) or (None not in subpath and not (is_beside and is_level)):
            return None
    return left, bottom, right, top


def sides(area: Area) -> tuple[float, float]:
    return area[2] - area[0], area[3] - area[1]


def common(one: Area, other: Area | None) -> Area | None:
    """What both cover, None if nothing. `other` None is everything."""
    if other is None:
        return one
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    right, top = min(one[2], other[2]), min(one[3], other[3])
    return (left, bottom, right, top) if left < right and bottom < top else None


def without_frames(boxes: list[Area]) -> list[Area]:
    """The boxes of one path, except those inside each other, which draw a frame with a hole."""
    return [one for one in boxes if not any(_are_nested(one, other) for other in boxes)]


def _are_nested(one: Area, other: Area) -> bool:
    return one != other and common(one, other) in (one, other)
