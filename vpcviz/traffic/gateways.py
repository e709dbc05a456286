"""What peering connections and endpoints do with a packet that a route sends to them.

Sources: VPC Peering Guide, "Unsupported VPC peering configurations"; AWS PrivateLink Guide, "Gateway endpoints".
"""

from vpcviz.model import resources as r
from vpcviz.model.services import service_label
from vpcviz.traffic.edits import working
from vpcviz.traffic.index import blocks
from vpcviz.traffic.state import WORKING, Arrived, End, Local, Move, Target, stop, stop_at, within_any
from vpcviz.traffic.walk import Walk, own_block

_NO_TRANSIT = "peering is not transitive and has no edge to edge"


def broken(resource: r.Resource, state: str, code: str = "BAD_STATE") -> End:
    """The end of a packet at something that does not work."""
    text = f"{resource.label} is {state}"
    return stop(
        resource,
        code,
        text,
        said=f"its state is {state}",
        change=f"bring {resource.id} into a working state",
        edits=working(resource),
    )


def unread(target: str, kind: str, missing: str = "", what: str = "", needs: str = "") -> End:
    """The end of what is known: the way leads to something that was not read, `what` of the thing `target`.

    `needs` is what it would have to do; by default it gives the packet on to where it is going.
    """
    return stop_at(
        target,
        kind,
        "UNKNOWN_DESTINATION",
        f"the way leads to {what or target}, which was not read",
        said=f"{what or 'it'} was not read",
        missing=missing or target,
        needs=needs or f"{what or target} gives the packet on to its destination, and the answer back",
    )


def peering(walk: Walk, move: Target, connection: r.Resource) -> Move:
    """Into the other VPC, if both addresses are of the two VPCs: no transit, no edge to edge."""
    assert isinstance(connection, r.Peering)
    packet, index = walk.packet, walk.index
    if connection.status not in WORKING:
        raise broken(connection, connection.status)
    sides = (connection.requester, connection.accepter)
    if move.vpc not in sides:
        text = f"{connection.label} does not join {move.vpc}"
        raise stop(connection, "BAD_STATE_ATTACHMENT", text, change=f"route to a peering connection of {move.vpc}")
    other = sides[1] if move.vpc == sides[0] else sides[0]
    told = connection.accepter_cidrs if other == connection.accepter else connection.requester_cidrs
    ranges = index.blocks_of.get(other, ()) or blocks(told)
    account = connection.accepter_account if other == connection.accepter else connection.requester_account
    for end, owner, known in ((packet.src, move.vpc, index.blocks_of.get(move.vpc, ())), (packet.dst, other, ranges)):
        if not known:
            named = f"VPC {other}" if other else f"the VPC on the other side of {connection.label}"
            needs = f"{named} takes {packet.what} for {packet.dst.text} in, and its answer comes back"
            target, kind = (other, "vpc") if other else (connection.id, connection.kind)
            raise unread(target, kind, f"{named}{' of account ' + account if account else ''}", needs=needs)
        if not within_any(end, known):
            label = walk.index.label(owner)
            what = "sends" if owner == move.vpc else "takes"
            raise stop(
                connection,
                "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR",
                f"{connection.label} {what} only addresses of {label}, and {end.text} is none: {_NO_TRANSIT}",
                said=f"{end.text} is no address of {label}: {_NO_TRANSIT}",
                change=_of_its_own(walk, move.vpc),
            )
    walk.passed(connection.id)
    walk.add(connection, "forward", f"peering into {walk.index.label(other)}")
    here, there = index.vpcs.get(move.vpc), index.vpcs.get(other)
    if here is not None and there is not None and here.region != there.region:
        walk.forget_groups("SG_REFERENCES_NOT_PRESERVED", "peering between regions")
    return Local(other)


def _of_its_own(walk: Walk, vpc: str) -> str:
    """What it takes to reach an address that a peering connection does not lead to."""
    home = walk.index.vpc_with(walk.packet.dst)
    if home is None or home.id == vpc:
        return f"no single change helps: reach {walk.packet.dst.text} by a peering connection or transit gateway of its own"
    here = walk.index.label(vpc)
    joined = f"join {here} and {home.label} by a peering connection of their own or by a transit gateway, and add routes both ways"
    return f"no single change helps: {_NO_TRANSIT}; {joined}"


def gateway_endpoint(walk: Walk, move: Target, endpoint: r.Resource) -> Move:
    """To S3 or DynamoDB, for packets of the endpoint's own VPC."""
    assert isinstance(endpoint, r.GatewayEndpoint)
    packet = walk.packet
    if endpoint.state.lower() not in WORKING:
        raise broken(endpoint, endpoint.state)
    if not own_block(walk.index, endpoint.vpc or move.vpc, packet.src) or (endpoint.vpc and endpoint.vpc != move.vpc):
        raise stop(
            endpoint,
            "VPCE_GATEWAY_REQUIRES_SOURCE_IN_VPC",
            f"gateway endpoint {endpoint.label} serves its own VPC only, and {packet.src.text} is not of it",
            said=f"{packet.src.text} is not an address of {walk.index.label(endpoint.vpc or move.vpc)}",
            change="use an interface endpoint, or a gateway endpoint in the sender's VPC",
        )
    if packet.protocol not in ("tcp", "icmp"):
        raise stop(
            endpoint,
            "VPCE_GATEWAY_PROTOCOL_RESTRICTION",
            f"{endpoint.label} takes TCP and ICMP echo only",
            said=f"it takes no {packet.protocol}",
        )
    walk.passed(endpoint.id)
    walk.add(endpoint, "forward", f"gateway endpoint of the VPC, no NAT and no internet gateway; {policy_text(endpoint.policy)}")
    service = endpoint.service or packet.dst.service
    walk.add_at(service, "service", "deliver", f"{service_label(service)} within AWS's network")
    return Arrived("service", service, gateway=endpoint.id, vpc=move.vpc)


def policy_text(policy: str | None) -> str:
    """What is known of an endpoint's policy."""
    if policy is None:
        return "its endpoint policy is not known"
    return (
        "the default endpoint policy allows everything"
        if not policy
        else "its endpoint policy has the last word on what is allowed"
    )


def interface_endpoint(walk: Walk, move: Target, endpoint: r.Resource) -> Move:
    """No route may lead to an interface endpoint."""
    raise stop(
        endpoint,
        "ENDPOINT_NOT_A_ROUTER",
        f"a route leads to interface endpoint {endpoint.label}, which forwards nothing",
        said="an interface endpoint forwards nothing",
        change="send to the endpoint's own DNS names or IPs; it needs no route",
    )
