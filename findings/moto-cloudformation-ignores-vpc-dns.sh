#!/usr/bin/env bash
# moto 5.2.5: EnableDnsHostnames of a CloudFormation AWS::EC2::VPC is dropped without a word.
# AWS (CloudFormation Template Reference, AWS::EC2::VPC): the property sets the VPC's attribute enableDnsHostnames.
# Seen: the template says true, DescribeVpcAttribute says false, so endpoints' private names would not answer.
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

template = {"Resources": {"Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.1.0.0/16", "EnableDnsHostnames": True}}}}
with mock_aws():
    boto3.client("cloudformation").create_stack(StackName="network", TemplateBody=json.dumps(template))
    ec2 = boto3.client("ec2")
    vpc = ec2.describe_vpcs(Filters=[{"Name": "cidr", "Values": ["10.1.0.0/16"]}])["Vpcs"][0]["VpcId"]
    seen = ec2.describe_vpc_attribute(VpcId=vpc, Attribute="enableDnsHostnames")["EnableDnsHostnames"]["Value"]
print("template: EnableDnsHostnames true; read back:", seen)
assert seen is False, seen
PYTHON
