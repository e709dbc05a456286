"""Route tables, prefix lists, and the gateways that routes of a VPC lead to."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from msgspec import field, structs

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import Each, reads
from vpcviz.aws.shapes import Shape, State, StateWord, Tag, Texts, members, unique, word
from vpcviz.model import resources as r
from vpcviz.model.services import is_service_name

POSITION = 30

_GONE = ("deleted", "terminated")
UNTOLD = "a new kind of target"
"""The target of a route that AWS tells in a member that is newer than the SDK, or than vpcviz."""
_ORIGINS = {
    "": "static",
    "CreateRouteTable": "static",
    "CreateRoute": "static",
    "EnableVgwRoutePropagation": "propagated",
    "Advertisement": "propagated",
}
"""What AWS's words for the origin of a route mean. Source: EC2 API Reference, Route."""


class IgwFirewall(Shape, frozen=True, gc=False):
    """The firewall that inspects what takes a route to an internet gateway."""

    firewall_arn: str = ""
    status: str = ""


class Route(Shape, frozen=True, gc=False):
    """One route of a VPC route table; `further_target` is the value of a member for a new sort of target (AWS has none of the name)."""

    destination_cidr_block: str = ""
    destination_ipv6_cidr_block: str = ""
    destination_prefix_list_id: str = ""
    gateway_id: str = ""
    nat_gateway_id: str = ""
    transit_gateway_id: str = ""
    vpc_peering_connection_id: str = ""
    egress_only_internet_gateway_id: str = ""
    carrier_gateway_id: str = ""
    network_interface_id: str = ""
    instance_id: str = ""
    local_gateway_id: str = ""
    core_network_arn: str = ""
    odb_network_arn: str = ""
    ip_address: str = ""
    further_target: str = ""
    igw_firewall: IgwFirewall = IgwFirewall()
    origin: str = ""
    state: str = ""


class TableAssociation(Shape, frozen=True, gc=False):
    """What a route table serves."""

    main: bool = False
    subnet_id: str = ""
    gateway_id: str = ""
    public_ipv4_pool: str = ""
    association_state: State = State()


class Propagation(Shape, frozen=True, gc=False):
    """A gateway that may add routes to a route table."""

    gateway_id: str = ""


class RouteTable(Shape, frozen=True, gc=False):
    """A VPC route table."""

    route_table_id: str = ""
    vpc_id: str = ""
    owner_id: str = ""
    associations: tuple[TableAssociation, ...] = ()
    propagating_vgws: tuple[Propagation, ...] = ()
    routes: tuple[Route, ...] = ()
    tags: tuple[Tag, ...] = ()


_TARGET = re.compile(r"(Id|Arn|Address|Name)\Z")
"""How the members of a route end that hold a target."""


def _is_untold(route: Route) -> bool:
    return route.state != "blackhole" and not _target(route)


def _with_new_targets(items: list[RouteTable], parsed: Callable[[], list[Any]]) -> list[RouteTable]:
    """The route tables of a dump, with the targets of routes that lead to a sort of thing that vpcviz does not know."""
    if not any(_is_untold(route) for item in items for route in item.routes):
        return items
    return [
        structs.replace(
            item, routes=tuple(_with_new_target(route, told) for route, told in zip(item.routes, all_told, strict=False))
        )
        if len(item.routes) == len(all_told := table.get("Routes") or [])
        else item
        for item, table in zip(items, parsed(), strict=True)
    ]


def _with_new_target(route: Route, told: Mapping[str, Any]) -> Route:
    new = (value for name, value in told.items() if isinstance(value, str) and name not in members(Route) and _TARGET.search(name))
    target = next(new, "") if _is_untold(route) else ""
    return structs.replace(route, further_target=target) if target else route


@reads(
    "ec2",
    "DescribeRouteTables",
    "RouteTables",
    "route_tables",
    "route tables",
    RouteTable,
    "RouteTableId",
    size=100,
    complete=_with_new_targets,
)
def route_tables(estate: Estate, answer: Answer, item: RouteTable) -> None:
    """VPC route tables with their routes and associations."""
    live = [one for one in item.associations if one.association_state.state not in ("disassociated", "failed")]
    estate.put(
        "route_tables",
        item.route_table_id,
        answer,
        item.tags,
        owner=item.owner_id,
        vpc=item.vpc_id,
        main=any(one.main for one in live),
        subnets=unique(one.subnet_id for one in live),
        gateways=unique(one.gateway_id for one in live),
        public_pools=unique(one.public_ipv4_pool for one in live),
        propagating_gateways=unique(one.gateway_id for one in item.propagating_vgws),
        routes=tuple(made for one in item.routes if (made := _route(one)) is not None),
    )


def _route(item: Route) -> r.Route | None:
    destination = item.destination_cidr_block or item.destination_ipv6_cidr_block or item.destination_prefix_list_id
    if not destination:
        return None
    return r.Route(
        destination=destination,
        target=_target(item) or ("" if item.state == "blackhole" else UNTOLD),
        origin=word(_ORIGINS.get(item.origin, item.origin)),
        state=word(item.state, "active"),
        firewall=item.igw_firewall.firewall_arn,
        firewall_state=item.igw_firewall.status,
    )


def _target(item: Route) -> str:
    return (
        item.gateway_id
        or item.nat_gateway_id
        or item.transit_gateway_id
        or item.vpc_peering_connection_id
        or item.egress_only_internet_gateway_id
        or item.carrier_gateway_id
        or item.network_interface_id
        or item.instance_id
        or item.local_gateway_id
        or item.core_network_arn.rpartition("/")[2]
        or item.odb_network_arn.rpartition("/")[2]
        or item.ip_address
        or item.further_target
    )


# --- gateways -----------------------------------------------------------------------------------------------------------


class VpcAttachment(Shape, frozen=True, gc=False):
    """The VPC that a gateway is attached to."""

    vpc_id: str = ""
    state: StateWord = ""


class InternetGateway(Shape, frozen=True, gc=False):
    """An internet gateway."""

    internet_gateway_id: str = ""
    owner_id: str = ""
    attachments: tuple[VpcAttachment, ...] = ()
    tags: tuple[Tag, ...] = ()


class EgressOnlyGateway(Shape, frozen=True, gc=False):
    """An egress-only internet gateway."""

    egress_only_internet_gateway_id: str = ""
    owner_id: str = ""
    attachments: tuple[VpcAttachment, ...] = ()
    tags: tuple[Tag, ...] = ()


class VpnGateway(Shape, frozen=True, gc=False):
    """A virtual private gateway."""

    vpn_gateway_id: str = ""
    owner_id: str = ""
    state: StateWord = ""
    amazon_side_asn: int | None = None
    vpc_attachments: tuple[VpcAttachment, ...] = ()
    tags: tuple[Tag, ...] = ()


class CarrierGateway(Shape, frozen=True, gc=False):
    """A carrier gateway."""

    carrier_gateway_id: str = ""
    vpc_id: str = ""
    owner_id: str = ""
    state: StateWord = ""
    tags: tuple[Tag, ...] = ()


class NatAddress(Shape, frozen=True, gc=False):
    """One address of a NAT gateway."""

    private_ip: str = ""
    public_ip: str = ""
    network_interface_id: str = ""
    availability_zone: str = ""
    status: StateWord = ""
    is_primary: bool | None = None


class NatGateway(Shape, frozen=True, gc=False):
    """A NAT gateway."""

    nat_gateway_id: str = ""
    vpc_id: str = ""
    subnet_id: str = ""
    state: str = ""
    connectivity_type: str = ""
    availability_mode: str = ""
    route_table_id: str = ""
    nat_gateway_addresses: tuple[NatAddress, ...] = ()
    tags: tuple[Tag, ...] = ()


def _attached(attachments: tuple[VpcAttachment, ...]) -> str:
    live = (one.vpc_id for one in attachments if one.state in ("", "available", "attached", "attaching"))
    return next(live, "")


@reads(
    "ec2",
    "DescribeInternetGateways",
    "InternetGateways",
    "internet_gateways",
    "internet gateways",
    InternetGateway,
    "InternetGatewayId",
)
def internet_gateways(estate: Estate, answer: Answer, item: InternetGateway) -> None:
    """Internet gateways."""
    vpc = _attached(item.attachments)
    estate.put("internet_gateways", item.internet_gateway_id, answer, item.tags, owner=item.owner_id, vpc=vpc)


@reads(
    "ec2",
    "DescribeEgressOnlyInternetGateways",
    "EgressOnlyInternetGateways",
    "egress_only_internet_gateways",
    "egress-only internet gateways",
    EgressOnlyGateway,
    "EgressOnlyInternetGatewayId",
)
def egress_only_gateways(estate: Estate, answer: Answer, item: EgressOnlyGateway) -> None:
    """Egress-only internet gateways."""
    identity, vpc = item.egress_only_internet_gateway_id, _attached(item.attachments)
    estate.put("egress_only_internet_gateways", identity, answer, item.tags, owner=item.owner_id, vpc=vpc)


@reads(
    "ec2",
    "DescribeCarrierGateways",
    "CarrierGateways",
    "carrier_gateways",
    "carrier gateways",
    CarrierGateway,
    "CarrierGatewayId",
)
def carrier_gateways(estate: Estate, answer: Answer, item: CarrierGateway) -> None:
    """Carrier gateways."""
    if item.state not in _GONE:
        estate.put("carrier_gateways", item.carrier_gateway_id, answer, item.tags, owner=item.owner_id, vpc=item.vpc_id)


class ElasticIp(Shape, frozen=True, gc=False):
    """An Elastic IP."""

    allocation_id: str = ""
    public_ip: str = ""
    association_id: str = ""
    network_interface_id: str = ""
    instance_id: str = ""
    service_managed: str = ""
    public_ipv4_pool: str = ""
    tags: tuple[Tag, ...] = ()


@reads("ec2", "DescribeAddresses", "Addresses", "elastic_ips", "Elastic IPs", ElasticIp, "AllocationId", tokens=(), optional=True)
def elastic_ips(estate: Estate, answer: Answer, item: ElasticIp) -> None:
    """Elastic IPs that are associated with no interface; those of interfaces are told with them."""
    if not (item.association_id or item.network_interface_id or item.instance_id):
        estate.put(
            "elastic_ips",
            item.allocation_id,
            answer,
            item.tags,
            public_ip=item.public_ip,
            service_managed=item.service_managed,
            own_pool=item.public_ipv4_pool not in ("", "amazon"),
        )


@reads("ec2", "DescribeNatGateways", "NatGateways", "nat_gateways", "NAT gateways", NatGateway, "NatGatewayId")
def nat_gateways(estate: Estate, answer: Answer, item: NatGateway) -> None:
    """NAT gateways; a deleted one, which AWS lists for another hour, is none."""
    if item.state in _GONE:
        return
    live = (one for one in item.nat_gateway_addresses if one.status not in ("failed", "disassociating"))
    addresses = sorted(live, key=lambda one: one.is_primary is False)
    first = addresses[0] if addresses else NatAddress()
    regional = item.availability_mode == "regional"
    estate.put(
        "nat_gateways",
        item.nat_gateway_id,
        answer,
        item.tags,
        vpc=item.vpc_id,
        subnet=item.subnet_id,
        connectivity=word(item.connectivity_type, "public"),
        private_ip=first.private_ip,
        public_ip="" if regional else first.public_ip,
        availability=word(item.availability_mode, "zonal"),
        route_table=item.route_table_id if regional else "",
        addresses=tuple(
            r.NatAddress(public_ip=one.public_ip, private_ip=one.private_ip, zone=one.availability_zone)
            for one in (addresses if regional else addresses[1:])
        ),
        state=item.state,
    )
    for address in addresses:
        estate.more("network_interfaces", address.network_interface_id, owner=item.nat_gateway_id)


@reads(
    "ec2",
    "DescribeVpnGateways",
    "VpnGateways",
    "vpn_gateways",
    "virtual private gateways",
    VpnGateway,
    "VpnGatewayId",
    tokens=(),
)
def vpn_gateways(estate: Estate, answer: Answer, item: VpnGateway) -> None:
    """Virtual private gateways."""
    if item.state not in _GONE:
        vpc, asn = _attached(item.vpc_attachments), item.amazon_side_asn
        estate.put("vpn_gateways", item.vpn_gateway_id, answer, item.tags, owner=item.owner_id, vpc=vpc, asn=asn)


# --- prefix lists -------------------------------------------------------------------------------------------------------


class ManagedPrefixList(Shape, frozen=True, gc=False):
    """A managed prefix list."""

    prefix_list_id: str = ""
    prefix_list_name: str = ""
    prefix_list_arn: str = ""
    owner_id: str = ""
    tags: tuple[Tag, ...] = ()


class ServicePrefixList(Shape, frozen=True, gc=False):
    """AWS's prefix list of a gateway endpoint."""

    prefix_list_id: str = ""
    prefix_list_name: str = ""
    cidrs: Texts = ()


class PrefixListEntry(Shape, frozen=True, gc=False):
    """One entry of a prefix list."""

    cidr: str = ""
    prefix_list_id: str = field(name="PrefixListId", default="")


@reads(
    "ec2",
    "DescribeManagedPrefixLists",
    "PrefixLists",
    "prefix_lists",
    "prefix lists",
    ManagedPrefixList,
    "PrefixListArn",
    "MaxEntries",
    "OwnerId",
)
def managed_prefix_lists(estate: Estate, answer: Answer, item: ManagedPrefixList) -> None:
    """Prefix lists: the account's, and AWS's own, which belong to no account."""
    name = item.prefix_list_name
    aws = item.owner_id == "AWS" or is_service_name(name)
    account = "" if aws else (item.owner_id or answer.account)
    estate.put("prefix_lists", item.prefix_list_id, answer, item.tags, owner=account, account=account, name=name, known=False)


@reads(
    "ec2",
    "DescribePrefixLists",
    "PrefixLists",
    "prefix_lists",
    "prefix lists of gateway endpoints",
    ServicePrefixList,
    "Cidrs",
    optional=True,
)
def service_prefix_lists(estate: Estate, answer: Answer, item: ServicePrefixList) -> None:
    """AWS's prefix lists of gateway endpoints, with their CIDRs."""
    estate.put("prefix_lists", item.prefix_list_id, answer, name=item.prefix_list_name, known=False, account="")
    if item.cidrs:
        estate.more("prefix_lists", item.prefix_list_id, entries=item.cidrs, known=True)


@reads(
    "ec2",
    "GetManagedPrefixListEntries",
    "Entries",
    "prefix_lists",
    "entries of prefix lists",
    PrefixListEntry,
    "Cidr",
    each=Each("ec2.DescribeManagedPrefixLists", "PrefixListId", "PrefixListId"),
    together=True,
)
def prefix_list_entries(estate: Estate, answer: Answer) -> None:
    """The entries of one prefix list."""
    estate.more("prefix_lists", answer.scope, entries=unique(item.cidr for item in answer.items), known=answer.whole)
