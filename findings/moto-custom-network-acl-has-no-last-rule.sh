#!/usr/bin/env bash
# moto 5.2.5: a network ACL that one makes oneself lacks the rule 32767 (the asterisk) that denies what no other rule matched; a VPC's default ACL has it.
# AWS (VPC User Guide, "Network ACL basics"): each network ACL has that rule, it cannot be changed or removed; DescribeNetworkAcls shows it as 32767.
# Seen: the default ACL has 32767 in both directions, the other one no entry at all.
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
    ec2.create_network_acl(VpcId=vpc)
    found = ec2.describe_network_acls(Filters=[{"Name": "vpc-id", "Values": [vpc]}])["NetworkAcls"]
    seen = {acl["IsDefault"]: sorted(entry["RuleNumber"] for entry in acl["Entries"]) for acl in found}
print("rule numbers of the default ACL and of the other:", seen)
assert seen == {True: [100, 100, 32767, 32767], False: []}, seen
PYTHON
