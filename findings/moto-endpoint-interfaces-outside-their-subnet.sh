#!/usr/bin/env bash
# moto 5.2.5: the interface of an interface endpoint or of a NAT gateway has an address that is in neither its subnet nor its VPC, and the type "interface".
# AWS (VPC User Guide, "NAT gateway basics"; AWS PrivateLink, "Access an AWS service using an interface VPC endpoint"): a private address of the subnet that was named; types vpc_endpoint and nat_gateway.
# Seen: with a subnet of 10.0.1.0/24 both are in 10.0.0.0/8 at random, and both are of type "interface", as an instance's are.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'moto[ec2]==5.2.5' 'boto3==1.44.8'
export AWS_ACCESS_KEY_ID=example AWS_SECRET_ACCESS_KEY=example AWS_DEFAULT_REGION=eu-west-1
"$folder/venv/bin/python" - <<'PYTHON'
import ipaddress

import boto3
from moto import mock_aws

with mock_aws():
    ec2 = boto3.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="192.168.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="192.168.1.0/24")["Subnet"]["SubnetId"]
    endpoint = ec2.create_vpc_endpoint(VpcId=vpc, VpcEndpointType="Interface", ServiceName="com.amazonaws.eu-west-1.ec2", SubnetIds=[subnet])
    gateway = ec2.create_nat_gateway(SubnetId=subnet, ConnectivityType="private")
    ids = [*endpoint["VpcEndpoint"]["NetworkInterfaceIds"], gateway["NatGateway"]["NatGatewayAddresses"][0]["NetworkInterfaceId"]]
    interfaces = ec2.describe_network_interfaces(NetworkInterfaceIds=ids)["NetworkInterfaces"]
inside = [ipaddress.ip_address(each["PrivateIpAddress"]) in ipaddress.ip_network("192.168.1.0/24") for each in interfaces]
types = [each["InterfaceType"] for each in interfaces]
print("addresses:", [each["PrivateIpAddress"] for each in interfaces], "of types", types)
assert len(interfaces) == 2 and inside == [False, False] and types == ["interface", "interface"]
PYTHON
