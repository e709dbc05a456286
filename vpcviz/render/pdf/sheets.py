"""A page of a PDF: its size, and where the picture stands on it."""

from __future__ import annotations

from msgspec import Struct

from vpcviz.scene import Scene
from vpcviz.scene.paper import POINTS as POINTS_OF_MM
from vpcviz.scene.paper import Page

POINTS = 0.75
"""Points of a px: 96 px are an inch, as 72 points are."""

LARGEST = 14_400
"""The longest side of a page (points) that readers take. Source: ISO 32000-1, "Implementation limits"."""

FOOT = 22.0
"""The height of the line below a picture that tells the page's number (points)."""


class Sheet(Struct, frozen=True):
    """A page of `width` x `height` points; a px of the picture is `scale` points, its upper left corner `left`, `top` points from
    the page's; `foot` is the height of the line below it, 0 where there is none."""

    width: float
    height: float
    scale: float
    left: float = 0.0
    top: float = 0.0
    foot: float = 0.0

    @staticmethod
    def of(scene: Scene, page: Page | None, *, numbered: bool) -> Sheet:
        """The sheet of a picture: as large as itself, or a page that it is fitted to."""
        foot = FOOT if numbered else 0.0
        if page is None:
            scale = min(POINTS, (LARGEST - foot) / max(scene.width, scene.height, 1))
            return Sheet(scene.width * scale, scene.height * scale + foot, scale, foot=foot)
        width, height, edge = (length * POINTS_OF_MM for length in (page.width, page.height, page.margin))
        across, down = width - 2 * edge, height - 2 * edge - foot
        scale = min(across / scene.width, down / scene.height)
        left, top = (width - scene.width * scale) / 2, edge + (down - scene.height * scale) / 2
        return Sheet(width, height, scale, left, top, foot + edge if foot else 0.0)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A place of the picture on the page, from its lower left corner (points)."""
        return self.left + x * self.scale, self.height - self.top - y * self.scale
