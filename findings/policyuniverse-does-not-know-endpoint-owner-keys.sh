#!/usr/bin/env bash
# policyuniverse 1.5.1.20231109: a statement that aws:VpceOrgID or aws:VpceAccount confines to VPC endpoints of one organization or account is called internet accessible.
# AWS (IAM User Guide, AWS global condition context keys: aws:VpceOrgID, aws:VpceAccount): the keys tell who owns the endpoint that a request came by; requests from the internet have none.
# Seen: True for both (a false alarm), False for aws:SourceVpce and aws:SourceVpc, which confine in the same way.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'policyuniverse==1.5.1.20231109' 'setuptools<80'
"$folder/venv/bin/python" - <<'PYTHON'
from policyuniverse.policy import Policy


def internet_accessible(key, value):
    statement = {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::example/*",
        "Condition": {"StringEquals": {key: value}},
    }
    return Policy({"Version": "2012-10-17", "Statement": [statement]}).is_internet_accessible()


values = {
    "aws:SourceVpce": "vpce-0123456789abcdef0",
    "aws:SourceVpc": "vpc-0123456789abcdef0",
    "aws:VpceOrgID": "o-exampleorgid",
    "aws:VpceAccount": "111122223333",
}
seen = {key: internet_accessible(key, value) for key, value in values.items()}
print("internet accessible where a key confines it:", seen)
assert seen == {"aws:SourceVpce": False, "aws:SourceVpc": False, "aws:VpceOrgID": True, "aws:VpceAccount": True}, seen
PYTHON
