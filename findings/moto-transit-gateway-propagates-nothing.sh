#!/usr/bin/env bash
# moto 5.2.5: a VPC attachment to a transit gateway whose default propagation is on is associated with its default table, but propagates nothing into it.
# AWS (Transit Gateway Guide, "Transit gateway route tables"): with default route table propagation, attachments propagate their routes to that table; the VPC's CIDRs are its propagated routes.
# Seen: the table has the association, no propagation, and no propagated route.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'moto[ec2]==5.2.5' 'boto3==1.44.8'
export AWS_ACCESS_KEY_ID=example AWS_SECRET_ACCESS_KEY=example AWS_DEFAULT_REGION=eu-west-1
"$folder/venv/bin/python" - <<'PYTHON'
import boto3
from moto import mock_aws

with mock_aws():
    ec2 = boto3.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    subnet = ec2.create_subnet(VpcId=vpc, CidrBlock="10.1.0.0/24")["Subnet"]["SubnetId"]
    gateway = ec2.create_transit_gateway()["TransitGateway"]
    options, gateway_id = gateway["Options"], gateway["TransitGatewayId"]
    ec2.create_transit_gateway_vpc_attachment(TransitGatewayId=gateway_id, VpcId=vpc, SubnetIds=[subnet])
    table = options["PropagationDefaultRouteTableId"]
    associated = ec2.get_transit_gateway_route_table_associations(TransitGatewayRouteTableId=table)["Associations"]
    propagating = ec2.get_transit_gateway_route_table_propagations(TransitGatewayRouteTableId=table)["TransitGatewayRouteTablePropagations"]
    asked = [{"Name": "type", "Values": ["propagated"]}]
    routes = ec2.search_transit_gateway_routes(TransitGatewayRouteTableId=table, Filters=asked)["Routes"]
seen = options["DefaultRouteTablePropagation"], len(associated), len(propagating), len(routes)
print("default propagation, associations, propagations, propagated routes:", seen)
assert seen == ("enable", 1, 0, 0), seen
PYTHON
