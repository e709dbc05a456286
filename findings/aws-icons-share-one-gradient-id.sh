#!/usr/bin/env bash
# AWS's architecture icons of 2021-07-30 (npm: aws-svg-icons 3.0.0-2021-07-30): every icon with a gradient calls it "linearGradient-1", in seven colourings, one a category.
# Ids are those of the whole document, so of two icons that are inlined in one page or one picture the second is painted in the first one's colours: a violet PrivateLink makes an orange EC2 violet.
# Seen: over a thousand files, one id, seven pairs of colours.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
npm install --silent --no-fund --no-audit --prefix "$folder" aws-svg-icons@3.0.0-2021-07-30 >"$folder/npm.log" 2>&1 || { cat "$folder/npm.log"; exit 2; }
python3 - "$folder/node_modules/aws-svg-icons/lib" <<'PYTHON'
import collections
import pathlib
import re
import sys

colours = collections.defaultdict(collections.Counter)
files = sorted(pathlib.Path(sys.argv[1]).rglob("*.svg"))
for file in files:
    for name, stops in re.findall(r'<linearGradient[^>]*\bid="([^"]+)"[^>]*>(.*?)</linearGradient>', file.read_text(), re.S):
        colours[name][" to ".join(re.findall(r"#[0-9A-F]{6}", stops))] += 1
print("files:", len(files))
for name, counted in colours.items():
    print(name, dict(counted))
assert set(colours) == {"linearGradient-1"} and len(colours["linearGradient-1"]) == 7, colours
assert sum(colours["linearGradient-1"].values()) > 1000
PYTHON
