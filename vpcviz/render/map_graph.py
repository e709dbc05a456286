"""The map of the network as a graph: nodes and the links between them, as DOT, Mermaid and D2 tell it."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from vpcviz.model import CLASSES, Network
from vpcviz.model import resources as r
from vpcviz.model.services import service_label

Edge = tuple[str, str, str]
"""From, to, and the kind of link (`data-link` in pictures)."""

INTERNET, PRIVATELINK = "internet", "privatelink"
"""Kinds of links; the internet is a node, too."""


def nodes_of(network: Network) -> list[r.Resource]:
    """What the map shows, by kind and id."""
    every = [getattr(network, name) for name, kind in CLASSES.items() if kind.ON_MAP]
    nodes: list[r.Resource] = [item for items in every for item in items]
    nodes += [service for _, service in sorted(network.all_services.items())]
    provided = {service.service for service in network.endpoint_services}
    called = {getattr(item, item.ENDS[1]) for item in _joining(network) if _calls(item)}
    nodes += [r.EndpointService(id=service) for service in called - {""} - provided - network.all_services.keys()]
    if any(True for _ in _leading_out(network)):
        nodes.append(r.Service(id=INTERNET, name="Internet"))
    return sorted(nodes, key=lambda item: (item.kind, item.id))


def _joining(network: Network) -> Iterator[r.Resource]:
    """What joins two things."""
    for name, kind in CLASSES.items():
        if all(kind.ENDS):
            yield from getattr(network, name)


def _calls(item: r.Resource) -> bool:
    """Whether it leads to what others provide by PrivateLink."""
    return item.ENDS[1] == "service" and item.LINK == PRIVATELINK


def _leading_out(network: Network) -> Iterator[r.Resource]:
    """What leads from a VPC to the internet."""
    for name, kind in CLASSES.items():
        if kind.LINK == INTERNET:
            yield from getattr(network, name)


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
        own = node.ON_MAP == "home"
        places.setdefault((node.region if own else "", node.account if own else ""), []).append(node)
    return dict(sorted(places.items()))


class Cluster(NamedTuple):
    """A container, or where a node stands: a region ("": none) and its number, and an account in it ("": none), and its number."""

    number: int
    region: str
    inner: int = 0
    account: str = ""


def clustered(
    network: Network,
    nodes: list[r.Resource],
    opens: Callable[[Cluster, str], str],
    writes: Callable[[r.Resource, Cluster], str],
    closes: str,
) -> Iterator[str]:
    """The lines of nodes in containers of region and account; what belongs to neither stands outside. `opens` begins a container,
    by what it is called, `writes` tells a node, `closes` ends a container."""
    places = places_of(nodes)
    for number, region in enumerate(sorted({region for region, _ in places})):
        if region:
            yield opens(Cluster(number, region), region)
        for inner, account in enumerate(account for place, account in places if place == region):
            here = Cluster(number, region, inner, account)
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


def edges_of(network: Network, known: set[str]) -> list[Edge]:
    """The links between the `known` nodes, each pair and kind once whichever end tells of it, in order."""
    provided = {service.service: service.id for service in network.endpoint_services if service.service}
    joined = [(item, _edge(network, item, provided)) for item in _joining(network)]
    edges = [edge for _, edge in joined]
    # A core network tells its VPCs by attachments of its own, or routes tell them.
    edges += [(core.id, vpc, core.LINK) for core in network.core_networks for vpc in network.vpcs_of_core.get(core.id, ())]
    edges += [(getattr(gateway, "vpc", ""), INTERNET, gateway.LINK) for gateway in _leading_out(network)]
    called = {edge[1] for item, edge in joined if item.ENDS[1] == "service"}
    edges += [(INTERNET, service, INTERNET) for service in network.all_services if service not in called]
    edges = [edge for edge in edges if edge[0] in known and edge[1] in known and edge[0] != edge[1]]
    return sorted({(frozenset(edge[:2]), edge[2]): edge for edge in sorted(edges, reverse=True)}.values())


def _edge(network: Network, item: r.Resource, provided: Mapping[str, str]) -> Edge:
    """The link that joins two things; a transit gateway's attachment is of the kind of what is attached, where that has one."""
    near, far = (_node(network, getattr(item, name)) for name in item.ENDS)
    end = network.by_id.get(far) if isinstance(item, r.TransitGatewayAttachment) else None
    return near, provided.get(far, far) if _calls(item) else far, (end.LINK if end is not None and end.ON_MAP else "") or item.LINK


def _node(network: Network, ident: str) -> str:
    """The id of what stands for a thing on the map: its own, or for a gateway that of its VPC or site."""
    resource = network.by_id.get(ident)
    return str(getattr(resource, resource.STANDS_BY)) if resource is not None and resource.STANDS_BY else ident
