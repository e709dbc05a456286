"""Badges: small marks with a sign and a number that stand in a thing's own head, where room is kept for them before links run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from vpcviz import scene
from vpcviz.layout.badge import CHANGE, CHANGES, FINDING, GAP, SIGNS, STEP, STOP, Badge, sample
from vpcviz.layout.boxes import Box

if TYPE_CHECKING:
    from vpcviz.layout.options import Way
    from vpcviz.model import Network


def of_findings(findings: Sequence[tuple[str, str, str]]) -> list[Badge]:
    """A badge for each severity among findings (severity, rule, title), with their count; what they are is its tooltip."""
    badges = []
    for severity, sign in SIGNS.items():
        found = [f"{severity} {rule}: {title}" for graveness, rule, title in findings if graveness == severity]
        if found:
            role = f"badge-{severity}"
            marks = (("severity", severity), ("count", str(len(found))))
            badges.append(Badge(FINDING, role, f"{sign} {len(found)}", "; ".join(found), marks))
    return badges


def of_steps(steps: Mapping[int, str], stopped: int = 0) -> list[Badge]:
    """One badge with the numbers of the steps of a way (number: text), and one with a cross for the step that stops it."""
    found = []
    passed = sorted((number, text) for number, text in steps.items() if number != stopped)
    if passed:
        words = ",".join(str(number) for number, _ in passed)
        found.append(Badge(STEP, "badge-step", words, "; ".join(f"{number}. {text}" for number, text in passed)))
    if stopped in steps:
        found.append(Badge(STOP, "badge-stop", f"{SIGNS['error']} {stopped}", f"{stopped}. {steps[stopped]}"))
    return found


def put(
    network: Network,
    drawn: Mapping[str, Box],
    way: Way | None,
    findings: Mapping[str, Sequence[tuple[str, str, str]]],
    changes: Mapping[str, str],
) -> list[Badge]:
    """Give the boxes of `drawn` their badges and the room for them, before anything has a place; all badges come back.

    What has no box with room for it (a count, a port or a peering on the map) has its badge on its subnet or VPC; a step, only
    where nothing that it is about has one.
    """
    marked: dict[int, _Marked] = {}

    def at(resource_id: str) -> _Marked | None:
        box = _home(network, drawn, resource_id)
        return None if box is None else marked.setdefault(id(box), _Marked(box))

    shown = {number for number, resource_id, _ in way.steps if _has_badges(drawn, resource_id)} if way else set()
    for number, resource_id, text in way.steps if way else ():
        own = at(resource_id) if number and (number not in shown or _has_badges(drawn, resource_id)) else None
        if own is not None:
            own.steps.setdefault(number, text)
    for resource_id, entries in findings.items():
        if (own := at(resource_id)) is not None:
            own.findings += entries
    for resource_id, sort in changes.items():
        if resource_id in network.by_id and (own := at(resource_id)) is not None:
            own.changes.add(sort)
    return [badge for own in marked.values() for badge in own.given(way.stopped if way else 0)]


class _Marked:
    """What a box is to be marked with: steps of a way by their numbers, findings, and what a change does to it."""

    def __init__(self, box: Box) -> None:
        self.box = box
        self.steps: dict[int, str] = {}
        self.findings: list[tuple[str, str, str]] = []
        self.changes: set[str] = set()

    def given(self, stopped: int) -> list[Badge]:
        """The badges, that the box has now; `stopped` is the step that ends the way."""
        badges = [*of_findings(sorted(self.findings)), *of_steps(self.steps, stopped)]
        badges += [Badge(CHANGE, f"badge-{sort}", sign, sort) for sort, sign in CHANGES.items() if sort in self.changes]
        self.box.take(badges, sum(badge.width + GAP for badge in badges) + GAP)
        return badges


def _has_badges(drawn: Mapping[str, Box], resource_id: str) -> bool:
    return resource_id in drawn and drawn[resource_id].holds_badges


def _home(network: Network, drawn: Mapping[str, Box], resource_id: str) -> Box | None:
    """The box that shows the badge of a resource: its own, or that of what it belongs to."""
    resource = network.by_id.get(resource_id)
    holders = [getattr(resource, name, "") for name in ("subnet", "vpc", "resource", "requester")]
    for place in (resource_id, *holders, *getattr(resource, "vpcs", ())):
        box = drawn.get(place)
        if box is not None and box.holds_badges:
            return box
    return None


def paint(box: Box, middle: float, *, left: float | None = None) -> list[scene.Part]:
    """The badges of a box, `middle` px down the picture: from `left` on, or else up to the box's right edge."""
    x = left if left is not None else box.x + box.width - sum(badge.width + GAP for badge in box.badges) - 1
    parts: list[scene.Part] = []
    for badge in box.badges:
        parts.append(scene.Group(badge.kind, "", sample(badge, x, middle), badge.marks, badge.tooltip))
        x += badge.width + GAP
    return parts
