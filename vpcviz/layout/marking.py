"""Marks on a finished Scene: what a traced way does not touch is dimmed, the links on it are drawn as the way."""

from collections.abc import Sequence

from vpcviz.layout.badges import STEP
from vpcviz.scene import Box, Group, Part, Scene, Wire


def mark_way(scene: Scene, on_way: set[str]) -> None:
    """Fade all but the resources of a way, by their ids, and draw the links between them as the way."""
    _fade(scene.parts, on_way)


def _brighten(parts: Sequence[Part]) -> None:
    for part in parts:
        if isinstance(part, Group):
            part.faded = False
            _brighten(part.parts)


def _fade(parts: Sequence[Part], on_way: set[str]) -> bool:
    """Fade the groups that are not on the way and hold nothing that is; whether anything below is on it comes back."""
    any_here = False
    for part in parts:
        if not isinstance(part, Group):
            continue
        if part.kind == STEP:
            continue
        if part.kind == "link":
            marks = dict(part.marks)
            ends = {marks.get("from", "").split("|")[0], marks.get("to", "")}
            if ends <= on_way:
                part.parts = [Wire(p.points, "trace", p.arrow) if isinstance(p, Wire) else p for p in part.parts]
            else:
                part.faded = True
            continue
        inside = _fade(part.parts, on_way)
        here = part.id in on_way or inside
        if not here and not any(isinstance(p, Box) and p.frame for p in part.parts):
            _brighten(part.parts)  # once is enough: fading multiplies
            part.faded = True
        any_here = any_here or here
    return any_here
