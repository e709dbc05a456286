"""The style of an SVG: attributes that every program reads, and the few rules that only browsers need.

What a picture looks like stands in attributes: they hold where a program reads no style sheet, or a page's content security
policy allows none. The rules add what attributes cannot say: the picture's own font, the colours of a dark viewer (`auto`), and
that a page's own rules end at the picture. Each rule begins with the picture's own class, so none reaches anything outside.
"""

from collections.abc import Mapping, Sequence

from vpcviz.layout.style import STYLES
from vpcviz.render.theme import DARK, LIGHT, PLAIN, TEXTS, Paint, Theme, link_paints, paints, text_colour
from vpcviz.text import FONT_STACK

KEPT = ("visibility", "pointer-events", "cursor", "user-select", "forced-color-adjust")
"""Inherited properties by which a page hides a picture or makes it inert: these are the page's business."""


WEIGHT = ":not(#_):not(#_)"
"""Fits every element, and makes a selector weigh more than any that a page is likely to have."""

RESET = "all:revert-layer;direction:revert-layer;unicode-bidi:revert-layer"
"""`all` is all but two."""


FONTS = {False: "text", True: "[font-weight]"}
"""What is set in the regular font, and what of it in the bold one."""


class Attributes:
    """The attributes of each role in a theme, and its mark where the viewer's setting decides the colours (`auto`).

    The mark is no class: ImageMagick's own reader refuses pictures with some hundreds of them.
    """

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.used: set[str] = set()
        self._boxes, self._wires = paints(theme)
        light, dark = link_paints()
        self._changing = {role for role in light if light[role] != dark[role]}

    def box(self, role: str) -> str:
        """Of a rectangle."""
        return self._mark("b", role, LIGHT[role] != DARK[role]) + _paint(self._boxes[role])

    def wire(self, role: str) -> str:
        """Of a link's way."""
        return self._mark("l", role, role in self._changing) + _paint(self._wires[role]) + ' stroke-linejoin="round"'

    def arrow(self, role: str) -> str:
        """Of a link's arrowhead."""
        return self._mark("a", role, role in self._changing) + f' fill="{self._wires[role].stroke}"'

    def text(self, role: str) -> str:
        """Of a text. The plain colour is inherited from the whole picture."""
        size, bold = STYLES[role]
        own = TEXTS.get(role, PLAIN)
        weight = ' font-weight="bold"' if bold else ""
        fill = "" if own == PLAIN else f' fill="{text_colour(self.theme, role)}"'
        return self._mark("t", role, own != PLAIN and own[0] != own[1]) + f' font-size="{size:g}"{weight}{fill}'

    def _mark(self, letter: str, role: str, changes: bool) -> str:
        if self.theme != "auto" or not changes:
            return ""
        self.used.add(f"{letter}-{role}")
        return f' data-paint="{letter}-{role}"'


def _paint(paint: Paint) -> str:
    words = f' fill="{paint.fill}"'
    if paint.stroke != "none":
        words += f' stroke="{paint.stroke}" stroke-width="{paint.width:g}"'
        if paint.dash:
            words += f' stroke-dasharray="{paint.dash}"'
    return words


def whole(theme: Theme, salt: str) -> str:
    """The attributes of the group that holds the whole picture: its own class, and what its texts have in common."""
    return f'class="{salt}" font-family="{FONT_STACK}" fill="{text_colour(theme, "")}" stroke="none" xml:space="preserve"'


def rules(theme: Theme, salt: str, used: set[str], families: Mapping[bool, str], icons: Sequence[str]) -> list[str]:
    """The rules of a picture whose class is `salt`, in lines: `used` are the marks of its parts, `families` the names of its own
    fonts (regular, bold), `icons` the ids of its icons, which browsers style apart from what uses them.

    `revert-layer` takes back what the page's rules say of an element, so that its attributes hold again.
    """
    own = f".{salt}{WEIGHT}"
    inherited = "".join(f"{name}:inherit;" for name in KEPT)
    common = f"font-family:{FONT_STACK};font-kerning:none;white-space:pre;fill:{text_colour(theme, '')}"
    whole = f"{own}{{all:initial;direction:ltr;unicode-bidi:normal;{inherited}{common}}}"
    reset = ",".join([f"{own} *", *(f"#{icon}{WEIGHT},#{icon}{WEIGHT} *" for icon in icons)]) + f"{{{RESET}}}"
    lines = [f"{own} {kind}{{font-family:'{families[bold]}',{FONT_STACK}}}" for bold, kind in FONTS.items() if bold in families]
    # Optimisers (svgo) move a rule that fits one element into it, and take its class away; they leave media rules alone.
    lines.append(f"@media all{{{whole}{reset}}}")
    if theme == "auto":
        lines.append("@media screen and (prefers-color-scheme:dark){" + dark_rules(f":root {own}", used) + "}")
    return lines


def dark_rules(own: str, used: set[str]) -> str:
    """The colours for a dark viewer, of all that has others for a light one.

    Names of properties are in capitals: to browsers that is the same, and programs that take these rules for ordinary ones
    (canvg, fpdf2) pass them over, rather than set black names on black.
    """
    bodies = {f"b-{role}": _changed(LIGHT[role], paint) for role, paint in DARK.items()}
    links = link_paints()[1].items()
    bodies |= {f"l-{role}": f"STROKE:{paint.stroke}" for role, paint in links}
    bodies |= {f"a-{role}": f"FILL:{paint.stroke}" for role, paint in links}
    bodies |= {f"t-{role}": f"FILL:{dark}" for role, (_, dark) in TEXTS.items()}
    plain = f"{own}{{FILL:{PLAIN[1]}}}"
    return plain + "".join(f"{own} [data-paint={name}]{{{body}}}" for name, body in bodies.items() if name in used)


def _changed(light: Paint, dark: Paint) -> str:
    words = [f"FILL:{dark.fill}"] if dark.fill != light.fill else []
    words += [f"STROKE:{dark.stroke}"] if dark.stroke != light.stroke else []
    return ";".join(words)
