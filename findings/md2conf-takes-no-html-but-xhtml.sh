#!/usr/bin/env bash
# markdown-to-confluence (md2conf) 0.6.5: valid Markdown with an HTML element that has no end tag ends the conversion of the page with an XML error: a <br> in a table's cell, which is the way to two lines there
# (two CIDR blocks of a subnet), or an <img> with a width. The page's own `![…](…)` and <br/> pass, so pages that other renderers show are refused one by one.
# CommonMark, "Raw HTML": an open tag needs no "/".
# Seen: "Opening and ending tag mismatch: br and td" and "img and p"; <br/> passes.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'markdown-to-confluence==0.6.5'
"$folder/venv/bin/python" - <<'PYTHON'
from md2conf.csf import elements_from_strings
from md2conf.markdown import markdown_to_html

row = "| subnet | CIDR |\n|---|---|\n| app | 10.0.0.0/24{}2001:db8::/64 |\n"
seen = {}
for name, text in {"br": row.format("<br>"), "img": '<img src="network.svg" width="600">', "br/": row.format("<br/>"), "image": "![network](network.svg)"}.items():
    try:
        elements_from_strings([markdown_to_html(text)])
        seen[name] = "passes"
    except Exception as error:
        seen[name] = str(error).splitlines()[0]
    print(f"{name}: {seen[name]}")
assert "br and td" in seen["br"] and "img and p" in seen["img"], seen
assert seen["br/"] == seen["image"] == "passes", seen
PYTHON
