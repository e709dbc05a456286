#!/usr/bin/env bash
# fpdf2 2.8.9: a CSS rule inside @media of an SVG is applied as if it stood outside: a picture with colours for dark viewers becomes dark on paper.
# CSS Conditional Rules: a rule inside @media counts only where the condition holds; a PDF page does not prefer dark colours.
# Seen: a box of #00FF00, with #000000 for dark viewers, is filled with 0 g (black).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'fpdf2==2.8.9'
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import re

import fpdf

with open("box.svg", "w") as file:
    file.write(
        '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="60" viewBox="0 0 100 60"><style>.box{fill:#00ff00}'
        "@media (prefers-color-scheme: dark){.box{fill:#000000}}</style>"
        '<rect class="box" width="100" height="60"/></svg>'
    )
pdf = fpdf.FPDF()
pdf.set_compression(False)
pdf.add_page()
pdf.image("box.svg")
seen = [words.strip() for words in re.findall(rb"[\d. ]+ (?:rg|g)\b", bytes(pdf.output()))]
print("fill colours in the page:", seen)
assert seen == [b"0 g"], seen
PYTHON
