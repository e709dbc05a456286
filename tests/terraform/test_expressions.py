"""What a plan tells of an expression: which things it names, and nothing of what it does with them. As Terraform 1.11 lists them."""

from typing import Any

import pytest

from tests.terraform.plans import config, const, of, plan, refs, resource
from vpcviz.model import Network
from vpcviz.terraform.loading import after

ZONES = {"a": 1, "b": 2, "c": 3}
EACH = ("aws_subnet.s",)


def subnet_plan(
    expression: dict[str, Any], each: dict[str, Any] | None = None, key: str = "", **more: Any
) -> tuple[Network, list[str]]:
    """Three subnets by key in as many zones, three groups by key, one apart, and an interface whose subnet is the expression."""
    mark = f'["{key}"]' if key else ""
    wiring = config("aws_network_interface.i", {"subnet_id": expression, "security_groups": of("aws_security_group.h"), **more})
    if each is not None:
        wiring["for_each_expression"] = each
    document = plan(
        [
            resource("aws_vpc.v", {"cidr_block": "10.0.0.0/16"}),
            *(
                resource(f'aws_subnet.s["{one}"]', {"cidr_block": f"10.0.{n}.0/24", "availability_zone": f"eu-west-1{one}"})
                for one, n in ZONES.items()
            ),
            *(resource(f'aws_security_group.g["{one}"]', {"name": one}) for one in ZONES),
            resource("aws_security_group.h", {"name": "h"}),
            resource(f"aws_network_interface.i{mark}", {}),
        ],
        [
            config("aws_vpc.v", {}),
            config("aws_subnet.s", {"vpc_id": of("aws_vpc.v")}),
            config("aws_security_group.g", {"vpc_id": of("aws_vpc.v")}),
            config("aws_security_group.h", {"vpc_id": of("aws_vpc.v")}),
            wiring,
        ],
    )
    document["variables"] = {
        "which": {"value": "b"},
        "all": {"value": True},
        "none": {"value": None},
        "names": {"value": ["a", "b"]},
    }
    notes: list[str] = []
    return after(document, "x", notes), notes


@pytest.mark.parametrize(
    ("expression", "each", "key", "right"),
    [
        (refs('aws_subnet.s["b"].id', 'aws_subnet.s["b"]', "aws_subnet.s"), None, "", "b"),
        (refs("aws_subnet.s", "each.key"), refs(*EACH), "b", "b"),
        (refs("each.value.id", "each.value"), refs(*EACH), "b", "b"),
        (refs("aws_subnet.s", "each.value"), const({"x": "b"}), "x", "b"),
        (refs("aws_subnet.s", "each.value.zone", "each.value"), const({"x": {"zone": "c"}}), "x", "c"),
        (refs("aws_subnet.s", "each.value"), {}, "b", "b"),  # `toset(["a", "b"])`
        (refs("aws_subnet.s", "each.value"), refs("var.names"), "b", "b"),  # `toset(var.names)`
        (refs("aws_subnet.s", "each.value"), refs("local.hosts"), "x", ""),
        # `{ a = aws_subnet.s["b"], b = aws_subnet.s["a"] }`: the key says nothing.
        (
            refs("each.value.id", "each.value"),
            refs('aws_subnet.s["b"]', "aws_subnet.s", 'aws_subnet.s["a"]', "aws_subnet.s"),
            "a",
            "",
        ),
        (refs("each.value"), refs("aws_subnet.s"), "za", ""),  # `{ for key, one in aws_subnet.s : "z${key}" => one.id }`
        (refs("aws_subnet.s", "var.which"), None, "", ""),
        (refs("aws_subnet.s"), None, "", ""),
    ],
)
def test_a_key_takes_one_of_several_and_nothing_else_does(
    expression: dict[str, Any], each: dict[str, Any] | None, key: str, right: str
) -> None:
    network, notes = subnet_plan(expression, each, key)
    (interface,) = network.network_interfaces
    assert interface.subnet == (f'aws_subnet.s["{right}"]' if right else "")
    assert any("what subnet_id of aws_network_interface leads to" in note for note in notes) is (not right)
    assert interface.zone == (f"eu-west-1{right}" if right else "")


GROUP_A = ('aws_security_group.g["a"].id', 'aws_security_group.g["a"]', "aws_security_group.g")
GROUP_H = ("aws_security_group.h.id", "aws_security_group.h")


@pytest.mark.parametrize(
    ("groups", "right"),
    [
        (refs(*GROUP_A, *GROUP_H), "ah"),
        (refs("aws_security_group.g"), "abc"),
        (refs("aws_security_group.g", "each.key"), "b"),
        (refs("var.all", "aws_security_group.g"), "abc"),  # `var.all ? values(…g)[*].id : []`
        (refs("var.none", "aws_security_group.g"), "abc"),
        (refs("var.all", *GROUP_A, "aws_security_group.g"), ""),  # `var.all ? values(…g)[*].id : [….g["a"].id]`
        (refs("var.which", "aws_security_group.g"), ""),  # `[….g[var.which].id]`
        (refs("terraform.workspace", *GROUP_A, *GROUP_H), ""),
        (refs("each.key", *GROUP_A, *GROUP_H), ""),  # `each.key == "b" ? [….g["a"].id] : [….h.id]`
        (refs("aws_vpc.v.cidr_block", "aws_vpc.v", *GROUP_A, *GROUP_H), ""),
        (refs("local.on", *GROUP_A, *GROUP_H), ""),
    ],
)
def test_what_may_choose_between_things_leaves_it_open(groups: dict[str, Any], right: str) -> None:
    network, notes = subnet_plan(refs(*GROUP_H), refs(*EACH), "b", security_groups=groups)
    (interface,) = network.network_interfaces
    names = sorted(network.by_id[one].name for one in interface.security_groups)  # type: ignore[attr-defined]
    assert "".join(names) == right
    assert any("what security_groups of aws_network_interface leads to" in note for note in notes) is (not right)


def test_that_a_key_or_a_list_is_taken_as_it_is_said() -> None:
    _, notes = subnet_plan(refs("aws_subnet.s", "each.key"), refs(*EACH), "b", security_groups=refs("aws_security_group.g"))
    assert sum("of the same key" in note for note in notes) == 1
    assert sum("means all of them" in note for note in notes) == 1


def balancer(
    expressions: dict[str, Any], values: dict[str, Any], unknown: dict[str, Any] | None = None
) -> tuple[Network, list[str]]:
    """Two subnets in each of two zones, and a load balancer."""
    nets = {"aws_subnet.s[0]": "a", "aws_subnet.s[1]": "b", "aws_subnet.t[0]": "a", "aws_subnet.t[1]": "b"}
    document = plan(
        [
            resource("aws_vpc.v", {"cidr_block": "10.0.0.0/16"}),
            *(
                resource(one, {"cidr_block": f"10.0.{n}.0/24", "availability_zone": f"eu-west-1{zone}"})
                for n, (one, zone) in enumerate(nets.items())
            ),
            resource("aws_lb.l", {"internal": True, "load_balancer_type": "network", **values}),
        ],
        [
            config("aws_vpc.v", {}),
            config("aws_subnet.s", {"vpc_id": of("aws_vpc.v")}),
            config("aws_subnet.t", {"vpc_id": of("aws_vpc.v")}),
            config("aws_lb.l", expressions),
        ],
    )
    document["resource_changes"] = [
        {"address": "aws_lb.l", "mode": "managed", "type": "aws_lb", "name": "l", "change": {"after_unknown": unknown or {}}}
    ]
    notes: list[str] = []
    return after(document, "x", notes), notes


def placed(network: Network) -> dict[str, tuple[str, ...]]:
    return {one.subnet: one.private_ips for one in network.network_interfaces}


def test_a_load_balancer_has_one_subnet_in_a_zone() -> None:
    """`[for key in ["0", "1"] : aws_subnet.s[key].id]` reads as all of `aws_subnet.s` does: more than AWS allows are not meant."""
    network, _ = balancer({"subnets": refs("aws_subnet.s")}, {})
    assert set(placed(network)) == {"aws_subnet.s[0]", "aws_subnet.s[1]"}
    network, notes = balancer({"subnets": refs("aws_subnet.s", "aws_subnet.t")}, {})
    assert placed(network) == {}
    assert any("what subnets of aws_lb leads to" in note for note in notes)


def test_blocks_and_records_are_matched_by_their_addresses() -> None:
    blocks = [
        {"subnet_id": refs(f"aws_subnet.{one}[{n}].id", f"aws_subnet.{one}[{n}]", f"aws_subnet.{one}")} for one, n in ("s0", "t1")
    ]
    network, notes = balancer({"subnet_mapping": blocks}, {"subnet_mapping": [{}, {}]})
    assert set(placed(network)) == {"aws_subnet.s[0]", "aws_subnet.t[1]"}
    assert not any("leads to" in note for note in notes)
    told = [{"private_ipv4_address": "10.0.3.9"}, {"private_ipv4_address": "10.0.0.9"}]
    network, _ = balancer({"subnet_mapping": blocks}, {"subnet_mapping": told})
    assert set(placed(network)) == {"aws_subnet.s[0]", "aws_subnet.t[1]"}


def test_of_a_dynamic_block_no_expression_is_told_but_its_address_tells_the_subnet() -> None:
    unknown = {"subnet_mapping": [{"subnet_id": True}, {"subnet_id": True}]}
    told = [{"private_ipv4_address": "10.0.3.9"}, {"private_ipv4_address": "10.0.0.9"}]
    network, notes = balancer({}, {"subnet_mapping": told}, unknown)
    assert set(placed(network)) == {"aws_subnet.s[0]", "aws_subnet.t[1]"}
    assert not any("leads to" in note for note in notes)
    network, notes = balancer({}, {"subnet_mapping": [{}, {}]}, unknown)
    assert placed(network) == {}
    assert any("what subnet_mapping of aws_lb leads to" in note for note in notes)
