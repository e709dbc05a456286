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
    """The ids of load balancers that only an endpoint service leads to, and that no link need pass on its way down: in their VPC
    there is no endpoint that has network interfaces in the zones."""
    passed = {one.vpc for one in network.interface_endpoints} | {one.vpc for one in network.gateway_load_balancer_endpoints}
    found = {ident for service in network.endpoint_services for ident in service.load_balancers}
    known = [network.get(ident, r.LoadBalancer) for ident in sorted(found)]
    return {one.id for one in known if one is not None and one.scheme != "internet-facing" and one.vpc not in passed}
