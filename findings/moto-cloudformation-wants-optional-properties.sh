#!/usr/bin/env bash
# moto 5.2.5: create_stack() fails with an error of Python's where a template leaves out properties that AWS does not require:
# AWS::EC2::TransitGateway without Description (KeyError), AWS::EC2::VPCEndpoint without RouteTableIds (TypeError).
# AWS (CloudFormation Template Reference): both are "Required: No"; a gateway endpoint may be associated with route tables later.
# Seen: the errors; with the property each stack is made.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'moto[cloudformation,ec2]==5.2.5' 'boto3==1.44.8'
export AWS_ACCESS_KEY_ID=example AWS_SECRET_ACCESS_KEY=example AWS_DEFAULT_REGION=eu-west-1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import json

import boto3
from moto import mock_aws


def made(resources):
    with mock_aws():
        try:
            boto3.client("cloudformation").create_stack(StackName="network", TemplateBody=json.dumps({"Resources": resources}))
            return "made"
        except (KeyError, TypeError) as error:
            return f"{type(error).__name__}: {error}"


def endpoint(**more):
    vpc = {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}}
    table = {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": {"Ref": "Vpc"}}}
    properties = {"VpcId": {"Ref": "Vpc"}, "ServiceName": "com.amazonaws.eu-west-1.s3"} | more
    return {"Vpc": vpc, "Table": table, "Endpoint": {"Type": "AWS::EC2::VPCEndpoint", "Properties": properties}}


seen = {
    "gateway": made({"Hub": {"Type": "AWS::EC2::TransitGateway", "Properties": {}}}),
    "gateway with Description": made({"Hub": {"Type": "AWS::EC2::TransitGateway", "Properties": {"Description": "hub"}}}),
    "endpoint": made(endpoint()),
    "endpoint with RouteTableIds": made(endpoint(RouteTableIds=[{"Ref": "Table"}])),
}
for name, result in seen.items():
    print(f"{name}: {result}")
assert seen["gateway"] == "KeyError: 'Description'" and seen["endpoint"].startswith("TypeError"), seen
assert seen["gateway with Description"] == seen["endpoint with RouteTableIds"] == "made", seen
PYTHON
