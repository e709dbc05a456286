"""Plans and states as sources of the commands: before and after, stdin, secrets, and files that are not what they should be."""

import io
import json
import random
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.terraform.plans import CANARY, config, const, of, plan, refs, resource, state, two_vpcs, written
from vpcviz.commands import run
from vpcviz.terraform.loading import after, before


def _opening() -> dict[str, Any]:
    """A plan over a host that exists: it gets an Elastic IP, a gateway, a route, and a rule that lets ssh in."""
    known = {"vpc_id": "vpc-1", "owner_id": "111122223333"}
    rule = {"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["0.0.0.0/0"]}
    group = {"id": "sg-1", "name": "app", "ingress": [], "egress": [], **known}
    host = {
        "id": "i-1",
        "subnet_id": "subnet-1",
        "private_ip": "10.0.1.5",
        "public_ip": "",
        "primary_network_interface_id": "eni-1",
        "vpc_security_group_ids": ["sg-1"],
        "tags": {"Name": "host"},
    }
    exists = [
        resource(
            "aws_vpc.v",
            {
                "id": "vpc-1",
                "cidr_block": "10.0.0.0/16",
                "default_network_acl_id": "acl-1",
                "main_route_table_id": "rtb-1",
                "default_security_group_id": "sg-0",
            },
        ),
        resource("aws_subnet.s", {"id": "subnet-1", "cidr_block": "10.0.1.0/24", "availability_zone": "eu-west-1a", **known}),
        resource("aws_instance.h", host),
    ]
    new = [
        resource("aws_security_group.g", {**group, "ingress": [rule]}),
        resource("aws_route_table.t", {"id": "rtb-2", "route": [{"cidr_block": "0.0.0.0/0", "nat_gateway_id": ""}], **known}),
        resource("aws_route_table_association.a", {"subnet_id": "subnet-1", "route_table_id": "rtb-2"}),
        resource("aws_internet_gateway.g", {"vpc_id": "vpc-1"}),
        resource("aws_eip.e", {"instance": "i-1"}),
    ]
    old = [
        resource("aws_security_group.g", group),
        resource("aws_route_table.t", {"id": "rtb-2", "route": [], **known}),
        resource("aws_route_table_association.a", {"subnet_id": "subnet-1", "route_table_id": "rtb-2"}),
    ]
    configuration = [
        config("aws_route_table.t", {"vpc_id": of("aws_vpc.v"), "route": of("aws_internet_gateway.g")}),
        config("aws_internet_gateway.g", {"vpc_id": of("aws_vpc.v")}),
        config("aws_eip.e", {"instance": of("aws_instance.h")}),
    ]
    return plan([*exists, *new], configuration, [*exists, *old])


def test_ssh_from_the_internet_is_open_after_and_was_not_before(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(tmp_path, _opening())
    assert run(["trace", file, "--from", "internet", "--to", "host", "--port", "22", "-q"]) == 0
    assert "aws_eip.e.public_ip becomes 10.0.1.5" in capsys.readouterr().out
    old = before(_opening(), "x")
    assert old is not None
    assert [one.public_ip for one in old.network_interfaces] == [""]
    assert (
        run(
            [
                "trace",
                written(tmp_path, state(_opening()["prior_state"]["values"]["root_module"]["resources"]), "s.json"),
                "--from",
                "internet",
                "--to",
                "host",
                "--port",
                "22",
                "-q",
            ]
        )
        == 1
    )


def test_diff_of_a_plan_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["diff", written(tmp_path, _opening()), "-q", "--exit-code"]) == 1
    out = " ".join(capsys.readouterr().out.split())
    assert "ingress: + tcp 22 0.0.0.0/0" in out
    assert "0.0.0.0/0 → aws_internet_gateway.g" in out
    assert "public IP: none → aws_eip.e.public_ip" in out
    assert "1 internet gateway added; 1 network interface, 1 route table and 1 security group changed." in out


def test_diff_of_what_holds_one_network(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for file in (written(tmp_path, state([]), "s.json"), written(tmp_path, {"Vpcs": []}, "d.json")):
        assert run(["diff", file]) == 2
        assert "nothing to compare it with" in capsys.readouterr().err


def test_without_a_prior_state_before_is_empty() -> None:
    document = two_vpcs()
    del document["prior_state"]
    old = before(document, "x")
    assert old is not None
    assert tuple(old) == ()


def test_stdin_and_utf_16(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.dumps(two_vpcs()).encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    assert run(["draw", "-", "-q", "-o", str(tmp_path / "a.svg")]) == 0
    wide = tmp_path / "wide.json"
    wide.write_bytes(b"\xff\xfe" + data.decode().encode("utf-16-le"))
    assert run(["draw", str(wide), "-q", "-o", str(tmp_path / "b.svg")]) == 0
    assert "red-1-host" in (tmp_path / "b.svg").read_text()


def test_a_state_file_is_the_state_that_is_shown() -> None:
    shown = [
        resource('aws_vpc.v["a"]', {"id": "vpc-1", "cidr_block": "10.0.0.0/16"}),
        resource("module.m[0].aws_subnet.s", {"id": "subnet-1", "vpc_id": "vpc-1", "cidr_block": "10.0.1.0/24"}),
    ]
    kept = {
        "version": 4,
        "terraform_version": "1.11.4",
        "resources": [
            {
                "mode": "managed",
                "type": "aws_vpc",
                "name": "v",
                "instances": [{"index_key": "a", "attributes": {"id": "vpc-1", "cidr_block": "10.0.0.0/16"}}],
            },
            {
                "module": "module.m[0]",
                "mode": "managed",
                "type": "aws_subnet",
                "name": "s",
                "instances": [
                    {
                        "attributes": {"id": "subnet-1", "vpc_id": "vpc-1", "cidr_block": "10.0.1.0/24", "tags": {"Name": CANARY}},
                        "sensitive_attributes": [[{"type": "get_attr", "value": "tags"}, {"type": "index", "value": "Name"}]],
                    },
                    {"deposed": "00000000", "attributes": {"id": "subnet-0", "vpc_id": "vpc-1"}},
                ],
            },
        ],
    }
    assert after(kept, "x") == after(state(shown), "x")


def test_nothing_secret_comes_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Sensitive values, and whatever is no network: in no picture, report or message."""
    document = two_vpcs()
    root = document["planned_values"]["root_module"]["resources"]
    root += [
        resource("random_password.p", {"result": CANARY, "id": CANARY}),
        resource("aws_ssm_parameter.p", {"value": CANARY, "id": CANARY, "name": CANARY}),
        resource(
            "aws_db_instance.d", {"password": CANARY, "username": CANARY, "identifier": "db", "address": CANARY}, {"address": True}
        ),
        resource(
            "aws_lambda_function.f", {"function_name": "f", "environment": [{"variables": {"x": CANARY}}], "vpc_config": [{}]}
        ),
        resource("aws_vpn_connection.v", {"tunnel1_preshared_key": CANARY, "customer_gateway_configuration": CANARY}),
        resource("aws_subnet.secret", {"cidr_block": "10.1.9.0/24", "tags": {"Name": CANARY}}, {"tags": {"Name": True}}),
        resource(f"{CANARY}.x", {}),
        resource("aws_vpc.odd", {"cidr_block": [CANARY], "tags": CANARY}),
    ]
    _nothing_secret_in(written(tmp_path, document), tmp_path, capsys)
    assert "1 aws_ssm_parameter" in " ".join(_notes(document))


def test_nothing_secret_comes_out_of_the_attributes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--attributes` tells of things of networks, and of them nothing that is marked sensitive or called as secrets are."""
    document = two_vpcs()
    root = document["planned_values"]["root_module"]["resources"]
    root += [
        resource("aws_db_instance.d", {"password": CANARY, "username": CANARY, "identifier": "db", "address": CANARY}),
        resource(
            "aws_lambda_function.f", {"function_name": "f", "environment": [{"variables": {"x": CANARY}}], "vpc_config": [{}]}
        ),
        resource("aws_instance.plain", {"user_data": CANARY, "user_data_base64": CANARY, "metadata_options": [{"x": CANARY}]}),
        resource("aws_vpn_connection.v", {"tunnel1_preshared_key": CANARY, "customer_gateway_configuration": CANARY}),
        resource("aws_dx_private_virtual_interface.v", {"bgp_auth_key": CANARY, "vlan": 101, "connection_id": "dxcon-1"}),
        resource("aws_customer_gateway.c", {"ip_address": "192.0.2.1", "device": {"api_token": CANARY, "psk": [CANARY]}}),
        resource("aws_subnet.secret", {"cidr_block": "10.1.9.0/24", "tags": {"Name": CANARY}}, {"tags": {"Name": True}}),
    ]
    file = written(tmp_path, document)
    _nothing_secret_in(file, tmp_path, capsys, "-o", "x.html", "--attributes")
    page = (tmp_path / "x.html").read_text()
    assert '"vlan":101' in page
    assert '"ip_address":"192.0.2.1"' in page


def test_attributes_stand_as_the_plan_has_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    vpc = {"cidr_block": "10.0.0.0/16", "instance_tenancy": "default", "ipv4_ipam_pool_id": None, "tags": {}, "type": "odd"}
    rules = [{"cidr_blocks": ["10.0.0.0/8"], "from_port": 443, "self": False, "description": ""}]
    document = plan([resource("aws_vpc.net", vpc), resource("aws_security_group.app", {"ingress": rules})], [])
    attributes: dict[str, Any] = {}
    after(document, "plan.json", attributes=attributes)
    assert attributes == {
        "aws_vpc.net": {"cidr_block": "10.0.0.0/16", "instance_tenancy": "default", "type": "odd"},
        "aws_security_group.app": {"ingress": [{"cidr_blocks": ["10.0.0.0/8"], "from_port": 443, "self": False}]},
    }
    file = written(tmp_path, document)
    for more, words in ((["-o", "x.svg"], "expected -o FILE.html"), (["-o", "x.html", "--redact"], "has no stand-ins")):
        assert run(["draw", file, "--attributes", *more]) == 2
        assert words in capsys.readouterr().err


def _nothing_secret_in(file: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], *drawn: str) -> None:
    """No picture, report or message holds the canary; `drawn` are further words of `draw`."""
    for command in ("draw", "gaps", "check", "diff", "docs"):
        more = {"draw": ["-o", "x.svg", "--detail", "full", *drawn], "docs": ["-o", "pages"]}.get(command, [])
        code = run([command, file, *(str(tmp_path / one) if one[0] not in "-f" else one for one in more)])
        assert code == 0 or command != "draw"
    out, err = capsys.readouterr()
    assert CANARY not in out + err
    made = [path for path in tmp_path.rglob("*") if path.is_file() and path.name != "plan.json"]
    assert made
    assert not [path for path in made if CANARY.encode() in path.read_bytes()]


def _notes(document: Any) -> list[str]:
    notes: list[str] = []
    after(document, "x", notes)
    return notes


@pytest.mark.parametrize(
    "data",
    [
        '{"format_version": "1.2", "terraform_version": "1.9.0", "planned_values": {"x": "CANARY',
        '{"terraform_version": "0.11.0", "version": 3, "modules": []}',
        '{"format_version": "9.0", "terraform_version": "9.0.0", "planned_values": {}}',
    ],
)
def test_what_cannot_be_read(data: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "x.json"
    file.write_text(data)
    assert run(["draw", str(file), "-o", str(tmp_path / "x.svg")]) == 2
    out, err = capsys.readouterr()
    assert "this is a Terraform" in err
    assert "terraform show -json" in err
    assert "CANARY" not in out + err


def _mutated(value: Any, rng: random.Random, share: float) -> Any:
    if isinstance(value, dict):
        made = {}
        for key, one in value.items():
            dice = rng.random()
            if dice >= 2 * share:
                made[key] = _mutated(one, rng, share)
            elif dice >= share:
                made[key] = rng.choice(
                    [None, True, [], {}, "", 7, "x", [None], [{}], ["x"], {"a": 1}, refs("aws_vpc.net", "each.key")]
                )
        return made
    return [_mutated(one, rng, share) for one in value if rng.random() > share] if isinstance(value, list) else value


@pytest.mark.parametrize("document", [two_vpcs(), _opening()])
def test_mutations_are_read(document: dict[str, Any]) -> None:
    for seed in range(60):
        rng = random.Random(seed)
        mutated = _mutated(document, rng, rng.choice([0.005, 0.02, 0.05]))
        network = after(mutated, "x", [])
        before(mutated, "x", [])
        inside = {subnet.id: subnet for subnet in network.subnets}
        for instance in network.instances:  # What it is in is right, or not known.
            if instance.subnet in inside and inside[instance.subnet].vpc:
                assert instance.vpc in ("", inside[instance.subnet].vpc)


def test_a_region_by_a_variable() -> None:
    document = plan(
        [resource("aws_vpc.v", {"cidr_block": "10.0.0.0/16"})], [config("aws_vpc.v", {"cidr_block": const("10.0.0.0/16")})]
    )
    document["configuration"]["provider_config"]["aws"]["expressions"]["region"] = refs("var.region")
    document["variables"] = {"region": {"value": "us-east-1"}}
    assert [one.region for one in after(document, "x").vpcs] == ["us-east-1"]
