"""References are resolved through the configuration, keys and what AWS demands; never by names, and never guessed."""

import json
import random
import re
from typing import Any

import pytest

from tests.terraform.plans import config, const, of, plan, refs, resource, two_vpcs
from vpcviz.model import Network
from vpcviz.terraform.loading import after


def _shape(network: Network) -> Any:
    """What a network is without its names and ids: things by their addresses."""
    cidr = {one.id: one.cidrs for one in network.vpcs} | {one.id: one.cidr for one in network.subnets}
    group = {one.id: cidr[one.vpc] for one in network.security_groups}
    return (
        sorted((one.cidr, cidr[one.vpc], one.zone) for one in network.subnets),
        sorted(
            (interface.private_ips, cidr[interface.subnet], cidr[interface.vpc], [group[one] for one in interface.security_groups])
            for interface in network.network_interfaces
        ),
        sorted(
            (
                cidr[table.vpc],
                table.main,
                sorted(cidr[one] for one in table.subnets),
                sorted((r.destination, kind(network, r.target)) for r in table.routes),
            )
            for table in network.route_tables
        ),
        sorted((cidr[one.vpc]) for one in network.internet_gateways),
    )


def kind(network: Network, identity: str) -> str:
    found = network.by_id.get(identity)
    return type(found).__name__ if found is not None else identity


def test_for_each_by_key_and_by_a_value_that_no_plan_tells() -> None:
    network = after(two_vpcs(), "x")
    for instance in network.instances:
        subnet = network.by_id[instance.subnet]
        (interface,) = network.interfaces_owned[instance.id]
        assert instance.id.removeprefix("aws_instance.i") == subnet.id.removeprefix("aws_subnet.s")
        assert subnet.vpc == instance.vpc == f'aws_vpc.net["{instance.id[16:].split("-")[0]}"]'  # type: ignore[attr-defined]
        assert [network.by_id[one].vpc for one in interface.security_groups] == [instance.vpc]  # type: ignore[attr-defined]
        table = network.route_table_of(subnet)  # type: ignore[arg-type]
        assert table is not None
        assert table.vpc == instance.vpc
        assert (
            kind(network, table.routes[-1].target) == "InternetGateway"
            or kind(network, table.routes[0].target) == "InternetGateway"
        )
    assert network.gaps == ()


@pytest.mark.parametrize("seed", range(5))
def test_names_and_order_say_nothing(seed: int) -> None:
    rng = random.Random(seed)
    text = json.dumps(two_vpcs())
    for word in ("red", "blue", "net", "app", "out", "host"):  # labels, keys and tags alike
        text = re.sub(rf"\b{word}\b", f"w{rng.randrange(10**9)}", text)
    document = json.loads(text)
    rng.shuffle(document["planned_values"]["root_module"]["resources"])
    rng.shuffle(document["configuration"]["root_module"]["resources"])
    assert _shape(after(document, "x")) == _shape(after(two_vpcs(), "x"))


def test_what_could_be_either_is_not_guessed() -> None:
    """Two VPCs with the same CIDR: nothing tells which one a subnet is in, whatever they are called."""
    document = two_vpcs()
    for one in document["planned_values"]["root_module"]["resources"]:
        if one["type"] == "aws_vpc":
            one["values"]["cidr_block"] = "10.0.0.0/8"
    notes: list[str] = []
    network = after(document, "x", notes)
    assert {subnet.vpc for subnet in network.subnets} == {""}
    assert {gap.error for gap in network.gaps} == {"KnownAfterApply"}
    assert any("vpc_id of aws_subnet" in note for note in notes)


def test_modules_variables_outputs_and_locals() -> None:
    """root → module.a (VPC, output) → module.b (variable) → its subnet; a local of module.a can only be its one VPC."""
    vpc = "module.a.aws_vpc.this[0]"
    outputs = {"id": {"expression": refs("aws_vpc.this[0].id", "aws_vpc.this[0]", "aws_vpc.this")}}
    a = {
        "resources": [
            config("aws_vpc.this", {"cidr_block": const("10.0.0.0/16")}),
            config("aws_internet_gateway.this", {"vpc_id": refs("local.vpc_id")}),
        ],
        "outputs": outputs,
    }
    b = {
        "resources": [
            config("aws_subnet.s", {"vpc_id": refs("var.vpc")}),
            config("aws_instance.i", {"subnet_id": refs("aws_subnet.s[0].id", "aws_subnet.s[0]", "aws_subnet.s")}),
        ],
        "variables": {"vpc": {}},
    }
    document = plan(
        [],
        [],
        modules={
            "module.a": [resource(vpc, {"cidr_block": "10.0.0.0/16"}), resource("module.a.aws_internet_gateway.this[0]", {})],
            'module.b["x"]': [
                resource('module.b["x"].aws_subnet.s[0]', {"cidr_block": "10.0.1.0/24"}),
                resource('module.b["x"].aws_instance.i[0]', {"private_ip": "10.0.1.9"}),
            ],
        },
        calls={
            "a": {"module": a},
            "b": {"module": b, "expressions": {"vpc": refs("module.a.id", "module.a")}, "for_each_expression": refs("local.x")},
        },
    )
    network = after(document, "x")
    assert [one.vpc for one in network.subnets] == [vpc]
    assert [one.vpc for one in network.internet_gateways] == [vpc]
    assert [(one.vpc, one.subnet) for one in network.instances] == [(vpc, 'module.b["x"].aws_subnet.s[0]')]
    assert network.gaps == ()


def test_both_writings_of_rules_routes_and_ties_are_the_same_network() -> None:
    inline = {
        "ingress": [{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["10.0.0.0/8"], "self": False}],
        "egress": [{"protocol": "-1", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"]}],
    }
    base = [resource("aws_vpc.v", {"cidr_block": "10.0.0.0/16"}), resource("aws_internet_gateway.g", {})]
    wiring = [config("aws_vpc.v", {}), config("aws_internet_gateway.g", {"vpc_id": of("aws_vpc.v")})]
    group = config("aws_security_group.g", {"vpc_id": of("aws_vpc.v")})
    table = config("aws_route_table.t", {"vpc_id": of("aws_vpc.v")})
    one = plan(
        [
            *base,
            resource("aws_security_group.g", {"name": "g", **inline}),
            resource("aws_route_table.t", {"route": [{"cidr_block": "0.0.0.0/0", "nat_gateway_id": ""}]}),
        ],
        [*wiring, group, {**table, "expressions": {**table["expressions"], "route": of("aws_internet_gateway.g")}}],
    )
    rule = {"security_group_id": of("aws_security_group.g")}
    two = plan(
        [
            *base,
            resource("aws_security_group.g", {"name": "g"}),
            resource("aws_route_table.t", {}),
            resource(
                "aws_vpc_security_group_ingress_rule.i",
                {"ip_protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_ipv4": "10.0.0.0/8"},
            ),
            resource(
                "aws_security_group_rule.e",
                {"type": "egress", "protocol": "all", "from_port": 0, "to_port": 0, "cidr_blocks": ["0.0.0.0/0"], "self": False},
            ),
            resource("aws_route.r", {"destination_cidr_block": "0.0.0.0/0"}),
        ],
        [
            *wiring,
            group,
            table,
            config("aws_vpc_security_group_ingress_rule.i", rule),
            config("aws_security_group_rule.e", rule),
            config("aws_route.r", {"route_table_id": of("aws_route_table.t"), "gateway_id": of("aws_internet_gateway.g")}),
        ],
    )
    assert after(one, "x") == after(two, "x")
    made = next(one for one in after(one, "x").security_groups if one.id == "aws_security_group.g")
    assert [(rule.protocol, rule.from_port, rule.peer) for rule in (*made.ingress, *made.egress)] == [
        ("tcp", 443, "10.0.0.0/8"),
        ("-1", -1, "0.0.0.0/0"),
    ]


def test_default_resources_take_over_what_comes_with_a_vpc() -> None:
    document = plan(
        [
            resource("aws_vpc.v", {"cidr_block": "10.0.0.0/16"}),
            resource("aws_default_security_group.d", {"ingress": [], "egress": []}),
            resource("aws_default_route_table.d", {"route": []}),
            resource("aws_default_network_acl.d", {"ingress": [], "egress": []}),
            resource("aws_subnet.s", {"cidr_block": "10.0.1.0/24"}),
            resource("aws_instance.i", {"private_ip": "10.0.1.5"}),
        ],
        [
            config("aws_vpc.v", {}),
            config("aws_default_security_group.d", {"vpc_id": of("aws_vpc.v")}),
            config("aws_default_route_table.d", {"default_route_table_id": refs("aws_vpc.v.default_route_table_id", "aws_vpc.v")}),
            config("aws_default_network_acl.d", {"default_network_acl_id": refs("aws_vpc.v.default_network_acl_id", "aws_vpc.v")}),
            config("aws_subnet.s", {"vpc_id": of("aws_vpc.v")}),
            config("aws_instance.i", {"subnet_id": of("aws_subnet.s")}),
        ],
    )
    notes: list[str] = []
    network = after(document, "x", notes)
    assert notes == []
    assert [(one.id, one.main, one.vpc) for one in network.route_tables] == [("aws_default_route_table.d", True, "aws_vpc.v")]
    assert [(one.id, one.default, one.vpc, one.subnets) for one in network.network_acls] == [
        ("aws_default_network_acl.d", True, "aws_vpc.v", ("aws_subnet.s",))
    ]
    assert [(entry.number, entry.action) for entry in network.network_acls[0].entries] == [(32767, "deny")] * 2
    assert [(one.id, one.ingress, one.egress) for one in network.security_groups] == [("aws_default_security_group.d", (), ())]
    assert network.instances[0].security_groups == ("aws_default_security_group.d",)


def test_an_output_is_a_list_from_which_a_count_takes_one() -> None:
    """`module.net.subnets[count.index]`; `element(module.net.subnets, 0)` is one of them, in their VPC, and not known which."""
    module = {
        "resources": [config("aws_vpc.v", {}), config("aws_subnet.s", {"vpc_id": of("aws_vpc.v")})],
        "outputs": {"subnets": {"expression": refs("aws_subnet.s")}},
    }
    subnets = [resource(f"module.net.aws_subnet.s[{n}]", {"cidr_block": f"10.0.{n}.0/24"}) for n in (0, 1)]
    document = plan(
        [*(resource(f"aws_instance.i[{n}]", {}) for n in (0, 1)), resource("aws_instance.one", {})],
        [
            {
                **config("aws_instance.i", {"subnet_id": refs("module.net.subnets", "module.net", "count.index")}),
                "count_expression": const(2),
            },
            config("aws_instance.one", {"subnet_id": refs("module.net.subnets", "module.net")}),
        ],
        modules={"module.net": [resource("module.net.aws_vpc.v", {"cidr_block": "10.0.0.0/16"}), *subnets]},
        calls={"net": {"module": module}},
    )
    network = after(document, "x")
    vpc = "module.net.aws_vpc.v"
    assert [(one.id, one.subnet, one.vpc) for one in network.instances] == [
        ("aws_instance.i[0]", "module.net.aws_subnet.s[0]", vpc),
        ("aws_instance.i[1]", "module.net.aws_subnet.s[1]", vpc),
        ("aws_instance.one", "", vpc),
    ]
    assert [(gap.resource, gap.error) for gap in network.gaps] == [("aws_instance.one", "KnownAfterApply")]


def test_a_gateway_endpoint_routes_in_its_tables_only() -> None:
    """The route to the service's prefix list is in no plan: AWS adds it to the endpoint's tables."""
    document = plan(
        [
            resource("aws_vpc.v", {"cidr_block": "10.0.0.0/16"}),
            resource("aws_route_table.a", {}),
            resource("aws_route_table.b", {}),
            resource("aws_vpc_endpoint.s3", {"service_name": "com.amazonaws.eu-west-1.s3", "vpc_endpoint_type": "Gateway"}),
        ],
        [
            config("aws_vpc.v", {}),
            *(config(f"aws_route_table.{name}", {"vpc_id": of("aws_vpc.v")}) for name in "ab"),
            config("aws_vpc_endpoint.s3", {"vpc_id": of("aws_vpc.v"), "route_table_ids": of("aws_route_table.a")}),
        ],
    )
    network = after(document, "x")
    routed = {table.id: [r.target for r in table.routes if r.target != "local"] for table in network.route_tables if not table.main}
    assert routed == {"aws_route_table.a": ["aws_vpc_endpoint.s3"], "aws_route_table.b": []}
    assert [one.name for one in network.prefix_lists] == ["com.amazonaws.eu-west-1.s3"]


def test_modules_that_give_their_locals_to_each_other_are_followed_once() -> None:
    """Every variable of every module is a local value of the root, and every output a local value of the module."""
    names = [f"m{n}" for n in range(6)]
    variables = [f"v{n}" for n in range(12)]
    module = {
        "resources": [config("aws_subnet.s", {"vpc_id": refs("local.vpc")}), config("aws_vpc.v", {})],
        "variables": {name: {} for name in variables},
        "outputs": {name: {"expression": refs("local.all")} for name in variables},
    }
    given = {name: refs("local.all", *(f"module.{other}.{name}" for other in names)) for name in variables}
    calls = {name: {"source": "./m", "expressions": given, "module": module} for name in names}
    made = {
        f"module.{name}": [
            resource(f"module.{name}.aws_vpc.v", {"cidr_block": f"10.{at}.0.0/16"}),
            resource(f"module.{name}.aws_subnet.s", {"cidr_block": f"10.{at}.1.0/24"}),
        ]
        for at, name in enumerate(names)
    }
    network = after(plan([], [], modules=made, calls=calls), "x")
    assert {one.id: one.vpc for one in network.subnets} == {
        f"module.{name}.aws_subnet.s": f"module.{name}.aws_vpc.v" for name in names
    }


@pytest.mark.parametrize("apart", [False, True])
@pytest.mark.parametrize("how", [{}, {"ipv6_cidr_block": const("fd00:1::/56")}, {"ipv6_ipam_pool_id": of("aws_vpc_ipam_pool.p")}])
def test_what_comes_with_a_vpc_is_for_ipv6_where_it_has_such_a_cidr(how: dict[str, Any], apart: bool) -> None:
    known = {name: one["constant_value"] for name, one in how.items() if "constant_value" in one}
    one = "aws_vpc_ipv6_cidr_block_association.a"
    things = [resource("aws_vpc.v", {"cidr_block": "10.0.0.0/16", **({} if apart else known)})]
    written = [config("aws_vpc.v", {} if apart else how)]
    if apart:
        things.append(resource(one, known))
        written.append(config(one, {"vpc_id": of("aws_vpc.v"), **how}))
    network = after(plan(things, written), "x", [])
    six = ["::/0"] if how or apart else []
    assert [rule.peer for rule in network.security_groups[0].egress] == ["0.0.0.0/0", *six]
    allowed = [entry.cidr for entry in network.network_acls[0].entries if entry.egress and entry.action == "allow"]
    assert allowed == ["0.0.0.0/0", *six]
