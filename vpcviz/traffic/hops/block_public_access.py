"""VPC Block Public Access: what it stops at internet, carrier and egress-only gateways, whatever routes and rules say.

Source: VPC User Guide, "Block public access to VPCs and subnets" ("VPC BPA basics": which traffic each mode and each exclusion
stops, and which services it reaches; "Advanced example", scenario 5: in ingress-only mode an egress-only exclusion is ignored).
"""

from typing import Literal

from vpcviz.model import resources as r
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.packets.state import End, stop
from vpcviz.traffic.walking.edits import put
from vpcviz.traffic.walking.walk import Walk

Mode = Literal["off", "block-bidirectional", "block-ingress", "allow-egress", "unknown"]
"""What holds for a subnet; `allow-egress` is the exclusion of that name, `unknown` a mode that is new."""

_CODE = "VPC_BLOCK_PUBLIC_ACCESS_ENABLED"


def mode_of(index: Index, vpc_id: str, subnet: r.Subnet | None) -> Mode:
    """What Block Public Access does to a subnet of a VPC: by its own state and exclusion, else by those of the VPC."""
    vpc = index.vpcs.get(vpc_id)
    places = [one for one in (subnet, vpc) if one is not None]
    states = [one.block_public_access for one in places if one.block_public_access]
    exclusion = next((one.public_access_exclusion for one in places if one.public_access_exclusion), "")
    if not states or states[0] == "off" or exclusion == "allow-bidirectional":
        return "off"
    if states[0] not in ("block-ingress", "block-bidirectional") or exclusion not in ("", "allow-egress"):
        return "unknown"
    if states[0] == "block-ingress":
        return "block-ingress"  # An exclusion for egress only is ignored there.
    return "allow-egress" if exclusion == "allow-egress" else "block-bidirectional"


def check_out(walk: Walk, gateway: r.Resource, vpc: str, subnet_id: str) -> None:
    """Whether a packet may leave a subnet by a gateway to the internet. Raises End where it may not."""
    index, packet = walk.index, walk.packet
    subnet = index.subnets.get(subnet_id)
    mode = mode_of(index, vpc, subnet)
    by_nat = (vpc, packet.src.text) in index.nat_at
    if walk.devices and (firewall := index.network.get(walk.devices[-1].split(" ")[0], r.NetworkFirewall)) is not None:
        _check_firewall(walk, firewall, vpc, passes=by_nat or isinstance(gateway, r.EgressOnlyInternetGateway))
    if packet.reply or mode == "off":
        _check_sender_of_nat(walk, gateway, vpc, mode)
        return
    if mode == "unknown":
        _assume_passed(walk, gateway, vpc, subnet)
        return
    if mode == "block-bidirectional":
        raise _stopped(walk, gateway, vpc, subnet, "nothing leaves")
    if by_nat or isinstance(gateway, r.EgressOnlyInternetGateway):
        _check_sender_of_nat(walk, gateway, vpc, mode)
        return
    if mode == "block-ingress":
        raise _stopped(walk, gateway, vpc, subnet, "only NAT and egress-only internet gateways send")
    place = _place(index, vpc, subnet)  # "Advanced example": allowed by the note of scenario 5, blocked in scenario 6.
    text = f"AWS's guide says both that the exclusion allow-egress of {place} lets hosts with public IPs out, and that it does not"
    needs = f"the exclusion allow-egress lets {packet.src.text} open connections by {gateway.label}"
    walk.assume(stop(gateway, "NOT_DOCUMENTED", text, missing="a word of AWS's documentation on it", needs=needs))


def check_in(walk: Walk, gateway: r.Resource, vpc: str, target: str = "") -> None:
    """Whether a packet of the internet may enter a VPC by a gateway, for its destination; where a gateway's route table leads it to
    an appliance or endpoint (`target`), the subnet of that counts, and no exclusion of a Network Firewall's. Raises End where it
    may not.

    Source: VPC User Guide, "VPC BPA basics", "AWS service impact and support".
    """
    index = walk.index
    if target in index.network.firewall_endpoints or isinstance(index.network.by_id.get(target), r.NetworkFirewall):
        if not walk.packet.reply and mode_of(index, vpc, None) in ("block-bidirectional", "block-ingress"):
            raise _stopped(walk, gateway, vpc, None, "nothing comes in to Network Firewall, excluded or not,")
        return
    subnet = _subnet_of(index, target) or index.subnet_at(vpc, walk.packet.dst)
    mode = mode_of(walk.index, vpc, subnet)
    if mode == "unknown" and not walk.packet.reply:
        _assume_passed(walk, gateway, vpc, subnet)
    elif not walk.packet.reply and mode != "off":
        raise _stopped(walk, gateway, vpc, subnet, "nothing comes in")


def _subnet_of(index: Index, target: str) -> r.Subnet | None:
    """The subnet of an appliance or endpoint; None where it is not known."""
    found = index.network.by_id.get(target)
    if isinstance(found, r.GatewayLoadBalancerEndpoint):
        return next((one for one in map(index.subnets.get, found.subnets) if one is not None), None)
    owned = index.network.interfaces_owned.get(target, ())
    interface = found if isinstance(found, r.NetworkInterface) else next(iter(owned), None)
    return index.subnets.get(interface.subnet) if interface is not None else None


def _assume_passed(walk: Walk, gateway: r.Resource, vpc: str, subnet: r.Subnet | None) -> None:
    """Go on past a mode that vpcviz does not know."""
    place = _place(walk.index, vpc, subnet)
    text = f"what the mode of VPC Block Public Access of {place} stops is not known to vpcviz"
    needs = f"the mode of VPC Block Public Access of {place} lets the packet pass {gateway.label}"
    walk.assume(stop(gateway, "NOT_DOCUMENTED", text, missing="what the mode does: it is newer than vpcviz", needs=needs))


def _check_firewall(walk: Walk, firewall: r.NetworkFirewall, vpc: str, *, passes: bool) -> None:
    """Network Firewall's traffic is stopped even where the subnet of its endpoint is excluded (VPC BPA basics); in ingress mode
    what NAT and egress-only gateways send `passes`.
    """
    mode = mode_of(walk.index, vpc, None)
    if mode == "block-bidirectional" or (mode == "block-ingress" and not passes and not walk.packet.reply):
        raise _stopped(walk, firewall, vpc, None, "nothing passes Network Firewall, excluded or not")


def _check_sender_of_nat(walk: Walk, gateway: r.Resource, vpc: str, mode: Mode) -> None:
    """A NAT gateway in an excluded subnet for a sender in one that is not: AWS does not say whether that passes."""
    index, packet = walk.index, walk.packet
    nat = index.nat_at.get((vpc, packet.src.text))
    before = walk.translations.get(nat.id) if nat is not None else None
    if nat is None or before is None or packet.reply:
        return
    sender = index.subnet_at(vpc, before[0])
    if sender is None or mode_of(index, vpc, sender) != "block-bidirectional" or mode == "block-bidirectional":
        return
    served = f"{nat.label}, which Block Public Access excludes, serves {sender.label}, which it does not exclude"
    text = f"AWS does not say what happens where NAT gateway {served}"
    needs = f"Block Public Access lets {nat.label} serve {sender.label}"
    walk.assume(stop(gateway, "NOT_DOCUMENTED", text, missing="a word of AWS's documentation on it", needs=needs))


def _place(index: Index, vpc: str, subnet: r.Subnet | None) -> str:
    return f"subnet {subnet.label}" if subnet is not None else index.label(vpc)


def _stopped(walk: Walk, at: r.Resource, vpc: str, subnet: r.Subnet | None, what: str) -> End:
    place = _place(walk.index, vpc, subnet)
    excluded = subnet if subnet is not None else walk.index.vpcs.get(vpc)
    return stop(
        at,
        _CODE,
        f"VPC Block Public Access is on for {place}: {what} by {at.label}",
        said=f"VPC Block Public Access is on for {place}: {what}",
        change=f"exclude {excluded.id if excluded is not None else vpc} from VPC Block Public Access",
        edits=(put(excluded, "public_access_exclusion", "allow-bidirectional"),) if excluded is not None else (),
    )
