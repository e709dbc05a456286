#!/usr/bin/env bash
# svglib 2.3.2: the attribute `opacity` does nothing, on a group as on a shape; only `fill-opacity` and `stroke-opacity` are read. Whatever a diagram dims as a layer is drawn in full,
# over or under what it was dimmed for, and no warning says so.
# SVG 1.1, "Clipping, Masking and Compositing": `opacity` applies to the group, or to the shape, as a whole.
# Seen: of three black squares at 20 % only the one with `fill-opacity` is at 20 %.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'svglib==2.3.2' 'reportlab==5.1.0'
cat > "$folder/dimmed.svg" <<'SVG'
<svg xmlns="http://www.w3.org/2000/svg" width="150" height="50">
<g opacity="0.2"><rect width="40" height="40"/></g>
<rect x="50" width="40" height="40" opacity="0.2"/>
<rect x="100" width="40" height="40" fill-opacity="0.2"/>
</svg>
SVG
"$folder/venv/bin/python" - "$folder/dimmed.svg" <<'PYTHON'
import sys

from reportlab.graphics import shapes
from svglib.svglib import svg2rlg


def squares(node):
    if isinstance(node, shapes.Rect):
        yield node
    for child in getattr(node, "contents", ()):
        yield from squares(child)


seen = {square.x: round(square.fillOpacity * square.fillColor.alpha, 2) if square.fillColor.alpha == 1 else square.fillColor.alpha for square in squares(svg2rlg(sys.argv[1]))}
print("x of the square: opacity that is drawn", seen)
assert seen == {0: 1, 50: 1, 100: 0.2}, seen
PYTHON
