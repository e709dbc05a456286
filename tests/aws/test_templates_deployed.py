"""Templates deployed by moto's CloudFormation and scanned, against the templates: equal but for what one way cannot know."""

from typing import Any

import boto3
from msgspec import to_builtins

from tests.aws.scanning import scanned
from tests.cloudformation.templates import network
from vpcviz.model import Network

SHOP = """
Resources:
  Vpc: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.0.0.0/16, Tags: [{Key: Name, Value: shop}]}}
  Other: {Type: AWS::EC2::VPC, Properties: {CidrBlock: 10.9.0.0/16}}
  Public:
    Type: AWS::EC2::Subnet
    Properties:
      VpcId: !Ref Vpc
      CidrBlock: !Select [1, !Split ["|", x|10.0.0.0/24]]
      AvailabilityZone: !Sub "${AWS::Region}a"
      MapPublicIpOnLaunch: true
  App: {Type: AWS::EC2::Subnet, Properties: {VpcId: !Ref Vpc, CidrBlock: 10.0.1.0/24, AvailabilityZone: !Sub "${AWS::Region}b"}}
  Gateway: {Type: AWS::EC2::InternetGateway}
  Attachment: {Type: AWS::EC2::VPCGatewayAttachment, Properties: {VpcId: !Ref Vpc, InternetGatewayId: !Ref Gateway}}
  PublicTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  PublicRoute:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref PublicTable, DestinationCidrBlock: 0.0.0.0/0, GatewayId: !Ref Gateway}
  PublicIn: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref Public, RouteTableId: !Ref PublicTable}}
  Address: {Type: AWS::EC2::EIP, Properties: {Domain: vpc}}
  Nat: {Type: AWS::EC2::NatGateway, Properties: {AllocationId: !GetAtt Address.AllocationId, SubnetId: !Ref Public}}
  AppTable: {Type: AWS::EC2::RouteTable, Properties: {VpcId: !Ref Vpc}}
  AppRoute:
    Type: AWS::EC2::Route
    Properties: {RouteTableId: !Ref AppTable, DestinationCidrBlock: 0.0.0.0/0, NatGatewayId: !Ref Nat}
  AppIn: {Type: AWS::EC2::SubnetRouteTableAssociation, Properties: {SubnetId: !Ref App, RouteTableId: !Ref AppTable}}
  WebGroup:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: web
      GroupName: web
      VpcId: !Ref Vpc
      SecurityGroupIngress: [{IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 10.0.0.0/8}]
  WebIn:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: {GroupId: !Ref WebGroup, IpProtocol: tcp, FromPort: 80, ToPort: 81, SourceSecurityGroupId: !GetAtt WebGroup.GroupId}
  Web:
    Type: AWS::EC2::Instance
    Properties: {InstanceType: t3.micro, ImageId: ami-12c6146b, SubnetId: !Ref App, SecurityGroupIds: [!Ref WebGroup]}
  S3:
    Type: AWS::EC2::VPCEndpoint
    Properties: {VpcId: !Ref Vpc, ServiceName: !Sub "com.amazonaws.${AWS::Region}.s3", RouteTableIds: [!Ref AppTable]}
  Sqs:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: !Ref Vpc
      VpcEndpointType: Interface
      ServiceName: !Join [".", [com.amazonaws, !Ref "AWS::Region", sqs]]
      SubnetIds: [!Ref App]
      SecurityGroupIds: [!Ref WebGroup]
      PrivateDnsEnabled: true
  Peering: {Type: AWS::EC2::VPCPeeringConnection, Properties: {VpcId: !Ref Vpc, PeerVpcId: !Ref Other}}
  Hub: {Type: AWS::EC2::TransitGateway, Properties: {Description: hub, AmazonSideAsn: 64513}}
  Balancer:
    Type: AWS::ElasticLoadBalancingV2::LoadBalancer
    Properties: {Name: balancer, Scheme: internal, Subnets: [!Ref Public, !Ref App], SecurityGroups: [!Ref WebGroup]}
"""

COMPARED: dict[str, tuple[str, ...]] = {
    "vpcs": ("name", "cidrs", "account", "region", "dns_support"),
    "subnets": ("vpc", "zone", "cidr", "map_public_ip"),
    "route_tables": ("vpc", "subnets", "main", "routes"),
    "internet_gateways": ("vpc",),
    "nat_gateways": ("vpc", "subnet", "connectivity"),
    "security_groups": ("vpc", "ingress", "egress"),
    "gateway_endpoints": ("vpc", "service", "route_tables"),
    "interface_endpoints": ("vpc", "service", "subnets", "security_groups", "private_dns"),
    "peerings": ("requester", "accepter", "status"),
    "transit_gateways": ("asn",),
    "load_balancers": ("type", "scheme", "vpc", "subnets", "security_groups"),
    "instances": ("vpc", "subnet", "security_groups", "type"),
}
"""What is compared, by collection. What is not: addresses and names that AWS gives, ids of interfaces and of prefix lists, what only
a scan counts (free addresses, states)."""

_UNTIED = "moto's CloudFormation makes an association of its own and does not tie the table to the subnet"
DIFFER = {
    ("subnets", "Public", "map_public_ip"): "moto's CloudFormation does not look at MapPublicIpOnLaunch",
    ("route_tables", "PublicTable", "subnets"): _UNTIED,
    ("route_tables", "AppTable", "subnets"): _UNTIED,
    ("peerings", "Peering", "status"): "AWS's CloudFormation accepts a peering within an account; moto's leaves it pending",
    ("instances", "Web", "security_groups"): "moto's CloudFormation does not look at SecurityGroupIds",
}
"""What differs all the same, and why."""


def _facts(made: Network, names: dict[str, str]) -> dict[tuple[str, str, str], Any]:
    def told(value: Any) -> Any:
        if isinstance(value, str):
            return "pl" if value.startswith("pl-") else names.get(value, value)
        if isinstance(value, (list, tuple)):
            return sorted((told(one) for one in value), key=repr)
        return {key: told(one) for key, one in value.items() if key != "description"} if isinstance(value, dict) else value

    return {
        (collection, told(item.id), field): told(to_builtins(getattr(item, field)))
        for collection, fields in COMPARED.items()
        for item in getattr(made, collection)
        if not item.foreign
        for field in fields
    }


def test_a_template_deployed_and_scanned_is_the_template(moto: str) -> None:
    client = boto3.client("cloudformation", region_name="eu-west-1", endpoint_url=moto)
    client.create_stack(StackName="shop", TemplateBody=SHOP)
    resources = client.describe_stack_resources(StackName="shop")["StackResources"]
    parts = ("Attachment", "Association", "Route", "SecurityGroupIngress")
    names = {
        one["PhysicalResourceId"]: one["LogicalResourceId"]
        for one in resources
        if not one["ResourceType"].endswith(parts) and one.get("PhysicalResourceId")
    }
    assert len(names) == 16
    found = _facts(scanned(moto), names)
    wanted = _facts(network(SHOP, AWS__Region="eu-west-1", AWS__AccountId="123456789012"), {})
    ours = set(names.values())
    there = {key: value for key, value in found.items() if key[1] in ours}
    made = {key: value for key, value in wanted.items() if key[1] in ours}
    assert set(there) == set(made)
    assert {key for key in there if there[key] != made[key]} == set(DIFFER)
