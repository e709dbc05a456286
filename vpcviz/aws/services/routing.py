"""Route tables of VPCs with their routes and associations."""

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import reads
from vpcviz.aws.shapes import Shape, State, Tag, unique
from vpcviz.model import resources as r

POSITION = 30


class IgwFirewall(Shape, frozen=True, gc=False):
    """The firewall that inspects what takes a route to an internet gateway."""

    firewall_arn: str = ""
    status: str = ""


class Route(Shape, frozen=True, gc=False):
    """One route of a VPC route table."""

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


@reads("ec2", "DescribeRouteTables", "RouteTables", "route_tables", "route tables", RouteTable, "RouteTableId", size=100)
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
    target = (
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
    )
    return r.Route(
        destination=destination,
        target=target,
        origin="propagated" if item.origin in ("EnableVgwRoutePropagation", "Advertisement") else "static",
        state="blackhole" if item.state == "blackhole" else "filtered" if item.state == "filtered" else "active",
        firewall=item.igw_firewall.firewall_arn,
        firewall_state=item.igw_firewall.status,
    )
