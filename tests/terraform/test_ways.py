"""The same network by several ways is the same: as a plan, as its state, and scanned from moto once it is applied.

What the files hold was made by tests/terraform/ways/apply.py (Terraform 1.11.4, AWS provider 5.100.0, moto 5.2.5).
"""

import pytest

from tests.conftest import ROOT
from tests.terraform.ways.reasons import FIELDS, NOT_IN_THE_FILE, unexplained
from vpcviz.changes import compare
from vpcviz.model import Network
from vpcviz.sources import load

FOLDER = ROOT / "tests" / "terraform" / "ways"


def read(name: str) -> Network:
    return load([str(FOLDER / f"{name}.json")])


def default_vpcs(network: Network) -> frozenset[str]:
    return frozenset(vpc.id for vpc in network.vpcs if vpc.is_default)


@pytest.mark.parametrize("way", ["plan", "state"])
def test_what_was_made_is_what_was_planned(way: str) -> None:
    scan = read("scan")
    assert [(one.sort, one.kind, one.name) for one in unexplained(compare(scan, read(way)), default_vpcs(scan))] == []


def test_plan_and_state_are_one_but_for_what_is_known_after_apply() -> None:
    found = compare(read("plan"), read("state"))
    assert {(one.sort, one.kind) for one in found.changes if one.sort != "changed"} <= {("added", "account")}
    told = {(one.kind, field.name) for one in found.changes for field in one.fields}
    assert told <= {
        ("vpc", "dhcp_options"),
        ("eni", "private_ips"),
        ("eni", "public_ip"),
        ("eni", "security_groups"),
        ("instance", "security_groups"),
        ("nat-gateway", "private_ip"),
        ("nat-gateway", "public_ip"),
        ("transit-gateway-attachment", "name"),  # moto does not tell them, so Terraform's state has none.
        ("transit-gateway-attachment", "tags"),
    }


def test_which_group_a_condition_picks_is_not_guessed() -> None:
    """`[each.key == "web" ? A : B]` names two groups and has one."""
    plan = read("plan")
    assert [one.security_groups for one in plan.instances] == [(), ()]
    assert {gap.resource for gap in plan.gaps} >= {one.id for one in plan.instances}


def test_each_reason_is_a_sentence() -> None:
    assert all(words.endswith(".") for words in (*NOT_IN_THE_FILE.values(), *FIELDS.values()))
