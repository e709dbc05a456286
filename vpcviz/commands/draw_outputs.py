"""The files of `vpcviz draw`: written, or compared with what would be drawn now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vpcviz.commands.ending import Ended

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vpcviz.commands.pictures import Request
    from vpcviz.commands.preparing import Preparation
    from vpcviz.commands.split_parts import By
    from vpcviz.layout import Options
    from vpcviz.model import Network
    from vpcviz.scene import Scene

SCREEN, LEAST_TEXT = (1600, 1000), 2
"""A picture whose text has fewer px on such a screen is one to zoom into."""

FLAT = ("svg", "png", "pdf")
"""The formats that show a picture as a whole."""

MANY_PEERINGS = 100
"""With so many peering connections the map is the better picture, and the quicker one."""


def write_pictures(
    network: Network, options: Options, request: Request, split: By | None, *, quiet: bool
) -> tuple[str, Sequence[str]]:
    """Draw and write; what was drawn comes back in words (none where nobody is to be told: counting takes time), and what of it
    could not be drawn or read.
    """
    if not split:
        from vpcviz.commands.pictures import draw_files

        scene = draw_files(network, options, request)
        words, warnings = _said(network, scene, options, request, quiet=quiet)
        if options.view == "network" and options.detail != "overview" and len(network.peerings) >= MANY_PEERINGS:
            words += "; for so many peering connections, --view map is the clearer picture"
        elif scene is not None and len(network.vpcs) > 1:
            words += _on_a_screen(scene, options, request)
        return words, warnings
    from vpcviz.commands.split import draw_split

    return draw_split(network, options, request, split)


def _on_a_screen(scene: Scene, options: Options, request: Request) -> str:
    """What to say of a picture that nobody can read as a whole on a screen; "" where it can be read, has a page, or is a format
    that people move about in."""
    from vpcviz.commands.output_formats import format_of
    from vpcviz.layout.style import STYLES

    text = STYLES["small"][0] * min(SCREEN[0] / scene.width, SCREEN[1] / scene.height)
    flat = any((made := format_of(output, request.format)) and made.name in FLAT for output in request.outputs)
    if options.page is not None or text >= LEAST_TEXT or not flat:
        return ""
    shown = "--view map shows all VPCs" if options.view != "map" and options.detail != "overview" else ""
    helps = ", ".join(filter(None, (shown, "--split vpc -o FOLDER draws each by itself")))
    return f"; fitted to a screen its text is {text:.1f} px high: {helps}"


def _said(network: Network, scene: Scene | None, options: Options, request: Request, *, quiet: bool) -> tuple[str, list[str]]:
    """What was drawn and written, in words, and what of it could not be drawn or read."""
    from vpcviz.commands.output_formats import format_of
    from vpcviz.commands.paper import too_small
    from vpcviz.commands.pictures import summary, without_glyphs

    words = [summary(scene)] if scene is not None and not quiet else []
    written = {made.name: made for output in request.outputs if (made := format_of(output, request.format)).summary}
    words += [made.summary(network) for made in written.values() if made.summary and not quiet]
    warnings = [without_glyphs(scene, request), too_small(scene, options, network, split=True)] if scene is not None else []
    return "; ".join(words), warnings


def check_pictures(
    network: Network, options: Options, request: Request, made_of: tuple[Sequence[str], Preparation], split: By | None
) -> None:
    """Say which of the files are not what would be drawn now, and why. Raises Exit with 1 where one is not."""
    from pathlib import Path

    from vpcviz.commands.freshness import Output, say_stale
    from vpcviz.commands.pictures import made_files
    from vpcviz.commands.split import make_split, outputs_of
    from vpcviz.errors import UsageError

    if "-" in request.outputs:
        raise UsageError("--check compares with files that are there: it goes without -o -")
    sources, preparation = made_of
    if split:
        made = make_split(network, options, request, split)
        if say_stale(outputs_of(made, sources, preparation.of)):
            raise Ended(1)
        return
    files, _ = made_files(network, options, request)
    if say_stale([Output(Path(name), data, network, sources, preparation.of) for name, data in files.items()]):
        raise Ended(1)
