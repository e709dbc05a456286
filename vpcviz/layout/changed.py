"""Marks of a comparison: what is new, gone or changed has an outline and a sign of its own; what is as it was is dimmed."""

from collections.abc import Mapping, Sequence

from vpcviz.layout.traced_way import dim
from vpcviz.scene import Group, Part, Rectangle, Scene

OUTLINE = 2
"""An outline stands so far (px) outside the thing's own frame."""


def mark_changes(scene: Scene, changes: Mapping[str, str]) -> None:
    """Outline what has changed (`changes`: added, removed or changed, by id), and dim the rest, links as one layer."""
    ids = frozenset(changes)
    _outline(scene.parts, changes)
    dim(scene, ids, lambda link: not ids.isdisjoint(value for name, value in link.marks if name in ("from", "to")))


def _outline(parts: Sequence[Part], changes: Mapping[str, str]) -> None:
    for part in parts:
        if not isinstance(part, Group) or part.kind == "link":
            continue
        _outline(part.parts, changes)
        sort = changes.get(part.id)
        if sort is None:
            continue
        part.marks = (*part.marks, ("change", sort))
        own = next((inner for inner in part.parts if isinstance(inner, Rectangle)), None)
        if own is None:  # a line of its holder's card
            continue
        around = 0 if part.kind == "route" else OUTLINE
        at = part.parts.index(own) + 1
        shape = (own.x - around, own.y - around, own.width + 2 * around, own.height + 2 * around)
        part.parts.insert(at, Rectangle(*shape, f"change-{sort}", False, own.radius + around if own.radius else 0))
