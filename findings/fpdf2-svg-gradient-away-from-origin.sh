#!/usr/bin/env bash
# fpdf2 2.8.9: a linear gradient of an SVG that is drawn away from the page's left edge is one colour: its last one.
# SVG 1.1 (13.2, Gradients; objectBoundingBox units): a gradient goes with its shape wherever that is put.
# Seen: red to blue, drawn at x = 0 pt, is red at its left and blue at its right; drawn at x = 100 pt it is blue all over.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'fpdf2==2.8.9' 'pypdfium2==5.4.0'
"$folder/venv/bin/python" - <<'PYTHON'
import fpdf
import pypdfium2
from fpdf.svg import SVGObject

SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20" viewBox="0 0 60 20"><defs><linearGradient id="g" x1="0" x2="1">'
    '<stop offset="0" stop-color="#ff0000"/><stop offset="1" stop-color="#0000ff"/></linearGradient></defs>'
    '<rect width="60" height="20" fill="url(#g)"/></svg>'
)


def ends(x):
    pdf = fpdf.FPDF(unit="pt", format=(300, 40))
    pdf.add_page()
    SVGObject(SVG).draw_to_page(pdf, x, 0)
    page = pypdfium2.PdfDocument(bytes(pdf.output()))[0].render(scale=4).to_pil().convert("RGB")
    drawn = [at for at in range(page.width) if page.getpixel((at, 8)) != (255, 255, 255)]
    return [page.getpixel((at, 8)) for at in (drawn[4], drawn[-5])]


def named(colour):
    return "red" if colour[0] > 200 and colour[2] < 60 else "blue" if colour[2] > 200 and colour[0] < 60 else str(colour)


seen = {x: [named(colour) for colour in ends(x)] for x in (0, 100)}
print("left and right end, drawn at 0 pt and at 100 pt:", seen)
assert seen == {0: ["red", "blue"], 100: ["blue", "blue"]}, seen
PYTHON
