#!/usr/bin/env bash
# PyMuPDF 2.0 (MuPDF) draws nothing of an SVG that stands inside of <a>, and says nothing: a diagram whose boxes are links comes out as its background. SVG 2, "Links": an a element is a container whose
# content is drawn as a group's is.
# Seen: the same rectangle is drawn in <g>, and not in <a href="https://…">.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'PyMuPDF==2.0'
cat > "$folder/links.py" <<'PYTHON'
import pymupdf

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40" viewBox="0 0 40 40">'
BOX = '<rect x="0" y="0" width="40" height="40" fill="#8C4FFF"/>'
seen = {}
for name, inside in {"g": f"<g>{BOX}</g>", "a": f'<a href="https://example.com/">{BOX}</a>'}.items():
    page = pymupdf.open(stream=f"{HEAD}{inside}</svg>\n".encode(), filetype="svg")[0]
    seen[name] = page.get_pixmap().pixel(20, 20)
print(pymupdf.VersionBind, seen)
assert seen == {"g": (140, 79, 255), "a": (255, 255, 255)}, seen
PYTHON
"$folder/venv/bin/python" "$folder/links.py"
