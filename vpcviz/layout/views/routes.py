"""Routes: route tables and what they lead to."""

from msgspec import structs

from vpcviz.layout.view_kinds import Keeps, deciding, interface_of, parts
from vpcviz.layout.views.network import VIEW as WHOLE
from vpcviz.model import CLASSES, Network
from vpcviz.model import resources as r


def keeps_of(network: Network) -> Keeps:
    """Route tables and their targets, subnets, what joins networks."""
    hops = tuple(kind for kind in CLASSES.values() if kind.ROUTE_TARGET and kind.GATEWAY)
    kinds: tuple[type[r.Resource], ...] = (*parts("place", "gateway", "between", "outside"), *deciding("routes"), *hops, r.Subnet)
    targets = {route.target for table in network.route_tables for route in table.routes}
    targets |= {network.owner_of.get(target, "") for target in targets}

    def keeps(item: r.Resource) -> bool:
        return (
            isinstance(item, kinds)
            or item.id in targets
            or (isinstance(item, r.EndpointService) and item.type == "GatewayLoadBalancer")
            or interface_of(network, item, (r.NatGateway, r.GatewayLoadBalancerEndpoint))
        )

    return keeps


VIEW = structs.replace(
    WHOLE,
    keeps=keeps_of,
    words="Routes: route tables and what they lead to. Everything else is counted.",
    detail="full",
    shows_filters=False,
)
