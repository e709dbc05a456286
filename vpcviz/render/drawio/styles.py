"""Styles of draw.io's cells: our colours, AWS's own stencils where draw.io has them, our icons as images where it has none.

Colours that follow the viewer are written as draw.io has them, `light-dark(#RRGGBB,#RRGGBB)`. Source: draw.io, "Style reference".
"""

from base64 import b64encode
from functools import cache

from vpcviz.icons import Icon as Drawing
from vpcviz.layout.style import STYLES
from vpcviz.render.drawio.stencils import GROUPS, RESOURCES, SERVICES
from vpcviz.render.theme import FADED, Paint, Theme, paints, text_colour

CONTAINER = "container=1;collapsible=0;recursiveResize=0;"


class Styles:
    """The styles of a theme; each is made once, and needs no quoting in an attribute."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self._boxes, self._wires = _both() if theme == "auto" else paints(theme)
        self.icons: dict[tuple[str, bool], str] = {}
        """Styles of icons by name, and whether they are faded, as they are made."""

    @property
    def canvas(self) -> str:
        """The colour behind all."""
        return self._boxes["canvas"].fill

    @property
    def adaptive(self) -> str:
        """What draw.io is to do with colours where it is dark: `simple` takes the second of `light-dark()` and leaves the others as
        they are, `none` keeps the picture as it was drawn."""
        return "simple" if self.theme == "auto" else "none"

    def box(self, role: str, radius: float, faded: bool) -> str:
        """Of a frame or a card."""
        shape = f"rounded=1;absoluteArcSize=1;arcSize={radius * 2:g};" if radius else "rounded=0;"
        return f"{shape}{_paint(self._boxes[role])}{CONTAINER}{_faded(faded)}"

    def group(self, role: str, faded: bool, *, linked: bool) -> str:
        """Of a frame that AWS's stencils have; what is `linked` is clicked anywhere, others are taken by their edge and title, as
        draw.io's own are."""
        clicked = "" if linked else "pointerEvents=0;"
        return (
            f"shape=mxgraph.aws4.group;grIcon=mxgraph.aws4.{GROUPS[role]};outlineConnect=0;{clicked}"
            f"{_paint(self._boxes[role])}{CONTAINER}{_faded(faded)}"
        )

    def label(self, first: str, role: str, across: str, left: float, top: float, *, html: bool) -> str:
        """Of a cell's own text, `left` and `top` px from its corner, as its `first` line is coloured and the others are set; `html`
        where the first is set apart."""
        marked = "html=1;" if html else ""
        place = f"align={across};verticalAlign=top;spacing=0;spacingLeft={left:g};spacingTop={top:g};"
        return f"{marked}{_font(self.theme, role, first)}{place}"

    def text(self, role: str, faded: bool, *, connectable: bool = False, html: bool = False) -> str:
        """Of a text that stands alone, or is a thing that connectors may hang on."""
        more = ("" if connectable else "connectable=0;") + ("html=1;" if html else "")
        return f"text;{_font(self.theme, role, role)}align=left;verticalAlign=middle;spacing=0;{more}{_faded(faded)}"

    def table(self, role: str, head: float, faded: bool) -> str:
        """Of a table whose title takes `head` px."""
        return (
            f"shape=table;startSize={head:g};childLayout=tableLayout;fixedRows=1;rowLines=0;columnLines=0;"
            f"{_paint(self._boxes[role])}swimlaneFillColor={self._boxes[role].fill};{CONTAINER}{_faded(faded)}"
        )

    def row(self, role: str, faded: bool) -> str:
        """Of a row of a table."""
        return (
            "shape=tableRow;horizontal=0;startSize=0;swimlaneHead=0;swimlaneBody=0;top=0;left=0;bottom=0;right=0;dropTarget=0;"
            f"strokeColor=none;fillColor={self._boxes[role].fill};collapsible=0;points=[[0,0.5],[1,0.5]];"
            f"portConstraint=eastwest;{_faded(faded)}"
        )

    def cell(self, role: str, faded: bool) -> str:
        """Of a cell of a row."""
        return (
            "shape=partialRectangle;top=0;left=0;bottom=0;right=0;fillColor=none;connectable=0;overflow=hidden;"
            f"{_font(self.theme, role, role)}align=left;verticalAlign=middle;spacing=0;spacingLeft=6;{_faded(faded)}"
        )

    def edge(self, role: str, arrow: bool, faded: bool, *, joins: bool = False) -> str:
        """Of a link; of one that joins a bus with a dot."""
        end = "block" if arrow else "oval" if joins else "none"
        return (
            "edgeStyle=orthogonalEdgeStyle;rounded=0;jettySize=auto;startArrow=none;"
            f"endArrow={end};endFill=1;endSize=5;{_stroke(self._wires[role])}{_faded(faded)}"
        )

    def sample(self, role: str, faded: bool) -> str:
        """Of a line of the legend."""
        return f"shape=line;perimeter=none;connectable=0;{_stroke(self._wires[role])}{_faded(faded)}"

    def icon(self, name: str, drawing: Drawing | None, faded: bool) -> str:
        """Of an icon: AWS's stencil, or our `drawing` as an image."""
        common = f"aspect=fixed;connectable=0;{_faded(faded)}"
        if drawing is not None:
            return f"shape=image;imageAspect=1;image=data:image/svg+xml,{_image(drawing)};{common}"
        if name in SERVICES:
            stencil, colour = SERVICES[name]
            shape = f"shape=mxgraph.aws4.resourceIcon;resIcon=mxgraph.aws4.{stencil};strokeColor=#FFFFFF;"
        else:
            stencil, colour = RESOURCES[name]
            shape = f"shape=mxgraph.aws4.{stencil};strokeColor=none;"
        return f"{shape}fillColor={colour};outlineConnect=0;gradientColor=none;{common}"


@cache
def _font(theme: Theme, role: str, coloured_as: str) -> str:
    size, bold = STYLES[role]
    light, dark = text_colour("light", coloured_as), text_colour("dark", coloured_as)
    colour = _pair(light, dark) if theme == "auto" else dark if theme == "dark" else light
    return f"fontSize={size:g};fontStyle={int(bold)};fontColor={colour};"


def _pair(light: str, dark: str) -> str:
    """A colour that follows the viewer."""
    return light if light == dark else f"light-dark({light},{dark})"


def _both() -> tuple[dict[str, Paint], dict[str, Paint]]:
    """The paints of boxes and of links whose colours follow the viewer."""
    light, dark = paints("light"), paints("dark")
    boxes, wires = (
        {
            role: Paint(_pair(paint.fill, there[role].fill), _pair(paint.stroke, there[role].stroke), paint.width, paint.dash)
            for role, paint in here.items()
        }
        for here, there in zip(light, dark, strict=True)
    )
    return boxes, wires


def _paint(paint: Paint) -> str:
    return f"fillColor={paint.fill};{_stroke(paint)}"


def _stroke(paint: Paint) -> str:
    dashes = f"dashed=1;fixDash=1;dashPattern={paint.dash};" if paint.dash else ""
    return f"strokeColor={paint.stroke};strokeWidth={paint.width:g};{dashes}"


def _faded(faded: bool) -> str:
    return f"opacity={FADED * 100:g};textOpacity={FADED * 100:g};" if faded else ""


def _image(drawing: Drawing) -> str:
    head = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return b64encode(f'{head} viewBox="{drawing.view_box}">{drawing.content}</svg>'.encode()).decode()
