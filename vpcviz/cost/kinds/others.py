"""What else costs by the hour or month: VPC Encryption Controls, Resolver endpoints, hosted zones, AWS's own interfaces."""

from collections.abc import Iterator

from vpcviz.cost.charges import Charge
from vpcviz.cost.charging import charges, pair, region_of
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


@charges(r.ResolverEndpoint)
def resolver_endpoint(network: Network, endpoint: r.ResolverEndpoint, prices: Prices) -> Iterator[Charge]:
    """Each of its interfaces."""
    yield prices.charge(endpoint, "resolver_endpoint_interface_hour", units=max(1, len(endpoint.ips)))


@charges(r.HostedZone)
def hosted_zone(network: Network, zone: r.HostedZone, prices: Prices) -> Iterator[Charge]:
    """By the month, but those that AWS's services make."""
    if not zone.managed_by:
        yield prices.charge(zone, "hosted_zone_month", region=region_of(network, *zone.vpcs) or "us-east-1")
