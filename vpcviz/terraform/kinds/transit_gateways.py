"""Transit gateways with attachments and route tables."""

from collections.abc import Iterator
from typing import Any

from vpcviz.terraform.building import PARTS, SUBNET, VPC, Building, makes, tags
from vpcviz.terraform.expressions import implied_id
from vpcviz.terraform.resource_instances import Thing

HUB = ("aws_ec2_transit_gateway",)
TABLE = ("aws_ec2_transit_gateway_route_table",)
ATTACHMENT = (
    "aws_ec2_transit_gateway_vpc_attachment",
    "aws_ec2_transit_gateway_peering_attachment",
    "aws_ec2_transit_gateway_attachment",
    "aws_ec2_transit_gateway_connect",
    "aws_ec2_transit_gateway_vpc_attachment_accepter",
    "aws_ec2_transit_gateway_peering_attachment_accepter",
)

PARTS |= {
    "aws_ec2_transit_gateway_prefix_list_reference",
    "aws_ec2_transit_gateway_route",
    "aws_ec2_transit_gateway_route_table_association",
    "aws_ec2_transit_gateway_route_table_propagation",
    "aws_ec2_transit_gateway_vpc_attachment_accepter",
    "aws_ec2_transit_gateway_peering_attachment_accepter",
}

_ACCEPTER = "aws_ec2_transit_gateway_peering_attachment_accepter"
_ENDS = ("transit_gateway_id", "peer_transit_gateway_id")
_ASSOCIATES = (
    "association_default_route_table_id",
    "default_route_table_association",
    "transit_gateway_default_route_table_association",
)
_PROPAGATES = (
    "propagation_default_route_table_id",
    "default_route_table_propagation",
    "transit_gateway_default_route_table_propagation",
)


@makes("aws_ec2_transit_gateway")
def transit_gateway(building: Building, thing: Thing) -> None:
    """A transit gateway, with the route table that AWS makes for it where it is to have a default one."""
    associates, propagates = (thing.text(name) != "disable" for _, name, _ in (_ASSOCIATES, _PROPAGATES))
    came = implied_id(thing, _ASSOCIATES[0] if associates else _PROPAGATES[0])
    together = associates and propagates and not thing.text(_PROPAGATES[0])  # AWS makes one table for both.
    second = came if together else implied_id(thing, _PROPAGATES[0])
    item = {
        "TransitGatewayId": thing.id,
        "OwnerId": building.account(thing),
        "Options": {
            "AmazonSideAsn": thing.number("amazon_side_asn", digits=10),
            "TransitGatewayCidrBlocks": list(thing.texts("transit_gateway_cidr_blocks")),
            "DefaultRouteTableAssociation": "enable" if associates else "disable",
            "DefaultRouteTablePropagation": "enable" if propagates else "disable",
            "AssociationDefaultRouteTableId": came if associates else "",
            "PropagationDefaultRouteTableId": second if propagates else "",
            "DnsSupport": thing.text("dns_support"),
            "VpnEcmpSupport": thing.text("vpn_ecmp_support"),
            "SecurityGroupReferencingSupport": thing.text("security_group_referencing_support"),
        },
        "Tags": tags(thing),
    }
    building.put("ec2.DescribeTransitGateways", thing, item)
    if associates or propagates:
        told = {one.id for one in building.of_type.get(TABLE[0], ())}
        if came not in told:
            _table(building, thing, came, thing.id)


@makes(*TABLE)
def route_table(building: Building, thing: Thing) -> None:
    """A transit gateway route table."""
    _table(building, thing, thing.id, building.one(thing, "transit_gateway_id", types=HUB))


def _table(building: Building, thing: Thing, identity: str, hub: str) -> None:
    """A table with its associations, propagations and static routes."""
    item = {"TransitGatewayRouteTableId": identity, "TransitGatewayId": hub, "Tags": tags(thing) if thing.id == identity else []}
    building.put("ec2.DescribeTransitGatewayRouteTables", thing, item)
    for call, part, default in (
        ("ec2.GetTransitGatewayRouteTableAssociations", "association", _ASSOCIATES),
        ("ec2.GetTransitGatewayRouteTablePropagations", "propagation", _PROPAGATES),
    ):
        building.asked(call, thing, identity)
        kind = f"aws_ec2_transit_gateway_route_table_{part}"
        attachments = [
            building.one(one, "transit_gateway_attachment_id", types=ATTACHMENT)
            for one in building.parts(kind, "transit_gateway_route_table_id", TABLE).get(identity, ())
        ]
        attachments += _by_default(building, identity, hub, default, only=part == "association")
        for attachment in dict.fromkeys(one for one in attachments if one):
            building.put(call, thing, {"TransitGatewayAttachmentId": attachment}, identity)
    search = "ec2.SearchTransitGatewayRoutes"
    building.asked(search, thing, identity, "TransitGatewayStaticRoutes")
    for one in building.parts("aws_ec2_transit_gateway_route", "transit_gateway_route_table_id", TABLE).get(identity, ()):
        route = {"DestinationCidrBlock": one.text("destination_cidr_block"), **_static_route(building, one)}
        building.put(search, thing, route, identity)
    lists = building.parts("aws_ec2_transit_gateway_prefix_list_reference", "transit_gateway_route_table_id", TABLE)
    for one in lists.get(identity, ()):
        target = _static_route(building, one)
        listed = building.one(one, "prefix_list_id", types=("aws_ec2_managed_prefix_list", "aws_prefix_list"))
        building.put(search, thing, {"PrefixListId": listed, **target}, identity)


def _static_route(building: Building, thing: Thing) -> dict[str, Any]:
    """Where a static route leads."""
    blackhole = thing.at("blackhole") is True
    attachment = "" if blackhole else building.one(thing, "transit_gateway_attachment_id", types=ATTACHMENT)
    return {
        "TransitGatewayAttachments": [{"TransitGatewayAttachmentId": attachment}] if attachment else [],
        "Type": "static",
        "State": "blackhole" if blackhole else "active",
    }


def _by_default(building: Building, table: str, hub: str, default: tuple[str, str, str], *, only: bool) -> Iterator[str]:
    """The attachments that a transit gateway takes into its default table: those that are in no other (`only`), and want to."""
    attribute, enabled, wanted = default
    gateway = building.thing(hub)
    if gateway is None or gateway.text(enabled) == "disable":
        return
    if (gateway.text(attribute) or implied_id(gateway, _ASSOCIATES[0])) != table:
        return
    apart = building.parts("aws_ec2_transit_gateway_route_table_association", "transit_gateway_attachment_id", ATTACHMENT)
    for one in building.of_type.get(ATTACHMENT[0], ()):
        of_hub = building.references.one(one, "transit_gateway_id", types=HUB).ids == (hub,)
        if of_hub and one.at(wanted) is not False and not (only and one.id in apart):
            yield one.id
    for one in building.of_type.get("aws_vpn_connection", ()):
        attachment = implied_id(one, "transit_gateway_attachment_id")
        if building.references.one(one, "transit_gateway_id", types=HUB).ids == (hub,) and not (only and attachment in apart):
            yield attachment
    if only:  # Nothing is propagated over a peering.
        accepted = building.parts(_ACCEPTER, "transit_gateway_attachment_id", ATTACHMENT)
        for one in building.of_type.get("aws_ec2_transit_gateway_peering_attachment", ()):
            ends = {end for name in _ENDS for end in building.references.one(one, name, types=HUB).ids}
            if hub in ends and one.id not in apart and (one.id in accepted or one.text("state") == "available"):
                yield one.id


@makes("aws_ec2_transit_gateway_vpc_attachment")
def vpc_attachment(building: Building, thing: Thing) -> None:
    """A transit gateway's attachment of a VPC."""
    subnets = building.ids(thing, "subnet_ids", types=SUBNET)
    vpc = building.vpc_of_subnets(subnets)
    item = {
        "TransitGatewayAttachmentId": thing.id,
        "TransitGatewayId": building.one(thing, "transit_gateway_id", types=HUB),
        "VpcId": building.one(thing, "vpc_id", types=VPC) or vpc,
        "VpcOwnerId": thing.text("vpc_owner_id") or building.account(thing),
        "SubnetIds": subnets,
        "Options": {
            "ApplianceModeSupport": thing.text("appliance_mode_support"),
            "DnsSupport": thing.text("dns_support"),
            "Ipv6Support": thing.text("ipv6_support"),
            "SecurityGroupReferencingSupport": thing.text("security_group_referencing_support"),
        },
        "Tags": tags(thing),
    }
    building.put("ec2.DescribeTransitGatewayVpcAttachments", thing, item)


@makes("aws_ec2_transit_gateway_peering_attachment")
def peering_attachment(building: Building, thing: Thing) -> None:
    """The peering of two transit gateways."""
    near, far = (building.one(thing, name, types=HUB) for name in ("transit_gateway_id", "peer_transit_gateway_id"))
    place = building.thing(far)
    item = {
        "TransitGatewayAttachmentId": thing.id,
        "RequesterTgwInfo": {"TransitGatewayId": near, "OwnerId": building.account(thing), "Region": building.region(thing)},
        "AccepterTgwInfo": {
            "TransitGatewayId": far,
            "OwnerId": thing.text("peer_account_id") or (building.account(place) if place is not None else ""),
            "Region": thing.text("peer_region"),
        },
        "Tags": tags(thing),
    }
    building.put("ec2.DescribeTransitGatewayPeeringAttachments", thing, item)
