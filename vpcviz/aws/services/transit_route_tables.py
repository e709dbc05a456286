"""Route tables of transit gateways: associations, propagations, routes."""

from vpcviz.aws.answers import Answer
from vpcviz.aws.estate import Estate
from vpcviz.aws.registry import Each, reads
from vpcviz.aws.shapes import Shape, StateWord, Tag, unique, word
from vpcviz.model import resources as r
from vpcviz.model.life_cycle import FAILED, LEAVING, is_gone, works

POSITION = 61

_TABLE = Each(
    "ec2.DescribeTransitGatewayRouteTables",
    "TransitGatewayRouteTableId",
    "TransitGatewayRouteTableId",
    own="TransitGatewayRouteTableId",
)


class RouteTable(Shape, frozen=True, gc=False):
    """A transit gateway route table."""

    transit_gateway_route_table_id: str = ""
    transit_gateway_id: str = ""
    state: StateWord = ""
    tags: tuple[Tag, ...] = ()


class TableAttachment(Shape, frozen=True, gc=False):
    """An attachment that a route table routes for, or that adds its routes to it."""

    transit_gateway_attachment_id: str = ""
    state: StateWord = ""


class Route(Shape, frozen=True, gc=False):
    """A route of a transit gateway route table."""

    destination_cidr_block: str = ""
    prefix_list_id: str = ""
    transit_gateway_attachments: tuple[TableAttachment, ...] = ()
    type: str = ""
    state: str = ""


@reads(
    "ec2",
    "DescribeTransitGatewayRouteTables",
    "TransitGatewayRouteTables",
    "transit_gateway_route_tables",
    "transit gateway route tables",
    RouteTable,
    "TransitGatewayRouteTableId",
)
def transit_route_tables(estate: Estate, answer: Answer, item: RouteTable) -> None:
    """Transit gateway route tables; their routes are known once they have been searched."""
    if not is_gone(item.state, FAILED):
        estate.put(
            "transit_gateway_route_tables",
            item.transit_gateway_route_table_id,
            answer,
            item.tags,
            transit_gateway=item.transit_gateway_id,
            routes_known=False,
        )


@reads(
    "ec2",
    "GetTransitGatewayRouteTableAssociations",
    "Associations",
    "transit_gateway_route_tables",
    "transit gateway route table associations",
    TableAttachment,
    "TransitGatewayAttachmentId",
    each=_TABLE,
    told_by="ec2.DescribeTransitGatewayAttachments",
)
def associations(estate: Estate, answer: Answer, item: TableAttachment) -> None:
    """The attachments whose packets a route table routes."""
    if item.transit_gateway_attachment_id and works(item.state):
        estate.more("transit_gateway_route_tables", answer.scope, associations=(item.transit_gateway_attachment_id,))


@reads(
    "ec2",
    "GetTransitGatewayRouteTablePropagations",
    "TransitGatewayRouteTablePropagations",
    "transit_gateway_route_tables",
    "transit gateway route table propagations",
    TableAttachment,
    "TransitGatewayAttachmentId",
    each=_TABLE,
    wrapped="TransitGatewayPropagations",
)
def propagations(estate: Estate, answer: Answer, item: TableAttachment) -> None:
    """The attachments that add their routes to a route table."""
    if item.transit_gateway_attachment_id and item.state in ("", "enabled"):
        estate.more("transit_gateway_route_tables", answer.scope, propagations=(item.transit_gateway_attachment_id,))


@reads(
    "ec2",
    "SearchTransitGatewayRoutes",
    "Routes",
    "transit_gateway_route_tables",
    "transit gateway routes",
    Route,
    "TransitGatewayAttachments",
    "DestinationCidrBlock",
    "PrefixListId",
    parameters={"Filters": [{"Name": "state", "Values": ["active", "blackhole"]}]},
    each=_TABLE,
    together=True,
    wrapped="TransitGatewayStaticRoutes",
)
def transit_routes(estate: Estate, answer: Answer) -> None:
    """The routes of one transit gateway route table."""
    routes = []
    for item in answer.items:
        destination = item.destination_cidr_block or item.prefix_list_id
        if destination and item.state != "pending" and not is_gone(item.state, LEAVING):
            routes.append(
                r.TransitGatewayRoute(
                    destination=destination,
                    attachments=unique(one.transit_gateway_attachment_id for one in item.transit_gateway_attachments),
                    origin=word(item.type, "static"),
                    state=word(item.state, "active"),
                )
            )
    estate.more("transit_gateway_route_tables", answer.scope, routes=tuple(routes), routes_known=answer.whole)
    if answer.part:
        estate.static_only.add(answer.scope)
