"""Kinds of resources that several views are about: a view keeps these of all resources, and counts the others."""

from collections.abc import Callable

from vpcviz.model import CLASSES, Network
from vpcviz.model import resources as r

Keeps = Callable[[r.Resource], bool]

PLACES = (r.Account, r.AvailabilityZone, r.Vpc)
BETWEEN = (r.Peering, r.TransitGateway, r.TransitGatewayAttachment, r.TransitGatewayRouteTable, r.CoreNetwork)
OUTSIDE = (
    r.OdbNetwork,
    r.LocalGateway,
    r.VpnConcentrator,
    r.VpnConnection,
    r.CustomerGateway,
    r.DirectConnectGateway,
    r.DirectConnectAssociation,
    r.VirtualInterface,
    r.OnPremises,
)
GATEWAYS = tuple(
    kind
    for kind in CLASSES.values()
    if kind.ROUTE_TARGET and kind.GATEWAY == "named" and "vpc" in kind.__struct_fields__ and not kind.INSPECTS
)
"""What the routes of a VPC lead to on its border, but for what looks at packets there."""


def interface_of(network: Network, item: r.Resource, owners: tuple[type[r.Resource], ...]) -> bool:
    """Whether a resource is a network interface of an owner of these kinds."""
    return isinstance(item, r.NetworkInterface) and isinstance(network.by_id.get(network.owner_of.get(item.id, "")), owners)
