"""Types whose attributes are members of AWS's answers: route servers, VPC Lattice's resources, Route 53 Profiles, shares, what
local gateways of Outposts have, Oracle Database@AWS networks."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from vpcviz.aws.calls import call_named
from vpcviz.terraform.building import GROUP, MAKERS, SUBNET, TABLE, VPC, Building, makes, tags
from vpcviz.terraform.calls import CALL_OF
from vpcviz.terraform.resource_instances import Thing

SERVER = ("aws_vpc_route_server",)
_GATEWAY = ("aws_vpclattice_resource_gateway",)
_CONFIGURATION = ("aws_vpclattice_resource_configuration",)
_NETWORK = ("aws_vpclattice_service_network",)
_PROFILE = ("aws_route53profiles_profile",)
_SHARE = ("aws_ram_resource_share",)
_SHARED = (
    "aws_subnet",
    "aws_ec2_transit_gateway",
    "aws_ec2_managed_prefix_list",
    "aws_route53_resolver_rule",
    *_PROFILE,
    *_NETWORK,
)
_LOCAL = ("aws_ec2_local_gateway",)
_LOCAL_TABLE = ("aws_ec2_local_gateway_route_table",)
_LOCAL_GROUP = ("aws_ec2_local_gateway_virtual_interface_group",)
_ZONED = ("aws_route53_zone", "aws_route53_resolver_rule", "aws_vpc_endpoint")


@dataclass(frozen=True)
class ItemOfAttributes:
    """How a type is told: the call, the member of its answer that has the id ("" where an item has none), members by attribute:
    those that lead to one thing, to several, and words; what every item has besides; and the attribute by whose id it is asked."""

    call: str
    identity: str = ""
    one: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    several: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    words: dict[str, str] = field(default_factory=dict)
    fixed: dict[str, Any] = field(default_factory=dict)
    scope: str = ""
    tags: str = ""


_ACTIVE = {"status": "ACTIVE"}

ANSWER_ITEMS: dict[str, ItemOfAttributes] = {
    "aws_vpc_route_server": ItemOfAttributes("ec2.DescribeRouteServers", "RouteServerId", tags="Tags"),
    "aws_vpc_route_server_vpc_association": ItemOfAttributes(
        "ec2.GetRouteServerAssociations",
        one={"route_server_id": ("RouteServerId", SERVER), "vpc_id": ("VpcId", VPC)},
        scope="route_server_id",
    ),
    "aws_vpc_route_server_propagation": ItemOfAttributes(
        "ec2.GetRouteServerPropagations",
        one={"route_server_id": ("RouteServerId", SERVER), "route_table_id": ("RouteTableId", TABLE)},
        scope="route_server_id",
    ),
    "aws_vpc_route_server_endpoint": ItemOfAttributes(
        "ec2.DescribeRouteServerEndpoints",
        "RouteServerEndpointId",
        one={"route_server_id": ("RouteServerId", SERVER), "subnet_id": ("SubnetId", SUBNET)},
        words={"eni_id": "EniId", "eni_address": "EniAddress"},
        tags="Tags",
    ),
    "aws_vpc_route_server_peer": ItemOfAttributes(
        "ec2.DescribeRouteServerPeers",
        "RouteServerPeerId",
        one={"route_server_endpoint_id": ("RouteServerEndpointId", ("aws_vpc_route_server_endpoint",))},
        words={"peer_address": "PeerAddress"},
        tags="Tags",
    ),
    "aws_vpclattice_resource_gateway": ItemOfAttributes(
        "vpc-lattice.ListResourceGateways",
        "id",
        one={"vpc_id": ("vpcIdentifier", VPC)},
        several={"subnet_ids": ("subnetIds", SUBNET), "security_group_ids": ("securityGroupIds", GROUP)},
        words={"name": "name", "arn": "arn", "resource_config_dns_resolution": "resourceConfigDnsResolution"},
        fixed=_ACTIVE,
    ),
    "aws_vpclattice_resource_configuration": ItemOfAttributes(
        "vpc-lattice.ListResourceConfigurations",
        "id",
        one={"resource_gateway_identifier": ("resourceGatewayId", _GATEWAY)},
        words={"name": "name", "arn": "arn", "type": "type"},
        fixed=_ACTIVE,
    ),
    "aws_vpclattice_service_network_resource_association": ItemOfAttributes(
        "vpc-lattice.ListServiceNetworkResourceAssociations",
        one={
            "resource_configuration_identifier": ("resourceConfigurationId", _CONFIGURATION),
            "service_network_identifier": ("serviceNetworkId", _NETWORK),
        },
        fixed=_ACTIVE,
        scope="service_network_identifier",
    ),
    "aws_route53profiles_profile": ItemOfAttributes("route53profiles.ListProfiles", "Id", words={"name": "Name", "arn": "Arn"}),
    "aws_route53profiles_association": ItemOfAttributes(
        "route53profiles.ListProfileAssociations",
        one={"profile_id": ("ProfileId", _PROFILE), "resource_id": ("ResourceId", VPC)},
    ),
    "aws_route53profiles_resource_association": ItemOfAttributes(
        "route53profiles.ListProfileResourceAssociations",
        one={"profile_id": ("ProfileId", _PROFILE), "resource_arn": ("ResourceArn", _ZONED)},
        scope="profile_id",
    ),
    "aws_ram_resource_share": ItemOfAttributes("ram.GetResourceShares", "resourceShareArn", words={"name": "name"}, fixed=_ACTIVE),
    "aws_ram_resource_association": ItemOfAttributes(
        "ram.GetResourceShareAssociations.RESOURCE",
        one={"resource_share_arn": ("resourceShareArn", _SHARE), "resource_arn": ("associatedEntity", _SHARED)},
        fixed={"associationType": "RESOURCE"},
    ),
    "aws_ram_principal_association": ItemOfAttributes(
        "ram.GetResourceShareAssociations.PRINCIPAL",
        one={"resource_share_arn": ("resourceShareArn", _SHARE)},
        words={"principal": "associatedEntity"},
        fixed={"associationType": "PRINCIPAL"},
    ),
    "aws_ec2_local_gateway": ItemOfAttributes(
        "ec2.DescribeLocalGateways",
        "LocalGatewayId",
        words={"outpost_arn": "OutpostArn", "owner_id": "OwnerId", "state": "State"},
        tags="Tags",
    ),
    "aws_ec2_local_gateway_route_table": ItemOfAttributes(
        "ec2.DescribeLocalGatewayRouteTables", "LocalGatewayRouteTableId", one={"local_gateway_id": ("LocalGatewayId", _LOCAL)}
    ),
    "aws_ec2_local_gateway_route": ItemOfAttributes(
        "ec2.SearchLocalGatewayRoutes",
        one={
            "local_gateway_route_table_id": ("LocalGatewayRouteTableId", _LOCAL_TABLE),
            "local_gateway_virtual_interface_group_id": ("LocalGatewayVirtualInterfaceGroupId", _LOCAL_GROUP),
            "network_interface_id": ("NetworkInterfaceId", ("aws_network_interface",)),
        },
        words={"destination_cidr_block": "DestinationCidrBlock"},
        scope="local_gateway_route_table_id",
    ),
    "aws_ec2_local_gateway_route_table_vpc_association": ItemOfAttributes(
        "ec2.DescribeLocalGatewayRouteTableVpcAssociations",
        "LocalGatewayRouteTableVpcAssociationId",
        one={"local_gateway_route_table_id": ("LocalGatewayRouteTableId", _LOCAL_TABLE), "vpc_id": ("VpcId", VPC)},
        words={"local_gateway_id": "LocalGatewayId"},
    ),
    "aws_ec2_local_gateway_virtual_interface_group": ItemOfAttributes(
        "ec2.DescribeLocalGatewayVirtualInterfaceGroups",
        "LocalGatewayVirtualInterfaceGroupId",
        one={"local_gateway_id": ("LocalGatewayId", _LOCAL)},
        several={"local_gateway_virtual_interface_ids": ("LocalGatewayVirtualInterfaceIds", ())},
        tags="Tags",
    ),
    "aws_ec2_coip_pool": ItemOfAttributes(
        "ec2.DescribeCoipPools",
        "PoolId",
        one={"local_gateway_route_table_id": ("LocalGatewayRouteTableId", _LOCAL_TABLE)},
        several={"pool_cidrs": ("PoolCidrs", ())},
        tags="Tags",
    ),
    "aws_odb_network": ItemOfAttributes(
        "odb.ListOdbNetworks",
        "odbNetworkId",
        words={
            "display_name": "displayName",
            "availability_zone": "availabilityZone",
            "client_subnet_cidr": "clientSubnetCidr",
            "backup_subnet_cidr": "backupSubnetCidr",
        },
    ),
    "aws_odb_network_peering_connection": ItemOfAttributes(
        "odb.ListOdbPeeringConnections",
        "odbPeeringConnectionId",
        one={"odb_network_id": ("odbNetworkArn", ("aws_odb_network",)), "peer_network_id": ("peerNetworkArn", VPC)},
    ),
}
"""By type."""


def _maker(told: ItemOfAttributes) -> Callable[[Building, Thing], None]:
    def make(building: Building, thing: Thing) -> None:
        item: dict[str, Any] = dict(told.fixed)
        if told.identity:
            item[told.identity] = thing.id
        for name, (member, types) in told.one.items():
            item[member] = building.one(thing, name, types=types)
        for name, (member, types) in told.several.items():
            item[member] = building.ids(thing, name, types=types)
        for name, member in told.words.items():
            item[member] = thing.text(name)
        subnet = building.thing(str(item.get("SubnetId") or ""))
        if subnet is not None:
            item["VpcId"] = building.vpc_of(subnet)
        asn = thing.number("amazon_side_asn", digits=10) or thing.number("bgp_options", 0, "peer_asn", digits=10)
        if asn is not None:
            item |= {"BgpOptions": {"PeerAsn": asn}} if thing.records("bgp_options") else {"AmazonSideAsn": asn}
        if told.tags:
            item[told.tags] = tags(thing)
        scope = item[told.one[told.scope][0]] if told.scope else ""
        add_gateway(building, thing, item)
        if scope or not told.scope:
            building.put(told.call, thing, item, scope)

    return make


def add_gateway(building: Building, thing: Thing, item: dict[str, Any]) -> None:
    """Tell of an item of a local gateway's route table which gateway that is of; where it is not known, this is noted."""
    if "LocalGatewayRouteTableId" in item and not item.get("LocalGatewayId") and thing.id != item["LocalGatewayRouteTableId"]:
        table = building.thing(str(item["LocalGatewayRouteTableId"]))
        found = building.references.one(table, "local_gateway_id", types=_LOCAL).ids if table is not None else ()
        item["LocalGatewayId"] = found[0] if found else ""
        if not found:
            building.unsure(thing, "local_gateway_route_table_id")


def leading_call(name: str) -> str:
    """The call that leads to one that is made for each of its items; of any other, itself."""
    each = call_named(name).each
    return name if each is None else each.of


for _kind, _told in ANSWER_ITEMS.items():
    MAKERS[_kind] = _maker(_told)
    CALL_OF[_kind] = leading_call(_told.call)


@makes("aws_cloudfront_vpc_origin")
def vpc_origin(building: Building, thing: Thing) -> None:
    """A VPC origin of CloudFront: in the VPC of what it leads to."""
    leads = building.one(thing, "vpc_origin_endpoint_config", 0, "arn", types=("aws_lb", "aws_instance"))
    origin = {
        "Id": thing.id,
        "Name": thing.text("vpc_origin_endpoint_config", 0, "name"),
        "AccountId": building.account(thing),
        "OriginEndpointArn": leads,
    }
    building.put("cloudfront.ListVpcOrigins", thing, {"VpcOriginList": {"Items": [origin]}})


@makes("aws_verifiedaccess_endpoint")
def verified_access(building: Building, thing: Thing) -> None:
    """A Verified Access endpoint: nothing of its policy is taken."""
    item: dict[str, Any] = {
        "VerifiedAccessEndpointId": thing.id,
        "ApplicationDomain": thing.text("application_domain"),
        "EndpointDomain": thing.text("endpoint_domain"),
        "SecurityGroupIds": building.ids(thing, "security_group_ids", types=GROUP),
        "Tags": tags(thing),
    }
    for block, member in (
        ("load_balancer_options", "LoadBalancerOptions"),
        ("cidr_options", "CidrOptions"),
        ("rds_options", "RdsOptions"),
    ):
        if thing.records(block):
            item[member] = {"SubnetIds": building.ids(thing, block, 0, "subnet_ids", types=SUBNET)}
    if thing.records("load_balancer_options"):
        leads = building.one(thing, "load_balancer_options", 0, "load_balancer_arn", types=("aws_lb",))
        item["LoadBalancerOptions"]["LoadBalancerArn"] = leads
    building.put("ec2.DescribeVerifiedAccessEndpoints", thing, item)
