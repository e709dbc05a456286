"""What the names of VPC Lattice's services lead to, and those of resources in the VPCs of their service networks.

Sources: VPC Lattice User Guide, "How VPC Lattice works" (link-local addresses; each service gets a name), "Resource configurations
for VPC resources" (addresses of 129.224.0.0/17; custom domain names for resource consumers and service network owners).
"""

from collections.abc import Iterator
from typing import NamedTuple

from vpcviz.model import resources as r
from vpcviz.model.domain_names import covers, normal
from vpcviz.model.life_cycle import is_dead
from vpcviz.traffic.lookups.index import Index
from vpcviz.traffic.packets.flows import Hop
from vpcviz.traffic.packets.state import Address, hop, stop

FIRST = 169 << 24 | 254 << 16 | 171 << 8
"""The first address of 169.254.171.0/24: services have addresses of it; which one says nothing."""


_OF_RESOURCES = 129 << 24 | 224 << 16
"""The first address of 129.224.0.0/17: resources have addresses of it where a VPC is associated with their service network."""


class NamedResource(NamedTuple):
    """A resource configuration that a service network brings to a VPC under a custom domain name."""

    name: str
    network: r.ServiceNetwork
    resource: str


def custom_names(index: Index, vpc: r.Vpc) -> Iterator[NamedResource]:
    """The custom domain names for which Lattice keeps private hosted zones in a VPC, by its associations with service networks."""
    for network in index.network.service_networks:
        chosen = next((one for one in network.private_dns if one.vpc == vpc.id), None)
        if chosen is None or vpc.id not in network.vpcs:
            continue
        for named in network.resource_names:
            if named.private_dns_name and not is_dead(named.state) and _wanted(index, chosen, named):
                yield NamedResource(normal(named.private_dns_name), network, named.resource)


def _wanted(index: Index, chosen: r.LatticePrivateDns, named: r.EndpointAssociation) -> bool:
    """Whether a VPC's private DNS preference takes a custom domain name; of AWS's own resources (by ARN) it is always on."""
    config = index.network.get(named.resource, r.ResourceConfiguration)
    name = normal(named.private_dns_name)
    if chosen.preference == "ALL_DOMAINS" or (config is not None and config.type == "ARN"):
        return True
    verified = config is not None and config.domain_verification == "VERIFIED"
    specified = any(covers(normal(pattern), name) for pattern in chosen.domains)
    takes = {
        "VERIFIED_DOMAINS_ONLY": verified,
        "SPECIFIED_DOMAINS_ONLY": specified,
        "VERIFIED_DOMAINS_AND_SPECIFIED_DOMAINS": verified or specified,
    }
    return takes.get(chosen.preference, False)


def custom_answer(
    index: Index, vpc: r.Vpc, network: r.ServiceNetwork, named: tuple[str, str], name: str
) -> tuple[tuple[Address, ...], Hop]:
    """What the zone answers that Lattice keeps in a VPC for a custom domain name: `named` is that and the resource. Raises End."""
    domain, resource = named
    if name != domain:
        text = f"the zone that VPC Lattice keeps for {domain} in {vpc.label} has no record of {name}"
        raise stop(network, "NAME_NOT_FOUND", text, said=f"{text}: NXDOMAIN", change=f"ask for {domain}")
    said = f"private DNS of the association with {vpc.label} is on: {name} is resource {index.label(resource)}"
    return (resource_address(index, resource),), hop(network, "answer", said)


def resource_address(index: Index, resource: str) -> Address:
    """An address of a resource in a VPC that is associated with its service network; which one says nothing."""
    return Address(4, _OF_RESOURCES + 1, f"an address of {index.label(resource)} in 129.224.0.0/17", resource)


def lattice_answer(index: Index, name: str) -> tuple[tuple[Address, ...], Hop] | None:
    """What public DNS answers for the name that Lattice gave a service or a resource: an address of Lattice's own."""
    resource = index.cached("lattice-resource-names", lambda: _own_names(index)).get(name)
    if resource is not None:
        found = resource_address(index, resource)
        said = f"{name} is Lattice's own name of resource {index.label(resource)}: an address of 129.224.0.0/17"
        return (found,), Hop(resource, r.ResourceConfiguration.KIND, "answer", said)
    services = index.cached(
        "lattice-names", lambda: {normal(one.dns_name): one for one in index.network.lattice_services if one.dns_name}
    )
    service = services.get(name)
    if service is None:
        return None
    found = Address(4, FIRST + 1, f"an address of {service.label} in 169.254.171.0/24", service.id)
    said = f"{name} is the name of Lattice service {service.label}: a link-local address of 169.254.171.0/24"
    return (found,), Hop(service.id, service.kind, "answer", said)


def _own_names(index: Index) -> dict[str, str]:
    networks = index.network.service_networks
    return {normal(one.dns_name): one.resource for network in networks for one in network.resource_names if one.dns_name}
