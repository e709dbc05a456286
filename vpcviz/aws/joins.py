"""Joins what the calls told apart: owners of interfaces, subnets of clusters, and what is only referred to."""

import re
from collections import Counter
from collections.abc import Mapping
from typing import Any

from msgspec import structs

from vpcviz.aws.estate import Estate
from vpcviz.aws.owners import Owners
from vpcviz.model import CLASSES
from vpcviz.model import resources as r
from vpcviz.model.services import is_service_name

_PREFIXES = Counter(kind.ID_PREFIX for kind in CLASSES.values())

_TARGETS: dict[str, tuple[str, str]] = {
    kind.ID_PREFIX.partition("-")[0]: (kind.ID_PREFIX, collection)
    for collection, kind in CLASSES.items()
    if kind.ROUTE_TARGET and kind.INTERFACE_TYPE != "interface" and _PREFIXES[kind.ID_PREFIX] == 1
}
"""Id prefixes and collections of the gateways that a route may lead to, by the first word of their ids."""


def join(estate: Estate) -> None:
    """Make one whole of the estate. Nothing of it is refused: what is referred to and was not seen becomes `foreign`."""
    _clusters(estate)
    _block_modes(estate)
    _propagated(estate)
    _resolvers(estate)
    Owners(estate).assign()
    _implied(estate)
    _workload_places(estate)
    _private_names(estate)
    _zone_names(estate)
    _drop_unused(estate)
    _refer(estate)


def _block_modes(estate: Estate) -> None:
    """VPCs that do not tell what VPC Block Public Access does to them have the mode of their account and region."""
    for vpc in estate.things["vpcs"].values() if estate.block_modes else ():
        if not vpc.get("block_public_access"):
            vpc["block_public_access"] = estate.block_modes.get((vpc.get("account", ""), vpc.get("region", "")), "")


def _clusters(estate: Estate) -> None:
    """VPC and subnets of clusters are those of their subnet group."""
    for identity, key in estate.groups_of.items():
        thing, group = estate.things["workloads"].get(identity), estate.subnet_groups.get(key)
        if thing is not None and group is not None:
            thing["vpc"] = thing.get("vpc") or group[0]
            thing["subnets"] = thing.get("subnets") or group[1]


def _implied(estate: Estate) -> None:
    """An instance tells its own addresses: where no interface of its was read, one is made of what it says."""
    owned = {interface.get("owner", "") for interface in estate.things["network_interfaces"].values()}
    for instance, fields in sorted(estate.unseen.items()):
        if instance not in owned:
            estate.things["network_interfaces"][f"eni-of-{instance}"] = {**fields, "owner": instance}


def _propagated(estate: Estate) -> None:
    """Where only the static routes of a transit gateway route table were collected, the propagated ones are those of its
    propagations: a VPC's CIDRs, the routes of a static VPN. What is learned by BGP cannot be told."""
    for table in (estate.things["transit_gateway_route_tables"].get(identity) for identity in sorted(estate.static_only)):
        for attachment in table.get("propagations", ()) if table is not None else ():
            cidrs = _propagated_by(estate, attachment)
            if table is None or cidrs is None:
                (table or {})["routes_known"] = False
                continue
            told = {route.destination for route in table["routes"]}
            table["routes"] += tuple(
                r.TransitGatewayRoute(destination=cidr, attachments=(attachment,), origin="propagated")
                for cidr in cidrs
                if cidr not in told
            )


def _propagated_by(estate: Estate, attachment: str) -> tuple[str, ...] | None:
    """The CIDRs that an attachment adds to a route table; None where they are not known.

    Source: Amazon VPC Transit Gateways Guide, "How transit gateways work", "Routes".
    """
    fields = estate.things["transit_gateway_attachments"].get(attachment, {})
    vpc = estate.things["vpcs"].get(fields.get("resource", ""))
    if vpc is not None:
        return (*vpc.get("cidrs", ()), *vpc.get("ipv6_cidrs", ()))
    connection = estate.things["vpn_connections"].get(fields.get("resource", ""))
    return connection.get("static_routes", ()) if connection is not None and not connection.get("bgp") else None


def _resolvers(estate: Estate) -> None:
    """The interfaces of a Resolver endpoint are those with its addresses in its subnets."""
    if not estate.things["resolver_endpoints"]:
        return
    by_address: dict[tuple[str, str], str] = {}
    for identity, interface in estate.things["network_interfaces"].items():
        for ip in (*interface.get("private_ips", ()), *interface.get("ipv6s", ())):
            by_address.setdefault((interface.get("subnet", ""), ip), identity)
    for identity, endpoint in estate.things["resolver_endpoints"].items():
        ips = tuple(structs.replace(ip, network_interface=by_address.get((ip.subnet, ip.ip), "")) for ip in endpoint.get("ips", ()))
        endpoint["ips"] = ips
        for ip in ips:
            if ip.network_interface:
                estate.things["network_interfaces"][ip.network_interface]["owner"] = identity


def _workload_places(estate: Estate) -> None:
    """A task's VPC and groups are those of its interface, a workload's VPC is that of its subnets; without any it is in none."""
    workloads = estate.things["workloads"]
    if not workloads:
        return
    for interface in estate.things["network_interfaces"].values():
        workload = workloads.get(interface.get("owner", ""))
        if workload is not None:
            workload["vpc"] = workload.get("vpc") or interface.get("vpc", "")
            workload["security_groups"] = workload.get("security_groups") or interface.get("security_groups", ())
    for workload in workloads.values():
        subnets = [estate.things["subnets"].get(subnet, {}) for subnet in workload.get("subnets", ())]
        workload["vpc"] = next((subnet["vpc"] for subnet in subnets if subnet.get("vpc")), "") or workload.get("vpc", "")
    estate.things["workloads"] = {identity: thing for identity, thing in workloads.items() if thing["vpc"] or thing.get("subnets")}


def _private_names(estate: Estate) -> None:
    """Where an endpoint's private DNS is on and AWS did not list its names with it, the service's own are meant."""
    for endpoint in estate.things["interface_endpoints"].values():
        service = estate.things["services"].get(endpoint.get("service", ""))
        if endpoint.get("private_dns") and not endpoint.get("private_dns_names") and service is not None:
            endpoint["private_dns_names"] = service.get("private_dns_names", ())


def _zone_names(estate: Estate) -> None:
    """A firewall on a transit gateway tells ids of zones (euw1-az1): they stand for the names that the account has for them."""
    names = {zone.get("zone_id", ""): name for name, zone in estate.things["zones"].items()}
    for firewall in estate.things["network_firewalls"].values():
        firewall["zones"] = tuple(names.get(zone, zone) for zone in firewall.get("zones", ()))


def _drop_unused(estate: Estate) -> None:
    """Of the hundreds of AWS's services and its own prefix lists those stay that the network uses."""
    used = {
        thing.get("service", "") for name in ("interface_endpoints", "gateway_endpoints") for thing in estate.things[name].values()
    }
    estate.things["services"] = {
        identity: thing for identity, thing in estate.things["services"].items() if identity in used and ".vpce." not in identity
    }
    mentioned = _mentioned_prefix_lists(estate)
    estate.things["prefix_lists"] = {
        identity: thing
        for identity, thing in estate.things["prefix_lists"].items()
        if identity in mentioned or not is_service_name(thing.get("name", ""))
    }


def _mentioned_prefix_lists(estate: Estate) -> dict[str, str]:
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


# --- what is only referred to -------------------------------------------------------------------------------------------


def _refer(estate: Estate) -> None:
    _foreign_vpcs(estate)
    _foreign_hubs(estate)
    _foreign_route_targets(estate)
    for identity, region in sorted(_mentioned_prefix_lists(estate).items()):
        estate.foreign("prefix_lists", identity, region=region, known=False)
    _foreign_subnets(estate)
    seen = {"", *estate.seen("vpcs")}
    for collection, things in estate.things.items():
        if collection in ("vpcs", "hosted_zones", "dhcp_options"):
            continue
        for thing in list(things.values()):
            if thing.get("vpc", "") not in seen:
                estate.foreign("vpcs", thing["vpc"], **_place(thing))


def _place(thing: Mapping[str, Any]) -> dict[str, Any]:
    return {"account": thing.get("account", ""), "region": thing.get("region", ""), "dns_support": None, "dns_hostnames": None}


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
        estate.foreign(_gateway_kind(gateway), gateway, **({} if gateway.startswith("core-network-") else _where(connection)))
        estate.foreign("customer_gateways", connection.get("customer_gateway", ""), **_where(connection))
    for tie in list(estate.things["direct_connect_associations"].values()):
        estate.foreign("direct_connect_gateways", tie["direct_connect_gateway"])
        estate.foreign(_gateway_kind(tie["gateway"]), tie["gateway"], region=tie["region"])
    for virtual in list(estate.things["virtual_interfaces"].values()):
        gateway = virtual["gateway"]
        estate.foreign("vpn_gateways" if gateway.startswith("vgw-") else "direct_connect_gateways", gateway)


def _gateway_kind(gateway: str) -> str:
    prefixes = {"tgw-": "transit_gateways", "vcn-": "vpn_concentrators", "core-network-": "core_networks"}
    return next((kind for prefix, kind in prefixes.items() if gateway.startswith(prefix)), "vpn_gateways")


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
    prefix, collection = _TARGETS.get(re.split("[-_]", target, maxsplit=1)[0], ("", ""))
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
    for interface in list(estate.things["network_interfaces"].values()):
        if interface.get("subnet", "") not in seen:
            estate.foreign(
                "subnets", interface["subnet"], **_where(interface), vpc=interface.get("vpc", ""), zone=interface.get("zone", "")
            )
    for collection, things in estate.things.items():
        if collection in ("subnets", "network_interfaces", "route_tables", "network_acls"):
            continue
        for thing in list(things.values()):
            named = [thing["subnet"]] if thing.get("subnet") else list(thing.get("subnets", ()))
            for subnet in named:
                estate.foreign("subnets", subnet, **_where(thing), vpc=thing.get("vpc", ""))
