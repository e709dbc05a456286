"""Route tables with their routes, associations and propagations; prefix lists."""

from typing import Any

from vpcviz.terraform.building import PARTS, SUBNET, TABLE, TARGET, VPC, Building, makes, tags
from vpcviz.terraform.expressions import implied_id
from vpcviz.terraform.kinds.firewalls import route_endpoint
from vpcviz.terraform.resource_instances import Thing

PARTS |= {
    "aws_route",
    "aws_route_table_association",
    "aws_main_route_table_association",
    "aws_vpn_gateway_route_propagation",
    "aws_vpc_endpoint_route_table_association",
    "aws_ec2_managed_prefix_list_entry",
}

TARGETS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("gateway_id", "GatewayId", ("aws_internet_gateway", "aws_vpn_gateway")),
    ("nat_gateway_id", "NatGatewayId", ("aws_nat_gateway",)),
    ("gateway_id", "NatGatewayId", ("aws_nat_gateway",)),  # Older files name it so: EC2 takes it for what it is.
    ("transit_gateway_id", "TransitGatewayId", ("aws_ec2_transit_gateway",)),
    ("vpc_peering_connection_id", "VpcPeeringConnectionId", ("aws_vpc_peering_connection", "aws_vpc_peering_connection_accepter")),
    ("egress_only_gateway_id", "EgressOnlyInternetGatewayId", ("aws_egress_only_internet_gateway",)),
    ("carrier_gateway_id", "CarrierGatewayId", ("aws_ec2_carrier_gateway",)),
    ("network_interface_id", "NetworkInterfaceId", ("aws_network_interface",)),
    ("vpc_endpoint_id", "GatewayId", ("aws_vpc_endpoint",)),
    ("local_gateway_id", "LocalGatewayId", ("aws_ec2_local_gateway",)),
    ("core_network_arn", "CoreNetworkArn", ("aws_networkmanager_core_network",)),
)
"""What a route may lead to: Terraform's attribute, AWS's member, the types."""

_LISTS = ("aws_ec2_managed_prefix_list", "aws_prefix_list")


@makes("aws_route_table", "aws_default_route_table")
def route_table(building: Building, thing: Thing) -> None:
    """A route table: its own routes, and those that stand apart."""
    if thing.data and not thing.text("id"):
        return
    vpc = _vpc(building, thing)
    routes = local_routes(building, vpc)
    for position, record in enumerate(thing.records("route")):
        routes += _route(building, thing, "route", position) if record else []
    if not thing.values.get("route") and building.references.is_open(thing, "route"):
        building.unsure(thing, "route")
    for one in building.parts("aws_route", "route_table_id", TABLE).get(thing.id, ()):
        routes += _route(building, one)
    routes += _to_gateway_endpoints(building, thing)
    gateways = [
        *building.ids(thing, "propagating_vgws", types=("aws_vpn_gateway",)),
        *(
            building.one(one, "vpn_gateway_id", types=("aws_vpn_gateway",))
            for one in building.parts("aws_vpn_gateway_route_propagation", "route_table_id", TABLE).get(thing.id, ())
        ),
    ]
    item = {
        "RouteTableId": thing.id,
        "VpcId": vpc,
        "OwnerId": building.account(thing),
        "Associations": _associations(building, thing, vpc),
        "PropagatingVgws": [{"GatewayId": one} for one in gateways if one],
        "Routes": routes,
        "Tags": tags(thing),
    }
    building.put("ec2.DescribeRouteTables", thing, item)


def _vpc(building: Building, thing: Thing) -> str:
    """A table's VPC; that of a default one is the VPC that it came with."""
    found = building.vpc_of(thing)
    for kind in ("aws_vpc", "aws_default_vpc") if not found else ():
        for vpc in building.of_type.get(kind, ()):
            if building.default_id(vpc, "main_route_table_id") == thing.id:
                return vpc.id
    if not found:
        building.unsure(thing, "vpc_id")
    return found


def local_routes(building: Building, vpc: str) -> list[dict[str, Any]]:
    """The local routes that each table of a VPC has."""
    place = building.thing(vpc)
    if place is None:
        return []
    made = [{"DestinationCidrBlock": cidr, "GatewayId": "local"} for cidr in building.cidrs(place)]
    ipv6 = place.text("ipv6_cidr_block")
    return [*made, {"DestinationIpv6CidrBlock": ipv6, "GatewayId": "local"}] if ipv6 else made


def _associations(building: Building, thing: Thing, vpc: str) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    fits = building.in_vpc(vpc)
    for one in building.memo("associations", _by_table).get(thing.id, ()):
        building.part_of(one, thing.id)
        gateway = building.one(one, "gateway_id", types=("aws_internet_gateway", "aws_vpn_gateway"), accept=fits)
        told = building.one(one, "subnet_id", types=SUBNET, accept=fits)
        if told or gateway:
            made.append({"SubnetId": told} if told else {"GatewayId": gateway})
    mains = building.parts("aws_main_route_table_association", "vpc_id", VPC).get(vpc, ())
    others = [building.one(one, "route_table_id", types=TABLE, accept=fits) for one in mains]
    place = building.thing(vpc)
    came = place is not None and building.default_id(place, "main_route_table_id") == thing.id
    if thing.id in others or (came and not others):
        made.append({"Main": True})
    if thing.data:
        made += [{"SubnetId": one["subnet_id"]} for one in thing.records("associations") if isinstance(one.get("subnet_id"), str)]
        made += [{"Main": True} for one in thing.records("associations") if one.get("main") is True]
    return made


def _to_gateway_endpoints(building: Building, thing: Thing) -> list[dict[str, Any]]:
    """The routes that AWS adds to the tables of a gateway endpoint: no plan or state tells them. Source: AWS PrivateLink Guide,
    "Gateway endpoints"."""
    apart = building.parts("aws_vpc_endpoint_route_table_association", "route_table_id", TABLE).get(thing.id, ())
    associated = {building.one(one, "vpc_endpoint_id", types=("aws_vpc_endpoint",)) for one in apart}
    made = []
    for endpoint in building.of_type.get("aws_vpc_endpoint", ()):
        if endpoint.data or (endpoint.text("vpc_endpoint_type") or "Gateway") != "Gateway":
            continue
        tables = building.references.ids(endpoint, "route_table_ids", types=TABLE)
        if endpoint.id in associated or (tables.sure and thing.id in tables.ids):
            identity = implied_id(endpoint, "prefix_list_id")
            made.append({"DestinationPrefixListId": identity, "GatewayId": endpoint.id})
            named = {"PrefixListId": identity, "PrefixListName": endpoint.text("service_name")}
            building.put("ec2.DescribeManagedPrefixLists", endpoint, named)
    return made


def _by_table(building: Building) -> dict[str, list[Thing]]:
    """The associations by their table, which is of the subnet's VPC."""
    found: dict[str, list[Thing]] = {}
    for one in building.of_type.get("aws_route_table_association", ()):
        subnet = building.references.one(one, "subnet_id", types=SUBNET).ids
        place = building.thing(subnet[0]) if subnet else None
        near = building.in_vpc(building.vpc_of(place) if place is not None else "")
        if place is not None:
            building.part_of(one, place.id)
        table = building.one(one, "route_table_id", types=TABLE, accept=near)
        found.setdefault(table, []).append(one)
    return found


def _route(building: Building, thing: Thing, *path: str | int) -> list[dict[str, Any]]:
    """A route at a path of a table, or a route of its own; one whose target is not known, which is noted, leads to a word for it.
    None where its destination is not known."""
    names = ("cidr_block", "ipv6_cidr_block") if path else ("destination_cidr_block", "destination_ipv6_cidr_block")
    item: dict[str, Any] = {}
    for name, member in zip(names, ("DestinationCidrBlock", "DestinationIpv6CidrBlock"), strict=True):
        if told := thing.text(*path, name):
            item[member] = told
    if not item:
        lists = building.references.one(thing, *path, "destination_prefix_list_id", types=_LISTS).ids
        if lists:
            item["DestinationPrefixListId"] = lists[0]
    vpc = building.vpc_of(thing) if path else ""
    for name, member, types in TARGETS:
        found = building.references.one(thing, *path, name, types=types, accept=_target_fits(building, vpc, types)).ids
        if found and item:
            return [{**item, member: found[0]}]
    endpoint = route_endpoint(building, thing, *path, "vpc_endpoint_id") if item else ""
    if endpoint:
        return [{**item, "GatewayId": endpoint}]
    building.unsure(thing, TARGET if item else "route" if path else "a destination")
    return [{**item, "GatewayId": f"{thing.address}.{'.'.join(map(str, (*path, 'target')))}"}] if item else []


def _target_fits(building: Building, vpc: str, types: tuple[str, ...]) -> Any:
    """Whether a thing can be the target of a route of a VPC: its gateways and interfaces are in it, its peerings are of it."""
    if types[0] == "aws_vpc_peering_connection":
        return lambda one: not vpc or vpc in _sides(building, one)
    return building.in_vpc("" if types[0] in ("aws_ec2_transit_gateway", "aws_networkmanager_core_network") else vpc)


def _sides(building: Building, peering: Thing) -> tuple[str, ...]:
    far = building.references.one(peering, "peer_vpc_id", types=VPC).ids
    return (building.vpc_of(peering), *far)


@makes("aws_ec2_managed_prefix_list", "aws_prefix_list")
def prefix_list(building: Building, thing: Thing) -> None:
    """A managed prefix list, and AWS's own that a plan looks up."""
    item = {"PrefixListId": thing.id, "PrefixListName": thing.text("name"), "OwnerId": thing.text("owner_id"), "Tags": tags(thing)}
    apart = building.parts("aws_ec2_managed_prefix_list_entry", "prefix_list_id", _LISTS).get(thing.id, ())
    cidrs = [one["cidr"] for one in (*thing.records("entry"), *thing.records("entries")) if isinstance(one.get("cidr"), str)]
    cidrs += [*thing.texts("cidr_blocks"), *(one.text("cidr") for one in apart)]
    building.put("ec2.DescribeManagedPrefixLists", thing, item)
    building.asked("ec2.GetManagedPrefixListEntries", thing, thing.id)
    for cidr in cidrs:
        building.put("ec2.GetManagedPrefixListEntries", thing, {"Cidr": cidr, "PrefixListId": thing.id}, thing.id)
