"""200 broken plans: no traceback, nothing in what it cannot be in, no secret in any output."""

import copy
import json
from ipaddress import ip_network
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.terraform.plans import CANARY, config, of, plan, refs, resource, two_vpcs
from vpcviz.commands import run
from vpcviz.sources import load

MUTATIONS = 200
HUGE = 400


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of everything in a document."""
    found = [path] if path else []
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in items:
        found += _places(one, (*path, key))
    return found


def _holder(document: Any, path: tuple[Any, ...]) -> Any:
    for key in path[:-1]:
        document = document[key]
    return document


def mutated(document: dict[str, Any], random: Random) -> dict[str, Any]:
    """The plan with one to six things missing, null, of another sort, or in another's place."""
    made = copy.deepcopy(document)
    for _ in range(random.randint(1, 6)):
        places = _places(made)
        path = random.choice(places)
        holder, key = _holder(made, path), path[-1]
        sort = random.randrange(6)
        if sort == 0:
            del holder[key]
        elif sort == 1:
            holder[key] = None
        elif sort == 2:
            holder[key] = random.choice([[], {}, "", "x", 0, -1, True, 2**70, [None], {"a": None}, ["\x00"], "${a}"])
        elif sort == 3:
            other = random.choice(places)
            value = copy.deepcopy(_holder(made, other)[other[-1]])
            if CANARY not in repr(value):  # A secret that is put where the network is told would be told with it.
                holder[key] = value
        elif sort == 4 and isinstance(holder, list):
            holder.append(copy.deepcopy(holder[key]))
        elif isinstance(holder[key], list):
            random.shuffle(holder[key])
    return made


def unknown_everywhere(document: dict[str, Any], random: Random) -> dict[str, Any]:
    """The plan of which half of all values are known after apply only."""
    made = copy.deepcopy(document)
    for one in made["planned_values"]["root_module"]["resources"]:
        one["values"] = {name: value for name, value in one["values"].items() if random.random() < 0.5}
    return made


def huge() -> dict[str, Any]:
    """Hundreds of subnets and hosts by for_each over a local value, in two VPCs."""
    vpcs = [resource(f'aws_vpc.v["{n}"]', {"cidr_block": f"10.{n}.0.0/16"}) for n in range(2)]
    made, keys = [], [f"{n % 2}-{n // 2}" for n in range(HUGE)]
    for key in keys:
        vpc, number = key.split("-")
        made.append(resource(f'aws_subnet.s["{key}"]', {"cidr_block": f"10.{vpc}.{number}.0/24"}))
        made.append(resource(f'aws_instance.i["{key}"]', {"private_ip": f"10.{vpc}.{number}.9"}))
    configuration = [
        config("aws_vpc.v", {}, "local.vpcs"),
        config("aws_subnet.s", {"vpc_id": refs("aws_vpc.v", "each.value")}, "local.subnets"),
        config("aws_instance.i", {"subnet_id": refs("aws_subnet.s", "each.value.subnet", "each.value")}, "local.hosts"),
    ]
    return plan([*vpcs, *made], configuration)


def _inside(inner: str, outer: tuple[str, ...]) -> bool:
    network = ip_network(inner, strict=False)
    return any(network.version == (one := ip_network(cidr, strict=False)).version and network.subnet_of(one) for cidr in outer)  # type: ignore[arg-type]


def assert_contained(file: Path) -> None:
    """Every subnet is in a VPC that holds its CIDR, every address in its subnet's, groups and tables are of the VPC."""
    network = load([str(file)])
    for subnet in network.subnets:
        vpc = network.by_id.get(subnet.vpc)
        cidrs = getattr(vpc, "cidrs", ())
        if subnet.cidr and cidrs and _valid(subnet.cidr, *cidrs):
            assert _inside(subnet.cidr, cidrs), (subnet.id, subnet.vpc)
    for interface in network.network_interfaces:
        subnet = network.by_id.get(interface.subnet)
        cidr = getattr(subnet, "cidr", "")
        for ip in interface.private_ips:
            if cidr and _valid(ip, cidr):
                assert _inside(ip, (cidr,)), (interface.id, ip, cidr)
    for table in network.route_tables:
        for one in table.subnets:
            place = network.by_id.get(one)
            assert place is None or not table.vpc or getattr(place, "vpc", "") in ("", table.vpc), (table.id, one)


def _valid(*texts: str) -> bool:
    try:
        return all(ip_network(text, strict=False) for text in texts)
    except ValueError:
        return False


def _write(folder: Path, document: Any) -> Path:
    file = folder / "plan.json"
    file.write_text(json.dumps(document))
    return file


@pytest.mark.parametrize("chunk", range(8))
def test_broken_plans_are_read_or_refused(chunk: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plain = two_vpcs()
    prior = copy.deepcopy(plain["planned_values"]["root_module"]["resources"])
    for at, one in enumerate(prior):
        one["values"] = {**one["values"], "id": f"id-{at}"}
    changing = {**two_vpcs(), "prior_state": {"format_version": "1.0", "values": {"root_module": {"resources": prior}}}}
    each = MUTATIONS // 8
    for number in range(chunk * each, (chunk + 1) * each):
        random = Random(number)
        document = mutated(unknown_everywhere(plain, random) if number % 4 == 0 else (plain, changing)[number % 2], random)
        file = _write(tmp_path, document)
        code = run(["diff", str(file), "--flows", "all", "--most-flows", "20"])
        said = capsys.readouterr()
        assert code in (0, 2), (number, said.err)
        assert CANARY not in said.out + said.err, number
        if code == 0:
            assert_contained(file)


def test_what_is_known_after_apply_everywhere_is_said_and_not_guessed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = two_vpcs()
    for one in document["planned_values"]["root_module"]["resources"]:
        one["values"] = {}
    file = _write(tmp_path, document)
    assert run(["draw", str(file), "-o", str(tmp_path / "a.svg")]) == 0
    network = load([str(file)])
    assert {subnet.vpc for subnet in network.subnets} <= {""} | {vpc.id for vpc in network.vpcs}
    assert network.gaps
    assert "vpcviz gaps" in capsys.readouterr().err


def test_a_huge_for_each_is_read_in_time_and_right(tmp_path: Path) -> None:
    file = _write(tmp_path, huge())
    assert_contained(file)
    network = load([str(file)])
    assert (len(network.subnets), len(network.instances)) == (HUGE, HUGE)
    assert all(subnet.vpc == f'aws_vpc.v["{subnet.cidr.split(".")[1]}"]' for subnet in network.subnets)
    assert all(network.by_id[host.subnet].cidr.split(".")[:3] == _ip(network, host.id).split(".")[:3] for host in network.instances)  # type: ignore[attr-defined]


def _ip(network: Any, host: str) -> str:
    return str(network.interfaces_owned[host][0].private_ips[0])


SECRETS = ("user_data", "password", "environment", "policy_json", "private_key", "preshared_key", "secret_string", "content")


def test_secrets_of_a_plan_are_in_no_output_of_a_change(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    secret = dict.fromkeys(SECRETS, CANARY)
    vpc = {"cidr_block": "10.0.0.0/16", **secret}
    old = [resource("aws_vpc.v", {"id": "vpc-1", **vpc}), resource("aws_s3_object.o", {"id": "o", **secret})]
    group = {"name": "g", "ingress": [{"from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]}], **secret}
    host = {"private_ip": "10.0.1.5", "tags": {"Name": "host", "password": CANARY}, "tags_all": {"a": CANARY}, **secret}
    marked = {"user_data": True, "tags": True, "tags_all": True}
    new = [
        resource("aws_vpc.v", {"id": "vpc-1", **vpc}),
        resource("aws_subnet.s", {"vpc_id": "vpc-1", "cidr_block": "10.0.1.0/24", **secret}),
        resource("aws_security_group.g", {"vpc_id": "vpc-1", **group}),
        resource("aws_instance.h", host, marked),
        resource("aws_secretsmanager_secret_version.s", secret, dict.fromkeys(SECRETS, True)),
        resource("random_password.p", {"result": CANARY}),
    ]
    configuration = [
        config("aws_instance.h", {"subnet_id": of("aws_subnet.s"), "user_data": {"constant_value": CANARY}}),
        config("random_password.p", {"keepers": {"constant_value": CANARY}}),
    ]
    (tmp_path / "main.tf").write_text(f'resource "aws_instance" "h" {{\n  user_data = "{CANARY}"\n}}\n')
    file = str(_write(tmp_path, plan(new, configuration, prior=old)))
    for more in (
        ["diff", file, "--flows", "all"],
        ["diff", file, "--flows", "all", "--format", "json"],
        ["diff", file, "--flows", "all", "--format", "markdown"],
        ["diff", file, "--format", "sarif", "--source-dir", str(tmp_path)],
        ["diff", file, "--fail-on-change", "any", "-o", str(tmp_path / "a.svg")],
        ["draw", file, "-o", str(tmp_path / "b.svg"), "-o", str(tmp_path / "b.drawio")],
        ["gaps", file],
    ):
        assert run(more) in (0, 1)
        said = capsys.readouterr()
        assert CANARY not in said.out + said.err, more
    for made in ("a.svg", "b.svg", "b.drawio"):
        assert CANARY not in (tmp_path / made).read_text(), made
