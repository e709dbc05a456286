#!/usr/bin/env bash
# py-d2 1.0.1: names are written into D2 text as they are: a shape named "orders.db" becomes a shape "db" in a container "orders", a label is cut at its semicolon.
# D2's documentation: a dot stands between a container and what it holds, a semicolon between statements; text with such characters is to be quoted.
# Seen: the text has no quotes around the name or the label.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'py-d2==1.0.1'
"$folder/venv/bin/python" - <<'PYTHON'
from py_d2 import D2Connection, D2Diagram, D2Shape

diagram = D2Diagram(
    shapes=[D2Shape(name="orders.db", label="10.0.1.4; writer"), D2Shape(name="web")],
    connections=[D2Connection("web", "orders.db")],
)
seen = str(diagram).splitlines()
print(*seen, sep="\n")
assert seen == ["orders.db: 10.0.1.4; writer", "web", "web -> orders.db"], seen
PYTHON
