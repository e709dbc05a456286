"""Icons of a PDF: each is drawn once, and its operators are written at each of its places."""

from base64 import b64decode
from io import BytesIO
from typing import Any

from vpcviz.icons import Icon as Drawing
from vpcviz.icons import IconSet
from vpcviz.render.pdf.sheets import Sheet
from vpcviz.scene import Icon

PIXELS = 48
"""fpdf2 draws an icon in a square of so many points."""


class Icons:
    """The icons of a document."""

    def __init__(self, document: Any, icon_set: IconSet) -> None:
        self.document = document
        self.icon_set = icon_set
        self._drawn: dict[tuple[str, int], bytes] = {}

    def operators(self, icon: Icon, page: int, sheet: Sheet) -> bytes:
        """The operators that draw an icon at its place. What it needs of a page (a PNG, a state of opacity) is given to each."""
        key = (icon.name, page)
        if key not in self._drawn:
            self._drawn[key] = self._draw(self.icon_set.find(icon.name), page)
        size = icon.size * sheet.scale
        across, up = sheet.point(icon.x, icon.y + icon.size)
        return b"q " + f"{size:.3f} 0 0 {size:.3f} {across:.3f} {up:.3f} cm\n".encode() + self._drawn[key] + b"\nQ"

    def _draw(self, drawing: Drawing, page: int) -> bytes:
        """An icon's operators in a square of one point, with the page's lower left corner at its own."""
        from fpdf.svg import SVGObject

        document, contents = self.document, self.document.pages[page].contents
        begin = len(contents)
        is_image = drawing.content.startswith("<image ")
        if is_image:
            data = drawing.content.partition("base64,")[2].partition('"')[0]
            document.image(BytesIO(b64decode(data)), 0, 0, PIXELS, PIXELS, keep_aspect_ratio=True)
        else:
            head = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="48" height="48"'
            content = f'{head} viewBox="{drawing.view_box}">{drawing.content}</svg>'
            SVGObject(content.encode()).draw_to_page(document, 0, 0)
        made = bytes(contents[begin:])
        del contents[begin:]
        down = PIXELS - document.h
        return f"{1 / PIXELS:.6f} 0 0 {1 / PIXELS:.6f} 0 {down / PIXELS:.6f} cm\n".encode() + made
