"""The Scene as PDF: one page of vectors in the Scene's order, so that texts are read and copied as they stand.

fpdf2 has the document, the fonts cut down to what is used, links and bookmarks; shapes are written as PDF's own operators, which
is several times faster than by its calls. Source: ISO 32000-1, "Graphics" and "Text".
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from vpcviz.errors import UsageError
from vpcviz.icons import Icon as Drawing
from vpcviz.icons import IconSet
from vpcviz.layout.style import STYLES
from vpcviz.render.png import check_font
from vpcviz.render.theme import FADED, Paint, Theme, paints, text_colour
from vpcviz.render.ways import CORNER, arrow_corners, towards
from vpcviz.scene import Box, Group, Icon, Part, Scene, Text, Wire
from vpcviz.text import clean, font_file, has_forced_width

POINTS = 0.75
"""Points of a px: 96 px are an inch, as 72 points are."""

LARGEST = 14_400
"""The longest side of a page (points) that readers take. Source: ISO 32000-1, "Implementation limits"."""

ROUND = 0.5523
"""How far the control points of a quarter circle stand from its ends, in radii."""

MARKED = ("account", "region", "vpc")
"""The kinds of things that have a bookmark."""


def render_pdf(scene: Scene, theme: Theme = "light", *, fonts: Sequence[Path] = (), icons: Path | None = None) -> bytes:
    """The PDF document of a scene: the same bytes for the same scene, without a date. `fonts` are font files for characters that
    our font lacks. Raises InputError for an icon that is not there, or is refused, UsageError for a font that cannot be read."""
    writer = _Writer(scene, theme, fonts, IconSet(icons))
    writer.parts(scene.parts)
    return _written(writer.document)


def _written(document: Any) -> bytes:
    """The document as bytes. fpdf2 dates each; a date would make two of the same picture differ."""
    from hashlib import sha256

    from fpdf.output import OutputProducer

    class Undated(OutputProducer):
        """Writes a document without its date."""

        def _add_info(self) -> Any:
            info = super()._add_info()
            info.creation_date = None  # type: ignore[assignment]
            return info

    document.digest = sha256(bytes(document.pages[1].contents)).hexdigest()[:32].upper()
    return bytes(document.output(output_producer_class=Undated))


def _document(scene: Scene, scale: float) -> Any:
    import logging

    from fpdf import FPDF

    # What a font lacks is said by the command, in one line.
    for name in ("fpdf", "fontTools"):
        logging.getLogger(name).setLevel(logging.CRITICAL)

    class Document(FPDF):
        """A document whose id follows from what is in it, not from when it was made."""

        digest = ""

        def file_id(self) -> str:
            return f"<{self.digest}><{self.digest}>"

    document = Document(unit=scale, format=(scene.width, scene.height))
    document.set_creation_date(datetime(2000, 1, 1, tzinfo=UTC))  # it is not written
    document.set_producer("vpcviz")
    document.set_margin(0)
    document.set_auto_page_break(False)
    document.set_title(clean(scene.title))
    document.set_subject(clean(scene.description))
    document.set_lang("en")
    document.add_page()
    return document


class _Writer:
    """Writes parts one after another onto the page."""

    def __init__(self, scene: Scene, theme: Theme, fonts: Sequence[Path], icon_set: IconSet) -> None:
        self.theme = theme
        self.boxes, self.wires = paints(theme)
        self.icon_set = icon_set
        self.scale = min(POINTS, LARGEST / max(scene.width, scene.height, 1))
        self.height = scene.height
        self.document = _document(scene, self.scale)
        self._icons: dict[str, bytes] = {}
        self._fonts = ["own"]
        self.document.add_font("own", "", str(font_file(False)))
        self.document.add_font("own", "B", str(font_file(True)))
        for number, font in enumerate(fonts):
            self.add_font(f"more{number}", font)
        self._depth = 0
        self.write(self.rectangle(Box(0, 0, scene.width, scene.height, "canvas")))

    def add_font(self, name: str, font: Path) -> None:
        """Take a given font file. Raises UsageError for what is none, or cannot be put into a PDF."""
        check_font(font)
        try:
            for style in ("", "B"):
                self.document.add_font(name, style, str(font))
        except Exception as error:  # fontTools has no one class for what is wrong with a font
            raise UsageError(f"the font file {font} cannot be put into a PDF: {type(error).__name__}") from error
        self._fonts.append(name)

    def write(self, operators: str) -> None:
        """Put operators on the page, in a state of their own."""
        self.document._out(f"q {operators} Q")

    def parts(self, parts: Iterable[Part]) -> None:
        """Write parts from back to front."""
        for part in parts:
            if isinstance(part, Group):
                self.group(part)
            elif isinstance(part, Box):
                self.write(self.rectangle(part))
            elif isinstance(part, Icon):
                self.icon(part)
            elif isinstance(part, Text):
                self.text(part)
            else:
                self.wire(part)

    def group(self, group: Group) -> None:
        """Write a thing: its bookmark, its link, and all that is in it."""
        marked = group.kind in MARKED
        if marked:
            self.bookmark(group)
            self._depth += 1
        box = next((part for part in group.parts if isinstance(part, Box)), None)
        if group.href and box is not None:
            self.document.link(box.x, box.y, box.width, box.height, group.href)
        if group.faded:
            with self.document.local_context(fill_opacity=FADED, stroke_opacity=FADED):
                self.parts(group.parts)
        else:
            self.parts(group.parts)
        self._depth -= marked

    def bookmark(self, group: Group) -> None:
        """A bookmark that leads to where the thing begins."""
        first = next((part for part in group.parts if isinstance(part, Text)), None)
        box = next((part for part in group.parts if isinstance(part, Box)), None)
        self.document.y = box.y if box is not None else 0
        name = clean(first.whole or first.text) if first is not None else clean(group.id)
        self.document.start_section(name or group.kind, level=self._depth)

    def point(self, x: float, y: float) -> str:
        """A place of the picture on the page."""
        return f"{_number(x * self.scale)} {_number((self.height - y) * self.scale)}"

    def rectangle(self, box: Box) -> str:
        """A rectangle's operators."""
        paint = self.boxes[box.role]
        operator = {(True, True): "B", (True, False): "f", (False, True): "S"}.get((paint.fill != "none", paint.stroke != "none"))
        if operator is None:
            return "n"
        left, top, right, bottom = box.x, box.y, box.x + box.width, box.y + box.height
        radius = min(box.radius, box.width / 2, box.height / 2)
        if not radius:
            size = f"{_number(box.width * self.scale)} {_number(box.height * self.scale)}"
            return f"{self.paint(paint)} {self.point(left, bottom)} {size} re {operator}"
        far = radius * (1 - ROUND)
        words = [f"{self.point(left + radius, top)} m {self.point(right - radius, top)} l"]
        words += [
            self.curve((right - far, top), (right, top + far), (right, top + radius)),
            f"{self.point(right, bottom - radius)} l",
        ]
        words += [self.curve((right, bottom - far), (right - far, bottom), (right - radius, bottom))]
        words += [f"{self.point(left + radius, bottom)} l"]
        words += [
            self.curve((left + far, bottom), (left, bottom - far), (left, bottom - radius)),
            f"{self.point(left, top + radius)} l",
        ]
        words += [self.curve((left, top + far), (left + far, top), (left + radius, top)), f"h {operator}"]
        return " ".join([self.paint(paint), *words])

    def curve(self, *points: tuple[float, float]) -> str:
        """A cubic Bézier curve's operators."""
        return " ".join(self.point(*point) for point in points) + " c"

    def paint(self, paint: Paint) -> str:
        """The operators that set colours, width and dashes."""
        words = [f"{_colour(paint.fill)} rg"] if paint.fill != "none" else []
        if paint.stroke != "none":
            dashes = " ".join(_number(float(length) * self.scale) for length in paint.dash.split())
            words += [f"{_colour(paint.stroke)} RG {_number(paint.width * self.scale)} w 0 J 1 j [{dashes}] 0 d"]
        return " ".join(words)

    def wire(self, wire: Wire) -> None:
        """A link's way with round corners, and its arrowhead."""
        paint, points = self.wires[wire.role], wire.points
        words = [self.paint(paint), f"{self.point(*points[0])} m"]
        for before, corner, after in zip(points, points[1:], points[2:], strict=False):
            radius = min(CORNER, _length(before, corner) / 2, _length(corner, after) / 2)
            start, end = towards(corner, before, radius), towards(corner, after, radius)
            # A quadratic curve as a cubic one: two thirds of the way to its control point.
            controls = (_between(start, corner, 2 / 3), _between(end, corner, 2 / 3))
            words += [f"{self.point(*start)} l", self.curve(*controls, end)]
        self.write(" ".join([*words, f"{self.point(*points[-1])} l S"]))
        if wire.arrow:
            tip = points[-1]
            corners = [self.point(tip[0] + x, tip[1] + y) for x, y in arrow_corners(points)]
            self.write(f"{_colour(paint.stroke)} rg {corners[0]} m {corners[1]} l {corners[2]} l f")

    def text(self, text: Text) -> None:
        """A text: what our font lacks is set in the first given font that has it."""
        shown = clean(text.text)
        if not shown:
            return
        size, bold = STYLES[text.role]
        document = self.document
        colour = text_colour(self.theme, text.role)
        document.set_text_color(*(int(colour[at : at + 2], 16) for at in (1, 3, 5)))
        style, x, pieces = "B" if bold else "", text.x, self.pieces(shown, bold)
        if len(pieces) == 1 and not has_forced_width(shown):
            document.set_font(pieces[0][0], style, size * self.scale)
            document.text(x, text.y, shown)
            return
        widths = []
        for font, piece in pieces:
            document.set_font(font, style, size * self.scale)
            widths.append(document.get_string_width(piece))
        share = text.width / (sum(widths) or 1) if has_forced_width(shown) else 1
        document.set_stretching(100 * share)
        for (font, piece), width in zip(pieces, widths, strict=True):
            document.set_font(font, style, size * self.scale)
            document.text(x, text.y, piece)
            x += width * share
        document.set_stretching(100)

    def pieces(self, shown: str, bold: bool) -> list[tuple[str, str]]:
        """(font, text) one after another: each character in the first font that has it, else in ours."""
        if shown.isascii():
            return [("own", shown)]
        found: list[tuple[str, str]] = []
        for character in shown:
            key = "B" if bold else ""
            font = next((name for name in self._fonts if ord(character) in self.document.fonts[name + key].cmap), "own")
            if found and found[-1][0] == font:
                found[-1] = (font, found[-1][1] + character)
            else:
                found.append((font, character))
        return found

    def icon(self, icon: Icon) -> None:
        """An icon, made once: its operators are written at each of its places."""
        if icon.name not in self._icons:
            self._icons[icon.name] = self._drawn(self.icon_set.find(icon.name))
        scale = icon.size * self.scale
        place = f"{_number(scale)} 0 0 {_number(scale)} {self.point(icon.x, icon.y + icon.size)} cm"
        self.document._out(b"q " + place.encode() + b"\n" + self._icons[icon.name] + b"\nQ")

    def _drawn(self, drawing: Drawing) -> bytes:
        """An icon's operators in a square of one point."""
        from base64 import b64decode
        from io import BytesIO

        from fpdf.svg import SVGObject

        document, contents = self.document, self.document.pages[1].contents
        begin, height = len(contents), self.height
        if drawing.content.startswith("<image "):
            data = drawing.content.partition("base64,")[2].partition('"')[0]
            document.image(BytesIO(b64decode(data)), 0, 0, 1, 1, keep_aspect_ratio=True)
        else:
            head = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="48" height="48"'
            content = f'{head} viewBox="{drawing.view_box}">{drawing.content}</svg>'
            SVGObject(content.encode()).draw_to_page(document, 0, 0)
        made = bytes(contents[begin:])
        del contents[begin:]
        # fpdf2 takes a px of an SVG for a point, whatever the document's unit is.
        unit = self.scale if drawing.content.startswith("<image ") else 48
        down = unit - height * self.scale
        return f"{1 / unit:.6f} 0 0 {1 / unit:.6f} 0 {down / unit:.6f} cm\n".encode() + made


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")


def _colour(colour: str) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.4g}" for at in (1, 3, 5))


def _length(one: tuple[float, float], other: tuple[float, float]) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _between(start: tuple[float, float], end: tuple[float, float], share: float) -> tuple[float, float]:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
