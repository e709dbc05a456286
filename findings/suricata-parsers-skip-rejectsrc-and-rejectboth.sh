#!/usr/bin/env bash
# suricataparser 1.0.0 and idstools 0.6.5 (parsers of Suricata rules, which the stateful rule groups of AWS Network Firewall are written in): a rule whose action is rejectsrc, rejectdst or rejectboth is no rule to
# them. A file of rules is read without it and without a word, so that a list of what a firewall stops lacks it.
# Suricata User Guide (Rules Format, "Action"): alert, pass, drop, reject, rejectsrc (the same as reject), rejectdst and rejectboth.
# Seen: one rule of the four of the file, by both.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'suricataparser==1.0.0' 'idstools==0.6.5'
cat > "$folder/firewall.rules" <<'RULES'
reject tcp $HOME_NET any -> $EXTERNAL_NET 23 (msg:"no telnet"; sid:1; rev:1;)
rejectsrc tcp $HOME_NET any -> $EXTERNAL_NET 22 (msg:"no ssh"; sid:2; rev:1;)
rejectdst tcp $EXTERNAL_NET any -> $HOME_NET 22 (msg:"no ssh from outside"; sid:3; rev:1;)
rejectboth tls $HOME_NET any -> $EXTERNAL_NET any (msg:"no tls but by the proxy"; sid:4; rev:1;)
RULES
"$folder/venv/bin/python" - "$folder/firewall.rules" <<'PYTHON'
import sys

import idstools.rule
import suricataparser

seen = {
    "suricataparser": [rule.sid for rule in suricataparser.parse_file(sys.argv[1])],
    "idstools": [rule.sid for rule in idstools.rule.parse_file(sys.argv[1])],
}
for name, rules in seen.items():
    print(f"{name}: rules read of 1, 2, 3, 4: {rules}")
assert seen == {"suricataparser": [1], "idstools": [1]}, seen
PYTHON
