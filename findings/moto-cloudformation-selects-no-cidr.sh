#!/usr/bin/env bash
# moto 5.2.5: Fn::Select of Fn::Cidr, the usual way to cut a VPC's block into subnets, fails with KeyError when a stack is made.
# AWS (CloudFormation Template Reference, Fn::Cidr): it returns a list of CIDR blocks; its examples take one by Fn::Select.
# Seen: create_stack() raises KeyError.
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
            "Properties": {"VpcId": {"Ref": "Vpc"}, "CidrBlock": {"Fn::Select": [1, {"Fn::Cidr": ["10.0.0.0/16", 4, 8]}]}},
        },
    }
}
with mock_aws():
    try:
        boto3.client("cloudformation").create_stack(StackName="network", TemplateBody=json.dumps(template))
        seen = "nothing"
    except KeyError as error:
        seen = type(error).__name__
print("raised by create_stack():", seen)
assert seen == "KeyError", seen
PYTHON
