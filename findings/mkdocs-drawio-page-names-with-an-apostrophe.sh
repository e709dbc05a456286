#!/usr/bin/env bash
# mkdocs-drawio 1.16.3: the page of a draw.io file that the image's text names is looked for with that text inside an XPath literal. A name with an apostrophe, as a VPC's may have, ends in an error in the log;
# mkdocs exits with 0, and where the diagram should be stands an empty one, not the first page as for other names that are not found.
# Seen: "Data" found alone, "Nobody" falls back to the whole file, "Ann's VPC" has no XML at all.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'mkdocs==1.6.1' 'mkdocs-drawio==1.16.3'
mkdir "$folder/docs"
cd "$folder"
printf 'site_name: Networks\nplugins: [drawio]\n' > mkdocs.yml
cat > docs/network.drawio <<'DRAWIO'
<mxfile host="app.diagrams.net"><diagram id="first" name="Data"><mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/></root></mxGraphModel></diagram>
<diagram id="second" name="Ann's VPC"><mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/></root></mxGraphModel></diagram></mxfile>
DRAWIO
printf "![Data](network.drawio)\n\n![Nobody](network.drawio)\n\n![Ann's VPC](network.drawio)\n" > docs/index.md
status=0
venv/bin/mkdocs build > said 2>&1 || status=$?
echo "mkdocs: exit $status"
grep -E 'Error: Could not parse|Warning: Found' said | sed "s/on path '[^']*'/on path '…'/"
venv/bin/python - "$status" <<'PYTHON'
import json
import sys

from bs4 import BeautifulSoup

with open("site/index.html") as file:
    page = BeautifulSoup(file.read(), "html.parser")
seen = [json.loads(diagram["data-mxgraph"])["xml"].count("<diagram") for diagram in page.select(".mxgraph")]
print("pages in the XML of each:", seen)
assert (seen, sys.argv[1]) == ([1, 2, 0], "0"), (seen, sys.argv[1])
PYTHON
