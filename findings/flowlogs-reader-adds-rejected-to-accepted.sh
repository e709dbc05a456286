#!/usr/bin/env bash
# flowlogs-reader 5.0.1: its aggregation of VPC flow log records goes by addresses, ports and protocol, and not by action. What a security group rejected is added to what it accepted of the same flow,
# and the sum has no action any more.
# Seen: 10 packets accepted and 5 rejected are one record of 15 without an action.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'flowlogs-reader==5.0.1'
"$folder/venv/bin/python" - <<'PYTHON'
from flowlogs_reader import FlowRecord
from flowlogs_reader.aggregation import aggregated_records

FIELDS = "version account_id interface_id srcaddr dstaddr srcport dstport protocol packets bytes start end action log_status".split()
LINES = (
    "2 123456789012 eni-0123456789abcdef0 10.0.0.5 10.0.1.9 49152 443 6 10 1000 1600000000 1600000060 ACCEPT OK",
    "2 123456789012 eni-0123456789abcdef0 10.0.0.5 10.0.1.9 49152 443 6 5 500 1600000060 1600000120 REJECT OK",
)
records = [FlowRecord(dict(zip(FIELDS, line.split()))) for line in LINES]
print("records:", [(record.packets, record.action) for record in records])
sums = list(aggregated_records(records))
print("aggregated:", [(one["packets"], one.get("action")) for one in sums])
assert [(one["packets"], one.get("action")) for one in sums] == [(15, None)], sums
PYTHON
