"""Plans over a state: what a refreshed state repeats, what a plan does not speak of, what Terraform only forgets or finds changed."""

from typing import Any

import pytest

from tests.terraform.plans import config, const, of, resource
from vpcviz.changes import compare
from vpcviz.model import Network
from vpcviz.terraform.loading import after, before

PEERING = "pcx-00000000000000001"

VPCS = [
    resource("aws_vpc.near", {"id": "vpc-00000000000000001", "cidr_block": "10.0.0.0/16"}),
    resource("aws_vpc.far", {"id": "vpc-00000000000000002", "cidr_block": "10.1.0.0/16"}),
]
TABLE = resource(
    "aws_route_table.near",
    {
        "id": "rtb-00000000000000001",
        "vpc_id": "vpc-00000000000000001",
        "route": [
            {"cidr_block": "10.1.0.0/16", "vpc_peering_connection_id": PEERING},
            {"cidr_block": "10.9.0.0/16", "vpc_peering_connection_id": PEERING},
        ],
    },
)
ROUTE = resource(
    "aws_route.far",
    {
        "id": "r-rtb-1",
        "route_table_id": "rtb-00000000000000001",
        "destination_cidr_block": "10.1.0.0/16",
        "vpc_peering_connection_id": PEERING,
    },
)
LINK = resource(
    "aws_vpc_peering_connection.link",
    {"id": PEERING, "vpc_id": "vpc-00000000000000001", "peer_vpc_id": "vpc-00000000000000002", "accept_status": "active"},
)
GROUP = resource(
    "aws_security_group.web",
    {
        "id": "sg-00000000000000001",
        "vpc_id": "vpc-00000000000000001",
        "ingress": [
            {"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["10.1.0.0/16", "10.9.0.0/16"], "self": True},
            {"protocol": "-1", "from_port": 0, "to_port": 0, "security_groups": ["sg-00000000000000001"]},
        ],
    },
)
RULES = [
    resource(
        "aws_vpc_security_group_ingress_rule.web",
        {
            "id": "sgr-1",
            "security_group_id": "sg-00000000000000001",
            "ip_protocol": "tcp",
            "from_port": 443,
            "to_port": 443,
            "cidr_ipv4": "10.1.0.0/16",
        },
    ),
    resource(
        "aws_security_group_rule.own",
        {
            "id": "sgrule-1",
            "security_group_id": "sg-00000000000000001",
            "type": "ingress",
            "protocol": "tcp",
            "from_port": 443,
            "to_port": 443,
            "self": True,
        },
    ),
]
STATE = [*VPCS, TABLE, ROUTE, LINK, GROUP, *RULES]

WRITTEN = [
    config("aws_vpc.near", {"cidr_block": const("10.0.0.0/16")}),
    config("aws_vpc.far", {"cidr_block": const("10.1.0.0/16")}),
    config("aws_route_table.near", {"vpc_id": of("aws_vpc.near")}),
    config("aws_security_group.web", {"vpc_id": of("aws_vpc.near")}),
]


def change(one: dict[str, Any], *actions: str, **more: Any) -> dict[str, Any]:
    told = {name: one[name] for name in ("address", "mode", "type", "name")}
    return {**told, "change": {"actions": list(actions), "before": one["values"], "after": None}, **more}


def plan(planned: list[dict[str, Any]], changes: list[dict[str, Any]] | None = None, **more: Any) -> dict[str, Any]:
    found = {
        "format_version": "1.2",
        "planned_values": {"root_module": {"resources": planned} if planned else {}},
        "prior_state": {"values": {"root_module": {"resources": STATE}}},
        "configuration": {"root_module": {"resources": WRITTEN}},
        **more,
    }
    return found if changes is None else {**found, "resource_changes": changes}


def both(document: dict[str, Any], notes: list[str] | None = None) -> tuple[Network, Network]:
    old = before(document, "plan.json")
    assert old is not None
    return old, after(document, "plan.json", notes)


def without(*gone: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for one in STATE if one not in gone]


def differs(networks: tuple[Network, Network]) -> list[str]:
    return [words for one in compare(*networks).changes for field in one.fields for words in field.words]


def test_what_stands_apart_and_inline_is_there_once() -> None:
    old, new = both(plan(STATE, [change(one, "no-op") for one in STATE]))
    for network in (old, new):
        (table,) = (one for one in network.route_tables if one.address)
        assert [one.destination for one in table.routes] == ["10.0.0.0/16", "10.1.0.0/16", "10.9.0.0/16"]
        (group,) = (one for one in network.security_groups if one.address)
        peers = [(one.protocol, one.peer) for one in group.ingress]
        assert sorted(peers) == [
            ("-1", "sg-00000000000000001"),
            ("tcp", "10.1.0.0/16"),
            ("tcp", "10.9.0.0/16"),
            ("tcp", "sg-00000000000000001"),
        ]


def test_a_route_that_goes_is_gone_though_the_table_still_repeats_it() -> None:
    changes = [change(one, "delete" if one is ROUTE else "no-op") for one in STATE]
    assert differs(both(plan(without(ROUTE), changes))) == [f"routes: - 10.1.0.0/16 → {PEERING}"]


@pytest.mark.parametrize(("rule", "peer"), [(RULES[0], "10.1.0.0/16"), (RULES[1], "sg-00000000000000001")])
def test_a_rule_that_goes_is_gone_though_the_group_still_repeats_it(rule: dict[str, Any], peer: str) -> None:
    changes = [change(one, "delete" if one is rule else "no-op") for one in STATE]
    (words,) = differs(both(plan(without(rule), changes)))
    assert words.startswith("ingress: - tcp 443")
    assert peer in words


def test_an_attribute_that_is_written_is_taken_as_it_is() -> None:
    document = plan(without(ROUTE), [change(one, "delete" if one is ROUTE else "no-op") for one in STATE])
    document["configuration"]["root_module"]["resources"] = [
        config("aws_route_table.near", {"vpc_id": of("aws_vpc.near"), "route": [{"cidr_block": const("10.1.0.0/16")}]}),
        *WRITTEN[:2],
    ]
    (table,) = (one for one in after(document, "plan.json").route_tables if one.address)
    assert "10.1.0.0/16" in [one.destination for one in table.routes]


def test_a_targeted_plan_leaves_the_rest_alone() -> None:
    notes: list[str] = []
    document = plan([*VPCS, GROUP], [change(RULES[0], "delete"), change(GROUP, "no-op")], complete=False)
    found = both(document, notes)
    assert differs(found) == ["ingress: - tcp 443 10.1.0.0/16"]
    assert any("not complete" in note for note in notes)


def test_what_terraform_forgets_stays() -> None:
    empty = [{**one, "values": {}} for one in (ROUTE, LINK)]  # As Terraform 1.11 plans it.
    changes = [change(one, "forget" if one in (ROUTE, LINK) else "no-op") for one in STATE]
    networks = both(plan([*without(ROUTE, LINK), *empty], changes))
    assert not compare(*networks).changes
    assert [one.id for one in networks[1].peerings] == [PEERING]


def test_what_is_moved_is_not_left_behind() -> None:
    moved = {**LINK, "address": "aws_vpc_peering_connection.other", "name": "other"}
    changes = [change(one, "no-op") for one in without(LINK)]
    changes.append(change(moved, "no-op", previous_address="aws_vpc_peering_connection.link"))
    networks = both(plan([*without(LINK), moved], changes))
    assert not compare(*networks).changes
    assert [one.address for one in networks[1].peerings] == ["aws_vpc_peering_connection.other"]


def test_a_plan_that_only_refreshes_tells_what_had_changed_outside() -> None:
    was = {
        **ROUTE,
        "address": "aws_route.gone",
        "name": "gone",
        "values": {**ROUTE["values"], "destination_cidr_block": "10.2.0.0/16"},
    }
    document = plan([], resource_drift=[change(was, "delete")])
    assert differs(both(document)) == [f"routes: - 10.2.0.0/16 → {PEERING}"]


def test_the_end_of_it_all() -> None:
    document = plan([], [change(one, "delete") for one in STATE])
    _, new = both(document)
    assert not new.vpcs


def test_changes_that_are_put_off_are_counted() -> None:
    notes: list[str] = []
    after(plan(STATE, [], deferred_changes=[{"reason": "provider_config_unknown", "resource_change": {}}]), "plan.json", notes)
    assert any("1 change is deferred" in note for note in notes)
