"""Puts the explorer's page together: its own files, the picture, and what the page knows, under a policy by hashes."""

import re
from functools import cache
from importlib.resources import files

from vpcviz.layout import Options
from vpcviz.model import Network
from vpcviz.render.explorer.drawing import draw
from vpcviz.render.explorer.records import network_json, places_json
from vpcviz.render.html_page import html_page
from vpcviz.render.look import Look
from vpcviz.render.svg_writer import escaped
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


def render_explorer(network: Network, options: Options, scene: Scene, look: Look) -> bytes:
    """The explorer's file, UTF-8: of a network, the scene that it was laid out as with those options, and the answers that the look
    has. Raises InputError for an icon that is not there, or is refused."""
    drawn = draw(scene, look.icons)
    title = scene.title or "AWS network"
    insides = {ident: at for at, ident in enumerate(drawn.insides)}
    parts = [
        f'<script type="application/json" id="network">{network_json(network, look.answers, options.changes)}</script>',
        f'<script type="application/json" id="places">{places_json(network, scene, insides)}</script>',
        *(f'<script type="image/svg+xml" id="inside-{at}">{inside}</script>' for at, inside in enumerate(drawn.insides.values())),
    ]
    values = {"title": escaped(title), "description": escaped(scene.description), "picture": drawn.svg, "data": "\n".join(parts)}
    body = _PLACE.sub(lambda place: values[place[1]], _file("page.html")).rstrip("\n")
    origin = " ".join(f'data-{name}="{escaped(value)}"' for name, value in scene.origin)
    head = f'<meta name="vpcviz" {origin}>\n' if origin else ""
    attributes = f' data-theme="{look.theme}"'
    style = f"{_file('style.css')}{_sheet(scene, options.page)}"
    return html_page(title, body, [style, drawn.style], [_script()], head=head, attributes=attributes).encode()


def _sheet(scene: Scene, page: Page | None) -> str:
    """The sheet that is printed on: the page that was chosen, else the printer's own, as the picture lies."""
    if page is not None:
        return f"@page{{size:{page.width:g}mm {page.height:g}mm;margin:{page.margin:g}mm}}\n"
    return f"@page{{size:{'landscape' if scene.width >= scene.height else 'portrait'};margin:8mm}}\n"


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
