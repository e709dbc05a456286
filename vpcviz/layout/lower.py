"""What stands low in a VPC since its links come from below: load balancers of endpoint services, zones over interface endpoints."""

from collections.abc import Collection, Sequence

from vpcviz.layout.boxes import Box
from vpcviz.model import Network
from vpcviz.model import resources as r


def parted(network: Network, balancers: Sequence[Box]) -> tuple[list[Box], list[Box]]:
    """The cards of a VPC's load balancers: those that stand over its zones, and those below."""
    lower = _serving(network) if balancers else ()
    return [box for box in balancers if box.id not in lower], [box for box in balancers if box.id in lower]


def lower_zones(vpc: Box) -> None:
    """Let the zones stand at the foot of tables that are higher, where wires lead from them to endpoints on the lower border of
    the VPC, and nothing is on the upper one."""
    if not vpc.docks_top and any(dock.kind == r.InterfaceEndpoint.KIND for dock in vpc.docks_bottom):
        for box in vpc.rows[0]:
            box.low = box.kind in ("az", "side")


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
