"""Endpoints: the ways to AWS services, by endpoint and by NAT."""

from msgspec import structs

from vpcviz.layout.view_kinds import Keeps, deciding, interface_of, parts
from vpcviz.layout.views.network import VIEW as WHOLE
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.domain_names import normal


def keeps_of(network: Network) -> Keeps:
    """Endpoints with their interfaces, names, groups and services, and the ways by NAT."""
    endpoints = parts("endpoint")
    kinds: tuple[type[r.Resource], ...] = (
        *parts("place", "gateway", "between"),
        *deciding("routes"),
        *endpoints,
        r.Subnet,
        r.EndpointService,
        r.Service,
    )
    groups = {group for endpoint in network.interface_endpoints for group in endpoint.security_groups}
    balancers = {balancer for service in network.endpoint_services for balancer in service.load_balancers}
    names = {normal(name) for endpoint in network.interface_endpoints for name in endpoint.dns_names}
    zones = {zone.id for zone in network.hosted_zones if any(normal(record.alias) in names for record in zone.records)}
    sent_to = {
        g for item in network.load_balancers if item.id in balancers for entry in item.listeners for g in entry.target_groups
    }
    kept = (
        groups | balancers | zones | sent_to | {e.id for e in network.network_interfaces if network.owner_of.get(e.id) in balancers}
    )

    def keeps(item: r.Resource) -> bool:
        return isinstance(item, kinds) or item.id in kept or interface_of(network, item, (*endpoints, r.NatGateway))

    return keeps


VIEW = structs.replace(
    WHOLE,
    keeps=keeps_of,
    words="Endpoints: the ways to AWS services, by endpoint and by NAT. Everything else is counted.",
    detail="full",
)
