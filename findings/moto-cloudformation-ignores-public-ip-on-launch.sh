#!/usr/bin/env bash
# moto 5.2.5: AWS::EC2::Subnet's MapPublicIpOnLaunch is not looked at when a stack is made.
# AWS (CloudFormation Template Reference, AWS::EC2::Subnet): it says whether instances started in the subnet get a public IPv4 address.
# Seen: describe_subnets answers False for a subnet whose template says true; modify_subnet_attribute of the same subnet works.
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
                "AvailabilityZone": "eu-west-1b",
                "MapPublicIpOnLaunch": True,
            },
        },
    }
}


def mapped(ec2):
    return ec2.describe_subnets(Filters=[{"Name": "cidr-block", "Values": ["10.0.1.0/24"]}])["Subnets"][0]


with mock_aws():
    boto3.client("cloudformation").create_stack(StackName="network", TemplateBody=json.dumps(template))
    ec2 = boto3.client("ec2")
    seen = [mapped(ec2)["MapPublicIpOnLaunch"]]
    ec2.modify_subnet_attribute(SubnetId=mapped(ec2)["SubnetId"], MapPublicIpOnLaunch={"Value": True})
    seen.append(mapped(ec2)["MapPublicIpOnLaunch"])
print("MapPublicIpOnLaunch after the stack, after modify_subnet_attribute:", seen)
assert seen == [False, True], seen
PYTHON
