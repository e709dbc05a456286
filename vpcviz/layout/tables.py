"""The tables and cards beside a VPC's zones: route tables, endpoint names, load balancers, groups, prefix lists, hosted zones."""

from collections.abc import Sequence

from vpcviz.icons import icon_for
from vpcviz.layout.boxes import Box
from vpcviz.layout.kind_names import kind_name, some_names
from vpcviz.layout.sharing import associated_words
from vpcviz.layout.style import wrap
from vpcviz.layout.widgets import Item, Row, card, note_items, table
from vpcviz.model import Network
from vpcviz.model import resources as r
from vpcviz.model.addresses import address_order, is_default
from vpcviz.model.services import is_service_name, service_label
from vpcviz.text import clean

MOST_VPCS = 12
"""What is associated with VPCs names so many of them; it says how many more there are."""

VPCS_WIDTH = 320
"""Their names are broken into lines of so many px."""

MOST_ROWS = 14
"""A table of records, entries or rules shows this many rows; it says how many more there are."""


NAMES_MOST = 480
"""A table of DNS names that would be wider (px) has the addresses below the names."""

LOCAL = "local"


def route_table(network: Network, item: r.RouteTable, upward: Sequence[str], *, full: bool = True) -> Box:
    """A route table: a row for each route, destination and target; local routes are in the title unless it is to be `full`.

    `upward` are the kinds that lead out of a VPC by its upper border, from left to right.
    """
    rows = []
    ids = route_ids(item)
    routes = [route for route in item.routes if full or route.target != LOCAL]
    for route in sorted(routes, key=lambda route: _route_order(network, route, upward)):
        words = [_target_words(network, route.target)]
        if route.origin == "propagated":
            words.append("(propagated)")
        if route.firewall:
            words.append(f"by {network.label(route.firewall)}")
        if route.state != "active":
            words.append(f"({route.state})")
        role = "small" if route.target == LOCAL else "detail"
        rows.append(Row(_destination(network, route.destination), " ".join(words), "route", ids[route], role))
    note = _route_table_note(network, item)
    if len(routes) < len(item.routes):
        note += " · local" if routes else " · local route only"
    return table("route-table", item.id, "route-table", item.label, note, rows, hung=True)


def _target_words(network: Network, target: str) -> str:
    """What a route leads to, by its name where it has one: an interface by whose it is, a firewall's endpoint by the firewall and
    its subnet's."""
    for one in (target, network.owner_of.get(target, "")):
        if one in network.by_id and network.by_id[one].name:
            return network.by_id[one].name
    firewall, subnet = network.firewall_endpoints.get(target, (None, ""))
    return f"{firewall.label} in {network.label(subnet)}" if firewall is not None else target


def route_ids(item: r.RouteTable) -> dict[r.Route, str]:
    """The ids of a route table's rows: `TABLE|DESTINATION`, and the target where AWS would refuse a second route there."""
    found: dict[r.Route, str] = {}
    taken: set[str] = set()
    for route in item.routes:
        name = f"{item.id}|{route.destination}"
        found[route] = name if name not in taken else f"{name}|{route.target}"
        taken.add(name)
    return found


def _route_table_note(network: Network, item: r.RouteTable) -> str:
    words = []
    if item.main:
        words.append("main")
    count = sum(1 for s in network.subnets_of.get(item.vpc, ()) if network.route_table_of(s) is item)
    if count:
        words.append(f"{count} subnet{'s' if count != 1 else ''}")
    if item.gateways:
        words.append("edge of " + ", ".join(network.by_id[g].label if g in network.by_id else g for g in item.gateways))
    if not words:
        words.append("no subnet")
    return "Route table · " + " · ".join(words)


def _route_order(network: Network, route: r.Route, upward: Sequence[str]) -> tuple[bool, int, int, tuple[int, int, str], str]:
    """What leads up to a VPC's border, then the rest of AWS's network and of the world, then prefix lists: so wires to the borders
    cross least."""
    everything = is_default(route.destination)
    target = network.by_id.get(route.target)
    place = upward.index(target.kind) if target is not None and target.kind in upward else len(upward)
    last = 2 if route.destination.startswith("pl-") else 1 if everything and place == len(upward) else 0
    return route.target != LOCAL, last, place, address_order(route.destination), route.target


def _destination(network: Network, destination: str) -> str:
    found = network.by_id.get(destination)
    if isinstance(found, r.PrefixList) and found.name:
        short = found.name.rsplit(".", 1)[-1].upper() if is_service_name(found.name) else found.name
        return f"{destination} ({'DynamoDB' if short == 'DYNAMODB' else short})"
    return destination


def more(count: int, what: str) -> list[Row]:
    """The row that says how many rows are not shown."""
    return [Row(f"and {count} more {what}", "", role="small")] if count > 0 else []


def unread(network: Network) -> str:
    """What is said of what is not known: a spec was read whole, so it was not written there."""
    return "not written" if network.origin == "spec" else "not read"


def prefix_list(network: Network, item: r.PrefixList) -> Box:
    """A managed prefix list with its CIDRs."""
    entries = sorted(item.entries, key=address_order)
    rows = [Row(entry, "") for entry in entries[:MOST_ROWS]] + more(len(entries) - MOST_ROWS, "CIDRs")
    if not item.known:
        rows = [Row(f"entries: {unread(network)}", "", role="small")]
    return table("prefix-list", item.id, "prefix-list", item.id, item.name or "Prefix list", rows)


def endpoint_names(network: Network, item: r.InterfaceEndpoint, *, zonal: bool = True) -> Box | None:
    """The DNS names of an interface endpoint with the addresses that they stand for; `zonal` names, or how many there are."""
    if not item.dns_names and not item.private_dns_names:
        return None
    interfaces = network.interfaces_owned.get(item.id, ())
    by_zone: dict[str, list[r.NetworkInterface]] = {}
    for interface in interfaces:
        subnet = network.get(interface.subnet, r.Subnet)
        zone = interface.zone or (subnet.zone if subnet else "")
        by_zone.setdefault(zone, []).append(interface)
    every = _answered(item, interfaces)
    rows = []
    zonal_names = [name for name in item.dns_names if any(zone and f"-{zone}." in name for zone in by_zone)]
    for name in item.dns_names:
        if name in zonal_names and not zonal:
            continue
        zone = next((z for z in by_zone if z and f"-{z}." in name), "")
        rows.append(
            Row(name, ", ".join(_answered(item, by_zone[zone]) if zone in by_zone else every) or "IPs not known", role="small")
        )
    words = service_label(item.service)
    if zonal_names and not zonal:
        words += f" · and {len(zonal_names)} zonal name{'s' if len(zonal_names) > 1 else ''}"
    box = table("dns", f"{item.id}/dns", "dns", f"DNS names of {item.label}", words, rows, widest=NAMES_MOST)
    return box if rows else None


def hidden_zone(network: Network, item: r.InterfaceEndpoint) -> Box | None:
    """The AWS-managed hosted zone that an interface endpoint with private DNS puts into its VPC."""
    shown = {zone.name for zone in network.hosted_zones if zone.managed_by and item.vpc in zone.vpcs}
    names = [name for name in item.private_dns_names if name not in shown]
    if not item.private_dns or not names:
        return None
    interfaces = network.interfaces_owned.get(item.id, ())
    ips = _answered(item, interfaces)
    rows = [Row(name, ", ".join(ips) or "IPs not known", role="small") for name in names]
    title, subtitle = "Private DNS: AWS-managed zone", f"hidden hosted zone of {item.label}"
    return table("hosted-zone", f"{item.id}/private-dns", "hosted-zone", title, subtitle, rows)


def _answered(item: r.InterfaceEndpoint, interfaces: Sequence[r.NetworkInterface]) -> list[str]:
    """The addresses that an endpoint's names stand for, IPv4 and IPv6."""
    four = () if item.dns_record_type == "ipv6" else tuple(ip for one in interfaces for ip in one.private_ips)
    six = () if item.dns_record_type == "ipv4" else tuple(ip for one in interfaces for ip in one.ipv6s)
    return sorted((*four, *six), key=address_order)


def vpcs_words(network: Network, vpcs: Sequence[str], *, named: bool) -> list[str]:
    """How many VPCs there are, and if they are to be `named`, which; in lines of a card."""
    count = f"{len(vpcs)} VPC{'s' if len(vpcs) != 1 else ''}"
    if not named or not vpcs:
        return [count]
    labels = sorted(network.by_id[vpc].label if vpc in network.by_id else vpc for vpc in vpcs)
    shown = ", ".join(labels[:MOST_VPCS]) + (f" and {len(labels) - MOST_VPCS} more" if len(labels) > MOST_VPCS else "")
    return wrap(clean(f"{count}: {shown}"), "small", VPCS_WIDTH)


def hosted_zone(network: Network, item: r.HostedZone, *, names_vpcs: bool = False, owner: str = "") -> Box:
    """A hosted zone with its records; if it `names_vpcs`, with those that it is associated with; `owner` says whose it is."""
    rows = []
    for record in sorted(item.records, key=lambda record: (record.name, record.type)):
        value = f"alias {record.alias}" if record.alias else ", ".join(record.values)
        rows.append(Row(f"{record.name or item.name} {record.type}", value, role="small"))
    extra = more(len(rows) - MOST_ROWS, "records")
    if not item.records_known:
        extra = [Row(f"records: {unread(network)}", "", role="small")]
    kind = "Private hosted zone" if item.private else "Public hosted zone"
    if item.managed_by:
        kind = "Hidden hosted zone, managed by AWS"
    count = f" · {vpcs_words(network, item.vpcs, named=False)[0]}" if item.private and not (names_vpcs and item.vpcs) else ""
    if names_vpcs and item.vpcs:
        marks = (("more", str(len(item.vpcs))), ("in", item.id))
        lines = vpcs_words(network, item.vpcs, named=True)
        extra.append(Row(lines[0], "", "association", "", "small", marks))
        extra += [Row(line, "", role="small", follows=True) for line in lines[1:]]
    words = f"{kind}{count}" + (f" · {owner}" if owner else "")
    return table("hosted-zone", item.id, "hosted-zone", item.name or item.id, words, [*rows[:MOST_ROWS], *extra])


def security_group(network: Network, item: r.SecurityGroup) -> Box:
    """A security group with its rules."""
    rows = [Row(f"in {_ports(rule)}", network.label(rule.peer), role="small") for rule in sorted(item.ingress, key=_rule_order)]
    rows += [Row(f"out {_ports(rule)}", network.label(rule.peer), role="small") for rule in sorted(item.egress, key=_rule_order)]
    shown = [*rows[:MOST_ROWS], *more(len(rows) - MOST_ROWS, "rules")]
    note = f"Security group{associated_words(network, item)}"
    return table("security-group", item.id, "security-group", item.label, note, shown)


def _rule_order(rule: r.SecurityGroupRule) -> tuple[str, int, int, tuple[int, int, str]]:
    return rule.protocol, rule.from_port, rule.to_port, address_order(rule.peer)


def _ports(rule: r.SecurityGroupRule) -> str:
    if rule.protocol == "-1":
        return "all traffic"
    if rule.from_port < 0 or (rule.from_port == 0 and rule.to_port == 65535):
        return f"{rule.protocol} all"
    return f"{rule.protocol} {rule.from_port}" + (f"–{rule.to_port}" if rule.to_port != rule.from_port else "")


def network_acl(item: r.NetworkAcl) -> Box:
    """A network ACL with its entries."""
    rows = []
    for entry in sorted(item.entries, key=lambda entry: (entry.egress, entry.number, entry.cidr)):
        ports = (
            "all"
            if entry.protocol == "-1"
            else f"{entry.protocol} {entry.from_port}" + (f"–{entry.to_port}" if entry.to_port != entry.from_port else "")
        )
        number = "*" if entry.is_closing else str(entry.number)
        rows.append(Row(f"{'out' if entry.egress else 'in'} {number} {entry.action}", f"{ports} {entry.cidr}", role="small"))
    shown = [*rows[:MOST_ROWS], *more(len(rows) - MOST_ROWS, "entries")]
    return table("network-acl", item.id, "network-acl", item.label, "Network ACL" + (" · default" if item.default else ""), shown)


MOST_NAMES = 8
"""A transit gateway route table names so many of its associations and propagations; it says how many more there are."""

NAMES_WIDTH, NAMES_LINES = 190, 3
"""These names are broken into lines of so many px; twice as long where they were more lines than that."""


def transit_route_table(network: Network, item: r.TransitGatewayRouteTable) -> Box:
    """A transit gateway route table: its routes, then the attachments that it routes and those whose routes it takes."""

    def name(attachment_id: str) -> str:
        attachment = network.get(attachment_id, r.TransitGatewayAttachment)
        if attachment is None or (attachment.type == "connect" and not attachment.name):  # Its resource is what carries it.
            return attachment_id
        resource = network.by_id.get(attachment.resource)
        return attachment.name or (resource.label if resource is not None else attachment.resource or attachment.id)

    rows = []
    for route in sorted(item.routes, key=lambda route: address_order(route.destination))[:MOST_ROWS]:
        target = "blackhole" if route.state == "blackhole" else ", ".join(sorted(name(a) for a in route.attachments))
        rows.append(Row(route.destination, target + (f" ({route.origin})" if route.origin != "static" else "")))
    shown = [*rows, *more(len(item.routes) - MOST_ROWS, "routes")]
    for words, attachments in (("associated", item.associations), ("propagated from", item.propagations)):
        names = sorted(name(attachment) for attachment in attachments)
        text = ", ".join(names[:MOST_NAMES]) + (f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else "")
        narrow = wrap(clean(text), "small", NAMES_WIDTH)
        lines = narrow if len(narrow) <= NAMES_LINES else wrap(clean(text), "small", 2 * NAMES_WIDTH)
        shown += [Row("" if index else words, line, role="small", follows=index > 0) for index, line in enumerate(lines)]
    if not item.routes_known:
        shown.append(Row(f"routes: {unread(network)}", "", role="small"))
    note = f"TGW route table · {len(item.associations)} associated"
    return table("transit-gateway-route-table", item.id, "route-table", item.label, note, shown, hung=True)


def owner_card(network: Network, item: r.Resource, lines: Sequence[Item] = ()) -> Box:
    """An owner of network interfaces in several subnets, as a card beside the zones; the `lines` say what it is."""
    items = [*lines] or [Item(kind_name(item.kind), "small")]
    owned = len(network.interfaces_owned.get(item.id, ()))
    counted = {0: _unseen(network, item), 1: "1 network interface"}
    words = counted.get(owned, f"{owned} network interfaces")
    items.append(Item(words, "small", whole=len(words) <= WHOLE))
    items += note_items(item.note)
    return card(item.kind, item.id, item.icon or icon_for(item.kind, getattr(item, "type", "")), item.label, items)


UNSEEN, WHOLE = 20, 40
"""So many characters name subnets that an owner may have interfaces in; what is said of them is not cut if it has so many."""


def _unseen(network: Network, item: r.Resource) -> str:
    """What is said of an owner without a known interface: the subnets that AWS may give it some in, where they are told."""
    told = [one.label for subnet in getattr(item, "subnets", ()) if (one := network.get(subnet, r.Subnet)) is not None]
    if not told or not isinstance(item, r.Workload):
        return "no network interface seen"
    names = some_names(told, UNSEEN)
    return f"in {names}: interfaces not known" if len(told) == 1 else f"in some of {names}"
