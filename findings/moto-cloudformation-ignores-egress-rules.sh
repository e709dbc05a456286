#!/usr/bin/env bash
# moto 5.2.5: CloudFormation's SecurityGroupEgress of AWS::EC2::SecurityGroup is not applied: the group keeps the rule that lets everything out.
# AWS (CloudFormation Template Reference, AWS::EC2::SecurityGroup): with egress rules given, the default rule is not added.
# Seen: a group written to let nothing out (a rule to 255.255.255.255/32, as CDK writes it) lets out 0.0.0.0/0.
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
        "Group": {
            "Type": "AWS::EC2::SecurityGroup",
            "Properties": {
                "GroupDescription": "closed",
                "VpcId": {"Ref": "Vpc"},
                "SecurityGroupEgress": [{"CidrIp": "255.255.255.255/32", "IpProtocol": "icmp", "FromPort": 252, "ToPort": 86}],
            },
        },
    }
}
with mock_aws():
    boto3.client("cloudformation").create_stack(StackName="network", TemplateBody=json.dumps(template))
    groups = boto3.client("ec2").describe_security_groups(Filters=[{"Name": "description", "Values": ["closed"]}])["SecurityGroups"]
seen = [(rule["IpProtocol"], item["CidrIp"]) for rule in groups[0]["IpPermissionsEgress"] for item in rule["IpRanges"]]
print("outbound rules of the group:", seen)
assert seen == [("-1", "0.0.0.0/0")], seen
PYTHON
