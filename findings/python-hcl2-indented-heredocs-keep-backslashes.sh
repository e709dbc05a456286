#!/usr/bin/env bash
# python-hcl2 8.1.4, asked for plain values (strip_string_quotes, preserve_heredocs=False): the policy of a VPC endpoint in a heredoc is JSON, the same policy in an indented heredoc (<<-), the usual form inside
# of a resource, has a backslash before each quote, and is JSON no more. Both lose the last line's end, which Terraform keeps.
# Terraform's page "Strings and Templates": both forms give the text as it stands, the indented one without the indentation.
# Seen: one policy parses, the other has \" and does not.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'python-hcl2==8.1.4'
cat > "$folder/main.tf" <<'HCL'
resource "aws_vpc_endpoint" "plain" {
  policy = <<POLICY
{"Statement": []}
POLICY
}

resource "aws_vpc_endpoint" "indented" {
  policy = <<-POLICY
    {"Statement": []}
  POLICY
}
HCL
"$folder/venv/bin/python" - "$folder/main.tf" <<'PYTHON'
import json
import sys

import hcl2

options = hcl2.SerializationOptions(strip_string_quotes=True, preserve_heredocs=False)
with open(sys.argv[1]) as file:
    resources = hcl2.load(file, serialization_options=options)["resource"]
policies = {name: body["policy"] for resource in resources for name, body in resource["aws_vpc_endpoint"].items()}
for name, policy in policies.items():
    print(f"{name}: {policy!r}")
assert json.loads(policies["plain"]) == {"Statement": []}
assert policies["indented"] == r'{\"Statement\": []}', policies
PYTHON
