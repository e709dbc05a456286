"""The foot of a picture: a legend of the link kinds and tiers in use, and notes on what was not read or not drawn."""

from collections.abc import Sequence

from vpcviz import scene
from vpcviz.layout.badge import CHANGES, SIGNS, Badge, sample
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.options import Options
from vpcviz.layout.style import line, text_width, wrap
from vpcviz.model import Network
from vpcviz.model.unread import unread_sentence

LINK_NAMES = {
    "route": "route to its target",
    "peering": "VPC peering",
    "transit": "transit gateway",
    "core-network": "Cloud WAN core network",
    "vpn": "Site-to-Site VPN",
    "direct-connect": "Direct Connect",
    "privatelink": "PrivateLink (interface endpoint)",
    "gateway-endpoint": "gateway endpoint",
    "dns": "DNS",
    "internet": "internet",
    "load-balancer": "load balancer: to its network interfaces and targets",
    "trace": "traced traffic",
}

TIER_NAMES = {
    "public": "public subnet: routes to an internet gateway",
    "private": "private subnet: another way out",
    "isolated": "isolated subnet: local and gateway endpoint routes only",
    "unknown": "subnet whose routes are not known",
}


BADGE_NAMES = {
    "badge-step": ("1", "step of the traced way"),
    "badge-stop": (f"{SIGNS['error']} n", "step that stops it"),
    "badge-error": (f"{SIGNS['error']} n", "n errors: it does not work, or is open"),
    "badge-warning": (f"{SIGNS['warning']} n", "n warnings: it will fail, cost or surprise some day"),
    "badge-info": (f"{SIGNS['info']} n", "n infos: worth a look"),
    "badge-added": (CHANGES["added"], "added"),
    "badge-removed": (CHANGES["removed"], "removed (outline dashed)"),
    "badge-changed": (CHANGES["changed"], "changed"),
}
"""By role: a sample of the badge, and what it means."""


def foot(drawing: Drawing, given: Sequence[Badge], x: float, y: float, room: float) -> tuple[list[scene.Part], float]:
    """The parts of the foot and its height (px); `given` are the badges on the picture."""
    network, options = drawing.network, drawing.options
    parts: list[scene.Part] = []
    at_x, at_y = x, y + 8
    in_sight = (subnet for subnet in network.subnets if subnet.id in drawing.drawn)  # not those of a VPC that is only counted
    tiers = {network.tier(subnet) for subnet in in_sight} if options.detail != "overview" else set()
    kinds = {link.kind for link in drawing.links} | drawing.painted
    entries = [("link", kind, text) for kind, text in LINK_NAMES.items() if kind in kinds]
    entries += [("tier", tier, text) for tier, text in TIER_NAMES.items() if tier in tiers]
    roles = {badge.role for badge in given}
    entries += [("badge", role, text) for role, (_, text) in BADGE_NAMES.items() if role in roles]
    for sort, kind, text in entries:
        width = 44 + text_width(text, "small") + 24
        if at_x > x and at_x + width > x + room:
            at_x, at_y = x, at_y + 20
        if sort == "link":
            parts.append(scene.Wire(((at_x, at_y), (at_x + 34, at_y)), kind))
        elif sort == "badge":
            shown = Badge("", kind, BADGE_NAMES[kind][0])
            parts += sample(shown, at_x + 34 - shown.width, at_y)
        else:
            parts.append(scene.Box(at_x + 6, at_y - 7, 22, 14, f"subnet-{kind}"))
        parts.append(line(at_x + 42, at_y + 4, text, "small"))
        at_x += width
    if entries:
        at_y += 22
    for note in _notes(network, options):
        for row in wrap(note, "small", room):
            parts.append(line(x, at_y + 4, row, "small", room))
            at_y += 16
    return parts, at_y - y


def _notes(network: Network, options: Options) -> list[str]:
    notes = list(options.notes)
    notes += _unread(network)
    if not network.complete:
        notes.append("The scan was stopped before it was done: what is missing here may exist.")
    return notes


def _unread(network: Network) -> list[str]:
    """What was not read, in one line that counts; `vpcviz gaps` lists it."""
    sentence = unread_sentence(network.gaps)
    return [f"{sentence}: `vpcviz gaps` lists them"] if sentence else []
