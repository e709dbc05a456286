#!/usr/bin/env bash
# rdk 1.0.0 (AWS Config's Rule Development Kit): two of its example configuration items, the network interface's among them, are no JSON.
# The kit's README (sample-ci): it shows an example item of a type; the files are what it shows, in rdk/template/example_ci.
# Seen: json.loads refuses AWS_EC2_NetworkInterface.json (a comma is missing) and AWS_SSM_ManagedInstanceInventory_Linux.json (a line break in a text).
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check --no-deps 'rdk==1.0.0'
"$folder/venv/bin/python" - <<'PYTHON'
import json
import sysconfig
from pathlib import Path

examples = sorted(Path(sysconfig.get_path("purelib"), "rdk", "template", "example_ci").glob("*.json"))
seen = {}
for example in examples:
    try:
        json.loads(example.read_text("utf-8"))
    except json.JSONDecodeError as error:
        seen[example.name] = error.msg
print(f"of {len(examples)} examples these are no JSON: {seen}")
assert seen == {
    "AWS_EC2_NetworkInterface.json": "Expecting ',' delimiter",
    "AWS_SSM_ManagedInstanceInventory_Linux.json": "Invalid control character at",
}, seen
PYTHON
