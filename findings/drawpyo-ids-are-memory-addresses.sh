#!/usr/bin/env bash
# drawpyo 0.2.5: the id of a draw.io cell is the memory address of its Python object, and the file tells the time of its making: no two runs give the same file.
# draw.io keeps ids when a file is edited, and links to cells and pages go by them (data:page/id,...), so links die with each redraw, and files under version control change whole.
# Seen: of two runs of one script no cell's id but the two roots' is the same.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'drawpyo==0.2.5'
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import re
import subprocess
import sys

script = """
import sys
import drawpyo
padding = [object() for _ in range(int(sys.argv[1]))]
file = drawpyo.File()
file.file_path, file.file_name = ".", sys.argv[2]
page = drawpyo.Page(file=file)
front = drawpyo.diagram.Object(page=page, value="front")
back = drawpyo.diagram.Object(page=page, value="back")
drawpyo.diagram.Edge(page=page, source=front, target=back)
file.write()
"""
ids = []
for run in range(2):
    subprocess.run([sys.executable, "-c", script, str(run * 100_000), f"{run}.drawio"], check=True, capture_output=True)
    with open(f"{run}.drawio") as file:
        ids.append(set(re.findall(r'<mxCell id="([^"]+)"', file.read())))
print("ids of two runs:", *map(sorted, ids))
assert ids[0] & ids[1] == {"0", "1"} and all(len(found) == 5 for found in ids), ids
PYTHON
