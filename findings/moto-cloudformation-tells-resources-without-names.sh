#!/usr/bin/env bash
# moto 5.2.5: a stack with a resource type that moto does not make (AWS::EC2::NetworkAcl, TransitGatewayRouteTable, PrefixList) is created with a warning, and is then CREATE_COMPLETE;
# describe_stack_resources() then tells of it without its logical id, and list_stack_resources() with an empty one, so that readers that go by AWS's word that there is one fail.
# AWS (CloudFormation API Reference, StackResource): LogicalResourceId, ResourceStatus, ResourceType and Timestamp are required.
# Seen: status CREATE_COMPLETE, one of two resources without LogicalResourceId, and the network ACL does not exist.
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

template = {
    "Resources": {
        "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
        "Acl": {"Type": "AWS::EC2::NetworkAcl", "Properties": {"VpcId": {"Ref": "Vpc"}}},
    }
}
with mock_aws():
    stacks = boto3.client("cloudformation")
    stacks.create_stack(StackName="network", TemplateBody=json.dumps(template))
    status = stacks.describe_stacks(StackName="network")["Stacks"][0]["StackStatus"]
    listed = sorted(each["LogicalResourceId"] for each in stacks.list_stack_resources(StackName="network")["StackResourceSummaries"])
    acls = boto3.client("ec2").describe_network_acls(Filters=[{"Name": "default", "Values": ["false"]}])["NetworkAcls"]
    described = [each.get("LogicalResourceId") for each in stacks.describe_stack_resources(StackName="network")["StackResources"]]
print("status:", status, "- listed:", listed, "- described:", described, "- network ACLs:", len(acls))
assert status == "CREATE_COMPLETE" and listed == ["", "Vpc"] and sorted(described, key=str) == [None, "Vpc"] and not acls
PYTHON
