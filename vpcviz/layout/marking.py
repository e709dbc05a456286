"""Marks on a finished Scene: a traced way with numbered steps and the rest dimmed, findings at what they are about."""

from collections.abc import Mapping, Sequence

from vpcviz.layout.style import centred
from vpcviz.scene import Box, Group, Part, Scene, Text, Wire


def mark_steps(scene: Scene, steps: Sequence[tuple[int, str, str]]) -> None:
    """Number the resources of a way (number, resource id, text) and fade what is not on it; number 0 is on it without a badge."""
    on_way = {resource_id for _, resource_id, _ in steps}
    _fade(scene.parts, on_way)
    numbers: dict[str, dict[int, str]] = {}
    for number, resource_id, text in steps:
        if number:
            numbers.setdefault(resource_id, {})[number] = text
    seen: set[str] = set()
    for group in _things(scene.parts):
        if group.id in numbers and group.id not in seen:
            seen.add(group.id)
            texts = sorted(numbers[group.id].items())
            words = ",".join(str(number) for number, _ in texts)
            _badge(group, words, "trace-step", "; ".join(f"{number}. {text}" for number, text in texts))


def mark_findings(scene: Scene, findings: Mapping[str, Sequence[tuple[str, str, str]]]) -> None:
    """Put a badge with the count of its findings on each resource that has any; their ids and titles are its tooltip."""
    for group in _things(scene.parts):
        found = findings.get(group.id)
        if found:
            tooltip = "; ".join(f"{severity} {rule}: {title}" for severity, rule, title in found)
            _badge(group, f"! {len(found)}", "finding", tooltip)


def _things(parts: Sequence[Part]) -> list[Group]:
    found = []
    for part in parts:
        if isinstance(part, Group):
            if part.kind != "link" and part.id:
                found.append(part)
            found += _things(part.parts)
    return found


def _badge(group: Group, words: str, kind: str, tooltip: str = "") -> None:
    """A small red mark inside the top right corner of a thing's first box."""
    box = next((part for part in group.parts if isinstance(part, Box)), None)
    if box is None:
        return
    text = centred(0, 0, words, "strong")
    width = max(18.0, text.width + 10)
    x = box.x + box.width - width / 2 - 2
    # On a frame a text would be struck through by it: there the mark stands inside.
    y = box.y + (13 if box.frame else 2)
    group.parts.append(
        Group(
            kind,
            "",
            [
                Box(x - width / 2, y - 7, width, 17, "badge", False, 8),
                Text(x - text.width / 2, y + 5.5, words, "badge", text.width),
            ],
            (("dock", "corner"),),
            tooltip,
        )
    )


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
