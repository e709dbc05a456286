"""An estate as DOT for Graphviz: network interfaces as nodes in clusters of subnet, zone and VPC, links as edges."""

from vpcviz.model import Network


def dot_source(network: Network) -> bytes:
    """The DOT document of an estate: the same things and links that vpcviz draws of it."""
    lines = ["digraph estate {", "rankdir=LR; node [shape=box, fontsize=10]; edge [fontsize=9]; compound=true;"]
    for vpc in network.vpcs:
        lines.append(f"subgraph {_quoted('cluster_' + vpc.id)} {{ label={_quoted(vpc.label)};")
        zones = sorted({subnet.zone for subnet in network.subnets_of.get(vpc.id, ())})
        for zone in zones:
            lines.append(f"subgraph {_quoted(f'cluster_{vpc.id}_{zone}')} {{ label={_quoted(zone)};")
            for subnet in network.subnets_of[vpc.id]:
                if subnet.zone == zone:
                    lines.append(f"subgraph {_quoted('cluster_' + subnet.id)} {{ label={_quoted(subnet.label)};")
                    lines += [
                        _node(interface.id, interface.owner_name or interface.owner, *interface.private_ips)
                        for interface in network.interfaces_of.get(subnet.id, ())
                    ]
                    lines.append("}")
            lines.append("}")
        lines += [_node(item.id, item.label) for item in _in_vpc(network, vpc.id)]
        lines.append("}")
    lines += [_node(item.id, item.label) for item in (*network.transit_gateways, *network.hosted_zones, *network.on_premises)]
    lines += [_node(name, service.label) for name, service in sorted(network.all_services.items())]
    if network.internet_gateways:
        lines.append(_node("internet", "Internet"))
    lines += [f"{_quoted(a)} -> {_quoted(b)};" for a, b in links(network)]
    lines.append("}\n")
    return "\n".join(lines).encode()


def _in_vpc(network: Network, vpc: str) -> list:
    items = [
        item
        for collection in (network.route_tables, network.internet_gateways, network.gateway_endpoints, network.interface_endpoints)
        for item in collection
        if item.vpc == vpc
    ]
    return items + [a for a in network.attachments_of.get(vpc, ()) if a.resource == vpc]


def links(network: Network) -> list[tuple[str, str]]:
    """The links of an estate, from and to."""
    found: list[tuple[str, str]] = []
    for table in network.route_tables:
        attachments = {a.transit_gateway: a.id for a in network.attachments_of.get(table.vpc, ())}
        for route in table.routes:
            if route.target.startswith("tgw-"):
                found.append((table.id, attachments[route.target]))
            elif route.target.startswith("nat-"):
                found.append((table.id, network.interfaces_owned[route.target][0].id))
            elif route.target != "local" and not route.target.startswith("pcx-"):
                found.append((table.id, route.target))
    found += [(gateway.id, "internet") for gateway in network.internet_gateways]
    found += [(endpoint.id, endpoint.service) for endpoint in (*network.gateway_endpoints, *network.interface_endpoints)]
    found += [(i, endpoint.id) for endpoint in network.interface_endpoints for i in endpoint.network_interfaces]
    found += [(a.id, a.transit_gateway) for a in network.transit_gateway_attachments if a.type == "vpc"]
    found += [(a.transit_gateway, a.resource) for a in network.transit_gateway_attachments if a.type == "peering"]
    found += _between(network)
    return found


def _between(network: Network) -> list[tuple[str, str]]:
    """Peering, VPN and DNS: from VPC to VPC by a node in each, as DOT has no edge between clusters."""
    inside = {table.vpc: table.id for table in network.route_tables if table.main}
    found = [(inside[p.requester], inside[p.accepter]) for p in network.peerings if p.requester in inside and p.accepter in inside]
    sites = {gateway.id: gateway.on_premises for gateway in network.customer_gateways}
    found += [(sites[vpn.customer_gateway], vpn.gateway) for vpn in network.vpn_connections]
    return found + [(zone.id, inside[vpc]) for zone in network.hosted_zones for vpc in zone.vpcs if vpc in inside]


def _node(node: str, *lines: str) -> str:
    return f"{_quoted(node)} [label={_quoted(chr(10).join(line for line in lines if line))}];"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
