#!/usr/bin/env bash
# parliament 1.6.4 (linter of IAM policies): an IPv6 range as aws:SourceIp is told as MISMATCHED_TYPE ("requires a value of type Ip"), alone or beside IPv4 ranges.
# A policy that a VPC with both address families needs so fails a pipeline; taking the range away, which makes the linter content, shuts IPv6 clients out.
# AWS (IAM User Guide, "IAM JSON policy elements: Condition operators", IP address condition operators): IPv4 or IPv6 addresses and ranges, by CIDR.
# Seen: nothing told of 192.0.2.0/24, MISMATCHED_TYPE for 2001:db8::/32 and for both together.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'parliament==1.6.4' 'setuptools<81'
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import json

from parliament import analyze_policy_string


def issues(*ranges):
    statement = {
        "Effect": "Allow",
        "Action": "s3:GetObject",
        "Resource": "arn:aws:s3:::example-bucket/*",
        "Condition": {"IpAddress": {"aws:SourceIp": list(ranges)}},
    }
    policy = analyze_policy_string(json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    return [finding.issue for finding in policy.findings]


seen = [issues("192.0.2.0/24"), issues("2001:db8::/32"), issues("192.0.2.0/24", "2001:db8::/32")]
print("IPv4:", seen[0], "| IPv6:", seen[1], "| both:", seen[2])
assert seen == [[], ["MISMATCHED_TYPE"], ["MISMATCHED_TYPE"]], seen
PYTHON
