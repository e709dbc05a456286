#!/usr/bin/env bash
# N2G 0.3.3: from a draw.io file it takes cells that stand in <object>, and bare ones, but not those in <UserObject>, the other element that draw.io writes around a cell with data or a link.
# They are neither nodes nor edges to it: add_node() of such an id adds a second cell of the same id, where it should find the first.
# Seen: of the same file with <object> two nodes and an edge, with <UserObject> none.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'n2g==0.3.3'
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
from N2G import drawio_diagram

FILE = '''<mxfile host="app.diagrams.net"><diagram id="page" name="Network"><mxGraphModel><root>
<mxCell id="0"/><mxCell id="1" parent="0"/>
<{0} id="web" label="web" owner="team"><mxCell style="html=1;" vertex="1" parent="1"><mxGeometry x="20" y="40" width="120" height="60" as="geometry"/></mxCell></{0}>
<{0} id="database" label="database" owner="team"><mxCell style="html=1;" vertex="1" parent="1"><mxGeometry x="220" y="40" width="120" height="60" as="geometry"/></mxCell></{0}>
<{0} id="flow" label="5432" owner="team"><mxCell style="html=1;" edge="1" parent="1" source="web" target="database"><mxGeometry relative="1" as="geometry"/></mxCell></{0}>
</root></mxGraphModel></diagram></mxfile>'''
seen = {}
for element in ("object", "UserObject"):
    with open("network.drawio", "w") as file:
        file.write(FILE.format(element))
    diagram = drawio_diagram()
    diagram.from_file("network.drawio")
    seen[element] = (sorted(diagram.nodes_ids["page"]), sorted(diagram.edges_ids["page"]))
    diagram.add_node(id="web", label="web")
    twice = diagram.dump_xml().count('id="web"')
    print(element, "- nodes, edges:", *seen[element], "- cells with the id of the node that is added again:", twice)
    seen[element] += (twice,)
assert seen == {"object": (["database", "web"], ["flow"], 1), "UserObject": ([], [], 2)}, seen
PYTHON
