"""Cloud WAN core networks: a card above the accounts that they join; their attachments stand on the borders of VPCs, by segment."""

from collections.abc import Iterator, Sequence

from vpcviz.icons import icon_for
from vpcviz.layout.boxes import Box
from vpcviz.layout.drawer import Drawer, Stand, register
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.kind_names import some_names
from vpcviz.layout.link_kinds import LinkKind, register_link
from vpcviz.layout.sharing import across_words
from vpcviz.layout.style import wrap
from vpcviz.layout.widgets import Item, card, note_items, plate
from vpcviz.model import resources as r
from vpcviz.model.new_words import words_of
from vpcviz.text import clean

ATTACHMENT = "core-network-attachment"

MOST_SEGMENTS = 6
"""A core network names so many of its segments."""

SEGMENTS_WIDTH = 240
"""Their names are broken into lines of so many px."""

ROOM = 40
"""So many characters name what is in a segment; the rest is counted."""


def attached_to(drawing: Drawing, core: str, vpc: str) -> Sequence[str]:
    """The ids of the attachments of a core network that stand on a VPC's border."""
    network = drawing.network.get(core, r.CoreNetwork)
    known = [attachment_id(network, one) for one in network.attachments if one.resource == vpc] if network is not None else []
    return [one for one in known if one in drawing.drawn]


def attachment_id(core: r.CoreNetwork, one: r.CoreNetworkAttachment) -> str:
    """The id of an attachment on a border: its own, if that is known."""
    return one.attachment or f"{core.id}|{one.segment}|{one.resource}"


def _core_network(drawing: Drawing, item: r.CoreNetwork) -> Box:
    lines = [Item("Cloud WAN core network", "small"), *_segments(drawing, item)]
    if item.routes:
        words = f"{len(item.routes)} route{'s' if len(item.routes) > 1 else ''} in its segments"
        lines.append(Item(words, "small", "route", "", (("more", str(len(item.routes))), ("in", item.id))))
    icon = item.icon or icon_for(item.kind)
    return drawing.keep(card(item.kind, item.id, icon, item.label, [*lines, *note_items(item.note)], role="connector"))


def _segments(drawing: Drawing, item: r.CoreNetwork) -> Iterator[Item]:
    """The segments; each with what is in it and has no attachment on a border, which says so."""
    held: dict[str, list[str]] = {one.segment: [] for one in item.attachments if one.segment}
    for one in item.attachments:
        known = drawing.network.by_id.get(one.resource)
        if one.segment and not (_docks(drawing) and isinstance(known, r.Vpc)):
            held[one.segment].append(known.label if known is not None else one.resource or one.attachment)
    named = sorted(held)
    shown, left = named[:MOST_SEGMENTS], len(named) - MOST_SEGMENTS
    more = f"and {left} more segment{'s' if left > 1 else ''}" if left > 0 else ""
    if _docks(drawing) and named:
        words = ", ".join(shown) + (f" {more}" if more else "")
        yield from (Item(line, "small") for line in wrap(clean(f"segments: {words}"), "small", SEGMENTS_WIDTH))
        shown, more = [segment for segment in shown if held[segment]], ""
    for segment in shown:
        yield Item(f"{segment}: {some_names(sorted(held[segment]), ROOM)}", "small", marks=(("segment", segment),))
    if more:
        yield Item(more, "small", marks=(("segment", ""),))


def _docks(drawing: Drawing) -> bool:
    """Whether attachments stand on borders: where VPCs are more than cards or tiles."""
    return drawing.view.port is None


def _attached(drawing: Drawing, vpc: r.Vpc | None) -> Iterator[tuple[r.CoreNetwork, r.CoreNetworkAttachment]]:
    for core in sorted(drawing.network.core_networks, key=lambda one: one.id) if vpc is not None and _docks(drawing) else ():
        yield from ((core, one) for one in core.attachments if vpc is not None and one.resource == vpc.id)


def _attachment(drawing: Drawing, item: tuple[r.CoreNetwork, r.CoreNetworkAttachment]) -> Box:
    """An attachment on its VPC's border, with the segment that it is in."""
    core, one = item
    ident, newer = attachment_id(core, one), [f"{name.replace('_', ' ')} {word}" for name, word in words_of(one)]
    across = across_words(drawing.network, core.id, one)
    what = f"Core network attachment{f' · {one.segment}' if one.segment else ''}{across}"
    tooltip = " · ".join([ident, *newer])
    return drawing.keep(plate(ATTACHMENT, ident, "transit-gateway-attachment", core.label, what, tooltip=tooltip))


def _to_vpcs(drawing: Drawing, item: r.CoreNetwork) -> None:
    """To the attachments, or to the VPCs that have none drawn; those that only routes tell of are linked by these, where route
    tables are shown."""
    attached = {one.resource for one in item.attachments}
    for vpc in drawing.network.vpcs_of_core.get(item.id, ()):
        if vpc in attached or not drawing.view.shows_inside:
            for end in attached_to(drawing, item.id, vpc) or (vpc,):
                drawing.link("core-network", item.id, end, bundle=f"core-network:{item.id}")


register_link(LinkKind("core-network", 40, "Cloud WAN core network", "#6B2FD6", "#C7A6FF", 2.2, "12 3"))
register(Drawer(r.CoreNetwork, Stand.ABOVE, 20, _core_network, links=_to_vpcs))
register(Drawer(r.CoreNetwork, Stand.UPPER_BORDER, 35, _attachment, find=_attached))
