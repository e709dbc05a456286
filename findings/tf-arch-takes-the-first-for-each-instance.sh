#!/usr/bin/env bash
# tf-arch-diagram-generator 1.2.1 (it needs Node.js 22): where a resource with for_each refers to another one by each.key, every instance is drawn in the other's first instance.
# Terraform's plan gives such a reference as "aws_subnet.app" and "each.key", and tells both keys in "index". Two instances in subnets of two zones are drawn in one subnet; the other is empty.
# Seen: aws_instance.web["b"] is told to be in aws_subnet.app["a"], with exit code 0 and no warning.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check 'tf-arch-diagram-generator==1.2.1'
cd "$folder"
npm install --silent --no-fund --no-audit --prefix "$folder" node@22.23.3 >"$folder/npm.log" 2>&1 || { cat "$folder/npm.log"; exit 2; }
export PATH="$folder/node_modules/node/bin:$PATH"
"$folder/venv/bin/python" - <<'PYTHON'
import json
import subprocess

BLOCKS = {"a": "10.0.0.0/24", "b": "10.0.1.0/24"}
PROVIDER = "registry.terraform.io/hashicorp/aws"


def created(kind, name, values, unknown, key=None):
    address = f"{kind}.{name}" + (f'["{key}"]' if key else "")
    made = {"address": address, "mode": "managed", "type": kind, "name": name, "provider_name": PROVIDER}
    if key:
        made["index"] = key
    change = {"actions": ["create"], "before": None, "after": values, "after_unknown": dict.fromkeys(unknown, True)}
    return made | {"change": change | {"before_sensitive": False, "after_sensitive": {}}}


def configured(kind, name, expressions, **more):
    given = {"address": f"{kind}.{name}", "mode": "managed", "type": kind, "name": name, "provider_config_key": "aws", "schema_version": 1}
    return given | {"expressions": expressions} | more


changes = [created("aws_vpc", "main", {"cidr_block": "10.0.0.0/16"}, ["id"])]
for key, block in BLOCKS.items():
    changes.append(created("aws_subnet", "app", {"cidr_block": block, "availability_zone": f"eu-west-1{key}"}, ["id", "vpc_id"], key))
    changes.append(created("aws_instance", "web", {"ami": "ami-0123456789abcdef0", "instance_type": "t3.small"}, ["id", "subnet_id"], key))
plan = {
    "format_version": "1.2",
    "terraform_version": "1.11.4",
    "planned_values": {
        "root_module": {
            "resources": [
                {name: value for name, value in change.items() if name != "change"}
                | {"schema_version": 1, "values": change["change"]["after"], "sensitive_values": {}}
                for change in changes
            ]
        }
    },
    "resource_changes": changes,
    "configuration": {
        "provider_config": {"aws": {"name": "aws", "full_name": PROVIDER}},
        "root_module": {
            "resources": [
                configured("aws_vpc", "main", {"cidr_block": {"constant_value": "10.0.0.0/16"}}),
                configured(
                    "aws_subnet",
                    "app",
                    {"cidr_block": {"references": ["each.value"]}, "vpc_id": {"references": ["aws_vpc.main.id", "aws_vpc.main"]}},
                    for_each_expression={"references": ["local.blocks"]},
                ),
                configured(
                    "aws_instance",
                    "web",
                    {"subnet_id": {"references": ["aws_subnet.app", "each.key"]}},
                    for_each_expression={"references": ["local.blocks"]},
                ),
            ]
        },
    },
}
with open("plan.json", "w") as file:
    json.dump(plan, file)
done = subprocess.run(["venv/bin/tf-arch", "inspect", "plan.json", "--json"], check=True, capture_output=True, text=True)
seen = {each["address"]: each["subnet"] for each in json.loads(done.stdout)["resources"] if each["type"] == "aws_instance"}
print("instance: subnet", seen, "- on standard error:", repr(done.stderr))
assert seen == {f'aws_instance.web["{key}"]': 'aws_subnet.app["a"]' for key in BLOCKS}, seen
PYTHON
