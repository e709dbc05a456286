"""The services that VPCs call: AWS's own, and endpoint services of this or another account."""

from collections.abc import Iterable

from vpcviz.layout.belonging import provider_of
from vpcviz.layout.boxes import Box
from vpcviz.layout.drawer import Drawer, Stand, register
from vpcviz.layout.drawing import INTERNET, Drawing
from vpcviz.layout.widgets import Item, card, note_items
from vpcviz.model import resources as r
from vpcviz.model.services import service_label, service_region

HOST_WIDTH = 320
"""A card of a service gets so wide for the sake of a host's name in its note (px)."""


def _services(drawing: Drawing, _: r.Vpc | None) -> Iterable[r.Service]:
    every = [service for _, service in sorted(drawing.network.all_services.items())]
    others = [service for service in every if provider_of(drawing.network, service.id) == service.id]
    return [service for service in others if not (drawing.says_once and service.id in drawing.callers)]


def _service(drawing: Drawing, item: r.Service) -> Box:
    icon = item.icon or f"service:{item.id}"
    items = [Item(item.id, "small"), *note_items(item.note, HOST_WIDTH)]
    return drawing.keep(card("service", item.id, icon, item.name or service_label(item.id), items))


def _home(drawing: Drawing, item: r.Service) -> tuple[str, str]:
    """The account and region that a service stands in: those of the endpoints that lead to it; none where it is elsewhere."""
    containers = drawing.containers
    users = {(endpoint.account, endpoint.region) for endpoint in drawing.callers.get(item.id, ())}
    own = {(containers.home_account(item.account), item.region or service_region(item.id))}
    account, region = containers.shared_home(users or own)
    return ("", "") if containers.is_elsewhere(region) else (account, region)


def _endpoint_service(drawing: Drawing, item: r.EndpointService) -> Box:
    items = [Item(item.service or item.id, "small")]
    if item.provider:
        items.append(Item(f"by {item.provider}", "small", whole=False))
    items += note_items(item.note, HOST_WIDTH)
    box = drawing.keep(card(item.kind, item.id, item.icon or item.kind, item.label, items))
    if item.service:
        drawing.keep(box, item.service)
    return box


def _others_services(drawing: Drawing, _: r.Vpc | None) -> Iterable[r.EndpointService]:
    """Endpoint services that only their consumers tell of."""
    consumers: list[r.InterfaceEndpoint | r.GatewayLoadBalancerEndpoint] = [
        *drawing.network.interface_endpoints,
        *drawing.network.gateway_load_balancer_endpoints,
    ]
    aws = drawing.network.all_services
    names = dict.fromkeys(consumer.service for consumer in consumers if consumer.service and consumer.service not in aws)
    return [r.EndpointService(id=name) for name in names]


def _others_service(drawing: Drawing, item: r.EndpointService) -> Box | None:
    if item.id in drawing.drawn:
        return None
    what = "Endpoint service of another account"
    return drawing.keep(card("endpoint-service", item.id, "endpoint-service", what, [Item(item.id, "small")]))


def _home_of_provided(drawing: Drawing, item: r.EndpointService) -> tuple[str, str]:
    return drawing.home(item, item.load_balancers)


def _to_load_balancers(drawing: Drawing, item: r.EndpointService) -> None:
    for balancer in item.load_balancers:
        drawing.link("privatelink", item.id, balancer, arrow=True)


def _by_internet(drawing: Drawing, item: r.Service) -> None:
    """A service that no endpoint leads to is called over the internet."""
    if item.id not in drawing.callers and INTERNET in drawing.drawn:
        drawing.link("internet", INTERNET, item.id, bundle="internet-services", arrow=True)


register(Drawer(r.Service, Stand.BELOW, 50, _service, find=_services, links=_by_internet, home=_home))
register(Drawer(r.EndpointService, Stand.BELOW, 60, _endpoint_service, links=_to_load_balancers, home=_home_of_provided))
register(Drawer(r.EndpointService, Stand.BELOW, 70, _others_service, find=_others_services))
