#!/usr/bin/env bash
# moto 5.2.5: AWS::EC2::SubnetRouteTableAssociation in a template makes an association that no route table tells of: every subnet
# stays with its VPC's main table. AWS associates them. Source: CloudFormation Template Reference, AWS::EC2::SubnetRouteTableAssociation.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'moto[cloudformation,ec2]==5.2.5' 'boto3==1.44.8'
export AWS_ACCESS_KEY_ID=example AWS_SECRET_ACCESS_KEY=example AWS_DEFAULT_REGION=eu-west-1
"$folder/venv/bin/python" - <<'PYTHON'
import json

import boto3
from moto import mock_aws

template = {
    "Resources": {
        "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
        "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": {"VpcId": {"Ref": "Vpc"}, "CidrBlock": "10.0.1.0/24"}},
        "Table": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": {"Ref": "Vpc"}}},
        "Association": {
            "Type": "AWS::EC2::SubnetRouteTableAssociation",
            "Properties": {"SubnetId": {"Ref": "Subnet"}, "RouteTableId": {"Ref": "Table"}},
        },
    }
}
with mock_aws():
    client = boto3.client("cloudformation")
    client.create_stack(StackName="network", TemplateBody=json.dumps(template))
    resources = client.describe_stack_resources(StackName="network")["StackResources"]
    table = next(one["PhysicalResourceId"] for one in resources if one["LogicalResourceId"] == "Table")
    tables = boto3.client("ec2").describe_route_tables(RouteTableIds=[table])["RouteTables"]
seen = tables[0]["Associations"]
print("stack made; associations of its route table:", seen)
assert seen == [], seen
PYTHON
