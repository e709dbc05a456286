#!/usr/bin/env bash
# moto 5.2.5: Fn::GetAZs with an empty argument answers with zones of us-east-1, whatever region the stack is made in.
# AWS (CloudFormation Template Reference, Fn::GetAZs): an empty string means the region in which the stack is created.
# Seen: a stack of eu-west-1 gets a subnet in us-east-1a.
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
        "Subnet": {
            "Type": "AWS::EC2::Subnet",
            "Properties": {
                "VpcId": {"Ref": "Vpc"},
                "CidrBlock": "10.0.1.0/24",
                "AvailabilityZone": {"Fn::Select": [0, {"Fn::GetAZs": ""}]},
            },
        },
    }
}
with mock_aws():
    boto3.client("cloudformation").create_stack(StackName="network", TemplateBody=json.dumps(template))
    subnets = boto3.client("ec2").describe_subnets(Filters=[{"Name": "cidr-block", "Values": ["10.0.1.0/24"]}])["Subnets"]
seen = [subnet["AvailabilityZone"] for subnet in subnets]
print("zone of the subnet, stack made in eu-west-1:", seen)
assert seen == ["us-east-1a"], seen
PYTHON
