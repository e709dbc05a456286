#!/usr/bin/env bash
# N2G 0.3.3: a node of a draw.io diagram whose label has an ampersand is refused as ill-formed XML; with yEd's format of the same library the same label works.
# draw.io's file format is XML, where a label is an attribute; descriptions of VPCs and subnets often have an ampersand ("R & D").
# Seen: drawio_diagram.add_node() raises xml.etree.ElementTree.ParseError, yed_diagram.add_node() nothing.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'N2G==0.3.3'
"$folder/venv/bin/python" - <<'PYTHON'
import xml.etree.ElementTree as ElementTree

import N2G


def raised(add):
    try:
        add()
    except ElementTree.ParseError as error:
        return type(error).__name__
    return "nothing"


drawio = N2G.drawio_diagram()
drawio.add_diagram("network")
yed = N2G.yed_diagram()
seen = {
    "draw.io": raised(lambda: drawio.add_node(id="vpc", label="R & D")),
    "yEd": raised(lambda: yed.add_node(id="vpc", label="R & D")),
}
print("raised for the label 'R & D':", seen)
assert seen == {"draw.io": "ParseError", "yEd": "nothing"}, seen
PYTHON
