"""From a Network to picture files: what `draw` and `trace -o` share. The whole flow stands in `picture_bytes`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field, structs

from vpcviz.commands.output_formats import format_of
from vpcviz.garbage import uncollected
from vpcviz.render.answers import Answers

if TYPE_CHECKING:
    from vpcviz.commands.asking import Answering
    from vpcviz.layout import Options, Way
    from vpcviz.model import Network
    from vpcviz.model.resources import Peering
    from vpcviz.output import Spooled
    from vpcviz.render.look import Look
    from vpcviz.scene import Press, Scene


MOST_LABELS = 5
"""A finding under a picture names so many of the resources that it is about."""

MOST_DRAWN, MOST_SUMMED = 8, 4
"""So many kinds of things are named in the line that says what was drawn and what was summed up."""


class Request(Struct, frozen=True):
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
    embed_source: bool = False
    answers: Answers = field(default_factory=Answers)
    asked: Answering | None = None


def answering(request: Request, asked: Answering | None, network: Network | None) -> Request:
    """The request with the answers about what a picture shows; of a network that is yet to be split (None) its parts have them."""
    return structs.replace(request, asked=asked, answers=asked.about(network) if asked and network else Answers())


def made_files(network: Network, options: Options, request: Request) -> tuple[dict[str, bytes], Scene | None]:
    """The bytes of each output that is asked for, by its name, and the Scene: None where only maps are wanted."""
    wanted = {output: format_of(output, request.format) for output in request.outputs}
    names = sorted({made.name for made in wanted.values()})
    with uncollected():
        scene = None if all(made.map_only for made in wanted.values()) else make_scene(network, options, request)
        done = {name: picture_bytes(network, options, scene, name, request) for name in names}
    return {output: done[made.name] for output, made in wanted.items()}, scene


def draw_files(network: Network, options: Options, request: Request) -> Scene | None:
    """Write all the pictures that are asked for, all or none; the Scene comes back, None where only maps are wanted."""
    from vpcviz.output import write_all, write_stdout

    spooled = _spooled(network, options, request)
    if spooled is not None:
        write_all({Path(request.outputs[0]): spooled[0]})
        return spooled[1]
    files, scene = made_files(network, options, request)
    write_all({Path(output): data for output, data in files.items() if output != "-"})
    if "-" in files:
        write_stdout(files["-"])
    return scene


def _spooled(network: Network, options: Options, request: Request) -> tuple[Spooled, Scene] | None:
    """The one file that is asked for, on its way there, where its format has that."""
    made = format_of(request.outputs[0], request.format)
    if len(request.outputs) > 1 or request.outputs[0] == "-" or made.spool is None:
        return None
    press = made.press(_look(request)) if made.press is not None and not request.link else None
    with uncollected():
        scene = make_scene(network, options, request, press)
        return made.spool(scene, _look(request), press), scene


def make_scene(network: Network, options: Options, request: Request, press: Press | None = None) -> Scene:
    """The Scene, with a traced way or findings marked on it."""
    from vpcviz.layout import lay_out

    findings = {key: found for key, found in request.findings.items() if key in network.by_id}
    notes = (*options.notes, *_marks_in_words(network, request.way.steps if request.way else (), findings))
    options = structs.replace(options, notes=notes, way=request.way, findings=findings)
    scene = lay_out(network, options, press)
    scene.origin = origin(network, options, request)
    if request.embed_source:
        from vpcviz.spec import dump_json

        scene.source = dump_json(network).decode()
    if request.link:
        from vpcviz.commands.linking import link_things

        link_things(scene, network, request.link)
    return scene


def origin(network: Network, options: Options, request: Request, **more: object) -> tuple[tuple[str, str], ...]:
    """What a picture is made of, as a Scene has it; `more` is what it hangs on besides."""
    from vpcviz.render.origin import origin_of

    return origin_of(in_order(network), {**_told(options, request), **more}).pairs


def in_order(network: Network) -> Network:
    """The network with its lists in canonical order, and the sides of peerings, too: which VPC asked for one is not drawn.

    What was read of an account is in order already.
    """
    from vpcviz.spec.canonical import canonical

    if network.origin == "scan":
        return network
    ordered = canonical(network)
    return structs.replace(ordered, peerings=tuple(map(_sides_in_order, ordered.peerings)))


def _sides_in_order(peering: Peering) -> Peering:

    if peering.requester <= peering.accepter:
        return peering
    sides = [name.removeprefix("requester") for name in peering.__struct_fields__ if name.startswith("requester")]
    turned = {f"requester{side}": getattr(peering, f"accepter{side}") for side in sides}
    return structs.replace(peering, **turned, **{f"accepter{side}": getattr(peering, f"requester{side}") for side in sides})


def _told(options: Options, request: Request) -> Mapping[str, object]:
    """All that a picture of a network hangs on, but the folder that icons and fonts are in."""
    from msgspec import to_builtins

    looks: dict[str, object] = {
        "theme": request.theme,
        "scale": request.scale,
        "width": request.width,
        "icons": bool(request.icons),
        "link": request.link,
    }
    if request.answers:
        looks["answers"] = to_builtins(request.answers)
    return {**looks, "fonts": [font.name for font in request.fonts], "shown": to_builtins(options)}


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
    """One picture as bytes, in the format of that name; the Scene is None where only formats of the map are wanted."""
    from vpcviz.render.formats import formats

    return formats()[name].render(network, options, scene, _look(request))


def _look(request: Request) -> Look:
    from vpcviz.render.look import Look

    return Look(request.theme, request.scale, request.width, request.fonts, request.icons, request.answers)  # type: ignore[arg-type]


def without_glyphs(scene: Scene, request: Request) -> str:
    """What to say where a PNG is wanted and no font that it is drawn with has a character; "" where all are there."""
    from vpcviz.scene import Text, groups
    from vpcviz.text import missing_glyphs

    lacking = sorted(
        {made.name.upper() for output in request.outputs if (made := format_of(output, request.format)).own_fonts_only}
    )
    if not lacking:
        return ""
    texts = [part.text for part in scene.parts if isinstance(part, Text)]
    texts += [part.text for group in groups(scene.parts) for part in group.parts if isinstance(part, Text)]
    missing = missing_glyphs(texts, request.fonts)
    if not missing:
        return ""
    shown = "".join(missing[:20]) + ("…" if len(missing) > 20 else "")
    files = " and ".join(lacking)
    return (
        f"{len(missing)} characters of the picture are missing in the {files} ({shown}): give a font that has them with --font FILE"
    )


def _counted(counts: Mapping[str, int], most: int) -> str:
    """The most frequent kinds with their counts, and how many things more there are."""
    from vpcviz.layout.kind_names import kind_words

    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    words = [kind_words(kind, count) for kind, count in ordered[:most]]
    rest = sum(count for _, count in ordered[most:])
    return ", ".join(words) + (f" and {rest} more thing{'s' if rest > 1 else ''}" if rest else "")


def summary(scene: Scene) -> str:
    """One line that says what was drawn and what was summed up."""
    from vpcviz.layout.badge import CHANGE, FINDING, STEP, STOP
    from vpcviz.scene import groups, printed, tally

    found = groups(scene.parts)
    marked = sum(int(dict(group.marks)["count"]) for group in found if group.kind == FINDING)
    drawn, summed = tally([group for group in found if group.kind != FINDING])
    for part in printed(scene.parts):
        drawn.update(part.drawn)
        summed.update(part.counted)
    for kind in ("cloud", "account", "region", "az", "route", "dns", "", STEP, STOP, CHANGE):
        drawn.pop(kind, None)
    text = "drew " + (_counted(drawn, MOST_DRAWN) or "nothing")
    if summed:
        text += f"; summed up: {_counted(summed, MOST_SUMMED)}"
    if marked:
        text += f"; marked: {marked} finding{'s' if marked != 1 else ''}"
    return text
