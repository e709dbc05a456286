"""Small pictures that resvg draws once, on sheets, for a PNG that shows them many times: glyphs, icons, rounded corners."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from vpcviz.text import FAMILY, font_files

SHEET_WIDTH = 2048
"""Width of a sheet (pixels), where nothing on it is wider."""

SHEET_PIXELS = 8_000_000
"""About so many pixels make a sheet; then the next begins. So memory stays bounded, however large the scale."""

Box = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""


class Sprite(NamedTuple):
    """A picture of a few pixels: its place around the point that it was drawn for, its coverage, and its colours (none for a
    stencil), both as Pillow's images in C."""

    box: Box
    mask: Any
    colours: Any


class _Wish(NamedTuple):
    number: int
    markup: str
    box: Box
    stencil: bool


class Sheet:
    """Collects what is wanted, each once, then draws all of it at once."""

    def __init__(self, fonts: Sequence[Path] = ()) -> None:
        self.fonts = fonts
        self.has_text = False
        self.definitions: dict[str, str] = {}
        self._wishes: dict[tuple[str, Box], _Wish] = {}

    def want(self, markup: str, box: Box, *, stencil: bool = False) -> int:
        """The number of the sprite that shows `markup` (SVG, drawn around 0, 0 in pixels) as far as `box` shows it; its shape
        only where it is a stencil."""
        wish = self._wishes.get((markup, box))
        if wish is None:
            wish = self._wishes[markup, box] = _Wish(len(self._wishes), markup, box, stencil)
        return wish.number

    def want_text(self, markup: str, box: Box) -> int:
        """The same for markup with texts: it is held to its box, since nobody knows how far a foreign font's glyphs reach."""
        self.has_text = True
        left, top, right, bottom = box
        size = f'width="{right - left}" height="{bottom - top}"'
        view = f'viewBox="{left} {top} {right - left} {bottom - top}"'
        return self.want(f'<svg x="{left}" y="{top}" {size} {view} overflow="hidden">{markup}</svg>', box)

    def define(self, key: str, markup: str) -> None:
        """Put `markup` among the definitions that sprites refer to."""
        self.definitions.setdefault(key, markup)

    def draw(self) -> list[Sprite]:
        """All sprites by their numbers."""
        done: dict[int, Sprite] = {}
        for width, height, places in self._sheets():
            picture = self._rasterise(width, height, places)
            alpha, colours = picture.getchannel("A").im, picture.convert("RGB").im
            for wish, x, y in places:
                left, top, right, bottom = wish.box
                cut = (x, y, x + right - left, y + bottom - top)
                done[wish.number] = Sprite(wish.box, alpha.crop(cut), None if wish.stencil else colours.crop(cut))
        return [done[number] for number in range(len(done))]

    def _sheets(self) -> list[tuple[int, int, list[tuple[_Wish, int, int]]]]:
        """(width, height, [(wish, x, y)]) of each sheet: shelves of sprites of like heights, a free pixel between all."""
        wishes = sorted(self._wishes.values(), key=lambda wish: (wish.box[1] - wish.box[3], wish.number))
        width = max([SHEET_WIDTH, *(wish.box[2] - wish.box[0] + 1 for wish in wishes)])
        sheets: list[tuple[int, int, list[tuple[_Wish, int, int]]]] = []
        places: list[tuple[_Wish, int, int]] = []
        x = y = shelf = 0
        for wish in wishes:
            left, top, right, bottom = wish.box
            if x + right - left > width:
                x, y, shelf = 0, y + shelf, 0
                if y * width > SHEET_PIXELS:
                    sheets.append((width, y, places))
                    places, y = [], 0
            places.append((wish, x, y))
            x, shelf = x + right - left + 1, max(shelf, bottom - top + 1)
        if places:
            sheets.append((width, y + shelf, places))
        return sheets

    def _rasterise(self, width: int, height: int, places: list[tuple[_Wish, int, int]]) -> Any:
        from io import BytesIO

        import resvg_py
        from PIL.PngImagePlugin import PngImageFile

        drawn = "".join(f'<g transform="translate({x - wish.box[0]} {y - wish.box[1]})">{wish.markup}</g>' for wish, x, y in places)
        definitions = "".join(markup for _, markup in sorted(self.definitions.items()))
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'width="{width}" height="{height}"><defs>{definitions}</defs>{drawn}</svg>'
        )
        data = resvg_py.svg_to_bytes(
            svg_string=svg,
            font_files=[str(path) for path in (*font_files(), *self.fonts)] if self.has_text else [],
            skip_system_fonts=True,
            font_family=FAMILY,
            sans_serif_family=FAMILY,
        )
        picture = PngImageFile(BytesIO(bytes(data)))
        picture.load()
        return picture
