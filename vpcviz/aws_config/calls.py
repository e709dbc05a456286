"""By which of AWS's answers an item is one, and an item in that answer's spelling.

AWS Config writes the members of most types as the service's own API does, but for the first letter; those of newer types as
CloudFormation names properties. Source: AWS Config Developer Guide, "Supported resource types"; the schemas in
awslabs/aws-config-resource-schema.
"""

from collections.abc import Mapping
from typing import Any, get_args, get_origin

from msgspec import Struct

from vpcviz.aws.calls import call_named
from vpcviz.aws.shapes import field_types, shape_in
from vpcviz.aws_config.items import Item

CALL_OF = {
    "AWS::EC2::VPC": "ec2.DescribeVpcs",
    "AWS::EC2::Subnet": "ec2.DescribeSubnets",
    "AWS::EC2::RouteTable": "ec2.DescribeRouteTables",
    "AWS::EC2::InternetGateway": "ec2.DescribeInternetGateways",
    "AWS::EC2::EgressOnlyInternetGateway": "ec2.DescribeEgressOnlyInternetGateways",
    "AWS::EC2::CarrierGateway": "ec2.DescribeCarrierGateways",
    "AWS::EC2::NatGateway": "ec2.DescribeNatGateways",
    "AWS::EC2::NetworkAcl": "ec2.DescribeNetworkAcls",
    "AWS::EC2::SecurityGroup": "ec2.DescribeSecurityGroups",
    "AWS::EC2::NetworkInterface": "ec2.DescribeNetworkInterfaces",
    "AWS::EC2::Instance": "ec2.DescribeInstances",
    "AWS::EC2::EIP": "ec2.DescribeAddresses",
    "AWS::EC2::DHCPOptions": "ec2.DescribeDhcpOptions",
    "AWS::EC2::VPCEndpoint": "ec2.DescribeVpcEndpoints",
    "AWS::EC2::VPCEndpointService": "ec2.DescribeVpcEndpointServiceConfigurations",
    "AWS::EC2::VPCPeeringConnection": "ec2.DescribeVpcPeeringConnections",
    "AWS::EC2::CustomerGateway": "ec2.DescribeCustomerGateways",
    "AWS::EC2::VPNGateway": "ec2.DescribeVpnGateways",
    "AWS::EC2::VPNConnection": "ec2.DescribeVpnConnections",
    "AWS::EC2::TransitGateway": "ec2.DescribeTransitGateways",
    "AWS::ElasticLoadBalancingV2::LoadBalancer": "elbv2.DescribeLoadBalancers",
    "AWS::ElasticLoadBalancing::LoadBalancer": "elb.DescribeLoadBalancers",
    "AWS::RDS::DBInstance": "rds.DescribeDBInstances",
    "AWS::Redshift::Cluster": "redshift.DescribeClusters",
    "AWS::Lambda::Function": "lambda.ListFunctions",
    "AWS::Elasticsearch::Domain": "opensearch.DescribeDomains",
    "AWS::OpenSearch::Domain": "opensearch.DescribeDomains",
}
"""The call whose answer would have such an item, by type."""

_PLACES = (("VpcId", "AWS::EC2::VPC"), ("SubnetId", "AWS::EC2::Subnet"))
_TAGS = ("Tags", "TagSet", "TagList")


def is_spelled_as_api(item: Item) -> bool:
    """Whether an item's members begin with small letters: of the others the names are CloudFormation's."""
    first = next(iter(item.configuration), "")
    return not first[:1].isupper()


def answer_item(item: Item) -> dict[str, Any]:
    """An item as its call's answer has it: in the answer's spelling, with what its relationships and tags tell besides."""
    shape = call_named(CALL_OF[item.type]).shape
    if item.type == "AWS::EC2::Instance":
        inner = shape_in(field_types(shape)["Instances"])
        return {"OwnerId": item.account, "Instances": [_told(item, inner)]}
    return _told(item, shape)


def _told(item: Item, shape: Any) -> dict[str, Any]:
    made: dict[str, Any] = spelled(shape, _ranges(item.configuration))
    known = field_types(shape)
    for member, kind in _PLACES:
        related = item.related(kind)
        if member in known and not made.get(member) and len(related) == 1:
            made[member] = related[0]
    groups = item.related("AWS::EC2::SecurityGroup")
    if "Groups" in known and not made.get("Groups") and groups and item.type == "AWS::EC2::NetworkInterface":
        made["Groups"] = [{"GroupId": one} for one in groups]
    for member in _TAGS:
        if member in known and not made.get(member) and item.tags:
            made[member] = [{"Key": key, "Value": value} for key, value in item.tags.items()]
    if "OwnerId" in known and not made.get("OwnerId"):
        made["OwnerId"] = item.account
    return made


def capitalized(value: Any) -> Any:
    """A configuration whose members begin with small letters under the names that CloudFormation has for them."""
    if isinstance(value, list):
        return [capitalized(one) for one in value]
    if not isinstance(value, Mapping):
        return value
    return {str(key)[:1].upper() + str(key)[1:]: capitalized(one) for key, one in value.items()}


def _ranges(value: Any) -> Any:
    """Rules of security groups, whose ranges AWS Config writes twice: as texts, and (newer) as records."""
    if isinstance(value, list):
        return [_ranges(one) for one in value]
    if not isinstance(value, Mapping):
        return value
    made = {key: _ranges(one) for key, one in value.items()}
    if isinstance(made.get("ipv4Ranges"), list) and made["ipv4Ranges"]:
        made["ipRanges"] = made["ipv4Ranges"]
    elif isinstance(made.get("ipRanges"), list):
        made["ipRanges"] = [{"cidrIp": one} if isinstance(one, str) else one for one in made["ipRanges"]]
    return made


def spelled(hint: Any, value: Any) -> Any:
    """A value with the members that a shape keeps, as the shape spells them."""
    if isinstance(hint, type) and issubclass(hint, Struct) and isinstance(value, Mapping):
        known = {name.lower(): (name, inner) for name, inner in field_types(hint).items()}
        made = {}
        for key, one in value.items():
            name, inner = known.get(str(key).lower(), ("", None))
            if name and one is not None:
                made[name] = spelled(inner, one)
        return made
    if isinstance(value, list):
        inner = get_args(hint)[0] if get_origin(hint) is tuple else hint
        return [spelled(inner, one) for one in value]
    shape = shape_in(hint)
    if shape is not None and shape is not hint and isinstance(value, Mapping):
        if get_origin(hint) is dict:
            return {str(key): spelled(shape, one) for key, one in value.items()}
        return spelled(shape, value)
    return value
