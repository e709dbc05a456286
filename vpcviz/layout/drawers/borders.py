"""What sits on a VPC's border: gateways, Resolver and Client VPN endpoints above; attachments and endpoints to services below."""

from collections.abc import Iterable

from vpcviz.layout.belonging import groups_words, provider_of
from vpcviz.layout.boxes import Box
from vpcviz.layout.drawer import Drawer, Stand, register
from vpcviz.layout.drawing import INTERNET, Drawing
from vpcviz.layout.kind_names import some_names
from vpcviz.layout.lines import Link
from vpcviz.layout.link_kinds import LinkKind, register_link
from vpcviz.layout.sharing import across_words
from vpcviz.model import resources as r
from vpcviz.model.addresses import address_order
from vpcviz.model.services import service_label
from vpcviz.model.shapes import new_word

ENDPOINT_TYPES = {"ServiceNetwork": "Service network"}
"""Types of endpoints whose words are not AWS's name of the type."""


def _resolver(drawing: Drawing, item: r.ResolverEndpoint) -> Box:
    return drawing.docked(item, f"Resolver {item.direction} endpoint")


def _client_vpn(drawing: Drawing, item: r.ClientVpnEndpoint) -> Box:
    where = some_names([drawing.network.label(subnet) for subnet in item.subnets])
    return drawing.docked(
        item,
        f"Client VPN endpoint · {item.client_cidr}"
        + (f" · in {where}" if where else "")
        + groups_words(drawing.network, item, full=drawing.full),
    )


def _client_vpn_to_hub(drawing: Drawing, item: r.ClientVpnEndpoint) -> None:
    if item.transit_gateway and item.vpc:
        drawing.link("transit", item.id, drawing.attached(item.transit_gateway, item.id), bundle=f"transit:{item.id}")


def _vpn_gateway(drawing: Drawing, item: r.VpnGateway) -> Box:
    return drawing.docked(item, "Virtual private gateway")


def _carrier(drawing: Drawing, item: r.CarrierGateway) -> Box:
    return drawing.docked(item, "Carrier gateway")


def _internet(drawing: Drawing) -> str:
    """The icon of the internet, where it is said on the gateways."""
    return "" if drawing.internet_is_card else INTERNET


def _regional(drawing: Drawing, vpc: r.Vpc | None) -> Iterable[r.NatGateway]:
    return [nat for nat in drawing.of(vpc, r.NatGateway) if nat.is_of_vpc] if vpc else []


def _regional_nat(drawing: Drawing, item: r.NatGateway) -> Box:
    """A regional NAT gateway, or one of a newer sort that is in no subnet, with its addresses, by zone."""
    found: dict[str, list[str]] = {}
    for one in sorted(item.addresses, key=lambda one: (one.zone, address_order(one.public_ip or one.private_ip))):
        found.setdefault(one.zone, []).append(one.public_ip or one.private_ip or "IP not known")
    zones = [f"{zone or 'zone not known'} {', '.join(ips)}" for zone, ips in found.items()]
    proxies = [f"proxy {one.arn.rpartition('/')[2]}" for one in item.appliances]
    newer = new_word(item, "availability")
    kind = f"NAT gateway of availability {newer}" if newer else "Regional NAT gateway"
    return drawing.docked(item, " · ".join([kind, *zones, *proxies]))


def _to_own_table(drawing: Drawing, item: r.NatGateway) -> None:
    """To the route table that tells where it sends what it has translated."""
    own = item.route_table or drawing.table_of_gateway.get(item.id, "")
    if own and drawing.view.shows_inside and not drawing.view.slide:
        drawing.link("route", item.id, own, bundle=f"own-table:{item.id}")


def _egress(drawing: Drawing, item: r.EgressOnlyInternetGateway) -> Box:
    return drawing.docked(item, "Egress-only internet gateway", beyond=_internet(drawing))


def _internet_gateway(drawing: Drawing, item: r.InternetGateway) -> Box:
    return drawing.docked(item, "Internet gateway", beyond=_internet(drawing))


def _to_internet(drawing: Drawing, item: r.Resource) -> None:
    drawing.link("internet", item.id, INTERNET, bundle="internet")


def _interface_endpoint(drawing: Drawing, item: r.InterfaceEndpoint) -> Box:
    private = " · private DNS on" if item.private_dns else " · private DNS off" if item.type == "Interface" else ""
    return drawing.docked_caller(item, f"{ENDPOINT_TYPES.get(item.type, item.type)} endpoint{_ident(drawing, item)}{private}")


def _ident(drawing: Drawing, item: r.InterfaceEndpoint | r.GatewayEndpoint) -> str:
    """The id of an endpoint that has a name, too: at full detail; before that the name tells which it is."""
    return f" · {item.id}" if drawing.full and item.id != item.label else ""


def _gateway_endpoint(drawing: Drawing, item: r.GatewayEndpoint) -> Box:
    return drawing.docked_caller(item, f"Gateway endpoint{_ident(drawing, item) or f' · {service_label(item.service)}'}")


def _attachments(drawing: Drawing, vpc: r.Vpc | None) -> Iterable[r.TransitGatewayAttachment]:
    return sorted(drawing.network.attachments_of.get(vpc.id, ()), key=lambda item: item.id) if vpc else ()


def _attachment(drawing: Drawing, item: r.TransitGatewayAttachment) -> Box:
    newer = new_word(item, "type")
    words = f"{newer} attachment" if newer else "Transit gateway attachment"
    known = {one.subnet for one in drawing.network.interfaces_owned.get(item.id, ())}
    told = drawing.full and drawing.few  # of many VPCs, each would be wider by it
    unseen = [drawing.network.label(subnet) for subnet in item.subnets if subnet not in known and told]
    where = f" · in {some_names(unseen)}" if unseen else ""
    return drawing.docked(item, words + across_words(drawing.network, item.transit_gateway, item) + where)


def _to_hub(drawing: Drawing, item: r.TransitGatewayAttachment) -> None:
    if item.type == "vpc" or new_word(item, "type"):
        drawing.link("transit", item.id, item.transit_gateway, bundle=f"transit:{item.transit_gateway}")


def _to_service(drawing: Drawing, item: r.GatewayEndpoint) -> None:
    drawing.link("gateway-endpoint", item.id, item.service, bundle=f"service:{item.service}", arrow=True)


def to_provider(drawing: Drawing, item: r.InterfaceEndpoint | r.GatewayLoadBalancerEndpoint) -> None:
    """The link from an endpoint to the service that it leads to."""
    drawing.link("privatelink", item.id, provider_of(drawing.network, item.service), bundle=f"service:{item.service}", arrow=True)


def _to_interfaces(drawing: Drawing, item: r.InterfaceEndpoint | r.ResolverEndpoint) -> None:
    """From each network interface to the endpoint; cards that hold several are linked once."""
    if not drawing.view.shows_inside or drawing.view.slide:
        return
    kind = "dns" if isinstance(item, r.ResolverEndpoint) else "privatelink"
    seen: set[int] = set()
    for interface in sorted(drawing.network.interfaces_owned.get(item.id, ()), key=lambda e: e.id):
        source, target = drawing.drawn.get(interface.id), drawing.drawn.get(item.id)
        if source is None or target is None or id(source) in seen or interface.vpc not in ("", item.vpc):
            continue
        seen.add(id(source))
        many = any(name == "more" for name, _ in source.marks)  # a card that stands for several leads to each by one bus
        bundle = f"{kind}:{item.vpc}" if many else f"{kind}:{item.id}"
        drawing.links.append(Link(kind, source, target, f"{kind}:{interface.id}:{item.id}", bundle=bundle))


def _endpoint_links(drawing: Drawing, item: r.InterfaceEndpoint) -> None:
    to_provider(drawing, item)
    _to_interfaces(drawing, item)


register_link(LinkKind("privatelink", 70, "PrivateLink (interface endpoint)", "#C2185B", "#FF6FA5", 1.5, "1.5 3"))
register_link(LinkKind("gateway-endpoint", 90, "gateway endpoint", "#4F7A0A", "#A6D14B", 1.8))
register_link(LinkKind("internet", 110, "internet", "#0B7A8A", "#5CD0E0", 1.6, "10 3 2 3"))
register(Drawer(r.ResolverEndpoint, Stand.UPPER_BORDER, 10, _resolver, links=_to_interfaces))
register(Drawer(r.ClientVpnEndpoint, Stand.UPPER_BORDER, 20, _client_vpn, links=_client_vpn_to_hub))
register(Drawer(r.VpnGateway, Stand.UPPER_BORDER, 30, _vpn_gateway))
register(Drawer(r.CarrierGateway, Stand.UPPER_BORDER, 40, _carrier))
register(Drawer(r.NatGateway, Stand.UPPER_BORDER, 45, _regional_nat, find=_regional, links=_to_own_table))
register(Drawer(r.EgressOnlyInternetGateway, Stand.UPPER_BORDER, 50, _egress, links=_to_internet))
register(Drawer(r.InternetGateway, Stand.UPPER_BORDER, 60, _internet_gateway, links=_to_internet))
register(Drawer(r.TransitGatewayAttachment, Stand.LOWER_BORDER, 10, _attachment, find=_attachments, links=_to_hub))
register(Drawer(r.InterfaceEndpoint, Stand.LOWER_BORDER, 20, _interface_endpoint, links=_endpoint_links))
register(Drawer(r.GatewayEndpoint, Stand.LOWER_BORDER, 30, _gateway_endpoint, links=_to_service))
