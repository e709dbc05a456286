"""Names and lists below the VPCs: hosted zones, Resolver rules, prefix lists, DHCP option sets; and what forwards DNS queries."""

from collections.abc import Iterable

from vpcviz.layout import tables
from vpcviz.layout.boxes import Box
from vpcviz.layout.drawer import Drawer, Stand, register
from vpcviz.layout.drawing import Drawing
from vpcviz.layout.link_kinds import LinkKind, register_link
from vpcviz.layout.widgets import Item, card
from vpcviz.model import resources as r

MOST_PUBLIC_ZONES = 4
"""The most public hosted zones of an account that are drawn; of more, those that lead into the network, the rest is counted."""


def _hosted_zone(drawing: Drawing, item: r.HostedZone) -> Box | None:
    return (
        None
        if _aside(drawing, item)
        else drawing.keep(
            tables.hosted_zone(drawing.network, item, names_vpcs=not drawing.links_names, owner=_owner(drawing, item))
        )
    )


def _owner(drawing: Drawing, item: r.HostedZone | r.ResolverRule) -> str:
    """The account of what stands in its region, outside the account's frame, since several accounts use it."""
    if not (drawing.lifts_names and item.account and drawing.containers.is_shared(item.id)):
        return ""
    known = drawing.network.get(item.account, r.Account)
    return f"account {known.label if known is not None else item.account}"


def _aside(drawing: Drawing, item: r.HostedZone) -> bool:
    """Whether a public zone is one of many, and no record of it leads into the network: it is counted only."""
    network = drawing.network
    if item.private or sum(not one.private for one in network.hosted_zones) <= MOST_PUBLIC_ZONES:
        return False
    owners: list[r.LoadBalancer | r.Workload] = [*network.load_balancers, *network.workloads]
    inside = {one.dns_name.lower() for one in owners if one.dns_name}
    inside.update(ip for one in network.network_interfaces for ip in (one.public_ip, *one.public_ips.values(), *one.ipv6s) if ip)
    values = (text.lower() for record in item.records for text in (record.alias, *record.values))
    return not any(value.removeprefix("dualstack.") in inside for value in values)


def _resolver_rule(drawing: Drawing, rule: r.ResolverRule) -> Box:
    items = [Item(f"{rule.type} {rule.domain or rule.delegation_record}".strip(), "detail")]
    items += [Item(f"→ {', '.join(rule.target_ips)}", "small")] if rule.target_ips else []
    if rule.endpoint:
        items.append(Item(f"by {drawing.network.label(rule.endpoint)}", "small"))
    items += [Item(owner, "small")] if (owner := _owner(drawing, rule)) else []
    items += _associated(drawing, rule)
    return drawing.keep(card(rule.kind, rule.id, "resolver-rule", rule.label, items))


def _associated(drawing: Drawing, item: r.ResolverRule | r.Route53Profile) -> list[Item]:
    """How many VPCs it is associated with; where no link tells which, their names."""
    words = tables.vpcs_words(drawing.network, item.vpcs, named=not drawing.links_names)
    if drawing.links_names or not item.vpcs:
        return [Item(line, "small") for line in words]
    marks = (("more", str(len(item.vpcs))), ("in", item.id))
    return [Item(line, "small", "association", "", marks) for line in words]


def _profile(drawing: Drawing, item: r.Route53Profile) -> Box:
    firewalls = len(item.firewall_rule_groups)
    counts = (
        (len(item.hosted_zones), "hosted zone"),
        (len(item.resolver_rules), "Resolver rule"),
        (len(item.interface_endpoints), "endpoint"),
        (firewalls, "DNS Firewall rule group"),
        (len(item.other_resources) - firewalls, "other resource"),
    )
    items = [Item("Route 53 Profile", "detail")]
    items += [Item(f"{count} {what}{'s' if count != 1 else ''}", "small") for count, what in counts if count]
    items += _associated(drawing, item)
    return drawing.keep(card(item.kind, item.id, item.kind, item.label, items))


def _prefix_list(drawing: Drawing, item: r.PrefixList) -> Box | None:
    if (
        item.id in drawing.drawn
        or r.PrefixList in drawing.view.leaves_out
        or not (item.entries or (drawing.full and not item.known))
    ):
        return None
    return drawing.keep(tables.prefix_list(drawing.network, item))


def _home_of_list(drawing: Drawing, item: r.PrefixList) -> tuple[str, str]:
    routing = drawing.network.route_tables
    users = sorted({table.vpc for table in routing if any(route.destination == item.id for route in table.routes)})
    account, region = drawing.home(item, users)
    return drawing.containers.home_account(account), region


def _dhcp(drawing: Drawing, item: r.DhcpOptions) -> Box | None:
    if r.DhcpOptions not in drawing.view.adds:
        return None
    items = [Item("DHCP option set" + (f" · {item.domain_name}" if item.domain_name else ""), "small")]
    items += [Item(f"DNS: {', '.join(item.domain_name_servers)}", "small")]
    return drawing.keep(card(item.kind, item.id, item.kind, item.label, items))


def _users_of_dhcp(drawing: Drawing, item: r.DhcpOptions) -> Iterable[str]:
    return [vpc.id for vpc in drawing.network.vpcs if vpc.dhcp_options == item.id]


def _home_of_dhcp(drawing: Drawing, item: r.DhcpOptions) -> tuple[str, str]:
    return drawing.home(item, _users_of_dhcp(drawing, item))


def _home_of_rule(drawing: Drawing, rule: r.ResolverRule) -> tuple[str, str]:
    return drawing.home(rule, rule.vpcs, rule.endpoint)


def _to_vpcs(drawing: Drawing, item: r.HostedZone | r.ResolverRule | r.Route53Profile) -> None:
    for vpc in item.vpcs if drawing.links_names else ():
        drawing.link("dns", item.id, vpc, bundle=f"dns:{item.id}")


def _dhcp_to_vpcs(drawing: Drawing, item: r.DhcpOptions) -> None:
    for vpc in _users_of_dhcp(drawing, item):
        drawing.link("dns", item.id, vpc, bundle=f"dns:{item.id}")


def _rule_links(drawing: Drawing, rule: r.ResolverRule) -> None:
    _to_vpcs(drawing, rule)
    for address in _servers(drawing, rule) if rule.endpoint else ():
        drawing.link("dns", rule.endpoint, address, arrow=True)


def _servers(drawing: Drawing, rule: r.ResolverRule) -> list[str]:
    """The DNS servers on premises that a rule sends queries to, as they are drawn."""
    servers = {server.ip: f"{site.id}/{server.ip}" for site in drawing.network.on_premises for server in site.dns_servers}
    return sorted({servers[ip] for ip in rule.target_ips if ip in servers})


register_link(LinkKind("dns", 100, "DNS", "#2962D9", "#7FA7FF", 1.3, "4 3"))
register(
    Drawer(
        r.HostedZone, Stand.BELOW, 10, _hosted_zone, links=_to_vpcs, home=lambda on, item: on.home(item, item.vpcs), anywhere=True
    )
)
register(Drawer(r.ResolverRule, Stand.BELOW, 20, _resolver_rule, links=_rule_links, home=_home_of_rule, anywhere=True))
register(Drawer(r.Route53Profile, Stand.BELOW, 25, _profile, links=_to_vpcs, home=lambda on, item: on.home(item, item.vpcs)))
register(Drawer(r.PrefixList, Stand.BELOW, 30, _prefix_list, home=_home_of_list, anywhere=True))
register(Drawer(r.DhcpOptions, Stand.BELOW, 40, _dhcp, links=_dhcp_to_vpcs, home=_home_of_dhcp, anywhere=True))
