"""Types that are told as AWS's answers at once, since no plan's kind tells them: route servers, Connect attachments, Client VPN,
core networks, VPC Lattice, Route 53 Profiles, resource shares."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from vpcviz.cloudformation.drafts import RULES, Draft, Rule, snake
from vpcviz.terraform.building import MAKERS, Building, tags
from vpcviz.terraform.calls import CALL_OF
from vpcviz.terraform.kinds.direct import add_gateway, leading_call
from vpcviz.terraform.resource_instances import Thing


@dataclass(frozen=True)
class ItemOfProperties:
    """How a type is told: the call, the member of its answer that has the id ("" where an item has none), members by the
    property that each takes, what every item has besides, and the property by whose id the call is made."""

    call: str
    identity: str
    members: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, Any] = field(default_factory=dict)
    scope: str = ""
    tags: str = "Tags"


_ACTIVE = {"status": "ACTIVE"}

ANSWER_ITEMS: dict[str, ItemOfProperties] = {
    "AWS::EC2::RouteServer": ItemOfProperties("ec2.DescribeRouteServers", "RouteServerId", {"AmazonSideAsn": "AmazonSideAsn"}),
    "AWS::EC2::RouteServerEndpoint": ItemOfProperties(
        "ec2.DescribeRouteServerEndpoints", "RouteServerEndpointId", {"RouteServerId": "RouteServerId", "SubnetId": "SubnetId"}
    ),
    "AWS::EC2::RouteServerPeer": ItemOfProperties(
        "ec2.DescribeRouteServerPeers",
        "RouteServerPeerId",
        {"RouteServerEndpointId": "RouteServerEndpointId", "PeerAddress": "PeerAddress"},
    ),
    "AWS::EC2::RouteServerAssociation": ItemOfProperties(
        "ec2.GetRouteServerAssociations",
        "",
        {"RouteServerId": "RouteServerId", "VpcId": "VpcId"},
        scope="RouteServerId",
        tags="",
    ),
    "AWS::EC2::RouteServerPropagation": ItemOfProperties(
        "ec2.GetRouteServerPropagations",
        "",
        {"RouteServerId": "RouteServerId", "RouteTableId": "RouteTableId"},
        scope="RouteServerId",
        tags="",
    ),
    "AWS::EC2::TransitGatewayConnect": ItemOfProperties(
        "ec2.DescribeTransitGatewayConnects",
        "TransitGatewayAttachmentId",
        {"TransportTransitGatewayAttachmentId": "TransportTransitGatewayAttachmentId"},
    ),
    "AWS::EC2::ClientVpnEndpoint": ItemOfProperties(
        "ec2.DescribeClientVpnEndpoints",
        "ClientVpnEndpointId",
        {"ClientCidrBlock": "ClientCidrBlock", "VpcId": "VpcId", "SecurityGroupIds": "SecurityGroupIds"},
    ),
    "AWS::EC2::ClientVpnTargetNetworkAssociation": ItemOfProperties(
        "ec2.DescribeClientVpnTargetNetworks",
        "",
        {"ClientVpnEndpointId": "ClientVpnEndpointId", "SubnetId": "TargetNetworkId"},
        scope="ClientVpnEndpointId",
    ),
    "AWS::NetworkManager::CoreNetwork": ItemOfProperties("networkmanager.ListCoreNetworks", "CoreNetworkId"),
    "AWS::NetworkManager::VpcAttachment": ItemOfProperties(
        "networkmanager.ListAttachments",
        "AttachmentId",
        {"CoreNetworkId": "CoreNetworkId", "VpcArn": "ResourceArn"},
        {"AttachmentType": "VPC", "State": "AVAILABLE"},
        tags="",
    ),
    "AWS::Route53Profiles::Profile": ItemOfProperties("route53profiles.ListProfiles", "Id", {"Name": "Name"}, tags=""),
    "AWS::Route53Profiles::ProfileAssociation": ItemOfProperties(
        "route53profiles.ListProfileAssociations", "", {"ProfileId": "ProfileId", "ResourceId": "ResourceId"}, tags=""
    ),
    "AWS::Route53Profiles::ProfileResourceAssociation": ItemOfProperties(
        "route53profiles.ListProfileResourceAssociations",
        "",
        {"ProfileId": "ProfileId", "ResourceArn": "ResourceArn"},
        scope="ProfileId",
        tags="",
    ),
    "AWS::VpcLattice::ServiceNetwork": ItemOfProperties("vpc-lattice.ListServiceNetworks", "id", {"Name": "name"}, tags=""),
    "AWS::VpcLattice::ServiceNetworkVpcAssociation": ItemOfProperties(
        "vpc-lattice.ListServiceNetworkVpcAssociations",
        "",
        {"ServiceNetworkIdentifier": "serviceNetworkId", "VpcIdentifier": "vpcId"},
        _ACTIVE,
        scope="ServiceNetworkIdentifier",
        tags="",
    ),
    "AWS::VpcLattice::Service": ItemOfProperties(
        "vpc-lattice.ListServices", "id", {"Name": "name", "CustomDomainName": "customDomainName"}, _ACTIVE, tags=""
    ),
    "AWS::VpcLattice::ServiceNetworkServiceAssociation": ItemOfProperties(
        "vpc-lattice.ListServiceNetworkServiceAssociations",
        "id",
        {"ServiceIdentifier": "serviceId", "ServiceNetworkIdentifier": "serviceNetworkId"},
        _ACTIVE,
        scope="ServiceNetworkIdentifier",
        tags="",
    ),
    "AWS::VpcLattice::ResourceGateway": ItemOfProperties(
        "vpc-lattice.ListResourceGateways",
        "id",
        {
            "Name": "name",
            "VpcIdentifier": "vpcIdentifier",
            "SubnetIds": "subnetIds",
            "SecurityGroupIds": "securityGroupIds",
            "ResourceConfigDnsResolution": "resourceConfigDnsResolution",
        },
        _ACTIVE,
        tags="",
    ),
    "AWS::VpcLattice::ResourceConfiguration": ItemOfProperties(
        "vpc-lattice.ListResourceConfigurations",
        "id",
        {"Name": "name", "ResourceConfigurationType": "type", "ResourceGatewayId": "resourceGatewayId"},
        _ACTIVE,
        tags="",
    ),
    "AWS::VpcLattice::ServiceNetworkResourceAssociation": ItemOfProperties(
        "vpc-lattice.ListServiceNetworkResourceAssociations",
        "",
        {"ResourceConfigurationId": "resourceConfigurationId", "ServiceNetworkId": "serviceNetworkId"},
        _ACTIVE,
        scope="ServiceNetworkId",
        tags="",
    ),
    "AWS::RAM::ResourceShare": ItemOfProperties(
        "ram.GetResourceShares", "resourceShareArn", {"Name": "name"}, _ACTIVE, tags="tags"
    ),
    "AWS::EC2::LocalGatewayRouteTable": ItemOfProperties(
        "ec2.DescribeLocalGatewayRouteTables", "LocalGatewayRouteTableId", {"LocalGatewayId": "LocalGatewayId"}
    ),
    "AWS::EC2::LocalGatewayRoute": ItemOfProperties(
        "ec2.SearchLocalGatewayRoutes",
        "",
        {
            "LocalGatewayRouteTableId": "LocalGatewayRouteTableId",
            "DestinationCidrBlock": "DestinationCidrBlock",
            "LocalGatewayVirtualInterfaceGroupId": "LocalGatewayVirtualInterfaceGroupId",
            "NetworkInterfaceId": "NetworkInterfaceId",
        },
        scope="LocalGatewayRouteTableId",
        tags="",
    ),
    "AWS::EC2::LocalGatewayRouteTableVPCAssociation": ItemOfProperties(
        "ec2.DescribeLocalGatewayRouteTableVpcAssociations",
        "LocalGatewayRouteTableVpcAssociationId",
        {"LocalGatewayRouteTableId": "LocalGatewayRouteTableId", "VpcId": "VpcId"},
    ),
    "AWS::EC2::LocalGatewayVirtualInterfaceGroup": ItemOfProperties(
        "ec2.DescribeLocalGatewayVirtualInterfaceGroups",
        "LocalGatewayVirtualInterfaceGroupId",
        {"LocalGatewayId": "LocalGatewayId", "LocalBgpAsn": "LocalBgpAsn"},
    ),
    "AWS::ODB::OdbNetwork": ItemOfProperties(
        "odb.ListOdbNetworks",
        "odbNetworkId",
        {
            "DisplayName": "displayName",
            "AvailabilityZone": "availabilityZone",
            "ClientSubnetCidr": "clientSubnetCidr",
            "BackupSubnetCidr": "backupSubnetCidr",
        },
        tags="",
    ),
    "AWS::ODB::OdbPeeringConnection": ItemOfProperties(
        "odb.ListOdbPeeringConnections",
        "odbPeeringConnectionId",
        {"OdbNetworkId": "odbNetworkArn", "PeerNetworkId": "peerNetworkArn"},
        tags="",
    ),
}
"""By CloudFormation's type."""

_BRACED = re.compile(r"\$\{([^{}]+)\}\Z")


def _plain(value: Any) -> Any:
    """A value whose last part names a resource (`arn:…:vpc/${Vpc}`) with its id in that place."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return _BRACED.sub(r"\1", value) if isinstance(value, str) and value.startswith("arn:") else value


def _maker(told: ItemOfProperties) -> Callable[[Building, Thing], None]:
    def make(building: Building, thing: Thing) -> None:
        item: dict[str, Any] = dict(told.fixed)
        if told.identity:
            item[told.identity] = thing.id
        for name, member in told.members.items():
            value = thing.at(snake(name))
            if value is not None:
                item[member] = _plain(value)
            elif snake(name) in thing.expressions:
                building.unsure(thing, snake(name))
        subnet = building.thing(str(item.get("SubnetId") or item.get("TargetNetworkId") or ""))
        if subnet is not None:
            item.setdefault("VpcId", building.vpc_of(subnet))
        add_gateway(building, thing, item)
        if told.tags:
            item[told.tags] = [{told_key(told, key): value for key, value in one.items()} for one in tags(thing)]
        building.put(told.call, thing, item, thing.text(snake(told.scope)) if told.scope else "")
        _besides(building, thing, item)

    return make


def told_key(told: ItemOfProperties, key: str) -> str:
    """A tag's member as the service spells it."""
    return key if told.tags == "Tags" else key.lower()


def _besides(building: Building, thing: Thing, item: dict[str, Any]) -> None:
    """What other calls tell of the same thing."""
    if thing.type == "AWS::EC2::TransitGatewayConnect":
        transport = building.thing(thing.text("transport_transit_gateway_attachment_id"))
        hub = transport.text("transit_gateway_id") if transport is not None else ""
        attachment = {
            "TransitGatewayAttachmentId": thing.id,
            "TransitGatewayId": hub,
            "ResourceType": "connect",
            "ResourceId": thing.text("transport_transit_gateway_attachment_id"),
        }
        building.put("ec2.DescribeTransitGatewayAttachments", thing, attachment)
    if thing.type == "AWS::RAM::ResourceShare":
        for name, kind in (("resource_arns", "RESOURCE"), ("principals", "PRINCIPAL")):
            for one in thing.at(name) or () if isinstance(thing.at(name), list) else ():
                told = {"resourceShareArn": thing.id, "associatedEntity": _plain(one), "associationType": kind}
                building.put(f"ram.GetResourceShareAssociations.{kind}", thing, told)


def _translate(draft: Draft) -> None:
    """Nothing besides: the properties are taken as they are."""
    told = ANSWER_ITEMS[draft.kind]
    kept = {snake(name) for name in (*told.members, told.scope, "ResourceArns", "Principals") if name}
    draft.values = {name: value for name, value in draft.values.items() if name in kept or name == "tags"}
    draft.open &= kept


for _kind, _told in ANSWER_ITEMS.items():
    RULES[_kind] = Rule(_kind, {}, _translate)
    MAKERS[_kind] = _maker(_told)
    CALL_OF[_kind] = leading_call(_told.call)
