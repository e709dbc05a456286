#!/usr/bin/env bash
# nwdiag 3.0.0: an SVG holds the whole source of the diagram in its desc element, comments too.
# A picture that is published so tells what its author wrote beside the network, though nothing of it is drawn; screen readers read desc as the picture's description.
# Seen: the text of a comment stands in the SVG; a PNG of the same source does not hold it.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'nwdiag==3.0.0' 'Pillow<10' 'setuptools<80'
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import subprocess

source = """nwdiag {
  // moves to another provider in spring
  network front { address = "10.0.0.0/24"; web [address = "10.0.0.4"]; }
}
"""
with open("network.diag", "w") as file:
    file.write(source)
for kind in ("svg", "png"):
    subprocess.run(["venv/bin/nwdiag", "-T", kind, "-o", f"network.{kind}", "network.diag"], check=True)
seen = {}
for kind in ("svg", "png"):
    with open(f"network.{kind}", "rb") as file:
        seen[kind] = b"another provider" in file.read()
print("the comment is in the picture:", seen)
assert seen == {"svg": True, "png": False}, seen
PYTHON
