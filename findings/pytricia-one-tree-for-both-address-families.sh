#!/usr/bin/env bash
# PyTricia 1.3.0: a tree of 128 bits takes IPv4 prefixes as the first bits of IPv6 ones. 10.0.0.0/8 is one entry with a00::/8, so a00::1 is answered with what was entered for 10.0.0.0/8, and an IPv4 address that no
# IPv4 prefix holds is answered by ::/0. A table that holds an IPv4 and an IPv6 default route of a subnet answers both families with whichever was entered last.
# Seen: one entry of the two, and the answers below.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'pytricia==1.3.0'
"$folder/venv/bin/python" - <<'PYTHON'
import pytricia

tree = pytricia.PyTricia(128)
tree["10.0.0.0/8"] = "local, IPv4"
seen = [tree.get("a00::1")]
tree["::/0"] = "egress-only internet gateway"
seen.append(tree.get("192.0.2.1"))
tree["0.0.0.0/0"] = "NAT gateway"
seen += [tree.get("2001:db8::1"), tree.get("192.0.2.1"), len(tree)]
print("a00::1, entered was 10.0.0.0/8 only:", seen[0])
print("192.0.2.1, entered was ::/0, no IPv4 default:", seen[1])
print("2001:db8::1 and 192.0.2.1 after 0.0.0.0/0 was entered:", *seen[2:4], sep=" | ")
print("entries of the three:", seen[4])
assert seen == ["local, IPv4", "egress-only internet gateway", "NAT gateway", "NAT gateway", 2], seen
PYTHON
