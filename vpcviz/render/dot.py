"""The map as DOT source, for Graphviz and whatever else reads it: VPCs, hubs, networks and services as nodes, links as edges."""

from collections.abc import Iterator

from vpcviz.layout.options import Options
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.services import service_label
from vpcviz.text import clean

Edge = tuple[str, str, str]
"""From, to, and the kind of link (`data-link` in pictures)."""

_COLOURS = {
    "peering": "#8C4FFF", "transit": "#6B2FD6", "vpn": "#D13212", "direct-connect": "#B3530A", "privatelink": "#C2185B",
    "core-network": "#6B2FD6", "gateway-endpoint": "#4F7A0A", "dns": "#2962D9", "internet": "#0B7A8A",
}  # fmt: skip

INTERNET = "internet"


def render_dot(network: Network, options: Options) -> bytes:
    """The DOT document of the map of a network, UTF-8. Names are resource ids; every text is quoted, none is read as HTML,
    as a port or as an escape, and there are no URLs."""
    title = clean(options.title or network.title or "AWS network")
    lines = [
        f"graph {_quoted(title)} {{",
        f"  graph [label={_quoted(title)}, labelloc=t, fontname=Helvetica, compound=true];",
        '  node [shape=box, style="rounded,filled", fillcolor=white, fontname=Helvetica, fontsize=11];',
        "  edge [fontname=Helvetica, fontsize=9];",
    ]
    nodes = _nodes(network)
    lines += _clusters(network, nodes)
    for source, target, kind in _edges(network, {item.id for item in nodes}):
        lines.append(
            f"  {_quoted(clean(source))} -- {_quoted(clean(target))} [color={_quoted(_COLOURS[kind])}, class={_quoted(kind)}];"
        )
    return ("\n".join(lines) + "\n}\n").encode()


def contents(network: Network) -> tuple[int, int]:
    """How many nodes and links the DOT document of a network has."""
    nodes = _nodes(network)
    return len(nodes), len(_edges(network, {item.id for item in nodes}))


def _quoted(text: str) -> str:
    """A DOT string: quotes and backslashes escaped, so that it is neither HTML nor a port nor an escape sequence.

    Graphviz passes character references on as they are, also those of characters that XML does not have: `&` is written as one.
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("&", "&amp;")
    return f'"{escaped}"'


def _nodes(network: Network) -> list[r.Resource]:
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


def _clusters(network: Network, nodes: list[r.Resource]) -> Iterator[str]:
    """The nodes in clusters of region and account; what belongs to neither stands outside."""
    places: dict[tuple[str, str], list[r.Resource]] = {}
    for node in nodes:
        own = isinstance(node, (r.Vpc, r.TransitGateway))
        places.setdefault((node.region if own else "", node.account if own else ""), []).append(node)
    for region in sorted({region for region, _ in places}):
        if region:
            yield _cluster(f"cluster_{region}", region, "#00A4A6", "dashed")
        for account in sorted(account for place, account in places if place == region):
            if account:
                record = network.get(account, r.Account)
                label = f"{record.name} ({account})" if record is not None and record.name else account
                yield _cluster(f"cluster_{region}_{account}", label, "#E7157B", "solid")
            yield from (_node(node) for node in places[region, account])
            if account:
                yield "  }"
        if region:
            yield "  }"


def _cluster(name: str, label: str, colour: str, style: str) -> str:
    return f"  subgraph {_quoted(clean(name))} {{ label={_quoted(clean(label))}; color={_quoted(colour)}; style={style};"


def _node(node: r.Resource) -> str:
    texts = [node.label if not isinstance(node, r.Service) else node.name or service_label(node.id)]
    texts += [*node.cidrs, *node.ipv6_cidrs] if isinstance(node, r.Vpc) else []
    texts += [*node.cidrs] if isinstance(node, r.OnPremises) else []
    label = "\\n".join(_quoted(clean(text))[1:-1] for text in texts)
    return f'  {_quoted(clean(node.id))} [label="{label}", class={_quoted(node.kind)}];'


def _consumers(network: Network) -> list[tuple[str, str]]:
    """VPC and service of each endpoint of PrivateLink."""
    found = [(endpoint.vpc, endpoint.service) for endpoint in network.interface_endpoints]
    return found + [(endpoint.vpc, endpoint.service) for endpoint in network.gateway_load_balancer_endpoints]


def _edges(network: Network, known: set[str]) -> list[Edge]:
    """The links between nodes, each pair and kind once."""
    found: list[Edge] = [(p.requester, p.accepter, "peering") for p in network.peerings]
    sites = {gateway.id: gateway.on_premises for gateway in network.customer_gateways}
    vpc_of = {gateway.id: gateway.vpc for gateway in network.vpn_gateways}
    for attachment in network.transit_gateway_attachments:
        core = network.get(attachment.resource, r.CoreNetwork) is not None
        found.append((attachment.transit_gateway, attachment.resource, "core-network" if core else "transit"))
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
    return sorted({edge for edge in found if edge[0] in known and edge[1] in known and edge[0] != edge[1]})
