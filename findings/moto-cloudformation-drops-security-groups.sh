#!/usr/bin/env bash
# moto 5.2.5: a stack's interfaces and instances lose their security groups: AWS::EC2::NetworkInterface's GroupSet and AWS::EC2::Instance's SecurityGroupIds are not looked at.
# AWS (CloudFormation Template Reference, AWS::EC2::NetworkInterface, AWS::EC2::Instance): the groups that are given are those of the interface.
# Seen: both interfaces come with the VPC's default group instead.
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
        "Web": {
            "Type": "AWS::EC2::SecurityGroup",
            "Properties": {"GroupName": "web", "GroupDescription": "web", "VpcId": {"Ref": "Vpc"}},
        },
        "Interface": {
            "Type": "AWS::EC2::NetworkInterface",
            "Properties": {
                "SubnetId": {"Ref": "Subnet"},
                "PrivateIpAddress": "10.0.1.20",
                "GroupSet": [{"Fn::GetAtt": ["Web", "GroupId"]}],
            },
        },
        "Instance": {
            "Type": "AWS::EC2::Instance",
            "Properties": {
                "ImageId": "ami-12c6146b",
                "SubnetId": {"Ref": "Subnet"},
                "PrivateIpAddress": "10.0.1.30",
                "SecurityGroupIds": [{"Fn::GetAtt": ["Web", "GroupId"]}],
            },
        },
    }
}
with mock_aws():
    boto3.client("cloudformation").create_stack(StackName="network", TemplateBody=json.dumps(template))
    interfaces = boto3.client("ec2").describe_network_interfaces()["NetworkInterfaces"]
seen = {interface["PrivateIpAddress"]: [group["GroupName"] for group in interface["Groups"]] for interface in interfaces}
print("groups of the interfaces:", seen)
assert seen == {"10.0.1.20": ["default"], "10.0.1.30": ["default"]}, seen
PYTHON
