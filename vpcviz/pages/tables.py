"""The tables of a network: what there is of each kind, in words that need no picture."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

from vpcviz.changes.wording import entry_words, value_words
from vpcviz.cost import load_prices, total
from vpcviz.cost.prices import Prices
from vpcviz.cost.standing import charged, charges_of
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.addresses import address_order
from vpcviz.model.services import service_label
from vpcviz.pages.blocks import Table

R = TypeVar("R", bound=r.Resource)

UNKNOWN = "not known"


class Make(Protocol):
    """Makes a table of one VPC (its id) or of the whole network (""); `prices` is a price file of one's own, "" for vpcviz's."""

    def __call__(self, network: Network, vpc: str, prices: str = "") -> Table:
        """The table."""
        ...


TABLES: dict[str, Make] = {}
"""By key: what makes the table."""


def _table(key: str, title: str, *headers: str, right: tuple[int, ...] = (), priced: bool = False) -> Callable[[Any], Make]:
    """Register a table whose rows the decorated function gives; one that is `priced` gets the prices, too."""

    def register(rows: Callable[..., Iterable[Sequence[str]]]) -> Make:
        def make(network: Network, vpc: str, prices: str = "") -> Table:
            found = rows(network, vpc, load_prices(prices)) if priced else rows(network, vpc)
            return Table(key, title, headers, [list(row) for row in found], right)

        TABLES[key] = make
        return make

    return register


def _in(network: Network, vpc: str, kind: type[R]) -> list[R]:
    """The resources of a class in one VPC of a network ("": in all), as `_of` has them."""
    return _of(network.by_vpc(kind).get(vpc, ()) if vpc else getattr(network, kind.COLLECTION))


def _of(items: Iterable[R]) -> list[R]:
    """Resources by name; what is only referred to is left out."""
    found = [item for item in items if not item.foreign]
    return sorted(found, key=lambda item: (item.account, item.region, getattr(item, "vpc", ""), item.label, item.id))


def _labels(network: Network, idents: Iterable[str]) -> str:
    return ", ".join(sorted(map(network.label, idents)))


@_table("vpcs", "VPCs", "VPC", "id", "CIDRs", "account", "region", "subnets", right=(5,))
def vpcs(network: Network, vpc: str) -> Iterable[Sequence[str]]:
    """A row for each VPC."""
    for item in _of([one for one in network.vpcs if not vpc or one.id == vpc]):
        count = len(network.subnets_of.get(item.id, ()))
        cidrs = ", ".join((*item.cidrs, *item.ipv6_cidrs))
        yield item.label, item.id, cidrs, item.account, item.region, str(count)


@_table("subnets", "Subnets", "subnet", "id", "CIDR", "zone", "tier", "route table", "free addresses", right=(6,))
def subnets(network: Network, vpc: str) -> Iterable[Sequence[str]]:
    """A row for each subnet: where it is, what its routes make of it, how many IPv4 addresses are free."""
    for item in sorted(
        _in(network, vpc, r.Subnet), key=lambda one: (one.vpc, one.zone, address_order(one.cidr) if one.cidr else ())
    ):
        table = network.route_table_of(item)
        cidrs = ", ".join(filter(None, (item.cidr, *item.ipv6_cidrs)))
        table_words = table.label if table is not None else UNKNOWN
        yield item.label, item.id, cidrs, item.zone, network.tier(item), table_words, free_addresses(network, item)


def free_addresses(network: Network, subnet: r.Subnet) -> str:
    """How many IPv4 addresses are free: as AWS counts, or reckoned from what is written, and marked so."""
    free = network.free_addresses(subnet)
    if free is None:
        return UNKNOWN if subnet.cidr else ""
    return str(free) if subnet.available_ips is not None else f"{max(0, free)} (reckoned)"


@_table("routes", "Routes", "route table", "destination", "target", "serves")
def routes(network: Network, vpc: str) -> Iterable[Sequence[str]]:
    """A row for each route; what the table serves stands in its first row."""
    for table in _in(network, vpc, r.RouteTable):
        served = [s.label for s in network.subnets_of.get(table.vpc, ()) if network.route_table_of(s) is table]
        words = ", ".join([*sorted(served), *(f"edge of {network.label(g)}" for g in table.gateways)]) or "nothing"
        for index, route in enumerate(
            sorted(table.routes, key=lambda one: (one.target != "local", address_order(one.destination)))
        ):
            state = "" if route.state == "active" else f" ({route.state})"
            propagated = " (propagated)" if route.origin == "propagated" else ""
            target = value_words(route.target, network.by_id) + state + propagated
            yield table.label, network.label(route.destination), target, "" if index else words


@_table("endpoints", "VPC endpoints", "endpoint", "id", "service", "type", "where", "names", "policy", "cost", priced=True)
def endpoints(network: Network, vpc: str, prices: Prices) -> Iterable[Sequence[str]]:
    """A row for each gateway, interface and Gateway Load Balancer endpoint."""
    for gateway in _in(network, vpc, r.GatewayEndpoint):
        where = f"route tables {_labels(network, gateway.route_tables)}" if gateway.route_tables else "no route table"
        policy, service = _policy(gateway.policy), service_label(gateway.service)
        yield gateway.label, gateway.id, service, "Gateway", where, "", policy, _cost(network, gateway, prices)
    for endpoint in _in(network, vpc, r.InterfaceEndpoint):
        names = ", ".join(endpoint.private_dns_names if endpoint.private_dns else endpoint.dns_names[:1])
        where = f"subnets {_labels(network, endpoint.subnets)}" if endpoint.subnets else "no subnet"
        service = service_label(endpoint.service)
        policy, cost = _policy(endpoint.policy), _cost(network, endpoint, prices)
        yield endpoint.label, endpoint.id, service, endpoint.type, where, names, policy, cost
    for inspection in _in(network, vpc, r.GatewayLoadBalancerEndpoint):
        where = f"subnets {_labels(network, inspection.subnets)}"
        cost = _cost(network, inspection, prices)
        yield inspection.label, inspection.id, inspection.service, "GatewayLoadBalancer", where, "", "", cost


def _cost(network: Network, resource: r.Resource, prices: Prices) -> str:
    """What a thing costs by the month and for each GB; what of it has no known price is said."""
    if resource.foreign or not charged(resource):
        return ""
    charges = charges_of(network, resource, prices)
    hours, gb = ([one for one in charges if (one.unit == "GB") == by_gb] for by_gb in (False, True))
    month, through = total(hours, prices.as_of), total(gb, prices.as_of)
    if not month.unknown and not through.unknown and not (month.usd_per_month or through.usd_per_gb):
        return "free" if charges else ""
    words = (f"{month.usd_per_month:,.2f} USD a month", f"{through.usd_per_gb:g} USD/GB")
    known = [
        said if not cost.unknown else f"at least {said}" if cost.usd_per_month or cost.usd_per_gb else ""
        for said, cost in zip(words, (month, through), strict=True)
    ]
    if not any(known):
        return UNKNOWN
    return ", ".join(said or f"{what} not known" for said, what in zip(known, ("month", "GB"), strict=True))


def _policy(policy: str | None) -> str:
    """An endpoint's policy in a few words."""
    if policy is None:
        return UNKNOWN
    if not policy:
        return "full access"
    import json

    try:
        statements = json.loads(policy)["Statement"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return "of its own"
    count = len(statements) if isinstance(statements, list) else 1
    return f"of its own, {count} statement{'s' if count != 1 else ''}"


@_table("interfaces", "Network interfaces", "interface", "whose", "private IPs", "public IP", "subnet", "security groups")
def interfaces(network: Network, vpc: str) -> Iterable[Sequence[str]]:
    """A row for each network interface."""
    for item in _in(network, vpc, r.NetworkInterface):
        owner = network.owner_of.get(item.id, item.owner)
        whose = network.label(owner) if owner else item.owner_name or item.description
        ips = ", ".join((*item.private_ips, *item.ipv6s))
        public = ", ".join(filter(None, (item.public_ip, *sorted(item.public_ips.values()))))
        yield item.id, whose, ips, public, network.label(item.subnet), _labels(network, item.security_groups)


@_table("groups", "Security groups", "security group", "direction", "traffic")
def groups(network: Network, vpc: str) -> Iterable[Sequence[str]]:
    """A row for each rule of each security group."""
    for group in _in(network, vpc, r.SecurityGroup):
        found = [("in", rule) for rule in group.ingress] + [("out", rule) for rule in group.egress]
        if not found:
            yield group.label, "", "lets nothing in or out"
        for direction, rule in found:
            yield group.label, direction, entry_words(rule, network.by_id)


@_table("acls", "Network ACLs", "network ACL", "entry")
def acls(network: Network, vpc: str) -> Iterable[Sequence[str]]:
    """A row for each entry of each network ACL."""
    for acl in _in(network, vpc, r.NetworkAcl):
        for entry in sorted(acl.entries, key=lambda one: (one.egress, one.number)):
            yield acl.label, entry_words(entry, network.by_id)


@_table("peerings", "Peering connections", "peering connection", "requester", "accepter", "status")
def peerings(network: Network, vpc: str) -> Iterable[Sequence[str]]:
    """A row for each peering connection."""
    for item in _of([one for one in network.peerings if not vpc or vpc in (one.requester, one.accepter)]):
        yield item.label, network.label(item.requester), network.label(item.accepter), item.status


@_table("transit", "Transit gateway attachments", "transit gateway", "attachment", "type", "to", "route table")
def transit(network: Network, vpc: str) -> Iterable[Sequence[str]]:
    """A row for each transit gateway attachment."""
    tables = {one: table for table in network.transit_gateway_route_tables for one in table.associations}
    attachments = [one for one in network.transit_gateway_attachments if not vpc or one.resource == vpc]
    for item in sorted(attachments, key=lambda one: (one.transit_gateway, one.id)):
        table = tables.get(item.id)
        to = network.label(item.resource)
        yield network.label(item.transit_gateway), item.label, item.type, to, table.label if table else ""


@_table("zones", "Hosted zones", "zone", "id", "private", "VPCs", "records", right=(4,))
def zones(network: Network, vpc: str) -> Iterable[Sequence[str]]:
    """A row for each hosted zone."""
    for item in _of([one for one in network.hosted_zones if not vpc or vpc in one.vpcs]):
        private = "private" if item.private else "public"
        yield item.label, item.id, private, _labels(network, item.vpcs), str(len(item.records))


@_table("vpn", "VPN connections", "VPN connection", "gateway", "customer gateway", "tunnels")
def vpn(network: Network, vpc: str) -> Iterable[Sequence[str]]:
    """A row for each VPN connection."""
    for item in [] if vpc else _of(network.vpn_connections):
        tunnels = ", ".join(filter(None, (f"{tunnel.outside_ip} {tunnel.status}".strip() for tunnel in item.tunnels)))
        yield item.label, network.label(item.gateway), network.label(item.customer_gateway), tunnels


INVENTORY = "inventory"


@_table(INVENTORY, "Inventory", "kind", "id", "name", "account", "region", "VPC", "subnet", "addresses")
def inventory(network: Network, vpc: str) -> Iterable[Sequence[str]]:
    """A row for each resource of the network."""
    for item in network:
        own = getattr(item, "vpc", item.id if isinstance(item, r.Vpc) else "")
        if item.foreign or (vpc and own != vpc):
            continue
        fields = [getattr(item, name, ()) for name in ("cidrs", "ipv6_cidrs", "cidr", "private_ips", "ipv6s", "public_ip")]
        addresses = [text for value in fields for text in (value if isinstance(value, tuple) else (value,)) if text]
        place = getattr(item, "subnet", "")
        yield type(item).words(), item.id, item.name, item.account, item.region, own, place, " ".join(addresses)
