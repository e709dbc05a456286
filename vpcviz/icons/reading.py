"""Reads icon files, which may be hostile, and makes inert markup of them: what is not known to be harmless is refused."""

import base64
import re
import struct
from xml.parsers.expat import ExpatError, ParserCreate

from vpcviz.errors import InputError, Problem

MAX_BYTES = 512 * 1024
MAX_NODES = 3000
MAX_DEPTH = 32
MAX_SIDE = 2048
"""Limits of an icon file: bytes, elements, nesting, and pixels of a side."""

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})
_SVG = "http://www.w3.org/2000/svg"
_SHAPES = {"g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "defs", "clipPath"}
_GRADIENTS = {"linearGradient", "radialGradient"}
_ELEMENTS = _SHAPES | _GRADIENTS | {"stop"}
_SKIPPED = {"title", "desc", "metadata"}
_STYLES = set(
    "fill fill-opacity fill-rule stroke stroke-width stroke-linecap stroke-linejoin stroke-miterlimit stroke-dasharray"
    " stroke-dashoffset stroke-opacity opacity clip-path clip-rule stop-color stop-opacity".split()
)
_ATTRIBUTES = _STYLES | set(
    "id d x y x1 y1 x2 y2 cx cy r rx ry fx fy width height points transform offset gradientUnits gradientTransform"
    " spreadMethod clipPathUnits".split()
)
_ATTRIBUTE_NAMES = {"href": "xlink:href"}
"""Viewers of SVG 1.1 know no other."""
_VALUE = re.compile(r"[A-Za-z0-9\s#.,()%+-]*")
_REFERENCE = re.compile(r"url\(\s*['\"]?#([A-Za-z0-9_.:-]{1,100})['\"]?\s*\)")
_IDENTIFIER = re.compile(r"[A-Za-z0-9_.:-]{1,100}")
_NUMBERS = re.compile(r"\s*-?[0-9.]+(?:[\s,]+-?[0-9.]+){3}\s*")
_LENGTH = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)(?:px)?\s*")
_RULE = re.compile(r"\s*((?:\.[A-Za-z_][\w-]*\s*,?\s*)+)\{([^{}]*)\}")


class _Reader:
    """Turns the parser's events into markup; `problem` is the first thing that is not allowed."""

    def __init__(self, file: str, icon_id: str) -> None:
        self.file, self.icon_id = file, icon_id
        self.parser = ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = lambda *_: self.refuse("a DOCTYPE is not allowed in an icon")
        self.parser.ProcessingInstructionHandler = lambda *_: self.refuse("a processing instruction is not allowed in an icon")
        self.out: list[str] = []
        self.open: list[str] = []
        self.skipping = 0
        self.nodes = 0
        self.view_box = ""
        self.css = ""
        self.in_style = False
        self.classes: dict[str, dict[str, str]] = {}

    def refuse(self, message: str, expected: str = "") -> None:
        place = (self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        raise InputError(Problem(message, file=self.file, line=place[0], column=place[1], expected=expected))

    def read(self, data: bytes) -> tuple[str, str]:
        try:
            self.parser.Parse(data, True)
        except ExpatError as error:
            problem = Problem(
                f"the icon is not well-formed XML: {error}", file=self.file, line=error.lineno, column=error.offset + 1
            )
            raise InputError(problem) from error
        return self.view_box, "".join(self.out)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.nodes += 1
        if self.nodes > MAX_NODES or len(self.open) + self.skipping >= MAX_DEPTH:
            self.refuse(f"the icon is too large: at most {MAX_NODES} elements, nested {MAX_DEPTH} deep")
        space, _, name = tag.rpartition(" ")
        if not self.open and not self.skipping:
            self.start_svg(space, name, attributes)
        elif self.skipping or space not in (_SVG, "") or name in _SKIPPED:
            self.skipping += 1
        elif name == "style":
            self.in_style, self.css = True, ""
            self.skipping += 1
        elif name not in _ELEMENTS:
            self.refuse(f"<{name[:40]}> is not allowed in an icon", expected="shapes, groups and gradients")
        elif name == "clipPath" and "clipPath" in self.open:
            self.refuse("a clip path in a clip path is not allowed in an icon")
        else:
            self.open.append(name)
            self.out.append(f"<{name}{self.attributes(name, attributes)}>")

    def start_svg(self, space: str, name: str, attributes: dict[str, str]) -> None:
        if name != "svg" or space not in (_SVG, ""):
            self.refuse("the icon is not an SVG", expected="<svg> as the outermost element")
        self.open.append("svg")
        box = attributes.get("viewBox", "")
        if not box:
            width, height = (_LENGTH.fullmatch(attributes.get(key, "")) for key in ("width", "height"))
            if not width or not height:
                self.refuse("the icon has no size", expected='viewBox="0 0 48 48", or width and height in px')
            box = f"0 0 {width[1]} {height[1]}" if width and height else ""
        if not _NUMBERS.fullmatch(box) or any(abs(float(part)) > 1e5 for part in box.replace(",", " ").split()):
            self.refuse("the icon's viewBox is not four numbers", expected='viewBox="0 0 48 48"')
        self.view_box = " ".join(box.replace(",", " ").split())
        self.out.append(f"<g{self.attributes('g', {k: v for k, v in attributes.items() if k in _STYLES})}>")

    def end(self, tag: str) -> None:
        if self.skipping:
            self.skipping -= 1
            if self.in_style and not self.skipping:
                self.in_style = False
                self.read_style(self.css)
            return
        name = self.open.pop()
        self.out.append("</g>" if name == "svg" else f"</{name}>")

    def characters(self, text: str) -> None:
        if self.in_style:
            self.css += text

    def read_style(self, css: str) -> None:
        """Rules for classes, as drawing programs write them, become attributes; any other rule is refused."""
        css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
        rest = _RULE.sub("", css).strip()
        if rest:
            self.refuse(f"the icon's style sheet has more than rules for classes: {rest[:40]!r}", expected=".name { fill: #fff }")
        for names, body in _RULE.findall(css):
            for name in names.replace(",", " ").split():
                self.classes.setdefault(name[1:], {}).update(_declarations(body))

    def attributes(self, element: str, given: dict[str, str]) -> str:
        values: dict[str, str] = {}
        for key, value in sorted(given.items()):
            name = key.rpartition(" ")[2]
            if name.lower().startswith("on"):
                self.refuse(f"the event handler {name[:40]} is not allowed in an icon")
            if name == "href":
                if element not in _GRADIENTS or not value.startswith("#"):
                    self.refuse("a reference is not allowed here in an icon", expected="a gradient of the same file")
                values["href"] = value
            elif name == "id" and not _IDENTIFIER.fullmatch(value):
                pass  # nothing can refer to it: AWS's own icons are so ("Icon-Architecture/48/…")
            elif " " not in key and name in _ATTRIBUTES:
                values[name] = value
        for name in given.get("class", "").split():
            values.update(self.classes.get(name, {}))
        values.update(_declarations(given.get("style", "")))
        safe = ((_ATTRIBUTE_NAMES.get(name, name), self.value(name, value)) for name, value in sorted(values.items()))
        return "".join(f' {name}="{value.translate(_ESCAPES)}"' for name, value in safe)

    def value(self, name: str, value: str) -> str:
        """The value if it is harmless; ids and references get the icon's own id in front, so that icons cannot clash."""
        if name in ("id", "href"):
            bare = value.removeprefix("#")
            if not _IDENTIFIER.fullmatch(bare):
                self.refuse(f"the {name} {value[:40]!r} is not allowed in an icon", expected="letters, digits and . _ : -")
            return f"{'#' if name == 'href' else ''}{self.icon_id}-{bare}"
        reference = _REFERENCE.fullmatch(value.strip())
        if reference:
            return f"url(#{self.icon_id}-{reference[1]})"
        if not _VALUE.fullmatch(value) or "url(" in value.lower():
            self.refuse(
                f"the value {value[:40]!r} of {name} is not allowed in an icon", expected="plain numbers, colours and paths"
            )
        return " ".join(value.split())


def _declarations(text: str) -> dict[str, str]:
    """The known properties of a CSS declaration list."""
    pairs = (part.partition(":") for part in text.split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs if name.strip() in _STYLES}


def read_svg(data: bytes, file: str, icon_id: str) -> tuple[str, str]:
    """(viewBox, markup) of an SVG icon: shapes, groups and gradients only, ids prefixed with `icon_id`.

    Raises InputError, with line and column, for anything else: DOCTYPE, scripts, event handlers, text, images, references out of
    the file, and files over the limits.
    """
    if len(data) > MAX_BYTES:
        raise InputError(Problem(f"the icon has {len(data):,} bytes", file=file, expected=f"at most {MAX_BYTES:,}"))
    return _Reader(file, icon_id).read(data)


def read_png(data: bytes, file: str, icon_id: str) -> tuple[str, str]:
    """(viewBox, markup) of a PNG icon: an image as a data URI, without the file's metadata. Raises InputError."""
    if len(data) > MAX_BYTES:
        raise InputError(Problem(f"the icon has {len(data):,} bytes", file=file, expected=f"at most {MAX_BYTES:,}"))
    chunks = _chunks(data, file)
    width, height = struct.unpack_from(">II", chunks[0][1])
    if not (0 < width <= MAX_SIDE and 0 < height <= MAX_SIDE):
        raise InputError(Problem(f"the icon has {width} x {height} pixels", file=file, expected=f"at most {MAX_SIDE} a side"))
    kept = b"".join(whole for tag, _, whole in chunks if tag in (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"))
    text = base64.b64encode(_SIGNATURE + kept).decode("ascii")
    return f"0 0 {width} {height}", f'<image width="{width}" height="{height}" xlink:href="data:image/png;base64,{text}"/>'


_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def _chunks(data: bytes, file: str) -> list[tuple[bytes, bytes, bytes]]:
    """(type, content, whole chunk) of each chunk up to IEND. Source: PNG specification, "Chunk layout"."""
    found: list[tuple[bytes, bytes, bytes]] = []
    at = len(_SIGNATURE)
    while data.startswith(_SIGNATURE) and at + 12 <= len(data):
        length, tag = struct.unpack_from(">I4s", data, at)
        end = at + 12 + length
        if end > len(data):
            break
        found.append((tag, data[at + 8 : end - 4], data[at:end]))
        at = end
        if tag == b"IEND":
            break
    if not found or found[0][0] != b"IHDR" or len(found[0][1]) != 13 or found[-1][0] != b"IEND":
        raise InputError(Problem("the icon is not a whole PNG file", file=file))
    return found
