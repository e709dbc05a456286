"""What is outside the AWS Cloud, or leads there: the internet, on-premises networks, customer gateways, Direct Connect gateways."""

from collections.abc import Iterable

from vpcviz.layout.boxes import GRID, Box, snap
from vpcviz.layout.drawer import Drawer, Stand, register
from vpcviz.layout.drawing import INTERNET, Drawing
from vpcviz.layout.tiles import set_as
from vpcviz.layout.widgets import Item, card, frame, plate, shelves
from vpcviz.model import resources as r

NARROW = 300
"""Servers of a site that are no wider together (px) stand beside its title."""


def _internet(drawing: Drawing, _: r.Vpc | None) -> Iterable[r.Resource]:
    gateways = [*drawing.network.internet_gateways, *drawing.network.egress_only_internet_gateways]
    return gateways[:1] if drawing.internet_is_card else []


def _internet_card(drawing: Drawing, _: r.Resource) -> Box:
    return drawing.keep(card("internet", INTERNET, "internet", "Internet", [Item("outside AWS", "small")]))


def _site(drawing: Drawing, site: r.OnPremises) -> Box:
    lines = [(site.label, "group"), (" · ".join(site.cidrs) or "On-premises", set_as("detail", slide=drawing.view.slide))]
    box = frame("on-premises", site.id, "on-premises", "on-premises", lines)
    servers = []
    for server in sorted(site.dns_servers, key=lambda item: item.ip):
        items = [Item(server.ip)]
        items += [Item(f"{domain} → {', '.join(ips)}", "small") for domain, ips in sorted(server.forwarders.items())]
        name = server.name or "DNS server"
        servers.append(drawing.keep(card("dns-server", f"{site.id}/{server.ip}", "dns-server", name, items)))
    box.rows = shelves(servers, 700)
    if len(box.rows) == 1 and sum(server.width for server in servers) <= NARROW:  # the strip is as high as its highest thing
        box.rows[0].insert(0, Box("title", "", snap(box.title_width), GRID, visible=False))
        box.head = GRID
    gateways = sorted(drawing.network.customer_gateways, key=lambda item: item.id)
    box.docks_bottom = [_at_a_site(drawing, gateway) for gateway in gateways if gateway.on_premises == site.id]
    if not box.rows:
        box.height, box.width = 96 if drawing.view.shows_inside else 72, max(216, box.least_width + 24)
    return drawing.keep(box)


def _at_a_site(drawing: Drawing, gateway: r.CustomerGateway) -> Box:
    words = _customer_gateway_words(gateway)
    if drawing.view.slide:
        return drawing.docked(gateway, words)
    return drawing.keep(plate(gateway.kind, gateway.id, gateway.kind, gateway.label, words))


def _forwarding(drawing: Drawing, site: r.OnPremises) -> None:
    """From a DNS server on premises to the Resolver endpoints that it forwards to."""
    network = drawing.network
    inbound = {ip.ip: endpoint.id for endpoint in network.resolver_endpoints for ip in endpoint.ips if ip.ip}
    for endpoint in network.resolver_endpoints:
        for interface in network.interfaces_owned.get(endpoint.id, ()):
            for address in interface.private_ips:
                inbound.setdefault(address, endpoint.id)
    for server in site.dns_servers:
        for target in sorted({inbound[ip] for ips in server.forwarders.values() for ip in ips if ip in inbound}):
            drawing.link("dns", f"{site.id}/{server.ip}", target, arrow=True)


def _customer_gateway_words(gateway: r.CustomerGateway) -> str:
    return f"Customer gateway · {gateway.ip}" if gateway.ip else "Customer gateway"


def _customer_gateway(drawing: Drawing, gateway: r.CustomerGateway) -> Box | None:
    if gateway.id in drawing.drawn:
        return None
    items = [Item(_customer_gateway_words(gateway), "small")]
    return drawing.keep(card(gateway.kind, gateway.id, gateway.kind, gateway.label, items))


def _direct_connect_gateway(drawing: Drawing, item: r.DirectConnectGateway) -> Box:
    words = f"Direct Connect gateway · ASN {item.asn}" if item.asn else "Direct Connect gateway"
    return drawing.keep(card(item.kind, item.id, item.kind, item.label, [Item(words, "small")], role="connector"))


register(Drawer(r.InternetGateway, Stand.OUTSIDE, 10, _internet_card, find=_internet))
register(Drawer(r.OnPremises, Stand.OUTSIDE, 20, _site, links=_forwarding))
register(Drawer(r.CustomerGateway, Stand.OUTSIDE, 30, _customer_gateway))
register(Drawer(r.DirectConnectGateway, Stand.ABOVE, 10, _direct_connect_gateway))
