"""Small plans and states, written here in the form of `terraform show -json`."""

import json
import re
from pathlib import Path
from typing import Any

CANARY = "CANARY-hunter2"


def refs(*names: str) -> dict[str, Any]:
    """An expression of references, as Terraform lists them."""
    return {"references": list(names)}


def of(name: str) -> dict[str, Any]:
    """The expression `NAME.id`."""
    return refs(f"{name}.id", name)


def const(value: Any) -> dict[str, Any]:
    return {"constant_value": value}


def resource(address: str, values: dict[str, Any], sensitive: Any = None) -> dict[str, Any]:
    """A resource of `planned_values`; what is not known is not in its values."""
    local = re.sub(r"^(module\.\w+(\[[^]]*\])?\.)+", "", address)
    data = local.startswith("data.")
    kind, name = local.removeprefix("data.").split("[")[0].split(".")
    made: dict[str, Any] = {
        "address": address,
        "mode": "data" if data else "managed",
        "type": kind,
        "name": name,
        "values": values,
        "sensitive_values": sensitive or {},
    }
    if address.endswith("]"):
        key = address[address.rindex("[") + 1 : -1]
        made["index"] = key[1:-1] if key.startswith('"') else int(key)
    return made


def config(address: str, expressions: dict[str, Any], *each: str) -> dict[str, Any]:
    """A resource of the configuration."""
    data = address.startswith("data.")
    kind, name = address.removeprefix("data.").split(".")
    made = {
        "address": address,
        "mode": "data" if data else "managed",
        "type": kind,
        "name": name,
        "provider_config_key": "aws",
        "expressions": expressions,
    }
    return {**made, "for_each_expression": refs(*each)} if each else made


def plan(
    resources: list[dict[str, Any]],
    configuration: list[dict[str, Any]],
    prior: list[dict[str, Any]] = (),  # type: ignore[assignment]
    modules: dict[str, Any] | None = None,
    calls: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """A plan; `modules` are the resources of child modules by address, `calls` their configuration by name."""
    children = [{"address": address, "resources": found} for address, found in (modules or {}).items()]
    return {
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "variables": {"password": {"value": CANARY}},
        "planned_values": {
            "outputs": {"secret": {"sensitive": True, "value": CANARY}},
            "root_module": {"resources": resources, "child_modules": children},
        },
        "resource_changes": [],
        "prior_state": {"format_version": "1.0", "values": {"root_module": {"resources": list(prior)}}},
        "configuration": {
            "provider_config": {
                "aws": {"name": "aws", "expressions": {"region": const("eu-west-1"), "secret_key": const(CANARY)}},
            },
            "root_module": {"resources": configuration, "module_calls": calls or {}},
        },
    }


def state(resources: list[dict[str, Any]]) -> dict[str, Any]:
    return {"format_version": "1.0", "terraform_version": "1.11.4", "values": {"root_module": {"resources": resources}}}


def two_vpcs() -> dict[str, Any]:
    """Two VPCs by for_each, whose subnets, groups, tables and instances name them by a value that no plan tells."""
    vpcs = {"red": 1, "blue": 2}
    subnets = {f"{vpc}-{n}": (vpc, n) for vpc in vpcs for n in (1, 2)}
    made = [resource(f'aws_vpc.net["{key}"]', {"cidr_block": f"10.{n}.0.0/16", "tags": {"Name": key}}) for key, n in vpcs.items()]
    made += [resource(f'aws_security_group.app["{key}"]', {"name": "app", "tags": None}) for key in vpcs]
    made += [resource(f'aws_route_table.t["{key}"]', {"tags": {"Name": key}}) for key in vpcs]
    made += [resource(f'aws_internet_gateway.out["{key}"]', {"tags": None}) for key in vpcs]
    made += [resource(f'aws_route.out["{key}"]', {"destination_cidr_block": "0.0.0.0/0"}) for key in vpcs]
    for key, (vpc, n) in subnets.items():
        cidr = f"10.{vpcs[vpc]}.{n}.0/24"
        made.append(resource(f'aws_subnet.s["{key}"]', {"cidr_block": cidr, "availability_zone": f"eu-west-1{'ab'[n - 1]}"}))
        made.append(resource(f'aws_route_table_association.a["{key}"]', {"gateway_id": None}))
        values = {
            "instance_type": "m7g.large",
            "private_ip": f"10.{vpcs[vpc]}.{n}.20",
            "tags": {"Name": f"{key}-host"},
            "user_data": CANARY,
        }
        made.append(resource(f'aws_instance.i["{key}"]', values, {"user_data": True}))
    by_key = ("each.key",)
    by_value = ("each.value.vpc", "each.value")
    configuration = [
        config("aws_vpc.net", {"cidr_block": refs("each.value")}, "local.vpcs"),
        config("aws_security_group.app", {"vpc_id": refs("aws_vpc.net", *by_key)}, "local.vpcs"),
        config("aws_route_table.t", {"vpc_id": refs("aws_vpc.net", *by_key)}, "local.vpcs"),
        config("aws_internet_gateway.out", {"vpc_id": refs("each.value.id", "each.value")}, "aws_vpc.net"),
        config(
            "aws_route.out",
            {"route_table_id": refs("aws_route_table.t", *by_key), "gateway_id": refs("aws_internet_gateway.out", *by_key)},
            "local.vpcs",
        ),
        config("aws_subnet.s", {"vpc_id": refs("aws_vpc.net", *by_value)}, "local.subnets"),
        config(
            "aws_route_table_association.a",
            {"subnet_id": refs("aws_subnet.s", *by_key), "route_table_id": refs("aws_route_table.t", *by_value)},
            "local.subnets",
        ),
        config(
            "aws_instance.i",
            {"subnet_id": refs("aws_subnet.s", *by_key), "vpc_security_group_ids": refs("aws_security_group.app", *by_value)},
            "local.subnets",
        ),
    ]
    return plan(made, configuration)


def written(tmp_path: Path, document: Any, name: str = "plan.json") -> str:
    """The name of a file with a document."""
    file = tmp_path / name
    file.write_text(json.dumps(document))
    return str(file)
