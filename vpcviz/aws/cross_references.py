"""Joins what the calls told apart: owners of interfaces, subnets of clusters, and what is only referred to."""

from msgspec import structs

from vpcviz.aws.estate import Estate, own
from vpcviz.aws.foreign import mentioned_prefix_lists, refer
from vpcviz.aws.owners import Owners
from vpcviz.model import resources as r
from vpcviz.model.services import is_service_name


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
    _further_endpoints(estate)
    _core_attachments(estate)
    _owned_pools(estate)
    _own_pool_addresses(estate)
    _listed_routes(estate)
    _drop_unused(estate)
    refer(estate)


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
    owned = {interface.owner for interface in estate.interfaces.values()} if estate.unseen else ()
    for instance, interface in sorted(estate.unseen.items()):
        if instance not in owned:
            estate.interfaces[interface.id] = interface


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
    for identity, interface in estate.interfaces.items():
        for ip in (*interface.private_ips, *interface.ipv6s):
            by_address.setdefault((interface.subnet, ip), identity)
    for identity, endpoint in estate.things["resolver_endpoints"].items():
        ips = tuple(structs.replace(ip, network_interface=by_address.get((ip.subnet, ip.ip), "")) for ip in endpoint.get("ips", ()))
        endpoint["ips"] = ips
        for ip in ips:
            if ip.network_interface:
                own(estate.interfaces[ip.network_interface], identity)


def _workload_places(estate: Estate) -> None:
    """A task's VPC and groups are those of its interface, a workload's VPC is that of its subnets; without any it is in none."""
    workloads = estate.things["workloads"]
    if not workloads:
        return
    _led_to(estate)
    for interface in estate.interfaces.values():
        workload = workloads.get(interface.owner)
        if workload is not None:
            workload["vpc"] = workload.get("vpc") or interface.vpc
            workload["security_groups"] = workload.get("security_groups") or interface.security_groups
    for workload in workloads.values():
        subnets = [estate.things["subnets"].get(subnet, {}) for subnet in workload.get("subnets", ())]
        workload["vpc"] = next((subnet["vpc"] for subnet in subnets if subnet.get("vpc")), "") or workload.get("vpc", "")
    estate.things["workloads"] = {
        identity: thing
        for identity, thing in workloads.items()
        if thing["vpc"]
        or thing.get("subnets")
        or identity in estate.led_to  # What leads into a VPC is in one, if in an unread one.
    }


def _led_to(estate: Estate) -> None:
    """What AWS tells no subnet of is in the VPC of what it leads to: a load balancer, an instance, an interface, a database."""
    for identity, targets in estate.led_to.items():
        workload = estate.things["workloads"].get(identity)
        if workload is None or workload.get("subnets"):
            continue
        workload["vpc"] = next(filter(None, (_vpc_named(estate, target) for target in targets)), "")


def _vpc_named(estate: Estate, arn: str) -> str:
    """The VPC of what an ARN or an id names, of what may have one; "" where it was not read."""
    for collection in ("load_balancers", "workloads", "instances"):
        things = estate.things[collection]
        found = things.get(arn) or things.get(arn.rpartition("/")[2])
        if found is not None:
            return str(found.get("vpc", ""))
    interface = estate.interfaces.get(arn) or estate.interfaces.get(arn.rpartition("/")[2])
    return "" if interface is None else interface.vpc


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
    mentioned = mentioned_prefix_lists(estate)
    estate.things["prefix_lists"] = {
        identity: thing
        for identity, thing in estate.things["prefix_lists"].items()
        if identity in mentioned or not is_service_name(thing.get("name", ""))
    }


def _further_endpoints(estate: Estate) -> None:
    """Endpoints of a firewall that another call tells, beside its own."""
    for identity, further in estate.further_endpoints.items():
        firewall = estate.things["network_firewalls"].get(identity)
        if firewall is not None:
            firewall["endpoints"] = dict(sorted({**further, **firewall.get("endpoints", {})}.items()))
    listed = estate.things["gateway_load_balancer_endpoints"]
    for firewall in estate.things["network_firewalls"].values():  # EC2 lists them, too: one thing is not drawn and traced as two.
        for endpoint in firewall.get("endpoints", {}).values():
            listed.pop(endpoint, None)


def _core_attachments(estate: Estate) -> None:
    """What another call tells of attachments to core networks."""
    for core in estate.things["core_networks"].values() if estate.core_attachments else ():
        core["attachments"] = tuple(
            structs.replace(one, **estate.core_attachments.get(one.attachment, {})) for one in core.get("attachments", ())
        )


def _listed_routes(estate: Estate) -> None:
    """The routes of local gateways to prefix lists: one for each entry. Where a list was not read, nor are its table's routes."""
    for gateway, prefix_list, route in estate.listed_routes:
        found, listed = estate.things["local_gateways"].get(gateway), estate.things["prefix_lists"].get(prefix_list, {})
        if found is None:
            continue
        if listed.get("entries") and listed.get("known", True):
            made = tuple(structs.replace(route, destination=cidr) for cidr in listed["entries"])
            found["routes"] = (*found.get("routes", ()), *made)
        else:
            found["routes"] = tuple(one for one in found.get("routes", ()) if one.table != route.table)


def _own_pool_addresses(estate: Estate) -> None:
    """Which public IPs of interfaces are of a pool that was brought to AWS; what lists Elastic IPs tells it."""
    for identity, interface in estate.interfaces.items() if estate.own_pool_ips else ():
        addresses = {interface.public_ip, *interface.public_ips.values()} & estate.own_pool_ips
        if addresses:
            estate.interfaces[identity] = structs.replace(interface, own_pool_ips=tuple(sorted(addresses)))


def _owned_pools(estate: Estate) -> None:
    """The local gateways of pools of customer-owned addresses, of which a pool tells the route table."""
    for pool in estate.things["customer_owned_pools"].values():
        pool["local_gateway"] = estate.gateway_of_table.get(pool.get("table", ""), "")
