#!/usr/bin/env bash
# drawio-digest 0.1.0: shapes and connectors that have data (draw.io: Edit Data; the cell then stands in an <object> that has its id and label) are not seen at all.
# A shape with a property is lost without a word; its connectors are told as dropped ones between untitled shapes.
# Seen: of two shapes and a connector with data no node and no edge is left; of the same without data two nodes and one edge.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'drawio-digest==0.1.0'
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import json
import subprocess

SHAPE = '<mxCell {id} style="rounded=0;html=1;" vertex="1" parent="1"><mxGeometry x="{x}" y="40" width="120" height="60" as="geometry"/></mxCell>'
EDGE = '<mxCell {id} style="endArrow=block;html=1;" edge="1" parent="1" source="web" target="database"><mxGeometry relative="1" as="geometry"/></mxCell>'
CELLS = (("web", SHAPE.replace("{x}", "20")), ("database", SHAPE.replace("{x}", "220")), ("flow", EDGE))


def page(cells):
    return f'''<mxfile host="app.diagrams.net"><diagram id="page" name="Network"><mxGraphModel><root>
<mxCell id="0"/><mxCell id="1" parent="0"/>{"".join(cells)}</root></mxGraphModel></diagram></mxfile>'''


files = {
    "plain": page(cell.replace("{id}", f'id="{name}" value="{name}"') for name, cell in CELLS),
    "data": page(f'<object id="{name}" label="{name}" owner="team">{cell.replace("{id} ", "")}</object>' for name, cell in CELLS),
}
seen = {}
for name, text in files.items():
    with open(f"{name}.drawio", "w") as file:
        file.write(text)
    done = subprocess.run(["venv/bin/drawio-digest", "--stdout", "-f", "json", f"{name}.drawio"], check=True, capture_output=True, text=True)
    found = json.loads(done.stdout)["pages"][0]
    seen[name] = (len(found["nodes"]), len(found["edges"]), found["dropped"])
    print(name, "- nodes, edges, dropped:", *seen[name])
assert seen["plain"][:2] == (2, 1) and seen["data"][:2] == (0, 0), seen
PYTHON
