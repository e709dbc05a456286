#!/usr/bin/env bash
# CIDR-Man 1.5.4, written to replace the standard library's ipaddress: two networks of different families cannot be compared, not even by ==, and 0.0.0.0/0 and ::/0 have the same hash. A dict or set of
# a dual-stack route table's destinations therefore works for every pair of routes but the two defaults, which nearly every such table has: then it raises "ip version mismatch".
# Python's ipaddress: networks of two families are unequal.
# Seen: a dict of 10.0.0.0/16 and 2001:db8::/56 holds both; one of 0.0.0.0/0 and ::/0 raises ValueError.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'cidr-man==1.5.4'
"$folder/venv/bin/python" - <<'PYTHON'
from cidr_man import CIDR

seen = {}
for destinations in (("10.0.0.0/16", "2001:db8::/56"), ("0.0.0.0/0", "::/0")):
    try:
        seen[destinations] = len({CIDR(destination): "target" for destination in destinations})
    except ValueError as error:
        seen[destinations] = str(error)
    print(destinations, "->", seen[destinations])
assert list(seen.values()) == [2, "ip version mismatch"], seen
PYTHON
