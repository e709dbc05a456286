"""Parts of tables, groups and network ACLs that a plan does not tell: verdicts that hang on them are unknown, and no others."""

from typing import Any

import pytest

from tests.terraform.plans import config, const, of, plan, refs, resource
from vpcviz.model import Network
from vpcviz.terraform.loading import after
from vpcviz.traffic import Flow
from vpcviz.traffic.tracing.tracer import Tracer

BASE: list[tuple[str, dict[str, Any], dict[str, Any]]] = [
    ("aws_vpc.main", {"cidr_block": "10.0.0.0/16"}, {}),
    ("aws_internet_gateway.gate", {}, {"vpc_id": of("aws_vpc.main")}),
    ("aws_subnet.one", {"cidr_block": "10.0.1.0/24"}, {"vpc_id": of("aws_vpc.main")}),
    ("aws_subnet.two", {"cidr_block": "10.0.2.0/24"}, {"vpc_id": of("aws_vpc.main")}),
    ("aws_route_table.own", {}, {"vpc_id": of("aws_vpc.main")}),
    ("aws_route_table_association.one", {}, {"subnet_id": of("aws_subnet.one"), "route_table_id": of("aws_route_table.own")}),
    ("aws_security_group.open", {}, {"vpc_id": of("aws_vpc.main")}),
    ("aws_security_group.closed", {}, {"vpc_id": of("aws_vpc.main")}),
    *(
        (
            f"aws_vpc_security_group_egress_rule.{one}",
            {"ip_protocol": "-1", "cidr_ipv4": "0.0.0.0/0"},
            {"security_group_id": of(f"aws_security_group.{one}")},
        )
        for one in ("open", "closed")
    ),
    (
        "aws_instance.a",
        {"private_ip": "10.0.1.10", "tags": {"Name": "a"}},
        {"subnet_id": of("aws_subnet.one"), "vpc_security_group_ids": of("aws_security_group.open")},
    ),
    (
        "aws_instance.b",
        {"private_ip": "10.0.2.10", "tags": {"Name": "b"}},
        {"subnet_id": of("aws_subnet.two"), "vpc_security_group_ids": of("aws_security_group.closed")},
    ),
]

UNTOLD = refs("local.hidden")


def network(*more: tuple[str, dict[str, Any], dict[str, Any]]) -> Network:
    things = [*BASE, *more]
    written = [
        config(address, {**{name: const(one) for name, one in values.items()}, **expressions})
        for address, values, expressions in things
    ]
    return after(plan([resource(address, values) for address, values, _ in things], written), "plan.json")


def verdict(made: Network, source: str, target: str, port: int = 443) -> str:
    return Tracer(made).trace(Flow(source=source, target=target, protocol="tcp", port=port)).verdict


def rule(group: dict[str, Any], **values: Any) -> tuple[str, dict[str, Any], dict[str, Any]]:
    told = {"ip_protocol": "tcp", "from_port": 443, "to_port": 443}
    return "aws_vpc_security_group_ingress_rule.more", told, {"security_group_id": group, "cidr_ipv4": UNTOLD}


def test_a_rule_that_is_not_known_may_let_in() -> None:
    assert verdict(network(), "a", "b") == "blocked"
    assert verdict(network(rule(of("aws_security_group.closed"))), "a", "b") == "unknown"


def test_a_rule_of_another_group_may_not() -> None:
    assert verdict(network(rule(of("aws_security_group.open"))), "a", "b") == "blocked"


def test_a_rule_of_a_group_that_is_not_known_may_be_any_groups() -> None:
    assert verdict(network(rule(UNTOLD)), "a", "b") == "unknown"


def test_a_network_acl_of_which_it_is_not_known_whose_it_is() -> None:
    lone = ("aws_network_acl.lone", {}, {"vpc_id": of("aws_vpc.main"), "subnet_ids": UNTOLD})
    let_in = rule(of("aws_security_group.closed"))
    let_in[2]["cidr_ipv4"] = const("0.0.0.0/0")
    let_in[1]["cidr_ipv4"] = "0.0.0.0/0"
    assert verdict(network(let_in), "a", "b") == "delivered"
    assert verdict(network(let_in, lone), "a", "b") == "unknown"


def test_a_subnet_that_two_network_acls_claim_has_a_contradiction_that_is_said() -> None:
    """One way or the other, or both: AWS has one network ACL for each subnet, and which it will be, a plan does not tell."""
    let_in = rule(of("aws_security_group.closed"))
    let_in = (let_in[0], {**let_in[1], "cidr_ipv4": "0.0.0.0/0"}, {**let_in[2], "cidr_ipv4": const("0.0.0.0/0")})
    passes = {"rule_no": 100, "action": "allow", "protocol": "-1", "cidr_block": "0.0.0.0/0"}
    acls = [
        (f"aws_network_acl.{name}", {"ingress": [passes], "egress": [passes]}, {"vpc_id": of("aws_vpc.main"), **given})
        for name, given in (("x", {"subnet_ids": refs("aws_subnet.two.id", "aws_subnet.two")}), ("y", {}))
    ]
    apart = ("aws_network_acl_association.y", {}, {"subnet_id": of("aws_subnet.two"), "network_acl_id": of("aws_network_acl.y")})
    assert verdict(network(let_in, *acls), "a", "b") == "delivered"
    made = network(let_in, *acls, apart)
    assert verdict(made, "a", "b") == "unknown"
    assert {gap.resource for gap in made.gaps} == {"aws_network_acl.x", "aws_network_acl.y"}
    again = ("aws_network_acl_association.x", {}, {"subnet_id": of("aws_subnet.two"), "network_acl_id": of("aws_network_acl.x")})
    assert network(let_in, *acls, again).gaps == ()  # Said twice, but the same.


def route(**expressions: Any) -> tuple[str, dict[str, Any], dict[str, Any]]:
    return "aws_route.more", {"destination_cidr_block": "0.0.0.0/0"}, {"route_table_id": of("aws_route_table.own"), **expressions}


def test_a_route_whose_target_is_not_known_stands() -> None:
    nats = (
        ("aws_nat_gateway.x", {}, {"subnet_id": of("aws_subnet.one")}),
        ("aws_nat_gateway.y", {}, {"subnet_id": of("aws_subnet.two")}),
    )
    made = network(*nats, route(nat_gateway_id=UNTOLD))
    (own,) = (one for one in made.route_tables if one.id == "aws_route_table.own")
    assert [(one.destination, one.target) for one in own.routes] == [
        ("10.0.0.0/16", "local"),
        ("0.0.0.0/0", "aws_route.more.target"),
    ]
    assert verdict(made, "a", "internet") == "unknown"
    assert verdict(made, "b", "internet") == "no-route"  # Its table is the main one.


def test_a_route_whose_destination_is_not_known_may_be_the_one() -> None:
    address, _, expressions = route(gateway_id=of("aws_internet_gateway.gate"), destination_cidr_block=UNTOLD)
    made = network((address, {}, expressions))
    assert verdict(made, "a", "internet") == "unknown"
    assert verdict(made, "a", "b") == "blocked"  # Local routes go before.


@pytest.mark.parametrize(
    ("known", "verdicts"), [("subnet_id", ("no-route", "unknown")), ("route_table_id", ("no-route", "unknown"))]
)
def test_an_association_of_which_an_end_is_not_known(known: str, verdicts: tuple[str, str]) -> None:
    ends = {"subnet_id": of("aws_subnet.two"), "route_table_id": of("aws_route_table.own")}
    other = ("aws_route_table.other", {}, {"vpc_id": of("aws_vpc.main")})
    made = network(other, ("aws_route_table_association.more", {}, {**dict.fromkeys(ends, UNTOLD), known: ends[known]}))
    assert (verdict(made, "a", "internet"), verdict(made, "b", "internet")) == verdicts
