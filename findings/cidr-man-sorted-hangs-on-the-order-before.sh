#!/usr/bin/env bash
# CIDR-Man 1.5.4, written to replace the standard library's ipaddress: a < b is "a contains b", so two subnets beside each other are neither less nor more, and sorted() leaves a VPC's subnets in the order
# in which they came: an inventory that is sorted to be the same each time is not, and no error says so.
# Python's ipaddress: networks sort by address, then by length.
# Seen: three subnets from two orders stay in these two orders.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'cidr-man==1.5.4'
"$folder/venv/bin/python" - <<'PYTHON'
from cidr_man import CIDR

subnets = ["10.0.2.0/24", "10.0.0.0/24", "10.0.1.0/24"]
seen = [[str(subnet) for subnet in sorted(map(CIDR, order))] for order in (subnets, subnets[::-1])]
for order in seen:
    print("sorted:", order)
assert seen == [subnets, subnets[::-1]], seen
PYTHON
