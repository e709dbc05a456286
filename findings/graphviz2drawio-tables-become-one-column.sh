#!/usr/bin/env bash
# graphviz2drawio 1.2.0: the cells of a table (an HTML-like label, which DOT files of networks use for route tables) become lines of one text, one below the other. Rows are gone: which target a destination has is not
# told. The node's URL is gone too, though draw.io's cells have links.
# Graphviz ("Node Shapes", HTML-like labels): TR is a row, TD a cell in it. draw.io's labels are HTML, where tables are drawn.
# Seen: no table and no row in the label, four lines for two rows of two cells; the URL nowhere in the file.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'graphviz2drawio==1.2.0'
cat > "$folder/routes.dot" <<'DOT'
digraph {
  routes [shape=plaintext, URL="https://wiki.example/rtb-main", label=<
    <table><tr><td>10.0.0.0/16</td><td>local</td></tr><tr><td>0.0.0.0/0</td><td>igw-1</td></tr></table>>]
}
DOT
"$folder/venv/bin/graphviz2drawio" "$folder/routes.dot" -o "$folder/routes.drawio" >/dev/null 2>&1
python3 - "$folder/routes.drawio" <<'PYTHON'
import re
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

text = Path(sys.argv[1]).read_text(encoding="utf-8")
(label,) = [cell.get("value") for cell in ET.fromstring(text).iter("mxCell") if cell.get("value")]
lines = [re.sub("<[^>]*>", "", line) for line in re.split("<hr[^>]*>", label)]
print("label:", label)
print("lines:", lines, "| tables:", label.count("<table"), "| rows:", label.count("<tr"), "| links:", text.count("wiki.example"))
assert lines == ["10.0.0.0/16", "local", "0.0.0.0/0", "igw-1"], lines
assert "<t" not in label and "wiki.example" not in text, text
PYTHON
