"""The answer of a connection: its ports, whether it comes to who sent the packet, and whether it takes the same way."""

from typing import NamedTuple

from vpcviz.model import resources as r
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.packets.flows import Edit
from vpcviz.traffic.packets.state import Address, Arrived, Host, Packet, stop_at
from vpcviz.traffic.routing.far_ends import ids_of
from vpcviz.traffic.walking.edits import put
from vpcviz.traffic.walking.walk import Walk

CLIENT_PORTS = (32768, 60999)
"""Source ports of clients whose system is not known: Linux's, the narrowest usual range.

Source: VPC User Guide, "Ephemeral ports".
"""
WIDE_PORTS = (1024, 65535)
"""Source ports of NAT gateways, load balancers and Lambda functions; the same source."""


class Sender(NamedTuple):
    """Who sends: a host in a VPC, an on-premises network, or (neither) the internet.

    `client` is the source address that receivers see where a load balancer keeps its client's.
    """

    host: Host | None = None
    premises: r.OnPremises | None = None
    address: Address | None = None
    client: Address | None = None


def answer_of(index: Index, walk: Walk, sender: Sender) -> Packet:
    """The packet that answers the one that arrived."""
    ports = (
        WIDE_PORTS
        if any(isinstance(index.network.by_id.get(one), r.NatGateway) for one in walk.translations)
        else client_ports(index, sender)
    )
    return Packet(walk.packet.dst, walk.packet.src, walk.packet.protocol, ports, reply=True)


def client_ports(index: Index, sender: Sender) -> tuple[int, int]:
    """The source ports that a sender may use."""
    interface = sender.host.interface if sender.host is not None else None
    if interface is None:
        return CLIENT_PORTS
    owner = index.network.by_id.get(index.network.owner_of.get(interface.id, ""))
    wide = interface.type == "lambda" or isinstance(owner, r.LoadBalancer | r.NatGateway)
    return WIDE_PORTS if wide or (isinstance(owner, r.Workload) and owner.type == "lambda-function") else CLIENT_PORTS


def check_back(back: Walk, end: Arrived, sender: Sender) -> None:
    """Raise End where the answer does not come to who sent the packet."""
    if sender.host is not None:
        wanted = sender.host.interface.id if sender.host.interface is not None else sender.host.subnet.id
    elif sender.premises is not None:
        wanted = sender.premises.id
        if end.kind == "premises" and end.id in ids_of(back.index, wanted):
            return
    else:
        wanted = "internet"
    if end.id == wanted:
        return
    text = f"the answer to {back.packet.dst.text} goes to {end.id}, not to {wanted}"
    raise stop_at(
        end.id, end.kind, "ARRIVES_ELSEWHERE", text, change=f"route {back.packet.dst.text} back the way that the packet came"
    )


def asymmetry(index: Index, walk: Walk, back: Walk) -> tuple[tuple[str, str] | None, str, tuple[Edit, ...]]:
    """Whether the answer passes other gateways or appliances than the packet did; the reason, and the smallest change."""
    there, here = walk.devices, back.devices[::-1]
    if there == here:
        return None, "", ()
    appliances = [one for one in {*there, *here} if _inspects(index, one)]
    differing = sorted(one for one in appliances if (one in there) != (one in here))
    for attachment_id in sorted({*walk.entered} & {*back.entered}):
        attachment = index.network.by_id.get(attachment_id)
        if (
            differing
            and isinstance(attachment, r.TransitGatewayAttachment)
            and not attachment.appliance_mode
            and walk.entered.get(attachment_id) != back.entered.get(attachment_id)
        ):
            said = (
                f"packet and answer meet different appliances ({', '.join(differing)}): {attachment.label} has appliance mode off"
            )
            change, edits = f"turn appliance mode of {attachment_id} on", (put(attachment, "appliance_mode", True),)
            return ("TRANSIT_GATEWAY_APPLIANCE_MODE_RECOMMENDED", said), change, edits
    only = next((one for one in here if one not in there), "") or next((one for one in there if one not in here), "")
    ways = (" → ".join(back.devices) or "no gateway", " → ".join(there) or "no gateway")
    said = f"the answer takes another way ({ways[0]}) than the packet ({ways[1]})"
    change = f"route both directions through {only.split(' ')[0]}, or neither" if only else "route both directions alike"
    return ("ASYMMETRIC_ROUTE", said), change, ()


def _inspects(index: Index, device: str) -> bool:
    found = index.network.by_id.get(device.split(" ")[0])
    return found is not None and (found.INSPECTS or isinstance(found, r.NetworkInterface))
