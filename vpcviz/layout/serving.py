"""Load balancers that serve an endpoint service: they stand below their zones, where the service's links come from."""

from collections.abc import Collection, Sequence

from vpcviz.layout.boxes import Box
from vpcviz.model import Network
from vpcviz.model import resources as r


def parted(network: Network, balancers: Sequence[Box]) -> tuple[list[Box], list[Box]]:
    """The cards of a VPC's load balancers: those that stand over its zones, and those below."""
    lower = _serving(network) if balancers else ()
    return [box for box in balancers if box.id not in lower], [box for box in balancers if box.id in lower]


def _serving(network: Network) -> Collection[str]:
    """The ids of load balancers that only an endpoint service leads to, and that no link need pass: none of the service's
    endpoints, from whose interface a link leads down to it, stands in the VPC of the load balancer."""
    found = set()
    for service in network.endpoint_services:
        names = (service.id, service.service)
        inside = {one.vpc for one in network.gateway_load_balancer_endpoints if one.service in names}
        for ident in service.load_balancers:
            balancer = network.get(ident, r.LoadBalancer)
            if balancer is not None and balancer.scheme != "internet-facing" and balancer.vpc not in inside:
                found.add(ident)
    return found
