"""What is only referred to: gateways that routes lead to, VPCs, subnets, hubs of other accounts that nobody read."""

from collections import Counter
from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from vpcviz.aws.estate import INTERFACES, Estate
from vpcviz.model import CLASSES, COLLECTIONS
from vpcviz.model import resources as r

_PREFIXES = Counter(kind.ID_PREFIX for kind in CLASSES.values())

_TARGETS: dict[str, tuple[str, str]] = {
    kind.ID_PREFIX.partition("-")[0]: (kind.ID_PREFIX, collection)
    for collection, kind in CLASSES.items()
    if kind.ROUTE_TARGET and kind.INTERFACE_TYPE != "interface" and collection != INTERFACES and _PREFIXES[kind.ID_PREFIX] == 1
}
"""Id prefixes and collections of the gateways that a route may lead to, by the first word of their ids."""


_VPC = attrgetter("vpc")


def mentioned_prefix_lists(estate: Estate) -> dict[str, str]:
    """Prefix lists that routes and rules name, with the region of who names them."""
    found: dict[str, str] = {}
    for name in ("route_tables", "transit_gateway_route_tables"):
        for thing in estate.things[name].values():
            for route in thing.get("routes", ()):
                if route.destination.startswith("pl-"):
                    found.setdefault(route.destination, thing.get("region", ""))
    for thing in estate.things["security_groups"].values():
        for rule in (*thing.get("ingress", ()), *thing.get("egress", ())):
            if rule.peer.startswith("pl-"):
                found.setdefault(rule.peer, thing.get("region", ""))
    return found


def refer(estate: Estate) -> None:
    """Add what is referred to and was not seen, as `foreign`."""
    _foreign_vpcs(estate)
    _foreign_hubs(estate)
    _foreign_route_targets(estate)
    for identity, region in sorted(mentioned_prefix_lists(estate).items()):
        estate.foreign("prefix_lists", identity, region=region, known=False)
    _foreign_subnets(estate)
    seen = {"", *estate.seen("vpcs")}
    for collection in COLLECTIONS:
        if collection == INTERFACES:
            interfaces = estate.interfaces.values()
            for interface in interfaces if not seen.issuperset(map(_VPC, interfaces)) else ():
                if interface.vpc not in seen:
                    estate.foreign("vpcs", interface.vpc, **_unseen(interface.account, interface.region))
        elif collection not in ("vpcs", "hosted_zones", "dhcp_options"):
            for thing in list(estate.things[collection].values()):
                if thing.get("vpc", "") not in seen:
                    estate.foreign("vpcs", thing["vpc"], **_unseen(thing.get("account", ""), thing.get("region", "")))


def _unseen(account: str, region: str, **fields: Any) -> dict[str, Any]:
    return {"account": account, "region": region, "dns_support": None, "dns_hostnames": None, **fields}


def _foreign_vpcs(estate: Estate) -> None:
    for peering in list(estate.things["peerings"].values()):
        for side in ("requester", "accepter"):
            cidrs = peering[f"{side}_cidrs"]
            estate.foreign(
                "vpcs",
                peering[side],
                **_unseen(
                    peering[f"{side}_account"],
                    peering[f"{side}_region"],
                    cidrs=tuple(cidr for cidr in cidrs if ":" not in cidr),
                    ipv6_cidrs=tuple(cidr for cidr in cidrs if ":" in cidr),
                ),
            )
    for attachment in list(estate.things["transit_gateway_attachments"].values()):
        if attachment["type"] == "vpc":
            estate.foreign("vpcs", attachment["resource"], **_unseen(attachment["resource_account"], attachment["region"]))
    for zone in estate.things["hosted_zones"].values():
        for vpc in zone.get("vpcs", ()):
            estate.foreign("vpcs", vpc, **_unseen("", estate.regions.get(vpc, "")))
    for rule in estate.things["resolver_rules"].values():
        for vpc in rule.get("vpcs", ()):
            estate.foreign("vpcs", vpc, **_unseen("", rule.get("region", "")))


def _foreign_hubs(estate: Estate) -> None:
    for attachment in list(estate.things["transit_gateway_attachments"].values()):
        estate.foreign("transit_gateways", attachment["transit_gateway"], region=attachment["region"])
        if attachment["type"] == "peering" and attachment["resource"].startswith("core-network-"):
            estate.foreign("core_networks", attachment["resource"], account=attachment["resource_account"])
        elif attachment["type"] == "peering":
            estate.foreign(
                "transit_gateways",
                attachment["resource"],
                account=attachment["resource_account"],
                region=attachment.get("resource_region", ""),
            )
        elif attachment["type"] == "direct-connect-gateway":
            estate.foreign("direct_connect_gateways", attachment["resource"], account=attachment["resource_account"])
        elif attachment["type"] == "vpn-concentrator":
            hub = {"region": attachment["region"], "transit_gateway": attachment["transit_gateway"]}
            estate.foreign("vpn_concentrators", attachment["resource"], **hub)
        elif attachment["type"] == "vpn" and attachment["resource"].startswith("vpn-"):
            estate.foreign(
                "vpn_connections", attachment["resource"], region=attachment["region"], gateway=attachment["transit_gateway"]
            )
    for connection in list(estate.things["vpn_connections"].values()):
        gateway = connection.get("gateway", "")
        estate.foreign(_gateway_kind(gateway), gateway, **(_core(estate, gateway) or _where(connection)))
        estate.foreign("customer_gateways", connection.get("customer_gateway", ""), **_where(connection))
    for tie in list(estate.things["direct_connect_associations"].values()):
        estate.foreign("direct_connect_gateways", tie["direct_connect_gateway"])
        gateway = tie["gateway"]
        estate.foreign(_gateway_kind(gateway), gateway, **(_core(estate, gateway) or {"region": tie["region"]}))
    for virtual in list(estate.things["virtual_interfaces"].values()):
        gateway = virtual["gateway"]
        estate.foreign("vpn_gateways" if gateway.startswith("vgw-") else "direct_connect_gateways", gateway)


def _gateway_kind(gateway: str) -> str:
    ends = (r.TransitGateway, r.VpnConcentrator, r.CoreNetwork)
    return next((kind.COLLECTION for kind in ends if gateway.startswith(f"{kind.ID_PREFIX}-")), r.VpnGateway.COLLECTION)


def _core(estate: Estate, gateway: str) -> dict[str, Any]:
    """The account of a core network, which is in no region; {} of another gateway."""
    return {"account": estate.core_owners.get(gateway, "")} if gateway.startswith("core-network-") else {}


def _where(thing: Mapping[str, Any]) -> dict[str, Any]:
    return {"account": thing.get("account", ""), "region": thing.get("region", "")}


def _foreign_route_targets(estate: Estate) -> None:
    """Gateways that live routes lead to and that were not seen (those of a shared VPC's owner, say)."""
    for table in list(estate.things["route_tables"].values()):
        for route in table.get("routes", ()):
            if route.firewall:
                _foreign_firewall(estate, table, route.firewall)
            collection = gateway_collection(route.target)
            if collection and route.state != "blackhole" and route.target not in estate.things[collection]:
                _foreign_gateway(estate, table, collection, route.target)


def gateway_collection(target: str) -> str:
    """The collection of the gateway that a route's target is by its id; "" where it is none."""
    prefix, collection = _TARGETS.get(target.replace("_", "-").partition("-")[0], ("", ""))
    return collection if collection and target.startswith(prefix) else ""


def _foreign_gateway(estate: Estate, table: dict[str, Any], collection: str, target: str) -> None:
    kind = CLASSES[collection]
    vpc = {"vpc": table.get("vpc", "")} if "vpc" in kind.__struct_fields__ else {}
    more = {"requester": table.get("vpc", ""), "accepter": ""} if collection == "peerings" else vpc
    where = {**_where(table), "region": ""} if kind.SCOPE == "account" else _where(table)
    estate.foreign(collection, target, **where, **more)


def _foreign_firewall(estate: Estate, table: dict[str, Any], firewall: str) -> None:
    told = {**_where(table), "name": firewall.rpartition("/")[2], "vpc": table.get("vpc", ""), "placement": "internet-gateway"}
    estate.foreign("network_firewalls", firewall, **told)


def _foreign_subnets(estate: Estate) -> None:
    seen = {"", *estate.seen("subnets")}
    for interface in estate.interfaces.values():
        if interface.subnet not in seen:
            where = {"account": interface.account, "region": interface.region, "vpc": interface.vpc, "zone": interface.zone}
            estate.foreign("subnets", interface.subnet, **where)
    for collection, things in estate.things.items():
        if collection in ("subnets", "route_tables", "network_acls"):
            continue
        for thing in list(things.values()):
            named = (thing["subnet"],) if thing.get("subnet") else thing.get("subnets", ())
            for subnet in named if not seen.issuperset(named) else ():
                estate.foreign("subnets", subnet, **_where(thing), vpc=thing.get("vpc", ""))
