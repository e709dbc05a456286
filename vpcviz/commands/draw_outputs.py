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

        words, warnings = _said(network, draw_files(network, options, request), options, request, quiet=quiet)
        if options.view == "network" and options.detail != "overview" and len(network.peerings) >= MANY_PEERINGS:
            words += "; for so many peering connections, --view map is the clearer picture"
        return words, warnings
    from vpcviz.commands.split import draw_split

    return draw_split(network, options, request, split)


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
