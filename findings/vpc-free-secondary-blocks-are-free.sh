#!/usr/bin/env bash
# vpc-free 1.1.0 knows the first CIDR block of a VPC only (CidrBlock, not CidrBlockAssociationSet). A range that is a VPC's secondary block, with subnets in it, is FREE; and asked for the VPC, it lists
# the subnets that stand in the secondary block nowhere.
# Amazon VPC user guide, "VPC CIDR blocks": up to five IPv4 blocks (quota) by default, secondary ones from any range allowed.
# Seen: 100.64.0.0/16 is FREE, 10.0.0.0/16 is not, both blocks of one VPC.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'vpc-free==1.1.0' 'boto3==1.44.8' 'moto[ec2]==5.2.5'
export AWS_ACCESS_KEY_ID=example AWS_SECRET_ACCESS_KEY=example AWS_DEFAULT_REGION=eu-west-1
cat > "$folder/free.py" <<'PYTHON'
import contextlib
import io
import runpy
import sys

import boto3
from moto import mock_aws

with mock_aws():
    ec2 = boto3.client("ec2")
    vpc = ec2.create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    ec2.associate_vpc_cidr_block(VpcId=vpc, CidrBlock="100.64.0.0/16")
    ec2.create_subnet(VpcId=vpc, CidrBlock="100.64.0.0/24")
    seen = {}
    for cidr in ("10.0.0.0/16", "100.64.0.0/16"):
        sys.argv = ["vpc-free", cidr]
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            runpy.run_path(sys.prefix + "/bin/vpc-free", run_name="__main__")
        print(printed.getvalue().replace("\x1b", "").strip())
        seen[cidr] = ["FREE" in line for line in printed.getvalue().splitlines()[1:]]
print(seen)
assert seen == {"10.0.0.0/16": [False], "100.64.0.0/16": [True]}, seen
PYTHON
"$folder/venv/bin/python" "$folder/free.py"
