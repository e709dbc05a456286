#!/usr/bin/env bash
# moto 5.2.5: routes and security group rules keep the host bits of a CIDR as they were given.
# AWS (EC2 API Reference, CreateRoute, DestinationCidrBlock; IpRange): the block is modified to its canonical form (100.68.0.18/18 becomes 100.68.0.0/18).
# Seen: 10.1.2.3/16 is read back as 10.1.2.3/16 from DescribeRouteTables and DescribeSecurityGroups.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'moto[cloudformation,ec2]==5.2.5' 'boto3==1.44.8'
export AWS_ACCESS_KEY_ID=example AWS_SECRET_ACCESS_KEY=example AWS_DEFAULT_REGION=eu-west-1
"$folder/venv/bin/python" - <<'PYTHON'
import boto3
from moto import mock_aws

with mock_aws():
    ec2 = boto3.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    table = ec2.create_route_table(VpcId=vpc)["RouteTable"]["RouteTableId"]
    gateway = ec2.create_internet_gateway()["InternetGateway"]["InternetGatewayId"]
    ec2.attach_internet_gateway(InternetGatewayId=gateway, VpcId=vpc)
    ec2.create_route(RouteTableId=table, DestinationCidrBlock="10.1.2.3/16", GatewayId=gateway)
    group = ec2.create_security_group(GroupName="web", Description="web", VpcId=vpc)["GroupId"]
    permission = {"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "10.1.2.3/16"}]}
    ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=[permission])
    routes = ec2.describe_route_tables(RouteTableIds=[table])["RouteTables"][0]["Routes"]
    rules = ec2.describe_security_groups(GroupIds=[group])["SecurityGroups"][0]["IpPermissions"]
seen = [route["DestinationCidrBlock"] for route in routes if route.get("GatewayId") == gateway] + [rules[0]["IpRanges"][0]["CidrIp"]]
print("route and rule read back:", seen)
assert seen == ["10.1.2.3/16", "10.1.2.3/16"], seen
PYTHON
