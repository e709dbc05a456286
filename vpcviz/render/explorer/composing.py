"""Puts the explorer's page together: its own files, the picture, and what the page knows, under a policy by hashes."""

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from vpcviz.layout import Options
from vpcviz.model import Network
from vpcviz.render.explorer.drawing import draw
from vpcviz.render.explorer.records import network_json, places_json
from vpcviz.render.html_page import html_page
from vpcviz.render.look import Look
from vpcviz.render.pieces import escaped
from vpcviz.scene import Scene
from vpcviz.scene.paper import Page

MODULES = (
    "dom",
    "known",
    "addresses",
    "view",
    "insides",
    "lights",
    "told",
    "panel",
    "filters",
    "search",
    "ways",
    "table",
    "far",
    "minimap",
)
"""The page's scripts, in the order in which they need one another; `main` comes last."""

_IMPORT = re.compile(r'^import \{ (?P<names>[^}]*) \} from "\./(?P<module>\w+)\.js";$', re.MULTILINE)
_EXPORT = re.compile(r"^export (?P<rest>(?:const|function\*?) (?P<name>\w+))", re.MULTILINE)
_COMMENT = re.compile(r"^\s*(?://.*|/\*\*.*\*/)\n", re.MULTILINE)
_INDENT = re.compile(r"^ +", re.MULTILINE)
_PLACE = re.compile(r"\{\{(\w+)\}\}")

MARGIN = 8
"""The margin of a sheet where no page is chosen (mm)."""

BODY = "\0"
"""Where the body goes; no text of a page has it."""


def render_explorer(network: Network, options: Options, scene: Scene, look: Look) -> bytes:
    """The explorer's file, UTF-8: of a network, the scene that it was laid out as with those options, and the answers that the look
    has. Raises InputError for an icon that is not there, or is refused."""
    drawn = draw(scene, look.icons)
    title = scene.title or "AWS network"
    insides = {ident: at for at, ident in enumerate(drawn.insides)}
    data = [
        _element("application/json", "network", network_json(network, look.answers, options.changes)),
        _element("application/json", "places", places_json(network, scene, insides)),
        *(_element("image/svg+xml", f"inside-{at}", inside) for at, inside in enumerate(drawn.insides.values())),
    ]
    values = {
        "title": escaped(title).encode(),
        "description": escaped(scene.description).encode(),
        "picture": drawn.svg.encode(),
        "data": b"\n".join(data),
    }
    origin = " ".join(f'data-{name}="{escaped(value)}"' for name, value in scene.origin)
    head = f'<meta name="vpcviz" {origin}>\n' if origin else ""
    attributes = f' data-theme="{look.theme}"'
    style = f"{_file('style.css')}{_sheet(scene, options.page)}"
    shell = html_page(title, BODY, [style, drawn.style], [_script()], head=head, attributes=attributes)
    before, _, after = shell.partition(BODY)
    return b"".join([before.encode(), *_filled(_file("page.html").rstrip("\n"), values), after.encode()])


def _element(kind: str, ident: str, content: bytes) -> bytes:
    """Data in the page: an element that no browser runs."""
    return b'<script type="%b" id="%b">%b</script>' % (kind.encode(), ident.encode(), content)


def _filled(page: str, values: Mapping[str, bytes]) -> list[bytes]:
    """The parts of a page with values in the places for them. In bytes: an estate's are many megabytes, and twice that as text."""
    return [word.encode() if at % 2 == 0 else values[word] for at, word in enumerate(_PLACE.split(page))]


def _sheet(scene: Scene, page: Page | None) -> str:
    """The sheet that is printed on: the page that was chosen, else the printer's own, as the picture lies; and how high the picture
    may be on it. Firefox's 100vh is the paper that is set in its dialog as it stands there, margins and all, whatever size or
    direction a style sheet asks for: it gets what fits A4 and Letter."""
    if page is not None:
        most = f"{page.height - 2 * page.margin - 0.5:g}mm"  # half a millimetre for what is rounded up to a second page
        return f"@page{{size:{page.width:g}mm {page.height:g}mm;margin:{page.margin:g}mm}}\n" + _highest(most)
    lies = "landscape" if scene.width >= scene.height else "portrait"
    most = f"{(210 if lies == 'landscape' else 279) - 2 * MARGIN - 0.5:g}mm"
    firefox = f"@supports (-moz-appearance:none){{{_highest(most)}}}\n"
    return f"@page{{size:{lies};margin:{MARGIN}mm}}\n" + _highest("calc(100vh - 0.5mm)") + firefox


def _highest(height: str) -> str:
    return f"@media print{{#picture{{max-height:{height}}}}}"


@cache
def _file(name: str) -> str:
    return (files(__package__) / "page" / name).read_text(encoding="utf-8")


@cache
def _script() -> str:
    """All modules as one script, each a function's scope: browsers import no modules from files on disk."""
    return '"use strict";\n' + "".join(_module(name) for name in (*MODULES, "main"))


def _module(name: str) -> str:
    text = _INDENT.sub("", _COMMENT.sub("", _file(f"{name}.js")))
    told = ", ".join(found["name"] for found in _EXPORT.finditer(text))
    text = _IMPORT.sub(lambda found: f"const {{ {found['names']} }} = {found['module']}Module;", text)
    return f"const {name}Module = (() => {{\n{_EXPORT.sub(lambda found: found['rest'], text)}return {{ {told} }};\n}})();\n"
