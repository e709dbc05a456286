"""What else costs in a VPC by the hour: its Encryption Controls, Verified Access, interfaces of newer types."""

from collections.abc import Iterator

from vpcviz.cost.charges import Charge
from vpcviz.cost.charging import charges, pair
from vpcviz.cost.prices import Prices
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.interface_types import interface_type


@charges(r.Vpc)
def vpc(network: Network, vpc: r.Vpc, prices: Prices) -> Iterator[Charge]:
    """Its Encryption Controls, where it has some."""
    if vpc.encryption_control:
        yield prices.charge(vpc, "vpc_encryption_control_hour")


@charges(r.Workload)
def workload(network: Network, workload: r.Workload, prices: Prices) -> Iterator[Charge]:
    """Of workloads only what is a part of the network: Verified Access endpoints."""
    if workload.type == "verified-access-endpoint":
        yield from pair(prices, workload, "verified_access_endpoint")


@charges(r.NetworkInterface)
def network_interface(network: Network, interface: r.NetworkInterface, prices: Prices) -> Iterator[Charge]:
    """One of a type that is newer than vpcviz costs nobody knows what."""
    if not interface.owner and interface_type(interface.type) is None:
        yield prices.charge(interface, "other_interface_hour")
