#!/usr/bin/env bash
# ipcalc 1.99.0 (PyPI): `network in other` looks at the first address of `network` only. A /16 is "in" its own first /24, and of two ranges each is in the other; a test of whether a subnet lies in its
# VPC takes a subnet that is larger than the VPC. The ipaddress module's subnet_of says no.
# (It imports six, which it does not require.)
# Seen: 10.0.0.0/16 in 10.0.0.0/24 is True, 10.0.1.0/24 in 10.0.0.0/24 is False.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'ipcalc==1.99.0' 'six==1.17.0'
cat > "$folder/within.py" <<'PYTHON'
from ipaddress import ip_network

from ipcalc import Network

pairs = [("10.0.0.0/24", "10.0.0.0/16"), ("10.0.0.0/16", "10.0.0.0/24"), ("10.0.1.0/24", "10.0.0.0/24"), ("2001:db8::/32", "2001:db8::/64")]
seen = [Network(inner) in Network(outer) for inner, outer in pairs]
right = [ip_network(inner).subnet_of(ip_network(outer)) for inner, outer in pairs]
for (inner, outer), ipcalc, ipaddress in zip(pairs, seen, right):
    print(f"{inner} in {outer}: ipcalc {ipcalc}, ipaddress {ipaddress}")
assert seen == [True, True, False, True], seen
assert right == [True, False, False, False], right
PYTHON
"$folder/venv/bin/python" "$folder/within.py"
