"""Icons of a PDF: each is drawn once, and its operators are written at each of its places."""

from base64 import b64decode
from collections.abc import Iterable, Mapping
from io import BytesIO
from typing import Any

from vpcviz.icons import Icon as Drawing
from vpcviz.icons import IconSet
from vpcviz.render.pdf.sheets import Sheet
from vpcviz.scene import Icon

FIRST_FORM = 1_000_000
"""Forms are numbered from here on; images, which have the same numbers, from 1 on."""

PIXELS = 48
"""fpdf2 draws an icon in a square of so many points."""


class Icons:
    """The icons of a document."""

    def __init__(self, document: Any, icon_set: IconSet) -> None:
        self.document = document
        self.icon_set = icon_set
        self._drawn: dict[str, bytes] = {}
        self._known: set[tuple[str, int]] = set()

    def operators(self, icon: Icon, page: int, sheet: Sheet) -> bytes:
        """The operators that draw an icon at its place; what they name (images, opacities) the page then has."""
        size = icon.size * sheet.scale
        across, up = sheet.point(icon.x, icon.y + icon.size)
        if icon.name not in self._drawn:
            drawing, down = self.icon_set.find(icon.name), PIXELS - self.document.h
            unit = f"{1 / PIXELS:.6f} 0 0 {1 / PIXELS:.6f} 0 {down / PIXELS:.6f} cm\n".encode()
            made = self._draw(drawing, page)
            if "Gradient" in drawing.content:  # it is bound to the page, or else to the form that it is in
                made = self._form(made)
            self._drawn[icon.name] = unit + made
        drawn = self._drawn[icon.name]
        if (icon.name, page) not in self._known:
            self._known.add((icon.name, page))
            self._give(drawn.decode("latin-1"), page)
        return b"q " + f"{size:.3f} 0 0 {size:.3f} {across:.3f} {up:.3f} cm\n".encode() + drawn + b"\nQ"

    def _give(self, operators: str, page: int) -> None:
        """Let a page have what operators name."""
        from fpdf.enums import PDFResourceType

        catalog = self.document._resource_catalog
        for kind, name in sorted(catalog.scan_stream(operators), key=str):
            if kind == PDFResourceType.PATTERN:
                catalog.resources_per_page[page, kind].add(name)
            else:
                catalog.add(kind, int(name) if kind == PDFResourceType.X_OBJECT else name, page)

    def _form(self, operators: bytes) -> bytes:
        """The operators as a form of its own, and the operator that paints it."""
        from fpdf.syntax import Name, PDFArray, PDFContentStream

        catalog, height = self.document._resource_catalog, self.document.h
        form: Any = PDFContentStream(contents=operators)
        form.type, form.subtype = Name("XObject"), Name("Form")
        form.b_box = PDFArray([0, round(height - PIXELS, 2), PIXELS, round(height, 2)])
        form._blend_group = _Resources(catalog.scan_stream(operators.decode("latin-1")))
        number = FIRST_FORM + len(catalog.form_xobjects)
        catalog.form_xobjects.append((number, form))
        return f"/I{number} Do".encode()

    def _draw(self, drawing: Drawing, page: int) -> bytes:
        """An icon's operators as a square of `PIXELS` points in the page's upper left corner."""
        from fpdf.svg import SVGObject

        document, contents = self.document, self.document.pages[page].contents
        begin = len(contents)
        if drawing.content.startswith("<image "):
            data = drawing.content.partition("base64,")[2].partition('"')[0]
            document.image(BytesIO(b64decode(data)), 0, 0, PIXELS, PIXELS, keep_aspect_ratio=True)
        else:
            head = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="48" height="48"'
            content = f'{head} viewBox="{drawing.view_box}">{drawing.content}</svg>'
            SVGObject(content.encode()).draw_to_page(document, 0, 0)
        made = bytes(contents[begin:])
        del contents[begin:]
        return made


class _Resources:
    """What a form names, as fpdf2 asks for it when objects have their numbers."""

    def __init__(self, named: Iterable[tuple[Any, str]]) -> None:
        self.named = sorted((kind.value, name) for kind, name in named)

    def get_resource_dictionary(self, states: Mapping[str, Any], patterns: Mapping[str, Any], *_: Any) -> str:
        """The form's dictionary of resources."""
        words = ""
        for kind, known in (("ExtGState", states), ("Pattern", patterns)):
            names = [name for of_kind, name in self.named if of_kind == kind]
            words += f"/{kind} <<{' '.join(f'/{name} {known[name].ref}' for name in names)}>>" if names else ""
        return f"<<{words}>>"
