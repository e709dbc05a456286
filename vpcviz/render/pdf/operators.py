"""Boxes and links as PDF's own operators: rectangles with round corners, ways, arrowheads, colours and dashes."""

from vpcviz.render.paths import arrow_corners
from vpcviz.render.pdf.sheets import Sheet
from vpcviz.render.theme import Paint, Theme, paints
from vpcviz.scene import Rectangle, Wire

ROUND = 0.5523
"""How far the control points of a quarter circle stand from its ends, in radii."""


class Operators:
    """The operators of shapes on the sheet `at`."""

    def __init__(self, theme: Theme, at: Sheet) -> None:
        self.boxes, self.wires = paints(theme)
        self.at, self.scale = at, at.scale

    def point(self, x: float, y: float) -> str:
        """A place of the picture on the page."""
        across, up = self.at.point(x, y)
        return f"{decimal(across)} {decimal(up)}"

    def whole(self) -> str:
        """The operators of the whole sheet, in the colour that is behind everything."""
        return f"{self.paint(self.boxes['canvas'])} 0 0 {decimal(self.at.width)} {decimal(self.at.height)} re f"

    def rectangle(self, box: Rectangle) -> str:
        """A rectangle's operators."""
        paint = self.boxes[box.role]
        operator = {(True, True): "B", (True, False): "f", (False, True): "S"}.get((paint.fill != "none", paint.stroke != "none"))
        if operator is None:
            return "n"
        left, top, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
        radius = min(box.radius, box.width / 2, box.height / 2)
        if not radius:
            size = f"{decimal(box.width * self.scale)} {decimal(box.height * self.scale)}"
            return f"{self.paint(paint)} {self.point(left, bottom)} {size} re {operator}"
        far = radius * (1 - ROUND)
        operators = [f"{self.point(left + radius, top)} m {self.point(right - radius, top)} l"]
        operators += [
            self.curve((right - far, top), (right, top + far), (right, top + radius)),
            f"{self.point(right, bottom - radius)} l",
        ]
        operators += [self.curve((right, bottom - far), (right - far, bottom), (right - radius, bottom))]
        operators += [f"{self.point(left + radius, bottom)} l"]
        operators += [
            self.curve((left + far, bottom), (left, bottom - far), (left, bottom - radius)),
            f"{self.point(left, top + radius)} l",
        ]
        operators += [self.curve((left, top + far), (left + far, top), (left + radius, top)), f"h {operator}"]
        return " ".join([self.paint(paint), *operators])

    def curve(self, *points: tuple[float, float]) -> str:
        """A cubic Bézier curve's operators."""
        return " ".join(self.point(*point) for point in points) + " c"

    def paint(self, paint: Paint) -> str:
        """The operators that set colours, width and dashes."""
        words = [f"{_colour(paint.fill)} rg"] if paint.fill != "none" else []
        if paint.stroke != "none":
            dashes = " ".join(decimal(float(length) * self.scale) for length in paint.dash.split())
            words += [f"{_colour(paint.stroke)} RG {decimal(paint.width * self.scale)} w 0 J 1 j [{dashes}] 0 d"]
        return " ".join(words)

    def wire(self, wire: Wire) -> str:
        """The operators of a link's way and its arrowhead."""
        paint, points = self.wires[wire.role], wire.points
        words = [self.paint(paint), f"{self.point(*points[0])} m", *(f"{self.point(*point)} l" for point in points[1:]), "S"]
        if wire.arrow:
            tip = points[-1]
            corners = [self.point(tip[0] + x, tip[1] + y) for x, y in arrow_corners(points)]
            words.append(f"{_colour(paint.stroke)} rg {corners[0]} m {corners[1]} l {corners[2]} l f")
        return " ".join(words)


def rgb(colour: str) -> tuple[int, int, int]:
    """The parts of a colour that is written `#rrggbb`."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def decimal(value: float) -> str:
    """A number as it is written: in thousandths, without zeros at the end."""
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _colour(colour: str) -> str:
    return " ".join(f"{part / 255:.4g}" for part in rgb(colour))
