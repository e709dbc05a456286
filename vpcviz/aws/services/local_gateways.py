"""Local gateways of Outposts, with the routes of their route tables and the VPCs that these are for."""

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import Each, reads
from vpcviz.aws.shapes import Shape, Tag, unique, word
from vpcviz.model import resources as r
from vpcviz.model.life_cycle import LEAVING, is_gone

POSITION = 66


class LocalGateway(Shape, frozen=True, gc=False):
    """A local gateway."""

    local_gateway_id: str = ""
    outpost_arn: str = ""
    owner_id: str = ""
    state: str = ""
    tags: tuple[Tag, ...] = ()


@reads(
    "ec2",
    "DescribeLocalGateways",
    "LocalGateways",
    "local_gateways",
    "local gateways of Outposts",
    LocalGateway,
    "LocalGatewayId",
    optional=True,
)
def local_gateways(estate: Estate, answer: Answer, item: LocalGateway) -> None:
    """Local gateways of Outposts."""
    if not is_gone(item.state, LEAVING):
        identity, owner = item.local_gateway_id, item.owner_id
        estate.put("local_gateways", identity, answer, item.tags, owner=owner, outpost=item.outpost_arn, state=item.state)


class RouteTable(Shape, frozen=True, gc=False):
    """A route table of a local gateway."""

    local_gateway_route_table_id: str = ""
    local_gateway_id: str = ""
    state: str = ""


@reads(
    "ec2",
    "DescribeLocalGatewayRouteTables",
    "LocalGatewayRouteTables",
    "local_gateways",
    "route tables of local gateways",
    RouteTable,
    "LocalGatewayRouteTableArn",
    optional=True,
)
def route_tables(estate: Estate, answer: Answer, item: RouteTable) -> None:
    """Which local gateway a route table is of."""
    if not is_gone(item.state, LEAVING):
        estate.put("local_gateways", item.local_gateway_id, answer, aside=True)
        estate.gateway_of_table[item.local_gateway_route_table_id] = item.local_gateway_id


class Route(Shape, frozen=True, gc=False):
    """A route of a local gateway's route table."""

    destination_cidr_block: str = ""
    destination_prefix_list_id: str = ""
    local_gateway_virtual_interface_group_id: str = ""
    network_interface_id: str = ""
    local_gateway_route_table_id: str = ""
    state: str = ""


@reads(
    "ec2",
    "SearchLocalGatewayRoutes",
    "Routes",
    "local_gateways",
    "routes of local gateways",
    Route,
    "LocalGatewayRouteTableId",
    each=Each(
        "ec2.DescribeLocalGatewayRouteTables",
        "LocalGatewayRouteTableId",
        "LocalGatewayRouteTableId",
        own="LocalGatewayRouteTableId",
    ),
    optional=True,
)
def routes(estate: Estate, answer: Answer, item: Route) -> None:
    """The routes of local gateways; those of a prefix list wait for its entries."""
    table = item.local_gateway_route_table_id or answer.scope
    gateway = estate.gateway_of_table.get(table, "")
    if is_gone(item.state, LEAVING):
        return
    made = r.LocalGatewayRoute(
        destination=item.destination_cidr_block,
        target=item.local_gateway_virtual_interface_group_id or item.network_interface_id,
        table=table,
        state=word(item.state, "active"),
    )
    if item.destination_cidr_block:
        estate.more("local_gateways", gateway, routes=(made,))
    elif item.destination_prefix_list_id:
        estate.listed_routes.append((gateway, item.destination_prefix_list_id, made))


class VpcAssociation(Shape, frozen=True, gc=False):
    """The association of a VPC with a local gateway's route table."""

    local_gateway_id: str = ""
    local_gateway_route_table_id: str = ""
    vpc_id: str = ""
    state: str = ""


@reads(
    "ec2",
    "DescribeLocalGatewayRouteTableVpcAssociations",
    "LocalGatewayRouteTableVpcAssociations",
    "local_gateways",
    "VPCs of local gateways",
    VpcAssociation,
    "LocalGatewayRouteTableVpcAssociationId",
    optional=True,
)
def vpc_associations(estate: Estate, answer: Answer, item: VpcAssociation) -> None:
    """The VPCs that send by a local gateway."""
    if not is_gone(item.state, LEAVING):
        estate.put("local_gateways", item.local_gateway_id, answer, aside=True)
        table = item.local_gateway_route_table_id
        tied = (r.LocalGatewayAssociation(vpc=item.vpc_id, table=table),) if item.vpc_id and table else ()
        estate.more("local_gateways", item.local_gateway_id, vpcs=unique([item.vpc_id]), associations=tied)
