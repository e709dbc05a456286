#!/usr/bin/env bash
# fpdf2 2.8.9: an SVG whose text has an ellipsis cannot be placed with the core fonts: a bare KeyError, not the FPDFUnicodeEncodingException of other texts.
# The ellipsis is in Windows-1252, which PDF's core fonts have (PDF 1.7, WinAnsiEncoding); network pictures shorten long names with it.
# Seen: pdf.image() raises KeyError '…'; pdf.cell() with the same text raises FPDFUnicodeEncodingException.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'fpdf2==2.8.9'
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import fpdf
from fpdf.errors import FPDFUnicodeEncodingException

text = "orders-database-of-the-sh…"
with open("name.svg", "w", encoding="utf-8") as file:
    file.write(
        '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40" viewBox="0 0 200 40">'
        f'<text x="10" y="25" font-size="12">{text}</text></svg>'
    )


def raised(place):
    pdf = fpdf.FPDF()
    pdf.add_page()
    pdf.set_font("Helvetica", size=12)
    try:
        place(pdf)
    except (KeyError, FPDFUnicodeEncodingException) as error:
        return type(error).__name__
    return "nothing"


seen = raised(lambda pdf: pdf.image("name.svg")), raised(lambda pdf: pdf.cell(text=text))
print("raised by image(), by cell():", seen)
assert seen == ("KeyError", "FPDFUnicodeEncodingException"), seen
PYTHON
