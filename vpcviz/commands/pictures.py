"""From a Network to picture files: what `draw` and `trace -o` share. The whole flow stands in `picture_bytes`."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from vpcviz.errors import UsageError

if TYPE_CHECKING:
    from vpcviz.layout import Options, Way
    from vpcviz.model import Network
    from vpcviz.scene import Scene

MOST_LABELS = 5
"""A finding under a picture names so many of the resources that it is about."""

MOST_DRAWN, MOST_SUMMED = 8, 4
"""So many kinds of things are named in the line that says what was drawn and what was summed up."""

FORMATS = ("svg", "png", "dot")
OTHERWISE = ", or --format svg|png|dot"
"""How a format is chosen where the ending does not tell."""


@dataclass(frozen=True)
class Request:
    """What files are wanted: `outputs` as given (`-` is stdout), `format` where the ending does not tell, and how to render."""

    outputs: tuple[str, ...]
    format: str = ""
    theme: str = "light"
    scale: float = 1.0
    width: int = 0
    fonts: tuple[Path, ...] = ()
    icons: Path | None = None
    way: Way | None = None
    link: str = ""
    findings: Mapping[str, Sequence[tuple[str, str, str]]] = field(default_factory=dict)


def format_of(output: str, given: str, otherwise: str = OTHERWISE) -> str:
    """The format of an output: the one given, else by its ending, SVG on stdout. Raises UsageError for an unknown one."""
    ending = given or ending_format(output) or ("svg" if output == "-" else "")
    if ending not in FORMATS:
        raise UsageError(f"{output}: the ending tells no format; expected .svg, .png or .dot{otherwise}")
    return ending


def ending_format(output: str) -> str:
    """The format that the ending of an output's name tells, "" where it tells none."""
    ending = Path(output).suffix.removeprefix(".").lower()
    ending = {"gv": "dot"}.get(ending, ending)
    return ending if ending in FORMATS else ""


def check_outputs(outputs: Sequence[str], given: str, otherwise: str = OTHERWISE) -> None:
    """Raise UsageError, before anything is read or drawn, for an output of no format or one that cannot be written."""
    from vpcviz.commands.documents import check_output

    for output in outputs:
        check_output(output)
        format_of(output, given, otherwise)


def check_map_only(outputs: Sequence[str], given: str, ignored: str) -> None:
    """Raise UsageError where an output is DOT and something is asked for that DOT cannot show: `ignored`, "" for nothing."""
    for output in outputs:
        if ignored and format_of(output, given) == "dot":
            raise UsageError(
                f"{output}: DOT holds the map of the network, without {ignored}; expected .svg or .png, or leave it out"
            )


@contextmanager
def uncollected() -> Iterator[None]:
    """No garbage is looked for meanwhile: a picture is many small objects that all live until it is written."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def draw_files(network: Network, options: Options, request: Request) -> Scene | None:
    """Write all the pictures that are asked for, all or none; the Scene comes back, None where only DOT is wanted."""
    from vpcviz.output import write_all, write_stdout

    formats = {output: format_of(output, request.format) for output in request.outputs}
    names = sorted(set(formats.values()))
    with uncollected():
        scene = make_scene(network, options, request) if names != ["dot"] else None
        done = {name: picture_bytes(network, options, scene, name, request) for name in names}
    write_all({Path(output): done[name] for output, name in formats.items() if output != "-"})
    for output, name in formats.items():
        if output == "-":
            write_stdout(done[name])
    return scene


def make_scene(network: Network, options: Options, request: Request) -> Scene:
    """The Scene, with a traced way or findings marked on it."""
    from msgspec import structs

    from vpcviz.layout import lay_out

    findings = {key: found for key, found in request.findings.items() if key in network.by_id}
    notes = (*options.notes, *_marks_in_words(network, request.way.steps if request.way else (), findings))
    scene = lay_out(network, structs.replace(options, notes=notes, way=request.way, findings=findings))
    if request.link:
        from vpcviz.commands.linking import link_things

        link_things(scene, network, request.link)
    return scene


def _marks_in_words(
    network: Network, steps: Sequence[tuple[int, str, str]], by_id: Mapping[str, Sequence[tuple[str, str, str]]]
) -> list[str]:
    """What the marks stand for, a line each under the picture: a PNG has no tooltips."""
    from vpcviz.layout.badge import SIGNS

    lines = list(dict.fromkeys(f"{number}  {text}" for number, _, text in steps if number))
    found: dict[tuple[str, str, str], list[str]] = {}
    for resource_id, findings in sorted(by_id.items()):
        for finding in findings:
            found.setdefault((finding[0], finding[1], finding[2]), []).append(network.by_id[resource_id].label)
    graveness = list(SIGNS)
    for (severity, rule, title), labels in sorted(found.items(), key=lambda entry: (graveness.index(entry[0][0]), entry[0])):
        shown = ", ".join(labels[:MOST_LABELS]) + (f" and {len(labels) - MOST_LABELS} more" if len(labels) > MOST_LABELS else "")
        lines.append(f"{SIGNS[severity]}  {severity} {rule}: {title} ({shown})")
    return lines


def picture_bytes(network: Network, options: Options, scene: Scene | None, name: str, request: Request) -> bytes:
    """One picture as bytes: SVG, PNG, or the DOT source of the map (which needs no Scene)."""
    if name == "dot" or scene is None:
        from vpcviz.render.dot import render_dot

        return render_dot(network, options)
    if name == "svg":
        from vpcviz.render.svg import render_svg

        return render_svg(scene, request.theme, icons=request.icons)  # type: ignore[arg-type]
    from vpcviz.render.png import render_png

    width = request.width or None
    return render_png(scene, request.theme, scale=request.scale, width=width, fonts=request.fonts, icons=request.icons)  # type: ignore[arg-type]


def without_glyphs(scene: Scene, request: Request) -> str:
    """What to say where a PNG is wanted and no font that it is drawn with has a character; "" where all are there."""
    from vpcviz.scene import Text, groups
    from vpcviz.text import missing_glyphs

    if not any(format_of(output, request.format) == "png" for output in request.outputs):
        return ""
    texts = [part.text for part in scene.parts if isinstance(part, Text)]
    texts += [part.text for group in groups(scene.parts) for part in group.parts if isinstance(part, Text)]
    missing = missing_glyphs(texts, request.fonts)
    if not missing:
        return ""
    shown = "".join(missing[:20]) + ("…" if len(missing) > 20 else "")
    return f"{len(missing)} characters of the picture are missing in the PNG ({shown}): give a font that has them with --font FILE"


def dot_summary(network: Network) -> str:
    """One line that says what the DOT source holds."""
    from vpcviz.render.dot import contents

    nodes, links = contents(network)
    return f"wrote the map as DOT: {nodes} node{'s' if nodes != 1 else ''}, {links} link{'s' if links != 1 else ''}"


def _counted(counts: Mapping[str, int], most: int) -> str:
    """The most frequent kinds with their counts, and how many things more there are."""
    from vpcviz.layout.kind_names import kind_words

    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    words = [kind_words(kind, count) for kind, count in ordered[:most]]
    rest = sum(count for _, count in ordered[most:])
    return ", ".join(words) + (f" and {rest} more thing{'s' if rest > 1 else ''}" if rest else "")


def summary(scene: Scene) -> str:
    """One line that says what was drawn and what was summed up."""
    from collections import Counter

    from vpcviz.layout.badge import CHANGE, FINDING, STEP, STOP
    from vpcviz.scene import groups

    marked = 0
    drawn: Counter[str] = Counter()
    summed: Counter[str] = Counter()
    for group in groups(scene.parts):
        marks = dict(group.marks)
        if group.kind == FINDING:
            marked += int(marks["count"])
        elif "more" in marks:
            summed[group.kind] += int(marks["more"])
        elif group.kind not in ("cloud", "account", "region", "az", "route", "dns", "", STEP, STOP, CHANGE):
            drawn[group.kind] += 1
    text = "drew " + (_counted(drawn, MOST_DRAWN) or "nothing")
    if summed:
        text += f"; summed up: {_counted(summed, MOST_SUMMED)}"
    if marked:
        text += f"; marked: {marked} finding{'s' if marked != 1 else ''}"
    return text
