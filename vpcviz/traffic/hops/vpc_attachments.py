"""Into a VPC by one of the subnets of its attachment to a transit gateway or core network, whose route table then decides."""

from vpcviz.model import resources as r
from vpcviz.traffic.packets.state import LeaveSubnet
from vpcviz.traffic.walking.walk import Walk

_ANY_ZONE = "the transit gateway picks a zone"


def by_subnet(
    walk: Walk, at: r.Resource, attachment: str, subnets: list[r.Subnet], vpc: r.Vpc, zone: str, *, appliance_mode: bool
) -> LeaveSubnet:
    """By the subnet in the packet's own zone if the attachment (an id) has one there; in appliance mode an answer enters by the one
    that the packet entered by. `at` is what the hop is at."""
    chosen = next((subnet for subnet in subnets if subnet.zone == zone), subnets[0])
    any_zone = _ANY_ZONE if isinstance(at, r.TransitGatewayAttachment) else "the core network picks a zone"
    why = "the packet's own zone" if chosen.zone == zone else any_zone
    before = walk.zones.get(attachment)
    if appliance_mode and walk.packet.reply and before in walk.index.subnets:
        chosen, why = walk.index.subnets[before], "appliance mode: the zone that the packet took"
    others = [subnet.label for subnet in subnets if subnet is not chosen]
    if why == any_zone and others:
        walk.note(f"{walk.index.label(attachment)} may also take the packet into {vpc.label} by {', '.join(others)}")
    walk.zones.setdefault(attachment, chosen.id)
    walk.entered[attachment] = chosen.id
    walk.add(at, "forward", f"into {vpc.label} by {chosen.label} in {chosen.zone} ({why})")
    return LeaveSubnet(chosen, attachment)
