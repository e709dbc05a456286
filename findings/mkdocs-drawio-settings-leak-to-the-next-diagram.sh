#!/usr/bin/env bash
# mkdocs-drawio 1.16.3: what one diagram of a page is given is given to all that follow on that page. A `zoom` of the first (attr_list) is that of the second, which has none;
# and a diagram from a file that follows one from the web carries the other's address beside its own XML.
# Seen: the zoom alone at the first, then at both; the address of the second at the third.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'mkdocs==1.6.1' 'mkdocs-drawio==1.16.3'
mkdir "$folder/docs"
cd "$folder"
cat > mkdocs.yml <<'YAML'
site_name: Networks
plugins: [drawio]
markdown_extensions: [attr_list]
YAML
for name in hub spoke; do
  cat > "docs/$name.drawio" <<DRAWIO
<mxfile host="app.diagrams.net"><diagram id="page" name="Network"><mxGraphModel><root><mxCell id="0"/><mxCell id="1" parent="0"/>
<mxCell id="$name" value="$name" style="html=1;" vertex="1" parent="1"><mxGeometry x="20" y="40" width="120" height="60" as="geometry"/></mxCell></root></mxGraphModel></diagram></mxfile>
DRAWIO
done
cat > docs/index.md <<'MARKDOWN'
![](hub.drawio){zoom=2}

![](https://example.com/web.drawio)

![](spoke.drawio)
MARKDOWN
venv/bin/mkdocs --quiet build
venv/bin/python - <<'PYTHON'
import json

from bs4 import BeautifulSoup

with open("site/index.html") as file:
    page = BeautifulSoup(file.read(), "html.parser")
seen = []
for diagram in page.select(".mxgraph"):
    config = json.loads(diagram["data-mxgraph"])
    seen.append((config.get("zoom"), config.get("url"), "hub" in config.get("xml", ""), "spoke" in config.get("xml", "")))
    print("zoom", seen[-1][0], "- url", seen[-1][1], "- XML of hub", seen[-1][2], "- XML of spoke", seen[-1][3])
web = "https://example.com/web.drawio"
assert seen == [("2", None, True, False), ("2", web, True, False), ("2", web, False, True)], seen
PYTHON
