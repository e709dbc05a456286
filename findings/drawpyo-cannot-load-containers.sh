#!/usr/bin/env bash
# drawpyo 0.2.5: load_diagram() raises AttributeError for every file in which a shape has container=1 in its style, which draw.io writes for each group, swimlane and AWS frame.
# drawpyo writes such shapes itself, but its property "container" has no setter that its own reader could use.
# Seen: AttributeError, and the same file without container=1 is loaded.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'drawpyo==0.2.5'
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
from drawpyo.drawio_import.drawio_parser import load_diagram

FILE = '''<mxfile host="app.diagrams.net"><diagram id="page" name="Network"><mxGraphModel><root>
<mxCell id="0"/><mxCell id="1" parent="0"/>
<mxCell id="vpc" value="VPC" style="swimlane;{}collapsible=0;html=1;" vertex="1" parent="1">
<mxGeometry x="40" y="40" width="400" height="300" as="geometry"/></mxCell>
</root></mxGraphModel></diagram></mxfile>'''
seen = {}
for style in ("", "container=1;"):
    with open("network.drawio", "w") as file:
        file.write(FILE.format(style))
    try:
        load_diagram("network.drawio")
        seen[style] = "loaded"
    except AttributeError as error:
        seen[style] = f"AttributeError: {error}"
    print(repr(style), seen[style])
assert seen[""] == "loaded" and "container" in seen["container=1;"], seen
PYTHON
