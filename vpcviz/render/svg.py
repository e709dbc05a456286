"""The Scene as one self-contained SVG: no outside reference, no script, icons once each, its own font cut down to what is used.

References are written `xlink:href`, as SVG 1.1 has it: every viewer knows that, and Inkscape before 1.3 nothing else.
"""

from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from vpcviz.icons import IconSet
from vpcviz.output import Spooled, spool
from vpcviz.render.origin import in_svg
from vpcviz.render.paths import number
from vpcviz.render.pieces import Body, escaped
from vpcviz.render.stylesheet import rules, whole
from vpcviz.render.svg_writer import Writer, definition
from vpcviz.render.theme import Theme
from vpcviz.scene import Scene
from vpcviz.text import font_face

LARGE = 1 << 20
"""In a picture of more bytes a common cut of the font is a small part."""


def render_svg(scene: Scene, theme: Theme = "light", *, embed_font: bool = True, icons: Path | None = None) -> bytes:
    """The SVG document of a scene, UTF-8. `embed_font` False leaves the font out (for our own rasteriser, which has it);
    `icons` is the user's folder of icons. Raises InputError for an icon that is not there, or is refused."""
    file = BytesIO()
    return _written(scene, file, theme, embed_font=embed_font, icons=icons) + file.getvalue()


def spool_svg(scene: Scene, theme: Theme = "light", *, icons: Path | None = None) -> Spooled:
    """As `render_svg`, with what is in the picture on disk meanwhile: an estate's takes tens of megabytes."""
    file = spool()
    return Spooled(_written(scene, file, theme, embed_font=True, icons=icons), file)


def _written(scene: Scene, file: BinaryIO, theme: Theme, *, embed_font: bool, icons: Path | None) -> bytes:
    """Write what is in the picture into a file; what comes before it, and needs to know of it, comes back."""
    body = Body(theme + scene.title, file)
    writer = Writer(IconSet(icons), theme, body)
    width, height = number(scene.width), number(scene.height)
    writer.out.markup(f'<rect{writer.boxes["canvas"]} width="{width}" height="{height}"/>\n')
    writer.parts(scene.parts)
    ended = not writer.out.new_line()
    body.take(writer.out)
    definitions = "".join(f"{definition(icon)}\n" for icon in sorted(writer.icons.values(), key=lambda icon: icon.id))
    salt = "vpcviz-" + body.hash.hexdigest()[:8]
    used = [(bold, characters) for bold, characters in writer.characters() if embed_font and characters]
    faces = {bold: font_face(characters, bold, roomy=body.size > LARGE) for bold, characters in used}
    families = {bold: family for bold, (family, _) in faces.items()}
    lines = rules(theme, salt, writer.attributes.used, families, sorted(icon.id for icon in writer.icons.values()))
    style = "\n".join([*(face for _, face in faces.values()), *lines])
    marks = "".join(f' data-{name}="{escaped(value)}"' for name, value in scene.marks)
    # An image's links are in no accessibility tree.
    role = "graphics-document" if writer.links else "img"
    # Markdown takes markup for itself line by line: the first tag ends its line, and no line is empty.
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="{role}" direction="ltr"{marks}>\n'
        f"<title>{escaped(scene.title)}</title><desc>{escaped(scene.description)}</desc>\n"
        f"{in_svg(scene.origin, scene.source)}<style>\n{style}\n</style>\n"
        f"<g {whole(theme, salt)}>\n<defs>\n{definitions}</defs>\n"
    )
    file.write(f"{'' if ended else chr(10)}</g>\n</svg>\n".encode())
    return head.encode()
