"""What endpoints do with a packet that a route sends to them.

Source: AWS PrivateLink Guide, "Gateway endpoints".
"""

from vpcviz.model import resources as r
from vpcviz.model.life_cycle import works
from vpcviz.model.services import service_label
from vpcviz.traffic.hops.registry import routed_to
from vpcviz.traffic.packets.state import Arrived, Move, Target, stop
from vpcviz.traffic.walking.ends import broken
from vpcviz.traffic.walking.walk import Walk, own_block


def check_type(endpoint: r.InterfaceEndpoint) -> None:
    """Raise End where the endpoint is of a type of which AWS does not say what it does with packets: Tunnel, or newer ones."""
    if endpoint.type not in ("Interface", "Resource", "ServiceNetwork"):
        text = f"{endpoint.label} is an endpoint of type {endpoint.type}, and what such a one gives on is not known"
        needs = f"{endpoint.label} gives the packet on, and the answer back"
        raise stop(endpoint, "NOT_DOCUMENTED", text, missing=f"a word of AWS's documentation on type {endpoint.type}", needs=needs)


@routed_to(r.InterfaceEndpoint)
def interface_endpoint(walk: Walk, move: Target, endpoint: r.Resource) -> Move:
    """No route may lead to an interface endpoint; what one of a newer type does with what is routed to it nobody knows."""
    assert isinstance(endpoint, r.InterfaceEndpoint)
    check_type(endpoint)
    raise stop(
        endpoint,
        "ENDPOINT_NOT_A_ROUTER",
        f"a route leads to interface endpoint {endpoint.label}, which forwards nothing",
        said="an interface endpoint forwards nothing",
        change="send to the endpoint's own DNS names or IPs; it needs no route",
    )


@routed_to(r.GatewayEndpoint)
def gateway_endpoint(walk: Walk, move: Target, endpoint: r.Resource) -> Move:
    """To S3 or DynamoDB, for packets of the endpoint's own VPC."""
    assert isinstance(endpoint, r.GatewayEndpoint)
    packet = walk.packet
    if not works(endpoint.state):
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
