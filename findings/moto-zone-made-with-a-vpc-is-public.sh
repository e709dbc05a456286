#!/usr/bin/env bash
# moto 5.2.5: a hosted zone that is created with a VPC, but without HostedZoneConfig, is a public one, and the VPC is dropped.
# AWS (Route 53 API Reference, CreateHostedZone): HostedZoneConfig is optional; to create a private hosted zone one gives the VPC.
# Seen: GetHostedZone tells PrivateZone false and no VPC.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'moto[ec2,route53]==5.2.5' 'boto3==1.44.8'
export AWS_ACCESS_KEY_ID=example AWS_SECRET_ACCESS_KEY=example AWS_DEFAULT_REGION=eu-west-1
"$folder/venv/bin/python" - <<'PYTHON'
import boto3
from moto import mock_aws

with mock_aws():
    vpc = boto3.client("ec2").create_vpc(CidrBlock="10.1.0.0/16")["Vpc"]["VpcId"]
    route53 = boto3.client("route53")
    made = route53.create_hosted_zone(Name="corp.example", CallerReference="1", VPC={"VPCRegion": "eu-west-1", "VPCId": vpc})
    zone = route53.get_hosted_zone(Id=made["HostedZone"]["Id"])
seen = zone["HostedZone"]["Config"]["PrivateZone"], len(zone.get("VPCs", []))
print("PrivateZone, VPCs:", seen)
assert seen == (False, 0), seen
PYTHON
