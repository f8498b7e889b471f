"""A growth plot as SVG: attributes only, so that the site's own security policy would show it."""

import math
from html import escape

WIDTH, HEIGHT = 760, 460
LEFT, RIGHT, TOP, BOTTOM = 70, 230, 46, 50
COLOURS = ("#1d70b8", "#00703c", "#d4351c", "#4c2c92", "#b58840", "#28a197")
TEXT = 'font-family="Helvetica Neue, Arial, sans-serif" font-size="13" fill="#0b0c0c"'


def growth(title: str, sizes: list[int], series: dict[str, list[float | None]]) -> str:
    """One line for each name: milliseconds at each size. Both axes are logarithmic."""
    values = [value for line in series.values() for value in line if value]
    lowest, highest = decades(min(values), max(values))
    place = Scale(sizes, lowest, highest)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" '
        f'viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        f'<text x="{LEFT}" y="24" {TEXT} font-weight="bold">{escape(title)}</text>',
        *grid(place, sizes, lowest, highest),
    ]
    ends = []
    for number, (name, line) in enumerate(series.items()):
        points = [(place.x(s), place.y(v)) for s, v in zip(sizes, line, strict=True) if v]
        if points:
            colour = COLOURS[number // 2 % len(COLOURS)]
            parts.append(drawn(points, colour, is_dashed=number % 2 == 1))
            ends.append((points[-1][1], name, colour))
    return "\n".join([*parts, *names(ends), "</svg>"]) + "\n"


class Scale:
    """From sizes and milliseconds to places on the sheet."""

    def __init__(self, sizes: list[int], lowest: int, highest: int):
        self.first, self.last = math.log10(sizes[0]), math.log10(sizes[-1])
        self.lowest, self.highest = lowest, highest

    def x(self, size: int) -> float:
        share = (math.log10(size) - self.first) / ((self.last - self.first) or 1)
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(self, milliseconds: float) -> float:
        share = (math.log10(milliseconds) - self.lowest) / (self.highest - self.lowest)
        return round(HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM), 1)


def decades(least: float, most: float) -> tuple[int, int]:
    """The powers of ten around the values."""
    lowest, highest = math.floor(math.log10(least)), math.ceil(math.log10(most))
    return lowest, max(highest, lowest + 1)


def grid(place: Scale, sizes: list[int], lowest: int, highest: int) -> list[str]:
    right, foot = WIDTH - RIGHT, HEIGHT - BOTTOM
    parts = []
    for power in range(lowest, highest + 1):
        y = place.y(10**power)
        parts.append(f'<line x1="{LEFT}" y1="{y}" x2="{right}" y2="{y}" stroke="#b1b4b6"/>')
        words = f"{10**power:,} ms" if power >= 0 else f"{10.0**power:g} ms"
        parts.append(f'<text x="{LEFT - 8}" y="{y + 4}" text-anchor="end" {TEXT}>{words}</text>')
    for size in sizes:
        x = place.x(size)
        parts.append(f'<line x1="{x}" y1="{TOP}" x2="{x}" y2="{foot}" stroke="#b1b4b6"/>')
        parts.append(f'<text x="{x}" y="{foot + 20}" text-anchor="middle" {TEXT}>{size:,}</text>')
    middle = (LEFT + right) / 2
    parts.append(
        f'<text x="{middle}" y="{foot + 40}" text-anchor="middle" {TEXT}>agreements</text>'
    )
    return parts


def drawn(points: list[tuple[float, float]], colour: str, is_dashed: bool) -> str:
    path = " ".join(f"{x},{y}" for x, y in points)
    dashes = ' stroke-dasharray="6 4"' if is_dashed else ""
    return (
        f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2.5"{dashes}/>'
        + "".join(f'<circle cx="{x}" cy="{y}" r="3.5" fill="{colour}"/>' for x, y in points)
    )


def names(ends: list[tuple[float, str, str]]) -> list[str]:
    """Beside the end of each line, none over another: they are moved down where lines meet."""
    parts, free = [], 0.0
    for y, name, colour in sorted(ends):
        free = max(y + 4, free + 17)
        words = TEXT.replace("#0b0c0c", colour)
        parts.append(f'<text x="{WIDTH - RIGHT + 12}" y="{free}" {words}>{escape(name)}</text>')
    return parts
