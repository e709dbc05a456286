#!/usr/bin/env bash
# pycfmodel 2.1.3: Fn::GetAZs resolves to the text GETAZS, so that Fn::Select 0 of it, the usual way to name a subnet's zone, resolves to the zone "G".
# AWS (CloudFormation Template Reference, Fn::GetAZs): it returns a list of availability zones, of which Fn::Select takes one.
# Seen: two subnets in different zones are resolved to the zones "G" and "E"; only a line in the log says that the function is not implemented.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'pycfmodel==2.1.3'
"$folder/venv/bin/python" - <<'PYTHON'
import pycfmodel


def subnet(number):
    return {
        "Type": "AWS::EC2::Subnet",
        "Properties": {
            "VpcId": {"Ref": "Vpc"},
            "CidrBlock": f"10.0.{number}.0/24",
            "AvailabilityZone": {"Fn::Select": [number, {"Fn::GetAZs": {"Ref": "AWS::Region"}}]},
        },
    }


template = {
    "AWSTemplateFormatVersion": "2010-09-09",
    "Resources": {
        "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}},
        "First": subnet(0),
        "Second": subnet(1),
    },
}
resources = pycfmodel.parse(template).resolve(extra_params={"AWS::Region": "eu-west-1"}).Resources
seen = [resources[name].Properties.AvailabilityZone for name in ("First", "Second")]
print("zones of the two subnets:", seen)
assert seen == ["G", "E"], seen
PYTHON
