"""What a picture holds: every thing in its container, what joins two things, what is only counted, and all links."""

from collections.abc import Iterable, Sequence
from typing import Any

from vpcviz.layout.boxes import Box
from vpcviz.layout.containers import Container
from vpcviz.layout.drawer import Drawer, Stand, made
from vpcviz.layout.drawers_known import counted_in_vpcs, drawers, drawers_at
from vpcviz.layout.drawing import Connector, Drawing
from vpcviz.layout.kind_names import kind_words
from vpcviz.layout.link_kinds import IDLE_PEERING, PEERING
from vpcviz.layout.peering_mesh import gather_meshes
from vpcviz.layout.tiles import Count, as_tiles, set_as, tally
from vpcviz.layout.widgets import chip
from vpcviz.model import resources as r
from vpcviz.model.addresses import address_order

FEW_FOR_DEGREES = 40
"""In a network of so many VPCs, hubs of peerings stand last."""

MOST_CHIPS, TALLY = 4, 264
"""So many kinds that are counted in one place have a chip each; more stand together, in lines of about so many px."""


def build(drawing: Drawing) -> None:
    """Make all boxes and links of a drawing, and put the boxes into its containers."""
    _put_vpcs(drawing)
    if not drawing.full or drawing.view.keeps is not None:  # a view of one aspect is full in that aspect only
        gather_meshes(drawing)
    drawing.view.gather(drawing)
    for stand in (Stand.HUB, Stand.BELOW, Stand.OUTSIDE, Stand.ABOVE, Stand.BETWEEN):
        for drawer in drawers_at(stand):
            for item, box in made(drawer, drawing):
                if drawing.view.slide:
                    as_tiles(box, wide=stand in (Stand.OUTSIDE, Stand.ABOVE, Stand.BELOW))
                _put(drawing, drawer, item, box)
        if stand is Stand.HUB:
            drawing.containers.lift_hubs()
        elif stand is Stand.BELOW and drawing.lifts_names:
            drawing.containers.lift_names()
    _count_the_rest(drawing)
    if drawing.few and drawing.view.placed is None:
        drawing.containers.count_in_titles()
        drawing.containers.lift_joining()
    _link(drawing)


def _put(drawing: Drawing, drawer: Drawer, item: r.Resource, box: Box) -> None:
    """Put a box into the container where it stands; what stands between two things is put there once these have places."""
    box.anywhere = drawer.anywhere
    if drawer.stand is Stand.OUTSIDE:
        drawing.outside.append(box)
    elif drawer.stand is Stand.ABOVE:
        drawing.containers.account(item.account).above.append(box)
    elif drawer.stand in (Stand.HUB, Stand.BELOW):
        account, region = drawer.home(drawing, item) if drawer.home else drawing.home(item)
        container = drawing.containers.of(account, region)
        (container.hubs if drawer.stand is Stand.HUB else container.below).append(box)


def _put_vpcs(drawing: Drawing) -> None:
    box_of = drawing.view.vpc_boxes(drawing)
    ordered = sorted(drawing.network.vpcs, key=lambda vpc: _vpc_order(drawing, vpc))
    shown: list[r.Vpc] = []
    for vpc in ordered:
        (drawing.folded if _is_folded(drawing, vpc) else shown).append(vpc)
    printer = None if drawing.few or drawing.view.placed is not None else drawing.printer
    boxes = map(box_of, shown) if printer is None else printer.boxes(drawing, shown, box_of, _link)
    for vpc, box in zip(shown, boxes, strict=True):
        drawing.containers.of(vpc.account, vpc.region).packed.append(box)


def _vpc_order(drawing: Drawing, vpc: r.Vpc) -> tuple[Any, ...]:
    """Hubs of peerings last (their endpoints lead down to the services), foreign ones after the known; of many by address,
    as new ones mostly get the next."""
    network = drawing.network
    if not drawing.few:
        return vpc.foreign, False, address_order(vpc.cidrs[0]) if vpc.cidrs else (), vpc.id
    few = len(network.vpcs) <= FEW_FOR_DEGREES
    degree = sum(1 for p in network.peerings if vpc.id in (p.requester, p.accepter)) if few else 0
    return vpc.foreign, degree > 2, vpc.name or vpc.id, vpc.id


def _is_folded(drawing: Drawing, vpc: r.Vpc) -> bool:
    """Whether a default VPC has nothing in it and is folded into one line."""
    network = drawing.network
    if not (drawing.options.fold_defaults and vpc.is_default and network.origin == "scan"):
        return False
    subnets = network.subnets_of.get(vpc.id, ())
    held = drawing.by_vpc.get(vpc.id, {})
    by_hand = any(not item.comes_with_vpc for kind, items in held.items() if kind.DECIDES == "filters" for item in items)
    linked = any(vpc.id in (p.requester, p.accepter) for p in network.peerings) or vpc.id in network.attachments_of
    lived_in = any(network.interfaces_of.get(subnet.id) for subnet in subnets)
    return not (by_hand or linked or lived_in or any(not kind.IN_DEFAULT_VPC for kind in held))


# --- what is only counted ---


def _count_the_rest(drawing: Drawing) -> None:
    """A chip for each kind with resources that nothing above draws; the VPCs' own counts stand in their boxes."""
    containers = drawing.containers
    rest: dict[tuple[str, str, str], list[r.Resource]] = {}
    folded = {vpc.id for vpc in drawing.folded}
    for resource in (*drawing.network, *drawing.hidden.values()):
        if resource.id in drawing.drawn or isinstance(resource, (r.Account, r.AvailabilityZone)):
            continue
        vpc = getattr(resource, "vpc", "")
        if resource.id in folded or vpc in folded or _is_counted_inside(drawing, resource):
            continue
        users = (vpc, drawing.prefix_list_homes.get(resource.id, ""), *getattr(resource, "load_balancers", ()))
        account, region = drawing.home(resource, users)
        rest.setdefault((account, region, resource.kind), []).append(resource)
    found: dict[int, tuple[Container, list[tuple[str, Count]]]] = {}
    for (account, region, kind), items in sorted(rest.items()):
        container = containers.of(containers.home_account(account), region)
        count = Count(kind, kind_words(kind, len(items)), len(items))
        found.setdefault(id(container), (container, []))[1].append((region or account or "aws-cloud", count))
    for container, counts in found.values():
        container.chips += _counts(drawing, counts)
    if drawing.folded:
        containers.cloud.chips.append(_folded_chip(drawing))
    for known in sorted(drawing.network.accounts, key=lambda item: item.id):
        if not containers.has_account(known.id):
            containers.account(known.id).box.height = 48


def _counts(drawing: Drawing, counts: Sequence[tuple[str, Count]]) -> list[Box]:
    """Chips of what is counted in a container; of many kinds (in the view of one aspect of few VPCs) one of them all."""
    places = {inside for inside, _ in counts}
    if len(counts) > MOST_CHIPS and len(places) == 1 and drawing.few and drawing.view.placed is None:
        return [tally([count for _, count in counts], places.pop(), TALLY, set_as("detail", slide=drawing.view.slide))]
    role = set_as("small", slide=drawing.view.slide)
    return [chip(count.kind, count.words, count.number, inside, role) for inside, count in counts]


def _is_counted_inside(drawing: Drawing, resource: r.Resource) -> bool:
    """Whether a resource that is not drawn is counted in its VPC's box."""
    inside = isinstance(resource, counted_in_vpcs()) and type(resource) not in drawing.view.leaves_out
    return inside and resource.id not in drawing.hidden and getattr(resource, "vpc", "") in drawing.drawn


def _folded_chip(drawing: Drawing) -> Box:
    count = len(drawing.folded)
    words = "default VPC with nothing" if count == 1 else "default VPCs with nothing"
    words += "" if _all_interfaces_read(drawing) else " known"
    words += " in it" if count == 1 else " in them"
    return chip("vpc", f"{count} {words}", count, "aws-cloud")


def _all_interfaces_read(drawing: Drawing) -> bool:
    """Whether all network interfaces and instances were read: else a VPC that seems empty may not be."""
    unread = {feed for gap in drawing.network.gaps for feed in gap.feeds}
    return not unread & {"network_interfaces", "instances"}


# --- links ---


def _link(drawing: Drawing) -> None:
    for drawer in drawers():
        if drawer.links is not None:
            items: Iterable[r.Resource] = getattr(drawing.network, drawer.record.COLLECTION)
            if drawer.find is not None and drawer.stand is Stand.BELOW:
                items = drawer.find(drawing, None)
            for item in items:
                drawer.links(drawing, item)
    for connector in drawing.connectors:
        for end in dict.fromkeys(connector.ends):  # both sides of a peering may be one VPC
            drawing.link(connector.kind, connector.box.id, end, bundle=_shared(drawing, connector, end))


def _shared(drawing: Drawing, connector: Connector, end: str) -> str:
    """What a link from a connector shares its track with: the routes that lead to a peering, or, of many VPCs, the links of all
    peerings of one of them, which leave it together."""
    if connector.kind not in (PEERING.name, IDLE_PEERING.name):
        return ""
    if drawing.links_peerings:
        return f"peering:{connector.box.id}:{end}"
    return "" if drawing.few else f"peering:{end}"
