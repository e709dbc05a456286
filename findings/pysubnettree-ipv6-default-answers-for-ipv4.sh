#!/usr/bin/env bash
# pysubnettree 0.38.1 (Zeek's): IPv4 prefixes are kept below ::ffff:0:0/96. A tree with a route to ::/0 and none to 0.0.0.0/0 says that it holds every IPv4 address, and answers it with the IPv6 route.
# Seen: 192.0.2.1 is in such a tree; without ::/0 it raises KeyError, as it should in both.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'pysubnettree==0.38.1'
"$folder/venv/bin/python" - <<'PYTHON'
import SubnetTree

seen = []
for routes in ({"10.0.0.0/16": "local"}, {"10.0.0.0/16": "local", "::/0": "egress-only internet gateway"}):
    tree = SubnetTree.SubnetTree()
    for prefix, target in routes.items():
        tree[prefix] = target
    try:
        seen.append(tree["192.0.2.1"])
    except KeyError:
        seen.append("no route")
    print("routes to", ", ".join(routes), "- 192.0.2.1:", seen[-1], "- in the tree:", "192.0.2.1" in tree)
assert seen == ["no route", "egress-only internet gateway"], seen
PYTHON
