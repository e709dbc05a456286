"""The page that a picture is for: a sheet of paper or a slide, with its size and the edge that is left free."""

from msgspec import Struct

POINTS = 72 / 25.4
"""Points of a millimetre."""

SHAPE = 1.6
"""The width / height that pictures aim at where no page is asked for."""


class Page(Struct, frozen=True):
    """A page of `width` x `height` mm with a free edge of `margin` mm on each side; `name` is how it was asked for."""

    name: str
    width: float
    height: float
    margin: float = 0.0

    @property
    def shape(self) -> float:
        """The width / height of the part that is printed on."""
        return (self.width - 2 * self.margin) / (self.height - 2 * self.margin)

    def scale(self, width: float, height: float) -> float:
        """Points of a px where a picture of so many px is fitted to the page."""
        across, down = self.width - 2 * self.margin, self.height - 2 * self.margin
        return POINTS * min(across / width, down / height)

    def __str__(self) -> str:
        return self.name if "x" in self.name else f"{self.name} ({round(self.width, 1):g} x {round(self.height, 1):g} mm)"
