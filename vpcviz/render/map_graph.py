"""The map of the network as a graph: nodes and the links between them, as DOT, Mermaid and D2 tell it."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import NamedTuple

from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.services import service_label

Edge = tuple[str, str, str]
"""From, to, and the kind of link (`data-link` in pictures)."""

INTERNET = "internet"

JOINING = {"core-network": "core-network", "direct-connect-gateway": "direct-connect"}
"""What a transit gateway is linked by to things of a kind; to the others by an attachment as such."""


def nodes_of(network: Network) -> list[r.Resource]:
    """What the map shows, by kind and id."""
    found: list[r.Resource] = [
        *network.vpcs,
        *network.transit_gateways,
        *network.core_networks,
        *network.direct_connect_gateways,
        *network.on_premises,
        *network.endpoint_services,
        *(service for _, service in sorted(network.all_services.items())),
    ]
    provided = {service.service for service in network.endpoint_services}
    unseen = {service for _, service in _consumers(network) if service} - provided - network.all_services.keys()
    found += [r.EndpointService(id=service) for service in unseen]
    if network.internet_gateways or network.egress_only_internet_gateways:
        found.append(r.Service(id=INTERNET, name="Internet"))
    return sorted(found, key=lambda item: (item.kind, item.id))


def labels_of(nodes: list[r.Resource]) -> dict[str, list[str]]:
    """The lines of each node's label, by its id: with the id where several in one place are called alike (S3 of two regions)."""
    told: dict[str, list[str]] = {}
    for placed in places_of(nodes).values():
        texts = {node.id: _texts(node) for node in placed}
        alike = Counter(map(tuple, texts.values()))
        told |= {ident: [*lines, ident] if alike[tuple(lines)] > 1 else lines for ident, lines in texts.items()}
    return told


def _texts(node: r.Resource) -> list[str]:
    """What a node is called, and its CIDRs, hostile as they are."""
    texts = [node.label if not isinstance(node, r.Service) else node.name or service_label(node.id)]
    texts += [*node.cidrs, *node.ipv6_cidrs] if isinstance(node, r.Vpc) else []
    return texts + ([*node.cidrs] if isinstance(node, r.OnPremises) else [])


def places_of(nodes: list[r.Resource]) -> dict[tuple[str, str], list[r.Resource]]:
    """The nodes by region and account, in order; what belongs to neither is under ("", "")."""
    places: dict[tuple[str, str], list[r.Resource]] = {}
    for node in nodes:
        own = isinstance(node, (r.Vpc, r.TransitGateway))
        places.setdefault((node.region if own else "", node.account if own else ""), []).append(node)
    return dict(sorted(places.items()))


class Place(NamedTuple):
    """A container, or where a node stands: a region ("": none) and its number, and an account in it ("": none), and its number."""

    number: int
    region: str
    inner: int = 0
    account: str = ""


def contained(
    network: Network,
    nodes: list[r.Resource],
    opens: Callable[[Place, str], str],
    writes: Callable[[r.Resource, Place], str],
    closes: str,
) -> Iterator[str]:
    """The lines of nodes in containers of region and account; what belongs to neither stands outside. `opens` begins a container,
    by what it is called, `writes` tells a node, `closes` ends a container."""
    places = places_of(nodes)
    for number, region in enumerate(sorted({region for region, _ in places})):
        if region:
            yield opens(Place(number, region), region)
        for inner, account in enumerate(account for place, account in places if place == region):
            here = Place(number, region, inner, account)
            if account:
                yield opens(here, account_label(network, account))
            yield from (writes(node, here) for node in places[region, account])
            if account:
                yield closes
        if region:
            yield closes


def account_label(network: Network, account: str) -> str:
    """What people call an account, with its id."""
    record = network.get(account, r.Account)
    return f"{record.name} ({account})" if record is not None and record.name else account


def summary(network: Network, what: str) -> str:
    """How many nodes and links the source holds, in words: `what` it is."""
    nodes = nodes_of(network)
    links = len(edges_of(network, {item.id for item in nodes}))
    count = len(nodes)
    return f"wrote the map as {what}: {count} node{'s' if count != 1 else ''}, {links} link{'s' if links != 1 else ''}"


def _consumers(network: Network) -> list[tuple[str, str]]:
    """VPC and service of each endpoint of PrivateLink."""
    found = [(endpoint.vpc, endpoint.service) for endpoint in network.interface_endpoints]
    return found + [(endpoint.vpc, endpoint.service) for endpoint in network.gateway_load_balancer_endpoints]


def edges_of(network: Network, known: set[str]) -> list[Edge]:
    """The links between the `known` nodes, each pair and kind once whichever end tells of it, in order."""
    found: list[Edge] = [(p.requester, p.accepter, "peering") for p in network.peerings]
    sites = {gateway.id: gateway.on_premises for gateway in network.customer_gateways}
    vpc_of = {gateway.id: gateway.vpc for gateway in network.vpn_gateways}
    for attachment in network.transit_gateway_attachments:
        found.append(
            (attachment.transit_gateway, attachment.resource, JOINING.get(_kind_of(network, attachment.resource), "transit"))
        )
    found += [(core.id, vpc, "core-network") for core in network.core_networks for vpc in network.vpcs_of_core.get(core.id, ())]
    for vpn in network.vpn_connections:
        found.append((sites.get(vpn.customer_gateway, ""), vpc_of.get(vpn.gateway, vpn.gateway), "vpn"))
    for interface in network.virtual_interfaces:
        found.append((interface.on_premises, vpc_of.get(interface.gateway, interface.gateway), "direct-connect"))
    for association in network.direct_connect_associations:
        found.append((association.direct_connect_gateway, vpc_of.get(association.gateway, association.gateway), "direct-connect"))
    found += [(gateway.vpc, INTERNET, "internet") for gateway in network.internet_gateways]
    found += [(gateway.vpc, INTERNET, "internet") for gateway in network.egress_only_internet_gateways]
    services = {service.service: service.id for service in network.endpoint_services if service.service}
    found += [(endpoint.vpc, endpoint.service, "gateway-endpoint") for endpoint in network.gateway_endpoints]
    found += [(vpc, services.get(service, service), "privatelink") for vpc, service in _consumers(network)]
    called = {to for _, to, kind in found if kind in ("gateway-endpoint", "privatelink")}
    found += [(INTERNET, service, "internet") for service in network.all_services if service not in called]
    found = [edge for edge in found if edge[0] in known and edge[1] in known and edge[0] != edge[1]]
    return sorted({(frozenset(edge[:2]), edge[2]): edge for edge in sorted(found, reverse=True)}.values())


def _kind_of(network: Network, ident: str) -> str:
    resource = network.by_id.get(ident)
    return resource.kind if resource is not None else ""
