#!/usr/bin/env bash
# fpdf2 2.8.9: an SVG of width="96" is placed 96 pt wide, one of width="96px" 72 pt.
# SVG 2 (Units): a length without a unit is in user units, and one px is one user unit; 96 px are one inch, 72 pt.
# Seen: pdf.image() of the same picture is a third larger where the unit is left out, as most programs that write SVG do.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'fpdf2==2.8.9'
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import fpdf

pdf = fpdf.FPDF(unit="pt")
pdf.add_page()
seen = {}
for unit in ("", "px"):
    name = f"box{unit}.svg"
    with open(name, "w") as file:
        file.write(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="96{unit}" height="48{unit}" viewBox="0 0 96 48">'
            '<rect width="96" height="48"/></svg>'
        )
    seen["96" + unit] = round(pdf.image(name).rendered_width)
print("width in pt by the width that the SVG tells:", seen)
assert seen == {"96": 96, "96px": 72}, seen
PYTHON
