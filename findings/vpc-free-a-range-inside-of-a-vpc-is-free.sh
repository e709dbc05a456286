#!/usr/bin/env bash
# vpc-free 1.1.0: asked for a range that lies wholly inside of a VPC's block, it says that all of it is FREE. It looks whether an end of the VPC's block lies in the range, not whether the range lies in the block;
# asked for the VPC's own block, it tells the VPC.
# Amazon VPC user guide, "VPC CIDR blocks": ranges of VPCs that are to be peered must not overlap.
# Seen: 10.0.64.0/18 is FREE beside a VPC with 10.0.0.0/16.
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
    boto3.client("ec2").create_vpc(CidrBlock="10.0.0.0/16")
    seen = {}
    for cidr in ("10.0.0.0/16", "10.0.64.0/18"):
        sys.argv = ["vpc-free", cidr]
        with contextlib.redirect_stdout(io.StringIO()) as printed:
            runpy.run_path(sys.prefix + "/bin/vpc-free", run_name="__main__")
        print(printed.getvalue().replace("\x1b", "").strip())
        seen[cidr] = ["FREE" in line for line in printed.getvalue().splitlines()[1:]]
print(seen)
assert seen == {"10.0.0.0/16": [False], "10.0.64.0/18": [True]}, seen
PYTHON
"$folder/venv/bin/python" "$folder/free.py"
